import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Opportunity,
  type OpportunityEvent,
  replayOpportunity,
  splitAmount,
  splitOpportunity,
  standardPipeline,
} from "../../src/funnel/index.ts";

const BOUND = Number.MAX_SAFE_INTEGER;

describe("an amount is split to the last cent", () => {
  test("the odd cent goes to the largest remainder, then the larger weight, then the first", () => {
    expect(splitAmount(100, [1, 1, 1])).toEqual([34, 33, 33]);
    // exact shares 14.5, 43.5, 29: equal remainders, the larger weight has it
    expect(splitAmount(87, [1, 3, 2])).toEqual([14, 44, 29]);
    expect(splitAmount(5, [0, 1, 0])).toEqual([0, 5, 0]);
    expect(splitAmount(0, [1, 2])).toEqual([0, 0]);
  });

  test("six lists of 47, 16, 15.8, 12, 6.1 and 3.1 thousand votes share ten seats", () => {
    // exact shares 4.7, 1.6, 1.58, 1.2, 0.61, 0.31: three seats left over, to the remainders .7, .61 and .6
    expect(splitAmount(10, [47_000, 16_000, 15_800, 12_000, 6_100, 3_100])).toEqual([5, 2, 1, 1, 1, 0]);
  });

  test("the largest amounts and the smallest weights lose nothing", () => {
    expect(splitAmount(BOUND, [1, 1])).toEqual([4_503_599_627_370_496, 4_503_599_627_370_495]);
    expect(splitAmount(BOUND, [5e-324, Number.MAX_VALUE])).toEqual([0, BOUND]);
    expect(splitAmount(-BOUND, [5e-324, 5e-324, 0])).toEqual([-4_503_599_627_370_496, -4_503_599_627_370_495, 0]);
  });

  test.each([
    [1.5, [1], "out_of_range"],
    [2 ** 53, [1], "out_of_range"],
    [Number.NaN, [1], "not_finite"],
    [1, [], "empty_input"],
    [1, [0, 0], "inconsistent"],
    [1, [-1, 2], "out_of_range"],
    [1, [Number.POSITIVE_INFINITY], "not_finite"],
    [1, ["2"], "invalid_type"],
  ])("splitting %s by %s is refused as %s", (total, weights, code) => {
    expect(() => splitAmount(total as number, weights as number[])).toThrow(expect.objectContaining({ code }));
  });
});

describe("laws of splitting", () => {
  const total = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(0, 1, -1, BOUND, -BOUND));
  const weight = fc.oneof(
    fc.integer({ min: 0, max: 5 }),
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, 5e-324, Number.MAX_VALUE, 0.1),
  );
  const weights = fc.array(weight, { minLength: 1, maxLength: 12 }).filter((list) => list.some((one) => one > 0));

  test("parts sum exactly to the whole, and a negative whole is split as its opposite", () => {
    fc.assert(
      fc.property(total, weights, (whole, list) => {
        const parts = splitAmount(whole, list);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(whole));
        expect(parts.map((part) => 0 - part)).toEqual(splitAmount(0 - whole, list));
        expect(parts.every((part) => !Object.is(part, -0) && (part === 0 || part < 0 === whole < 0))).toBe(true);
      }),
    );
  });

  test("each part lies within a cent of its exact share, and a weight of zero gets nothing", () => {
    fc.assert(
      fc.property(total, fc.array(fc.nat({ max: 1000 }), { minLength: 1 }), (whole, list) => {
        const sum = list.reduce((a, b) => a + b, 0);
        fc.pre(sum > 0);
        splitAmount(whole, list).forEach((part, i) => {
          const off = BigInt(part) * BigInt(sum) - BigInt(whole) * BigInt(list[i] as number);
          expect((off < 0n ? -off : off) < BigInt(sum)).toBe(true);
          if (list[i] === 0) expect(part).toBe(0);
        });
      }),
    );
  });

  test("only the ratios of the weights count, and the larger weight never gets less", () => {
    fc.assert(
      fc.property(total, fc.array(fc.nat({ max: 1000 }), { minLength: 1 }), (whole, list) => {
        fc.pre(list.some((one) => one > 0));
        const parts = splitAmount(whole, list).map(Math.abs);
        expect(
          splitAmount(
            whole,
            list.map((one) => one / 1024),
          ).map(Math.abs),
        ).toEqual(parts);
        const order = list.map((_, i) => i).sort((a, b) => (list[a] as number) - (list[b] as number));
        for (let k = 1; k < order.length; k++) {
          const [less, more] = [order[k - 1] as number, order[k] as number];
          if ((list[less] as number) < (list[more] as number)) {
            expect(parts[more] as number).toBeGreaterThanOrEqual(parts[less] as number);
          }
        }
      }),
    );
  });
});

