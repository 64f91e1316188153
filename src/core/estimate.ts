import type { Reason } from "./reasons.ts";

/** A confidence or credible interval. `level` is the nominal coverage in (0, 1), 0.95 unless asked otherwise. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
}

/** A figure with what it rests on: its value, the number of observations and its interval. */
export interface Estimate {
  readonly value: number;
  /** Observations behind the value. */
  readonly n: number;
  readonly interval: Interval;
}

/** A typed refusal to name a figure: the data cannot carry one, and the reason says why. */
export interface Abstention {
  readonly abstained: Reason;
}
