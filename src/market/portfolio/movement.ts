import type { PortfolioCell } from "../../core/labels/portfolio.ts";
import { chanceWithin, type Spread } from "./figure.ts";
import { type Matrix, type Placed, positionOf } from "./place.ts";
import type { PortfolioMove, PortfolioMovement } from "./types.ts";

/** What moved since the last period, and with which chance it truly did. */
export function movementOf<Q extends PortfolioCell>(
  now: readonly Placed[],
  before: readonly Placed[],
  matrix: Matrix<Q>,
): PortfolioMovement<Q> {
  const earlier = new Map(before.map((unit) => [unit.id, unit]));
  const later = new Set(now.map(({ id }) => id));
  const moves: PortfolioMove<Q>[] = [];
  const entered: string[] = [];
  for (const unit of now) {
    const old = earlier.get(unit.id);
    if (old === undefined) {
      entered.push(unit.id);
      continue;
    }
    const from = positionOf(old, matrix).quadrant;
    const to = positionOf(unit, matrix).quadrant;
    const told = from !== "undecided" && to !== "undecided";
    moves.push({
      id: unit.id,
      from,
      to,
      moved: told ? (from === to ? "stayed" : "moved") : "cannot_tell",
      xRoseChance: roseChance(old.x, unit.x),
      yRoseChance: roseChance(old.y, unit.y),
    });
  }
  return {
    moves: moves.sort((a, b) => (a.id < b.id ? -1 : 1)),
    entered: entered.sort(),
    left: before.flatMap(({ id }) => (later.has(id) ? [] : [id])).sort(),
  };
}

/** Chance that the later figure truly lies above the earlier one; both measured apart. */
function roseChance(before: Spread, now: Spread): number {
  const rise = now.value - before.value;
  if (rise === 0) return 0.5;
  // only the sides that face each other can close the gap
  const sd = rise > 0 ? Math.hypot(now.below, before.above) : Math.hypot(now.above, before.below);
  return sd === 0 ? Number(rise > 0) : chanceWithin(rise, sd);
}
