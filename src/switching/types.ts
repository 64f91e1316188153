import type { Abstention, Estimate } from "../core/estimate.ts";
import type { CommitmentKind, LeverId, SwitchingBand, SwitchingFacet } from "../core/labels/switching.ts";
import type { Label } from "../core/locale.ts";
import type { Reason } from "../core/reasons.ts";
import type { DateLike } from "../time/index.ts";

export type { CommitmentKind, LeverId, SwitchingBand, SwitchingFacet } from "../core/labels/switching.ts";

/** How much of a lever belongs to each facet of switching cost: shares in [0, 1] that sum to 1; absent means 0. */
export type FacetShares = Readonly<Partial<Record<SwitchingFacet, number>>>;

/** One point of the scale on which the evidence for a lever is judged. */
export interface EvidenceAnchor {
  /** Evidence at this anchor: 0 not at work, 0.5 half, 1 fully at work. Values between are allowed. */
  readonly evidence: 0 | 0.5 | 1;
  /** What one sees at the customer at this anchor. */
  readonly text: Label;
}

/** One of the seventeen ways to raise the price that a customer pays to leave, D25. */
export interface SwitchingLever {
  readonly id: LeverId;
  /** Its number in the list, 1–17. */
  readonly number: number;
  readonly name: Label;
  /** Facets it works through; split equally where there are two, the leading one first. */
  readonly facets: FacetShares;
  /** What the lever does. */
  readonly description: Label;
  /** What shows that it is at work, at 0, 0.5 and 1. */
  readonly anchors: readonly [EvidenceAnchor, EvidenceAnchor, EvidenceAnchor];
}

/** Where the weights of a switching model come from. */
export type SwitchingOrigin = {
  /** `stated`: somebody's judgement, not learned from who stayed and who left. */
  readonly source: "stated";
  /** `equal_facets`: each facet counts a third; `own`: the caller's weights. */
  readonly basis: "equal_facets" | "own";
};

/** What each lever counts for in the switching index: plain JSON for {@link scoreSwitchingCosts}. */
export interface SwitchingModel {
  readonly kind: "switching";
  readonly version: 1;
  /** Weight of each lever, at least 0; they sum to 1. */
  readonly weights: Readonly<Record<LeverId, number>>;
  /** Shares of each lever by facet; each lever's sum to 1. */
  readonly facets: Readonly<Record<LeverId, FacetShares>>;
  readonly fittedOn: SwitchingOrigin;
}

/** Options of {@link defineSwitchingModel}. */
export interface DefineSwitchingModelOptions {
  /** Weights on any scale, at least 0 and not all 0; a lever that is not named weighs nothing. */
  readonly weights: Readonly<Partial<Record<LeverId, number>>>;
  /** Facet shares of single levers where they differ from the catalogue; each lever's sum to 1. */
  readonly facets?: Readonly<Partial<Record<LeverId, FacetShares>>>;
}

/** A contract that binds the customer. */
export interface SwitchingContract {
  /** First UTC day on which the customer is free; from then on nothing is due. */
  readonly end: DateLike;
  /** Fee per month, at least 0, in the account's currency. */
  readonly monthlyFee: number;
  /** Share of the remaining fees that is due on leaving early, 0–1; default 1. */
  readonly terminationShare?: number;
}

/** What is known about the ties that hold one customer. Every amount is in one currency. */
export interface SwitchingAccount {
  readonly id: string;
  /** How strongly each lever is at work, 0–1 (see `switchingLevers` for anchors). What is not known is left out. */
  readonly evidence: Readonly<Partial<Record<LeverId, number>>>;
  /** Left out where there is none or it is not known. */
  readonly contract?: SwitchingContract;
  /** Money paid in advance that is lost on leaving, at least 0. */
  readonly prepaidBalance?: number;
  /** Points collected and not yet redeemed, at least 0; needs `pointValue`. */
  readonly points?: number;
  /** What one point is worth on redemption, at least 0. */
  readonly pointValue?: number;
  /** What the customer pays per month, at least 0. */
  readonly monthlyRevenue?: number;
  /** Day of this record, used where the call names no `asOf`. */
  readonly asOf?: DateLike;
}

/** Options of {@link scoreSwitchingCosts}. */
export interface ScoreSwitchingOptions {
  /** Day on which the contract is valued; the account's own `asOf` where left out. */
  readonly asOf?: DateLike;
}

/** A switching index with what it rests on. */
export interface SwitchingIndex {
  /** 0 (nothing holds the customer) to 100 (every lever fully at work), over the answered levers; absent when none is. */
  readonly index?: number;
  /** Share of the weight that is answered, 0–1. */
  readonly coverage: number;
  /** Lowest and highest index possible: the missing answers all 0, or all 1. */
  readonly indexRange: readonly [lowest: number, highest: number];
  /** Why there is no index. */
  readonly abstained?: Reason;
}

/** What one lever does for the index of one customer. */
export interface LeverContribution {
  readonly lever: LeverId;
  /** Its weight in the model, 0–1. */
  readonly weight: number;
  /** Evidence as given, 0–1; absent when not known. */
  readonly evidence?: number;
  /** Points of the index that come from it; over all levers they sum to the index. */
  readonly contribution: number;
}

