import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import {
  assignLoyalty,
  assignLoyaltyColumn,
  explainLoyalty,
  fitLoyalty,
  type LoyaltyModel,
  loyaltyQuadrants,
  measureNps,
  quadrantChart,
  type RatingScale,
  summarizeLoyalty,
} from "../../src/loyalty/index.ts";
import { loyaltyModelSpec } from "../../src/loyalty/quadrant/schema.ts";
import { expectClose } from "../support/close.ts";
import { axes } from "./support.ts";

// whole scales tie all the time, fractional ones never; tiny and shifted scales show absolute tolerances up
const scale: fc.Arbitrary<RatingScale> = fc.constantFrom(
  { min: 1, max: 5 },
  { min: 0, max: 10 },
  { min: -3, max: 3 },
  { min: 0, max: 1 },
  { min: 0, max: 1e-9 },
  { min: 1e6, max: 1e6 + 7 },
);

function rating({ min, max }: RatingScale): fc.Arbitrary<number> {
  const fraction = fc.oneof(
    fc.constantFrom(0, 0.5, 1),
    fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
  );
  const exact = fc.oneof(fraction, fc.double({ min: 0, max: 1, noNaN: true }));
  return exact.map((share) => Math.min(max, min + share * (max - min)));
}

const book = fc.tuple(scale, scale, fc.constantFrom(0, 0.2, 0.5, 1)).chain(([s, l, zone]) =>
  fc.record({
    rows: fc.array(
      fc.record({
        satisfaction: rating(s),
        loyalty: rating(l),
        revenue: fc.oneof(fc.constantFrom(0, 1, 1e9, 1e-9), fc.double({ min: 0, max: 1e6, noNaN: true })),
      }),
      { minLength: 1, maxLength: 60 },
    ),
    options: fc.constant({
      ...axes,
      satisfactionScale: s,
      loyaltyScale: l,
      indifference: { satisfaction: zone * (s.max - s.min), loyalty: (zone / 2) * (l.max - l.min) },
    }),
  }),
);

const freeze = <T>(value: T): T => {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
};

/** The next double above a value. */
function above(value: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  if (value === 0) return Number.MIN_VALUE;
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}
const below = (value: number): number => -above(-value);

describe("a fitted model", () => {
  test("is its own JSON round trip and loads", () => {
    fc.assert(
      fc.property(book, ({ rows, options }) => {
        const model = fitLoyalty(rows, options);
        const wire = JSON.parse(JSON.stringify(model));
        expect(wire).toEqual(model);
        expect(loadModel(loyaltyModelSpec, wire)).toEqual(model);
      }),
    );
  });

  test("does not depend on the order of customers, and leaves its input alone", () => {
    fc.assert(
      fc.property(book, ({ rows, options }) => {
        const model = fitLoyalty(freeze(rows), freeze(options));
        expect(fitLoyalty([...rows].reverse(), options)).toEqual(model);
      }),
    );
  });

  test("counts every customer once", () => {
    fc.assert(
      fc.property(book, ({ rows, options }) => {
        const { counts, customers } = fitLoyalty(rows, options).fittedOn;
        expect(Object.values(counts).reduce((total, n) => total + n, 0)).toBe(customers);
        expect(customers).toBe(rows.length);
      }),
    );
  });
});

