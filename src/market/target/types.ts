import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";

/** One way in which a target is divided: by region, by product, by owner, by month. */
export interface TargetDimension {
  readonly id: string;
  /** Where each cell belongs, one text per cell. */
  readonly values: ArrayLike<string>;
}

/** What the shares of the cells follow. */
export interface TargetBasis {
  /** For example `history`, `potential` or `capacity`. */
  readonly id: string;
  /** One amount per cell, at least 0, on any scale: only its shares of the whole count. */
  readonly values: ArrayLike<number>;
  /** How much this column counts beside the others, at least 0; default 1. */
  readonly weight?: number;
}

/** Least and most of a group of cells, named by the leading dimensions. */
export interface TargetBound {
  /** A value for the first dimension, or the first two, and so on; `{}` is the whole. */
  readonly where: Readonly<Record<string, string>>;
  /** In the unit of the total, at least 0. */
  readonly min?: number;
  /** In the unit of the total, at least 0. */
  readonly max?: number;
}

/** How far groups may move from what they did before. */
export interface TargetGrowth {
  /** The groups down to this dimension are held to it. */
  readonly dimension: string;
  /** What each cell did before, in the unit of the total, at least 0. */
  readonly before: ArrayLike<number>;
  /** Least growth as a share, at least −1: 0.05 is at least 5 % more. */
  readonly min?: number;
  /** Most growth as a share, at least −1. */
  readonly max?: number;
}

/** Options of `breakDownTarget`. */
export interface BreakDownTargetOptions {
  /** In the order in which the target is handed down: first by region, then by product, and so on. */
  readonly dimensions: readonly TargetDimension[];
  readonly basis: readonly TargetBasis[];
  /** Least of each cell, at least 0; default 0. */
  readonly min?: ArrayLike<number>;
  /** Most of each cell, at least 0; `Infinity` where there is none. */
  readonly max?: ArrayLike<number>;
  readonly bounds?: readonly TargetBound[];
  readonly growth?: readonly TargetGrowth[];
}

/** The groups of one level, as columns; groups stand in the order of their names. */
export interface TargetLevel {
  /** The dimension that this level adds. */
  readonly dimension: string;
  /** Name of each group within the group above it. */
  readonly values: readonly string[];
  /** Position of the group above it in the level above; 0 on the first level. */
  readonly parents: Int32Array;
  /** Whole units; the targets of the groups below one group sum exactly to its own. */
  readonly targets: Float64Array;
  /** Share of the basis that the group has within the group above it, in [0, 1]. */
  readonly basis: Float64Array;
  /** −1 where a least amount lifted the group above its share, 1 where a most amount held it below, else 0. */
  readonly limited: Int8Array;
}

/** A group whose limits decided its target. */
export interface LimitedTarget {
  /** Values from the first dimension down to the group. */
  readonly path: readonly string[];
  readonly limit: "min" | "max";
  readonly target: number;
  /** What its share alone would have given, not rounded. */
  readonly byShare: number;
}

/** A target broken down to every cell. */
export interface TargetBreakdown {
  readonly total: number;
  /** One whole number per cell, in the order of the columns. */
  readonly cells: Float64Array;
  /** One level per dimension, from the first down to the cells. */
  readonly levels: readonly TargetLevel[];
  /** The groups that limits moved, the largest move first; at most 100 of them. */
  readonly limited: readonly LimitedTarget[];
  /** How many groups limits moved. */
  readonly limitedCount: number;
  /** What a reader must know: groups without any basis, which share equally. */
  readonly notes: readonly Reason<"target_without_basis">[];
}

/** Limits that cannot all hold, with where they clash. */
export interface InfeasibleTarget extends Abstention {
  readonly clashes: readonly TargetClash[];
}

/** One group whose limits exclude one another. */
export interface TargetClash {
  /** Values from the first dimension down; empty for the whole. */
  readonly path: readonly string[];
  /** The least that the group, or the groups below it, must have. */
  readonly least: number;
  /** The most that it may have; for the whole, the total itself. */
  readonly most: number;
}

/** Options of `summarizeTargets`. */
export interface SummarizeTargetsOptions {
  /** The dimensions that the rows keep, in the order of their columns; default all, `[]` for the total alone. */
  readonly by?: readonly string[];
}

/** What one group is to reach. */
export interface TargetAmount {
  /** The group's value in each dimension that it is told apart by. */
  readonly cell: Readonly<Record<string, string>>;
  /** In the unit of the total, at least 0. */
  readonly amount: number;
}
