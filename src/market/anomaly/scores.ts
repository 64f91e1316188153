import { adjustPValues } from "../../math/p-values.ts";
import { studentTQuantile, studentTSurvival } from "../../math/student-t.ts";
import type { Baseline } from "./baseline.ts";
import { robustScale } from "./robust-scale.ts";
import { spreadOf, tailsOf } from "./tails.ts";

/** Anomalies are set aside and the rest is fitted anew, at most so many times. */
const ROUNDS = 12;

/** Tails against which every anomaly is tried once more: Student's t with so many degrees of freedom. */
export const HEAVY = 5;

/** Normal enough. */
const LARGEST_DF = 1e6;

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
  /** Two-sided chance that an ordinary row lies so far off. */
  readonly pOf: (score: number) => number;
  readonly flagged: Uint8Array;
  /** Degrees of freedom of the ordinary rows' own tails; infinite for the normal curve. */
  readonly tails: number;
  /** Largest p-value that counts as an anomaly. */
  readonly limit: number;
  /** Distance in spreads that the quantile of a share asks for. */
  readonly reach: (share: number) => number;
  /** Distance beyond which a row is an anomaly even where ordinary rows have tails as heavy as t with 5 degrees. */
  readonly clearOf: number;
  /** What the spread of each row is multiplied by, because its expectation is doubtful or was drawn towards it. */
  readonly stretch: Float64Array;
}

/** Scores every row, sets anomalies aside, fits the rest anew, until nothing changes: so anomalies cannot hide each other. */
export function scoreRows(values: Float64Array, judge: Judge): Scores | undefined {
  const n = values.length;
  let excluded = new Uint8Array(n);
  let baseline: Baseline | undefined;
  let tails = typeof judge.tails === "number" ? judge.tails : Number.POSITIVE_INFINITY;
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
    if (round === 0 && judge.tails === "auto") tails = tailsOf(z);
    const df = Math.min(LARGEST_DF, 1 / (1 / judge.degreesOfFreedom + 1 / tails));
    const spread = spreadOf(tails);
    const pOf = (score: number) => Math.min(1, 2 * studentTSurvival(Math.min(1e100, Math.abs(score) * spread), df));
    const { flagged, limit } = flag(z, pOf, (p) => ((1 - 1e-9) * studentTQuantile(1 - p / 2, df)) / spread, judge);
    if (round >= ROUNDS || same(flagged, excluded)) {
      const reach = (share: number): number => studentTQuantile((1 + share) / 2, df) / spread;
      const heavy = 1 / (1 / judge.degreesOfFreedom + 1 / HEAVY);
      const clearOf = studentTQuantile(1 - limit / 2, heavy) / spreadOf(HEAVY);
      return { baseline: fitted, scale, z, pOf, flagged, tails, limit, reach, clearOf, stretch };
    }
    // nothing can be fitted from a minority
    if (flagged.reduce((sum, one) => sum + one, 0) > n / 2) return undefined;
    excluded = flagged;
  }
}

/** Rows with a larger p-value than this are never anomalies; their p-values need not be known. */
const NEAR = 0.3;

/** Which rows are anomalies: by the chance of any false one, or by the share of false ones among them. */
export function flag(
  z: Float64Array,
  pOf: (score: number, row: number) => number,
  distanceOf: (p: number) => number,
  { rate, control }: Pick<Judge, "rate" | "control">,
): { readonly flagged: Uint8Array<ArrayBuffer>; readonly limit: number } {
  // Šidák: so many independent chances of `limit` each make `rate` in all
  const limit = -Math.expm1(Math.log1p(-rate) / z.length);
  const near = distanceOf(control === "family" ? limit : NEAR);
  const p = z.map((score, i) => (Math.abs(score) < near ? 1 : pOf(score, i)));
  if (control === "family") return { flagged: Uint8Array.from(p, (own) => (own <= limit ? 1 : 0)), limit };
  const flagged = Uint8Array.from(adjustPValues(p, "benjamini_hochberg"), (own) => (own <= rate ? 1 : 0));
  return { flagged, limit: p.reduce((most, own, i) => (flagged[i] === 1 ? Math.max(most, own) : most), limit) };
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((value, i) => value === b[i]);
}
