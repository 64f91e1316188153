import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { clustersOf } from "./clusters.ts";
import { predictChurnColumn } from "./column.ts";
import { fitChurn } from "./fit.ts";
import { gainOver, judge } from "./judge.ts";
import type { ChurnGain, ChurnValidation, CrossValidateChurnOptions } from "./judge-types.ts";
import { monthRows, readTable } from "./table.ts";
import { takeRows } from "./take-rows.ts";
import { chanceByTenure, tenureRates } from "./tenure-rate.ts";
import { dealTable } from "./tune.ts";

/**
 * How good a churn model would be on customers it has not seen: each part of the customers gets its chances from a fit
 * on all others, with everything that a fit decides — ridge, bends, interactions, calibration — decided anew each time.
 *
 * @param table - As for {@link fitChurn}.
 * @param options - As for {@link fitChurn}, and `parts`, default 5.
 * @returns How well chances of the next month tell leavers, whether they come true, what the riskiest tenth holds, and
 * the same for the leaving rate by months stayed; an abstention where a part leaves too few to learn from.
 * @throws ClienteleError as {@link fitChurn}.
 * @example
 * ```ts
 * const random = createRandom(1);
 * const rows = Array.from({ length: 600 }, (_, i) => ({ tenure: i % 24, plan: i % 3 === 0 ? "month" : "year" }));
 * const left = rows.map(({ plan }) => random.uniform() < (plan === "month" ? 0.25 : 0.05));
 * const table = { tenure: rows.map((r) => r.tenure), left, covariates: { plan: rows.map((r) => r.plan) } };
 * const { judgement, gain } = crossValidateChurn(table, { rows: "months" });
 * judgement.auc.value > 0.6 && gain.auc.value > 0; // => true
 * ```
 * @see Varma & Simon (2006), BMC Bioinformatics 7, 91: what is chosen must be chosen within the fold; Van Calster et al.
 * (2019), BMC Medicine 17, 230, on calibration
 */
export function crossValidateChurn(
  table: Parameters<typeof fitChurn>[0],
  options: CrossValidateChurnOptions,
): ChurnValidation | Abstention {
  requireObject(options, "options");
  const { parts = 5, ...fitting } = options;
  requireNumber(parts, "options.parts", { min: 2, max: 50, integer: true });
  const { rows, seed = 1, level = 0.95 } = fitting;
  // refuses bad options before any work is done
  const whole = fitChurn(table, { ...fitting, calibration: "none", ridge: 1, interactions: [] });
  if ("abstained" in whole) return whole;
  const read = readTable(table, rows);
  const months = monthRows(read, rows);
  // another deal than the one by which a fit chooses
  const part = dealTable(read, parts, seed + 7919);
  const chances = new Float64Array(months.n);
  const base = new Float64Array(months.n);
  for (let k = 0; k < parts; k++) {
    const inside = indicesWhere(read.n, (i) => part[i] !== k);
    const held = indicesWhere(months.n, (i) => part[months.source[i] as number] === k);
    if (held.length === 0) continue;
    const model = fitChurn(takeRows(table, inside), fitting);
    if ("abstained" in model) return model;
    const source = held.map((i) => months.source[i] as number);
    const tenure = Float64Array.from(held, (i) => months.tenure[i] as number);
    const { covariates } = takeRows(table, source);
    predictChurnColumn(model, { tenure, covariates }, { horizonMonths: 1 }).forEach((chance, j) => {
      chances[held[j] as number] = chance;
    });
    const known = indicesWhere(months.n, (i) => part[months.source[i] as number] !== k);
    const rates = tenureRates(
      known.map((i) => months.tenure[i] as number),
      known.map((i) => months.left[i] as number),
    );
    for (const i of held) base[i] = chanceByTenure(rates, months.tenure[i] as number, 1);
  }
  const customers = months.source.reduce<(string | number)[]>((ids, row) => {
    ids.push(read.customers?.[row] ?? row);
    return ids;
  }, []);
  const judged = { chances, left: months.left, clusters: clustersOf(customers, months.n) };
  const gain = gainOver(judged, base, level);
  return {
    judgement: judge(judged, level),
    base: judge({ ...judged, chances: base }, level),
    gain,
    chances,
    notes: notesOnGain(gain),
  };
}

/** Says so where chances cannot be told from the rate by tenure. */
export function notesOnGain({ auc }: ChurnGain): ChurnValidation["notes"] {
  if (auc === undefined || auc.interval.lower > 0) return [];
  const { lower, upper } = auc.interval;
  return [{ code: "churn_no_better", params: { difference: auc.value, lower, upper } }];
}

function indicesWhere(n: number, keep: (i: number) => boolean): number[] {
  const rows: number[] = [];
  for (let i = 0; i < n; i++) if (keep(i)) rows.push(i);
  return rows;
}
