import type { Estimate } from "../../core/estimate.ts";
import type { FactorTrend, PestArea, SwotKind, TowsKind } from "../../core/labels/portfolio.ts";
import type { Reason } from "../../core/reasons.ts";
import type { PortfolioFigure, RankDoubt, RankingOptions } from "./types.ts";

export type { FactorTrend, PestArea, SwotKind, TowsKind } from "../../core/labels/portfolio.ts";

/** One strength, weakness, opportunity or threat. */
export interface SwotItem {
  readonly id: string;
  readonly kind: SwotKind;
  /** What it is, in the words of those who wrote it. */
  readonly text?: string;
  /** How much it matters where it holds, from 0 to `impactMax` (default 5). */
  readonly impact: PortfolioFigure;
  /** Chance that it holds or comes, in [0, 1]; default 1. */
  readonly likelihood?: number;
  /** Weight above 0 against the other items; default 1. */
  readonly weight?: number;
  /** What it rests on: reports, figures, interviews. */
  readonly evidence?: readonly string[];
}

/** How far an internal item bears on an external one. */
export interface TowsLink {
  /** Id of a strength or weakness. */
  readonly internal: string;
  /** Id of an opportunity or threat. */
  readonly external: string;
  /** How strongly, in (0, 1]: 1 is fully. */
  readonly strength: number;
}

/** A pair from which a strategy can be made. */
export interface TowsPair extends RankDoubt {
  /** `so` use, `wo` mend to seize, `st` defend by strength, `wt` reduce exposure. */
  readonly kind: TowsKind;
  readonly internal: string;
  readonly external: string;
  readonly link: number;
  /** Link × score of the internal item × score of the external one. */
  readonly score: number;
  /** From 1 over all pairs. */
  readonly rank: number;
}

/** An item with its score. */
export interface SwotScore {
  readonly id: string;
  readonly kind: SwotKind;
  /** Weight × impact × likelihood. */
  readonly score: number;
  /** Links that name it. */
  readonly links: number;
}

/** Ranked pairs of a SWOT analysis. */
export interface TowsPlan {
  /** Best first. */
  readonly pairs: readonly TowsPair[];
  /** Items by score, highest first. */
  readonly items: readonly SwotScore[];
  /** Items that no link names, by score: threats without an answer, weaknesses without a task and so on. */
  readonly unmatched: Readonly<Record<SwotKind, readonly string[]>>;
  readonly notes: readonly Reason[];
}

/** A factor of the wider environment. */
export interface PestFactor {
  readonly id: string;
  readonly area: PestArea;
  readonly text?: string;
  /** From −`impactMax` (harms us most) to `impactMax` (helps most). */
  readonly impact: PortfolioFigure;
  /** Chance that it comes, in [0, 1]. */
  readonly likelihood: number;
  /** Months until it is felt, 0 or more. */
  readonly horizonMonths: number;
  /** Whether it grows stronger; default `steady`. */
  readonly trend?: FactorTrend;
  readonly evidence?: readonly string[];
}

/** Options of {@link measurePest}. */
export interface MeasurePestOptions extends RankingOptions {
  /** Months after which a factor counts half, above 0; default 24. */
  readonly halfLifeMonths?: number;
  /** What a trend multiplies the score by, above 0; default rising 1.25, steady 1, falling 0.8. A convention. */
  readonly trendFactors?: Readonly<Partial<Record<FactorTrend, number>>>;
}

/** A factor with its score. */
export interface PestScore extends RankDoubt {
  readonly id: string;
  readonly area: PestArea;
  /** Impact × likelihood × nearness × trend, in rating points; below 0 it harms. */
  readonly score: number;
  /** `opportunity` above 0, `threat` below, else `neutral`. */
  readonly kind: "opportunity" | "threat" | "neutral";
  /** Chance that it truly harms, in [0, 1]. */
  readonly threatChance: number;
  /** From 1 by the size of the score, whatever its sign. */
  readonly rank: number;
}

/** The factors of one area together. */
export interface PestAreaScore {
  readonly area: PestArea;
  readonly factors: number;
  /** Sum of the scores that help, 0 or more. */
  readonly opportunity: number;
  /** Sum of the scores that harm, 0 or less. */
  readonly threat: number;
  /** Both together; `n` counts factors. */
  readonly net: Estimate;
}

/** The wider environment in figures. */
export interface PestReport {
  /** Strongest first. */
  readonly factors: readonly PestScore[];
  /** Areas that hold a factor, in the order political, economic, social, technological. */
  readonly areas: readonly PestAreaScore[];
  readonly notes: readonly Reason[];
}
