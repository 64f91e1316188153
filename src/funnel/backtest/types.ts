import type { Abstention, Estimate, Interval } from "../../core/estimate.ts";
import type {
  BacktestBaseline,
  BacktestMeasure,
  BacktestTotal,
  BacktestVerdictCode,
} from "../../core/labels/backtest.ts";
import type { Reason } from "../../core/reasons.ts";
import type { BrierScore } from "../../math/brier.ts";
import type { CalibrationLine } from "../../math/calibration-line.ts";
import type { ReliabilityBin } from "../../math/reliability.ts";
import type { RocAuc } from "../../math/roc.ts";
import type { DateLike } from "../../time/day.ts";
import type { ForecastFunnelOptions, ForecastRange } from "../forecast/types.ts";
import type { DealHistoriesOptions } from "../opportunity/types.ts";
import type { FitFunnelOptions, Pipeline } from "../types.ts";

export type { BacktestBaseline, BacktestMeasure, BacktestTotal, BacktestVerdictCode };

/** Past days of looking at equal steps: `from`, and on to `to` at most. */
export interface BacktestOriginSteps {
  readonly from: DateLike;
  readonly to: DateLike;
  /** A step of so many whole days from 1; months keep the day of `from` where the month has it. */
  readonly every: "week" | "month" | number;
}

/** Options of {@link backtestFunnel}. */
export interface BacktestFunnelOptions {
  readonly pipeline: Pipeline;
  /** Past days of looking, ascending, at most 1,000; a bare date is its first moment (00:00 UTC). */
  readonly origins: readonly DateLike[] | BacktestOriginSteps;
  /** Days ahead that each forecast looks, above 0 up to 3,650. */
  readonly horizonDays: number;
  /** The last moment that the data cover: an origin whose horizon ends later is not judged. */
  readonly knownUntil: DateLike;
  /** Any safe integer: the same seed gives the same forecasts. */
  readonly seed: number;
  /** How the model is learned at each origin, as for {@link fitFunnel}. */
  readonly fit?: Omit<FitFunnelOptions, "pipeline" | "asOf">;
  /** How it forecasts, as for {@link forecastFunnel}. Without `newDeals` the deals open at the origin alone are judged. */
  readonly forecast?: Pick<ForecastFunnelOptions, "draws" | "holidays" | "newDeals" | "rateDoubt" | "sharedShock">;
  /** Judged origins below which the verdict is "not yet", a whole number from 2; default 5. */
  readonly minimumOrigins?: number;
  /** Different deals open at a judged origin below which the verdict is "not yet", a whole number from 1; default 50. */
  readonly minimumDeals?: number;
  /** Nominal coverage of all intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** For a log of events: turns minor units into the amount, as for {@link toDealHistories}. */
  readonly toAmount?: DealHistoriesOptions["toAmount"];
}

/** A forecast total beside what came. */
export interface BacktestTotalAt extends ForecastRange {
  readonly actual: number;
}

/** What one baseline said at one origin; absent totals where history was too short for it. */
export interface BaselineAt {
  readonly baseline: BacktestBaseline;
  readonly count?: ForecastRange;
  readonly amount?: ForecastRange;
}

/** A forecast as it would have been made, beside what came. */
export interface JudgedOrigin {
  /** ISO 8601 moments. */
  readonly origin: string;
  readonly until: string;
  readonly status: "judged";
  /** Deals open at the origin. */
  readonly openDeals: number;
  readonly count: BacktestTotalAt;
  /** Absent where no deal carries an amount. */
  readonly amount?: BacktestTotalAt;
  /** The part of the count that comes from deals open at the origin. */
  readonly fromOpen: { readonly expected: number; readonly actual: number };
  readonly baselines: readonly BaselineAt[];
}

/** An origin that cannot be judged: its horizon ends after the data, or no deal had entered a stage. */
export interface UnjudgedOrigin {
  readonly origin: string;
  readonly until: string;
  readonly status: "unresolved" | "no_history";
}

