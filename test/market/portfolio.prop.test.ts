import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  assignPortfolio,
  marketingChecklists,
  measureChecklist,
  measurePest,
  measurePortfolio,
  measureSpan,
  type PestFactor,
  type PortfolioFigure,
  type PortfolioPosition,
  type PortfolioUnit,
  planTows,
  type SwotItem,
  type TowsLink,
} from "../../src/market/index.ts";

/** A figure with or without doubt, on both sides of its cut and at it. */
const figure = (values: readonly number[], spread: number): fc.Arbitrary<PortfolioFigure> =>
  fc
    .tuple(fc.constantFrom(...values), fc.double({ min: 0, max: spread, noNaN: true }), fc.boolean())
    .map(([value, half, sure]) =>
      sure ? value : { value, interval: { lower: value - half, upper: value + 2 * half, level: 0.9 } },
    );

const unit: fc.Arbitrary<Omit<PortfolioUnit, "id">> = fc.record(
  {
    revenue: fc.oneof(fc.constantFrom(0, 1, 1, 1e12), fc.double({ min: 0, max: 1e6, noNaN: true })),
    relativeShare: figure([0.2, 0.5, 1, 1, 3], 0.19),
    growth: figure([-0.1, 0, 0.1, 0.1, 0.4], 0.3),
    cashGenerated: fc.double({ min: 0, max: 1e6, noNaN: true }),
    cashNeeded: fc.constantFrom(0, 5),
  },
  { requiredKeys: ["revenue"] },
);
const units: fc.Arbitrary<PortfolioUnit[]> = fc
  .array(unit, { maxLength: 6 })
  .map((rows) => rows.map((row, i) => ({ ...row, id: i === 0 ? "__proto__" : `u${i}` })));
const seeded = { numRuns: 60, seed: 11 } as const;
const turned = <T>(list: readonly T[], by: number): T[] => [...list.slice(by), ...list.slice(0, by)].reverse();

describe("laws of the portfolio", () => {
  test("the order of businesses, now or before, changes nothing", () => {
    fc.assert(
      fc.property(units, units, fc.nat(5), (now, previous, by) => {
        const options = { previous };
        expect(measurePortfolio(turned(now, by), { previous: turned(previous, by) })).toEqual(
          measurePortfolio(now, options),
        );
      }),
      seeded,
    );
  });

  test("chances sum to one, shares and expected shares too", () => {
    fc.assert(
      fc.property(units, (rows) => {
        const report = measurePortfolio(rows);
        for (const { chances } of report.positions) {
          expect(Object.values(chances).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        }
        expect(report.positions.length + report.unplaced.length).toBe(rows.length);
        if (report.size === 0) return;
        expect(report.quadrants.reduce((sum, q) => sum + q.share, 0)).toBeCloseTo(1, 9);
        expect(report.quadrants.reduce((sum, q) => sum + (q.expectedShare?.value ?? 0), 0)).toBeCloseTo(1, 9);
        for (const { expectedShare } of report.quadrants) {
          if (expectedShare === undefined) continue;
          expect(expectedShare.interval.lower).toBeLessThanOrEqual(expectedShare.value);
          expect(expectedShare.interval.upper).toBeGreaterThanOrEqual(expectedShare.value);
        }
      }),
      seeded,
    );
  });

  test("more growth never lowers the chance of a fast market", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.5, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (g, more) => {
          const at = (growth: number) =>
            assignPortfolio({
              id: "a",
              revenue: 1,
              relativeShare: 1,
              growth: { value: growth, interval: { lower: growth - 0.1, upper: growth + 0.2, level: 0.95 } },
            }) as PortfolioPosition;
          expect(at(g + more).y.highChance).toBeGreaterThanOrEqual(at(g).y.highChance);
        },
      ),
      seeded,
    );
  });

  test("a larger unit of money changes no share", () => {
    fc.assert(
      fc.property(units, (rows) => {
        const times = (x: number | undefined) => (x === undefined ? {} : x * 64);
        const larger = rows.map((row) => ({ ...row, revenue: times(row.revenue) as number }));
        expect(measurePortfolio(larger).quadrants.map((q) => q.expectedShare)).toEqual(
          measurePortfolio(rows).quadrants.map((q) => q.expectedShare),
        );
      }),
      seeded,
    );
  });

  test("weights of criteria count against each other alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(1, 2, 3), { minLength: 3, maxLength: 3 }),
        fc.constantFrom(0.5, 4),
        (w, by) => {
          const criteria = (factor: number) =>
            ["a", "b", "c"].map((id, i) => ({
              id,
              axis: i < 2 ? ("attractiveness" as const) : ("position" as const),
              weight: (w[i] as number) * factor,
            }));
          const rows = [{ id: "x", size: 1, ratings: { a: 2, b: 5, c: 3 } }];
          expect(measureSpan(rows, { criteria: criteria(by) })).toEqual(measureSpan(rows, { criteria: criteria(1) }));
        },
      ),
      seeded,
    );
  });
});

