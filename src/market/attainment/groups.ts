import { type TargetTree, type TreeLevel, treeOf } from "../target/tree.ts";
import { placeOf } from "./ledger.ts";
import type { GroupSeries } from "./noise.ts";
import { type PlanPeriods, periodAt } from "./periods.ts";
import type { ReadRows } from "./read.ts";

/** One level of groups with its figures; the first is the whole. */
export interface GroupLevel {
  readonly parents: Int32Array;
  readonly values: readonly string[];
  readonly actual: Float64Array;
  /** Actual in cells without a target. */
  readonly untargeted: Float64Array;
  readonly target: Float64Array;
  /** Rows counted in each group. */
  readonly rows: Int32Array;
  /** First day on which a group has a row; `NEVER` where it has none. */
  readonly first: Int32Array;
  /** Amounts by group, cycle and period, the plan's own cycle first. */
  readonly series: Float64Array;
  /** Amounts of the running period up to the cut, by group and cycle. */
  readonly running: Float64Array;
}

/** What is followed: all groups, and the targets of the cells by period. */
export interface Groups {
  /** The whole, then one level per dimension. */
  readonly levels: readonly GroupLevel[];
  readonly tree: TargetTree;
  /** Dated targets of each cell by period; `undefined` where targets have no date. */
  readonly phased: Float64Array | undefined;
}

/** Later than any day of a row. */
const NEVER = 2 ** 31 - 1;

/** Finds the groups that have a target or an actual, and adds everything up in them. */
export function groupsOf(
  rows: ReadRows,
  targets: ReadRows,
  periods: PlanPeriods,
  span: { readonly from: number; readonly to: number; readonly asOf: number },
  options: { readonly dimensions: readonly string[]; readonly dated: boolean },
): Groups | undefined {
  const places = Array.from(rows.days, (day) => placeOf(day, span.from, span.to, span.asOf));
  const finder = finderOf(rows.names.length);
  const cellOfTarget = Int32Array.from(targets.amounts, (_, i) => finder.add(targets.names, i));
  for (let i = 0; i < places.length; i++) if (places[i] === "counted") finder.add(rows.names, i);
  const cells = finder.cells();
  if (cells.length === 0) return undefined;
  const columns = options.dimensions.map((id, d) => ({ id, values: cells.map((path) => path[d] as string) }));
  const tree = treeOf(columns, cells.length);
  const cycles = periods.starts.length;
  const levels = [rootLevel(cycles, periods.count), ...tree.levels.map((l) => levelOf(l, cycles, periods.count))];
  const last = levels[levels.length - 1] as GroupLevel;
  const placeOfCell = new Int32Array(cells.length);
  for (let k = 0; k < cells.length; k++) placeOfCell[tree.order[k] as number] = k;
  const phased = options.dated ? new Float64Array(cells.length * periods.count) : undefined;
  for (let i = 0; i < cellOfTarget.length; i++) {
    const k = placeOfCell[cellOfTarget[i] as number] as number;
    last.target[k] = (last.target[k] as number) + (targets.amounts[i] as number);
    if (phased === undefined) continue;
    const at = k * periods.count + periodAt(periods.starts[0] as Int32Array, targets.days[i] as number);
    phased[at] = (phased[at] as number) + (targets.amounts[i] as number);
  }
  const seek = seekerOf(tree);
  const path = new Int32Array(levels.length);
  for (let i = 0; i < places.length; i++) {
    const place = places[i];
    if (place === "later" || place === "after") continue;
    const depth = seek(rows.names, i, path);
    addRow(levels, path, depth, rows.amounts[i] as number, rows.days[i] as number, periods, place === "counted");
  }
  last.untargeted.set(last.actual.map((amount, k) => (last.target[k] === 0 ? amount : 0)));
  for (let d = levels.length - 1; d > 0; d--) {
    const level = levels[d] as GroupLevel;
    for (const key of ["actual", "untargeted", "target"] as const) {
      addUp(level[key], level.parents, (levels[d - 1] as GroupLevel)[key]);
    }
  }
  return { levels, tree, phased };
}

/** Adds groups up into those above them. */
export function addUp(own: Float64Array, parents: Int32Array, above: Float64Array): void {
  for (let g = 0; g < own.length; g++) {
    const p = parents[g] as number;
    above[p] = (above[p] as number) + (own[g] as number);
  }
}

