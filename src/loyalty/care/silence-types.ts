import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import type { DateLike } from "../../time/index.ts";
import type { CadencePromise } from "./contact-types.ts";

/** What happened to one account. */
export interface SilenceHistory {
  readonly id: string;
  /** Its tier as of the landmark, not as of today: a tier that fell with the loss would hide it. */
  readonly tier: string;
  /** Days of contact, in any order. Those after the landmark are not looked at. */
  readonly contacts: readonly DateLike[];
  /** When the account began. An account without any contact is silent since then. */
  readonly since?: DateLike;
  /** When it left; absent where it is still ours at the end of the follow-up. */
  readonly left?: DateLike;
  /** What it was worth in a period before the landmark, 0 to 1e15, in one currency. All accounts have one or none. */
  readonly value?: number;
  /**
   * What it was worth in an equally long period after the landmark, 0 to 1e15; its loss is then `value − valueAfter`,
   * below 0 where it grew. All accounts have one or none; without it an account that left has lost its `value`, another
   * nothing.
   */
  readonly valueAfter?: number;
}

/** Options of `measureSilenceCost`. */
export interface SilenceCostOptions {
  /** The day on which it is decided who is silent. */
  readonly landmark: DateLike;
  /** Outcomes are counted on the days after the landmark, a whole number 1–3650. */
  readonly followDays: number;
  /** Up to when the histories are complete; not before the end of the follow-up. */
  readonly asOf: DateLike;
  /** In contact is a gap of at most so many days at the landmark; one promise per tier. */
  readonly cadence: readonly CadencePromise[];
  /** Silent is a gap beyond so many times the promise, 1–1000, default 1; between both an account is not compared. */
  readonly factor?: number;
  /** Fewest accounts that a tier needs on either side to be compared, a whole number from 2, default 5. */
  readonly minAccounts?: number;
  /** Nominal coverage of intervals, in (0, 1), default 0.95. */
  readonly level?: number;
}

/** One tier of the comparison. */
export interface SilenceTier {
  readonly tier: string;
  readonly silent: number;
  readonly silentLost: number;
  readonly contacted: number;
  readonly contactedLost: number;
  /** Share lost among the silent, with Wilson's interval; absent without silent accounts. */
  readonly silentRate?: Estimate;
  /** Share lost among those in contact. */
  readonly contactedRate?: Estimate;
  /** Difference of both shares, with Newcombe's interval; absent where either is. */
  readonly difference?: Estimate;
  /** Whether both sides are large enough for the comparison. */
  readonly used: boolean;
}

/** A chi-squared test. */
export interface SilenceTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** What happened after silence, against accounts of the same tier in contact. */
export interface SilenceCost {
  readonly landmark: string;
  /** Last day of the follow-up. */
  readonly until: string;
  /** Accounts in the tiers that are compared. */
  readonly silent: number;
  readonly contacted: number;
  readonly lost: number;
  readonly excluded: {
    /** Had left on the landmark or before. */
    readonly gone: number;
    /** Began after the landmark. */
    readonly later: number;
    /** Neither a contact nor a start on record before the landmark. */
    readonly unknown: number;
    /** Late, but not yet silent by `factor`. */
    readonly between: number;
    /** In tiers with too few accounts on one side. */
    readonly thin: number;
  };
  /** In the order of the promises; tiers without any account left out. */
  readonly tiers: readonly SilenceTier[];
  /** Share lost after silence less share lost in contact, within tiers (Mantel–Haenszel). */
  readonly difference: Estimate | Abstention;
  /** How many times as many are lost after silence, within tiers (Mantel–Haenszel). */
  readonly ratio: Estimate | Abstention;
  /** Whether silence and loss go together within tiers (Cochran–Mantel–Haenszel, without continuity correction). */
  readonly test: SilenceTest | Abstention;
  /** Whether the tiers share one difference. */
  readonly homogeneity: SilenceTest | Abstention;
  /** The difference without regard to tiers, over the same accounts: not to be acted on, but to be compared. */
  readonly crude: Estimate | Abstention;
  /** Value lost per silent account beyond what accounts of its tier in contact lost. */
  readonly lossPerSilent: Estimate | Abstention;
  /** The same over all silent accounts of the comparison. */
  readonly lossTotal: Estimate | Abstention;
  /** What the figures are and what was left out, to be shown beside them. */
  readonly reasons: readonly Reason[];
}
