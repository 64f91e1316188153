import type { SwitchingAccount } from "../../src/switching/index.ts";
import { addPeriods, toDay, toIsoDate } from "../../src/time/index.ts";

/** The day to which the data set is dated here; it carries none itself. */
export const asOf = "2026-01-01";

const SERVICES = [
  "PhoneService",
  "OnlineSecurity",
  "OnlineBackup",
  "DeviceProtection",
  "TechSupport",
  "StreamingTV",
  "StreamingMovies",
] as const;

/** Months of the terms that the operator sells. */
const TERMS = new Map([
  ["One year", 12],
  ["Two year", 24],
]);

/** Tenure, in months, from which living with the operator counts as full habit. */
const SETTLED_MONTHS = 24;

/**
 * What a telecom operator's customer table tells of three levers out of seventeen, fixed before looking at who left:
 * the contract (agreements), the number of services (bundling), and routine (habits: tenure, automatic payment and
 * paperless billing in equal parts). Contracts are taken to renew for the same term, so that the months to run follow
 * from the tenure.
 */
export function telcoAccount(row: Readonly<Record<string, string>>): SwitchingAccount {
  const tenure = Number(row["tenure"]);
  const fee = Number(row["MonthlyCharges"]);
  const term = TERMS.get(row["Contract"] ?? "");
  const services = SERVICES.filter((name) => row[name] === "Yes").length + (row["InternetService"] === "No" ? 0 : 1);
  const routine = [
    Math.min(1, tenure / SETTLED_MONTHS),
    row["PaymentMethod"]?.includes("automatic") ? 1 : 0,
    row["PaperlessBilling"] === "Yes" ? 1 : 0,
  ];
  const account: SwitchingAccount = {
    id: row["customerID"] ?? "",
    evidence: {
      agreements: term === undefined ? 0 : term > 12 ? 1 : 0.5,
      bundling: services >= 4 ? 1 : services >= 2 ? 0.5 : 0,
      habits: routine.reduce((a, b) => a + b, 0) / routine.length,
    },
    monthlyRevenue: fee,
  };
  if (term === undefined) return account;
  const end = toIsoDate(addPeriods(toDay(asOf), term - (tenure % term), "month"));
  return { ...account, contract: { end, monthlyFee: fee } };
}

/**
 * The same customer read more carefully: habit is tenure alone (paperless billing is how one is billed, not how firmly
 * one is held), and technical support stands for service; who has no internet cannot have it, so nothing is known. Unlike
 * {@link telcoAccount} this mapping was made after seeing how the first one fared.
 */
export function telcoAccountInFull(row: Readonly<Record<string, string>>): SwitchingAccount {
  const account = telcoAccount(row);
  const habits = Math.min(1, Number(row["tenure"]) / SETTLED_MONTHS);
  const evidence = { ...account.evidence, habits };
  if (row["InternetService"] === "No") return { ...account, evidence };
  return { ...account, evidence: { ...evidence, service: row["TechSupport"] === "Yes" ? 1 : 0 } };
}
