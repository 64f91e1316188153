import { readFileSync } from "node:fs";
import type { ChurnColumns, ChurnTable } from "clientele/retention";
import type { SwitchingAccount } from "clientele/switching";
import { addPeriods, toDay, toIsoDate } from "clientele/time";
import { ASSUMPTIONS } from "./assumptions.ts";

/** One row of the file, by column. */
type Row = Readonly<Record<string, string>>;

/** A customer of last month. */
export interface Subscriber {
  readonly id: string;
  /** Months with the operator. */
  readonly tenure: number;
  /** Whether the customer left in that month. */
  readonly left: boolean;
  /** Dollars a month. */
  readonly fee: number;
  readonly row: Row;
}

/** Columns that are texts; a pensioner is written 1 and is a category all the same. */
export const CATEGORIES = [
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

/** Months of the terms that the operator sells. */
const TERMS: ReadonlyMap<string, number> = new Map([
  ["One year", 12],
  ["Two year", 24],
]);

/** Months with the operator from which using it counts as full habit. */
const SETTLED_MONTHS = 24;

export function readSubscribers(path: URL): Subscriber[] {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    const row: Row = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
    return {
      id: row["customerID"] ?? "",
      tenure: Number(row["tenure"]),
      left: row["Churn"] === "Yes",
      fee: Number(row["MonthlyCharges"]),
      row,
    };
  });
}

/** Who was there last month, and who left in it: one month under watch each. */
export function churnTable(customers: readonly Subscriber[]): ChurnTable & { readonly covariates: ChurnColumns } {
  return {
    tenure: customers.map(({ tenure }) => tenure),
    left: customers.map(({ left }) => left),
    customers: customers.map(({ id }) => id),
    covariates: {
      ...Object.fromEntries(CATEGORIES.map((name) => [name, customers.map(({ row }) => row[name] ?? null)])),
      MonthlyCharges: customers.map(({ fee }) => fee),
      TotalCharges: customers.map(chargedTo),
    },
  };
}

/** What one customer's row tells the churn model. */
export function factsOf(customer: Subscriber): Readonly<Record<string, string | number | null>> {
  const { row, fee } = customer;
  return {
    ...Object.fromEntries(CATEGORIES.map((name) => [name, row[name] ?? null])),
    MonthlyCharges: fee,
    TotalCharges: chargedTo(customer),
  };
}

/** Billed in all; blank for those who have just joined: not known. */
function chargedTo({ row }: Subscriber): number | null {
  const charged = row["TotalCharges"]?.trim();
  return charged ? Number(charged) : null;
}

/**
 * What the row tells of four levers out of seventeen: the contract (agreements), the number of services (bundling),
 * technical support (service, where there is internet to support) and time with the operator (habits). Contracts are
 * taken to renew for the same term, so that the months to run follow from the time with the operator.
 */
export function accountOf({ id, tenure, fee, row }: Subscriber): SwitchingAccount {
  const term = TERMS.get(row["Contract"] ?? "");
  const services = ["PhoneService", "OnlineSecurity", "OnlineBackup", "DeviceProtection", "StreamingTV"].filter(
    (name) => row[name] === "Yes",
  ).length;
  const account: SwitchingAccount = {
    id,
    evidence: {
      agreements: term === undefined ? 0 : term > 12 ? 1 : 0.5,
      bundling: services >= 4 ? 1 : services >= 2 ? 0.5 : 0,
      habits: Math.min(1, tenure / SETTLED_MONTHS),
      ...(row["InternetService"] !== "No" && { service: row["TechSupport"] === "Yes" ? 1 : 0 }),
    },
    monthlyRevenue: fee,
  };
  if (term === undefined) return account;
  const end = toIsoDate(addPeriods(toDay(ASSUMPTIONS.asOf), term - (tenure % term), "month"));
  return { ...account, contract: { end, monthlyFee: fee } };
}
