import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { ChainNeed, ChainReliance, SeparationVerdict } from "../../core/labels/decision-chain.ts";
import type { Label } from "../../core/locale.ts";
import type { Reason } from "../../core/reasons.ts";
import type { RocAuc } from "../../math/roc.ts";
import type { DateLike } from "../../time/day.ts";
import type { QuestionnaireItem } from "../questionnaire/types.ts";

/** One part of a deal's maturity with its questions, as data. */
export interface MaturityPart {
  readonly id: string;
  readonly name: Label;
  /** What the part counts for against the others, from 0 to 1e6; default 1. */
  readonly weight?: number;
  readonly questions: readonly QuestionnaireItem[];
}

/** Options of `scoreDealMaturity` and `explainDealMaturity`. */
export interface DealMaturityOptions {
  /** Default `dealMaturityParts`, the seven of D22. Ids of questions stand once over all parts. */
  readonly parts?: readonly MaturityPart[];
}

/** A question worth asking or working on. */
export interface MaturityQuestion {
  readonly id: string;
  readonly text: Label;
  /** `"ask"` where it is open, `"improve"` where a better answer exists. */
  readonly kind: "ask" | "improve";
  /** Points of the whole score, 0–100, between the worst and the best answer still possible. */
  readonly swing: number;
}

/** What is known about one part. */
export interface MaturityPartScore {
  readonly id: string;
  readonly name: Label;
  /** Share of the whole weight, in [0, 1]. */
  readonly weightShare: number;
  /** Share of the part's weight that is answered. */
  readonly coverage: number;
  /** 0 to 100 over what is answered in the part; absent where nothing is. */
  readonly score?: number;
  /** The part's score if its open questions got the worst, and the best answers. */
  readonly range: readonly [lowest: number, highest: number];
  /** The open question of the part that weighs most, or else the answer with most to gain; absent where all is best. */
  readonly next?: MaturityQuestion;
}

/** How ripe a deal is. */
export interface DealMaturity {
  /** 0 to 100 over the questions answered; absent, with `abstained`, where none is. */
  readonly score?: number;
  /** The score if all open questions got the worst, and the best answers. */
  readonly range: readonly [lowest: number, highest: number];
  /** Share of the weight that is answered, in [0, 1]. */
  readonly coverage: number;
  readonly answered: number;
  readonly questions: number;
  /** Weakest first among those with an answer; parts of which nothing is known follow, heaviest first. */
  readonly parts: readonly MaturityPartScore[];
  /** The open question that can move the score most, or else the answer with most to gain. */
  readonly next?: MaturityQuestion;
  readonly abstained?: Reason<"maturity_unanswered">;
}

/** A role in a purchase, as data. */
export interface ChainRole {
  readonly id: string;
  readonly name: Label;
  /** What a holder of the role weighs unless stated, in [0, 1]. */
  readonly influence: number;
  /** Whether somebody must hold the role for the purchase to come about; default false. */
  readonly needed?: boolean;
}

/** One person who has a part in a purchase. */
export interface ChainPerson {
  readonly id: string;
  /** One role or several; at least one. */
  readonly role: string | readonly string[];
  /** From 0 to 1, or a level; absent or `null` where nobody knows. */
  readonly influence?: number | "low" | "mid" | "high" | null | undefined;
  /** From −2 (opponent) to +2 (champion), 0 neutral; absent or `null` where nobody knows: that is not neutral. */
  readonly stance?: number | null | undefined;
  /** Absent or `null` where nobody knows. */
  readonly met?: boolean | null | undefined;
  /** Day of the last contact; it says that the person was met. A day after `asOf` counts for nothing. */
  readonly lastContactOn?: DateLike | null | undefined;
}

/** Options of `measureDecisionChain`. */
export interface DecisionChainOptions {
  /** Default `decisionChainRoles`. */
  readonly roles?: readonly ChainRole[];
  /** The day from which it is judged; needed where a person has `lastContactOn`. */
  readonly asOf?: DateLike;
  /** Days after which a contact no longer covers a person, 1 to 36,500; default 60, a convention. */
  readonly staleAfterDays?: number;
  /** What the levels stand for, each in [0, 1]; default 0.2, 0.5 and 0.8. */
  readonly levels?: Readonly<Record<"low" | "mid" | "high", number>>;
  /** Share of support or contact on one person above which all hangs on that person, in (0, 1); default 0.5. */
  readonly relianceShare?: number;
}

/** A figure with what the unknown could make of it. */
export interface ChainFigure {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Somebody to see, or a role whose holder is to be found. */
export interface ChainVisit {
  /** Absent where nobody is known in the role. */
  readonly person?: string;
  readonly role: string;
  readonly name: Label;
  /** Influence times the weight of what is needed; only the order matters. */
  readonly priority: number;
  readonly needs: readonly ChainNeed[];
}

/** Who decides, how they stand, and who is not known. */
export interface DecisionChain {
  readonly people: number;
  /** Share of the influence with living contact; a needed role that nobody holds counts as influence not covered. */
  readonly coverage: ChainFigure | Abstention;
  /** Mean stance by influence over those whose stance is known, −2 to 2; the range lets the unknown stand anywhere. */
  readonly stance: ChainFigure | Abstention;
  /** `stance` as 0–100 (−2 is 0, +2 is 100), for `measureScoreSeparation`; absent where no stance is known. */
  readonly score?: number;
  /** Share of the chain's influence whose stance is known, in [0, 1]; absent where there is no influence. */
  readonly stanceKnown?: number;
  /** Needed roles that nobody holds, by influence. */
  readonly missing: readonly { readonly role: string; readonly name: Label; readonly influence: number }[];
  /** People whose stance is not known, most influential first. */
  readonly unknown: readonly string[];
  /** Where more than `relianceShare` of support or contact hangs on one person. */
  readonly reliance: readonly { readonly person: string; readonly of: ChainReliance; readonly share: number }[];
  /** Whom to see, most worth it first. */
  readonly visits: readonly ChainVisit[];
  readonly reasons: readonly Reason[];
}

/** Options of `measureScoreSeparation`. */
export interface ScoreSeparationOptions<T> {
  /** Reads the score, higher for better; `undefined` or `null` where there is none. */
  readonly score: (deal: T, index: number) => number | null | undefined;
  /** True for won, false for lost, `undefined` or `null` for still open. */
  readonly won: (deal: T, index: number) => boolean | null | undefined;
  /** Nominal coverage in (0, 1); default 0.95. */
  readonly level?: number;
  /** Won and lost deals that are needed of each, 2 to 1e6; default 10. */
  readonly needed?: number;
}

/** Whether a score tells won from lost deals. */
export interface ScoreSeparation {
  /** Closed deals with a score. */
  readonly n: number;
  /** Deals still open, and closed ones without a score; neither takes part. */
  readonly open: number;
  readonly unscored: number;
  /** How often a won deal outranks a lost one. */
  readonly auc: RocAuc | Abstention;
  /** Mean score by outcome with Student's interval; absent below two deals. */
  readonly won?: Estimate;
  readonly lost?: Estimate;
  /** Absent where it abstains. */
  readonly verdict?: SeparationVerdict;
  readonly reason: Reason;
}
