import type { Interval } from "../../core/estimate.ts";
import type { SegmentListName, SegmentVerdict } from "../../core/labels/segment.ts";
import type { Locale } from "../../core/locale.ts";
import type { Reason } from "../../core/reasons.ts";
import type { FeatureTable } from "../table/types.ts";
import type { TreeOutcome, TreeOutcomes } from "../tree/types.ts";

/**
 * One condition of a segment's rule, as data that `describe` words: all that the path asks of one field, merged. What
 * it does not let in is excluded; `missing` says on which side customers stand whose value is not known.
 */
export type SegmentCondition = Reason<"segment_number" | "segment_category">;

/** A rate or mean with the customers behind it; without an interval where a mean shows no spread. */
export interface SegmentFigure {
  readonly value: number;
  /** Customers. */
  readonly n: number;
  /** Wilson's for a share, Student's t for a mean. */
  readonly interval?: Interval;
}

/** A segment and all better ones together. */
export interface SegmentCumulative {
  /** Share of all customers (by weight), in [0, 1]. */
  readonly share: number;
  /** Rate or mean of them together. */
  readonly value: number;
  /** Value against that of all; absent where that of all is not above 0. */
  readonly lift?: number;
  /** Share of all yes, or of the total amount, that they bring; absent where there is none above 0. */
  readonly captured?: number;
}

/** One leaf of a tree as a segment of customers. */
export interface TreeSegment {
  /** Number of the leaf, from 1, as {@link assignTreeLeafColumn} tells it. */
  readonly leaf: number;
  /** Conditions that all hold, one per field, in the order in which the tree asks; empty for a tree of one leaf. */
  readonly rule: readonly SegmentCondition[];
  /** The rule in words. A condition that does not say "or not known" holds for known values alone. */
  readonly text: string;
  /** Share of yes, of the class asked for or of the most frequent one, or mean amount: of the customers the tree grew on. */
  readonly figure: SegmentFigure;
  /** The most frequent class; classes alone. */
  readonly class?: string;
  /** Share of each class, in the order of the model's classes; classes alone. */
  readonly shares?: readonly SegmentFigure[];
  /** The figure against that of all customers: 2 is twice as likely; absent where that of all is not above 0. */
  readonly lift?: number;
  /** Share of all customers (by weight), in [0, 1]. */
  readonly share: number;
  /** This and all better segments together; absent for classes unless one is asked for. */
  readonly cumulative?: SegmentCumulative;
  /** Which list the tree's own figure puts the segment on; absent without thresholds. */
  readonly list?: SegmentListName;
  /** The same figure among customers whom the tree has not seen; absent without any in this segment. */
  readonly heldOut?: SegmentFigure;
  /** Whether the held-out interval lies on the list's side of its threshold, on the other side, or on both. */
  readonly verdict?: SegmentVerdict;
}

/** Segments of one list together. */
export interface SegmentList {
  /** Rate or amount from which (likely) or down to which (unlikely) a segment belongs. */
  readonly threshold: number;
  readonly leaves: readonly number[];
  /** Customers in them. */
  readonly n: number;
  /** Share of all customers (by weight). */
  readonly share: number;
}

/** A tree as segments of customers, the best first. */
export interface TreeSegments {
  readonly outcome: TreeOutcome;
  /** The class whose share the figures tell, where one was asked for. */
  readonly class?: string;
  /** The figure of all customers; for classes that of the most frequent one, unless one was asked for. */
  readonly overall: SegmentFigure;
  readonly segments: readonly TreeSegment[];
  /** Nearly sure to say yes; absent without thresholds. */
  readonly likely?: SegmentList;
  /** Nearly sure not to. */
  readonly unlikely?: SegmentList;
  /** What to know before the figures are used. */
  readonly notes: readonly Reason[];
}

/** From where on a segment is likely, and down to where unlikely. */
export interface SegmentThresholds {
  /** Default 0.95; for amounts there is no default. */
  readonly likely?: number;
  /** Default 0.05. */
  readonly unlikely?: number;
}

/** Customers whom the tree has not seen, with what became of them. */
export interface SegmentHeldOut {
  readonly table: FeatureTable;
  readonly outcome: TreeOutcomes;
}

/** How one field is called in the words of a rule. */
export interface SegmentFieldNames {
  /** Default: the field's id. */
  readonly name?: string;
  /** The field holds 0 and 1 (or false and true) for no and yes, and is worded so. */
  readonly yesNo?: boolean;
  /** Names of levels by the level; a level that is left out is its own name. */
  readonly levels?: Readonly<Record<string, string>>;
}

/** How fields are called, by the field's id. */
export type SegmentFields = Readonly<Record<string, SegmentFieldNames>>;

/** Options of {@link describeSegments}. */
export interface DescribeSegmentsOptions {
  /** Language of the words, default English. */
  readonly locale?: Locale;
  /** Nominal coverage of intervals, in (0, 1), default 0.95. */
  readonly level?: number;
  /** Of several classes the one whose share is told; left out, each segment tells its most frequent one. */
  readonly class?: string;
  /** Where the two lists begin. */
  readonly thresholds?: SegmentThresholds;
  /** Customers whom the tree has not seen. */
  readonly heldOut?: SegmentHeldOut;
  /** How fields are called in the words. */
  readonly fields?: SegmentFields;
}
