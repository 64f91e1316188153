import { brentMinimum } from "../../math/brent.ts";
import { type Complete, choiceChances } from "./complete.ts";
import type { ChoiceFit } from "./fit.ts";
import { meanFigure } from "./influence.ts";

/** Log odds between best and worst rating beyond which no sensitivity is sought. */
const WIDEST = 60;

/** Places at which the likelihood is looked at before its top is closed in on; it may have more than one. */
const PLACES = 121;

/**
 * The sensitivity under which the survey yields the sales best: maximum of Σ sales × log mean chance. Its variance has
 * two parts, one from the sales and one from who happened to be surveyed.
 */
export function fitToSales(rows: Complete, sales: readonly number[], range: number): ChoiceFit | undefined {
  const all = sales.reduce((sum, count) => sum + count, 0);
  const shares = sales.map((count) => count / all);
  const lost = (sensitivity: number): number => {
    const means = meansAt(rows, sensitivity);
    return -shares.reduce((sum, share, s) => (share === 0 ? sum : sum + share * Math.log(means[s] as number)), 0);
  };
  const width = WIDEST / range;
  const at = (place: number): number => -width + (2 * width * place) / (PLACES - 1);
  let best = 0;
  const seen = Array.from({ length: PLACES }, (_, place) => lost(at(place)));
  for (let place = 1; place < PLACES; place++) {
    const here = seen[place] as number;
    if (!((seen[best] as number) <= here)) best = place;
  }
  if (best === 0 || best === PLACES - 1 || !Number.isFinite(seen[best])) return undefined;
  const found = brentMinimum(lost, at(best - 1), at(best + 1), { tolerance: 1e-10 });
  let sensitivity = found.x;
  let doubt = salesDoubt(rows, sensitivity, shares, all);
  // a minimum is known to half the digits of its slope's zero: two steps of Newton find the rest
  for (let step = 0; step < 2 && doubt !== undefined; step++) {
    sensitivity -= doubt.slope / doubt.curvature;
    doubt = salesDoubt(rows, sensitivity, shares, all);
  }
  if (doubt === undefined) return undefined;
  const surveyed = doubt.influence.reduce((sum, part) => sum + part * part, 0);
  return {
    sensitivity,
    constants: sales.map(() => 0),
    covariance: [surveyed + doubt.variance],
    degreesOfFreedom: rows.n - 1,
    logLikelihood: -all * lost(sensitivity),
  };
}

/** Mean chance of each supplier. */
function meansAt({ n, suppliers, totals }: Complete, sensitivity: number): Float64Array {
  const constants = new Float64Array(suppliers);
  const own = new Float64Array(suppliers);
  const means = new Float64Array(suppliers);
  for (let i = 0; i < n; i++) {
    choiceChances(sensitivity, constants, totals, i * suppliers, own);
    for (let s = 0; s < suppliers; s++) means[s] = (means[s] as number) + (own[s] as number) / n;
  }
  return means;
}

interface Slopes {
  /** Chances, and their first and second slope in the sensitivity, n × suppliers. */
  readonly chances: Float64Array;
  readonly slopes: Float64Array;
  readonly curves: Float64Array;
}

function slopesAt(rows: Complete, sensitivity: number): Slopes {
  const { n, suppliers, totals } = rows;
  const constants = new Float64Array(suppliers);
  const own = new Float64Array(suppliers);
  const [chances, slopes, curves] = [0, 1, 2].map(() => new Float64Array(n * suppliers)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < n; i++) {
    const from = i * suppliers;
    choiceChances(sensitivity, constants, totals, from, own);
    let [mean, square] = [0, 0];
    for (let s = 0; s < suppliers; s++) mean += (own[s] as number) * (totals[from + s] as number);
    for (let s = 0; s < suppliers; s++) square += (own[s] as number) * ((totals[from + s] as number) - mean) ** 2;
    for (let s = 0; s < suppliers; s++) {
      const [chance, apart] = [own[s] as number, (totals[from + s] as number) - mean];
      chances[from + s] = chance;
      slopes[from + s] = chance * apart;
      curves[from + s] = chance * (apart * apart - square);
    }
  }
  return { chances, slopes, curves };
}

/** What the sensitivity owes to each respondent and to the sales. */
export interface SalesDoubt {
  /** Slope of the mean log likelihood in the sensitivity; 0 at its top. */
  readonly slope: number;
  /** Its second slope, below 0. */
  readonly curvature: number;
  /** Influence of each respondent on the sensitivity; the squares sum to the variance that the survey brings. */
  readonly influence: Float64Array;
  /** Variance that the count of sales brings. */
  readonly variance: number;
}

/** Doubt by the delta method; `undefined` where the likelihood is flat. */
export function salesDoubt(
  rows: Complete,
  sensitivity: number,
  shares: readonly number[],
  all: number,
): SalesDoubt | undefined {
  const { n, suppliers } = rows;
  const { chances, slopes, curves } = slopesAt(rows, sensitivity);
  const influence = new Float64Array(n);
  let [curvature, square, slope] = [0, 0, 0];
  shares.forEach((share, s) => {
    const column = (cells: Float64Array) => meanFigure(n, (i) => cells[i * suppliers + s] as number);
    const [chance, steepness] = [column(chances), column(slopes)];
    const ratio = steepness.value / chance.value;
    curvature += share * (column(curves).value / chance.value - ratio * ratio);
    square += share * ratio * ratio;
    slope += share * ratio;
    for (let i = 0; i < n; i++) {
      const apart = (steepness.influence[i] as number) - ratio * (chance.influence[i] as number);
      influence[i] = (influence[i] as number) + (share / chance.value) * apart;
    }
  });
  const variance = Math.max(0, square - slope * slope) / (all * curvature * curvature);
  if (!(curvature < -1e-12) || !Number.isFinite(variance) || !influence.every(Number.isFinite)) return undefined;
  return { slope, curvature, influence: influence.map((part) => -part / curvature), variance };
}
