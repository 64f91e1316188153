import { sum } from "../../math/sum.ts";
import type { ArmValues } from "./contrast.ts";
import type { Panel, PanelUnit } from "./panel.ts";

/** What is read off a unit, given the row of the first period with the campaign; `undefined` where it cannot be. */
export type Reading = (values: Float64Array, start: number) => number | undefined;

/**
 * Reads one number off every unit. A campaign unit is read around its own start; a comparison unit around every start of
 * the campaign group, in the same proportions, so that each campaign unit is compared over its own periods and never with
 * one that has the campaign already. What sets the starts apart in the comparison group is taken out of the campaign
 * units, mean unchanged: a season is no scatter between units.
 *
 * @see Callaway & Sant'Anna (2021), Journal of Econometrics 225, 200–230: never-treated units, no covariates
 */
export function readArms(
  { campaign, comparison, scale }: Panel,
  read: Reading,
): { readonly campaign: ArmValues; readonly comparison: ArmValues } {
  const used: (PanelUnit & { readonly start: number })[] = [];
  const values: number[] = [];
  const byStart = new Map<number, number>();
  for (const unit of campaign) {
    const value = read(unit.values, unit.start);
    if (value === undefined) continue;
    used.push(unit);
    values.push(value);
    byStart.set(unit.start, (byStart.get(unit.start) ?? 0) + unit.weight);
  }
  const weights = comparison.map(({ weight }) => weight);
  const total = sum([...byStart.values()]);
  const others = new Float64Array(comparison.length);
  const means = new Map<number, number>();
  for (const [start, weight] of byStart) {
    const column = comparison.map((unit) => read(unit.values, start) ?? 0);
    for (let i = 0; i < column.length; i++) {
      others[i] = (others[i] as number) + (weight / total) * (column[i] as number);
    }
    means.set(start, weightedMean(column, weights));
  }
  const overall = byStart.size > 1 ? weightedMean(others, weights) : 0;
  return {
    campaign: {
      values:
        byStart.size > 1
          ? values.map(
              (value, i) => value - ((means.get((used[i] as PanelUnit & { start: number }).start) ?? 0) - overall),
            )
          : values,
      weights: used.map(({ weight }) => weight),
      scale,
    },
    comparison: { values: others, weights, scale },
  };
}

function weightedMean(values: ArrayLike<number>, weights: readonly number[]): number {
  return sum(weights.map((weight, i) => weight * (values[i] as number))) / sum(weights);
}

/** Mean of the periods before the start. */
export const before: Reading = (values, start) => meanOf(values, 0, start);

/** Mean of the periods from the start. */
export const after: Reading = (values, start) => meanOf(values, start, values.length);

/** Mean after minus mean before. */
export const change: Reading = (values, start) => meanOf(values, start, values.length) - meanOf(values, 0, start);

/** Least-squares slope over the periods before the start, per period. */
export const slopeBefore: Reading = (values, start) => {
  if (start < 2) return undefined;
  const middle = (start - 1) / 2;
  let [top, bottom] = [0, 0];
  for (let t = 0; t < start; t++) {
    top += (t - middle) * (values[t] as number);
    bottom += (t - middle) ** 2;
  }
  return top / bottom;
};

/** Value so many periods from the start, as against the last period before it. */
export function since(offset: number): Reading {
  return (values, start) => {
    const value = values[start + offset];
    return value === undefined ? undefined : value - (values[start - 1] as number);
  };
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let t = from; t < to; t++) total += values[t] as number;
  return total / (to - from);
}