const KINDS = ["strength", "weakness", "opportunity", "threat"] as const;
const swot: fc.Arbitrary<{ items: SwotItem[]; links: TowsLink[] }> = fc
  .record({
    impacts: fc.array(fc.record({ impact: fc.integer({ min: 0, max: 5 }), likelihood: fc.constantFrom(0, 0.3, 1) }), {
      minLength: 4,
      maxLength: 8,
    }),
    strengths: fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 16, maxLength: 16 }),
  })
  .map(({ impacts, strengths }) => {
    const items = impacts.map((item, i) => ({ ...item, id: `i${i}`, kind: KINDS[i % 4] as SwotItem["kind"] }));
    const inside = items.filter((_, i) => i % 4 < 2);
    const outside = items.filter((_, i) => i % 4 > 1);
    const links = inside.flatMap((a, i) =>
      outside.flatMap((b, j) => {
        const strength = strengths[(4 * i + j) % 16] as number;
        return strength > 0 ? [{ internal: a.id, external: b.id, strength }] : [];
      }),
    );
    return { items, links };
  });

describe("laws of SWOT and PEST", () => {
  test("the order of items and links changes nothing, ties included", () => {
    fc.assert(
      fc.property(swot, fc.nat(7), ({ items, links }, by) => {
        const options = { draws: 100 };
        expect(planTows(turned(items, by), turned(links, by), options)).toEqual(planTows(items, links, options));
      }),
      { numRuns: 30, seed: 3 },
    );
  });

  test("every item is named by a pair or listed as unmatched, and without doubt every rank is stable", () => {
    fc.assert(
      fc.property(swot, ({ items, links }) => {
        const plan = planTows(items, links, { ratingSd: 0, draws: 100 });
        const paired = new Set(plan.pairs.flatMap(({ internal, external }) => [internal, external]));
        const loose = Object.values(plan.unmatched).flat();
        expect(paired.size + loose.length).toBe(items.length);
        expect(plan.pairs.every(({ rankChance, stable }) => rankChance === 1 && stable)).toBe(true);
      }),
      { numRuns: 30, seed: 4 },
    );
  });

  test("the order of factors changes nothing, and areas sum to their factors", () => {
    const factor = fc.record({
      impact: fc.integer({ min: -5, max: 5 }),
      likelihood: fc.constantFrom(0, 0.5, 1),
      horizonMonths: fc.constantFrom(0, 24, 1e6),
      area: fc.constantFrom("political", "economic", "social", "technological"),
    });
    fc.assert(
      fc.property(fc.array(factor, { maxLength: 6 }), fc.nat(5), (rows, by) => {
        const factors = rows.map((row, i) => ({ ...row, id: `f${i}` })) as PestFactor[];
        const report = measurePest(factors, { draws: 100 });
        expect(measurePest(turned(factors, by), { draws: 100 })).toEqual(report);
        expect(report.areas.reduce((sum, { net }) => sum + net.value, 0)).toBeCloseTo(
          report.factors.reduce((sum, { score }) => sum + score, 0),
          9,
        );
      }),
      { numRuns: 30, seed: 5 },
    );
  });
});

describe("laws of checklists", () => {
  const questions = marketingChecklists.flatMap(({ elements }) =>
    elements.flatMap((element) => element.questions.map(({ id }) => id)),
  );

  test("one more answer never lowers completeness and adds exactly its worth", () => {
    fc.assert(
      fc.property(fc.subarray(questions), fc.nat(40), (given, at) => {
        const answers = given.map((question) => ({ question, answer: "yes" }));
        const before = measureChecklist(answers, marketingChecklists);
        expect(measureChecklist([...answers].reverse(), marketingChecklists)).toEqual(before);
        if (before.next.length === 0) expect(before.completeness).toBeCloseTo(1, 12);
        const next = before.next[at % before.next.length];
        if (next === undefined) return;
        const after = measureChecklist([...answers, { question: next.question, answer: 0 }], marketingChecklists);
        expect(after.completeness - before.completeness).toBeCloseTo(next.worth, 12);
      }),
      seeded,
    );
  });
});
