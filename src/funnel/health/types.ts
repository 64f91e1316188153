import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { DealStatus } from "../../core/labels/deal-health.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";

export type { DealStatus } from "../../core/labels/deal-health.ts";

/** Options of {@link measureDealHealth}. */
export interface DealHealthOptions {
  readonly asOf: DateLike;
  /** Days ahead over which deals are priced, 0 to 3,650; default 365. */
  readonly horizonDays?: number;
  /** Days ahead on which nobody works; none by default. */
  readonly holidays?: readonly DateLike[];
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** How one open deal stands. */
export interface DealHealthEntry {
  readonly dealId: string;
  readonly stage: string;
  readonly ageDays: number;
  readonly owner?: string;
  /** Listed amount. */
  readonly amount?: number;
  readonly status: DealStatus;
  /** Share of the deals won from this stage that had left it at this age; `n` is the number of them. */
  readonly percentile: Estimate | Abstention;
  readonly reason: Reason;
  /** Chance to be won within the horizon. */
  readonly chance: number;
  /** That chance times what the listed amount comes to when signed; 0 without an amount. */
  readonly expectedAmount: number;
  /** For a stalled deal or a zombie, what its listed amount overstates: listed less expected, never below 0; else 0. */
  readonly atRisk: number;
  /** Days since the last activity, or since the deal began; absent where no activities are told. */
  readonly silenceDays?: number;
  /** How often its close date was put off; absent where not told. */
  readonly pushes?: number;
}

/** Totals of some deals. */
export interface DealHealthTotals {
  readonly deals: number;
  /** Listed. */
  readonly amount: number;
  readonly expectedAmount: number;
  readonly atRisk: number;
}

/** Result of {@link measureDealHealth}. */
export interface DealHealth {
  /** ISO 8601 moment. */
  readonly asOf: string;
  readonly horizonDays: number;
  /** Open deals, most money at risk first; then the oldest percentile first. */
  readonly deals: readonly DealHealthEntry[];
  readonly total: DealHealthTotals;
  /** Open deals without an amount: among the deals, not among the amounts. */
  readonly withoutAmount: number;
  /** One entry per status, from fresh to unknown. */
  readonly byStatus: readonly (DealHealthTotals & { readonly status: DealStatus })[];
  /** One entry per owner, most money at risk first; deals without an owner come under none. */
  readonly byOwner: readonly (DealHealthTotals & {
    readonly owner?: string;
    readonly stalled: number;
    readonly zombies: number;
  })[];
  readonly reasons: readonly Reason[];
}
