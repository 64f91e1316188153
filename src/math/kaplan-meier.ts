import {
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireOneOf,
  requireSameLength,
  show,
} from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Interval } from "../core/estimate.ts";
import { normalQuantile } from "./normal.ts";
import { wilsonUnchecked } from "./proportion.ts";

/** How the interval of a share still open is made. */
export type SurvivalInterval = "log_log" | "wilson";

/** Options of {@link kaplanMeier}. */
export interface KaplanMeierOptions {
  /** Nominal coverage in (0, 1), default 0.95. */
  readonly level?: number;
  /** `"log_log"` (default) as in textbooks, or `"wilson"`, which without open cases is Wilson's interval exactly. */
  readonly interval?: SurvivalInterval;
}

/** The share of cases still open by age, as columns over the ages at which cases ended. */
export interface KaplanMeierCurve {
  readonly n: number;
  /** Cases that ended. */
  readonly ended: number;
  readonly level: number;
  readonly interval: SurvivalInterval;
  /** Ages at which at least one case ended, ascending. */
  readonly times: Float64Array;
  /** Cases watched up to that age and open just before. */
  readonly atRisk: Float64Array;
  /** Share still open after it. */
  readonly survival: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** How many fully watched cases would tell that share as precisely: S(1 − S) over Greenwood's variance. */
  readonly effective: Float64Array;
  /** All ages, ended or not, ascending. */
  readonly ages: Float64Array;
}

/**
 * Measures how long cases stay open when some have not ended yet: those count as open as long as they were watched,
 * neither as ended nor left out.
 *
 * @param durations - Age of each case at its end, or when it was last seen open; 0 or more, any unit. Not mutated.
 * @param ended - For each case 1 or `true` where it ended, 0 or `false` where it was still open. It must not be that
 * cases were lost from sight because they were about to end.
 * @param options - `level` and `interval`, see {@link KaplanMeierOptions}.
 * @returns The curve as columns. Where the curve is 1 or 0 Greenwood's variance is 0, and the interval is Wilson's over
 * the cases watched that far.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`, `unknown_id`.
 * @example
 * ```ts
 * const curve = kaplanMeier([9, 19, 30, 32, 34, 37], [1, 1, 0, 1, 1, 0]);
 * curve.times; // => Float64Array.of(9, 19, 32, 34)
 * curve.survival[2]; // ≈ 0.4444
 * ```
 * @see Kaplan & Meier (1958), JASA 53, 457–481; Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time
 * Data, section 1.4, for log(−log); Rothman (1978), Journal of Chronic Diseases 31, 557–560, for Wilson's with the
 * effective number
 */
export function kaplanMeier(
  durations: ArrayLike<number>,
  ended: ArrayLike<boolean | number>,
  options: KaplanMeierOptions = {},
): KaplanMeierCurve {
  requireSameLength(durations, "durations", ended, "ended");
  requireNonEmpty(durations, "durations");
  requireObject(options, "options");
  const { level = 0.95, interval = "log_log" } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireOneOf(interval, ["log_log", "wilson"], "options.interval");
  const n = durations.length;
  const ages = new Float64Array(n);
  const ends = new Float64Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    const age = durations[i] as number;
    if (!(typeof age === "number" && age >= 0 && age < Number.POSITIVE_INFINITY)) {
      requireNumber(age, `durations[${i}]`, { min: 0 });
    }
    ages[i] = age;
    const end: unknown = ended[i];
    if (end === true || end === 1) ends[count++] = age;
    else if (end !== false && end !== 0) {
      throw new ClienteleError("invalid_type", `ended[${i}] must be true, false, 1 or 0, got ${show(end)}`, {
        index: i,
      });
    }
  }
  ages.sort();
  return build(ages, ends.subarray(0, count).sort(), level, interval);
}

/** Walks once over both sorted columns. */
function build(ages: Float64Array, ends: Float64Array, level: number, interval: SurvivalInterval): KaplanMeierCurve {
  const n = ages.length;
  let steps = 0;
  for (let i = 0; i < ends.length; i++) if (i === 0 || ends[i] !== ends[i - 1]) steps++;
  const [times, atRisk, survival, lower, upper, effective] = Array.from(
    { length: 6 },
    () => new Float64Array(steps),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const z = -normalQuantile((1 - level) / 2);
  let open = 1;
  let greenwood = 0;
  let younger = 0;
  for (let i = 0, step = 0; step < steps; step++) {
    const time = ends[i] as number;
    const first = i;
    while (i < ends.length && ends[i] === time) i++;
    const d = i - first;
    while ((ages[younger] as number) < time) younger++;
    const risk = n - younger;
    // the whole sample on which the share rests where the variance vanishes: those at risk over the share still open
    const watched = risk / open;
    open = risk === d ? 0 : open * (1 - d / risk);
    greenwood += risk === d ? 0 : d / (risk * (risk - d));
    const size = Math.min(n, open === 0 ? watched : (1 - open) / (open * greenwood));
    times[step] = time;
    atRisk[step] = risk;
    survival[step] = open;
    effective[step] = size;
    const range = shareInterval(open, size, z, greenwood, level, interval);
    lower[step] = range.lower;
    upper[step] = range.upper;
  }
  return { n, ended: ends.length, level, interval, times, atRisk, survival, lower, upper, effective, ages };
}

function shareInterval(
  open: number,
  size: number,
  z: number,
  greenwood: number,
  level: number,
  interval: SurvivalInterval,
): Interval {
  if (interval === "wilson" || open === 0) return wilsonUnchecked(open * size, size, level);
  const stretch = Math.exp((z * Math.sqrt(greenwood)) / -Math.log(open));
  return { lower: open ** stretch, upper: open ** (1 / stretch), level };
}
