import { regularizedBeta, regularizedBetaUpper } from "../../math/beta.ts";
import { regularizedGammaP, regularizedGammaQ } from "../../math/gamma.ts";
import { normalQuantile } from "../../math/normal.ts";
import { quantile } from "../../math/quantile.ts";
import { keptRows } from "./baseline.ts";
import { robustScale } from "./robust-scale.ts";

/** Counts further from what is expected than so many spreads count no more than that in the fit. */
const REACH = 3;
const ROUNDS = 60;
const SPREAD_ROUNDS = 4;
const SETTLED = 1e-8;

/** From this expected count on, the spread of roots is that of a normal quantity. */
const ROOTS = 2;

/** Doubt of the measured spread that is counted in, in standard errors of a mean square. */
const CAREFUL = 2;

/** Largest parameter of a beta distribution; beyond it over-dispersion is none. */
const LARGEST_SHAPE = 1e9;

/** What counts are expected from. */
export interface CountFit {
  readonly expected: Float64Array;
  /** Variance beside that of chance counts of the same mean (Poisson), at least 1. */
  readonly dispersion: number;
  /** What it may be as well, given that it was measured from these rows; at least `dispersion`. */
  readonly careful: number;
  /** As measured, before it was held at 1 or drawn up for its own doubt. */
  readonly measured: number;
  readonly degreesOfFreedom: number;
}

/**
 * Expected counts: a rate times the exposure, times a factor for each season, each fitted so that what is seen and what
 * is expected sum alike over the rows that behave.
 *
 * @see Spiegelhalter (2005), Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14,
 * 347–351
 */
export function fitCounts(
  values: Float64Array,
  exposure: Float64Array,
  phases: Uint32Array,
  season: number,
  excluded: Uint8Array,
): CountFit {
  const kept = keptRows(excluded);
  const rates = new Float64Array(season).fill(startingRate(values, exposure, kept));
  let dispersion = 1;
  const expectedOf = (i: number): number => (rates[phases[i] as number] as number) * (exposure[i] as number);
  const fitted = new Set(Array.from(kept, (i) => phases[i])).size;
  const degreesOfFreedom = Math.max(1, kept.length - fitted);
  for (let round = 0; round < ROUNDS; round++) {
    const seen = new Float64Array(season);
    const under = new Float64Array(season);
    for (const i of kept) {
      const mean = expectedOf(i);
      const reach = REACH * Math.sqrt(dispersion * mean) + 1;
      const phase = phases[i] as number;
      const held = Math.max(mean - reach, Math.min(mean + reach, values[i] as number));
      seen[phase] = (seen[phase] as number) + Math.max(0, held);
      under[phase] = (under[phase] as number) + (exposure[i] as number);
    }
    let moved = 0;
    seen.forEach((sum, phase) => {
      if ((under[phase] as number) === 0) return;
      const rate = sum / (under[phase] as number);
      moved = Math.max(moved, Math.abs(rate - (rates[phase] as number)) / Math.max(rate, Number.MIN_VALUE));
      rates[phase] = rate;
    });
    if (round < SPREAD_ROUNDS) dispersion = Math.max(1, dispersionOf(values, kept, expectedOf, fitted));
    else if (moved < SETTLED) break;
  }
  const measured = dispersionOf(values, kept, expectedOf, fitted);
  // only what exceeds chance looks like over-dispersion, and then with its own doubt on top
  const doubt = Math.sqrt(2 / degreesOfFreedom);
  const likely = measured > 1 + 1.645 * doubt ? measured * (1 + doubt) : 1;
  return {
    expected: values.map((_, i) => expectedOf(i)),
    dispersion: likely,
    careful: Math.max(likely, measured * (1 + CAREFUL * doubt)),
    measured,
    degreesOfFreedom,
  };
}

/** The middle rate where counts are large enough to have one, else the mean. */
function startingRate(values: Float64Array, exposure: Float64Array, kept: Uint32Array): number {
  const own = Float64Array.from(kept, (i) => (values[i] as number) / (exposure[i] as number));
  const middle = quantile(
    Float64Array.from(kept, (i) => values[i] as number),
    0.5,
  );
  return middle >= REACH ? quantile(own, 0.5) : own.reduce((sum, rate) => sum + rate / own.length, 0);
}

function dispersionOf(
  values: Float64Array,
  kept: Uint32Array,
  expectedOf: (row: number) => number,
  fitted: number,
): number {
  const means = Float64Array.from(kept, expectedOf);
  if (quantile(means, 0.5) >= ROOTS) {
    // roots of chance counts spread by one half, whatever their mean (Anscombe 1948)
    const roots = means.map(
      (mean, k) => 2 * (Math.sqrt((values[kept[k] as number] as number) + 3 / 8) - Math.sqrt(mean + 1 / 8)),
    );
    return robustScale(roots, fitted) ** 2;
  }
  let sum = 0;
  means.forEach((mean, k) => {
    if (mean > 0) sum += Math.min(4 * REACH, ((values[kept[k] as number] as number) - mean) ** 2 / mean);
  });
  return sum / Math.max(1, kept.length - fitted);
}

/** Two-sided chance of a count as far from its mean, and its signed standard score. */
export interface CountScore {
  readonly p: number;
  readonly z: number;
}

/** Scores one count by the tail of Poisson, or of the negative binomial with the same mean and more variance. */
export function countScore(count: number, mean: number, dispersion: number): CountScore {
  if (mean <= 0) return count > 0 ? { p: Number.MIN_VALUE, z: 38 } : { p: 1, z: 0 };
  const shape = mean / (dispersion - 1);
  const chance = dispersion <= 1 || shape > LARGEST_SHAPE;
  const atLeast =
    count === 0 ? 1 : chance ? regularizedGammaP(count, mean) : regularizedBetaUpper(1 / dispersion, shape, count);
  const atMost = chance ? regularizedGammaQ(count + 1, mean) : regularizedBeta(1 / dispersion, shape, count + 1);
  const p = Math.max(Number.MIN_VALUE, Math.min(1, 2 * Math.min(atLeast, atMost)));
  const size = p >= 1 ? 0 : p < 1e-300 ? 37 : -normalQuantile(p / 2);
  return { p, z: atLeast < atMost ? size : -size + 0 };
}
