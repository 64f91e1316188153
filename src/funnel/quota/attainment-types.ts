import type { QuotaDimension } from "../../core/labels/quota.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/day.ts";
import type { ForecastRange, FunnelForecast } from "../forecast/types.ts";
import type { SplitPart } from "../opportunity/types.ts";

export type { QuotaDimension } from "../../core/labels/quota.ts";

/** What a person, team, region or product is to bring in a period. */
export interface Quota {
  readonly dimension: QuotaDimension;
  /** Id of the person, team, region or product. */
  readonly unit: string;
  /** First day of the period. */
  readonly from: DateLike;
  /** Last day of the period, included. */
  readonly to: DateLike;
  /** For the whole period at full strength, in whole minor units (cents, fen), zero or more. */
  readonly amountMinor: number;
  /** First day at work; days of the period before it ask for nothing. */
  readonly startsOn?: DateLike;
  /** Share of a full quota in the 1st, 2nd, … month from `startsOn`, each in [0, 1]; afterwards 1. Needs `startsOn`. */
  readonly ramp?: readonly number[];
}

/** Who belongs to which team. */
export interface QuotaPerson {
  readonly id: string;
  readonly team?: string;
}

/** What a deal of a quota's book has in common, won or open. */
export interface CreditedDeal {
  readonly dealId: string;
  /** Revenue of the deal in whole minor units, zero or more. */
  readonly amountMinor: number;
  /** Quota credit by owner as `splitOpportunity` gives it; in all perhaps more than the deal. */
  readonly credit: readonly SplitPart[];
  readonly region?: string;
  readonly product?: string;
}

/** A won deal. */
export interface WonDealCredit extends CreditedDeal {
  readonly wonOn: DateLike;
}

/** An open deal with its chance to be won by the end of the period. */
export interface OpenDealCredit extends CreditedDeal {
  /** In [0, 1], for example the `chance` of a `DealForecast` whose horizon is the period's end. */
  readonly chance: number;
}

/** A forecast of everything that a unit will still win in the period, deals yet to come included. */
export interface QuotaForecast {
  readonly dimension: QuotaDimension;
  readonly unit: string;
  /** As of the same day, its horizon the period's end, its amounts in minor units. */
  readonly forecast: FunnelForecast;
}

/** Quotas, people and deals; the first argument of {@link measureQuotaAttainment}. */
export interface QuotaBook {
  /** Quotas of other periods are left aside. */
  readonly quotas: readonly Quota[];
  readonly won: readonly WonDealCredit[];
  readonly open?: readonly OpenDealCredit[];
  readonly people?: readonly QuotaPerson[];
  readonly forecasts?: readonly QuotaForecast[];
}

/** Options of {@link measureQuotaAttainment}. */
export interface QuotaAttainmentOptions {
  readonly from: DateLike;
  /** Last day, included. */
  readonly to: DateLike;
  /** Day of looking inside the period: what was won by its end is booked. */
  readonly asOf: DateLike;
  /** Variance of the mean-one multiplier that all open deals share, 0 to 10: `method.shockVariance` of a forecast. Default 0. */
  readonly sharedVariance?: number;
}

/** How a unit stands to its quota. */
export interface UnitAttainment {
  readonly dimension: QuotaDimension;
  /** Absent for credit that belongs to no unit of the dimension. */
  readonly unit?: string;
  /** Absent where there is none. `effectiveMinor` after start date and ramp; `rolled_up` from a team's people. */
  readonly quota?: {
    readonly amountMinor: number;
    readonly effectiveMinor: number;
    readonly source: "given" | "rolled_up";
  };
  readonly bookedMinor: number;
  /** Won deals that gave credit. */
  readonly wonDeals: number;
  /** Booked over effective quota. Absent without a quota above zero. */
  readonly attainment?: number;
  readonly open: { readonly deals: number; readonly creditMinor: number; readonly expectedMinor: number };
  /** What will be booked at the period's end, minor units. */
  readonly outlook: ForecastRange & {
    /** `exact` sum over what open deals can bring, `grid` a convolution on 1,024 points, `forecast` as given. */
    readonly method: "exact" | "grid" | "forecast";
  };
  /** Chance that the period ends at or above the effective quota. Absent without a quota. */
  readonly chanceToReach?: number;
  /** Still to be booked, zero once reached. Absent without a quota. */
  readonly remainingMinor?: number;
  /** Per day left, the day of looking excluded. Absent without a quota, or with no day left and something missing. */
  readonly requiredPerDayMinor?: number;
  /** Per day so far. */
  readonly bookedPerDayMinor: number;
  readonly reasons: readonly Reason[];
}

/** Result of {@link measureQuotaAttainment}. */
export interface QuotaAttainment {
  readonly from: string;
  readonly to: string;
  readonly asOf: string;
  readonly daysElapsed: number;
  readonly daysLeft: number;
  readonly sharedVariance: number;
  /** By dimension in the order person, team, region, product, then by name; credit of no unit last. */
  readonly units: readonly UnitAttainment[];
  /** Each dimension's units sum to these. */
  readonly total: {
    readonly wonDeals: number;
    readonly revenueMinor: number;
    readonly creditMinor: number;
    /** Credit beyond revenue, as agreed for overlays; negative where less was credited. */
    readonly overlayMinor: number;
    readonly openDeals: number;
    readonly openCreditMinor: number;
    readonly openExpectedMinor: number;
  };
  /** Won deals outside the period or after `asOf`, left aside. */
  readonly wonOutside: number;
  /** Quotas of other periods, left aside. */
  readonly quotasOutside: number;
  readonly reasons: readonly Reason[];
}
