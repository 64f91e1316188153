import type { Accessor } from "../../core/column.ts";
import type { LoyaltyAction } from "../../core/labels/loyalty-curve.ts";
import type { Reason } from "../../core/reasons.ts";
import type { LoyaltyAccessors, LoyaltyAxisName, LoyaltyQuadrant } from "../quadrant/types.ts";

export type { LoyaltyAction } from "../../core/labels/loyalty-curve.ts";

/** Share of the value that stays through the period, in [0, 1], per quadrant; the caller's own experience. */
export type KeptShares = Readonly<Record<LoyaltyQuadrant, number>>;

/** Options of {@link planLoyaltyMoves}. */
export interface PlanLoyaltyMovesOptions<T> extends LoyaltyAccessors<T> {
  /** What the customer is worth, one currency and one period; negative where returns exceed sales. */
  readonly value: Accessor<T>;
  /** The customer's tier, any text. */
  readonly tier?: (row: T, index: number) => string;
  /** How much of the value stays in each quadrant; with it every move has an expected loss and a gain. */
  readonly kept?: KeptShares;
}

/** A rise of one rating that would take customers across the cut. */
export interface LoyaltyRise {
  readonly axis: LoyaltyAxisName;
  /** Customers below the upper cut on this axis. */
  readonly n: number;
  /** Mean rise that they need to reach it, in scale points. */
  readonly meanRise: number;
}

/** What to do about one group of customers, and what stands behind it. */
export interface PlannedLoyaltyMove {
  readonly quadrant: LoyaltyQuadrant;
  /** Absent where no tier was asked for. */
  readonly tier?: string;
  readonly action: LoyaltyAction;
  readonly n: number;
  /** Value of the group; values of all groups sum to the value of the book. */
  readonly value: number;
  /** Value of its customers who are worth more than nothing: what there is to lose. */
  readonly atStake: number;
  /** Ratings that have to rise for the group to become apostles; none for apostles. */
  readonly rises: readonly LoyaltyRise[];
  /** Expected loss of the value at stake as the quadrant stands; absent where no `kept` was given. */
  readonly expectedLoss?: number;
  /** What more would stay if the group were kept as apostles are; negative where it is kept better now; absent likewise. */
  readonly gain?: number;
  /** The move in words, with its figures. */
  readonly reasons: readonly Reason[];
}

/** What to do about a book, the most at stake first. Plain JSON. */
export interface LoyaltyMovePlan {
  readonly customers: number;
  /** Value of all customers. */
  readonly value: number;
  /** Value of the customers who are worth more than nothing. */
  readonly atStake: number;
  /** One move per quadrant, and tier, that holds customers. */
  readonly moves: readonly PlannedLoyaltyMove[];
}
