import type { Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";

/** A measured attribute of an account, such as headcount; `undefined` and `null` say that it is not known. */
export interface NumericAttribute<T> {
  readonly id: string;
  readonly kind: "numeric";
  readonly value: (row: T, index: number) => number | undefined | null;
  /** How much the attribute counts, above 0; default 1. */
  readonly weight?: number;
}

/** A named attribute of an account, such as its industry; `undefined` and `null` say that it is not known. */
export interface CategoryAttribute<T> {
  readonly id: string;
  readonly kind: "category";
  readonly value: (row: T, index: number) => string | boolean | undefined | null;
  /** How much the attribute counts, above 0; default 1. */
  readonly weight?: number;
}

/** What accounts are compared by. */
export type AccountAttribute<T> = NumericAttribute<T> | CategoryAttribute<T>;

/** Options of `nearestAccounts`. */
export interface NearestAccountsOptions<T> {
  /** How to read the id of an account. */
  readonly id: (row: T, index: number) => string;
  readonly attributes: readonly AccountAttribute<T>[];
  /** How many look-alikes are wanted, 1 or more; default 20. */
  readonly k?: number;
  /** `"closest"` (default) measures to the target most like the account, `"average"` to all targets. */
  readonly to?: "closest" | "average";
  /** Share of the attributes' weight that account and target must both have, in (0, 1]; default 0.5. */
  readonly minCoverage?: number;
  /** Nominal coverage of the effects' intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** One look-alike. */
export interface NearestAccount {
  readonly id: string;
  /** 0 where all known attributes agree, 1 where none is alike. */
  readonly distance: number;
  /** The target that it is most like. */
  readonly closest: string;
  /** Share of the attributes' weight that it and that target both have, in (0, 1]. */
  readonly coverage: number;
  /** Attributes in which it is closest to that target first: 0 alike, 1 unlike; unknown ones are left out. */
  readonly differences: readonly { readonly attribute: string; readonly distance: number }[];
}

/** An attribute, or one category of it, that sets the targets apart from all other accounts. */
export interface SharedTrait {
  readonly attribute: string;
  readonly kind: "numeric" | "category";
  /** The category; absent for a measured attribute. */
  readonly level?: string;
  /**
   * In [−1, 1]. Measured: Cliff's delta, how much more often a target exceeds another account than the reverse.
   * Category: share among targets minus share among the others.
   */
  readonly effect: number;
  /** Each trait by itself, not all at once. */
  readonly interval: Interval;
  /** Targets and other accounts whose attribute is known. */
  readonly targets: number;
  readonly others: number;
  readonly reason: Reason<"lookalike_higher" | "lookalike_lower" | "lookalike_level" | "lookalike_category">;
}

/** What `nearestAccounts` finds. */
export interface NearestAccounts {
  /** Nearest first; equal distances in the order of their ids. */
  readonly nearest: readonly NearestAccount[];
  /** Strongest effect first. */
  readonly shared: readonly SharedTrait[];
  /** Accounts that were candidates: all but the targets. */
  readonly candidates: number;
  /** Measured attributes with the difference that counts as wholly unlike, in the attribute's unit. */
  readonly scales: readonly { readonly attribute: string; readonly unlike: number }[];
  readonly notes: readonly Reason<"lookalike_constant" | "lookalike_missing" | "lookalike_uncomparable">[];
}
