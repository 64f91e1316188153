import { requireNumber, requireObject, requireOneOf } from "../core/checks.ts";
import type { Interval } from "../core/estimate.ts";
import { normalQuantile } from "./normal.ts";
import { wilsonUnchecked } from "./proportion.ts";
import { type RiskTable, riskTable } from "./risk-table.ts";
import { readWatched, type Watched, weightOf } from "./watched.ts";

/** How the interval of a share still open is made. */
export type SurvivalInterval = "log_log" | "log" | "plain" | "wilson";

/** Every kind of interval. */
export const SURVIVAL_INTERVALS: readonly SurvivalInterval[] = ["log_log", "log", "plain", "wilson"];

const NAMES = { durations: "durations", ended: "ended", entries: "options.entries", weights: "options.weights" };

/** Options of {@link kaplanMeier}. */
export interface KaplanMeierOptions {
  /** Nominal coverage in (0, 1), default 0.95. */
  readonly level?: number;
  /**
   * `"log_log"` (default), the textbooks' choice for small samples; `"wilson"`, which without open cases is Wilson's
   * interval exactly; `"log"`; or `"plain"`, value ± z standard errors. All are cut at 0 and 1.
   */
  readonly interval?: SurvivalInterval;
  /** Age from which each case was watched, below its duration, 0 for the start; 0 where left out. */
  readonly entries?: ArrayLike<number>;
  /** How often each case counts, in [1e-12, 1e12]; 1 where left out. A weight of 3 is three equal cases. */
  readonly weights?: ArrayLike<number>;
}

/** The share of cases still open by age, as columns over the ages at which cases ended. */
export interface KaplanMeierCurve {
  /** Cases, each as often as it counts. */
  readonly n: number;
  /** Cases that ended, each as often as it counts. */
  readonly ended: number;
  readonly level: number;
  readonly interval: SurvivalInterval;
  /** Ages at which at least one case ended, ascending. */
  readonly times: Float64Array;
  /** Cases watched up to that age and open just before. */
  readonly atRisk: Float64Array;
  /** Cases that ended at that age. */
  readonly endings: Float64Array;
  /** Cases at risk that went on beyond that age; 0 exactly where none did. */
  readonly staying: Float64Array;
  /** Share still open after it. */
  readonly survival: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** How many fully watched cases would tell that share as precisely: S(1 − S) over Greenwood's variance. */
  readonly effective: Float64Array;
  /** Greenwood's sum of d / (r (r − d)) up to it: the variance of the logarithm of the share. */
  readonly greenwood: Float64Array;
  /** All ages, ended or not, ascending. */
  readonly ages: Float64Array;
  /** Weight of all cases from each of `ages` on; absent where each counts once. */
  readonly ageWeights?: Float64Array;
  /** Ages from which cases were watched, ascending, those from the start left out; absent where all were. */
  readonly entryAges?: Float64Array;
  /** Weight of the cases from each of `entryAges` on. */
  readonly entryWeights?: Float64Array;
}

/**
 * Measures how long cases stay open when some have not ended yet: those count as open as long as they were watched,
 * neither as ended nor left out.
 *
 * @param durations - Age of each case at its end, or when it was last seen open; 0 or more, any unit. Not mutated.
 * @param ended - For each case 1 or `true` where it ended, 0 or `false` where it was still open. It must not be that
 * cases were lost from sight because they were about to end.
 * @param options - `level`, `interval`, `entries` and `weights`, see {@link KaplanMeierOptions}.
 * @returns The curve as columns. Where the curve is 1 or 0 Greenwood's variance is 0, and the interval is Wilson's over
 * the cases watched that far.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`, `unknown_id`,
 * `inconsistent` for an entry that is not before its duration.
 * @example
 * ```ts
 * const curve = kaplanMeier([9, 19, 30, 32, 34, 37], [1, 1, 0, 1, 1, 0]);
 * curve.times; // => Float64Array.of(9, 19, 32, 34)
 * curve.survival[2]; // ≈ 0.4444
 * ```
 * @see Kaplan & Meier (1958), JASA 53, 457–481; Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time
 * Data, section 1.4, for log(−log); Rothman (1978), Journal of Chronic Diseases 31, 557–560, for Wilson's with the
 * effective number; Tsai, Jewell & Wang (1987), Biometrika 74, 883–886, for entries
 */
export function kaplanMeier(
  durations: ArrayLike<number>,
  ended: ArrayLike<boolean | number>,
  options: KaplanMeierOptions = {},
): KaplanMeierCurve {
  requireObject(options, "options");
  const { level = 0.95, interval = "log_log", entries, weights } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireOneOf(interval, SURVIVAL_INTERVALS, "options.interval");
  return curveOfWatched(readWatched(durations, ended, { entries, weights }, NAMES), level, interval);
}

/** The same from checked columns; any cause is an end. */
export function curveOfWatched(watched: Watched, level: number, interval: SurvivalInterval): KaplanMeierCurve {
  return build(riskTable(watched), weightOf(watched), level, interval);
}

/** Walks once over the ages at which cases ended. */
function build(table: RiskTable, n: number, level: number, interval: SurvivalInterval): KaplanMeierCurve {
  const { times, ages } = table;
  const [atRisk] = table.atRisk as [Float64Array];
  const [staying] = table.staying as [Float64Array];
  const [endings] = table.events as [Float64Array];
  const steps = times.length;
  const [survival, lower, upper, effective, greenwood] = Array.from({ length: 5 }, () => new Float64Array(steps)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const z = -normalQuantile((1 - level) / 2);
  let open = 1;
  let spread = 0;
  let ended = 0;
  for (let step = 0; step < steps; step++) {
    const risk = atRisk[step] as number;
    const left = staying[step] as number;
    const d = endings[step] as number;
    ended += d;
    // the whole sample on which the share rests where the variance vanishes: those at risk over the share still open
    const watched = open === 0 ? n : risk / open;
    open = left === 0 ? 0 : open * (left / risk);
    if (left > 0) spread += d / risk / left;
    const size = Math.min(n, open === 0 || open === 1 || spread === 0 ? watched : (1 - open) / (open * spread));
    survival[step] = open;
    effective[step] = size;
    greenwood[step] = spread;
    if (open === 0 || open === 1 || interval === "wilson") {
      const range = wilsonUnchecked(open * size, size, level);
      lower[step] = range.lower;
      upper[step] = range.upper;
    } else if (interval === "log_log") {
      const log = Math.log(open);
      const stretch = Math.exp((z * Math.sqrt(spread)) / -log);
      lower[step] = Math.exp(log * stretch);
      upper[step] = Math.exp(log / stretch);
    } else {
      const range = symmetricInterval(open, z * Math.sqrt(spread), interval);
      lower[step] = range.lower;
      upper[step] = range.upper;
    }
  }
  const { ageWeights, entryAges, entryWeights } = table;
  return {
    n,
    ended,
    level,
    interval,
    times,
    atRisk,
    endings,
    staying,
    survival,
    lower,
    upper,
    effective,
    greenwood,
    ages,
    ...(ageWeights !== undefined && { ageWeights }),
    ...(entryAges !== undefined && entryWeights !== undefined && { entryAges, entryWeights }),
  };
}

/** Share ± its error on the share itself or on its logarithm; `error` is that of the logarithm. */
function symmetricInterval(open: number, error: number, kind: "log" | "plain"): Omit<Interval, "level"> {
  const [lower, upper] =
    kind === "plain" ? [open - open * error, open + open * error] : [open * Math.exp(-error), open * Math.exp(error)];
  return { lower: Math.max(0, lower), upper: Math.min(1, upper) };
}
