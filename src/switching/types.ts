import type { Abstention, Estimate, Interval } from "../core/estimate.ts";
import type {
  CommitmentKind,
  LeverCostKind,
  LeverCostUnit,
  LeverEvent,
  LeverId,
  SwitchingBand,
  SwitchingFacet,
} from "../core/labels/switching.ts";
import type { Label } from "../core/locale.ts";
import type { Reason } from "../core/reasons.ts";
import type { DateLike } from "../time/index.ts";
import type { FacetShares } from "./model-types.ts";
import type { SwitchingAccount, SwitchingMoney } from "./ties.ts";

export type {
  CommitmentKind,
  LeverCostKind,
  LeverCostUnit,
  LeverEvent,
  LeverId,
  SwitchingBand,
  SwitchingFacet,
} from "../core/labels/switching.ts";
export type {
  DefineSwitchingModelOptions,
  FacetShares,
  LeavingScale,
  SwitchingModel,
  SwitchingOrigin,
  WeightDoubt,
} from "./model-types.ts";
export type {
  Commitment,
  PointLot,
  SwitchingAccount,
  SwitchingContract,
  SwitchingDiscount,
  SwitchingEquipment,
  SwitchingMigration,
  SwitchingMoney,
  SwitchingRetraining,
  TerminationStep,
} from "./ties.ts";

/** One point of the scale on which the evidence for a lever is judged. */
export interface EvidenceAnchor {
  /** Evidence at this anchor: 0 not at work, 0.5 half, 1 fully at work. Values between are allowed. */
  readonly evidence: 0 | 0.5 | 1;
  /** What one sees at the customer at this anchor. */
  readonly text: Label;
}

/** What keeping a lever at work costs us: the kind of cost and what it is counted by, never an amount. */
export interface LeverCost {
  readonly kind: LeverCostKind;
  readonly unit: LeverCostUnit;
  /** What is spent, in words. */
  readonly text: Label;
}

/** How a lever gives way. */
export type LeverDecay =
  /** At once, on the day of an event that contract, points or balance name. */
  | { readonly kind: "on_date"; readonly event: LeverEvent; readonly text: Label }
  /** By halves, once nobody keeps it up any more. The half-life is an assumption of ours, to be overridden. */
  | { readonly kind: "fades"; readonly halfLifeMonths: number; readonly source: "assumed"; readonly text: Label }
  /** Not by itself: it holds until the customer replaces what it rests on. */
  | { readonly kind: "stays"; readonly text: Label };

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
  /** What it costs us. */
  readonly cost: LeverCost;
  /** How it gives way. */
  readonly decay: LeverDecay;
}

/** Options of {@link scoreSwitchingCosts}. */
export interface ScoreSwitchingOptions {
  /** Day on which contracts, points and the like are valued; the account's own `asOf` where left out. */
  readonly asOf?: DateLike;
  /**
   * How far a judge of the evidence is off: standard deviation of one answer, 0–0.5; default 0.15, an assumption of
   * ours. The account's own `evidenceSd` goes before it.
   */
  readonly evidenceSd?: number;
  /** How far a judge errs in the same direction on all levers, 0 (independently) to 1 (alike); default 0. */
  readonly evidenceCorrelation?: number;
  /** Nominal coverage of the intervals in (0, 1), default 0.95. */
  readonly level?: number;
}

/** A switching index with what it rests on. */
export interface SwitchingIndex {
  /** 0 (nothing holds the customer) to 100 (every lever fully at work), over the answered levers; absent when none is. */
  readonly index?: number;
  /** Share of the weight that is answered, 0–1. */
  readonly coverage: number;
  /** Lowest and highest index possible: the missing answers all 0, or all 1. */
  readonly indexRange: readonly [lowest: number, highest: number];
  /**
   * Interval of the index over the answered levers: doubt of the evidence and of learned weights. What missing answers
   * could change is not in it but in `indexRange`. Absent when there is no index.
   */
  readonly interval?: Interval;
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
