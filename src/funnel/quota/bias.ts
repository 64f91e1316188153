import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { FORECAST_CATEGORIES, LARGEST_AMOUNT, requireList, requireText } from "./category.ts";
import {
  type Credibility,
  type CredibleRatio,
  fitCredibility,
  LEAST_FORECASTERS,
  ratioEstimate,
} from "./credibility.ts";
import type {
  ForecastBias,
  ForecastBiasGroup,
  ForecastBiasOptions,
  ForecastCall,
  ForecasterBias,
  ForecastTendency,
} from "./types.ts";

/** Smaller calls are calls of nothing: their ratio would be no figure. */
const SMALLEST_CALL = 1e-6;

/**
 * Learns from past calls whose forecasts come true: how much of what each owner, and each manager, calls arrives, drawn
 * towards the team as far as few or noisy periods make it likely to be chance.
 *
 * @param calls - One row an owner and period; several rows of the same owner and period add up. A manager's call is the
 * sum of `managerForecast`, or of `forecast` where that is absent, over the rows that name the manager. The order does
 * not matter.
 * @param options - `category` to use its calls alone; `level` (default 0.95); `minPeriods` for a verdict (default 4).
 * @returns For each forecaster the ratio of actual to called with its interval, n and how much is their own, and whether
 * they call too much, too little, or nobody can tell. The interval rests on a normal model: periods scatter around a
 * forecaster's ratio, those around the team's, the spread between them integrated out; with fewer than three
 * forecasters nobody is drawn towards anybody. Zero calls are counted and left out of the ratio; zero actuals count.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `inconsistent` (calls of several
 * categories without `options.category`).
 * @example
 * ```ts
 * const calls = ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6"].flatMap((period, i) => [
 *   { owner: "ann", period, forecast: 100, actual: 60 + 3 * i },
 *   { owner: "bo", period, forecast: 80, actual: 84 - 2 * (i % 3) },
 *   { owner: "cy", period, forecast: 50, actual: 45 + 4 * (i % 2) },
 * ]);
 * const [ann, bo] = measureForecastBias(calls).owners.members;
 * ann.tendency; // => "over_forecaster"
 * ann.ratio.value; // ≈ 0.68
 * bo.tendency; // => "cannot_tell"
 * ```
 * @see Bühlmann & Straub (1970), Glaubwürdigkeit für Schadensätze; Gelman (2006), Bayesian Analysis 1, 515–534
 */
export function measureForecastBias(calls: readonly ForecastCall[], options: ForecastBiasOptions = {}): ForecastBias {
  requireList(calls, "calls");
  requireObject(options, "options");
  const { category, level = 0.95, minPeriods = 4 } = options;
  if (category !== undefined) requireOneOf(category, FORECAST_CATEGORIES, "options.category");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(minPeriods, "options.minPeriods", { min: 2, max: 1000, integer: true });
  for (const [i, call] of calls.entries()) requireCall(call, `calls[${i}]`);
  if (category === undefined && new Set(calls.map((call) => call.category)).size > 1) {
    const text = "calls hold several categories, which come true differently; name one in options.category";
    throw new ClienteleError("inconsistent", text, { name: "calls" });
  }
  const used = category === undefined ? calls : calls.filter((call) => call.category === category);
  const owners = used.map(({ owner, period, forecast, actual }) => ({ id: owner, period, forecast, actual }));
  const managers = used.flatMap(({ manager, period, forecast, managerForecast = forecast, actual }) =>
    manager === undefined ? [] : [{ id: manager, period, forecast: managerForecast, actual }],
  );
  return {
    ...(category === undefined ? {} : { category }),
    level,
    owners: groupOf(owners, level, minPeriods),
    managers: groupOf(managers, level, minPeriods),
  };
}

interface Call {
  readonly id: string;
  readonly period: string;
  readonly forecast: number;
  readonly actual: number;
}

function groupOf(calls: readonly Call[], level: number, minPeriods: number): ForecastBiasGroup {
  const people = Array.from(byId(calls), ([id, periods]) => {
    const all = Array.from(periods, ([period, { forecast, actual }]) => ({ period, forecast, actual }));
    // in a fixed order, so that sums come to the same last bit
    all.sort((a, b) => (a.period < b.period ? -1 : 1));
    const called = all.filter(({ forecast }) => forecast >= SMALLEST_CALL);
    const rows = called.map(({ period, forecast, actual }) => ({ period, ratio: actual / forecast, call: forecast }));
    return { id, all, rows };
  }).sort((a, b) => (a.id < b.id ? -1 : 1));
  const callers = people.filter(({ rows }) => rows.length > 0);
  const fit = fitCredibility(callers);
  const found = new Map(callers.map(({ id }, i) => [id, fit?.ratios[i]]));
  const periods = callers.reduce((n, { rows }) => n + rows.length, 0);
  return {
    typical: typicalOf(fit, periods, level, callers.length + 1),
    members: people.map(({ id, all, rows }) => memberOf(id, all, rows.length, found.get(id), level, minPeriods)),
    ...(fit === undefined ? {} : { method: fit.method }),
  };
}

