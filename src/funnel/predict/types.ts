import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";
import type { ClosedOutcome, DealChances, HorizonOptions } from "../types.ts";

/** Options of {@link predictDealTimes}. */
export interface DealTimesOptions extends Omit<HorizonOptions, "horizonDays"> {
  /** Days ahead that are looked through, 0 to 3,650; default 365. */
  readonly horizonDays?: number;
  /** Shares at which the days are asked, in (0, 1); default 0.1, 0.5 and 0.9. */
  readonly quantiles?: readonly number[];
}

/** The days from now by which a share is reached. */
export interface DealTimeQuantile {
  readonly share: number;
  /** Absent where the share is not reached within the horizon. */
  readonly days?: number;
}

/** What a deal comes to in money; the listed amount and the signed one are apart. */
export interface DealAmount {
  /** As it stands on the deal. */
  readonly listed: number;
  /** What is signed if it is won. */
  readonly ifWon: {
    readonly expected: number;
    /** Past won deals with both amounts that it rests on; 0: the listed amount is taken as it stands. */
    readonly n: number;
    /** Absent where fewer than two past deals tell how far a signed amount strays. */
    readonly p10?: number;
    readonly p90?: number;
  };
  /** The chance to be won by the horizon times what is signed then. */
  readonly expected: number;
}

/** When a deal will be won or closed, and for how much. */
export interface DealTimes extends DealChances {
  readonly horizonDays: number;
  /** Days until it is won, given that it is won within the horizon; empty for a closed deal. */
  readonly wonIn: readonly DealTimeQuantile[];
  /** Days until it is closed at all, whichever way; empty for a closed deal. */
  readonly closedIn: readonly DealTimeQuantile[];
  /** Absent for a deal without an amount, and for a closed one. */
  readonly amount?: DealAmount;
}

/** Options of {@link predictSlip}. */
export interface SlipOptions {
  readonly asOf: DateLike;
  /** Days ahead on which nobody works; none by default. */
  readonly holidays?: readonly DateLike[];
}

/** What is known of a deal's promise in any case. */
interface Promised {
  readonly dealId: string;
  /** The promised day, ISO 8601. */
  readonly promised: string;
}

/** The promised day is still to come, or is today. */
export interface SlipAhead extends Promised {
  readonly status: "ahead";
  readonly stage: string;
  /** Days until the end of the promised day. */
  readonly daysLeft: number;
  /** Chance that the deal is still open when the promised day ends. */
  readonly slips: number;
  /** Chances to be won, and to end otherwise, by then; the three sum to one. */
  readonly won: number;
  readonly endedOtherwise: number;
  readonly cautions: readonly Reason[];
}

/** The promised day is over and the deal still open. */
export interface SlipOver extends Promised {
  readonly status: "slipped";
  readonly stage: string;
  /** Whole days since the promised day. */
  readonly daysLate: number;
}

/** The deal has closed. */
export interface SlipClosed extends Promised {
  readonly status: "closed";
  readonly outcome: ClosedOutcome;
  /** Whole days after the promised day; 0 where it closed in time. */
  readonly daysLate: number;
}

/** No promise that can be judged. */
export interface SlipUnknown {
  readonly dealId: string;
  readonly status: "unknown";
  readonly abstained: Reason;
}

/** Whether the promised close date of a deal will be kept. */
export type DealSlip = SlipAhead | SlipOver | SlipClosed | SlipUnknown;
