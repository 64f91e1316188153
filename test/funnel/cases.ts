import { type DealHistory, type FunnelModel, fitFunnel, standardPipeline } from "../../src/funnel/index.ts";

const DAY = 86_400_000;

/** A history in days: `deal("a", ["bid", 0], ["contract", 12])`. */
export function deal(dealId: string, ...steps: readonly (readonly [stage: string, day: number])[]): DealHistory {
  return { dealId, amount: 1000, stages: steps.map(([stage, day]) => ({ stage, entered: day * DAY })) };
}

/** The moment at which a day number begins. */
export function day(number: number): number {
  return number * DAY;
}

/** Sixty bids of known fate: 30 won on days 1–30, 15 lost on days 2–30, 15 open for 40 days. */
export const bids: readonly DealHistory[] = [
  ...Array.from({ length: 30 }, (_, i) => deal(`won ${i}`, ["bid", 0], ["contract", i + 1])),
  ...Array.from({ length: 15 }, (_, i) => deal(`lost ${i}`, ["bid", 0], ["lost", 2 * i + 2])),
  ...Array.from({ length: 15 }, (_, i) => deal(`open ${i}`, ["bid", 0])),
];

/** What those bids teach, day by day. */
export function bidModel(): FunnelModel {
  return fitFunnel(bids, { pipeline: standardPipeline, asOf: day(40), smooth: false });
}
