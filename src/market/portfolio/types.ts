import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type { PortfolioCell, PortfolioCutSource, PortfolioQuadrant, SpanCell } from "../../core/labels/portfolio.ts";
import type { Reason } from "../../core/reasons.ts";

export type { PortfolioCutSource, PortfolioQuadrant, SpanCell } from "../../core/labels/portfolio.ts";

/** A figure as a number, or with its interval (any `Estimate` fits). A number alone is taken as free of doubt. */
export type PortfolioFigure = number | { readonly value: number; readonly interval?: Interval };

/** Cash of a business, amounts in the currency and period of its size. */
export interface PortfolioCash {
  /** Cash that the business brings in, 0 or more. */
  readonly cashGenerated?: number;
  /** Cash that it takes to keep its place, 0 or more. */
  readonly cashNeeded?: number;
}

/** A business, product or region as the growth–share matrix sees it. */
export interface PortfolioUnit extends PortfolioCash {
  readonly id: string;
  /** Revenue of the period, 0 or more; the size of the circle. */
  readonly revenue: number;
  /** Our market share over the largest rival's, above 0; 1 is level with it. Left out where it is not known. */
  readonly relativeShare?: PortfolioFigure;
  /** Growth of the market in a year as a share: 0.1 is 10 %. Left out where it is not known. */
  readonly growth?: PortfolioFigure;
}

/** One criterion of strategy positioning. */
export interface SpanCriterion {
  readonly id: string;
  /** What it speaks of: the market, or our position in it. */
  readonly axis: "attractiveness" | "position";
  /** Weight above 0 against the others of the axis; from AHP or by hand, they need not sum to one. */
  readonly weight: number;
}

/** A market segment as strategy positioning sees it. */
export interface SpanUnit extends PortfolioCash {
  readonly id: string;
  /** Size of the opportunity as an amount, 0 or more; the size of the circle. */
  readonly size: number;
  /** Rating by criterion id, on the scale of the options; what was not rated is left out. */
  readonly ratings: Readonly<Record<string, PortfolioFigure>>;
}

/** Options of every matrix. */
export interface MatrixOptions {
  /** Nominal coverage of the intervals that come out, in (0, 1); default 0.95. */
  readonly level?: number;
  /**
   * Chance that a quadrant needs to be named, in [0.25, 1]; default 2/3, odds of two to one against the other three
   * together, a convention.
   */
  readonly certainty?: number;
}

/** Options of {@link assignPortfolio}. */
export interface AssignPortfolioOptions extends MatrixOptions {
  /** Relative share from which a business is the leader, above 0; default 1. At the cut counts as high. */
  readonly shareCut?: number;
  /** Growth from which a market grows fast; default 0.1, 10 % a year. At the cut counts as high. */
  readonly growthCut?: number;
}

/** Options of {@link measurePortfolio}. */
export interface MeasurePortfolioOptions extends AssignPortfolioOptions {
  /** The same businesses a period ago, by the same ids; gives the movement. */
  readonly previous?: readonly PortfolioUnit[];
}

/** Options of {@link assignSpan}. */
export interface AssignSpanOptions extends MatrixOptions {
  /** What is rated, with weights; at least one criterion of each axis. */
  readonly criteria: readonly SpanCriterion[];
  /** Lowest and highest rating; default 1 to 5. */
  readonly scale?: { readonly min: number; readonly max: number };
  /** Score from which a market is attractive; default the middle of the scale. At the cut counts as high. */
  readonly attractivenessCut?: number;
  /** Score from which a position is strong; default the middle of the scale. At the cut counts as high. */
  readonly positionCut?: number;
  /** Share of an axis' weight that must be rated, in (0, 1]; default 0.5. Less, and the segment is not placed. */
  readonly minCoverage?: number;
}

/** Options of {@link measureSpan}. */
export interface MeasureSpanOptions extends AssignSpanOptions {
  /** The same segments a period ago, by the same ids; gives the movement. */
  readonly previous?: readonly SpanUnit[];
}

/** Where on one axis, with its interval; none where no doubt was given. */
export interface AxisPlace {
  readonly value: number;
  readonly interval?: Interval;
  /** Chance to lie at the cut or above, in [0, 1]. */
  readonly highChance: number;
}