/** How the chances given to single deals did, over all judged origins. */
export interface DealJudgement {
  /** Forecasts judged: one per origin and deal open then. */
  readonly n: number;
  /** Different deals among them. */
  readonly deals: number;
  /** Forecasts whose deal was won within the horizon. */
  readonly won: number;
  /** With Murphy's decomposition. Its interval takes forecasts as independent; that of the skill goes by origins. */
  readonly brier: BrierScore;
  readonly logLoss: Estimate;
  readonly reliability: readonly ReliabilityBin[];
  /** Slope and intercept; absent where none is decided. */
  readonly calibration?: CalibrationLine;
  /** Chance that a deal won was given more than one not won; absent where all met one end. */
  readonly auc?: RocAuc;
}

/** How a total did over the judged origins. */
export interface TotalJudgement {
  readonly origins: number;
  /** Sums over origins. */
  readonly expected: number;
  readonly actual: number;
  /** Mean loss at the three quantiles, and the mean of the three; in deals or money. */
  readonly pinball: { readonly p10: number; readonly p50: number; readonly p90: number; readonly mean: number };
  /** Share of origins whose total fell from P10 to P90, with the Clopper–Pearson interval. */
  readonly coverage: Estimate;
  /** Mean of expected − actual; the interval (Student's t over origins) is absent for one origin. */
  readonly bias: { readonly value: number; readonly share?: number; readonly interval?: Interval };
  /** Sum of |expected − actual| over the sum of actual; absent where nothing was won. */
  readonly wape?: number;
}

/** Share of a baseline's loss that the forecast saves on the origins where the baseline has something to say. */
export interface BacktestSkill {
  /** 1 − loss / baseline's loss; negative where the forecast is worse, at worst −999. */
  readonly value: number;
  readonly origins: number;
  /** Of a ratio of sums over origins; absent for one origin. */
  readonly interval?: Interval;
  /** Standard error of the summed difference of losses, as a share of the baseline's loss; absent for one origin. */
  readonly differenceError?: number;
}

/** A baseline's losses, and the forecast's skill against it. */
export interface BaselineJudgement {
  readonly baseline: BacktestBaseline;
  /** Judged origins at which it has something to say. */
  readonly origins: number;
  readonly brier?: number;
  readonly count?: TotalJudgement;
  readonly amount?: TotalJudgement;
  readonly skill: Readonly<Partial<Record<BacktestMeasure, BacktestSkill>>>;
}

/**
 * What to do with the forecast, and why. `not_yet`: too few origins or deals, single deals rated no better than by a
 * baseline, or a total's range worse than a baseline's beyond doubt. `use_with_care`: totals worse than a baseline's by 5 %
 * or more and by more than one standard error, off in one direction by 5 % or more beyond chance, ranges too narrow beyond
 * doubt, or chances too bold or timid.
 */
export interface BacktestVerdict {
  readonly code: BacktestVerdictCode;
  /** The verdict with its figures. */
  readonly reason: Reason<"backtest_use" | "backtest_use_with_care" | "backtest_not_yet">;
  /** What fails; empty for `use`. */
  readonly parts: readonly Reason[];
}

/** Result of {@link backtestFunnel}. Plain JSON. */
export interface FunnelBacktest {
  readonly pipeline: string;
  readonly horizonDays: number;
  /** ISO 8601 moment. */
  readonly knownUntil: string;
  /** One entry per origin, in time order. */
  readonly origins: readonly (JudgedOrigin | UnjudgedOrigin)[];
  /** Absent where no deal was open at any judged origin. */
  readonly deals?: DealJudgement;
  readonly count: TotalJudgement;
  /** Absent where no deal carries an amount. */
  readonly amount?: TotalJudgement;
  /** All four, also those with nothing to say. */
  readonly baselines: readonly BaselineJudgement[];
  /** Against the baseline that is hardest to beat, among those that speak at half of the judged origins or more. */
  readonly skill: Readonly<Partial<Record<BacktestMeasure, BacktestSkill & { readonly baseline: BacktestBaseline }>>>;
  readonly verdict: BacktestVerdict;
  readonly notes: readonly Reason[];
}

/** No forecast could be judged. */
export interface BacktestAbstention extends Abstention {
  readonly origins: readonly UnjudgedOrigin[];
}
