import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import { normalQuantile, normalSurvival } from "../../math/normal.ts";
import type { NpsEstimate } from "../quadrant/types.ts";
import { adjusted, shareInterval } from "./interval.ts";
import { evidenceOf, requirePopulation, requireScale } from "./sample.ts";
import type { CesEstimate, CompareWavesOptions, CsatEstimate, WaveComparison, WaveEstimate } from "./types.ts";
import { compareRates } from "./wave-rates.ts";

/** Half of the answers that one score is given: the difference of two spreads the same addition over both. */
const ADDED_EACH = 1.5;

/**
 * Whether the score has really moved: the difference between two waves of a survey, or two segments in one wave, with
 * its interval and p-value.
 *
 * The two must be different customers. Where the same customers answered twice their answers go together, and the
 * interval given here is wider than it need be.
 *
 * @param before - From {@link measureNps}, {@link measureCsat}, {@link measureCes} or {@link measureComplaints}.
 * @param after - Of the same metric, on the same scale; complaints per the same unit of exposure.
 * @param options - `level` in (0, 1), default 0.95.
 * @returns After minus before with interval and two-sided p-value; for complaints also the ratio of the rates. Where
 * a population was stated, the comparison is between these two populations. The p-value of shares is that of the usual
 * pooled test, which right at the border may disagree with Newcombe's interval in the third digit.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`; `inconsistent` where the two are
 * not of one kind.
 * @example
 * ```ts
 * const spring = measureNps({ promoters: 180, passives: 110, detractors: 110 });
 * const autumn = measureNps({ promoters: 230, passives: 90, detractors: 80 });
 * const change = compareWaves(spring, autumn);
 * change.difference; // => 20
 * change.interval.lower; // ≈ 8.7
 * change.pValue < 0.001; // => true
 * compareWaves(measureCsat({ satisfied: 48, others: 32 }), measureCsat({ satisfied: 56, others: 14 })).interval.lower; // ≈ 0.0524
 * ```
 * @see Agresti and Caffo (2000), The American Statistician 54(4), 280–288, for the added answers; Newcombe (1998),
 * Statistics in Medicine 17, 873–890, method 10; Przyborowski and Wilenski (1940), Biometrika 31, for rates
 */
