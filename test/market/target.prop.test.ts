import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BreakDownTargetOptions,
  breakDownTarget,
  summarizeTargets,
  type TargetBreakdown,
} from "../../src/market/index.ts";

/** A small grid with some cells left out, ties, zeros and limits that often bind. */
const grid = fc
  .record({
    shape: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 })),
    seed: fc.array(
      fc.record({
        kept: fc.boolean(),
        basis: fc.oneof(fc.constantFrom(0, 1, 1, 2), fc.double({ min: 0, max: 1e6, noNaN: true })),
        min: fc.constantFrom(0, 0, 0, 1, 3),
        room: fc.constantFrom(0, 2, 10, Number.POSITIVE_INFINITY),
      }),
      { minLength: 36, maxLength: 36 },
    ),
    total: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ shape: [a, b, c], seed, total }) => {
    const cells = seed.slice(0, a * b * c).map((cell, i) => ({
      ...cell,
      kept: cell.kept || i === 0,
      names: [`r${Math.floor(i / (b * c))}`, `p${Math.floor(i / c) % b}`, `m${i % c}`] as const,
    }));
    const kept = cells.filter((cell) => cell.kept);
    if (kept.every(({ basis }) => basis === 0)) (kept[0] as { basis: number }).basis = 1;
    return { kept, total };
  });

type Cell = { names: readonly string[]; basis: number; min: number; room: number };

function optionsOf(cells: readonly Cell[]): BreakDownTargetOptions {
  return {
    dimensions: ["region", "product", "month"].map((id, d) => ({
      id,
      values: cells.map(({ names }) => names[d] as string),
    })),
    basis: [{ id: "history", values: cells.map(({ basis }) => basis) }],
    min: cells.map(({ min }) => min),
    max: cells.map(({ min, room }) => min + room),
  };
}

function sumsHold(plan: TargetBreakdown): void {
  let above = [plan.total];
  for (const { targets, parents } of plan.levels) {
    const sums = new Array<number>(above.length).fill(0);
    targets.forEach((target, g) => {
      sums[parents[g] as number] = (sums[parents[g] as number] as number) + target;
    });
    expect(sums).toEqual(above);
    above = Array.from(targets);
  }
  expect(plan.cells.reduce((a, b) => a + b, 0)).toBe(plan.total);
}

describe("laws of a target that is broken down", () => {
  test("parts are whole, sum at every level and lie within their limits, or the limits exclude the total", () => {
    fc.assert(
      fc.property(grid, ({ kept, total }) => {
        const plan = breakDownTarget(total, optionsOf(kept));
        const least = kept.reduce((sum, { min }) => sum + min, 0);
        const most = kept.reduce((sum, { min, room }) => sum + min + room, 0);
        expect("abstained" in plan).toBe(total < least || total > most);
        if ("abstained" in plan) return;
        sumsHold(plan);
        plan.cells.forEach((cell, i) => {
          const { min, room } = kept[i] as Cell;
          expect(Number.isInteger(cell)).toBe(true);
          expect(cell).toBeGreaterThanOrEqual(min);
          expect(cell).toBeLessThanOrEqual(min + room);
        });
      }),
      { numRuns: 400 },
    );
  });

  test("the order of the rows does not matter", () => {
    fc.assert(
      fc.property(grid, fc.array(fc.nat(), { minLength: 36, maxLength: 36 }), ({ kept, total }, keys) => {
        const shuffled = kept.map((cell, i) => ({ cell, key: keys[i] as number })).sort((a, b) => a.key - b.key);
        const plan = breakDownTarget(total, optionsOf(kept));
        const again = breakDownTarget(total, optionsOf(shuffled.map(({ cell }) => cell)));
        if ("abstained" in plan || "abstained" in again) {
          expect("abstained" in plan).toBe("abstained" in again);
          return;
        }
        for (const [i, { cell }] of shuffled.entries()) expect(again.cells[i]).toBe(plan.cells[kept.indexOf(cell)]);
      }),
      { numRuns: 200 },
    );
  });

  test("within one group each part is nearest to its share: no unit is better placed elsewhere", () => {
    fc.assert(
      fc.property(grid, ({ kept, total }) => {
        const flat = kept.map((cell, i) => ({ ...cell, names: ["all", "all", `c${String(i).padStart(2, "0")}`] }));
        const plan = breakDownTarget(total, optionsOf(flat));
        if ("abstained" in plan) return;
        // moving a unit from a cell to another never brings the parts nearer to one rate for all: x / basis
        plan.cells.forEach((x, i) => {
          plan.cells.forEach((y, j) => {
            const [from, to] = [flat[i] as Cell, flat[j] as Cell];
            if (from.basis === 0 || to.basis === 0 || x <= from.min || y >= to.min + to.room) return;
            // Webster's test with a unit of rounding either way
            expect((x - 1) / from.basis).toBeLessThanOrEqual(((y + 1) / to.basis) * (1 + 1e-9));
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  test("looser limits never make a plan infeasible that was feasible", () => {
    fc.assert(
      fc.property(
        grid,
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 5 }),
        ({ kept, total }, less, more) => {
          const tight = breakDownTarget(total, optionsOf(kept));
          const loose = kept.map((cell) => {
            const min = Math.max(0, cell.min - less);
            return { ...cell, min, room: cell.min + cell.room + more - min };
          });
          if ("abstained" in tight) return;
          const plan = breakDownTarget(total, optionsOf(loose));
          expect("abstained" in plan).toBe(false);
          if (!("abstained" in plan)) sumsHold(plan);
        },
      ),
      { numRuns: 200 },
    );
  });

  // largest remainders are not monotone (the Alabama paradox), but a group moves against the total by a unit at most
  // where its level is divided, and each level below may add one more
  test("a higher total never costs a group more than one unit per level", () => {
    fc.assert(
      fc.property(grid, fc.integer({ min: 1, max: 40 }), ({ kept, total }, more) => {
        const [one, two] = [total, total + more].map((amount) => breakDownTarget(amount, optionsOf(kept)));
        if (one === undefined || two === undefined || "abstained" in one || "abstained" in two) return;
        for (const [d, { targets }] of one.levels.entries()) {
          for (const [g, before] of targets.entries()) {
            expect(two.levels[d]?.targets[g]).toBeGreaterThanOrEqual(before - (d + 1));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test("rolled up by any dimensions, in any order, the rows sum exactly to the total and to each other", () => {
    const ids = ["region", "product", "month"];
    fc.assert(
      fc.property(grid, fc.shuffledSubarray(ids), fc.nat({ max: 2 }), ({ kept, total }, by, last) => {
        const options = optionsOf(kept);
        const plan = breakDownTarget(total, options);
        if ("abstained" in plan) return;
        const rows = summarizeTargets(plan, options.dimensions, { by });
        expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
        for (const { cell } of rows) expect(Object.keys(cell)).toEqual(by);
        const expected = new Map<string, number>();
        for (const [i, { names }] of kept.entries()) {
          const key = by.map((id) => names[ids.indexOf(id)]).join("/");
          expected.set(key, (expected.get(key) ?? 0) + (plan.cells[i] as number));
        }
        const found = new Map(rows.map(({ cell, amount }) => [by.map((id) => cell[id]).join("/"), amount]));
        expect(found).toEqual(expected);
        // coarser rows are sums of finer ones
        const coarse = summarizeTargets(plan, options.dimensions, { by: by.slice(0, last) });
        for (const { cell, amount } of coarse) {
          const parts = rows.filter((part) => Object.entries(cell).every(([id, value]) => part.cell[id] === value));
          expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount);
        }
      }),
      { numRuns: 200 },
    );
  });
});