describe("who gets how much of a deal", () => {
  const made = { type: "created", dealId: "d", at: 0, amountMinor: 1000, owner: "ann" } as const;
  const deal = (...events: OpportunityEvent[]): Opportunity =>
    replayOpportunity([made, ...events], { pipelines: [standardPipeline] }).state as Opportunity;
  const shares = [
    { owner: "ann", weight: 1 },
    { owner: "bo", weight: 2 },
  ];

  test("without an agreement the owner gets it all", () => {
    expect(splitOpportunity(deal())).toEqual({
      amountMinor: 1000,
      revenue: [{ owner: "ann", amountMinor: 1000 }],
      creditMinor: 1000,
      credit: [{ owner: "ann", amountMinor: 1000 }],
    });
  });

  test("credit follows the revenue until it is agreed apart; then it may come to more or less than the deal", () => {
    const agreed: OpportunityEvent = { type: "splits_agreed", dealId: "d", at: 1, revenue: shares };
    expect(splitOpportunity(deal(agreed))).toMatchObject({
      revenue: [{ amountMinor: 333 }, { amountMinor: 667 }],
      credit: [{ amountMinor: 333 }, { amountMinor: 667 }],
    });
    const overlay: OpportunityEvent = { type: "splits_agreed", dealId: "d", at: 2, credit: { per: 2, shares } };
    expect(splitOpportunity(deal(agreed, overlay))).toMatchObject({
      revenue: [{ amountMinor: 333 }, { amountMinor: 667 }],
      creditMinor: 1500,
      credit: [{ amountMinor: 500 }, { amountMinor: 1000 }],
    });
    // a seventh of 1,000 each to one and two: 428.57 in all, rounded once, then split without a remainder
    const little: OpportunityEvent = { type: "splits_agreed", dealId: "d", at: 2, credit: { per: 7, shares } };
    expect(splitOpportunity(deal(little))).toMatchObject({
      creditMinor: 429,
      credit: [{ amountMinor: 143 }, { amountMinor: 286 }],
    });
  });

  test("a won deal is split by what was signed", () => {
    const won: OpportunityEvent = { type: "won", dealId: "d", at: 1, signedAmountMinor: 901 };
    expect(splitOpportunity(deal(won))).toMatchObject({ amountMinor: 901, revenue: [{ amountMinor: 901 }] });
  });

  test("no amount or no owner: it abstains", () => {
    const bare = (event: object) =>
      replayOpportunity([event as OpportunityEvent], { pipelines: [standardPipeline] }).state as Opportunity;
    expect(splitOpportunity(bare({ type: "created", dealId: "d", at: 0, owner: "ann" }))).toEqual({
      abstained: { code: "opportunity_amount_missing", params: { deal: "d" } },
    });
    expect(splitOpportunity(bare({ type: "created", dealId: "d", at: 0, amountMinor: 1 }))).toEqual({
      abstained: { code: "opportunity_owner_missing", params: { deal: "d" } },
    });
  });

  test("credit beyond what numbers hold exactly is refused", () => {
    const huge = { ...deal(), amountMinor: BOUND, creditSplit: { per: 1, shares } };
    expect(() => splitOpportunity(huge)).toThrow(expect.objectContaining({ code: "out_of_range" }));
  });

  test("revenue and credit are conserved, whatever was agreed", () => {
    const list = fc
      .uniqueArray(fc.record({ owner: fc.string({ minLength: 1 }), weight: fc.nat({ max: 1e6 }) }), {
        selector: (one) => one.owner,
        minLength: 1,
        maxLength: 8,
      })
      .filter((all) => all.some((one) => one.weight > 0));
    fc.assert(
      fc.property(
        fc.nat({ max: 1e6 }),
        list,
        list,
        fc.integer({ min: 1, max: 1e9 }),
        (amountMinor, revenue, credit, per) => {
          const parts = splitOpportunity({
            ...deal(),
            amountMinor,
            revenueSplit: revenue,
            creditSplit: { per, shares: credit },
          });
          if ("abstained" in parts) throw new Error("abstained");
          const sum = (all: readonly { amountMinor: number }[]) =>
            all.reduce((a, one) => a + BigInt(one.amountMinor), 0n);
          expect(sum(parts.revenue)).toBe(BigInt(amountMinor));
          expect(sum(parts.credit)).toBe(BigInt(parts.creditMinor));
          const weight = credit.reduce((a, one) => a + BigInt(one.weight), 0n);
          const off = 2n * (BigInt(parts.creditMinor) * BigInt(per) - BigInt(amountMinor) * weight);
          expect(off <= BigInt(per) && -off <= BigInt(per)).toBe(true);
        },
      ),
    );
  });
});
