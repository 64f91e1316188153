import { describe, expect, test } from "vitest";
import { binFeatures, isClienteleError, readFeatures } from "../../src/index.ts";
import type { BinnedNumber, FeatureTable } from "../../src/targeting/index.ts";

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (isClienteleError(error)) return (error as { code: string } & Error).code;
    throw error;
  }
  return "no error";
};
const numbers = (values: ArrayLike<number>): FeatureTable => ({
  rows: values.length,
  features: [{ id: "x", kind: "number", values }],
});
const only = (table: FeatureTable, bins = 255): BinnedNumber =>
  binFeatures(table, { bins }).features[0] as BinnedNumber;

describe("records become columns", () => {
  test("numbers and true/false are numbers, text is a category, and what is not known stays so", () => {
    const table = readFeatures(
      [
        { age: 30, member: true, city: "Lyon" },
        { age: null, member: false, city: "" },
        { age: Number.NaN, member: undefined, city: "Bonn" },
      ],
      ["age", "member", "city"],
    );
    expect(table).toEqual({
      rows: 3,
      features: [
        { id: "age", kind: "number", values: Float64Array.of(30, Number.NaN, Number.NaN) },
        { id: "member", kind: "number", values: Float64Array.of(1, 0, Number.NaN) },
        { id: "city", kind: "category", levels: ["Bonn", "Lyon"], codes: Int32Array.of(1, -1, 0) },
      ],
    });
  });

  test("an accessor may compute a field, and a code may be read as a name", () => {
    const table = readFeatures(
      [{ zip: 10 }, { zip: 9 }],
      [
        { id: "zip", kind: "category" },
        { id: "twice", value: (row) => row.zip * 2 },
      ],
    );
    expect(table.features[0]).toEqual({ id: "zip", kind: "category", levels: ["10", "9"], codes: Int32Array.of(0, 1) });
    expect(table.features[1]).toEqual({ id: "twice", kind: "number", values: Float64Array.of(20, 18) });
  });

  test("a field of which nothing is known is a column of numbers not known", () => {
    expect(readFeatures([{ a: null }], ["a"]).features[0]).toEqual({
      id: "a",
      kind: "number",
      values: Float64Array.of(Number.NaN),
    });
  });

  test("a field and a level may be called __proto__", () => {
    const row = JSON.parse('{"__proto__": "__proto__"}');
    expect(readFeatures([row], ["__proto__"]).features[0]).toMatchObject({ levels: ["__proto__"] });
  });

  test.each([
    ["numbers mixed with text", () => readFeatures([{ a: 1 }, { a: "1" }], ["a"]), "invalid_type"],
    ["text mixed with numbers", () => readFeatures([{ a: "1" }, { a: 1 }], ["a"]), "invalid_type"],
    ["text where numbers were stated", () => readFeatures([{ a: "1" }], [{ id: "a", kind: "number" }]), "invalid_type"],
    ["a date", () => readFeatures([{ a: new Date(0) as never }], ["a"]), "invalid_type"],
    ["infinity", () => readFeatures([{ a: Number.POSITIVE_INFINITY }], ["a"]), "not_finite"],
    ["a field named twice", () => readFeatures([{ a: 1 }], ["a", { id: "a" }]), "duplicate_id"],
    ["a field that no row has", () => readFeatures([{ a: 1 }], ["b"]), "unknown_id"],
    ["no row", () => readFeatures([], ["a"]), "empty_input"],
    ["no field", () => readFeatures([{ a: 1 }], []), "empty_input"],
    ["another kind", () => readFeatures([{ a: 1 }], [{ id: "a", kind: "date" as never }]), "unknown_id"],
  ])("%s is refused", (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });
});

