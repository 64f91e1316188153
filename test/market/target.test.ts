import { describe, expect, test } from "vitest";
import { isClienteleError } from "../../src/core/index.ts";
import {
  type BreakDownTargetOptions,
  breakDownTarget,
  summarizeTargets,
  type TargetBreakdown,
} from "../../src/market/index.ts";

const region = { id: "region", values: ["north", "north", "north", "north", "south", "south"] };
const product = { id: "product", values: ["A", "A", "B", "B", "A", "A"] };
const month = { id: "month", values: ["2026-01", "2026-02", "2026-01", "2026-02", "2026-01", "2026-02"] };
const history = { id: "history", values: [30, 10, 20, 20, 60, 60] };
const base: BreakDownTargetOptions = { dimensions: [region, product, month], basis: [history] };

function planned(total: number, options: BreakDownTargetOptions): TargetBreakdown {
  const plan = breakDownTarget(total, options);
  if ("abstained" in plan) throw new Error(JSON.stringify(plan));
  return plan;
}

const codeOf = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    return isClienteleError(error) ? error.code : String(error);
  }
  return undefined;
};

describe("breaking a target down", () => {
  test("a target is handed down in proportion to what each did before", () => {
    const plan = planned(400, base);
    expect(Array.from(plan.cells)).toEqual([60, 20, 40, 40, 120, 120]);
    expect(plan.levels.map(({ dimension, values }) => [dimension, values])).toEqual([
      ["region", ["north", "south"]],
      ["product", ["A", "B", "A"]],
      ["month", ["2026-01", "2026-02", "2026-01", "2026-02", "2026-01", "2026-02"]],
    ]);
    expect(Array.from(plan.levels[0]?.targets ?? [])).toEqual([160, 240]);
    expect(Array.from(plan.levels[1]?.basis ?? [])).toEqual([0.5, 0.5, 1]);
    expect(Array.from(plan.levels[1]?.parents ?? [])).toEqual([0, 0, 1]);
    expect(plan.limited).toEqual([]);
  });

  test("a unit that cannot be divided goes to the largest remainder, of equal ones to the larger share", () => {
    const thirds = {
      dimensions: [{ id: "owner", values: ["c", "a", "b"] }],
      basis: [{ id: "even", values: [1, 1, 1] }],
    };
    // alike in everything, the earlier name gets it, whatever the order of the rows
    expect(Array.from(planned(100, thirds).cells)).toEqual([33, 34, 33]);
    const uneven = { dimensions: [{ id: "owner", values: ["a", "b"] }], basis: [{ id: "even", values: [1, 3] }] };
    expect(Array.from(planned(2, uneven).cells)).toEqual([0, 2]);
  });

  test("several bases are mixed by their own shares, so that their units do not matter", () => {
    const options = (scale: number): BreakDownTargetOptions => ({
      dimensions: [{ id: "region", values: ["north", "south"] }],
      basis: [
        { id: "history", values: [30, 10], weight: 2 },
        { id: "potential", values: [scale, 3 * scale], weight: 1 },
      ],
    });
    // (2 · 3/4 + 1 · 1/4) / 3 = 7/12
    expect(Array.from(planned(1200, options(1)).cells)).toEqual([700, 500]);
    expect(Array.from(planned(1200, options(1e200)).cells)).toEqual([700, 500]);
  });

  test("who is held by a limit gets the limit, and the others share what is left", () => {
    const plan = planned(400, { ...base, bounds: [{ where: { region: "south" }, max: 200 }] });
    expect(Array.from(plan.cells)).toEqual([75, 25, 50, 50, 100, 100]);
    expect(plan.limited).toMatchObject([{ path: ["south"], limit: "max", target: 200 }]);
    expect(plan.limited[0]?.byShare).toBeCloseTo(240, 10);
    expect(Array.from(plan.levels[0]?.limited ?? [])).toEqual([0, 1]);
  });

  test("what the cells of a region can carry limits the region", () => {
    const plan = planned(400, { ...base, max: [1000, 1000, 1000, 1000, 50, 40] });
    expect(Array.from(plan.levels[0]?.targets ?? [])).toEqual([310, 90]);
    expect(plan.limited.map(({ path, limit }) => [path.join("/"), limit])).toContainEqual(["south", "max"]);
  });

  test("growth is held within its limits at the level that is named", () => {
    const before = [30, 10, 20, 20, 60, 60];
    const plan = planned(260, { ...base, growth: [{ dimension: "region", before, min: 0.1, max: 0.3 }] });
    // 80 may become 88 to 104 and 120 become 132 to 156: by share 104 and 156
    expect(Array.from(plan.levels[0]?.targets ?? [])).toEqual([104, 156]);
    const basis = [{ id: "potential", values: [1, 1, 1, 1, 1, 1] }];
    const moved = planned(260, { ...base, basis, growth: [{ dimension: "region", before, min: 0.1, max: 0.3 }] });
    expect(Array.from(moved.levels[0]?.targets ?? [])).toEqual([104, 156]);
    expect(moved.limitedCount).toBe(1);
  });

  test("a limit is met to the unit: a rise of 10 % on 100 is 110, not 111", () => {
    const options = {
      dimensions: [{ id: "region", values: ["north", "south"] }],
      basis: [{ id: "b", values: [0, 1] }],
    };
    const growth = [{ dimension: "region", before: [100, 0], min: 0.1 }];
    expect(Array.from(planned(200, { ...options, growth }).cells)).toEqual([110, 90]);
  });

  test("a group without any basis shares equally, and says so", () => {
    const values = [30, 10, 20, 20, 0, 0];
    const plan = planned(401, {
      ...base,
      basis: [{ id: "history", values }],
      bounds: [{ where: { region: "south" }, min: 101 }],
    });
    expect(Array.from(plan.cells)).toEqual([113, 37, 75, 75, 51, 50]);
    expect(plan.notes).toEqual([{ code: "target_without_basis", params: { path: ["south", "A"] } }]);
  });

  test("limits that exclude one another are named, the worst first", () => {
    const plan = breakDownTarget(400, {
      ...base,
      bounds: [
        { where: { region: "north" }, max: 100 },
        { where: { region: "north", product: "A" }, min: 150 },
        { where: {}, max: 350 },
      ],
    });
    expect(plan).toMatchObject({
      abstained: { code: "target_infeasible", params: { clashes: 2 } },
      clashes: [
        { path: ["north"], least: 150, most: 100 },
        { path: [], least: 400, most: 350 },
      ],
    });
  });

  test("a target of nothing is nothing everywhere, and a huge one still sums exactly", () => {
    expect(Array.from(planned(0, base).cells)).toEqual([0, 0, 0, 0, 0, 0]);
    const huge = planned(Number.MAX_SAFE_INTEGER, { ...base, basis: [{ id: "h", values: [1, 3, 7, 11, 13, 17] }] });
    expect(huge.cells.reduce((sum, cell) => sum + BigInt(cell), 0n)).toBe(BigInt(Number.MAX_SAFE_INTEGER));
  });

  // the seats of Alabama in the House of Representatives on the census of 1880: 8 of 299, 7 of 300 (Balinski & Young
  // 2001, chapter 5); here in small
  test("a higher total may cost a group one unit, and no more", () => {
    const options = { dimensions: [{ id: "r", values: ["a", "b", "c"] }], basis: [{ id: "h", values: [6, 6, 2] }] };
    expect(Array.from(planned(10, options).cells)).toEqual([4, 4, 2]);
    expect(Array.from(planned(11, options).cells)).toEqual([5, 5, 1]);
  });

  test("a breakdown is added up by any of its dimensions, exactly", () => {
    const plan = planned(401, base);
    const amounts = (by: readonly string[]) =>
      summarizeTargets(plan, base.dimensions, { by }).map(({ cell, amount }) => [...Object.values(cell), amount]);
    expect(amounts([])).toEqual([[401]]);
    const [a1 = 0, a2 = 0, b1 = 0, b2 = 0, s1 = 0, s2 = 0] = plan.cells;
    expect(amounts(["product"])).toEqual([
      ["A", a1 + a2 + s1 + s2],
      ["B", b1 + b2],
    ]);
    expect(amounts(["month", "region"])).toEqual([
      ["2026-01", "north", a1 + b1],
      ["2026-01", "south", s1],
      ["2026-02", "north", a2 + b2],
      ["2026-02", "south", s2],
    ]);
    expect(summarizeTargets(plan, base.dimensions)).toHaveLength(6);
    // the columns may come in another order
    expect(summarizeTargets(plan, [month, region, product], { by: ["product"] }).map(({ amount }) => amount)).toEqual([
      a1 + a2 + s1 + s2,
      b1 + b2,
    ]);
  });

  test.each([
    ["a plan that abstained", () => summarizeTargets({ abstained: {} } as never, base.dimensions), "invalid_type"],
    [
      "columns of another breakdown",
      () => summarizeTargets(planned(9, base), [{ id: "r", values: ["a"] }]),
      "length_mismatch",
    ],
    [
      "a dimension that is not there",
      () => summarizeTargets(planned(9, base), base.dimensions, { by: ["owner"] }),
      "unknown_id",
    ],
    [
      "a dimension twice",
      () => summarizeTargets(planned(9, base), base.dimensions, { by: ["month", "month"] }),
      "duplicate_id",
    ],
    [
      "cells that miss the total",
      () => summarizeTargets({ ...planned(9, base), total: 10 }, base.dimensions),
      "inconsistent",
    ],
    [
      "a cell that is not whole",
      () => summarizeTargets({ ...planned(9, base), cells: Float64Array.of(0.5, 0, 0, 0, 0, 8.5) }, base.dimensions),
      "out_of_range",
    ],
  ])("adding up: %s is refused", (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });

  test.each([
    ["a total that is not whole", () => breakDownTarget(1.5, base), "out_of_range"],
    ["a negative total", () => breakDownTarget(-1, base), "out_of_range"],
    ["no cells", () => breakDownTarget(1, { ...base, dimensions: [] }), "empty_input"],
    [
      "two cells alike",
      () => breakDownTarget(1, { dimensions: [{ id: "r", values: ["a", "a"] }], basis: [{ id: "h", values: [1, 2] }] }),
      "duplicate_id",
    ],
    ["a dimension named twice", () => breakDownTarget(1, { ...base, dimensions: [region, region] }), "duplicate_id"],
    [
      "columns of different length",
      () => breakDownTarget(1, { ...base, basis: [{ id: "h", values: [1] }] }),
      "length_mismatch",
    ],
    [
      "a negative amount in the basis",
      () => breakDownTarget(1, { ...base, basis: [{ id: "h", values: [1, 1, 1, 1, 1, -1] }] }),
      "out_of_range",
    ],
    [
      "a basis of nothing",
      () => breakDownTarget(1, { ...base, basis: [{ id: "h", values: [0, 0, 0, 0, 0, 0] }] }),
      "inconsistent",
    ],
    ["no weight", () => breakDownTarget(1, { ...base, basis: [{ ...history, weight: 0 }] }), "inconsistent"],
    [
      "a bound on a region that is not there",
      () => breakDownTarget(1, { ...base, bounds: [{ where: { region: "west" }, max: 1 }] }),
      "unknown_id",
    ],
    [
      "a bound across the order of the dimensions",
      () => breakDownTarget(1, { ...base, bounds: [{ where: { product: "A" }, max: 1 }] }),
      "unknown_id",
    ],
    [
      "a most that is not a number",
      () => breakDownTarget(1, { ...base, max: [Number.NaN, 1, 1, 1, 1, 1] }),
      "not_finite",
    ],
    [
      "a growth that ends below its start",
      () =>
        breakDownTarget(1, { ...base, growth: [{ dimension: "region", before: history.values, min: 0.2, max: 0.1 }] }),
      "out_of_range",
    ],
    [
      "an empty name",
      () => breakDownTarget(1, { dimensions: [{ id: "r", values: [""] }], basis: [{ id: "h", values: [1] }] }),
      "invalid_type",
    ],
  ])("%s is refused", (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });
});
