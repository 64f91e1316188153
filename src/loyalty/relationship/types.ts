import type { Abstention } from "../../core/estimate.ts";
import type { RelationshipDriver, RelationshipLevel, RelationshipSign } from "../../core/labels/relationship.ts";
import type { Label } from "../../core/locale.ts";
import type { Reason } from "../../core/reasons.ts";
import type { ScorePart } from "../score/types.ts";

export type { RelationshipDriver, RelationshipLevel, RelationshipSign } from "../../core/labels/relationship.ts";

/** Anything that is asked about a relationship: the ten signs, and the two drivers of its level. */
export type RelationshipPart = RelationshipSign | RelationshipDriver;

/** Whether a sign is behaviour that was seen, or what we believe the customer thinks. */
export type SignKind = "behaviour" | "belief";

/** One of the ten signs, as it is asked. */
export interface RelationshipSignQuestion {
  readonly id: RelationshipSign;
  readonly kind: SignKind;
  /** Short name for a table or chart. */
  readonly name: Label;
  /** The question as it is put to the people who know the account. */
  readonly question: Label;
}

/**
 * One answer: graded (`never` 0, `sometimes` ½, `often` 1), `true` or `false`, or a degree in [0, 1]. Unanswered is
 * `null`, `undefined` or left out, never zero.
 */
export type RelationshipAnswer = "never" | "sometimes" | "often" | boolean | number | null | undefined;

/** One person's answers about one account, by sign or driver. */
export type RelationshipAnswers = Readonly<Partial<Record<RelationshipPart, RelationshipAnswer>>>;

/** Answers with the person who gave them. */
export interface RelationshipResponse {
  /** Id or name of the person. */
  readonly respondent: string;
  readonly answers: RelationshipAnswers;
  /** How much the person's word counts beside the others', above 0, at most 1e6; default 1. */
  readonly weight?: number;
}

/** Answers of one person about one of several accounts. */
export interface RelationshipRecord extends RelationshipResponse {
  readonly account: string;
}

/** Options of `scoreRelationship`. */
export interface ScoreRelationshipOptions {
  /**
   * Weight of each sign or driver, from 0, at least one above 0; one left out weighs nothing. Only proportions count.
   * Default: the ten signs alike, the drivers 0, because they cause the level and are set beside it.
   */
  readonly weights?: Readonly<Partial<Record<RelationshipPart, number>>>;
  /**
   * Scores from which on a relationship is brand, face to face, intimate: rising, above 0, at most 100. Default 25,
   * 50, 75: quarters, by judgement.
   */
  readonly cuts?: readonly [brand: number, faceToFace: number, intimate: number];
  /** How several people's answers become one: `"median"` (default; one odd answer moves little) or `"mean"`. */
  readonly combine?: "median" | "mean";
  /** Mean difference, as a share of the scale, beyond which a person strays from a colleague; in (0, 1], default 0.25. */
  readonly strayFrom?: number;
}

/** One sign or driver in a score. */
export interface RelationshipPartScore extends ScorePart<RelationshipPart> {
  /** Whether the sign is behaviour seen or a belief; absent for a driver. */
  readonly kind?: SignKind;
  /** Every answer in [0, 1], ascending; empty where nobody answered. */
  readonly answers: readonly number[];
  /** Mean difference of two people's answers, in [0, 1]; absent where fewer than two answered. */
  readonly disagreement?: number;
}

/** How one of several respondents sees the account. */
export interface RelationshipRespondent {
  readonly respondent: string;
  /** Signs that carry weight and that the person answered. */
  readonly answered: number;
  /** The score from this person's answers alone, 0 to 100; absent where none counts. */
  readonly score?: number;
  readonly level?: RelationshipLevel;
  /** Mean signed difference from the colleagues, in [−1, 1], over what both answered: above 0 sees more than they do. */
  readonly bias?: number;
  /** Mean difference from the colleague who is nearest, in [0, 1]; absent where no colleague shares three answers. */
  readonly nearest?: number;
  /** Whether the person is far from everybody, while at least two others are near each other. */
  readonly stray: boolean;
}

/** How near several people's answers about one account lie. It describes these people: nothing is drawn, so no interval. */
export interface RelationshipAgreement {
  /** 1 − the mean difference of two people's answers to one sign, weighted as the score; in [0, 1]. */
  readonly closeness: number;
  /** Share of pairs with the same answer, in [0, 1]. */
  readonly exact: number;
  /** Pairs of answers to one sign. */
  readonly pairs: number;
  /** Signs on which two people differ, the most disputed first. */
  readonly disputed: readonly RelationshipPart[];
}

/** Personalisation and guilt on leaving, read on the same cuts. */
export interface RelationshipDrivers {
  readonly personalisation: number;
  readonly guiltOnLeaving: number;
  readonly level: RelationshipLevel;
}

/** Reasons that a score carries. */
export type RelationshipNote = Reason<
  | "relationship_part_missing"
  | "relationship_level_open"
  | "relationship_belief_ahead"
  | "relationship_drivers_differ"
  | "relationship_stray"
>;

/** The strength and level of a relationship. */
export interface RelationshipScore {
  /** 0 to 100; from the parts that were answered alone. */
  readonly score: number;
  /** Share of the weight that was answered, in (0, 1]. */
  readonly coverage: number;
  /** The score if every unanswered part were at its worst, 0 to 100. */
  readonly lowest: number;
  /** The score if every unanswered part were at its best, 0 to 100. */
  readonly highest: number;
  readonly level: RelationshipLevel;
  /** The next level with the points missing to it; absent at the top. */
  readonly next?: { readonly level: RelationshipLevel; readonly points: number };
  /** Every level from that of `lowest` to that of `highest`; one alone where missing answers cannot change it. */
  readonly possibleLevels: readonly RelationshipLevel[];
  /** Scores from which on the levels above distant begin. */
  readonly cuts: readonly [brand: number, faceToFace: number, intimate: number];
  /** Every part that carries weight, in a fixed order; their points sum to the score. */
  readonly parts: readonly RelationshipPartScore[];
  /** The answered part with the most points to gain, the first of equals; absent where all is fulfilled. */
  readonly workOn?: { readonly part: RelationshipPart; readonly gain: number };
  /** The score of the behaviour seen, 0 to 100; absent where none was answered or weighs. */
  readonly behaviour?: number;
  /** The score of what we believe they think, 0 to 100; absent where none was answered or weighs. */
  readonly belief?: number;
  /** What personalisation and guilt on leaving say; absent unless both were answered. */
  readonly drivers?: RelationshipDrivers;
  /** Everyone who answered, by id. */
  readonly respondents: readonly RelationshipRespondent[];
  /** How near their answers lie; an abstention where no sign was answered by two. */
  readonly agreement: RelationshipAgreement | Abstention;
  readonly notes: readonly RelationshipNote[];
}