export function compareWaves<E extends WaveEstimate>(
  before: E,
  after: E,
  options: CompareWavesOptions = {},
): WaveComparison {
  requireObject(before, "before");
  requireObject(after, "after");
  requireObject(options, "options");
  const { level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireOneOf(before.metric, ["nps", "csat", "ces", "complaints"], "before.metric");
  requireAlike(before.metric, after.metric, "metric");
  const pair = [before, after] as readonly [WaveEstimate, WaveEstimate];
  if (before.metric === "complaints") return compareRates(pair[0] as never, pair[1] as never, level);
  pair.forEach((wave, i) => {
    requireSample(wave as NpsEstimate, i === 0 ? "before" : "after");
  });
  if (before.metric === "csat") return compareShares(pair[0] as CsatEstimate, pair[1] as CsatEstimate, level);
  return compareMeans(pair[0] as NpsEstimate | CesEstimate, pair[1] as NpsEstimate | CesEstimate, level);
}

/** Refuses two figures of different make. */
function requireAlike(before: unknown, after: unknown, name: string): void {
  if (before === after) return;
  throw new ClienteleError(
    "inconsistent",
    `before and after must have the same ${name}, got ${show(before)} and ${show(after)}`,
    { name, before, after },
  );
}

function requireSample({ n, effectiveN, population }: NpsEstimate | CsatEstimate | CesEstimate, name: string): void {
  requireNumber(n, `${name}.n`, { min: 1, integer: true });
  // rounding may lift Kish's size by a last digit above n
  requireNumber(effectiveN, `${name}.effectiveN`, { above: 0, max: n * (1 + 1e-9) });
  requirePopulation(population, n);
}

function compareShares(before: CsatEstimate, after: CsatEstimate, level: number): WaveComparison {
  requireAlike(scaleOf(before), scaleOf(after), "scale and topBoxes");
  requireNumber(before.value, "before.value", { min: 0, max: 1 });
  requireNumber(after.value, "after.value", { min: 0, max: 1 });
  const [early, late] = [evidenceOf(before), evidenceOf(after)];
  const a = shareInterval(before.value, early, level);
  const b = shareInterval(after.value, late, level);
  const difference = after.value - before.value;
  const pooled = pooledShare(before.value, early, after.value, late);
  const variance = pooled * (1 - pooled) * (1 / early + 1 / late);
  return {
    metric: "csat",
    difference,
    interval: {
      lower: Math.max(-1, difference - Math.hypot(after.value - b.lower, a.upper - before.value)),
      upper: Math.min(1, difference + Math.hypot(b.upper - after.value, before.value - a.lower)),
      level,
    },
    pValue: twoSided(difference, variance),
    before: before.n,
    after: after.n,
    method: "newcombe",
  };
}

/** Scale and boxes as text, so that two waves can be told apart; counts carry none and go with counts alone. */
function scaleOf({ scale, topBoxes }: CsatEstimate): string {
  return scale === undefined ? "counts" : `${scale.min}–${scale.max}, best ${topBoxes}`;
}

/** The common share; a census outweighs any sample. */
function pooledShare(p: number, early: number, q: number, late: number): number {
  if (early === late) return (p + q) / 2;
  if (early === Number.POSITIVE_INFINITY) return p;
  if (late === Number.POSITIVE_INFINITY) return q;
  return (p * early + q * late) / (early + late);
}

interface Scaled {
  /** Half the width of the scale, and its middle. */
  readonly half: number;
  readonly centre: number;
  readonly variance: number;
}

function compareMeans(
  before: NpsEstimate | CesEstimate,
  after: NpsEstimate | CesEstimate,
  level: number,
): WaveComparison {
  const a = scaled(before, "before");
  const b = scaled(after, "after");
  if (before.metric === "ces" && after.metric === "ces") {
    for (const name of ["min", "max"] as const) requireAlike(before.scale[name], after.scale[name], `scale.${name}`);
    requireAlike(before.easiest, after.easiest, "easiest");
  }
  const difference = after.value - before.value;
  const centre = b.half * (b.centre - a.centre);
  const variance = b.half * b.half * (a.variance + b.variance);
  const reach = -normalQuantile((1 - level) / 2) * Math.sqrt(variance);
  const widest = 2 * b.half;
  const interval: Interval = {
    lower: Math.min(difference, Math.max(-widest, centre - reach)),
    upper: Math.max(difference, Math.min(widest, centre + reach)),
    level,
  };
  return {
    metric: before.metric,
    difference,
    interval,
    pValue: twoSided(centre, variance),
    before: before.n,
    after: after.n,
    method: "adjusted_wald",
  };
}

/** Mean and variance on the scale from −1 to 1, answers added. */
function scaled(wave: NpsEstimate | CesEstimate, name: string): Scaled {
  let [half, middle, square] = [100, 0, 0];
  if (wave.metric === "nps") {
    requireNumber(wave.promoterShare, `${name}.promoterShare`, { min: 0, max: 1 });
    requireNumber(wave.detractorShare, `${name}.detractorShare`, { min: 0, max: 1 });
    square = wave.promoterShare + wave.detractorShare;
  } else {
    requireScale(wave.scale, `${name}.scale`);
    half = (wave.scale.max - wave.scale.min) / 2;
    middle = wave.scale.min + half;
    requireNumber(wave.standardDeviation, `${name}.standardDeviation`, { min: 0, max: half * (1 + 1e-9) });
    square = (wave.standardDeviation / half) ** 2 + ((wave.value - middle) / half) ** 2;
  }
  requireNumber(wave.value, `${name}.value`, { min: middle - half, max: middle + half });
  const { centre, variance } = adjusted((wave.value - middle) / half, square, evidenceOf(wave), ADDED_EACH);
  return { half, centre, variance };
}

/** Chance of a difference this large either way; 1 for none, 0 for one between two censuses. */
function twoSided(difference: number, variance: number): number {
  if (difference === 0) return 1;
  if (variance <= 0) return 0;
  return Math.min(1, 2 * normalSurvival(Math.min(Math.abs(difference) / Math.sqrt(variance), 1e150)));
}
