/** What a customer's record may hold in a field; null, undefined, NaN and empty text mean not known. */
export type FeatureValue = number | string | boolean | null | undefined;

/** A column of numbers, one per customer; NaN means not known. Yes/no fields are numbers 0 and 1. */
export interface NumberFeature {
  /** Name of the field, unique in its table. */
  readonly id: string;
  readonly kind: "number";
  readonly values: ArrayLike<number>;
}

/** A column of categories, one per customer, as whole-number codes into a list of levels; −1 means not known. */
export interface CategoryFeature {
  readonly id: string;
  readonly kind: "category";
  /** The levels by name, unique, in the order of their codes. */
  readonly levels: readonly string[];
  /** For each customer the position of their level in `levels`, or −1. */
  readonly codes: ArrayLike<number>;
}

/** One field of all customers. */
export type Feature = NumberFeature | CategoryFeature;

/** Customers as columns: every field has one value per customer, in the same order. */
export interface FeatureTable {
  /** Number of customers. */
  readonly rows: number;
  readonly features: readonly Feature[];
}

/** How one field is read from a record. */
export interface FeatureField<T> {
  readonly id: string;
  /** Default: number where the known values are numbers or true/false, category where they are text. */
  readonly kind?: "number" | "category";
  /** Default: the record's own field of that name. */
  readonly value?: (row: T, index: number) => FeatureValue;
}

/** A column of numbers cut into at most 255 groups. */
export interface BinnedNumber {
  readonly id: string;
  readonly kind: "number";
  /** Group of each customer, 0 to 254, or 255 where the value is not known. */
  readonly bins: Uint8Array;
  /** Boundaries, rising: group k holds the values above `cuts[k − 1]` and at or below `cuts[k]`. */
  readonly cuts: Float64Array;
  /** Lowest value of each group. */
  readonly lowest: Float64Array;
  /** Highest value of each group; equal to the lowest where the group is one value. */
  readonly highest: Float64Array;
  /** True where each group is one value, so that no boundary between values is lost. */
  readonly exact: boolean;
}

/** A column of categories with one group per level. */
export interface BinnedCategory {
  readonly id: string;
  readonly kind: "category";
  readonly bins: Uint8Array;
  /** Levels by name, at most 255. */
  readonly levels: readonly string[];
}

/** One field as groups. */
export type BinnedFeature = BinnedNumber | BinnedCategory;

/**
 * Customers whose fields are cut into groups once, so that many trees can be learned from them. The first tree checks the
 * table; change nothing in it afterwards.
 */
export interface BinnedTable {
  readonly rows: number;
  readonly features: readonly BinnedFeature[];
}

/** Options of {@link binFeatures}. */
export interface BinFeaturesOptions {
  /** Most groups of a field of numbers, a whole number from 2 to 255; default 255. */
  readonly bins?: number;
  /** Weight of each customer, at least 0; groups then hold about the same weight. Default 1 each. */
  readonly weights?: ArrayLike<number>;
}
