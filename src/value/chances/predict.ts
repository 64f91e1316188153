import { requireNumber, requireObject } from "../../core/checks.ts";
import { deltaFigure, type UncertainParameters } from "../fit/delta.ts";
import { requireParameters } from "../fit/spread.ts";
import type { ModelFigure } from "../fit/types.ts";
import type { TimeUnit } from "../types.ts";
import { requireSameUnit, requireUnit } from "../units.ts";
import { BG_BB_NAMES } from "./fit.ts";
import { type BetaSteps, betaSteps, logOccasions } from "./likelihood.ts";
import { MOST_OCCASIONS, requireOccasionState, requireOccasions, requireOccasionTable } from "./state.ts";
import type {
  BgBbModel,
  OccasionCount,
  OccasionForecast,
  OccasionForecastColumns,
  OccasionOptions,
  OccasionRecord,
  OccasionState,
  OccasionTable,
} from "./types.ts";

/** Parameters whose products a double can hold. */
const SIZE = { min: 1e-15, max: 1e15 } as const;

/**
 * Whether a customer is still there at the next occasion, and how many of the next occasions they are expected to use.
 *
 * @param model - From {@link fitBgBb} or `loadModel`.
 * @param record - What the customer did so far, in the model's unit.
 * @param options - `periods`, the occasions to look ahead.
 * @returns A chance and an expected number, each with the interval that the model's parameters leave.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `inconsistent` (also where the
 * record counts in another unit than the model).
 * @example
 * ```ts
 * const counts = { frequency: [0, 1, 1, 1, 2, 2, 3], recency: [0, 1, 2, 3, 2, 3, 3] };
 * const periods = [3, 3, 3, 3, 3, 3, 3];
 * const model = fitBgBb({ unit: "year", ...counts, periods, counts: [400, 120, 70, 60, 60, 95, 95] });
 * const record = { unit: "year", frequency: 2, recency: 2, periods: 3 };
 * predictOccasions(model, record, { periods: 5 }).alive.value; // ≈ 0.656
 * ```
 * @see Fader, Hardie & Shang (2010), equations 11 and 13
 */
export function predictOccasions<Unit extends TimeUnit>(
  model: BgBbModel<Unit>,
  record: OccasionRecord<Unit>,
  options: OccasionOptions,
): OccasionForecast {
  const spread = requireBgBb(model);
  requireObject(record, "record");
  const { frequency: x, recency: last, periods: n } = record;
  requireSameUnit(record.unit, "record", model.unit);
  requireOccasions(x, last, n, (field) => `record.${field}`);
  const ahead = requireAhead(options);
  const figure = (of: (forecast: Forecast) => number, scale: "log" | "logit"): ModelFigure =>
    deltaFigure((parameters) => of(forecastOf(stepsOf(parameters, n + ahead), x, last, n, ahead)), spread, scale);
  return {
    alive: figure((forecast) => forecast.alive, "logit"),
    purchases: figure((forecast) => forecast.purchases, "log"),
  };
}

/**
 * The same for many customers at once.
 *
 * @param model - From {@link fitBgBb} or `loadModel`.
 * @param table - What each did so far, in the model's unit; `counts` is not looked at.
 * @param options - `periods`, the occasions to look ahead.
 * @returns Two columns, one cell per row.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `length_mismatch`, `empty_input`, `not_finite`,
 * `out_of_range`, `inconsistent`.
 * @example
 * ```ts
 * const counts = { frequency: [0, 1, 1, 1, 2, 2, 3], recency: [0, 1, 2, 3, 2, 3, 3] };
 * const table = { unit: "year", ...counts, periods: [3, 3, 3, 3, 3, 3, 3], counts: [400, 120, 70, 60, 60, 95, 95] };
 * predictOccasionsColumn(fitBgBb(table), table, { periods: 5 }).alive[4]; // ≈ 0.656
 * ```
 * @see {@link predictOccasions}
 */
export function predictOccasionsColumn<Unit extends TimeUnit>(
  model: BgBbModel<Unit>,
  table: OccasionTable<Unit>,
  options: OccasionOptions,
): OccasionForecastColumns {
  const { parameters } = requireBgBb(model);
  const ahead = requireAhead(options);
  requireOccasionTable(table);
  requireSameUnit(table.unit, "table", model.unit);
  let longest = 0;
  for (let i = 0; i < table.periods.length; i++) longest = Math.max(longest, table.periods[i] as number);
  const steps = stepsOf(parameters, longest + ahead);
  const rows = table.frequency.length;
  const alive = new Float64Array(rows);
  const purchases = new Float64Array(rows);
  const seen = new Map<string, Forecast>();
  for (let i = 0; i < rows; i++) {
    const [x, last, n] = [table.frequency[i] as number, table.recency[i] as number, table.periods[i] as number];
    const key = `${x},${last},${n}`;
    let own = seen.get(key);
    if (own === undefined) {
      own = forecastOf(steps, x, last, n, ahead);
      seen.set(key, own);
    }
    alive[i] = own.alive;
    purchases[i] = own.purchases;
  }
  return { alive, purchases };
}

/**
 * How many occasions a new customer is expected to use out of the first one, two, three… after the first purchase.
 *
 * @param model - From {@link fitBgBb} or `loadModel`.
 * @param options - `periods`, the occasions to look ahead.
 * @returns One figure per occasion: expected uses up to and with it.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const counts = { frequency: [0, 1, 1, 1, 2, 2, 3], recency: [0, 1, 2, 3, 2, 3, 3] };
 * const table = { unit: "year", ...counts, periods: [3, 3, 3, 3, 3, 3, 3], counts: [400, 120, 70, 60, 60, 95, 95] };
 * forecastOccasions(fitBgBb(table), { periods: 3 })[2].value; // ≈ 0.940
 * ```
 * @see Fader, Hardie & Shang (2010), equation 8
 */
