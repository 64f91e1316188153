import { requireNumber } from "../../core/checks.ts";
import type { PortfolioCell, PortfolioQuadrant, SpanCell } from "../../core/labels/portfolio.ts";
import type { Reason } from "../../core/reasons.ts";
import { chanceAtLeast, intervalOf, type Spread } from "./figure.ts";
import type { AxisPlace, MatrixOptions, PortfolioCut, PortfolioPosition } from "./types.ts";

/** Quadrants in the order high–high, high x, high y, low–low. */
export type Cells<Q extends PortfolioCell> = readonly [both: Q, xOnly: Q, yOnly: Q, neither: Q];

export const growthShareCells: Cells<PortfolioQuadrant> = ["star", "cash_cow", "question_mark", "dog"];
export const spanCells: Cells<SpanCell> = ["grow_invest", "harvest", "acquire_skill", "avoid_exit"];

/** A matrix, checked: its quadrants, its lines and how sure a name must be. */
export interface Matrix<Q extends PortfolioCell> {
  readonly cells: Cells<Q>;
  readonly cuts: { readonly x: PortfolioCut; readonly y: PortfolioCut };
  /** Whether x is judged by its logarithm. */
  readonly logX: boolean;
  readonly level: number;
  readonly certainty: number;
}

/** A business whose both axes are known. */
export interface Placed {
  readonly id: string;
  readonly size: number;
  readonly x: Spread;
  readonly y: Spread;
  readonly cash?: { readonly generated: number; readonly needed: number };
  readonly reasons: readonly Reason[];
}

/** `level` and `certainty`, filled in and checked. */
export function matrixOptions(options: MatrixOptions): { level: number; certainty: number } {
  const { level = 0.95, certainty = 2 / 3 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(certainty, "options.certainty", { min: 0.25, max: 1 });
  return { level, certainty };
}

/** Names the quadrant of a business by the chances of both axes, taken as independent. */
export function positionOf<Q extends PortfolioCell>(unit: Placed, matrix: Matrix<Q>): PortfolioPosition<Q> {
  const { cells, cuts, logX, level, certainty } = matrix;
  const xHigh = chanceAtLeast(unit.x, logX ? Math.log(cuts.x.value) : cuts.x.value);
  const yHigh = chanceAtLeast(unit.y, cuts.y.value);
  const chances = [xHigh * yHigh, xHigh * (1 - yHigh), (1 - xHigh) * yHigh, (1 - xHigh) * (1 - yHigh)] as const;
  let best = 0;
  for (let i = 1; i < 4; i++) if ((chances[i] as number) > (chances[best] as number)) best = i;
  const [likeliest, chance] = [cells[best] as Q, chances[best] as number];
  // a hair below the line is rounding, not doubt
  const named = chance >= certainty - 1e-12;
  const reasons: Reason[] = [...unit.reasons];
  if (!named) reasons.push({ code: "portfolio_undecided", params: { quadrant: likeliest, chance, certainty } });
  if (unit.x.below + unit.x.above + unit.y.below + unit.y.above === 0) {
    reasons.push({ code: "portfolio_no_doubt", params: { quadrant: likeliest } });
  }
  return {
    id: unit.id,
    size: unit.size,
    x: axisPlace(unit.x, xHigh, level, logX),
    y: axisPlace(unit.y, yHigh, level, false),
    quadrant: named ? likeliest : "undecided",
    likeliest,
    chances: Object.fromEntries(cells.map((cell, i) => [cell, chances[i]])) as Record<Q, number>,
    reasons,
  };
}

function axisPlace(spread: Spread, highChance: number, level: number, log: boolean): AxisPlace {
  const interval = intervalOf(spread, level, log);
  const value = log ? Math.exp(spread.value) : spread.value;
  return { value, ...(interval === undefined ? {} : { interval }), highChance };
}
