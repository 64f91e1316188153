import { expect, test } from "vitest";
import { coverageOf, smallBook } from "../strategy/books.ts";

test.each([
  ["each", 15, 11],
  ["each", 60, 12],
  ["normal", 200, 13],
  ["normal", 200, 14],
] as const)(
  "intervals with luck by %s for %s customers cover 93–97 %% and 77–83 %% of 3,000 worlds",
  (luck, customers, seed) => {
    const { wide, narrow, bias } = coverageOf(smallBook(customers, seed, { rivals: true, byMonth: true }), luck, 3000);
    expect(wide).toBeGreaterThanOrEqual(0.93);
    expect(wide).toBeLessThanOrEqual(0.97);
    expect(narrow).toBeGreaterThanOrEqual(0.77);
    expect(narrow).toBeLessThanOrEqual(0.83);
    expect(Math.abs(bias)).toBeLessThan(3.5);
  },
  120_000,
);
