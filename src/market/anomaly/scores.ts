import { normalQuantile } from "../../math/normal.ts";
import { adjustPValues } from "../../math/p-values.ts";
import { studentTQuantile, studentTSurvival } from "../../math/student-t.ts";
import type { Baseline } from "./baseline.ts";
import { robustScale } from "./robust-scale.ts";
import { spreadOf, type Tails, tailsOf } from "./tails.ts";

/** Anomalies are set aside and the rest is fitted anew, at most so many times. */
const ROUNDS = 12;

/** Normal enough, and as wild as can be. */
const LARGEST_DF = 1e6;
const LEAST_DF = 0.5;

/** How a column is judged. */
interface Judge {
  readonly learn: (excluded: Uint8Array, before: Baseline | undefined) => Baseline;
  /** Degrees of freedom that the estimates of level, season and spread leave. */
  readonly degreesOfFreedom: number;
  /** Of the ordinary rows; `"auto"` to find out. */
  readonly tails: number | "auto";
  readonly rate: number;
  readonly control: "family" | "discovery";
}

/** Every row with its score. */
interface Scores {
  readonly baseline: Baseline;
  /** Spread of one row around its expectation; 0 where at least half the rows meet theirs exactly. */
  readonly scale: number;
  /** Distances in spreads, what each took from its own expectation given back. */
  readonly z: Float64Array;
  /** Two-sided chance that an ordinary row lies so far off, at the careful tails. */
  readonly pOf: (score: number) => number;
  /** Anomalies at the careful tails. */
  readonly flagged: Uint8Array;
  /** Anomalies only at the likely tails. */
  readonly doubtful: Uint8Array;
  readonly tails: Tails;
  /** Largest p-value that counts as an anomaly. */
  readonly limit: number;
  /** Distance in spreads that the quantile of a share asks for, at the likely tails. */
  readonly reach: (share: number) => number;
  /** What the spread of each row is multiplied by, because its expectation is doubtful or was drawn towards it. */
  readonly stretch: Float64Array;
}

/** Scores every row, sets anomalies aside, fits the rest anew, until nothing changes: so anomalies cannot hide each other. */
export function scoreRows(values: Float64Array, judge: Judge): Scores | undefined {
  const n = values.length;
  const single = singleRate(judge.rate, n);
  let excluded = new Uint8Array(n);
  let baseline: Baseline | undefined;
  let tails: Tails | undefined =
    typeof judge.tails === "number" ? { likely: judge.tails, careful: judge.tails } : undefined;
  for (let round = 0; ; round++) {
    const fitted: Baseline = judge.learn(excluded, baseline);
    baseline = fitted;
    const residuals = values.map((value, i) => value - (fitted.expected[i] as number));
    const scale = robustScale(
      residuals.filter((_, i) => excluded[i] === 0),
      fitted.fitted,
    );
    if (scale === 0 || !Number.isFinite(scale)) return undefined;
    const stretch = fitted.leverage.map((share, i) => Math.sqrt(excluded[i] === 1 ? 1 + share : 1 - share));
    const z = residuals.map((residual, i) => residual / (scale * (stretch[i] as number)));
    // the shape is told once, with all rows, so that setting rows aside cannot make tails look light
    tails ??= tailsOf(z);
    const likely = curveOf(tails.likely, judge.degreesOfFreedom, single);
    const aside = flag(z, likely.pOf, likely.distanceOf, judge).flagged;
    if (round >= ROUNDS || same(aside, excluded)) {
      const careful = curveOf(tails.careful, judge.degreesOfFreedom, single);
      const { flagged, limit } = flag(z, careful.pOf, careful.distanceOf, judge);
      const doubtful = aside.map((one, i) => (one === 1 && flagged[i] === 0 ? 1 : 0));
      const reach = (share: number): number => likely.distanceOf(1 - share);
      return { baseline: fitted, scale, z, pOf: careful.pOf, flagged, doubtful, tails, limit, reach, stretch };
    }
    // nothing can be fitted from a minority
    if (aside.reduce((sum, one) => sum + one, 0) > n / 2) return undefined;
    excluded = aside;
  }
}

/**
 * Chances of distances and back. What the estimates of level, season and spread add is a factor on the distance, the
 * same for heavy tails as for normal ones (simulated: within 11 % of the 95 % point for t with 5 degrees, 15–100 rows);
 * the curve is Student's t that meets that distance at the chance that decides.
 */
function curveOf(tails: number, degreesOfFreedom: number, limit: number) {
  const estimated = Math.min(LARGEST_DF, degreesOfFreedom);
  const spread = spreadOf(tails);
  const at = 1 - limit / 2;
  const target = Number.isFinite(tails)
    ? (studentTQuantile(at, tails) * studentTQuantile(at, estimated)) / normalQuantile(at)
    : studentTQuantile(at, estimated);
  let [df, high] = Number.isFinite(tails) ? [LEAST_DF, tails] : [estimated, estimated];
  for (let step = 0; step < 40 && high - df > 1e-9 * high; step++) {
    const middle = Math.sqrt(df * high);
    if (studentTQuantile(at, middle) > target) df = middle;
    else high = middle;
  }
  return {
    pOf: (score: number): number => Math.min(1, 2 * studentTSurvival(Math.min(1e100, Math.abs(score) * spread), df)),
    distanceOf: (p: number): number => studentTQuantile(1 - p / 2, df) / spread,
  };
}

/** Rows with a larger p-value than this are never anomalies; their p-values need not be known. */
const NEAR = 0.3;

/** Šidák: so many independent chances of this each make `rate` in all. */
function singleRate(rate: number, n: number): number {
  return -Math.expm1(Math.log1p(-rate) / n);
}

/** Which rows are anomalies: by the chance of any false one, or by the share of false ones among them. */
export function flag(
  z: Float64Array,
  pOf: (score: number, row: number) => number,
  distanceOf: (p: number) => number,
  { rate, control }: Pick<Judge, "rate" | "control">,
): { readonly flagged: Uint8Array<ArrayBuffer>; readonly limit: number } {
  const limit = singleRate(rate, z.length);
  const near = (1 - 1e-9) * distanceOf(control === "family" ? limit : NEAR);
  const p = z.map((score, i) => (Math.abs(score) < near ? 1 : pOf(score, i)));
  if (control === "family") return { flagged: Uint8Array.from(p, (own) => (own <= limit ? 1 : 0)), limit };
  const flagged = Uint8Array.from(adjustPValues(p, "benjamini_hochberg"), (own) => (own <= rate ? 1 : 0));
  return { flagged, limit: p.reduce((most, own, i) => (flagged[i] === 1 ? Math.max(most, own) : most), limit) };
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((value, i) => value === b[i]);
}
