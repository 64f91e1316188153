import fc from "fast-check";
import { expect, test } from "vitest";
import { measureCampaignMoney, measureCampaignNpv } from "../../src/campaign/index.ts";
import { expectClose } from "../support/close.ts";
import { sumsOf } from "./money-worlds.ts";

// ties, zeros, refunds, tiny and huge amounts on purpose
const amount = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -3, max: 9 }),
  fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
);
const books = fc.record({
  cost: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1e8, noNaN: true })),
  amounts: fc.array(amount, { maxLength: 40 }),
  spare: fc.nat(50),
  alone: fc.array(amount, { minLength: 2, maxLength: 40 }),
});

const partsOf = (
  { cost, amounts, spare, alone }: typeof books extends fc.Arbitrary<infer T> ? T : never,
  unit: number,
) => ({
  cost: cost * unit,
  contacted: amounts.length + spare + 2,
  responses: amounts.length,
  revenue: sumsOf(amounts.map((one) => one * unit)),
  refunds: amounts.some((one) => one < 0),
  marginRate: 0.5,
  control: { customers: alone.length, revenue: sumsOf(alone.map((one) => one * unit)) },
});

test("every figure is finite, and every interval holds its value", () => {
  fc.assert(
    fc.property(books, (book) => {
      const money = measureCampaignMoney(partsOf(book, 1));
      expect(JSON.parse(JSON.stringify(money))).toEqual(money);
      const { roi, romi, valuePerResponse, costPerResponse, breakEven } = money;
      for (const of of [roi, romi, valuePerResponse, costPerResponse, breakEven.responses]) {
        if ("abstained" in of) continue;
        const slack = 1e-9 * Math.abs(of.value);
        expect(of.interval.lower).toBeLessThanOrEqual(of.value + slack);
        expect(of.interval.upper).toBeGreaterThanOrEqual(of.value - slack);
      }
    }),
  );
});

test("money in another unit leaves every return alone", () => {
  fc.assert(
    fc.property(books, (book) => {
      // a power of two, so that scaling is exact
      const [a, b] = [measureCampaignMoney(partsOf(book, 1)), measureCampaignMoney(partsOf(book, 64))];
      expect(b.roi).toEqual(a.roi);
      expect(b.romi).toEqual(a.romi);
    }),
  );
});

test("net present value adds up by day, does not depend on order, and at rate 0 is the plain sum", () => {
  const flow = fc.record({ date: fc.integer({ min: 0, max: 900 }).map((day) => day * 86_400_000), amount });
  fc.assert(
    fc.property(
      fc.array(flow, { minLength: 1, maxLength: 30 }),
      fc.double({ min: -0.5, max: 3, noNaN: true }),
      (flows, rate) => {
        const npv = measureCampaignNpv(flows, { rate });
        expect(measureCampaignNpv([...flows].reverse(), { rate })).toEqual(npv);
        const largest = Math.max(1, ...npv.flows.map(({ present }) => Math.abs(present)));
        expect(Math.abs((npv.flows.at(-1)?.cumulated ?? 0) - npv.value)).toBeLessThanOrEqual(1e-9 * largest);
        expectClose(npv.spent + npv.earned, npv.value, 1e-6);
        const plain = measureCampaignNpv(flows, { rate: 0 });
        const total = flows.reduce((sum, { amount: one }) => sum + one, 0);
        expect(Math.abs(plain.value - total)).toBeLessThanOrEqual(1e-6 * largest);
      },
    ),
  );
});
