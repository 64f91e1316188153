import { describe } from "clientele/core";
import { type CalibrationLine, calibrationLine, normalQuantile, sum } from "clientele/math";
import { type ChurnModel, type ChurnTable, fitChurn, predictChurnColumn } from "clientele/retention";
import type { Subscriber } from "./data.ts";

/** What the model knows of a customer; the rest of the file adds little and makes a fit take several times as long. */
const FIELDS = ["Contract", "InternetService", "MonthlyCharges", "PaymentMethod", "TechSupport"];

/** One ridge, straight lines and no interactions: choosing among them takes long on 228,000 months and gains nothing. */
const CHOICES = {
  ridge: 1,
  interactions: [],
  calibration: "none",
  shapes: { MonthlyCharges: "straight" },
} as const;

/** How long customers stay, by model, and how far that can be trusted. */
export interface Stays {
  readonly model: ChurnModel;
  /** Months of each half of the customers against chances by a fit on the other half. */
  readonly calibration: CalibrationLine;
  /** Those who left over those of whom it was expected; 1 is honest. */
  readonly level: number;
  /** Doubt of that level as a standard deviation of its logarithm, by the calibration's interval. */
  readonly logStandardDeviation: number;
}

/** Chances to leave by month from now, one list per month. */
export type MonthlyChances = readonly Float64Array[];

/** The columns of the model. */
function tableOf(customers: readonly Subscriber[]): ChurnTable {
  const columnOf = (name: string) =>
    name === "MonthlyCharges" ? customers.map(({ fee }) => fee) : customers.map(({ row }) => row[name] ?? null);
  return {
    tenure: customers.map(({ tenure }) => tenure),
    left: customers.map(({ left }) => left),
    covariates: Object.fromEntries(FIELDS.map((name) => [name, columnOf(name)])),
  };
}

/**
 * Reads the file as a register of stays: each row the whole time from joining to leaving, or to today. The file carries
 * no dates, and `Churn` is often read as "left in the last month". A quarter of the book a month does not go with a book
 * half of which has been there for 29 months and more; over 36 months the difference is between a book and no book.
 */
export function fitStays(customers: readonly Subscriber[]): Stays {
  // who joined just now was not watched for a month
  const watched = customers.filter(({ tenure }) => tenure > 0);
  const model = sure(fitChurn(tableOf(watched), { ...CHOICES, rows: "stays" }));
  const halves = [0, 1].map((half) => watched.filter((_, i) => i % 2 === half));
  const judged = halves.map((held, half) => {
    const taught = tableOf(halves[1 - half] ?? []);
    const months = held.flatMap(monthsOf);
    const fit = sure(fitChurn(taught, { ...CHOICES, rows: "stays" }));
    return { months, chances: predictChurnColumn(fit, tableOf(months), { horizonMonths: 1 }) };
  });
  const left = judged.flatMap(({ months }) => months.map((month) => Number(month.left)));
  const chances = judged.flatMap((part) => [...part.chances]);
  const calibration = calibrationLine(chances, left);
  if (calibration === undefined) throw new Error("some must have left and some not");
  const { lower, upper } = calibration.intercept.interval;
  // where leaving is rare log-odds and the logarithm of the hazard are the same
  return {
    model,
    calibration,
    level: sum(left) / sum(chances),
    logStandardDeviation: (upper - lower) / 2 / normalQuantile(0.975),
  };
}

/** A stay month by month, the leaving in the last one. */
function monthsOf(customer: Subscriber): Subscriber[] {
  const { tenure, left } = customer;
  return Array.from({ length: tenure }, (_, month) => ({
    ...customer,
    tenure: month,
    left: left && month === tenure - 1,
  }));
}

/** The other reading of the file: each row one month under watch, `Churn` who left in it. */
export function fitMonths(customers: readonly Subscriber[]): ChurnModel {
  return sure(fitChurn(tableOf(customers), { ...CHOICES, rows: "months" }));
}

/** Month by month the chance to leave of those who are still there, while what is known of them stays as it is. */
export function monthlyChances(model: ChurnModel, customers: readonly Subscriber[], months: number): MonthlyChances {
  const table = tableOf(customers);
  let before: ArrayLike<number> = new Float64Array(customers.length);
  return Array.from({ length: months }, (_, t) => {
    const gone = predictChurnColumn(model, table, { horizonMonths: t + 1 });
    const chances = gone.map((left, i) => Math.max(0, 1 - (1 - left) / (1 - (before[i] as number))));
    before = gone;
    return chances;
  });
}

/** How many times as fast those with one level leave as those with another, all else equal: an association, no effect. */
export function associated(model: ChurnModel, field: string, level: string, other: string): number {
  const found = model.fields.find(({ id }) => id === field);
  if (found?.kind !== "category") throw new Error(`${field} is no category of the model`);
  const at = (name: string): number => found.coefficients[found.levels.indexOf(name)] as number;
  return Math.exp(at(level) - at(other));
}

function sure<T extends object>(figure: T): Exclude<T, { readonly abstained: unknown }> {
  if ("abstained" in figure) throw new Error(describe(figure.abstained as Parameters<typeof describe>[0]));
  return figure as Exclude<T, { readonly abstained: unknown }>;
}