/** A lever that could hold the customer more firmly. */
export interface LeverGain {
  readonly lever: LeverId;
  /**
   * Points of the fully answered index that full evidence would add: 100 × weight × (1 − evidence). Where nothing is
   * known it is the most that could be added.
   */
  readonly gain: number;
  /** False where the evidence is missing: find out first. */
  readonly known: boolean;
}

/** One sum that the customer loses on leaving. */
export interface Commitment {
  readonly kind: CommitmentKind;
  /** Above 0, in the account's currency. */
  readonly amount: number;
  /** First day (`YYYY-MM-DD`) on which it is no longer lost; absent when it does not end by itself. */
  readonly ends?: string;
}

/** What leaving costs a customer in money; a part that the account does not tell is absent. */
export interface SwitchingMoney {
  /** Months left × fee × termination share; 0 from the contract's end on. */
  readonly contractRemainder?: number;
  /** Months left on the contract, started ones in part. */
  readonly contractMonths?: number;
  readonly prepaidBalance?: number;
  /** Points × value of a point. */
  readonly points?: number;
  /** Sum of the parts that are known. */
  readonly total: number;
  /** The total in months of what the customer pays; absent without a `monthlyRevenue` above 0. */
  readonly monthsOfRevenue?: number;
  /** The parts above 0, largest first. */
  readonly items: readonly Commitment[];
}

/** What holds one customer, as points of an index and as money. */
export interface SwitchingScore extends SwitchingIndex {
  readonly id: string;
  /** Day of the valuation, `YYYY-MM-DD`; absent where neither the call nor the account names one. */
  readonly asOf?: string;
  /** Band of the index; absent when there is no index. */
  readonly band?: SwitchingBand;
  /** The same index within each facet. */
  readonly facets: Readonly<Record<SwitchingFacet, SwitchingIndex>>;
  readonly money: SwitchingMoney;
  /** All seventeen levers in the order of the catalogue. */
  readonly levers: readonly LeverContribution[];
  /** Levers that weigh something and are not answered. */
  readonly missing: readonly LeverId[];
  /** Levers that could add points, the largest gain first. */
  readonly raise: readonly LeverGain[];
  /** What limits these figures; {@link explainSwitching} tells the whole story. */
  readonly reasons: readonly Reason[];
}

/** Options of {@link summarizeSwitching}. */
export interface SummarizeSwitchingOptions {
  /** Day on which contracts are valued; each account's own `asOf` where left out. */
  readonly asOf?: DateLike;
  /** What a customer is worth, at least 0; `monthlyRevenue` where left out. `undefined` means not known. */
  readonly value?: (account: SwitchingAccount, index: number) => number | undefined;
  /** Length of the list of free customers, default 10. */
  readonly top?: number;
  /** Nominal coverage of the intervals in (0, 1), default 0.95. */
  readonly level?: number;
}

/** The customers of one band of the index. */
export interface SwitchingBandRow {
  readonly band: SwitchingBand;
  /** Lower bound of the band, included. */
  readonly from: number;
  /** Upper bound of the band; only the last band includes it. */
  readonly to: number;
  readonly n: number;
  /** Share of the scored customers with its Wilson interval; absent when nobody is scored. */
  readonly share?: Estimate;
  /** Money that these customers would lose on leaving. */
  readonly money: number;
  /** What these customers are worth, as far as known. */
  readonly value: number;
}

/** One bar of the histogram of the index. */
export interface SwitchingBin {
  readonly from: number;
  /** Upper bound; only the last bin includes it. */
  readonly to: number;
  readonly band: SwitchingBand;
  readonly n: number;
}

/** A customer whom little holds. */
export interface FreeCustomer {
  readonly id: string;
  readonly index: number;
  readonly coverage: number;
  readonly indexRange: readonly [lowest: number, highest: number];
  /** As the `value` option or `monthlyRevenue` gives it; absent when not known. */
  readonly value?: number;
  /** Money that the customer would lose on leaving. */
  readonly money: number;
}

/** How firmly a whole book of customers is held. */
export interface SwitchingSummary {
  /** Customers in the book. */
  readonly n: number;
  /** Customers with an index. */
  readonly scored: number;
  /** Customers without one: no lever that counts is answered. */
  readonly unscored: number;
  /** Mean index of the scored customers with its t interval, or why none can be named. */
  readonly meanIndex: Estimate | Abstention;
  /** Mean coverage over all customers; absent for an empty book. */
  readonly meanCoverage?: number;
  /** The four bands, freest first. */
  readonly bands: readonly SwitchingBandRow[];
  /** Bars of five points. */
  readonly histogram: readonly SwitchingBin[];
  readonly money: {
    readonly total: number;
    readonly byKind: Readonly<Record<CommitmentKind, number>>;
    /** Customers who would lose anything. */
    readonly customers: number;
    /** Their share of the book with its Wilson interval; absent for an empty book. */
    readonly share?: Estimate;
    /** Money of customers without an index. */
    readonly unscored: number;
  };
  readonly value: {
    readonly total: number;
    /** Customers whose value is known. */
    readonly known: number;
    /** Value of customers without an index. */
    readonly unscored: number;
  };
  /** Customers in the band `free`, the most valuable first; those of unknown value last. */
  readonly free: readonly FreeCustomer[];
}
