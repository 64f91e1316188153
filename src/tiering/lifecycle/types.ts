import type { Interval } from "../../core/estimate.ts";
import type { LifecycleStatus } from "../../core/labels/tier-stability.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";

export type { LifecycleStatus } from "../../core/labels/tier-stability.ts";

/** What is known about somebody in the market, as `lifecycleCustomerSchema` takes it in. What is unknown is absent. */
export interface LifecycleCustomer {
  readonly id?: string;
  /** Day of the last purchase; absent where nothing was ever bought. */
  readonly lastPurchase?: DateLike;
  /** Day of the last contact in which the other side took part: an enquiry, a visit, a reply. */
  readonly lastContact?: DateLike;
  /** Whether the offer fits their need; absent where nobody has checked. */
  readonly fitsTarget?: boolean;
}

/** Options of `assignLifecycle` and `explainLifecycle`. */
export interface LifecycleOptions {
  /** The day on which the question is asked. */
  readonly asOf: DateLike;
  /** Who bought within so many days is active; whole days from 0, default 365. */
  readonly activeDays?: number;
  /** Who bought longer ago than so many days counts as if nothing was ever bought; never, unless given. */
  readonly inactiveDays?: number;
  /** Who was in touch within so many days without having bought is a prospect; whole days from 0, default 365. */
  readonly prospectDays?: number;
}

/** Options of `summarizeLifecycle`. */
export interface SummarizeLifecycleOptions extends LifecycleOptions {
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Why somebody has a status, and until when. */
export interface LifecycleExplanation {
  readonly status: LifecycleStatus;
  readonly reasons: readonly Reason<
    | "lifecycle_bought"
    | "lifecycle_bought_once"
    | "lifecycle_forgotten"
    | "lifecycle_never_bought"
    | "lifecycle_in_touch"
    | "lifecycle_out_of_touch"
    | "lifecycle_never_in_touch"
    | "lifecycle_fits"
    | "lifecycle_fits_not"
    | "lifecycle_fit_unknown"
  >[];
  /** Whole UTC days since the last purchase; absent without one. */
  readonly daysSincePurchase?: number;
  /** Whole UTC days since the last contact; absent without one. */
  readonly daysSinceContact?: number;
  /** Last day (ISO) on which the status holds if nothing happens; absent where time alone does not end it. */
  readonly until?: string;
}

/** One status of a counted market. */
export interface LifecycleRow {
  readonly status: LifecycleStatus;
  readonly customers: number;
  /** Share of all rows, in [0, 1]. */
  readonly share: number;
  /** Wilson interval of the share. */
  readonly shareInterval: Interval;
}

/** A market counted by status, in the order of `lifecycleStatuses`; the counts sum to `customers`. */
export interface LifecycleSummary {
  readonly rows: readonly LifecycleRow[];
  readonly customers: number;
  /** The day of the count, ISO. */
  readonly asOf: string;
  /** Rows in `rest` only because nobody has checked whether the offer fits. */
  readonly unchecked: number;
}
