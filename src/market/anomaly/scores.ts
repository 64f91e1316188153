import { adjustPValues } from "../../math/p-values.ts";
import type { Baseline } from "./baseline.ts";
import { type Curve, curvesOf } from "./curve.ts";
import { type FarRows, farRows } from "./far.ts";
import { robustScale } from "./robust-scale.ts";
import { likelyTails, TRIED } from "./tails.ts";

/** Anomalies are set aside and the rest is fitted anew, at most so many times. */
const ROUNDS = 12;

/**
 * Degrees of freedom of the spread for each row that what was fitted left free, and the least there are. From 600
 * simulated normal series each of 12 to 420 rows, with and without seasons of 4 to 52: .47 to .9 for one largest score in
 * twenty.
 */
const PER_ROW = 0.5;
const LEAST_DF = 1.5;

/** How a column is judged. */
interface Judge {
  readonly learn: (excluded: Uint8Array, before: Baseline | undefined) => Baseline;
  /** Of the ordinary rows; `"auto"` to find out. */
  readonly tails: number | "auto";
  readonly rate: number;
  readonly control: "family" | "discovery";
}

/** Every row with its score. */
interface Scores extends FarRows {
  readonly baseline: Baseline;
  /** Spread of one row around its expectation. */
  readonly scale: number;
  /** Distances in spreads, each row's own doubt or pull of its expectation counted in. */
  readonly z: Float64Array;
  /** Not anomalies, but they would be at the likely tails. */
  readonly doubtful: Uint8Array;
  /** Degrees of freedom of Student's t that ordinary rows look like; infinite for the normal curve. */
  readonly likely: number;
  /** Degrees of freedom of the spread. */
  readonly degreesOfFreedom: number;
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
  let likely: number | undefined = typeof judge.tails === "number" ? judge.tails : undefined;
  let curves: readonly Curve[] = [];
  let degreesOfFreedom = 0;
  for (let round = 0; ; round++) {
    const fitted: Baseline = judge.learn(excluded, baseline);
    baseline = fitted;
    const residuals = values.map((value, i) => value - (fitted.expected[i] as number));
    const scale = robustScale(
      residuals.filter((_, i) => excluded[i] === 0),
      fitted.fitted,
    );
    if (scale === 0 || !Number.isFinite(scale)) return undefined;
    const stretch = fitted.inflation.map(Math.sqrt);
    const z = residuals.map((residual, i) => residual / (scale * (stretch[i] as number)));
    // the shape is told once, with all rows, so that setting rows aside cannot make tails look light
    likely ??= likelyTails(z);
    const own = Math.max(LEAST_DF, PER_ROW * (n - fitted.fitted));
    if (own !== degreesOfFreedom) {
      degreesOfFreedom = own;
      curves = curvesOf(judge.tails === "auto" ? TRIED : [judge.tails], own, single);
    }
    const curve = curves.find(({ shape }) => shape === likely) as Curve;
    const aside = flag(z, curve.pOf, curve.distanceOf, judge).flagged;
    if (round >= ROUNDS || same(aside, excluded)) {
      const free = Math.max(0, 1 - fitted.fitted / n);
      const far = farRows(z, { ...judge, curves, free, single });
      const doubtful = aside.map((one, i) => (one === 1 && far.flagged[i] === 0 ? 1 : 0));
      const reach = (share: number): number => curve.distanceOf(1 - share);
      return { ...far, baseline: fitted, scale, z, doubtful, likely, degreesOfFreedom, reach, stretch };
    }
    // nothing can be fitted from a minority
    if (aside.reduce((sum, one) => sum + one, 0) > n / 2) return undefined;
    excluded = aside;
  }
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
