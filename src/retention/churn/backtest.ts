import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireSameLength,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { clustersOf } from "./clusters.ts";
import { predictChurnColumn } from "./column.ts";
import { notesOnGain } from "./cross-validate.ts";
import { MOST_HORIZON } from "./evaluate.ts";
import { fitChurn } from "./fit.ts";
import { gainOver, judge } from "./judge.ts";
import type { BacktestChurnOptions, ChurnBacktest, ChurnOrigin } from "./judge-types.ts";
import { readTable } from "./table.ts";
import { takeRows } from "./take-rows.ts";
import { chanceByTenure, tenureRates } from "./tenure-rate.ts";
import type { ChurnTable } from "./types.ts";

/** Fewer leavers or stayers than that cannot judge an origin. */
const NEEDED = 5;

/** One customer's forecast at one origin. */
interface Case {
  readonly customer: string | number;
  readonly chance: number;
  readonly base: number;
  readonly left: 0 | 1;
}

/**
 * Would the chances to leave have come true? At each past month the model learns from what was known then and nothing
 * else, says who will leave, and is held against what happened, beside the plain leaving rate by months stayed.
 *
 * @param table - Months of customers with `customers` and `periods`; at most one row per customer and period. What stands
 * in a row must have been known when its month began. Rows after an origin are never shown to its fit: only the facts of
 * the month that begins at the origin are, to be asked about.
 * @param options - `origins`, `horizonMonths`, `fit`, `level`. An origin of 12 with a horizon of 3 learns from months up
 * to 12, and asks of those there when month 13 begins who will have left by the end of month 15.
 * @returns Per origin and over all: area under the curve, Brier score, log loss, calibration line and what the riskiest
 * tenth holds, with intervals over customers. Customers who vanish before the horizon without having left are counted as
 * `lost` and not judged.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`;
 * `inconsistent` where the table has no customers or periods.
 * @example
 * ```ts
 * const panel = { tenure: [], left: [], customers: [], periods: [], covariates: { plan: [] } };
 * for (let c = 0; c < 400; c++) {
 *   const plan = c % 2 === 0 ? "month" : "year";
 *   const end = 1 + ((c * 7) % (plan === "month" ? 11 : 40));
 *   for (let month = 1; month <= Math.min(12, end); month++) {
 *     panel.tenure.push(month - 1);
 *     panel.left.push(month === end);
 *     panel.customers.push(c);
 *     panel.periods.push(month);
 *     panel.covariates.plan.push(plan);
 *   }
 * }
 * const { pooled } = backtestChurn(panel, { origins: [6, 8], horizonMonths: 3 });
 * pooled.judgement.auc.value > 0.6; // => true
 * ```
 * @see Tashman (2000), International Journal of Forecasting 16, on rolling origins; Obuchowski (1997), Biometrics 53
 */
export function backtestChurn(table: ChurnTable, options: BacktestChurnOptions): ChurnBacktest {
  const { origins, horizonMonths, fit = {}, level } = readOptions(options);
  const { periods, customers, last } = readPanel(table);
  const byCustomer = coursesOf(table, customers, periods);
  const pooled: Case[] = [];
  const judged = origins.map((origin): ChurnOrigin => {
    const known: number[] = [];
    const asked: number[] = [];
    for (let i = 0; i < periods.length; i++) {
      if ((periods[i] as number) <= origin) known.push(i);
      else if (periods[i] === origin + 1) asked.push(i);
    }
    const end = origin + horizonMonths;
    const outcomes = asked.map((i) =>
      end > last ? undefined : outcomeOf(byCustomer.get(customers[i] as string | number) as Course, origin, end),
    );
    const followed = outcomes.filter((outcome) => outcome !== undefined).length;
    const left = outcomes.filter((outcome) => outcome === 1).length;
    const stayed = followed - left;
    const base = { origin, months: known.length, followed, lost: asked.length - followed };
    if (known.length === 0 || left < NEEDED || stayed < NEEDED) {
      const params = { origin, left, stayed, needed: NEEDED };
      return { ...base, result: { abstained: { code: "churn_origin_thin", params } } };
    }
    const past = takeRows(table, known);
    // all who were there are asked about: who can be followed was not known then
    const chances = chancesBy(past, takeRows(table, asked), horizonMonths, fit);
    if ("abstained" in chances) return { ...base, result: chances };
    const rates = tenureRates(past.tenure, past.left);
    const cases = asked.flatMap((i, k): Case[] => {
      const outcome = outcomes[k];
      if (outcome === undefined) return [];
      const customer = customers[i] as string | number;
      const tenure = table.tenure[i] as number;
      return [
        { customer, chance: chances[k] as number, base: chanceByTenure(rates, tenure, horizonMonths), left: outcome },
      ];
    });
    pooled.push(...cases);
    return { ...base, result: judgeCases(cases, level) };
  });
  if (pooled.length === 0) {
    const first = (judged[0] as ChurnOrigin).result as Abstention;
    return { horizonMonths, origins: judged, pooled: first, notes: [] };
  }
  const all = judgeCases(pooled, level);
  return { horizonMonths, origins: judged, pooled: all, notes: notesOnGain(all.gain) };
}

