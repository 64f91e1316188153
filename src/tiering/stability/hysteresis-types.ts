import type { Reason } from "../../core/reasons.ts";

/** A customer's tier with what is known about a change that may come. Plain JSON: store it and hand it back. */
export interface TierState {
  /** Id of the tier that holds. */
  readonly tier: string;
  /** A change that waits whether it lasts; absent where none does. */
  readonly pending?: {
    readonly direction: "up" | "down";
    /** Periods in a row in which the value has passed a cut by more than the margin, this one included; at least 1. */
    readonly periods: number;
  };
}

/** A customer's value in this period and the state from the period before. */
export interface TierPeriod {
  /** Value in the unit and period of the model, finite. */
  readonly value: number;
  /** State that the period before returned; absent for a new customer. */
  readonly previous?: TierState;
}

/** Options of `assignTierWithHysteresis`. */
export interface HysteresisOptions {
  /** By which share of its size a cut must be passed, in [0, 1); default 0.1. */
  readonly margin?: number;
  /** For how many periods a change to the next tier is only watched, a whole number from 0; default 2. */
  readonly gracePeriods?: number;
}

/** A customer's tier in this period, and the state for the next. */
export interface SteadyTier {
  /** Id of the tier that holds. */
  readonly tier: string;
  /** The tier that the value alone would give, as `assignTier`. */
  readonly measured: string;
  readonly moved: "joined" | "stayed" | "up" | "down";
  readonly state: TierState;
  readonly reasons: readonly Reason<
    "tier_first" | "tier_confirmed" | "tier_within_margin" | "tier_waiting" | "tier_lasting" | "tier_jump"
  >[];
}
