import { sum } from "../../math/sum.ts";
import type { Panel, PanelUnit } from "./panel.ts";
import type { GrowthOutcome, GrowthSeriesPoint } from "./types.ts";

/** Means of both arms in every period, and where the campaign group would stand had it moved like the other. */
export function seriesOf({ periods, campaign, comparison }: Panel, outcome: GrowthOutcome): GrowthSeriesPoint[] {
  const own = meansOf(campaign, periods.length);
  const other = meansOf(comparison, periods.length);
  const start = campaign[0]?.start ?? 0;
  const single = campaign.every((unit) => unit.start === start);
  let shift = 0;
  for (let t = 0; t < start; t++) shift += ((own[t] as number) - (other[t] as number)) / start;
  const level = (value: number): number => (outcome === "log" ? Math.exp(value) : value);
  return periods.map((period, t) => ({
    period,
    campaign: level(own[t] as number),
    comparison: level(other[t] as number),
    ...(single && t >= start ? { expected: level((other[t] as number) + shift) } : {}),
  }));
}

function meansOf(units: readonly PanelUnit[], periods: number): number[] {
  const total = sum(units.map(({ weight }) => weight));
  return Array.from({ length: periods }, (_, t) =>
    sum(units.map(({ weight, values }) => (weight / total) * (values[t] as number))),
  );
}