describe("a quadrant", () => {
  test("is the same one by one, by column, by explanation and after JSON", () => {
    fc.assert(
      fc.property(book, ({ rows, options }) => {
        const model = fitLoyalty(rows, options);
        const wire: LoyaltyModel = JSON.parse(JSON.stringify(model));
        const satisfaction = Float64Array.from(rows, (row) => row.satisfaction);
        const column = assignLoyaltyColumn(
          wire,
          satisfaction,
          rows.map((row) => row.loyalty),
        );
        rows.forEach((row, i) => {
          const quadrant = assignLoyalty(model, row);
          expect(loyaltyQuadrants[column[i] as number]).toBe(quadrant);
          expect(explainLoyalty(model, row).quadrant).toBe(quadrant);
        });
      }),
    );
  });

  test("never gets worse by a higher rating: more satisfaction never leaves the satisfied side", () => {
    const rank = { hostage: 0, defector: 0, indifferent: 1, apostle: 2, mercenary: 2 } as const;
    fc.assert(
      fc.property(book, ({ rows, options }) => {
        const model = fitLoyalty(rows, options);
        const loyalty = options.loyaltyScale.max;
        const ordered = rows.map((row) => row.satisfaction).sort((a, b) => a - b);
        const ranks = ordered.map((satisfaction) => rank[assignLoyalty(model, { satisfaction, loyalty })]);
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }),
    );
  });

  test("changes as explainLoyalty says when a rating moves to, or just past, the named cut", () => {
    fc.assert(
      fc.property(book, ({ rows, options }) => {
        const model = fitLoyalty(rows, options);
        for (const row of rows) {
          for (const { axis, direction, to, reached, quadrant } of explainLoyalty(model, row).moves) {
            const target = reached ? to : direction === "rise" ? above(to) : below(to);
            expect(assignLoyalty(model, { ...row, [axis]: target })).toBe(quadrant);
          }
        }
      }),
    );
  });
});

describe("a summary", () => {
  test("loses no customer and no value", () => {
    fc.assert(
      fc.property(book, ({ rows, options }) => {
        const model = fitLoyalty(rows, options);
        const summary = summarizeLoyalty(model, rows, { ...axes, value: (row) => row.revenue });
        const total = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0);
        expect(total(summary.groups.map((group) => group.n))).toBe(rows.length);
        expect(total(summary.cells.map((cell) => cell.n))).toBe(rows.length);
        expectClose(total(summary.groups.map((group) => group.share.value)), 1, 1e-12);
        expectClose(
          total(summary.groups.map((group) => group.value ?? Number.NaN)),
          summary.value ?? Number.NaN,
          1e-12,
        );
        if (summary.notes.length === 0) {
          expectClose(total(summary.groups.map((group) => group.valueShare ?? Number.NaN)), 1, 1e-12);
        }
        for (const { share } of summary.groups) {
          expect(share.interval.lower).toBeLessThanOrEqual(share.value);
          expect(share.interval.upper).toBeGreaterThanOrEqual(share.value);
        }
        expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
      }),
    );
  });

  test("has the same counts and cells in any order of customers, and leaves its input alone", () => {
    fc.assert(
      fc.property(book, ({ rows, options }) => {
        const model = freeze(fitLoyalty(rows, options));
        const forwards = summarizeLoyalty(model, freeze(rows), axes);
        const backwards = summarizeLoyalty(model, [...rows].reverse(), axes);
        expect(backwards.cells).toEqual(forwards.cells);
        expect(backwards.groups.map((group) => group.share)).toEqual(forwards.groups.map((group) => group.share));
        expect(quadrantChart(freeze(forwards))).toBeDefined();
      }),
    );
  });
});

describe("a net promoter score", () => {
  const count = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1_000_000 }));
  const counts = fc
    .record({ promoters: count, passives: count, detractors: count })
    .filter(({ promoters, passives, detractors }) => promoters + passives + detractors > 0);

  test("lies between −100 and 100, inside its own interval", () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(0.05, 0.5, 0.95, 0.9999), (answers, level) => {
        const { value, interval } = measureNps(freeze(answers), { level });
        expect(interval.lower).toBeGreaterThanOrEqual(-100);
        expect(interval.upper).toBeLessThanOrEqual(100);
        expect(interval.lower).toBeLessThanOrEqual(value);
        expect(interval.upper).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  test("rises with every promoter and falls with every detractor", () => {
    fc.assert(
      fc.property(counts, (answers) => {
        const { value } = measureNps(answers);
        expect(measureNps({ ...answers, promoters: answers.promoters + 1 }).value).toBeGreaterThanOrEqual(value);
        expect(measureNps({ ...answers, detractors: answers.detractors + 1 }).value).toBeLessThanOrEqual(value);
      }),
    );
  });

  test("does not depend on the order of answers, and leaves them alone", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1 }), (ratings) => {
        expect(measureNps([...ratings].reverse())).toEqual(measureNps(freeze(ratings)));
      }),
    );
  });
});