describe("columns are cut into groups", () => {
  test("few values get a group each, with the boundary halfway", () => {
    const x = only(numbers([5, 1, Number.NaN, 2, 5, -0]));
    expect(Array.from(x.bins)).toEqual([3, 1, 255, 2, 3, 0]);
    expect(Array.from(x.cuts)).toEqual([0.5, 1.5, 3.5]);
    expect(x.exact).toBe(true);
  });

  test("255 values still get a group each, 256 no more", () => {
    const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
    expect(only(numbers([...upTo(255), Number.NaN])).exact).toBe(true);
    expect(only(numbers(upTo(255))).bins[254]).toBe(254);
    const more = only(numbers(upTo(256)));
    expect(more.exact).toBe(false);
    expect(more.cuts.length).toBeLessThanOrEqual(254);
  });

  test("neighbouring doubles are still told apart, and the boundary lies on the lower one", () => {
    const low = 1;
    const high = 1 + Number.EPSILON;
    expect(Array.from(only(numbers([low, high])).cuts)).toEqual([low]);
    expect(Array.from(only(numbers([-1.7e308, 1.7e308])).cuts)).toEqual([0]);
    expect(Array.from(only(numbers([0, 5e-324])).cuts)).toEqual([0]);
  });

  test("thousands of values that share their leading bits are still cut into even groups", () => {
    const base = 1_000_000;
    const x = only(numbers(Float64Array.from({ length: 5000 }, (_, i) => base + ((i * 7919) % 5000) * 2 ** -32)), 10);
    const held = new Array<number>(10).fill(0);
    for (const bin of x.bins) held[bin] = (held[bin] as number) + 1;
    expect(held).toEqual(new Array(10).fill(500));
  });

  test("a frequent value is a group of its own", () => {
    const values = Float64Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? 0 : Math.sin(i) * 1000));
    const x = only(numbers(values), 20);
    const zero = x.bins[0] as number;
    expect([x.lowest[zero], x.highest[zero]]).toEqual([0, 0]);
    expect(x.cuts.length).toBeGreaterThan(15);
  });

  test("a column of which nothing is known is one empty group", () => {
    expect(only(numbers([Number.NaN, Number.NaN]))).toMatchObject({
      bins: Uint8Array.of(255, 255),
      cuts: new Float64Array(0),
    });
  });

  test("weights move the boundaries", () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => i);
    const [plain] = binFeatures(numbers(values), { bins: 2 }).features as [BinnedNumber];
    const weights = values.map((value) => (value < 100 ? 9 : 1));
    const [weighted] = binFeatures(numbers(values), { bins: 2, weights }).features as [BinnedNumber];
    expect(Array.from(plain.cuts)).toEqual([499.5]);
    expect(Array.from(weighted.cuts)).toEqual([99.5]);
  });

  test.each([
    [
      "256 levels",
      () =>
        binFeatures({
          rows: 1,
          features: [{ id: "c", kind: "category", levels: Array.from({ length: 256 }, (_, i) => `l${i}`), codes: [0] }],
        }),
      "out_of_range",
    ],
    [
      "a code outside the levels",
      () => binFeatures({ rows: 1, features: [{ id: "c", kind: "category", levels: ["a"], codes: [1] }] }),
      "out_of_range",
    ],
    [
      "a level named twice",
      () => binFeatures({ rows: 1, features: [{ id: "c", kind: "category", levels: ["a", "a"], codes: [0] }] }),
      "duplicate_id",
    ],
    ["infinity", () => binFeatures(numbers([1, Number.POSITIVE_INFINITY])), "not_finite"],
    [
      "a short column",
      () => binFeatures({ rows: 2, features: [{ id: "x", kind: "number", values: [1] }] }),
      "length_mismatch",
    ],
    ["text among numbers", () => binFeatures(numbers([1, "2" as never])), "invalid_type"],
    ["a negative weight", () => binFeatures(numbers([1]), { weights: [-1] }), "out_of_range"],
    ["weights that are all zero", () => binFeatures(numbers([1]), { weights: [0] }), "empty_input"],
    ["one group", () => binFeatures(numbers([1]), { bins: 1 }), "out_of_range"],
  ])("%s is refused", (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });
});
