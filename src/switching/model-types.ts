import type { LeverId, SwitchingFacet } from "../core/labels/switching.ts";

/** How much of a lever belongs to each facet of switching cost: shares in [0, 1] that sum to 1; absent means 0. */
export type FacetShares = Readonly<Partial<Record<SwitchingFacet, number>>>;

/** Where the weights of a switching model come from. */
export type SwitchingOrigin =
  | {
      /** `stated`: somebody's judgement, not learned from who stayed and who left. */
      readonly source: "stated";
      /** `equal_facets`: each facet counts a third; `own`: the caller's weights. */
      readonly basis: "equal_facets" | "own";
    }
  | {
      /** `learned`: from customers who stayed and customers who left, with stated weights as the prior. */
      readonly source: "learned";
      /** Customers learned from. */
      readonly n: number;
      /** How many of them left. */
      readonly left: number;
      /** Customers' worth of trust in the stated weights: the prior counts as so many. */
      readonly priorStrength: number;
      /** Levers whose effect the data tell; the others keep the stated weight. */
      readonly levers: readonly LeverId[];
    };

/** How sure the learned weights are. */
export interface WeightDoubt {
  /** Levers with a learned weight. */
  readonly levers: readonly LeverId[];
  /** Covariance of their weights (as they stand in `weights`), row by row. */
  readonly covariance: readonly number[];
}

/** The chance to leave by index: log-odds = intercept + slope · index. */
export interface LeavingScale {
  readonly intercept: number;
  /** At most 0: a customer who is held more firmly is never said to be likelier to leave. */
  readonly slope: number;
}

/** What each lever counts for in the switching index: plain JSON for {@link scoreSwitchingCosts}. */
export interface SwitchingModel {
  readonly kind: "switching";
  readonly version: 2;
  /** Weight of each lever, at least 0; they sum to 1. */
  readonly weights: Readonly<Record<LeverId, number>>;
  /** Shares of each lever by facet; each lever's sum to 1. */
  readonly facets: Readonly<Record<LeverId, FacetShares>>;
  /** Doubt of learned weights; absent where they are stated. */
  readonly doubt?: WeightDoubt;
  /** Chance to leave by index, fitted out of fold; absent where weights are stated. */
  readonly leaving?: LeavingScale;
  readonly fittedOn: SwitchingOrigin;
}

/** Options of {@link defineSwitchingModel}. */
export interface DefineSwitchingModelOptions {
  /** Weights on any scale, at least 0 and not all 0; a lever that is not named weighs nothing. */
  readonly weights: Readonly<Partial<Record<LeverId, number>>>;
  /** Facet shares of single levers where they differ from the catalogue; each lever's sum to 1. */
  readonly facets?: Readonly<Partial<Record<LeverId, FacetShares>>>;
}
