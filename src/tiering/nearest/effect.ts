import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { quantiles } from "../../math/quantile.ts";
import type { AttributeColumn } from "./attributes.ts";
import type { SharedTrait } from "./types.ts";

/** Halvings after which an interval's end stands to the last bit. */
const HALVINGS = 60;

/** What sets the targets apart in one attribute: one trait for a number, one per category that a target has. */
export function traitsOf(column: AttributeColumn, isTarget: Uint8Array, level: number): SharedTrait[] {
  const own = cellsWhere(column.cells, isTarget, 1);
  const rest = cellsWhere(column.cells, isTarget, 0);
  if (own.length === 0 || rest.length === 0) return [];
  return column.kind === "numeric"
    ? [numericTrait(column, own, rest, level)]
    : categoryTraits(column, own, rest, level);
}

function cellsWhere(cells: Float64Array, isTarget: Uint8Array, wanted: 0 | 1): Float64Array {
  return cells.filter((cell, i) => isTarget[i] === wanted && !Number.isNaN(cell));
}

function numericTrait(column: AttributeColumn, own: Float64Array, rest: Float64Array, level: number): SharedTrait {
  const attribute = column.id;
  const theta = superiority(own, rest);
  const effect = 2 * theta - 1;
  const { lower, upper } = superiorityInterval(theta, own.length, rest.length, level);
  const params = {
    attribute,
    targetMedian: quantiles(own, [0.5])[0] as number,
    otherMedian: quantiles(rest, [0.5])[0] as number,
    effect,
  };
  const code = effect > 0 ? "lookalike_higher" : effect < 0 ? "lookalike_lower" : "lookalike_level";
  return {
    attribute,
    kind: "numeric",
    effect,
    interval: { lower: 2 * lower - 1, upper: 2 * upper - 1, level },
    targets: own.length,
    others: rest.length,
    reason: { code, params },
  };
}

function categoryTraits(column: AttributeColumn, own: Float64Array, rest: Float64Array, level: number): SharedTrait[] {
  const [ownCounts, restCounts] = [counts(own, column.levels.length), counts(rest, column.levels.length)];
  return column.levels.flatMap((name, code): SharedTrait[] => {
    const [a, b] = [ownCounts[code] as number, restCounts[code] as number];
    if (a === 0) return [];
    const [targetShare, otherShare] = [a / own.length, b / rest.length];
    return [
      {
        attribute: column.id,
        kind: "category",
        level: name,
        effect: targetShare - otherShare,
        interval: newcombeInterval(a, own.length, b, rest.length, level),
        targets: own.length,
        others: rest.length,
        reason: {
          code: "lookalike_category",
          params: { attribute: column.id, level: name, targetShare, otherShare },
        },
      },
    ];
  });
}

function counts(codes: Float64Array, levels: number): Float64Array {
  const table = new Float64Array(levels);
  for (const code of codes) table[code] = (table[code] as number) + 1;
  return table;
}

/** Probability that one of the first group exceeds one of the second, half of the ties counted: the area U / (mn). */
export function superiority(own: Float64Array, rest: Float64Array): number {
  const [a, b] = [own.slice().sort(), rest.slice().sort()];
  let wins = 0;
  let below = 0;
  let upTo = 0;
  for (const value of a) {
    while (below < b.length && (b[below] as number) < value) below++;
    while (upTo < b.length && (b[upTo] as number) <= value) upTo++;
    wins += below + (upTo - below) / 2;
  }
  return wins / (a.length * b.length);
}

/**
 * Newcombe's method 5 for the area: the values whose own standard error reaches to the one observed. It stays inside
 * [0, 1] and does not collapse where the groups do not overlap.
 *
 * @see Newcombe, Confidence intervals for an effect size measure based on the Mann–Whitney statistic, part 2, Statistics
 * in Medicine 25 (2006), 559–573
 */
export function superiorityInterval(theta: number, m: number, n: number, level: number): Interval {
  if (!(level > 0 && level < 1)) {
    throw new ClienteleError("out_of_range", `options.level must be in (0, 1), got ${level}`, {
      name: "options.level",
    });
  }
  const z = normalQuantile((1 + level) / 2);
  const half = (m + n) / 2 - 1;
  const reach = (at: number): number =>
    z * Math.sqrt((at * (1 - at) * (1 + half * ((1 - at) / (2 - at) + at / (1 + at)))) / (m * n));
  return {
    lower: endOf(theta, 0, (at) => at + reach(at) >= theta),
    upper: endOf(theta, 1, (at) => at - reach(at) <= theta),
    level,
  };
}

/** The value furthest from the observed one, towards an end, from which the observed one is still in reach. */
function endOf(observed: number, end: 0 | 1, inReach: (at: number) => boolean): number {
  if (inReach(end)) return end;
  let near = observed;
  let far: number = end;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (near + far) / 2;
    if (inReach(middle)) near = middle;
    else far = middle;
  }
  return near;
}
