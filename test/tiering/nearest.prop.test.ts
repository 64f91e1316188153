import fc from "fast-check";
import { expect, test } from "vitest";
import { type AccountAttribute, nearestAccounts } from "../../src/tiering/index.ts";
import { deepFreeze } from "./book.ts";

interface Account {
  readonly id: string;
  readonly size: number | undefined;
  readonly trade: string | undefined;
}
const account = fc.record({
  id: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("__proto__", "constructor", "toString")),
  size: fc.oneof(
    fc.constant(undefined),
    fc.integer({ min: -3, max: 5 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(1.7e308, -1.7e308, 5e-324, 0, -0),
  ),
  trade: fc.constantFrom(undefined, "a", "b", "__proto__", "constructor"),
});
const accounts = fc.uniqueArray(account, { selector: (row) => row.id, minLength: 1, maxLength: 30 });
const attributes: readonly AccountAttribute<Account>[] = [
  { id: "__proto__", kind: "numeric", value: (row) => row.size, weight: 0.3 },
  { id: "trade", kind: "category", value: (row) => row.trade, weight: 0.7 },
];
const options = { id: (row: Account) => row.id, attributes };

test("look-alikes do not depend on the order of accounts or targets, and nothing is changed in place", () => {
  fc.assert(
    fc.property(
      accounts,
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom("closest" as const, "average" as const),
      (book, t, to) => {
        const targets = book.slice(0, t).map((row) => row.id);
        const found = nearestAccounts(deepFreeze(book), deepFreeze(targets), { ...options, to });
        const turned = nearestAccounts([...book].reverse(), [...targets].reverse(), { ...options, to });
        expect(turned.nearest.map((row) => [row.id, row.closest])).toEqual(
          found.nearest.map((row) => [row.id, row.closest]),
        );
        expect(turned.shared.map((trait) => trait.level ?? trait.attribute)).toEqual(
          found.shared.map((trait) => trait.level ?? trait.attribute),
        );
      },
    ),
  );
});

test("distances ascend within [0, 1], targets are never found, intervals hold their effect, and all of it is JSON", () => {
  fc.assert(
    fc.property(accounts, fc.integer({ min: 1, max: 5 }), (book, t) => {
      const targets = book.slice(0, t).map((row) => row.id);
      const found = nearestAccounts(book, targets, { ...options, k: 100 });
      let before = 0;
      for (const row of found.nearest) {
        expect(targets).not.toContain(row.id);
        expect(targets).toContain(row.closest);
        expect(row.distance).toBeGreaterThanOrEqual(before);
        expect(row.distance).toBeLessThanOrEqual(1);
        before = row.distance;
      }
      for (const { effect, interval } of found.shared) {
        expect(effect).toBeGreaterThanOrEqual(interval.lower - 1e-12);
        expect(effect).toBeLessThanOrEqual(interval.upper + 1e-12);
      }
      expect(JSON.stringify(found)).not.toMatch(/null|NaN|Infinity/);
    }),
  );
});

test("measuring an attribute in another unit changes no distance", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 25 }), (sizes) => {
      const book = sizes.map((size, i) => ({ id: `a${i}`, size, trade: "a" }));
      const scaled = book.map((row) => ({ ...row, size: 1024 * row.size }));
      const by = (rows: readonly Account[]) =>
        nearestAccounts(rows, ["a0"], options).nearest.map((row) => [row.id, row.distance]);
      expect(by(scaled)).toEqual(by(book));
    }),
  );
});
