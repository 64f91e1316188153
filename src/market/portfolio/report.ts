import { requireNumber } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { PortfolioCell } from "../../core/labels/portfolio.ts";
import type { Reason } from "../../core/reasons.ts";
import { expectedShare } from "./expected-share.ts";
import { movementOf } from "./movement.ts";
import { type Matrix, type Placed, positionOf } from "./place.ts";
import type { CashBalance, PortfolioCash, PortfolioPosition, PortfolioReport, QuadrantBalance } from "./types.ts";

/** A business as read: placed, or why not. */
export type Reading = Placed | ({ readonly id: string } & Abstention);

export const isPlaced = (reading: Reading): reading is Placed => !("abstained" in reading);

/** Cash of a business, checked; `undefined` where either figure is missing. */
export function cashOf(unit: PortfolioCash, name: string): Placed["cash"] {
  const { cashGenerated, cashNeeded } = unit;
  const amount = { min: 0, max: 1e15 } as const;
  if (cashGenerated !== undefined) requireNumber(cashGenerated, `${name}.cashGenerated`, amount);
  if (cashNeeded !== undefined) requireNumber(cashNeeded, `${name}.cashNeeded`, amount);
  if (cashGenerated === undefined || cashNeeded === undefined) return undefined;
  return { generated: cashGenerated, needed: cashNeeded };
}

/** Puts a matrix together from its businesses, and from those of the last period where they are given. */
export function reportOf<Q extends PortfolioCell>(
  kind: PortfolioReport["matrix"],
  readings: readonly Reading[],
  matrix: Matrix<Q>,
  before: readonly Reading[] | undefined,
): PortfolioReport<Q> {
  // largest first, then by id: the order of the rows must not matter, not even for the last bit of a sum
  const placed = readings.filter(isPlaced).sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
  const positions = placed.map((unit) => positionOf(unit, matrix));
  const size = placed.reduce((total, unit) => total + unit.size, 0);
  return {
    matrix: kind,
    cuts: matrix.cuts,
    level: matrix.level,
    size,
    positions,
    unplaced: readings.filter((reading) => !isPlaced(reading)).sort((a, b) => (a.id < b.id ? -1 : 1)) as ({
      id: string;
    } & Abstention)[],
    quadrants: balances(placed, positions, matrix, size),
    cash: size > 0 ? (cashShares(placed, size) ?? noCash(placed)) : noSize(),
    ...(before === undefined ? {} : { movement: movementOf(placed, before.filter(isPlaced), matrix) }),
  };
}

function balances<Q extends PortfolioCell>(
  placed: readonly Placed[],
  positions: readonly PortfolioPosition<Q>[],
  matrix: Matrix<Q>,
  size: number,
): QuadrantBalance<Q>[] {
  return [...matrix.cells, "undecided" as const].map((quadrant) => {
    const inside = placed.filter((_, i) => positions[i]?.quadrant === quadrant);
    const share = size > 0 ? inside.reduce((total, unit) => total + unit.size, 0) / size : 0;
    const cash = size > 0 ? cashShares(inside, size) : undefined;
    let expected: Estimate | undefined;
    if (quadrant !== "undecided" && size > 0) {
      const chances = positions.map((position) => position.chances[quadrant]);
      expected = expectedShare(
        placed.map((unit) => unit.size / size),
        chances,
        matrix.level,
      );
    }
    return {
      quadrant,
      units: inside.length,
      share: Math.min(1, share),
      ...(expected === undefined ? {} : { expectedShare: expected }),
      ...(cash === undefined ? {} : { cash }),
    };
  });
}

function cashShares(units: readonly Placed[], size: number): CashBalance | undefined {
  let [generated, needed] = [0, 0];
  for (const { cash } of units) {
    if (cash === undefined) return undefined;
    generated += cash.generated / size;
    needed += cash.needed / size;
  }
  const balance = { generated, needed, net: generated - needed };
  // cash many orders of magnitude above revenue has no share that a number can hold
  return Number.isFinite(generated) && Number.isFinite(needed) ? balance : undefined;
}

function noCash(units: readonly Placed[]): Abstention {
  const missing = units.filter(({ cash }) => cash === undefined).length;
  const reason: Reason = { code: "portfolio_cash_unknown", params: { missing, units: units.length } };
  return { abstained: reason };
}

const noSize = (): Abstention => ({ abstained: { code: "portfolio_no_size", params: {} } });