function typicalOf(
  fit: Credibility | undefined,
  n: number,
  level: number,
  needed: number,
): ForecastBiasGroup["typical"] {
  if (fit?.typical !== undefined) return ratioEstimate(fit.typical, n, level);
  if (fit !== undefined) {
    return {
      abstained: { code: "quota_bias_few_forecasters", params: { n: fit.ratios.length, needed: LEAST_FORECASTERS } },
    };
  }
  // one period more than forecasters is what a scatter needs
  return {
    abstained:
      n < needed
        ? { code: "quota_bias_few_periods", params: { n, needed } }
        : { code: "quota_bias_no_scatter", params: { n } },
  };
}

function memberOf(
  id: string,
  all: readonly Omit<Call, "id">[],
  n: number,
  found: CredibleRatio | undefined,
  level: number,
  minPeriods: number,
): ForecasterBias {
  const idle = all.filter(({ forecast }) => forecast < SMALLEST_CALL);
  const add = (rows: readonly Omit<Call, "id">[], field: "forecast" | "actual"): number =>
    rows.reduce((total, row) => total + row[field], 0);
  const told = found !== undefined && n >= minPeriods ? ratioEstimate(found, n, level) : undefined;
  const missing: Reason =
    n < minPeriods
      ? { code: "quota_bias_few_periods", params: { n, needed: minPeriods } }
      : { code: "quota_bias_no_scatter", params: { n } };
  const tendency = told === undefined ? "cannot_tell" : tendencyOf(told);
  const reasons: Reason[] = [told === undefined ? missing : verdict(tendency, told)];
  if (idle.length > 0) {
    reasons.push({ code: "quota_bias_zero_calls", params: { n: idle.length, actual: add(idle, "actual") } });
  }
  const forecast = add(all, "forecast");
  const own = found?.own ?? ownRatio(all);
  return {
    id,
    n,
    forecast,
    actual: add(all, "actual"),
    zeroCalls: idle.length,
    actualWithoutCall: add(idle, "actual"),
    ...(own === undefined ? {} : { own }),
    ratio: told ?? { abstained: missing },
    weight: found?.weight ?? 0,
    tendency,
    reasons,
  };
}

/** Where no noise can be measured every period counts by its call. */
function ownRatio(all: readonly Omit<Call, "id">[]): number | undefined {
  const called = all.filter(({ forecast }) => forecast >= SMALLEST_CALL);
  const total = called.reduce((sum, { forecast }) => sum + forecast, 0);
  return total > 0 ? called.reduce((sum, { actual }) => sum + actual, 0) / total : undefined;
}

function tendencyOf({ interval }: Estimate): ForecastTendency {
  if (interval.upper < 1) return "over_forecaster";
  return interval.lower > 1 ? "sandbagger" : "cannot_tell";
}

function verdict(tendency: ForecastTendency, { value, interval: { lower, upper } }: Estimate): Reason {
  const params = { ratio: value, lower, upper };
  if (tendency === "over_forecaster") return { code: "quota_bias_over", params };
  return { code: tendency === "sandbagger" ? "quota_bias_under" : "quota_bias_unclear", params };
}

function byId(calls: readonly Call[]): Map<string, Map<string, { forecast: number; actual: number }>> {
  const people = new Map<string, Map<string, { forecast: number; actual: number }>>();
  // sorted, so that amounts of the same period add up to the same last bit in any order
  const sorted = calls.slice().sort((a, b) => a.forecast - b.forecast || a.actual - b.actual);
  for (const { id, period, forecast, actual } of sorted) {
    let periods = people.get(id);
    if (periods === undefined) {
      periods = new Map();
      people.set(id, periods);
    }
    const sums = periods.get(period) ?? { forecast: 0, actual: 0 };
    periods.set(period, { forecast: sums.forecast + forecast, actual: sums.actual + actual });
  }
  return people;
}

function requireCall(call: ForecastCall, name: string): void {
  requireObject(call, name);
  requireText(call.owner, `${name}.owner`);
  requireText(call.period, `${name}.period`);
  if (call.manager !== undefined) requireText(call.manager, `${name}.manager`);
  if (call.category !== undefined) requireOneOf(call.category, FORECAST_CATEGORIES, `${name}.category`);
  const range = { min: 0, max: LARGEST_AMOUNT } as const;
  requireNumber(call.forecast, `${name}.forecast`, range);
  requireNumber(call.actual, `${name}.actual`, range);
  if (call.managerForecast !== undefined) requireNumber(call.managerForecast, `${name}.managerForecast`, range);
}
