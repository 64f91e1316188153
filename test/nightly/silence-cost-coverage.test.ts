import { describe, expect, test } from "vitest";
import { type BookTier, CONFOUNDED_BOOK, COSTLY_BOOK, NULL_BOOK, simulate } from "../loyalty/care-support.ts";

const scaled = (book: readonly BookTier[], by: number) =>
  book.map((tier) => ({ ...tier, accounts: tier.accounts * by }));

const BOOKS = 3000;

describe.each([
  ["silence does nothing", NULL_BOOK, true],
  ["a small book in which silence does nothing", scaled(NULL_BOOK, 0.5), true],
  ["tiers confound", CONFOUNDED_BOOK, true],
  ["silence costs", COSTLY_BOOK, false],
  ["a small book in which silence costs", scaled(COSTLY_BOOK, 0.5), false],
] as const)("%s", (_name, book, isNull) => {
  test("intervals cover the truth in 93–97 %, those of money in at least 93 %", () => {
    const found = simulate(book, BOOKS, 5);
    for (const share of [found.covered, found.ratioCovered]) {
      expect(share).toBeGreaterThanOrEqual(0.93);
      expect(share).toBeLessThanOrEqual(0.97);
    }
    expect(found.lossCovered).toBeGreaterThanOrEqual(0.93);
    if (!isNull) return;
    const cried = found.pValues.filter((p) => p < 0.05).length / found.pValues.length;
    // three standard errors
    expect(Math.abs(cried - 0.05)).toBeLessThan(0.012);
    expect(found.tiersCried).toBeLessThan(0.08);
  });
});
