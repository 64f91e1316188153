import { brentRoot } from "../../math/brent.ts";
import { chiSquaredQuantile } from "../../math/chi-squared.ts";
import { studentTQuantile, studentTSurvival } from "../../math/student-t.ts";
import { spreadOf } from "./tails.ts";

/** Normal enough, and as wild as can be. */
const LARGEST_DF = 1e6;
const LEAST_DF = 0.5;

/** Spreads that may have been measured instead of the true one, each as likely. */
const SPREADS = 24;

/** Degrees of freedom from which the measured spread passes for the true one. */
const SURE = 5000;

/** A row further off than this is as far off as can be told. */
const FURTHEST = 1e100;

/** Chances of distances and back, for one shape of tails. */
export interface Curve {
  /** Degrees of freedom of the rows themselves; infinite for the normal curve. */
  readonly shape: number;
  /** Two-sided chance that an ordinary row lies so many spreads off. */
  readonly pOf: (score: number) => number;
  readonly distanceOf: (p: number) => number;
}

/**
 * The curves of scores where ordinary rows have given tails and the spread was measured with so many degrees of freedom.
 * Such a quotient has no closed form unless tails are normal: each curve is Student's t that gives `limit`, the chance that
 * decides, to the same distance as the mean over the spreads that may have been measured.
 */
export function curvesOf(shapes: readonly number[], degreesOfFreedom: number, limit: number): Curve[] {
  const estimated = Math.min(LARGEST_DF, degreesOfFreedom);
  const spreads =
    estimated >= SURE
      ? [1]
      : Array.from({ length: SPREADS }, (_, i) =>
          Math.sqrt(chiSquaredQuantile((i + 0.5) / SPREADS, estimated) / estimated),
        );
  return shapes.map((shape) => {
    const unit = spreadOf(shape);
    const df = Number.isFinite(shape) ? matched(shape, spreads, estimated, limit) : estimated;
    return {
      shape,
      pOf: (score) => Math.min(1, 2 * studentTSurvival(Math.min(FURTHEST, Math.abs(score) * unit), df)),
      distanceOf: (p) => studentTQuantile(1 - p / 2, df) / unit,
    };
  });
}

function matched(shape: number, spreads: readonly number[], estimated: number, limit: number): number {
  if (spreads.length === 1) return shape;
  const chance = (distance: number): number =>
    spreads.reduce((sum, own) => sum + studentTSurvival(distance * own, shape), 0) / spreads.length;
  const excess = (log: number): number => Math.log(chance(Math.exp(log)) / (limit / 2));
  const exact = Math.log(studentTQuantile(1 - limit / 2, shape));
  // the smallest spread bounds how far the mean can reach
  const { x } = brentRoot(excess, exact, exact - Math.log(spreads[0] as number), { tolerance: 1e-6 });
  const target = Math.exp(x);
  const miss = (log: number): number => Math.log(studentTSurvival(target, Math.exp(log)) / (limit / 2));
  // no lighter than either the rows or the measured spread alone
  const lightest = Math.log(Math.min(shape, estimated));
  return miss(lightest) >= 0
    ? Math.exp(lightest)
    : Math.exp(brentRoot(miss, Math.log(LEAST_DF), lightest, { tolerance: 1e-9 }).x);
}
