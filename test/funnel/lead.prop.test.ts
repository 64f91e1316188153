import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainLead, fitLeadScore, type LeadScoreModel, scoreLead, scoreLeadColumn } from "../../src/funnel/index.ts";
import { brierScore, isotonicRegression, reliabilityTable, rocAuc, stratifiedFolds } from "../../src/math/index.ts";

const value = fc.oneof(
  fc.constantFrom("a", "b", "__proto__", "constructor", "", " "),
  fc.constant(null),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
);
const number = fc.oneof(
  fc.constant(null),
  fc.constantFrom(0, -0, 1e-300, 1e150, -1e150, 5),
  fc.double({ min: -10, max: 10, noNaN: true }),
);
const lead = fc.record({
  source: value,
  size: number,
  tags: fc.oneof(fc.constant(null), fc.array(fc.constantFrom("x", "y", "__proto__"), { maxLength: 3 })),
  won: fc.constantFrom(true, false, undefined),
});
const book = fc.array(lead, { minLength: 30, maxLength: 60 });
const method = fc.constantFrom("naive_bayes", "logistic");
const calibration = fc.constantFrom("none", "platt", "isotonic");
const fields = ["source", { id: "size", kind: "number" }, { id: "tags", kind: "tags" }] as const;

const learn = (rows: readonly object[], options: object): LeadScoreModel | undefined => {
  const model = fitLeadScore(
    rows as never,
    {
      fields,
      won: (row: { won?: boolean }) => row.won,
      folds: 3,
      minimum: 4,
      ...options,
    } as never,
  );
  return "abstained" in model ? undefined : model;
};

describe("laws of the lead score", () => {
  test("chances stay inside their limits, the column is the single score, contributions sum to the log-odds", () => {
    fc.assert(
      fc.property(book, method, calibration, (rows, how, bend) => {
        const model = learn(rows, { method: how, calibration: bend });
        if (model === undefined) return;
        const column = scoreLeadColumn(model, rows);
        rows.forEach((row, i) => {
          const { chance, interval, coverage, base, contributions, calibration: added } = explainLead(model, row);
          expect(chance).toBe(column[i]);
          expect(chance).toBe(scoreLead(model, row).chance);
          expect(chance).toBeGreaterThanOrEqual(1e-4);
          expect(chance).toBeLessThanOrEqual(1 - 1e-4);
          expect(coverage).toBeGreaterThanOrEqual(0);
          expect(coverage).toBeLessThanOrEqual(1);
          if (interval !== undefined) {
            expect(interval.lower).toBeLessThanOrEqual(chance);
            expect(interval.upper).toBeGreaterThanOrEqual(chance);
          }
          const raw = contributions.reduce((sum, { logOdds }) => sum + logOdds, base);
          expect(Math.abs(raw + added - Math.log(chance / (1 - chance)))).toBeLessThan(1e-9 * (1 + Math.abs(raw)));
        });
      }),
      { numRuns: 40 },
    );
  });

  test("the order of the leads leaves no trace, and the model survives JSON", () => {
    fc.assert(
      fc.property(book, method, calibration, fc.integer(), (rows, how, bend, seed) => {
        const options = { method: how, calibration: bend, seed };
        const model = learn(rows, options);
        expect(learn([...rows].reverse(), options)).toEqual(model);
        if (model !== undefined) expect(JSON.parse(JSON.stringify(model))).toEqual(model);
      }),
      { numRuns: 30 },
    );
  });
});

describe("laws of the judgement", () => {
  const pairs = fc.array(fc.tuple(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.7, 1, 1e-300), fc.constantFrom(0, 1)), {
    minLength: 1,
    maxLength: 60,
  });
  const columns = (rows: readonly (readonly [number, number])[]) =>
    [rows.map(([p]) => p), rows.map(([, y]) => y)] as const;

  test("the Brier score is the sum of its parts, without remainder in few steps, whatever the order", () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [p, y] = columns(rows);
        const { value, reliability, resolution, uncertainty, remainder, interval } = brierScore(p, y);
        expect(Math.abs(reliability - resolution + uncertainty + remainder - value)).toBeLessThan(1e-12);
        expect(Math.abs(remainder)).toBeLessThan(1e-12);
        expect(interval.lower).toBeLessThanOrEqual(value);
        expect(interval.upper).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  test("turning outcomes round turns the area round; only the order of scores counts", () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [p, y] = columns(rows);
        const area = rocAuc(p, y);
        const turned = rocAuc(
          p,
          y.map((outcome) => 1 - outcome),
        );
        expect(turned === undefined).toBe(area === undefined);
        if (area === undefined || turned === undefined) return;
        expect(Math.abs(area.value + turned.value - 1)).toBeLessThan(1e-12);
        expect(area.interval.lower).toBeLessThanOrEqual(area.value);
        expect(area.interval.upper).toBeGreaterThanOrEqual(area.value);
        expect(Math.abs(area.interval.lower + turned.interval.upper - 1)).toBeLessThan(1e-9);
        expect(
          rocAuc(
            p.map((x) => 3 * Math.sqrt(x)),
            y,
          ),
        ).toEqual(area);
      }),
    );
  });

  test("groups and steps hold every row once, and steps rise", () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 12 }), (rows, bins) => {
        const [p, y] = columns(rows);
        const table = reliabilityTable(p, y, { bins });
        expect(table.reduce((n, bin) => n + bin.n, 0)).toBe(rows.length);
        expect(table.length).toBeLessThanOrEqual(bins);
        for (const { from, to, meanForecast } of table) {
          expect(meanForecast).toBeGreaterThanOrEqual(from);
          expect(meanForecast).toBeLessThanOrEqual(to);
        }
        const steps = isotonicRegression(p, y);
        expect(steps.reduce((n, step) => n + step.n, 0)).toBe(rows.length);
        steps.forEach((step, i) => {
          if (i > 0) expect(step.mean).toBeGreaterThan(steps[i - 1]?.mean ?? 2);
        });
      }),
    );
  });

  test("parts differ by one row at most in every class", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1, 7), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 2, max: 6 }),
        fc.integer(),
        (classes, folds, seed) => {
          const dealt = stratifiedFolds(classes, { folds, seed });
          for (const kind of new Set(classes)) {
            const sizes = Array.from(
              { length: folds },
              (_, k) => dealt.filter((part, i) => part === k && classes[i] === kind).length,
            );
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
