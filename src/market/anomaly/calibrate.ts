import { createRandom } from "../../math/random.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { Baseline } from "./baseline.ts";
import { robustScale } from "./robust-scale.ts";

/** A series without season: degrees of freedom per row, less what level or line take, from 1,500 simulated series. */
const PER_ROW = 0.53;
const LEVEL = 1;
const LINE = 2.5;

/** Values drawn in a calibration at most, and series at least and at most. */
const DRAWN = 40_000;
const LEAST = 60;
const MOST = 400;

/** Seasons, and rows, that stand for any longer series. */
const SEASONS = 10;
const ROWS = 120;

/** Chances of a largest score at which the degrees of freedom are read; their median is taken. */
const CHANCES = [0.05, 0.1, 0.2];

/** Fits a baseline to rows at equal periods. */
type FitBaseline = (values: Float64Array, periods: Float64Array) => Baseline;

/**
 * Degrees of freedom of Student's t whose tails match how far scores go astray because level, season and spread are
 * themselves estimated: normal series of the same length and season are sent through the same fit.
 */
export function degreesOfFreedom(
  n: number,
  season: number,
  trend: "level" | "line" | "local",
  learn: FitBaseline,
): number {
  if (season === 1 && trend !== "local") return Math.max(1.5, PER_ROW * n - (trend === "line" ? LINE : LEVEL));
  const length = Math.min(n, Math.max(ROWS, SEASONS * season));
  const series = Math.round(Math.max(LEAST, Math.min(MOST, DRAWN / length)));
  const random = createRandom(1);
  const periods = Float64Array.from({ length }, (_, i) => i);
  const largest = new Float64Array(series);
  for (let draw = 0; draw < series; draw++) {
    largest[draw] = largestScore(
      periods.map(() => random.normal()),
      periods,
      learn,
    );
  }
  largest.sort();
  const found = CHANCES.map((chance) => {
    const cut = largest[Math.floor((1 - chance) * series)] as number;
    let [low, high] = [1.2, 1e5];
    for (let step = 0; step < 40; step++) {
      const middle = Math.sqrt(low * high);
      if (studentTQuantile(1 - chance / (2 * length), middle) > cut) low = middle;
      else high = middle;
    }
    return low;
  }).sort((a, b) => a - b);
  return ((found[1] as number) * n) / length;
}

function largestScore(values: Float64Array, periods: Float64Array, learn: FitBaseline): number {
  const { expected, leverage, fitted } = learn(values, periods);
  const residuals = values.map((value, i) => value - (expected[i] as number));
  const scale = robustScale(residuals, fitted);
  if (scale === 0) return Number.MAX_VALUE;
  let most = 0;
  residuals.forEach((residual, i) => {
    most = Math.max(most, Math.abs(residual) / (scale * Math.sqrt(1 - (leverage[i] as number))));
  });
  return most;
}
