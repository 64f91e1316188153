import { erfcScaled } from "../../math/erf.ts";
import { normalQuantile, normalSurvival } from "../../math/normal.ts";
import type { AftDistribution } from "./aft-types.ts";

/** Logarithms of a standardised time: density or survival, with two derivatives. */
export interface LogPoint {
  value: number;
  slope: number;
  curvature: number;
}

/** The law of W in log time = η + scale · W. */
export interface TimeLaw {
  /** Log density at z. */
  density(z: number, out: LogPoint): void;
  /** Log survival at z. */
  survival(z: number, out: LogPoint): void;
  /** The z at which the cumulative hazard is so much, above 0. */
  inverse(hazard: number): number;
}

const LOG_ROOT_TWO_PI = 0.9189385332046728;
const ROOT_TWO_PI = 2.5066282746310002;

/** Smallest extreme value: Weibull and exponential times. */
const extreme: TimeLaw = {
  density: (z, out) => {
    const grown = Math.exp(z);
    out.value = z - grown;
    out.slope = 1 - grown;
    out.curvature = -grown;
  },
  survival: (z, out) => {
    const grown = Math.exp(z);
    out.value = -grown;
    out.slope = -grown;
    out.curvature = -grown;
  },
  inverse: Math.log,
};

const normal: TimeLaw = {
  density: (z, out) => {
    out.value = (-z * z) / 2 - LOG_ROOT_TWO_PI;
    out.slope = -z;
    out.curvature = -1;
  },
  survival: (z, out) => {
    if (z > 0) {
      // in the tail both density and survival vanish; their ratio does not
      const scaled = erfcScaled(z / Math.SQRT2);
      const hazard = 2 / (ROOT_TWO_PI * scaled);
      out.value = Math.log(scaled / 2) - (z * z) / 2;
      out.slope = -hazard;
      out.curvature = -hazard * (hazard - z);
    } else {
      const open = normalSurvival(Math.max(z, -1e9));
      const hazard = Math.exp((-z * z) / 2 - LOG_ROOT_TWO_PI) / open;
      out.value = z < -5 ? -normalSurvival(Math.min(-z, 1e9)) : Math.log(open);
      out.slope = -hazard;
      out.curvature = -hazard * (hazard - z);
    }
  },
  inverse: (hazard) => {
    const share = -Math.expm1(-hazard);
    if (share < 1 - 1e-9) return normalQuantile(Math.max(share, Number.MIN_VALUE));
    // Newton on the cumulative hazard, which is convex: from above it cannot overshoot
    let z = Math.sqrt(2 * hazard);
    const at: LogPoint = { value: 0, slope: 0, curvature: 0 };
    for (let i = 0; i < 30; i++) {
      normal.survival(z, at);
      const step = (-at.value - hazard) / -at.slope;
      z -= step;
      if (Math.abs(step) < 1e-14 * z) break;
    }
    return z;
  },
};

/** The law of a distribution of times. */
export function timeLaw(distribution: AftDistribution): TimeLaw {
  return distribution === "log_normal" ? normal : extreme;
}
