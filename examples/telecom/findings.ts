import { describe, type Estimate } from "clientele/core";
import { rocAuc } from "clientele/math";
import {
  type ChurnModel,
  type ChurnPrediction,
  type ChurnValidation,
  crossValidateChurn,
  explainChurn,
  fitChurn,
  predictChurn,
} from "clientele/retention";
import {
  type DefencePlan,
  defaultSwitchingModel,
  fitSwitchingModel,
  forecastLockIn,
  type LockInForecast,
  planDefence,
  type SwitchingFit,
  scoreSwitchingCosts,
} from "clientele/switching";
import { ASSUMPTIONS, LEVERS } from "./assumptions.ts";
import { accountOf, churnTable, factsOf, type Subscriber } from "./data.ts";

/** How strongly one fact moves the chances over the whole book. */
export interface FieldWeight {
  readonly field: string;
  /** Mean size of what it adds to or takes from the log-odds, over the customers. */
  readonly strength: number;
}

/** A customer of the page's example. */
export interface Portrait {
  readonly customer: Subscriber;
  readonly prediction: ChurnPrediction;
}

/** Everything that the page tells, as figures. */
export interface Findings {
  readonly n: number;
  readonly left: number;
  readonly churn: ChurnValidation;
  readonly model: ChurnModel;
  readonly weights: readonly FieldWeight[];
  readonly portraits: readonly Portrait[];
  /** How often a stayer has the higher index than a leaver, by the stated weights. */
  readonly index: Estimate;
  readonly fit: SwitchingFit;
  /** Of those who stayed. */
  readonly lockIn: LockInForecast;
  readonly plan: DefencePlan;
}

/** One ridge for all: choosing among several takes six times as long and gives the same area. */
const CHOICES = { rows: "months", ridge: 1, folds: 3 } as const;

/** Customers whose reasons are added up for the strength of each field. */
const SAMPLE = 500;

/** Runs the whole chain, from who leaves to what to do. */
export function measureAll(customers: readonly Subscriber[]): Findings {
  const table = churnTable(customers);
  const churn = sure(crossValidateChurn(table, CHOICES));
  const model = sure(fitChurn(table, CHOICES));
  const accounts = customers.map(accountOf);
  const scores = accounts.map(
    (account) => scoreSwitchingCosts(account, defaultSwitchingModel, { asOf: ASSUMPTIONS.asOf }).index ?? 0,
  );
  const stayed = customers.map(({ left }) => (left ? 0 : 1));
  const gone = new Set(customers.filter(({ left }) => left).map(({ id }) => id));
  const staying = customers.flatMap((customer, i) => (customer.left ? [] : [{ customer, i }]));
  return {
    n: customers.length,
    left: gone.size,
    churn,
    model,
    weights: weightsOf(model, customers),
    portraits: portraitsOf(model, customers),
    index: known(rocAuc(scores, stayed)),
    fit: sure(fitSwitchingModel(accounts, { left: ({ id }) => gone.has(id), seed: 1 })),
    lockIn: forecastLockIn(
      staying.map(({ i }) => accounts[i] as (typeof accounts)[number]),
      { asOf: ASSUMPTIONS.asOf, months: 24, model: defaultSwitchingModel },
    ),
    plan: planOf(staying, churn.chances),
  };
}

/** Who gets what, by chances of fits that have not seen the customer. */
function planOf(staying: readonly { customer: Subscriber; i: number }[], chances: Float64Array): DefencePlan {
  const { marginRate, monthsLost, budget, staffHours, atRisk } = ASSUMPTIONS;
  const accounts = staying.map(({ customer: { id, fee, row }, i }) => ({
    id,
    value: fee * marginRate * monthsLost,
    risk: chances[i] as number,
    levers: [
      "personal_care",
      "discount",
      ...(row["TechSupport"] === "No" ? ["service"] : []),
      ...(row["Contract"] === "Month-to-month" ? ["agreements"] : []),
    ],
  }));
  return planDefence(accounts, LEVERS, {
    budget,
    staffHours,
    atRisk,
    standardLever: "agreements",
    budgets: [2_000, 5_000, 10_000, 20_000, 40_000],
  });
}

function weightsOf(model: ChurnModel, customers: readonly Subscriber[]): FieldWeight[] {
  const step = Math.max(1, Math.floor(customers.length / SAMPLE));
  const asked = customers.filter((_, i) => i % step === 0);
  const sums = new Map<string, number>();
  for (const customer of asked) {
    const { drivers } = explainChurn(model, { tenure: customer.tenure, covariates: factsOf(customer) });
    for (const { field, logOdds } of drivers) sums.set(field, (sums.get(field) ?? 0) + Math.abs(logOdds.value));
  }
  return [...sums]
    .map(([field, sum]) => ({ field, strength: sum / asked.length }))
    .sort((a, b) => b.strength - a.strength);
}

/** The first customer of each contract who has been there for a year or so. */
function portraitsOf(model: ChurnModel, customers: readonly Subscriber[]): Portrait[] {
  const horizonMonths = Array.from({ length: 12 }, (_, i) => i + 1);
  return ["Month-to-month", "One year", "Two year"].flatMap((contract) => {
    const customer = customers.find(({ row, tenure, left }) => row["Contract"] === contract && tenure >= 12 && !left);
    if (customer === undefined) return [];
    const facts = { tenure: customer.tenure, covariates: factsOf(customer) };
    return [{ customer, prediction: predictChurn(model, facts, { horizonMonths }) }];
  });
}

function sure<T extends object>(figure: T): Exclude<T, { readonly abstained: unknown }> {
  if ("abstained" in figure) throw new Error(describe(figure.abstained as Parameters<typeof describe>[0]));
  return figure as Exclude<T, { readonly abstained: unknown }>;
}

function known<T>(figure: T | undefined): T {
  if (figure === undefined) throw new Error("both those who stayed and those who left are needed");
  return figure;
}
