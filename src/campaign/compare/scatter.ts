import { sum } from "../../math/sum.ts";
import type { GroupMeans, ReturnRow } from "./credibility.ts";

/** Share of its largest value below which the determinant is rounding: costs that hardly differ. */
const SINGULAR = 1e-9;

/** How campaigns of one group scatter: a campaign's return has variance own + perCost ÷ cost. */
export interface Scatter {
  /** Variance of the campaigns' own returns: what sets one apart from another however much was spent on each. */
  readonly own: number;
  /** Variance × cost of what comes on top because deals are few; a dear campaign averages it away. */
  readonly perCost: number;
}

/**
 * Splits the scatter within groups into a part that spending averages away and one that it does not, by moments: sums
 * of squares weighed by cost and unweighed have expectations that are linear in both, which leaves two equations. Where
 * all costs are alike the parts cannot be told apart and the whole stands under `perCost`, which is the model of
 * Bühlmann and Straub.
 *
 * @param residuals - Return less its group's cost-weighted mean, one per row.
 * @see Searle, Casella & McCulloch (1992), Variance Components, 5.3, on equating sums of squares to expectations
 */
export function scatterOf(rows: readonly ReturnRow[], means: GroupMeans, residuals: readonly number[]): Scatter {
  const groups = means.costs.length;
  const df = rows.length - groups;
  // costs relative to their mean, so that neither squares nor reciprocals leave the range of a double
  const unit = sum(means.costs) / rows.length;
  const drift = new Array<number>(groups).fill(0);
  const reciprocals = new Array<number>(groups).fill(0);
  rows.forEach(({ group, cost }, i) => {
    const n = means.counts[group] as number;
    drift[group] = (drift[group] as number) + (residuals[i] as number) / n;
    reciprocals[group] = (reciprocals[group] as number) + (unit / cost) * (1 - 1 / n);
  });
  const weighed = sum(rows.map(({ cost }, i) => (cost / unit) * (residuals[i] as number) ** 2));
  const plain = sum(rows.map(({ group }, i) => ((residuals[i] as number) - (drift[group] as number)) ** 2));
  // E weighed = spread · own + df · perCost, E plain = df · own + inverse · perCost
  const spread = sum(means.costs.map((cost, g) => (cost / unit) * (1 - (means.concentration[g] as number))));
  const inverse = reciprocals.reduce((total, part) => total + part, 0);
  const determinant = spread * inverse - df * df;
  if (!(determinant > SINGULAR * spread * inverse) || !Number.isFinite(determinant)) {
    return { own: 0, perCost: (weighed / df) * unit };
  }
  const own = (weighed * inverse - plain * df) / determinant;
  const perCost = (spread * plain - df * weighed) / determinant;
  if (own <= 0) return { own: 0, perCost: (weighed / df) * unit };
  return perCost <= 0 ? { own: weighed / spread, perCost: 0 } : { own, perCost: perCost * unit };
}

/** Variance of a group's cost-weighted return. */
export function meanVariance({ own, perCost }: Scatter, means: GroupMeans, g: number): number {
  return own * (means.concentration[g] as number) + perCost / (means.costs[g] as number);
}
