import type { Ranking } from "./rank.ts";

/** Counts and outcomes of both arms per group of customers, groups from the best score to the worst. */
export interface GroupTotals {
  readonly treatedN: Float64Array;
  readonly treatedSum: Float64Array;
  readonly controlN: Float64Array;
  readonly controlSum: Float64Array;
}

/** Totals of nobody. */
export function emptyTotals(groups: number): GroupTotals {
  const column = (): Float64Array => new Float64Array(groups);
  return { treatedN: column(), treatedSum: column(), controlN: column(), controlSum: column() };
}

/** Running totals per group of equal score. */
export function totalsOf(ranking: Ranking): GroupTotals {
  return totalsBy(ranking, ranking.treated.groups, ranking.control.groups, ranking.scores.length);
}

/** Totals by any grouping of the ranked customers. */
export function totalsBy(
  { treated, control }: Ranking,
  treatedGroups: ArrayLike<number>,
  controlGroups: ArrayLike<number>,
  groups: number,
): GroupTotals {
  const [treatedN, treatedSum] = armTotals(treated.outcomes, treatedGroups, groups);
  const [controlN, controlSum] = armTotals(control.outcomes, controlGroups, groups);
  return { treatedN, treatedSum, controlN, controlSum };
}

function armTotals(outcomes: Float64Array, of: ArrayLike<number>, groups: number): [Float64Array, Float64Array] {
  const count = new Float64Array(groups);
  const total = new Float64Array(groups);
  for (let i = 0; i < outcomes.length; i++) {
    const group = of[i] as number;
    count[group] = (count[group] as number) + 1;
    total[group] = (total[group] as number) + (outcomes[i] as number);
  }
  return [count, total];
}

/** Which curve: more outcomes among the treated than control explains, or the difference of means times customers. */
export type CurveKind = "qini" | "uplift";

/** Customers and curve after each group; before the first both are zero. */
export interface CurveColumns {
  readonly customers: Float64Array;
  readonly values: Float64Array;
}

/**
 * The curve at the end of each group. An arm that holds nobody yet counts as zero.
 *
 * @see Radcliffe (2007), Using control groups to target on predicted lift, Direct Marketing Analytics Journal, for the
 * Qini curve; Jaskowski & Jaroszewicz (2012), ICML workshop on clinical data analysis, for the uplift curve
 */
export function curveOf(totals: GroupTotals, kind: CurveKind): CurveColumns {
  const groups = totals.treatedN.length;
  const customers = new Float64Array(groups);
  const values = new Float64Array(groups);
  let nt = 0;
  let st = 0;
  let nc = 0;
  let sc = 0;
  for (let g = 0; g < groups; g++) {
    nt += totals.treatedN[g] as number;
    st += totals.treatedSum[g] as number;
    nc += totals.controlN[g] as number;
    sc += totals.controlSum[g] as number;
    customers[g] = nt + nc;
    values[g] =
      kind === "qini"
        ? st - (nc === 0 ? 0 : sc * (nt / nc))
        : ((nt === 0 ? 0 : st / nt) - (nc === 0 ? 0 : sc / nc)) * (nt + nc);
  }
  return { customers, values };
}

/**
 * Area between a curve and the straight line to its end, with its derivative by the weight of one customer: for a
 * customer of group g with outcome y it is `slope[g] · y + base[g]`, each arm with its own pair.
 */
export interface AreaAboveRandom {
  readonly area: number;
  readonly treated: LinearGradient;
  readonly control: LinearGradient;
}

/** Derivative by a customer's weight, as a line in the customer's outcome, per group. */
interface LinearGradient {
  readonly slope: Float64Array;
  readonly base: Float64Array;
}

/**
 * The area above the random line by trapezoids, and its infinitesimal jackknife.
 *
 * @see Jaeckel (1972), The infinitesimal jackknife, Bell Laboratories memorandum; Efron (1982), The Jackknife, the
 * Bootstrap and Other Resampling Plans, 6.5
 */
export function areaAboveRandom(totals: GroupTotals, kind: CurveKind): AreaAboveRandom {
  const { customers, values } = curveOf(totals, kind);
  const groups = customers.length;
  const last = groups - 1;
  const n = customers[last] as number;
  const end = values[last] as number;
  const treated = { slope: new Float64Array(groups), base: new Float64Array(groups) };
  const control = { slope: new Float64Array(groups), base: new Float64Array(groups) };
  let nt = sumOf(totals.treatedN);
  let st = sumOf(totals.treatedSum);
  let nc = sumOf(totals.controlN);
  let sc = sumOf(totals.controlSum);
  let area = 0;
  // what a customer adds to every later point of the curve, gathered from the end
  let ts = 0;
  let tb = 0;
  let cs = 0;
  let cb = 0;
  for (let g = last; g >= 0; g--) {
    const x = customers[g] as number;
    const before = g === 0 ? 0 : (customers[g - 1] as number);
    const value = values[g] as number;
    const middle = (value + (g === 0 ? 0 : (values[g - 1] as number))) / 2;
    area += (x - before) * middle;
    // the trapezoids on both sides hang on this point; the random line on the last one
    const weight = (x - before) / 2 + (g === last ? -n / 2 : ((customers[g + 1] as number) - x) / 2);
    const a = nt === 0 ? 0 : st / nt;
    const c = nc === 0 ? 0 : sc / nc;
    if (kind === "qini") {
      const ratio = nc === 0 ? 0 : nt / nc;
      ts += weight;
      tb -= weight * c;
      cs -= weight * ratio;
      cb += weight * ratio * c;
    } else {
      const inT = nt === 0 ? 0 : x / nt;
      const inC = nc === 0 ? 0 : x / nc;
      ts += weight * inT;
      tb += weight * (a - c - inT * a);
      cs -= weight * inC;
      cb += weight * (a - c + inC * c);
    }
    treated.slope[g] = ts;
    treated.base[g] = tb + middle - end / 2;
    control.slope[g] = cs;
    control.base[g] = cb + middle - end / 2;
    nt -= totals.treatedN[g] as number;
    st -= totals.treatedSum[g] as number;
    nc -= totals.controlN[g] as number;
    sc -= totals.controlSum[g] as number;
  }
  return { area: area - (n * end) / 2, treated, control };
}

function sumOf(column: Float64Array): number {
  let total = 0;
  for (const value of column) total += value;
  return total;
}
