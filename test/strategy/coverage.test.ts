import { expect, it } from "vitest";
import { coverageOf, smallBook } from "./books.ts";

it("what may come covers worlds drawn from the same beliefs as often as it says, and its mean has no bias", () => {
  const { wide, narrow, bias } = coverageOf(smallBook(15, 11, { rivals: true, byMonth: true }), "each", 800);
  expect(wide).toBeGreaterThan(0.93);
  expect(wide).toBeLessThan(0.97);
  expect(narrow).toBeGreaterThan(0.77);
  expect(narrow).toBeLessThan(0.83);
  expect(Math.abs(bias)).toBeLessThan(3);
});
