// A target broken down to 1,000,000 cells (20 regions × 50 products × 20 owners × 50 weeks), each run in a process of its
// own, beside the naive way: nested groups of objects, shares as floating-point numbers, rounding cell by cell. Asserts
// that every level sums to the unit, which the naive way misses; prints medians and the ratio.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { breakDownTarget, summarizeTargets } from "../src/market/index.ts";
import { createRandom } from "../src/math/random.ts";

const SHAPE = { region: 20, product: 50, owner: 20, week: 50 } as const;
const TOTAL = 9_876_543_210;
const RUNS = 5;
const TARGET_MS = 1000;

interface Cell {
  readonly region: string;
  readonly product: string;
  readonly owner: string;
  readonly week: string;
  readonly history: number;
}

function cellsOf(): Cell[] {
  const random = createRandom(20_261_126);
  const cells: Cell[] = [];
  for (let r = 0; r < SHAPE.region; r++) {
    for (let p = 0; p < SHAPE.product; p++) {
      for (let o = 0; o < SHAPE.owner; o++) {
        for (let w = 0; w < SHAPE.week; w++) {
          const history = Math.round(random.gamma(2, 5000));
          cells.push({ region: `r${r}`, product: `p${p}`, owner: `o${r}-${o}`, week: `w${w}`, history });
        }
      }
    }
  }
  return cells;
}

/** Group by group with objects, `total × share` rounded to the nearest unit: short to write, and it does not add up. */
function naive(cells: readonly Cell[]): number[] {
  const sumBy = (keyOf: (cell: Cell) => string): Map<string, number> => {
    const sums = new Map<string, number>();
    for (const cell of cells) sums.set(keyOf(cell), (sums.get(keyOf(cell)) ?? 0) + cell.history);
    return sums;
  };
  const keys = [
    () => "",
    (c: Cell) => c.region,
    (c: Cell) => `${c.region}|${c.product}`,
    (c: Cell) => `${c.region}|${c.product}|${c.owner}`,
    (c: Cell) => `${c.region}|${c.product}|${c.owner}|${c.week}`,
  ];
  let above = new Map([["", TOTAL]]);
  for (let d = 1; d < keys.length; d++) {
    const [own, parent] = [keys[d] as (c: Cell) => string, keys[d - 1] as (c: Cell) => string];
    const [sums, sumsAbove] = [sumBy(own), sumBy(parent)];
    const next = new Map<string, number>();
    for (const cell of cells) {
      const key = own(cell);
      if (next.has(key)) continue;
      const share = (sums.get(key) as number) / (sumsAbove.get(parent(cell)) as number);
      next.set(key, Math.round((above.get(parent(cell)) as number) * share));
    }
    above = next;
  }
  return cells.map((cell) => above.get((keys[4] as (c: Cell) => string)(cell)) as number);
}

interface Run {
  /** Milliseconds of the clock, and of the processor, which a busy machine does not stretch. */
  readonly ms: number;
  readonly processor: number;
  /** How far the parts miss the total. */
  readonly off: number;
}

function once(way: string): Run {
  const cells = cellsOf();
  const column = (id: keyof typeof SHAPE) => ({ id, values: cells.map((cell) => cell[id]) });
  const dimensions = [column("region"), column("product"), column("owner"), column("week")];
  const basis = [{ id: "history", values: Float64Array.from(cells, ({ history }) => history) }];
  const plan = way === "roll-up" ? breakDownTarget(TOTAL, { dimensions, basis }) : undefined;
  const started = performance.now();
  const before = process.cpuUsage();
  let parts: ArrayLike<number>;
  if (way === "naive") parts = naive(cells);
  else if (plan !== undefined && "cells" in plan) {
    parts = summarizeTargets(plan, dimensions, { by: ["product", "week"] }).map(({ amount }) => amount);
  } else {
    const broken = breakDownTarget(TOTAL, { dimensions, basis });
    assert("cells" in broken);
    parts = broken.cells;
  }
  const ms = performance.now() - started;
  const processor = process.cpuUsage(before).user / 1000;
  let sum = 0;
  for (let i = 0; i < parts.length; i++) sum += parts[i] as number;
  return { ms, processor, off: sum - TOTAL };
}

const [, , asked] = process.argv;
if (asked !== undefined) console.log(JSON.stringify(once(asked)));
else {
  const median = (way: string): Run => {
    const runs = Array.from({ length: RUNS }, () => {
      const args = [...process.execArgv, fileURLToPath(import.meta.url), way];
      const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
      assert.equal(status, 0, stderr);
      return JSON.parse(stdout) as Run;
    });
    return runs.sort((a, b) => a.ms - b.ms)[RUNS >> 1] as Run;
  };
  const shown = ({ ms, processor }: Run): string => `${ms.toFixed(0)} ms, processor ${processor.toFixed(0)} ms`;
  const [ours, rollUp, usual] = [median("ours"), median("roll-up"), median("naive")];
  assert.equal(ours.off, 0);
  assert.equal(rollUp.off, 0);
  assert.notEqual(usual.off, 0);
  console.log(`1,000,000 cells broken down: ${shown(ours)} (target ${TARGET_MS} ms), sums exact`);
  console.log(`rolled up by product and week: ${shown(rollUp)}, sums exact`);
  console.log(`the naive way: ${shown(usual)}, off by ${usual.off} units`);
  console.log(`clientele is ${(usual.processor / ours.processor).toFixed(1)} times faster than the naive way`);
}
