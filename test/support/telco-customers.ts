import type { ChurnTable } from "../../src/retention/index.ts";
import { readSharedCsv } from "./shared-data.ts";

/** The public data set of a telecom operator: 7,043 customers of last month and whether they left in it. */
export const TELCO_FILE = "telco/telco-customer-churn.csv";

/** What is text in the file. `SeniorCitizen` is written 0 and 1, and is a category all the same. */
const CATEGORIES = [
  "gender",
  "SeniorCitizen",
  "Partner",
  "Dependents",
  "PhoneService",
  "MultipleLines",
  "InternetService",
  "OnlineSecurity",
  "OnlineBackup",
  "DeviceProtection",
  "TechSupport",
  "StreamingTV",
  "StreamingMovies",
  "Contract",
  "PaperlessBilling",
  "PaymentMethod",
] as const;

/**
 * The customers as months under watch: the file holds those who were there last month, with `Churn` for those who left
 * in it, so each row is one month at the customer's tenure. Total charges are blank for the newest and then not known.
 */
export function telcoCustomers(
  rows: readonly Readonly<Record<string, string>>[] = readSharedCsv(TELCO_FILE),
): ChurnTable & { readonly customers: readonly string[]; readonly left: readonly boolean[] } {
  const text = (name: string): string[] => rows.map((row) => row[name] as string);
  const number = (name: string): (number | null)[] =>
    rows.map((row) => (row[name]?.trim() === "" ? null : Number(row[name])));
  return {
    tenure: number("tenure") as number[],
    left: rows.map((row) => row["Churn"] === "Yes"),
    customers: text("customerID"),
    covariates: {
      ...Object.fromEntries(CATEGORIES.map((name) => [name, text(name)])),
      MonthlyCharges: number("MonthlyCharges"),
      TotalCharges: number("TotalCharges"),
    },
  };
}
