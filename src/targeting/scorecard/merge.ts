import type { ScorecardDirection } from "../../core/labels/scorecard.ts";
import { chiSquaredQuantile } from "../../math/chi-squared.ts";
import { poolAdjacentViolators } from "../../math/isotonic.ts";

/** Customers of neighbouring values, by the positions of the fine groups they are made of. */
export interface Cell {
  readonly first: number;
  readonly last: number;
  readonly n: number;
  readonly events: number;
}

/** When neighbours are merged. */
export interface MergeRules {
  /** Fewest customers of a group. */
  readonly least: number;
  /** Most groups. */
  readonly most: number;
  /** Chance of telling apart two groups that are alike, in (0, 1). */
  readonly alpha: number;
}

/** Fewest of either outcome in a group: its weight of evidence would be a guess. */
const LEAST_OF_EITHER = 5;

/** Pools neighbours until the rate moves in one direction only, then merges those that cannot be told apart. */
export function mergeCells(cells: readonly Cell[], direction: ScorecardDirection, rules: MergeRules): Cell[] {
  return mergeAlike(direction === "free" ? cells : monotone(cells, direction), rules);
}

/** A direction must explain at least this share of what groups of any shape explain, or it would hide a valley. */
const ENOUGH = 0.7;

/** Cuts in the direction that explains more; freely where either direction hides most of what there is, as for a curve. */
export function mergeBest(cells: readonly Cell[], rules: MergeRules): { direction: ScorecardDirection; cells: Cell[] } {
  const cut = (direction: ScorecardDirection) => {
    const merged = mergeCells(cells, direction, rules);
    return {
      direction,
      cells: merged,
      told: merged.length === 0 ? 0 : likelihood(merged) - likelihood([joined(merged)]),
    };
  };
  const [up, down, free] = [cut("up"), cut("down"), cut("free")];
  const best = up.told >= down.told ? up : down;
  return best.told >= ENOUGH * free.told ? best : free;
}

function monotone(cells: readonly Cell[], direction: "up" | "down"): Cell[] {
  const sign = direction === "up" ? 1 : -1;
  return poolAdjacentViolators(cells.map(({ n, events }) => ({ n, mean: (sign * events) / n }))).map(
    ({ first, last }) => joined(cells.slice(first, last + 1)),
  );
}

function joined(cells: readonly Cell[]): Cell {
  return cells.reduce((a, b) => ({ first: a.first, last: b.last, n: a.n + b.n, events: a.events + b.events }));
}

function likelihood(cells: readonly Cell[]): number {
  const part = (k: number, n: number): number => (k === 0 ? 0 : k * Math.log(k / n));
  return cells.reduce((sum, { n, events }) => sum + part(events, n) + part(n - events, n), 0);
}

/** Pearson's χ² of two groups, 1 degree of freedom. */
function distance(a: Cell, b: Cell): number {
  const n = a.n + b.n;
  const events = a.events + b.events;
  const spread = events * (n - events);
  if (spread === 0) return 0;
  const gap = a.events * b.n - b.events * a.n;
  return (n * gap * gap) / (a.n * b.n * spread);
}

function mergeAlike(start: readonly Cell[], { least, most, alpha }: MergeRules): Cell[] {
  const cells = [...start];
  const enough = chiSquaredQuantile(1 - alpha, 1);
  const small = ({ n, events }: Cell): boolean => n < least || events < LEAST_OF_EITHER || n - events < LEAST_OF_EITHER;
  while (cells.length > 1) {
    // a group too small for a figure goes first, to the neighbour it resembles
    let best = -1;
    let nearest = Number.POSITIVE_INFINITY;
    const anySmall = cells.some(small);
    for (let k = 0; k + 1 < cells.length; k++) {
      const [a, b] = [cells[k] as Cell, cells[k + 1] as Cell];
      if (anySmall && !small(a) && !small(b)) continue;
      const gap = distance(a, b);
      if (gap < nearest) {
        nearest = gap;
        best = k;
      }
    }
    if (!anySmall && cells.length <= most && nearest >= enough) break;
    cells.splice(best, 2, joined(cells.slice(best, best + 2)));
  }
  return cells;
}
