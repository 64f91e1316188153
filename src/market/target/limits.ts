import { requireNumber, requireObject, requireOneOf, requireSameLength, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { TargetTree, TreeLevel } from "./tree.ts";
import type { BreakDownTargetOptions, TargetClash } from "./types.ts";

/** Least and most of every group of a level, whole numbers. */
export interface LevelLimits {
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** Limits of all levels, and where they exclude one another. */
export interface TargetLimits {
  readonly levels: readonly LevelLimits[];
  readonly root: { readonly least: number; readonly most: number };
  readonly clashes: readonly TargetClash[];
}

/** A limit is met by an amount that differs from it by rounding alone. */
const ROUNDING = 1e-12;

const wholeAbove = (x: number): number => Math.ceil(x * (1 - ROUNDING)) + 0;
const wholeBelow = (x: number): number => Math.floor(x * (1 + ROUNDING));

/**
 * What each group must have and may have, its own limits and those of the groups below it taken together: from the cells
 * upwards, so that whatever lies within the limits of a group can be handed down within the limits of all below.
 */
export function limitsOf(tree: TargetTree, options: BreakDownTargetOptions): TargetLimits {
  const n = tree.order.length;
  const levels = tree.levels.map(({ values }) => ({
    least: new Float64Array(values.length),
    most: new Float64Array(values.length).fill(Number.POSITIVE_INFINITY),
  }));
  const root = { least: 0, most: Number.POSITIVE_INFINITY };
  cellLimits(tree, levels[levels.length - 1] as LevelLimits, options, n);
  growthLimits(tree, levels, options, n);
  boundLimits(tree, levels, root, options);
  const clashes: TargetClash[] = [];
  for (let d = levels.length - 1; d >= 0; d--) {
    const { least, most } = levels[d] as LevelLimits;
    const { children } = tree.levels[d] as TreeLevel;
    const below = levels[d + 1];
    for (let g = 0; g < least.length; g++) {
      if (below !== undefined) gather(below, children[g] as number, children[g + 1] as number, least, most, g);
      if ((least[g] as number) > (most[g] as number)) {
        clashes.push({ path: pathOf(tree, d, g), least: least[g] as number, most: most[g] as number });
        // named once; the groups above are judged as if this one had what it must have
        most[g] = least[g] as number;
      }
    }
  }
  const top = levels[0] as LevelLimits;
  const sums = { least: Float64Array.of(root.least), most: Float64Array.of(root.most) };
  gather(top, 0, top.least.length, sums.least, sums.most, 0);
  return { levels, root: { least: sums.least[0] as number, most: sums.most[0] as number }, clashes };
}

function gather(
  below: LevelLimits,
  from: number,
  to: number,
  least: Float64Array,
  most: Float64Array,
  group: number,
): void {
  let needs = 0;
  let holds = 0;
  for (let i = from; i < to; i++) {
    needs += below.least[i] as number;
    holds += below.most[i] as number;
  }
  least[group] = Math.max(least[group] as number, needs);
  most[group] = Math.min(most[group] as number, holds);
}

function cellLimits(
  tree: TargetTree,
  { least, most }: LevelLimits,
  { min, max }: BreakDownTargetOptions,
  n: number,
): void {
  const cells = { length: n };
  if (min !== undefined) {
    requireSameLength(min, "options.min", cells, "the cells");
    for (let k = 0; k < n; k++) {
      const i = tree.order[k] as number;
      if (!((min[i] as number) >= 0 && (min[i] as number) < Number.POSITIVE_INFINITY)) {
        requireNumber(min[i] as number, `options.min[${i}]`, { min: 0 });
      }
      least[k] = wholeAbove(min[i] as number);
    }
  }
  if (max !== undefined) {
    requireSameLength(max, "options.max", cells, "the cells");
    for (let k = 0; k < n; k++) {
      const i = tree.order[k] as number;
      const cell = max[i] as number;
      if (!(cell >= 0)) requireNumber(cell, `options.max[${i}]`, { min: 0 });
      most[k] = wholeBelow(cell);
    }
  }
}

function growthLimits(
  tree: TargetTree,
  levels: readonly LevelLimits[],
  { growth = [], dimensions }: BreakDownTargetOptions,
  n: number,
): void {
  requireList(growth, "options.growth");
  for (const [k, limit] of growth.entries()) {
    const name = `options.growth[${k}]`;
    requireObject(limit, name);
    const { dimension, before, min, max } = limit;
    requireOneOf(
      dimension,
      dimensions.map(({ id }) => id),
      `${name}.dimension`,
    );
    requireSameLength(before, `${name}.before`, { length: n }, "the cells");
    if (min !== undefined) requireNumber(min, `${name}.min`, { min: -1 });
    if (max !== undefined) requireNumber(max, `${name}.max`, { min: min ?? -1 });
    const d = dimensions.findIndex(({ id }) => id === dimension);
    const { starts } = tree.levels[d] as TreeLevel;
    const { least, most } = levels[d] as LevelLimits;
    for (let g = 0; g < least.length; g++) {
      let sum = 0;
      for (let at = starts[g] as number; at < (starts[g + 1] as number); at++) {
        const i = tree.order[at] as number;
        const cell = before[i] as number;
        if (!(cell >= 0 && cell < Number.POSITIVE_INFINITY)) requireNumber(cell, `${name}.before[${i}]`, { min: 0 });
        sum += cell;
      }
      if (min !== undefined) least[g] = Math.max(least[g] as number, wholeAbove(sum * (1 + min)));
      if (max !== undefined) most[g] = Math.min(most[g] as number, wholeBelow(sum * (1 + max)));
    }
  }
}

function boundLimits(
  tree: TargetTree,
  levels: readonly LevelLimits[],
  root: { least: number; most: number },
  { bounds = [], dimensions }: BreakDownTargetOptions,
): void {
  requireList(bounds, "options.bounds");
  for (const [k, bound] of bounds.entries()) {
    const name = `options.bounds[${k}]`;
    requireObject(bound, name);
    requireObject(bound.where, `${name}.where`);
    const { min = 0, max = Number.POSITIVE_INFINITY, where } = bound;
    requireNumber(min, `${name}.min`, { min: 0 });
    if (bound.max !== undefined) requireNumber(max, `${name}.max`, { min: 0 });
    const place = groupAt(tree, dimensions, where, `${name}.where`);
    if (place === undefined) {
      root.least = Math.max(root.least, wholeAbove(min));
      root.most = Math.min(root.most, wholeBelow(max));
      continue;
    }
    const { least, most } = levels[place.level] as LevelLimits;
    least[place.group] = Math.max(least[place.group] as number, wholeAbove(min));
    most[place.group] = Math.min(most[place.group] as number, wholeBelow(max));
  }
}

/** Finds a group by the values of the leading dimensions; `undefined` for the whole. */
function groupAt(
  { levels }: TargetTree,
  dimensions: BreakDownTargetOptions["dimensions"],
  where: Readonly<Record<string, string>>,
  name: string,
): { readonly level: number; readonly group: number } | undefined {
  const keys = Object.keys(where);
  const leading = dimensions.slice(0, keys.length).map(({ id }) => id);
  if (keys.length > dimensions.length || leading.some((id) => !Object.hasOwn(where, id))) {
    throw new ClienteleError(
      "unknown_id",
      `${name} must name the first dimensions in their order (${dimensions.map(({ id }) => id).join(", ")}), got ${keys.join(", ")}; put the dimension that is bounded first`,
      { keys },
    );
  }
  let found: { level: number; group: number } | undefined;
  for (const [level, id] of leading.entries()) {
    const { values } = levels[level] as TreeLevel;
    const from: number = found === undefined ? 0 : ((levels[level - 1] as TreeLevel).children[found.group] as number);
    const to: number =
      found === undefined ? values.length : ((levels[level - 1] as TreeLevel).children[found.group + 1] as number);
    const wanted = where[id];
    let group = from;
    while (group < to && values[group] !== wanted) group++;
    if (group === to) {
      throw new ClienteleError("unknown_id", `${name}.${id}: no cell has ${show(wanted)} there`, { value: wanted });
    }
    found = { level, group };
  }
  return found;
}

/** Names of a group from the first dimension down. */
export function pathOf({ levels }: TargetTree, level: number, group: number): string[] {
  const path: string[] = [];
  for (let d = level, g = group; d >= 0; d--) {
    const { values, parents } = levels[d] as TreeLevel;
    path.unshift(values[g] as string);
    g = parents[g] as number;
  }
  return path;
}

function requireList(list: unknown, name: string): void {
  if (Array.isArray(list)) return;
  throw new ClienteleError("invalid_type", `${name} must be an array, got ${show(list)}`, { name });
}
