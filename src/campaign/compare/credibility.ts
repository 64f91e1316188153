import { sum } from "../../math/sum.ts";
import { meanVariance, type Scatter, scatterOf } from "./scatter.ts";

/** Squared relative rounding of a return. */
const ROUNDING = 1e-24;

/** One campaign as the comparison sees it: its group, its cost and what came back per unit of cost. */
export interface ReturnRow {
  readonly group: number;
  readonly cost: number;
  /** Contribution ÷ cost. */
  readonly multiple: number;
}

/** Size, cost and cost-weighted return of each group. */
export interface GroupMeans {
  readonly counts: readonly number[];
  readonly costs: readonly number[];
  readonly multiples: readonly number[];
  /** Σ of squared shares of the group's cost: 1 ÷ n where all its campaigns cost the same, 1 where one cost it all. */
  readonly concentration: readonly number[];
}

/** Cost-weighted returns by group. */
export function groupMeans(rows: readonly ReturnRow[], groups: number): GroupMeans {
  const counts = new Array<number>(groups).fill(0);
  const costs = new Array<number>(groups).fill(0);
  const earned = new Array<number>(groups).fill(0);
  for (const { group, cost, multiple } of rows) {
    counts[group] = (counts[group] as number) + 1;
    costs[group] = (costs[group] as number) + cost;
    earned[group] = (earned[group] as number) + cost * multiple;
  }
  const concentration = new Array<number>(groups).fill(0);
  for (const { group, cost } of rows) {
    concentration[group] = (concentration[group] as number) + (cost / (costs[group] as number)) ** 2;
  }
  return { counts, costs, multiples: earned.map((amount, g) => amount / (costs[g] as number)), concentration };
}

/** Sums of squares between and within groups, weighted by cost. */
export function squares(rows: readonly ReturnRow[], means: GroupMeans): { between: number; within: number } {
  const total = sum(means.costs);
  const overall = sum(means.costs.map((cost, g) => cost * (means.multiples[g] as number))) / total;
  const between = sum(means.costs.map((cost, g) => cost * ((means.multiples[g] as number) - overall) ** 2));
  const within = sum(
    rows.map(({ group, cost, multiple }) => cost * (multiple - (means.multiples[group] as number)) ** 2),
  );
  return { between, within };
}

/** Whether the scatter within groups is more than rounding leaves behind. */
export function hasScatter(rows: readonly ReturnRow[], within: number): boolean {
  return within > ROUNDING * sum(rows.map(({ cost, multiple }) => cost * multiple * multiple));
}

/** How far each group is to be believed. */
export interface Credibility {
  /** How campaigns scatter within their group. */
  readonly scatter: Scatter;
  /** τ²: variance of the groups' true returns, 0 where chance explains all. */
  readonly between: number;
  /** Weight of each group's own experience, in [0, 1]. */
  readonly weights: readonly number[];
  /** Multiple towards which the rest is drawn. */
  readonly target: number;
}

/**
 * Credibility with cost as exposure. A campaign's return scatters around its group's with variance own + perCost ÷ cost,
 * so a group's cost-weighted return has variance v, and the groups' true returns scatter around a common one with
 * variance τ²; a group is believed by τ² ÷ (τ² + v). With own = 0 this is Bühlmann and Straub's model; with it, Jewell's
 * hierarchical one. The target is the multiple at which the groups' expectations sum to what all of them earned.
 *
 * @see Bühlmann & Gisler (2005), A Course in Credibility Theory and its Applications, eqs. 4.11–4.13, 4.26–4.27, ch. 6
 */
export function credibilityOf(rows: readonly ReturnRow[], means: GroupMeans): Credibility {
  const { costs, multiples } = means;
  const groups = costs.length;
  const residuals = rows.map(({ group, multiple }) => multiple - (multiples[group] as number));
  const scatter = scatterOf(rows, means, residuals);
  const variances = costs.map((_, g) => meanVariance(scatter, means, g));
  const total = sum(costs);
  const shares = costs.map((cost) => cost / total);
  const chance = sum(costs.map((cost, g) => cost * (variances[g] as number) * (1 - (shares[g] as number))));
  const spread = sum(costs.map((cost, g) => cost * (1 - (shares[g] as number))));
  const between = groups < 2 ? 0 : Math.max(0, (squares(rows, means).between - chance) / spread);
  const weights = variances.map((variance) => (between === 0 ? 0 : between / (between + variance)));
  // where chance explains all, every group is drawn to the plain return of all campaigns
  const drawn = costs.map((cost, g) =>
    between === 0 ? cost : (weights[g] as number) * cost * (variances[g] as number),
  );
  const pull = drawn.some((part) => part > 0) ? drawn : weights;
  const target = sum(pull.map((weight, g) => weight * (multiples[g] as number))) / sum(pull);
  return { scatter, between, weights, target };
}
