import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { ForecastCause, PipelineFlow } from "../../core/labels/pipeline-change.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";
import type { DealForecast } from "../forecast/types.ts";
import type { Pipeline, StageCategory } from "../pipeline/types.ts";

/** One deal as it was known on a day. Amounts of all deals are in minor units of one currency. */
export interface PipelineDeal {
  readonly dealId: string;
  /** Stage as of the day, open or not. */
  readonly stage: string;
  /** How the deal stands; open deals make up the pipeline. */
  readonly category: StageCategory;
  /** The open stage that a deal which is no longer open stood in last; by default where it stood in the earlier list. */
  readonly leftStage?: string;
  /** Whole minor units, zero or more. Absent: zero, or for a deal that has ended what it was before. */
  readonly amountMinor?: number;
  readonly owner?: string;
  /** The close date promised. */
  readonly expectedClose?: DateLike;
  /** When it ended; decides for an ended deal whether it lies in the window, before `expectedClose`. */
  readonly closed?: DateLike;
}

/** The days from the first to the last, both included. */
export interface CloseWindow {
  readonly from: DateLike;
  readonly to: DateLike;
}

/** Options of {@link comparePipeline}. */
export interface ComparePipelineOptions {
  /** Only deals due in these days make up the pipeline; absent: every open deal. */
  readonly window?: CloseWindow;
  /** Sorts the stages in its order, and refuses a stage that it does not have. */
  readonly pipeline?: Pipeline;
  /** Nominal coverage of the intervals of slippage, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One step of a waterfall. */
export interface Flow<Id extends string = PipelineFlow> {
  readonly flow: Id;
  /** What it adds to the amount, whole minor units: negative where it takes away. */
  readonly amountMinor: number;
  /** Deals behind it, sorted by code units. */
  readonly dealIds: readonly string[];
}

/** A waterfall: `openingMinor` plus every flow is `closingMinor`, exactly. */
export interface Waterfall<Id extends string = PipelineFlow> {
  readonly openingMinor: number;
  readonly closingMinor: number;
  /** Flows that happened, in the order in which they are read. */
  readonly flows: readonly Flow<Id>[];
}

/** A waterfall of open deals. */
export interface PipelineWaterfall extends Waterfall {
  readonly openingDeals: number;
  readonly closingDeals: number;
}

/** One owner's part; stage moves between their own deals cancel out and are left out. */
export interface OwnerChange extends PipelineWaterfall {
  /** Absent: deals without an owner. */
  readonly owner?: string;
}

/** One stage's part; transfers between owners inside it cancel out and are left out. */
export interface StageChange extends PipelineWaterfall {
  readonly stage: string;
}

/** How many of the deals due were put off. */
export interface Slippage {
  /** Deals due: open at the start with a promised date (inside the window, where there is one). */
  readonly due: number;
  readonly dueMinor: number;
  /** Deals of them put off: past the window, or without one to any later day. */
  readonly slipped: number;
  readonly slippedMinor: number;
  /** Share of deals, with Wilson's interval. */
  readonly byCount: Estimate;
  /** Share of the amount; Wilson's interval over as many equal deals as the uneven ones are worth. Zero money abstains. */
  readonly byAmount: Estimate | Abstention;
  /** Mean days by which they were put off to a new date, with Student's interval. */
  readonly pushDays: Estimate | Abstention;
}

/** Result of {@link comparePipeline}. */
export interface PipelineChange extends PipelineWaterfall {
  readonly owners: readonly OwnerChange[];
  readonly stages: readonly StageChange[];
  readonly slippage: Slippage | Abstention;
  readonly reasons: readonly Reason[];
}

/** One deal in a forecast, as `forecastFunnel(…).deals` lists it; amounts are plain numbers in one currency. */
export type ForecastedDeal = Pick<DealForecast, "dealId" | "status" | "stage" | "amount" | "expectedAmount">;

/** A forecast to compare: its deals, and what deals not yet created are expected to bring. A whole forecast fits. */
export interface ComparableForecast {
  readonly deals: readonly ForecastedDeal[];
  readonly newDeals?: { readonly expectedAmount: number };
}

/** Options of {@link compareForecasts}. */
export interface CompareForecastsOptions {
  /** The later deals priced by the earlier model, same day and horizon as `after`: sets a change of the model apart. */
  readonly byEarlierModel?: ComparableForecast;
  /** What a won deal was signed for, in the same units as `amount`; by default its `amount`. */
  readonly signedAmount?: (dealId: string) => number | undefined;
  /** Minor units of one unit, a power of ten from 1 to 10,000; default 100. */
  readonly minorPerUnit?: number;
}

/** Result of {@link compareForecasts}. */
export interface ForecastChange extends Waterfall<ForecastCause> {
  readonly reasons: readonly Reason[];
}