/** Where a business stands and how sure that is. */
export interface PortfolioPosition<Q extends PortfolioCell = PortfolioQuadrant> {
  readonly id: string;
  /** Revenue or size of opportunity. */
  readonly size: number;
  /** Relative share, or competitive position. */
  readonly x: AxisPlace;
  /** Market growth, or market attractiveness. */
  readonly y: AxisPlace;
  /** The quadrant, or `undecided` where none has the chance that `certainty` asks for. */
  readonly quadrant: Q | "undecided";
  /** The quadrant with the most chance. */
  readonly likeliest: Q;
  /** Chance of each quadrant; they sum to 1. */
  readonly chances: Readonly<Record<Q, number>>;
  readonly reasons: readonly Reason[];
}

/** A line of the matrix and where it comes from. */
export interface PortfolioCut {
  readonly value: number;
  readonly source: PortfolioCutSource;
}

/** Cash as shares of all revenue. */
export interface CashBalance {
  readonly generated: number;
  readonly needed: number;
  /** Generated less needed; negative where the quadrant eats cash. */
  readonly net: number;
}

/** What a quadrant holds. */
export interface QuadrantBalance<Q extends PortfolioCell = PortfolioQuadrant> {
  readonly quadrant: Q | "undecided";
  /** Businesses named so. */
  readonly units: number;
  /** Their share of all size that was placed, in [0, 1]. */
  readonly share: number;
  /**
   * Share that truly belongs here, every business counted by its chances; the interval is that of the sum. Absent for
   * `undecided`, which is no place to be.
   */
  readonly expectedShare?: Estimate;
  /** Cash of the businesses named so, as shares of all size; absent where one of them has no cash figures. */
  readonly cash?: CashBalance;
}

/** How a business moved since the last period. */
export interface PortfolioMove<Q extends PortfolioCell = PortfolioQuadrant> {
  readonly id: string;
  readonly from: Q | "undecided";
  readonly to: Q | "undecided";
  /** Whether the quadrant changed; `cannot_tell` where either is undecided. */
  readonly moved: "moved" | "stayed" | "cannot_tell";
  /** Chance that relative share (or position) truly rose, in [0, 1]; ½ where it is the same. */
  readonly xRoseChance: number;
  /** Chance that growth (or attractiveness) truly rose, in [0, 1]. */
  readonly yRoseChance: number;
}

/** Movement of the portfolio since the last period. */
export interface PortfolioMovement<Q extends PortfolioCell = PortfolioQuadrant> {
  /** Businesses placed in both periods, by id. */
  readonly moves: readonly PortfolioMove<Q>[];
  /** Placed now, not before. */
  readonly entered: readonly string[];
  /** Placed before, not now. */
  readonly left: readonly string[];
}

/** A matrix with all its businesses. */
export interface PortfolioReport<Q extends PortfolioCell = PortfolioQuadrant> {
  readonly matrix: "growth_share" | "span";
  readonly cuts: { readonly x: PortfolioCut; readonly y: PortfolioCut };
  /** Range of both axes for a rated matrix; absent for growth–share. */
  readonly scale?: { readonly min: number; readonly max: number };
  readonly level: number;
  /** Size of all placed businesses. */
  readonly size: number;
  /** Largest first, then by id. */
  readonly positions: readonly PortfolioPosition<Q>[];
  /** Those that could not be placed, by id, each with the reason. */
  readonly unplaced: readonly ({ readonly id: string } & Abstention)[];
  /** The four quadrants, then `undecided`. */
  readonly quadrants: readonly QuadrantBalance<Q>[];
  /** Cash of all placed businesses as shares of all size, or why it cannot be told. */
  readonly cash: CashBalance | Abstention;
  readonly movement?: PortfolioMovement<Q>;
}

/** Either matrix. */
export type AnyPortfolioReport = PortfolioReport<PortfolioQuadrant> | PortfolioReport<SpanCell>;

/** How far a rank holds when what it rests on is in doubt. */
export interface RankDoubt {
  /** The ranks between which it lies with the chance `level`. */
  readonly rankInterval: Interval;
  /** Chance to hold exactly this rank, in [0, 1]. */
  readonly rankChance: number;
  /** Chance to be first, in [0, 1]. */
  readonly firstChance: number;
  /** True where `rankChance` is at least two in three. */
  readonly stable: boolean;
}

/** Options of every ranking under doubt. */
export interface RankingOptions {
  /** Standard deviation of a rating that comes without an interval, in rating points; default 0.5, see the guide. */
  readonly ratingSd?: number;
  /** Best rating of the scale, above 0; default 5. */
  readonly impactMax?: number;
  /** Draws of the simulation, 100 to 100,000; default 2,000. */
  readonly draws?: number;
  /** Seed of the draws; default 1. */
  readonly seed?: number;
  /** Chance that lies inside a rank interval, in (0, 1); default 0.95. */
  readonly level?: number;
}
