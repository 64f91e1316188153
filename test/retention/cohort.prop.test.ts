import fc from "fast-check";
import { expect, test } from "vitest";
import { measureCohorts } from "../../src/retention/index.ts";
import { toIsoDate } from "../../src/time/index.ts";

const unit = fc.constantFrom("day", "week", "month", "quarter", "year" as const);
const day = fc.integer({ min: 19_700, max: 19_900 });
const order = fc.record({
  customer: fc.constantFrom("a", "b", "__proto__", "constructor", "c"),
  day,
  amount: fc.constantFrom(0, 1, -5, 1e-9, 1e12, -1e12, 33.3),
});

const contract = fc.record({ day, stay: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }) });

test("every customer stands in one cohort, cells stay within it, and the order of rows does not matter", () => {
  fc.assert(
    fc.property(fc.array(order, { minLength: 1, maxLength: 40 }), unit, day, (orders, by, asOf) => {
      const measure = (rows: typeof orders) =>
        measureCohorts(rows, {
          definition: "active",
          customer: (o) => o.customer,
          date: (o) => toIsoDate(o.day),
          by,
          asOf: toIsoDate(asOf),
        });
      const table = measure(orders);
      const seen = new Set(orders.filter((o) => o.day <= asOf).map((o) => o.customer));
      expect(table.customers).toBe(seen.size);
      expect(table.cohorts.reduce((sum, { customers }) => sum + customers, 0)).toBe(seen.size);
      for (const { customers, cells } of table.cohorts) {
        expect(cells[0]?.kept).toBe(customers);
        for (const { kept, share } of cells) {
          expect(kept).toBeLessThanOrEqual(customers);
          expect(share.n).toBe(customers);
        }
        // once a period runs, all later ones do
        const open = cells.findIndex(({ complete }) => !complete);
        if (open >= 0) expect(cells.slice(open).some(({ complete }) => complete)).toBe(false);
      }
      expect(measure([...orders].reverse())).toEqual(table);
      expect(JSON.parse(JSON.stringify(table))).toEqual(table);
    }),
    { numRuns: 150 },
  );
});

test("what cohorts brought in the end sums to all amounts, whatever their size", () => {
  fc.assert(
    fc.property(fc.array(order, { minLength: 1, maxLength: 40 }), (orders) => {
      const table = measureCohorts(orders, {
        definition: "active",
        customer: (o) => o.customer,
        date: (o) => toIsoDate(o.day),
        amount: (o) => o.amount,
        by: "month",
        asOf: "2025-01-31",
      });
      const size = orders.reduce((sum, o) => sum + Math.abs(o.amount), 1);
      const brought = table.cohorts.reduce((sum, c) => sum + c.customers * (c.cells.at(-1)?.cumulative?.value ?? 0), 0);
      const given = orders.reduce((sum, o) => sum + o.amount, 0);
      expect(Math.abs(brought - given) / size).toBeLessThan(1e-12);
      for (const { cells } of table.cohorts) {
        for (const { cumulative } of cells) {
          expect(Number.isFinite(cumulative?.value)).toBe(true);
          if (cumulative?.interval !== undefined) expect(Number.isFinite(cumulative.interval.lower)).toBe(true);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test("contracts: shares lie in [0, 1], the pooled curve never rises, and a later day only adds ages", () => {
  fc.assert(
    fc.property(fc.array(contract, { minLength: 1, maxLength: 40 }), unit, day, (contracts, by, asOf) => {
      const measure = (until: number) =>
        measureCohorts(contracts, {
          definition: "subscribed",
          start: (c) => toIsoDate(c.day),
          end: (c) => (c.stay === undefined ? undefined : toIsoDate(c.day + c.stay)),
          by,
          asOf: toIsoDate(until),
        });
      const table = measure(asOf);
      table.pooled.forEach(({ share }, i) => {
        expect(share.value).toBeLessThanOrEqual(i === 0 ? 1 : (table.pooled[i - 1]?.share.value ?? 1));
        expect(share.interval.lower).toBeLessThanOrEqual(share.value);
        expect(share.interval.upper).toBeGreaterThanOrEqual(share.value);
      });
      const later = measure(asOf + 40);
      for (const cohort of table.cohorts) {
        const same = later.cohorts.find(({ id }) => id === cohort.id);
        expect(same?.cells.length).toBeGreaterThanOrEqual(cohort.cells.length);
        for (const { age, kept, share } of cohort.cells) {
          expect(kept).toBeLessThanOrEqual(share.n);
          expect(same?.cells[age]?.share.n).toBeGreaterThanOrEqual(share.n);
        }
      }
    }),
    { numRuns: 100 },
  );
});
