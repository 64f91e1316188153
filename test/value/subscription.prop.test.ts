import fc from "fast-check";
import { expect, test } from "vitest";
import {
  fitBdw,
  fitSbg,
  forecastTenure,
  measureValueLevers,
  mergeTenureStates,
  predictContractValue,
  predictTenure,
  type TenureModel,
  tenureStateOf,
} from "../../src/value/index.ts";

const size = fc.oneof(fc.constantFrom(1e-15, 1e-6, 1, 1e6, 1e15), fc.double({ min: 0.01, max: 100, noNaN: true }));
const shape = fc.oneof(fc.constantFrom(0.01, 1, 100), fc.double({ min: 0.3, max: 3, noNaN: true }));
const written = (alpha: number, beta: number, c?: number): TenureModel => {
  const rest = { version: 1, unit: "month", level: 0.95, fittedOn: { customers: 0, periods: 0, notes: [] } } as const;
  return c === undefined
    ? { kind: "sbg", ...rest, parameters: { alpha, beta } }
    : { kind: "bdw", ...rest, parameters: { alpha, beta, c } };
};
const model = fc.tuple(size, size, fc.option(shape, { nil: undefined })).map(([a, b, c]) => written(a, b, c));
/** Survivors that fall by any steps, none and all among them. */
const survivors = fc
  .tuple(
    fc.integer({ min: 1, max: 1e6 }),
    fc.array(fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 9,
    }),
  )
  .map(([start, stays]) => {
    const counts = [start];
    for (const stay of stays) counts.push(Math.floor((counts.at(-1) as number) * stay));
    return counts;
  });

/** Every number inside a value. */
function numbersOf(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

test("survival never rises and stays a share, whatever the parameters", () => {
  fc.assert(
    fc.property(model, fc.integer({ min: 0, max: 10_000 }), (own, from) => {
      const curve = forecastTenure(own, { periods: 40, from });
      const survival = curve.map((point) => point.survival.value);
      const rises = survival.findIndex((value, t) => !(value <= (survival[t - 1] ?? 1) * (1 + 1e-12) && value >= 0));
      expect(rises).toBe(-1);
      const retention = curve.slice(1).map((point) => point.retention?.value ?? Number.NaN);
      expect(retention.every((value) => value >= 0 && value <= 1)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test("sBG retention rises with tenure, and a customer is worth the more the longer they have stayed", () => {
  fc.assert(
    fc.property(size, size, fc.double({ min: 1e-9, max: 10, noNaN: true }), (alpha, beta, discountRate) => {
      const own = written(alpha, beta);
      const retention = forecastTenure(own, { periods: 50 }).map((point) => point.retention?.value ?? 0);
      const falls = retention.findIndex((value, t) => t > 1 && value < (retention[t - 1] as number) * (1 - 1e-12));
      expect(falls).toBe(-1);
      const worth = (periodsServed: number): number => predictTenure(own, { discountRate, periodsServed }).value;
      expect(Number.isFinite(worth(0))).toBe(true);
      expect(worth(7)).toBeGreaterThanOrEqual(worth(2) * (1 - 1e-9));
    }),
    { numRuns: 60 },
  );
});

test("survival is the product of retention", () => {
  fc.assert(
    fc.property(size, size, fc.option(fc.double({ min: 0.3, max: 3, noNaN: true }), { nil: undefined }), (a, b, c) => {
      let product = 1;
      const apart = forecastTenure(written(a, b, c), { periods: 30 }).map(({ survival, retention }) => {
        product *= retention?.value ?? 1;
        return Math.abs(survival.value - product) / Math.max(product, 1e-3);
      });
      expect(Math.max(...apart)).toBeLessThan(1e-9);
    }),
    { numRuns: 100 },
  );
});

test("BdW with c = 1 is sBG", () => {
  fc.assert(
    fc.property(size, size, (alpha, beta) => {
      const values = (own: TenureModel): number[] => numbersOf(forecastTenure(own, { periods: 20 }));
      expect(values(written(alpha, beta, 1))).toEqual(values(written(alpha, beta)));
    }),
    { numRuns: 50 },
  );
});

test("any cohorts are fitted without NaN or infinity; order and shards change nothing", () => {
  fc.assert(
    fc.property(fc.array(survivors, { minLength: 1, maxLength: 3 }), (all) => {
      const cohorts = all.map((counts) => ({ unit: "week" as const, survivors: counts }));
      for (const fitted of [fitSbg(cohorts), fitBdw(cohorts)]) {
        expect(numbersOf(fitted).every(Number.isFinite)).toBe(true);
        expect(numbersOf(forecastTenure(fitted, { periods: 30 })).every(Number.isFinite)).toBe(true);
        expect(numbersOf(predictTenure(fitted, { discountRate: 0.01 })).every(Number.isFinite)).toBe(true);
      }
      expect(fitSbg([...cohorts].reverse())).toEqual(fitSbg(cohorts));
      expect(mergeTenureStates(cohorts.map((cohort) => tenureStateOf([cohort])))).toEqual(tenureStateOf(cohorts));
    }),
    { numRuns: 25 },
  );
});

test("value rises with margin and retention and falls with the price of time, without NaN or infinity", () => {
  const rate = fc.oneof(fc.constantFrom(0, 1, 0.5), fc.double({ min: 0, max: 1, noNaN: true }));
  const terms = fc.record({
    unit: fc.constant("year" as const),
    margin: fc.double({ min: 0, max: 1e6, noNaN: true }),
    retentionRate: rate,
    discountRate: fc.oneof(fc.constantFrom(0, 1e100), rate),
    discounting: fc.constantFrom("periodic" as const, "continuous" as const),
    payment: fc.constantFrom("start" as const, "end" as const, "continuous" as const),
    marginGrowth: fc.double({ min: -0.9, max: 0.5, noNaN: true }),
    periods: fc.integer({ min: 1, max: 200 }),
  });
  const worth = (of: Parameters<typeof predictContractValue>[0]): number => {
    const value = predictContractValue(of);
    if ("abstained" in value) throw new Error("abstained");
    expect(numbersOf(value).every(Number.isFinite)).toBe(true);
    return value.value;
  };
  fc.assert(
    fc.property(terms, rate, (own, other) => {
      const value = worth(own);
      const [low, high] = [own.retentionRate, other].sort((a, b) => a - b) as [number, number];
      expect(worth({ ...own, retentionRate: high })).toBeGreaterThanOrEqual(
        worth({ ...own, retentionRate: low }) * (1 - 1e-12),
      );
      expect(worth({ ...own, discountRate: own.discountRate + other })).toBeLessThanOrEqual(value * (1 + 1e-12));
      expect(Math.abs(worth({ ...own, margin: own.margin * 2 }) - 2 * value)).toBeLessThanOrEqual(
        1e-9 * value + 1e-300,
      );
      if (own.retentionRate < 1e-6) return;
      const levers = measureValueLevers({ ...own, price: 10 });
      if ("abstained" in levers) throw new Error("abstained");
      expect(numbersOf(levers).every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 150 },
  );
});
