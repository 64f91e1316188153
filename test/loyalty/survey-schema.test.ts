import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRecords } from "../../src/core/index.ts";
import { compareWaves, measureCes, measureComplaints, measureCsat, measureNps } from "../../src/loyalty/index.ts";
import {
  cesEstimateSchema,
  complaintCountsSchema,
  complaintEstimateSchema,
  csatCountsSchema,
  csatEstimateSchema,
  npsCountsSchema,
  npsEstimateSchema,
  waveComparisonSchema,
} from "../../src/schemas.ts";

const wire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const answers = (max: number) => fc.array(fc.integer({ min: 0, max }), { minLength: 1, maxLength: 40 });
const seven = (ratings: readonly number[]) => ratings.map((rating) => rating + 1);

describe("every figure that is measured passes its own schema after a trip through JSON", () => {
  test("scores of answers with weights and a population", () => {
    fc.assert(
      fc.property(answers(10), answers(10), fc.integer({ min: 0, max: 60 }), (before, after, more) => {
        const read = (ratings: readonly number[]) => ({
          weights: ratings.map((rating) => 1 + (rating % 3)),
          population: ratings.length + more,
        });
        const [first, second] = [measureNps(before, read(before)), measureNps(after, read(after))];
        expect(npsEstimateSchema.parse(wire(first))).toEqual(first);
        const change = compareWaves(npsEstimateSchema.parse(wire(first)), npsEstimateSchema.parse(wire(second)));
        expect(change).toEqual(compareWaves(first, second));
        expect(waveComparisonSchema.parse(wire(change))).toEqual(change);
        for (const method of ["wilson", "jeffreys"] as const) {
          const share = measureCsat(before, { scale: { min: 0, max: 10 }, method, ...read(before) });
          expect(csatEstimateSchema.parse(wire(share))).toEqual(share);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("effort and complaints", () => {
    fc.assert(
      fc.property(
        answers(6),
        fc.integer({ min: 0, max: 50 }),
        fc.double({ min: 0.1, max: 1e6, noNaN: true }),
        (effort, n, exposure) => {
          const ces = measureCes(seven(effort));
          expect(cesEstimateSchema.parse(wire(ces))).toEqual(ces);
          const rate = measureComplaints(
            [
              { complaints: n, exposure },
              { complaints: 2 * n, exposure: 1 },
            ],
            { per: 1000 },
          );
          expect(complaintEstimateSchema.parse(wire(rate))).toEqual(rate);
          const change = compareWaves(rate, measureComplaints({ complaints: n, exposure: 3 }, { per: 1000 }));
          expect(waveComparisonSchema.parse(wire(change))).toEqual(change);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("what does not hold together is refused", () => {
  const nps = measureNps({ promoters: 18, passives: 11, detractors: 2 });
  const csat = measureCsat([5, 4, 2], { scale: { min: 1, max: 5 } });
  const ces = measureCes([7, 6, 2]);
  const complaints = measureComplaints({ complaints: 3, exposure: 1200 });
  test.each([
    ["counts that do not sum to n", npsEstimateSchema, { ...nps, promoters: 17 }],
    ["a score that its shares do not give", npsEstimateSchema, { ...nps, promoterShare: 0.1 }],
    ["a value outside its interval", npsEstimateSchema, { ...nps, interval: { ...nps.interval, upper: 50 } }],
    ["a population below n", npsEstimateSchema, { ...nps, population: 30 }],
    ["more effective answers than answers", csatEstimateSchema, { ...csat, effectiveN: 4 }],
    ["another metric", csatEstimateSchema, nps],
    ["an unknown field", csatEstimateSchema, { ...csat, extra: 1 }],
    ["a scale upside down", csatEstimateSchema, { ...csat, scale: { min: 5, max: 1 } }],
    ["effort off its scale", cesEstimateSchema, { ...ces, scale: { min: 1, max: 4 } }],
    ["complaints without exposure", complaintEstimateSchema, { ...complaints, exposure: 0 }],
    ["complaints that are not n", complaintEstimateSchema, { ...complaints, complaints: 4 }],
    [
      "an interval upside down",
      complaintEstimateSchema,
      { ...complaints, interval: { lower: 2, upper: 1, level: 0.9 } },
    ],
    ["a certain interval", npsEstimateSchema, { ...nps, interval: { ...nps.interval, level: 1 } }],
    ["a change outside its interval", waveComparisonSchema, { ...compareWaves(nps, nps), difference: 150 }],
  ])("%s", (_, schema, value) => {
    expect(schema.safeParse(wire(value)).success).toBe(false);
  });
});

test("counted answers are taken row by row, and no row is lost", () => {
  const rows = [
    { promoters: 3, passives: 1, detractors: 0, month: "May" },
    { promoters: 0, passives: 0, detractors: 0 },
  ];
  const { accepted, rejected } = parseRecords(npsCountsSchema, rows);
  expect(accepted).toEqual([{ promoters: 3, passives: 1, detractors: 0 }]);
  expect(rejected.map((row) => row.index)).toEqual([1]);
  expect(csatCountsSchema.safeParse({ satisfied: 1.5, others: 0 }).success).toBe(false);
  expect(complaintCountsSchema.safeParse({ complaints: 1, exposure: 0 }).success).toBe(false);
  expect(complaintCountsSchema.safeParse({ complaints: 0, exposure: 0 }).success).toBe(true);
});
