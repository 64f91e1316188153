import { confidenceSequenceMultiplier } from "../../math/confidence-sequence.ts";
import { gaussLegendre, type QuadratureRule } from "../../math/gauss-legendre.ts";
import { normalCdf, normalSurvival } from "../../math/normal.ts";

/** What a sequential test does when it may end at each of its looks. */
export interface SequentialBehaviour {
  /** Chance that it has found the effect by the last look. */
  readonly power: number;
  /** Customers at its end on average, as a share of those at the last look. */
  readonly expectedShare: number;
}

/** A sequential comparison: `size` observations of both arms at the last look. */
export interface SequentialTest {
  readonly size: number;
  /** True effect ÷ its standard error at the last look. */
  readonly shift: number;
  readonly alpha: number;
  readonly sides: "one" | "two";
  readonly tuning: number;
  readonly looks: number;
}

/** Half of the range, in standard deviations, that carries all but 1e-15 of a normal variable. */
const REACH = 8;
/** Nodes per standard deviation of one step between looks: enough for ten digits. */
const NODES_PER_STEP = 1;
const FEWEST_NODES = 24;

/**
 * The chance that an always-valid interval has left zero by the last of evenly spaced looks.
 *
 * The sum of what was seen is a Brownian motion with drift `shift` over the time from 0 to 1; its density on the
 * values that have not yet ended the test is carried from look to look by Gauss–Legendre quadrature. No simulation.
 *
 * @see Armitage, McPherson & Rowe (1969), Journal of the Royal Statistical Society A 132, 235–244
 */
export function sequentialBehaviour(test: SequentialTest): SequentialBehaviour {
  const { size, shift, alpha, sides, tuning, looks } = test;
  const spread = Math.sqrt(1 / looks);
  const mean = shift / looks;
  const boundAt = (time: number): number =>
    Math.sqrt(time) * confidenceSequenceMultiplier(Math.max(1, size * time), { alpha, tuning, sides });
  // the bound rises with time, so the last look is the widest
  const widest = Math.min(2 * REACH, boundAt(1) + (sides === "two" ? boundAt(1) : REACH));
  const rule = gaussLegendre(FEWEST_NODES + Math.ceil((NODES_PER_STEP * widest) / spread));
  let found = 0;
  let share = 0;
  let alive = 1;
  let points: Float64Array = new Float64Array([0]);
  let masses: Float64Array = new Float64Array([1]);
  for (let look = 1; look <= looks; look++) {
    share += alive / looks;
    const time = look / looks;
    const bound = boundAt(time);
    let crossed = 0;
    for (let i = 0; i < points.length; i++) {
      const start = (points[i] as number) + mean;
      const above = normalSurvival((bound - start) / spread);
      crossed += (masses[i] as number) * (sides === "two" ? above + normalCdf((-bound - start) / spread) : above);
    }
    found += crossed;
    alive -= crossed;
    if (look === looks || alive < 1e-12) break;
    const least = shift * time - REACH * Math.sqrt(time);
    const lower = sides === "two" ? Math.max(-bound, least) : least;
    if (lower >= bound) break;
    [points, masses] = carry(points, masses, rule, lower, bound, mean, spread);
  }
  return { power: Math.min(1, found), expectedShare: Math.min(1, share) };
}

/** The mass at the nodes of the next look among tests that go on. */
function carry(
  points: Float64Array,
  masses: Float64Array,
  { nodes, weights }: QuadratureRule,
  lower: number,
  upper: number,
  mean: number,
  spread: number,
): [Float64Array, Float64Array] {
  const half = (upper - lower) / 2;
  const next = nodes.map((x) => lower + half * (1 + x));
  const constant = half / (spread * Math.sqrt(2 * Math.PI));
  const nextMasses = next.map((to, j) => {
    let density = 0;
    for (let i = 0; i < points.length; i++) {
      const z = (to - (points[i] as number) - mean) / spread;
      if (z < REACH && z > -REACH) density += (masses[i] as number) * Math.exp((-z * z) / 2);
    }
    return density * constant * (weights[j] as number);
  });
  return [next, nextMasses];
}
