import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { ContactKind, ContactStatus } from "../../core/labels/care.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/index.ts";

export type { ContactKind, ContactStatus } from "../../core/labels/care.ts";

/** How often accounts of a tier are promised to hear from us. */
export interface CadencePromise {
  readonly tier: string;
  /** At least one contact every so many days, a whole number 1–3650. */
  readonly days: number;
}

/** An account whose contact is watched. */
export interface ContactAccount {
  readonly id: string;
  readonly tier: string;
  /** When the account began; without it nothing is due to an account that was never contacted. */
  readonly since?: DateLike;
}

/** One contact with an account. */
export interface Contact {
  readonly account: string;
  readonly on: DateLike;
  /** What it was about; `"contact"` unless given. */
  readonly kind?: ContactKind;
}

/** When a late account counts as silent: all that is stated must hold. A later contact can never make it silent. */
export interface SilenceRule {
  /**
   * How many of the account's own longest gaps are set aside as exceptions; the open gap must exceed the longest of the
   * others. Whole number 0–1000, default 0: longer than ever before.
   */
  readonly ownExceptions?: number;
  /** At least this share of the completed gaps of the tier's other accounts is shorter; in (0, 1], default 0.95. */
  readonly tierShare?: number;
  /** With fewer gaps of others than this the tier is not asked; a whole number from 1, default 20. */
  readonly minGaps?: number;
  /** Instead the open gap must reach so many times the promised days, at least 1, default 2. */
  readonly factor?: number;
}

/** Options of `measureContact`. */
export interface MeasureContactOptions {
  /** One promise per tier, tiers unique. */
  readonly cadence: readonly CadencePromise[];
  readonly asOf: DateLike;
  /** Due soon is due within so many days, a whole number 0–3650, default 7. */
  readonly soonDays?: number;
  /** What counts as contact; all three kinds unless given. Last deal and last service are told either way. */
  readonly counts?: readonly ContactKind[];
  readonly silence?: SilenceRule;
  /** Nominal coverage of intervals, in (0, 1), default 0.95. */
  readonly level?: number;
}

/** Where one account stands. Days are `YYYY-MM-DD`. */
export interface AccountContact {
  readonly account: string;
  readonly tier: string;
  readonly status: ContactStatus;
  /** Last contact of a kind that counts; absent when never contacted. */
  readonly last?: string;
  readonly lastContact?: string;
  readonly lastDeal?: string;
  readonly lastService?: string;
  /** Days since `last`, the gap that is still open. */
  readonly daysSince?: number;
  /** Days promised between two contacts. */
  readonly cadenceDays: number;
  /** Day on which the next contact falls due; absent when never contacted and of unknown start. */
  readonly due?: string;
  /** Days past `due`; 0 where it has not passed or is not known. */
  readonly daysOverdue: number;
  /** Completed gaps between contacts on different days. */
  readonly gaps: number;
  /** Median completed gap in days; absent without one. */
  readonly medianGap?: number;
  /** Longest completed gap in days; absent without one. */
  readonly longestGap?: number;
  readonly reason: Reason;
}

/** How a tier stands. */
export interface TierContact {
  readonly tier: string;
  readonly cadenceDays: number;
  readonly accounts: number;
  readonly counts: Readonly<Record<ContactStatus, number>>;
  /**
   * Share of accounts that are not past their due day, with Wilson's interval. An account never contacted keeps the
   * promise until its first due day; of unknown start it does not.
   */
  readonly kept: Estimate | Abstention;
  /** Median over accounts of their own median gap in days, with the interval of order statistics. */
  readonly medianGap: Estimate | Abstention;
}

/** What `measureContact` finds. */
export interface ContactMeasurement {
  readonly asOf: string;
  /** The most urgent first: silent, overdue, never contacted, due soon, on time; then the longest overdue, then by id. */
  readonly accounts: readonly AccountContact[];
  /** In the order of the promises. */
  readonly tiers: readonly TierContact[];
  readonly counts: Readonly<Record<ContactStatus, number>>;
  /** Contacts left out: dated in the future, or of accounts that are not in the list. */
  readonly notes: readonly Reason[];
}
