import { chiSquaredSurvival } from "./chi-squared.ts";
import { rowsByGroup } from "./group-rows.ts";
import { riskTable } from "./risk-table.ts";
import { type Watched, watchedRows } from "./watched.ts";

/** How much an age counts in a comparison of curves. */
export type RankWeighting =
  | "log_rank"
  | "gehan_wilcoxon"
  | "tarone_ware"
  | "peto_peto"
  | Readonly<{ kind: "fleming_harrington"; p: number; q: number }>;

/** What one weighting says of whether groups end alike. */
export interface RankTest {
  /** Chi-squared where the groups end alike. */
  readonly statistic: number;
  /** 0 where no two groups were ever at risk together. */
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** Ends by group against those expected if all groups ended alike, and the tests. */
export interface RankComparison {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  /** In the order of the weightings. */
  readonly tests: readonly RankTest[];
}

/** A direction that keeps less than this share of its own variance is a combination of the others. */
const SINGULAR = 1e-9;

/**
 * Compares at every age at which a case ended the ends of each group with its share of those at risk; with strata only
 * among cases of the same stratum.
 *
 * @see Mantel (1966), Cancer Chemotherapy Reports 50, 163–170; Klein & Moeschberger (2003), Survival Analysis, sections
 * 7.3–7.5, with weights of table 7.3: n, √n, Peto and Peto's S̃, Fleming and Harrington's S(t−)ᵖ(1 − S(t−))^q
 */
export function rankTests(
  watched: Watched,
  groups: Uint32Array,
  groupCount: number,
  weightings: readonly RankWeighting[],
  strata?: Uint32Array,
): RankComparison {
  const observed = new Float64Array(groupCount);
  const expected = new Float64Array(groupCount);
  const scores = weightings.map(() => new Float64Array(groupCount));
  const variances = weightings.map(() => new Float64Array(groupCount * groupCount));
  for (const rows of strata === undefined ? [undefined] : rowsByGroup(strata)) {
    const part = rows === undefined ? watched : watchedRows(watched, rows);
    const own = rows === undefined ? groups : Uint32Array.from(rows, (row) => groups[row] as number);
    addStratum(part, own, groupCount, weightings, { observed, expected, scores, variances });
  }
  const tests = scores.map((score, i) => testOf(score, variances[i] as Float64Array));
  return { observed, expected, tests };
}

interface Sums {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  readonly scores: readonly Float64Array[];
  readonly variances: readonly Float64Array[];
}

function addStratum(
  watched: Watched,
  groups: Uint32Array,
  groupCount: number,
  weightings: readonly RankWeighting[],
  sums: Sums,
): void {
  const { times, atRisk, staying, events } = riskTable(watched, { groups, groupCount });
  const risks = new Float64Array(groupCount);
  let open = 1;
  let peto = 1;
  for (let step = 0; step < times.length; step++) {
    let risk = 0;
    let left = 0;
    let ended = 0;
    for (let g = 0; g < groupCount; g++) {
      risks[g] = (atRisk[g] as Float64Array)[step] as number;
      risk += risks[g] as number;
      left += (staying[g] as Float64Array)[step] as number;
      ended += (events[g] as Float64Array)[step] as number;
    }
    peto *= Math.max(0, 1 - ended / (risk + 1));
    // several ends at once leave less to chance; a weight below one case must not turn that round
    const ties = risk > 1 ? Math.min(1, left / (risk - 1)) : 0;
    const rate = ended / risk;
    for (let g = 0; g < groupCount; g++) {
      const due = (risks[g] as number) * rate;
      const here = (events[g] as Float64Array)[step] as number;
      sums.observed[g] = (sums.observed[g] as number) + here;
      sums.expected[g] = (sums.expected[g] as number) + due;
    }
    for (let w = 0; w < weightings.length; w++) {
      const weight = weightAt(weightings[w] as RankWeighting, risk, open, peto);
      const score = sums.scores[w] as Float64Array;
      const variance = sums.variances[w] as Float64Array;
      const square = weight * weight * ended * ties;
      for (let g = 0; g < groupCount; g++) {
        const share = (risks[g] as number) / risk;
        if (share === 0) continue;
        score[g] = (score[g] as number) + weight * (((events[g] as Float64Array)[step] as number) - share * ended);
        for (let h = 0; h < groupCount; h++) {
          const other = (risks[h] as number) / risk;
          const cell = g * groupCount + h;
          const spread = g === h ? share * (otherShare(risks, g) / risk) : -share * other;
          variance[cell] = (variance[cell] as number) + square * spread;
        }
      }
    }
    open = left === 0 ? 0 : open * (left / risk);
  }
}

/** Weight at risk outside a group, summed without it: 1 − its share would lose the digits that matter. */
function otherShare(risks: Float64Array, group: number): number {
  let sum = 0;
  for (let g = 0; g < risks.length; g++) if (g !== group) sum += risks[g] as number;
  return sum;
}

function weightAt(weighting: RankWeighting, risk: number, before: number, peto: number): number {
  if (weighting === "log_rank") return 1;
  if (weighting === "gehan_wilcoxon") return risk;
  if (weighting === "tarone_ware") return Math.sqrt(risk);
  if (weighting === "peto_peto") return peto;
  return before ** weighting.p * (1 - before) ** weighting.q;
}

/** Score, its variance and the chi-squared figure, over the directions in which the groups can differ at all. */
function testOf(score: Float64Array, variance: Float64Array): RankTest {
  const k = score.length;
  const rest = Float64Array.from(variance);
  const left = Float64Array.from(score);
  const own = Float64Array.from({ length: k }, (_, g) => rest[g * k + g] as number);
  const used = new Uint8Array(k);
  let statistic = 0;
  let rank = 0;
  // one group is what the others leave, whatever rounding says
  for (; rank < k - 1; rank++) {
    let pivot = -1;
    let most = SINGULAR;
    for (let g = 0; g < k; g++) {
      const kept = used[g] === 1 || own[g] === 0 ? 0 : (rest[g * k + g] as number) / (own[g] as number);
      if (kept > most) [pivot, most] = [g, kept];
    }
    if (pivot < 0) break;
    used[pivot] = 1;
    const scale = rest[pivot * k + pivot] as number;
    const value = left[pivot] as number;
    statistic += (value / scale) * value;
    for (let g = 0; g < k; g++) {
      if (used[g] === 1) continue;
      const factor = (rest[g * k + pivot] as number) / scale;
      left[g] = (left[g] as number) - factor * value;
      for (let h = 0; h < k; h++) {
        rest[g * k + h] = (rest[g * k + h] as number) - factor * (rest[pivot * k + h] as number);
      }
    }
  }
  return { statistic, degreesOfFreedom: rank, pValue: rank === 0 ? 1 : chiSquaredSurvival(statistic, rank) };
}
