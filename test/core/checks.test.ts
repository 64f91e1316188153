import { expect, test } from "vitest";
import {
  requireColumn,
  requireFinite,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireOneOf,
  requireSameLength,
  requireUnique,
} from "../../src/core/checks.ts";
import { columnOf } from "../../src/core/column.ts";

const failure = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

test("a bad cell is named by column and row", () => {
  expect(() => requireFinite([1, Number.NaN], "revenue")).toThrow(failure("not_finite", /revenue\[1\].*NaN/));
  expect(() => requireFinite([1, "2" as never], "revenue")).toThrow(failure("invalid_type", /revenue\[1\].*"2"/));
  expect(() => requireFinite([1, undefined, 3] as never, "revenue")).toThrow(
    failure("invalid_type", /revenue\[1\].*undefined/),
  );
  expect(() => requireFinite(Float64Array.of(1, 2), "revenue")).not.toThrow();
});

test("what is no column is refused before it is read", () => {
  for (const bad of [undefined, null, 5, "text", {}, { length: -1 }, { length: 1.5 }, (): void => {}]) {
    expect(() => requireColumn(bad as never, "rows")).toThrow(failure("invalid_type", /rows must be an array/));
  }
  expect(() => requireNonEmpty([], "rows")).toThrow(failure("empty_input", /rows must hold at least one row/));
});

test("scalars are held to their stated range", () => {
  expect(() => requireNumber(0.5, "share", { min: 0, max: 1 })).not.toThrow();
  expect(() => requireNumber(1.5, "share", { min: 0, max: 1 })).toThrow(
    failure("out_of_range", /share must be in \[0, 1\], got 1.5/),
  );
  expect(() => requireNumber(0, "share", { above: 0 })).toThrow(failure("out_of_range", /in \(0, Infinity\], got 0/));
  expect(() => requireNumber(1, "share", { below: 1 })).toThrow(failure("out_of_range", /in \[-Infinity, 1\), got 1/));
  expect(() => requireNumber(1.5, "draws", { integer: true })).toThrow(failure("out_of_range", /whole number/));
  expect(() => requireNumber(Number.NaN, "share")).toThrow(failure("not_finite", /share/));
  expect(() => requireNumber("1" as never, "share")).toThrow(failure("invalid_type", /share/));
});

test("lengths that belong together are compared", () => {
  expect(() => requireSameLength([1], "a", [1, 2], "b")).toThrow(
    failure("length_mismatch", /a has 1 rows and b has 2/),
  );
});

test("an unknown id lists the known ones, a repeated id names both rows", () => {
  expect(() => requireOneOf("gold", ["top", "large"], "tier")).toThrow(failure("unknown_id", /top, large; got "gold"/));
  expect(() => requireUnique(["a", "__proto__", "a"], "ids")).toThrow(
    failure("duplicate_id", /ids\[2\] repeats the id "a" of ids\[0\]/),
  );
  expect(() => requireUnique(["__proto__", "constructor", "toString"], "ids")).not.toThrow();
});

test("options must be an object", () => {
  for (const bad of [null, 3, "x", []])
    expect(() => requireObject(bad, "options")).toThrow(failure("invalid_type", /options/));
});

test("rows with an accessor and a plain column give the same column, and a typed column is not copied", () => {
  const rows = [{ v: 1 }, { v: 2 }];
  expect(columnOf(rows, { value: (r) => r.v }, "customers")).toEqual(columnOf([1, 2], {}, "customers"));
  const typed = Float64Array.of(1, 2);
  expect(columnOf(typed, {}, "customers")).toBe(typed);
  expect(() => columnOf(rows, {}, "customers")).toThrow(failure("invalid_type", /customers\[0\]/));
  expect(() => columnOf(rows, { value: "v" as never }, "customers")).toThrow(failure("invalid_type", /options.value/));
  expect(() => columnOf(rows, null as never, "customers")).toThrow(failure("invalid_type", /options/));
  expect(() => columnOf(Float64Array.of(1, Number.POSITIVE_INFINITY), {}, "customers")).toThrow(
    failure("not_finite", /customers\[1\]/),
  );
});
