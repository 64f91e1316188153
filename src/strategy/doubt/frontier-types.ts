import type { Reason } from "../../core/reasons.ts";

/** Options of {@link measureStrategyFrontier}. */
export interface StrategyFrontierOptions {
  /** What is meant by risk: the spread (default), or how little comes in the worst tenth of the draws. */
  readonly risk?: "standardDeviation" | "lowTenth";
  /** What is valued: the difference to doing nothing (default) or the net present value of the whole book. */
  readonly of?: "difference" | "npv";
  /** Present value of spend that must not be exceeded, at least 0. */
  readonly budget?: number;
}

/** Where one strategy stands. */
export interface FrontierPoint {
  readonly strategy: string;
  readonly name?: string;
  /** Mean of what is valued. */
  readonly value: number;
  readonly standardDeviation: number;
  /** Value below which a tenth of the draws lie. */
  readonly lowTenth: number;
  /** Present value of spend. */
  readonly spend: number;
  /** Whether its spend is within the budget. */
  readonly affordable: boolean;
  /** No affordable strategy is worth more with no more risk. */
  readonly efficientByRisk: boolean;
  /** No affordable strategy is worth more with no more spend. */
  readonly efficientBySpend: boolean;
  /** One that is at least as good in value, risk and spend and better in one of them; absent where there is none. */
  readonly dominatedBy?: string;
}

/** Value against risk and spend. Plain JSON. */
export interface StrategyFrontier {
  readonly risk: "standardDeviation" | "lowTenth";
  readonly of: "difference" | "npv";
  readonly budget?: number;
  /** In the order of the simulation's outcomes. */
  readonly points: readonly FrontierPoint[];
  /** The affordable strategy that is worth most; doing nothing costs nothing, so there is one. */
  readonly best: string;
  readonly reasons: readonly Reason[];
}
