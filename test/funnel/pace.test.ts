import { describe, expect, test } from "vitest";
import { loadModel, describe as word } from "../../src/core/index.ts";
import {
  type DealHistory,
  explainDeal,
  fitFunnel,
  predictDeal,
  predictDealColumn,
  standardPipeline,
} from "../../src/funnel/index.ts";
import { funnelModelSpec } from "../../src/funnel/schema.ts";
import { createRandom } from "../../src/math/random.ts";

const DAY = 86_400_000;
const asOf = 1000 * DAY;

/** Deals that reach the bid after 1 to 40 days and are decided 1 to 30 days later; quick ones are won twice as often. */
function book(n: number): DealHistory[] {
  const random = createRandom(11);
  return Array.from({ length: n }, (_, i) => {
    const begun = random.integer(0, 900);
    const way = random.integer(1, 40);
    const won = random.uniform() < (way <= 20 ? 0.6 : 0.3);
    const closed = begun + way + random.integer(1, 30);
    return {
      dealId: `d${i}`,
      stages: [
        { stage: "prospect", entered: begun * DAY },
        { stage: "bid", entered: (begun + way) * DAY },
        ...(closed < 1000 ? [{ stage: won ? "contract" : "lost", entered: closed * DAY }] : []),
      ],
    };
  });
}

describe("how fast a deal came to its stage", () => {
  const histories = book(2000);
  const options = { pipeline: standardPipeline, asOf, calendar: false };
  const model = fitFunnel(histories, { ...options, segments: ["pace"] });
  const open = (way: number, days: number): DealHistory => ({
    dealId: `open ${way}`,
    stages: [
      { stage: "prospect", entered: asOf - (way + days) * DAY },
      { stage: "bid", entered: asOf - days * DAY },
    ],
  });
  const chance = (way: number): number => predictDeal(model, open(way, 3), { asOf, horizonDays: 30 }).won;

  test("is looked at where it is asked for", () => {
    expect(fitFunnel(histories, options).segments).toEqual([]);
    expect(model.segments.map(({ field, edges = [] }) => [field, edges.length])).toEqual([["pace", 4]]);
    expect(loadModel(funnelModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  test("tells those who came quickly from those who came slowly", () => {
    expect(chance(5)).toBeGreaterThan(0.5);
    expect(chance(35)).toBeLessThan(0.4);
    const reasons = explainDeal(model, open(35, 3), { asOf, horizonDays: 30 }).reasons.map((reason) => word(reason));
    expect(reasons.join("\n")).toMatch(/a deal that took \d+ days or more to reach this stage/);
  });

  test("is the same in a column; a deal in its first stage has come no way", () => {
    const column = predictDealColumn(
      model,
      { stage: ["bid", "bid", "prospect"], ageDays: [3, 3, 3], wayDays: [5, 35, null] },
      { horizonDays: 30 },
    );
    const first = { dealId: "new", stages: [{ stage: "prospect", entered: asOf - 3 * DAY }] };
    expect(column[0]).toBeCloseTo(chance(5), 12);
    expect(column[1]).toBeCloseTo(chance(35), 12);
    expect(column[2]).toBeCloseTo(predictDeal(model, first, { asOf, horizonDays: 30 }).won, 12);
  });

  test("says nothing where every deal is still in its first stage", () => {
    const young = histories.map(({ dealId, stages }) => ({ dealId, stages: stages.slice(0, 1) }));
    expect(fitFunnel(young, { ...options, segments: ["pace"] }).segments).toEqual([]);
  });
});
