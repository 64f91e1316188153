import { sum } from "../../math/sum.ts";

/** Squared relative rounding of a return. */
const ROUNDING = 1e-24;

/** One campaign as the comparison sees it: its group, its cost and what came back per unit of cost. */
export interface ReturnRow {
  readonly group: number;
  readonly cost: number;
  /** Contribution ÷ cost. */
  readonly multiple: number;
}

/** Cost and cost-weighted return of each group. */
export interface GroupMeans {
  readonly costs: readonly number[];
  readonly multiples: readonly number[];
}

/** Cost-weighted returns by group. */
export function groupMeans(rows: readonly ReturnRow[], groups: number): GroupMeans {
  const costs = new Array<number>(groups).fill(0);
  const earned = new Array<number>(groups).fill(0);
  for (const { group, cost, multiple } of rows) {
    costs[group] = (costs[group] as number) + cost;
    earned[group] = (earned[group] as number) + cost * multiple;
  }
  return { costs, multiples: earned.map((amount, g) => amount / (costs[g] as number)) };
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
  /** σ²: variance of a campaign's return × its cost. */
  readonly within: number;
  /** τ²: variance of the groups' true returns, 0 where chance explains all. */
  readonly between: number;
  /** Weight of each group's own experience, in [0, 1]. */
  readonly weights: readonly number[];
  /** Multiple towards which the rest is drawn. */
  readonly target: number;
}

/**
 * Bühlmann–Straub credibility with cost as exposure: a campaign's return scatters with variance σ² ÷ cost around its
 * group's, and the groups' around a common one with variance τ². Both are estimated without bias from the rows.
 *
 * @see Bühlmann & Gisler (2005), A Course in Credibility Theory and its Applications, eqs. 4.11–4.13, 4.26–4.27
 */
export function credibilityOf(rows: readonly ReturnRow[], means: GroupMeans): Credibility {
  const { costs, multiples } = means;
  const groups = costs.length;
  const { between: ssb, within: ssw } = squares(rows, means);
  const within = ssw / (rows.length - groups);
  const total = sum(costs);
  const spread = total - sum(costs.map((cost) => cost * (cost / total)));
  const between = groups < 2 ? 0 : Math.max(0, (ssb - (groups - 1) * within) / spread);
  const weights = costs.map((cost) => (between === 0 ? 0 : cost / (cost + within / between)));
  // where chance explains all, every group is drawn to the plain return of all campaigns
  const pull = between === 0 ? costs : weights;
  const target = sum(pull.map((weight, g) => weight * (multiples[g] as number))) / sum(pull);
  return { within, between, weights, target };
}
