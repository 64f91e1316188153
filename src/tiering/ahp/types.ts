import type { Reason } from "../../core/reasons.ts";

/**
 * A table of pairwise comparisons: the cell in row i and column j says how many times more important i is than j. One
 * of the two mirrored cells is enough; where both are missing (`null`, `undefined`) the pair has not been judged.
 */
export type AhpMatrix = readonly (readonly (number | null | undefined)[])[];

/** One pairwise comparison: `item` is `ratio` times as important as `over`. */
export interface AhpJudgement {
  readonly item: string;
  readonly over: string;
  /** Saaty's scale: 1 equal, 3 moderately, 5 strongly, 7 very strongly, 9 extremely more important; 1/3 … 1/9 less. */
  readonly ratio: number;
  /** Who judged; judgements of several people on one pair are joined by their geometric mean. */
  readonly by?: string;
  /** What this judge counts for in the geometric mean, above 0; default 1. */
  readonly weight?: number;
}

/** Options of `solveAhp`. */
export interface AhpOptions {
  /** Names of the rows of a matrix, or the wanted order of the items of a list; `"1"`, `"2"`, … or as first named. */
  readonly ids?: readonly string[];
}

/** What an item counts for. */
export interface CriterionWeight {
  readonly id: string;
  /** At least 0; as a result the weights sum to 1. */
  readonly weight: number;
}

/** The judgement that contradicts the others most, and what would mend it. */
export interface AhpRevision {
  /** The pair, named so that the judgement given is at least 1. */
  readonly item: string;
  readonly over: string;
  /** The ratio that was judged. */
  readonly given: number;
  /** The ratio that all other judgements imply. */
  readonly implied: number;
  /** `implied`, or the end of the scale in use (1/9 to 9, wider where wider ratios were judged) if it lies beyond. */
  readonly suggested: number;
  /** Consistency ratio with `suggested` in its place. */
  readonly ratioAfter: number;
  /** The value of Saaty's scale nearest to `implied`. */
  readonly onScale: number;
  /** Consistency ratio with `onScale` in its place. */
  readonly ratioOnScale: number;
}

/** Weights from pairwise comparisons, and whether the comparisons can be trusted. */
export interface AhpSolution {
  /** One weight per item, in the order of the items, summing to 1. */
  readonly weights: readonly CriterionWeight[];
  /** Principal eigenvalue; as many as there are items when the judgements never contradict one another. */
  readonly lambdaMax: number;
  /** (λmax − n) / (n − 1), at least 0. */
  readonly consistencyIndex: number;
  /** Mean consistency index of judgements thrown at random; absent where no judgement can be checked by another. */
  readonly randomIndex?: number;
  /** Consistency index over random index; up to 0.10 is usual practice. Absent with `randomIndex`. */
  readonly consistencyRatio?: number;
  /** Pairs that were judged, of n (n − 1) / 2. */
  readonly judged: number;
  readonly missing: number;
  /** The verdict in words for `describe`. */
  readonly consistency: Reason<"ahp_consistent" | "ahp_inconsistent" | "ahp_unchecked">;
  /** Absent where the judgements agree or none can be checked. */
  readonly revision?: AhpRevision;
  /** What else to know: pairs left out, the judgement to look at again. */
  readonly notes: readonly Reason<"ahp_incomplete" | "ahp_revise">[];
}

/** Options of `combineAhp`. */
export interface CombineAhpOptions {
  /** What each judge counts for, above 0, one per matrix; equal unless given. */
  readonly weights?: readonly number[];
}

/** One node of a hierarchy: the goal, a criterion, a sub-criterion or, without children, a leaf. */
export interface AhpNode {
  readonly id: string;
  readonly children?: readonly AhpNode[];
  /** How the children compare: judgements over their ids, or a matrix in their order. Needed for two or more. */
  readonly judgements?: AhpMatrix | readonly AhpJudgement[];
}

/** One node of a solved hierarchy. */
export interface AhpNodeWeight {
  readonly id: string;
  /** Id of the node above; absent for the goal. */
  readonly parent?: string;
  /** 0 for the goal. */
  readonly depth: number;
  /** Weight among its siblings. */
  readonly local: number;
  /** Product of the local weights from the goal down. */
  readonly global: number;
  /** How its children were weighed; absent for a leaf and for an only child. */
  readonly solution?: AhpSolution;
}

/** Global weights of a hierarchy. */
export interface AhpHierarchySolution {
  /** One weight per leaf in order of appearance, summing to 1; a leaf that stands under several criteria adds up. */
  readonly weights: readonly CriterionWeight[];
  /** Every node, parents before children. */
  readonly nodes: readonly AhpNodeWeight[];
  /** Consistency indices over random indices, each weighted by its node; absent where nothing can be checked. */
  readonly consistencyRatio?: number;
}
