import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { LockInEventKind, LockInSide, LockInStatus } from "../../core/labels/lock-in.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/index.ts";
import type { CommitmentKind, LeverId, SwitchingAccount, SwitchingModel } from "../types.ts";

export type { LockInEventKind, LockInSide, LockInStatus } from "../../core/labels/lock-in.ts";

/** Options of {@link forecastLockIn}. */
export interface ForecastLockInOptions {
  /** UTC day from which the forecast runs. */
  readonly asOf: DateLike;
  /** Months to look ahead, a whole number from 1 to 120. */
  readonly months: number;
  /** Weights of the levers. */
  readonly model: SwitchingModel;
  /** Whose customers these are: `ours` (default), or `rival`, from what is known of what binds them there. */
  readonly side?: LockInSide;
  /**
   * Whether the levers that fade are kept up: `kept` (default) until the day in `leverEnds`, or `stopped`, as if nobody
   * did anything from `asOf` on.
   */
  readonly upkeep?: "kept" | "stopped";
  /** Half-lives in months, above 0, of levers that fade or stay; those of the catalogue are assumptions of ours. */
  readonly halfLives?: Readonly<Partial<Record<LeverId, number>>>;
  /** What a customer is worth per month, at least 0; `monthlyRevenue` where left out. `undefined` means not known. */
  readonly value?: (account: SwitchingAccount, index: number) => number | undefined;
  /** Nominal coverage of the intervals in (0, 1), default 0.95. */
  readonly level?: number;
}

/** Something that happens to a customer's ties on a day. */
export interface LockInEvent {
  readonly day: string;
  readonly kind: LockInEventKind;
  /** The lever that is no longer kept up. */
  readonly lever?: LeverId;
  /** The contract, where that has an id. */
  readonly contract?: string;
}

/** One customer over the months. */
export interface LockInCustomer {
  readonly id: string;
  /** Whether a contract binds the customer at the start. */
  readonly status: LockInStatus;
  /** First day on which every contract can be left without a charge, if notice is given in time; absent if not known. */
  readonly freeOn?: string;
  /** Last day on which notice stops a contract from renewing itself; absent where none does. */
  readonly noticeBy?: string;
  /** Months until the next chance where this one is missed; absent where no contract renews itself. */
  readonly againMonths?: number;
  /** What the customer is worth per month; absent where not known. */
  readonly value?: number;
  /** Share of the model's weight that is answered, 0–1. */
  readonly coverage: number;
  /** Money lost on leaving, at the start and after each month. */
  readonly money: readonly number[];
  /** Index at the start and after each month; absent where no lever that weighs is answered. */
  readonly index?: readonly number[];
  /** What happens within the months, in order of days. */
  readonly events: readonly LockInEvent[];
}

/** A customer who comes free within the months: who can leave when. */
export interface ContestableCustomer {
  readonly id: string;
  readonly freeOn: string;
  readonly noticeBy?: string;
  readonly againMonths?: number;
  readonly value?: number;
  /** Money lost on leaving on that day all the same: balance, points, effort, equipment. */
  readonly money: number;
  /** Index on that day; absent where no lever that weighs is answered. */
  readonly index?: number;
}

/** All customers after so many months. */
export interface LockInMonth {
  /** 0 at the start. */
  readonly month: number;
  /** UTC day on which it is looked at. */
  readonly day: string;
  readonly money: {
    readonly total: number;
    readonly byKind: Readonly<Record<CommitmentKind, number>>;
  };
  /** Mean index of the customers who have one, with its t interval, or why none can be named. */
  readonly meanIndex: Estimate | Abstention;
  /** Customers bound by contract, free to go, and of whom it is not known; they sum to all. */
  readonly bound: number;
  readonly free: number;
  readonly unknown: number;
  /** Customers who can first leave since the month before; at the start those who can leave at once. */
  readonly comingFree: number;
  /** What those are worth per month, as far as known. */
  readonly valueComingFree: number;
}

/** Month by month, what still holds the customers. */
export interface LockInForecast {
  readonly side: LockInSide;
  readonly upkeep: "kept" | "stopped";
  readonly asOf: string;
  readonly n: number;
  /** Rows for the start and each month. */
  readonly months: readonly LockInMonth[];
  /** Who can leave when: by day, the most valuable first. */
  readonly calendar: readonly ContestableCustomer[];
  /** One row per customer in the order given. */
  readonly customers: readonly LockInCustomer[];
  /** Mean share of the weight that is answered; absent for an empty book. */
  readonly meanCoverage?: number;
  /** What the customers are worth per month, and of how many it is known. */
  readonly value: { readonly total: number; readonly known: number };
  /** What limits these figures. */
  readonly reasons: readonly Reason[];
}
