import { normalQuantile } from "./normal.ts";
import { wilsonUnchecked } from "./proportion.ts";
import { riskTable } from "./risk-table.ts";
import type { WatchedAges } from "./survival-read.ts";
import { type Watched, weightOf } from "./watched.ts";

/** A share that was summed over many ages may miss 1 by rounding. */
const ROUNDING = 1e-12;

/** Share that has ended for one cause, by age; columns over the ages of all ends. */
export interface CauseIncidence {
  readonly incidence: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** One minus Kaplan–Meier with the other causes as if watched no longer: larger, and of no world that exists. */
  readonly naive: Float64Array;
  /** Standard error of the share. */
  readonly errors: Float64Array;
  /** Weight that ended for the cause. */
  readonly ended: number;
}

/** Shares by cause and the share still open; at every age they sum to one. */
export interface AalenJohansenCurves extends WatchedAges {
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly survival: Float64Array;
  readonly causes: readonly CauseIncidence[];
}

/**
 * Shares that ended for each of several causes. Variance by the delta method over the hazards of all causes; interval
 * on log(−log(1 − share)), so that a single cause has the interval of Kaplan–Meier.
 *
 * @see Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150; Marubini & Valsecchi (1995), Analysing
 * Survival Data from Clinical Trials and Observational Studies, section 10.3, for the variance
 */
export function aalenJohansen(watched: Watched, causeCount: number, level: number): AalenJohansenCurves {
  const table = riskTable(watched, { causeCount });
  const { times, ages, ageWeights, entryAges, entryWeights } = table;
  const [atRisk] = table.atRisk as [Float64Array];
  const [staying] = table.staying as [Float64Array];
  const n = weightOf(watched);
  const survival = new Float64Array(times.length);
  const watchedWhole = new Float64Array(times.length);
  let open = 1;
  for (let step = 0; step < times.length; step++) {
    const risk = atRisk[step] as number;
    const left = staying[step] as number;
    watchedWhole[step] = Math.min(n, open === 0 ? n : risk / open);
    open = left === 0 ? 0 : open * (left / risk);
    survival[step] = open;
  }
  const z = -normalQuantile((1 - level) / 2);
  const causes = table.events.map((events) => oneCause(events, atRisk, staying, survival, watchedWhole, z, level));
  return {
    n,
    times,
    atRisk,
    survival,
    causes,
    ages,
    ...(ageWeights !== undefined && { ageWeights }),
    ...(entryAges !== undefined && entryWeights !== undefined && { entryAges, entryWeights }),
  };
}

function oneCause(
  events: Float64Array,
  atRisk: Float64Array,
  staying: Float64Array,
  survival: Float64Array,
  watchedWhole: Float64Array,
  z: number,
  level: number,
): CauseIncidence {
  const [incidence, lower, upper, naive, errors] = Array.from({ length: 5 }, () => new Float64Array(events.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let share = 0;
  let single = 1;
  let ended = 0;
  let before = 1;
  // running sums: with F the share at a later age, the variance is F²a − 2Fb + c + d − 2(Fe − f)
  let [a, b, c, d, e, f] = [0, 0, 0, 0, 0, 0];
  for (let step = 0; step < events.length; step++) {
    const risk = atRisk[step] as number;
    const left = staying[step] as number;
    const here = events[step] as number;
    ended += here;
    const rate = here / risk;
    share = Math.min(1, share + before * rate);
    // where nobody stays and all went for this cause, rounding must not leave a remainder
    if (left === 0 && share > 1 - ROUNDING) share = 1;
    single *= Math.max(0, (risk - here) / risk);
    if (left > 0) {
      const spread = (risk - left) / risk / left;
      a += spread;
      b += share * spread;
      c += share * share * spread;
    }
    const pull = (before * rate) / risk;
    d += before * pull * Math.max(0, 1 - rate);
    e += pull;
    f += share * pull;
    before = survival[step] as number;
    const variance = Math.max(0, share * share * a - 2 * share * b + c + d - 2 * (share * e - f));
    incidence[step] = share;
    naive[step] = 1 - single;
    errors[step] = Math.sqrt(variance);
    const log = Math.log1p(-share);
    if (share === 0 || share >= 1 || log === 0 || variance === 0) {
      const size = watchedWhole[step] as number;
      const range = wilsonUnchecked(share * size, size, level);
      lower[step] = range.lower;
      upper[step] = range.upper;
    } else {
      const stretch = Math.exp(Math.min(500, (z * Math.sqrt(variance)) / (-log * (1 - share))));
      lower[step] = -Math.expm1(log / stretch);
      upper[step] = -Math.expm1(log * stretch);
    }
  }
  return { incidence, lower, upper, naive, errors, ended };
}
