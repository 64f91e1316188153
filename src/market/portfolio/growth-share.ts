import { requireColumn, requireNumber, requireObject, requireText, requireUnique } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { PortfolioQuadrant } from "../../core/labels/portfolio.ts";
import { spreadOf } from "./figure.ts";
import { growthShareCells, type Matrix, matrixOptions, positionOf } from "./place.ts";
import { cashOf, isPlaced, type Reading, reportOf } from "./report.ts";
import type {
  AssignPortfolioOptions,
  MeasurePortfolioOptions,
  PortfolioPosition,
  PortfolioReport,
  PortfolioUnit,
} from "./types.ts";

/** A leader sells more than its largest rival: Henderson (1970). */
const LEADER = 1;

/** The line between slow and fast growing markets: Hedley (1977). */
const FAST = 0.1;

/** Growth as a share of the year before: nothing falls by more than all of it. */
const GROWTH = { min: -1, max: 1e6 } as const;

/**
 * Tells star, cash cow, question mark and dog by relative market share and market growth, with the chance of each,
 * because neither figure is known exactly.
 *
 * @param unit - A business with its revenue, relative share and market growth; numbers or figures with an interval.
 * @param options - `shareCut` (default 1), `growthCut` (default 0.1), `certainty` a quadrant needs to be named (default
 * 2/3), `level` (default 0.95).
 * @returns Its place, the chance of each quadrant and the quadrant, or `undecided` where no chance is clear. Abstains
 * where share or growth is not known. Share is judged by its logarithm; the errors of both figures are taken as
 * independent.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `inconsistent` where an interval does not hold
 * its value.
 * @example
 * ```ts
 * const growth = { value: 0.14, interval: { lower: 0.08, upper: 0.2, level: 0.95 } };
 * const place = assignPortfolio({ id: "pumps", revenue: 400, relativeShare: 1.6, growth });
 * place.quadrant; // => "star"
 * place.chances.star; // ≈ 0.904
 * assignPortfolio({ id: "valves", revenue: 90, growth }).abstained.code; // => "portfolio_axis_unknown"
 * ```
 * @see Henderson, The product portfolio (1970); Hedley, Strategy and the business portfolio, Long Range Planning 10
 * (1977), for both lines
 */
export function assignPortfolio(
  unit: PortfolioUnit,
  options: AssignPortfolioOptions = {},
): PortfolioPosition | Abstention {
  const matrix = growthShareMatrix(options);
  const reading = readUnit(unit, "unit");
  return isPlaced(reading) ? positionOf(reading, matrix) : { abstained: reading.abstained };
}

/**
 * Measures a whole portfolio on the growth–share matrix: where each business stands and how sure that is, what share of
 * revenue each quadrant holds, whether cash comes in where it is needed, and what moved since the last period.
 *
 * @param units - Businesses with unique ids; amounts in one currency and period. An empty list is an empty portfolio.
 * @param options - As for {@link assignPortfolio}, and `previous`: the same businesses a period ago.
 * @returns Positions largest first, what could not be placed and why, the balance of each quadrant, cash as shares of
 * revenue, and the movement.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `inconsistent`, `duplicate_id`.
 * @example
 * ```ts
 * const report = measurePortfolio([
 *   { id: "pumps", revenue: 300, relativeShare: 2, growth: 0.02, cashGenerated: 60, cashNeeded: 15 },
 *   { id: "drives", revenue: 100, relativeShare: 0.4, growth: 0.2, cashGenerated: 5, cashNeeded: 25 },
 * ]);
 * report.positions.map((p) => p.quadrant); // => ["cash_cow", "question_mark"]
 * report.quadrants.find((q) => q.quadrant === "cash_cow").share; // => 0.75
 * report.cash.net; // ≈ 0.0625
 * ```
 */
export function measurePortfolio(
  units: readonly PortfolioUnit[],
  options: MeasurePortfolioOptions = {},
): PortfolioReport {
  const matrix = growthShareMatrix(options);
  const before = options.previous === undefined ? undefined : readAll(options.previous, "options.previous");
  return reportOf("growth_share", readAll(units, "units"), matrix, before);
}

function growthShareMatrix(options: AssignPortfolioOptions): Matrix<PortfolioQuadrant> {
  requireObject(options, "options");
  const { shareCut, growthCut } = options;
  if (shareCut !== undefined) requireNumber(shareCut, "options.shareCut", { min: 1e-6, max: 1e6 });
  if (growthCut !== undefined) requireNumber(growthCut, "options.growthCut", GROWTH);
  return {
    cells: growthShareCells,
    cuts: {
      x: shareCut === undefined ? { value: LEADER, source: "leader" } : { value: shareCut, source: "caller" },
      y: growthCut === undefined ? { value: FAST, source: "growth_line" } : { value: growthCut, source: "caller" },
    },
    logX: true,
    ...matrixOptions(options),
  };
}

function readAll(units: readonly PortfolioUnit[], name: string): Reading[] {
  requireColumn(units, name);
  const readings = Array.from(units, (unit, i) => readUnit(unit, `${name}[${i}]`));
  requireUnique(
    readings.map(({ id }) => id),
    name,
  );
  return readings;
}

function readUnit(unit: PortfolioUnit, name: string): Reading {
  requireObject(unit, name);
  const { id, revenue, relativeShare, growth } = unit;
  requireText(id, `${name}.id`);
  requireNumber(revenue, `${name}.revenue`, { min: 0, max: 1e15 });
  const cash = cashOf(unit, name);
  const x = relativeShare === undefined ? undefined : spreadOf(relativeShare, `${name}.relativeShare`, SHARE);
  const y = growth === undefined ? undefined : spreadOf(growth, `${name}.growth`, GROWTH);
  if (x === undefined || y === undefined) {
    const axis = x === undefined ? "relative_share" : "growth";
    return { id, abstained: { code: "portfolio_axis_unknown", params: { axis } } };
  }
  return { id, size: revenue, x, y, ...(cash === undefined ? {} : { cash }), reasons: [] };
}

/** Shares a million times the rival's or a millionth of it are typing errors. */
const SHARE = { log: true, max: 1e6 } as const;