export function forecastOccasions(model: BgBbModel, options: OccasionOptions): readonly ModelFigure[] {
  const spread = requireBgBb(model);
  const ahead = requireAhead(options);
  // one sweep per set of parameters serves every occasion
  const sweeps = new Map<string, Float64Array>();
  const sweep = (parameters: readonly number[]): Float64Array => {
    const key = parameters.join();
    let own = sweeps.get(key);
    if (own === undefined) {
      own = expectedUses(stepsOf(parameters, ahead), ahead);
      sweeps.set(key, own);
    }
    return own;
  };
  return Array.from({ length: ahead }, (_, t) =>
    deltaFigure((parameters) => sweep(parameters)[t] as number, spread, "log"),
  );
}

/**
 * How many customers should have used no occasion, one, two… by the model, beside how many did: the first look at
 * whether it describes them.
 *
 * @param model - From {@link fitBgBb} or `loadModel`.
 * @param state - Customers to compare with, from {@link occasionStateOf}; those it was fitted to, or others.
 * @returns One row per number of occasions, from 0; both columns sum to the customers.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `length_mismatch`, `not_finite`, `out_of_range`,
 * `inconsistent`.
 * @example
 * ```ts
 * const counts = { frequency: [0, 1, 1, 1, 2, 2, 3], recency: [0, 1, 2, 3, 2, 3, 3] };
 * const table = { unit: "year", ...counts, periods: [3, 3, 3, 3, 3, 3, 3], counts: [400, 120, 70, 60, 60, 95, 95] };
 * measureOccasionCounts(fitBgBb(table), occasionStateOf(table))[0].expected; // ≈ 402.2
 * ```
 * @see Fader, Hardie & Shang (2010), equation 7
 */
export function measureOccasionCounts<Unit extends TimeUnit>(
  model: BgBbModel<Unit>,
  state: OccasionState<Unit>,
): readonly OccasionCount[] {
  const { parameters } = requireBgBb(model);
  requireOccasionState(state, "state");
  requireSameUnit(state.unit, "state", model.unit);
  const { frequency, periods, counts } = state;
  const longest = periods.at(-1) as number;
  const { use, leave } = stepsOf(parameters, longest + 1);
  const expected = new Float64Array(longest + 1);
  const actual = new Float64Array(longest + 1);
  const cohorts = new Map<number, number>();
  periods.forEach((n, i) => {
    cohorts.set(n, (cohorts.get(n) ?? 0) + (counts[i] as number));
    const x = frequency[i] as number;
    actual[x] = (actual[x] as number) + (counts[i] as number);
  });
  for (const [n, customers] of cohorts) {
    for (let x = 0; x <= n; x++) {
      // ways to place x uses among i occasions, grown from one number of occasions to the next
      let logWays = 0;
      let chance = 0;
      for (let i = x; i <= n; i++) {
        const left = i < n ? leave.log(1, i) : leave.log(0, n);
        chance += Math.exp(logWays + use.log(x, i - x) + left);
        logWays += Math.log((i + 1) / (i + 1 - x));
      }
      expected[x] = (expected[x] as number) + customers * chance;
    }
  }
  return Array.from(expected, (value, x) => ({ frequency: x, expected: value, actual: actual[x] as number }));
}

interface Steps {
  readonly use: BetaSteps;
  readonly leave: BetaSteps;
}

interface Forecast {
  readonly alive: number;
  readonly purchases: number;
}

function stepsOf(parameters: readonly number[], occasions: number): Steps {
  const [alpha, beta, gamma, delta] = parameters as [number, number, number, number];
  return { use: betaSteps(alpha, beta, occasions + 1), leave: betaSteps(gamma, delta, occasions + 1) };
}

/** Expected uses of a new customer up to each occasion. */
function expectedUses({ use, leave }: Steps, ahead: number): Float64Array {
  const uses = new Float64Array(ahead);
  for (let t = 1; t <= ahead; t++) {
    uses[t - 1] = Math.min(t, (uses[t - 2] ?? 0) + Math.exp(use.log(1, 0) + leave.log(0, t)));
  }
  return uses;
}

/** A sum over the occasions ahead: the closed form divides by γ − 1. */
function forecastOf({ use, leave }: Steps, x: number, last: number, n: number, ahead: number): Forecast {
  const log = logOccasions(use, leave, x, last, n);
  const alive = Math.min(1, Math.exp(use.log(x, n - x) + leave.log(0, n + 1) - log));
  let purchases = 0;
  for (let t = 1; t <= ahead; t++) purchases += Math.exp(use.log(x + 1, n - x) + leave.log(0, n + t) - log);
  return { alive, purchases: Math.min(ahead, purchases) };
}

function requireBgBb(model: BgBbModel): UncertainParameters {
  const spread = requireParameters(model, "bg_bb", BG_BB_NAMES);
  spread.parameters.forEach((cell, i) => {
    requireNumber(cell, `model.parameters.${BG_BB_NAMES[i]}`, SIZE);
  });
  requireUnit(model.unit, "model.unit");
  return spread;
}

function requireAhead(options: OccasionOptions): number {
  requireObject(options, "options");
  requireNumber(options.periods, "options.periods", { min: 1, max: MOST_OCCASIONS, integer: true });
  return options.periods;
}