/** Adds a row to the series of every group above it, and to the actual of its cell. */
function addRow(
  levels: readonly GroupLevel[],
  path: Int32Array,
  depth: number,
  amount: number,
  day: number,
  { starts, cuts, count, done }: PlanPeriods,
  counts: boolean,
): void {
  if (counts) {
    const cell = levels[levels.length - 1] as GroupLevel;
    const g = path[levels.length - 1] as number;
    cell.actual[g] = (cell.actual[g] as number) + amount;
  }
  const cycles = starts.length;
  for (let d = 0; d <= depth; d++) {
    const { first, rows } = levels[d] as GroupLevel;
    const g = path[d] as number;
    if (day < (first[g] as number)) first[g] = day;
    if (counts) rows[g] = (rows[g] as number) + 1;
  }
  // years of 52 weeks overlap by a day, so that a row may belong to two of them
  for (let c = counts ? 0 : 1; c < cycles; c++) {
    const k = periodAt(starts[c] as Int32Array, day);
    if (k < 0) continue;
    const early = k === done && day < (cuts[c] as number);
    for (let d = 0; d <= depth; d++) {
      const { series, running } = levels[d] as GroupLevel;
      const at = (path[d] as number) * cycles + c;
      series[at * count + k] = (series[at * count + k] as number) + amount;
      if (early) running[at] = (running[at] as number) + amount;
    }
  }
}

function emptyLevel(n: number, cycles: number, count: number): Omit<GroupLevel, "parents" | "values"> {
  return {
    actual: new Float64Array(n),
    untargeted: new Float64Array(n),
    target: new Float64Array(n),
    rows: new Int32Array(n),
    first: new Int32Array(n).fill(NEVER),
    series: new Float64Array(n * cycles * count),
    running: new Float64Array(n * cycles),
  };
}

function rootLevel(cycles: number, count: number): GroupLevel {
  return { parents: Int32Array.of(0), values: [""], ...emptyLevel(1, cycles, count) };
}

function levelOf({ parents, values }: TreeLevel, cycles: number, count: number): GroupLevel {
  return { parents, values, ...emptyLevel(values.length, cycles, count) };
}

/** One group's series, of the past years that it has in full. */
export function seriesOf(level: GroupLevel, g: number, { starts, count }: PlanPeriods): GroupSeries {
  const cycles = starts.length;
  const column = (c: number): Float64Array =>
    level.series.subarray((g * cycles + c) * count, (g * cycles + c + 1) * count);
  const years: number[] = [];
  // a year in whose first period the group had not begun would show its start as a season
  for (let c = 1; c < cycles; c++) if ((level.first[g] as number) < (starts[c]?.[1] as number)) years.push(c);
  return {
    now: column(0),
    past: years.map(column),
    pastRunning: years.map((c) => level.running[g * cycles + c] as number),
  };
}

/** Gives every combination of names a number, in the order in which they are met. */
function finderOf(depth: number): {
  add(names: readonly (readonly string[])[], row: number): number;
  cells(): string[][];
} {
  type Node = Map<string, Node | number>;
  const root: Node = new Map();
  const cells: string[][] = [];
  return {
    add(names, row) {
      let node = root;
      for (let d = 0; d < depth - 1; d++) {
        const name = names[d]?.[row] as string;
        let next = node.get(name) as Node | undefined;
        if (next === undefined) {
          next = new Map();
          node.set(name, next);
        }
        node = next;
      }
      const name = names[depth - 1]?.[row] as string;
      const found = node.get(name) as number | undefined;
      if (found !== undefined) return found;
      node.set(name, cells.length);
      return cells.push(names.map((column) => column[row] as string)) - 1;
    },
    cells: () => cells,
  };
}

/** Finds the groups of a row from the whole downwards, as far as there are any. */
function seekerOf({ levels }: TargetTree): (names: readonly string[][], row: number, path: Int32Array) => number {
  const below: Map<string, number>[][] = levels.map((level, d) => {
    const groups = d === 0 ? 1 : (levels[d - 1] as TreeLevel).values.length;
    const maps = Array.from({ length: groups }, () => new Map<string, number>());
    for (let g = 0; g < level.values.length; g++) {
      (maps[level.parents[g] as number] as Map<string, number>).set(level.values[g] as string, g);
    }
    return maps;
  });
  return (names, row, path) => {
    path[0] = 0;
    for (let d = 0; d < below.length; d++) {
      const group = below[d]?.[path[d] as number]?.get(names[d]?.[row] as string);
      if (group === undefined) return d;
      path[d + 1] = group;
    }
    return below.length;
  };
}