function readOptions(options: BacktestChurnOptions): BacktestChurnOptions & { readonly level: number } {
  requireObject(options, "options");
  const { origins, horizonMonths, fit, level = 0.95 } = options;
  requireNonEmpty(origins, "options.origins");
  for (let k = 0; k < origins.length; k++) {
    requireNumber(origins[k] as number, `options.origins[${k}]`, { min: -1e9, max: 1e9, integer: true });
  }
  requireNumber(horizonMonths, "options.horizonMonths", { min: 1, max: MOST_HORIZON, integer: true });
  if (fit !== undefined && typeof fit !== "function") requireObject(fit, "options.fit");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  return { ...options, origins: [...new Set(Array.from(origins))].sort((a, b) => a - b), level };
}

function readPanel(table: ChurnTable): {
  readonly periods: ArrayLike<number>;
  readonly customers: ArrayLike<string | number>;
  readonly last: number;
} {
  readTable(table, "months");
  const { periods, customers, tenure } = table;
  if (periods === undefined || customers === undefined) {
    const name = periods === undefined ? "table.periods" : "table.customers";
    throw new ClienteleError(
      "inconsistent",
      `${name} is needed: a backtest must know whose month each row is, and when`,
      {
        name,
      },
    );
  }
  requireColumn(periods, "table.periods");
  requireSameLength(tenure, "table.tenure", periods, "table.periods");
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < periods.length; i++) {
    requireNumber(periods[i] as number, `table.periods[${i}]`, { min: -1e9, max: 1e9, integer: true });
    last = Math.max(last, periods[i] as number);
  }
  return { periods, customers, last };
}

/** Whether a customer left, by period. */
type Course = Map<number, 0 | 1>;

function coursesOf(
  { left }: ChurnTable,
  customers: ArrayLike<string | number>,
  periods: ArrayLike<number>,
): Map<string | number, Course> {
  const courses = new Map<string | number, Course>();
  for (let i = 0; i < periods.length; i++) {
    const customer = customers[i] as string | number;
    const period = periods[i] as number;
    let course = courses.get(customer);
    if (course === undefined) {
      course = new Map();
      courses.set(customer, course);
    }
    if (course.has(period)) {
      throw new ClienteleError(
        "duplicate_id",
        `table.customers[${i}] has a second row for period ${period}: ${show(customer)}; keep one row per customer and period`,
        { customer, period, index: i },
      );
    }
    course.set(period, left[i] === true || left[i] === 1 ? 1 : 0);
  }
  return courses;
}

/** 1 where they left within the horizon, 0 where still seen at its end, `undefined` where lost from sight. */
function outcomeOf(course: Course, origin: number, end: number): 0 | 1 | undefined {
  for (let period = origin + 1; period <= end; period++) if (course.get(period) === 1) return 1;
  return course.has(end) ? 0 : undefined;
}

function chancesBy(
  known: ChurnTable,
  asked: ChurnTable,
  horizonMonths: number,
  learn: NonNullable<BacktestChurnOptions["fit"]>,
): ArrayLike<number> | Abstention {
  const learned = typeof learn === "function" ? learn(known) : fitChurn(known, { ...learn, rows: "months" });
  if (typeof learned !== "function") {
    requireObject(learned, "options.fit(…)");
    if ("abstained" in learned) return learned;
    return predictChurnColumn(learned, asked, { horizonMonths });
  }
  // what happened later is not for other eyes either
  const unseen = { ...asked, left: new Uint8Array(asked.tenure.length) };
  const chances = learned(unseen);
  requireColumn(chances, "options.fit(…)(…)");
  requireSameLength(chances, "options.fit(…)(…)", asked.tenure, "customers");
  for (let i = 0; i < chances.length; i++) {
    requireNumber(chances[i] as number, `options.fit(…)(…)[${i}]`, { min: 0, max: 1 });
  }
  return chances;
}

function judgeCases(cases: readonly Case[], level: number): Exclude<ChurnBacktest["pooled"], Abstention> {
  const clusters = clustersOf(
    cases.map(({ customer }) => customer),
    cases.length,
  );
  const rows = {
    chances: Float64Array.from(cases, ({ chance }) => chance),
    left: Uint8Array.from(cases, ({ left }) => left),
    clusters,
  };
  const base = Float64Array.from(cases, (one) => one.base);
  return {
    judgement: judge(rows, level),
    base: judge({ ...rows, chances: base }, level),
    gain: gainOver(rows, base, level),
  };
}
