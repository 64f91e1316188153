import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type DealHistory,
  fitFunnel,
  loadModel,
  measureDealHealth,
  predictDealTimes,
  predictSlip,
  standardPipeline,
} from "../../src/index.ts";
import { funnelModelSpec } from "../../src/schemas.ts";
import { day, deal } from "./cases.ts";

/** Bids and negotiations of any length and fate, ties and moments included, some still open. */
const past: fc.Arbitrary<DealHistory[]> = fc
  .array(
    fc.record({
      start: fc.integer({ min: 0, max: 60 }),
      first: fc.integer({ min: 0, max: 40 }),
      second: fc.integer({ min: 0, max: 40 }),
      fate: fc.constantFrom("contract", "contract", "lost", "cancelled", undefined),
      straight: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((rows) =>
    rows.map(({ start, first, second, fate, straight }, i) => {
      const middle: [string, number][] = straight ? [] : [["negotiation", start + first]];
      const end: [string, number][] = fate === undefined ? [] : [[fate, start + first + second]];
      return deal(`d${i}`, ["bid", start], ...middle, ...end);
    }),
  );
const options = { pipeline: standardPipeline, asOf: day(100) };

test("the ages of winners ascend, end at the oldest of them, and survive the wire", () => {
  fc.assert(
    fc.property(past, (histories) => {
      const model = fitFunnel(histories, options);
      for (const { wonAges, longestLeftDays = 0 } of model.stages) {
        if (wonAges === undefined) continue;
        expect(wonAges.days).toHaveLength(101);
        expect([...wonAges.days].sort((a, b) => a - b)).toEqual(wonAges.days);
        expect(wonAges.days[100]).toBeLessThanOrEqual(longestLeftDays);
        expect(wonAges.effective).toBeGreaterThan(0);
      }
      expect(loadModel(funnelModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
    }),
    { numRuns: 40 },
  );
});

test("an older deal never has a lower percentile, and the order of deals changes nothing", () => {
  fc.assert(
    fc.property(
      past,
      fc.array(fc.double({ min: 0, max: 99, noNaN: true }), { minLength: 1, maxLength: 12 }),
      (histories, ages) => {
        const model = fitFunnel(histories, options);
        const book = ages.map((age, i) => deal(`open ${i}`, ["bid", 100 - age]));
        const health = measureDealHealth(model, book, { asOf: day(100), horizonDays: 30 });
        const told = health.deals.flatMap(({ ageDays, percentile }) =>
          "value" in percentile ? [{ ageDays, ...percentile }] : [],
        );
        told.sort((a, b) => a.ageDays - b.ageDays);
        told.forEach(({ value, interval }, i) => {
          expect(value).toBeGreaterThanOrEqual(told[i - 1]?.value ?? 0);
          expect(interval.lower).toBeLessThanOrEqual(value);
          expect(interval.upper).toBeGreaterThanOrEqual(value);
        });
        expect(
          measureDealHealth(fitFunnel([...histories].reverse(), options), [...book].reverse(), {
            asOf: day(100),
            horizonDays: 30,
          }).byStatus.map(({ deals }) => deals),
        ).toEqual(health.byStatus.map(({ deals }) => deals));
      },
    ),
    { numRuns: 40 },
  );
});

test("later quantiles come later, and a later promise never slips more", () => {
  fc.assert(
    fc.property(past, fc.integer({ min: 0, max: 60 }), (histories, age) => {
      const model = fitFunnel(histories, options);
      const open = deal("x", ["bid", 100 - age]);
      const { wonIn, closedIn } = predictDealTimes(model, open, { asOf: day(100), horizonDays: 50 });
      for (const list of [wonIn, closedIn]) {
        const days = list.map((quantile) => quantile.days ?? 51);
        expect([...days].sort((a, b) => a - b)).toEqual(days);
      }
      let before = 1;
      for (const ahead of [0, 1, 5, 20, 80]) {
        const slip = predictSlip(model, { ...open, expectedClose: day(100 + ahead) }, { asOf: day(100) });
        if (slip.status !== "ahead") throw new Error("ahead");
        expect(slip.slips).toBeLessThanOrEqual(before + 1e-9);
        expect(Math.abs(slip.slips + slip.won + slip.endedOtherwise - 1)).toBeLessThan(1e-9);
        before = slip.slips;
      }
    }),
    { numRuns: 25 },
  );
});
