import type { Label } from "../../core/locale.ts";
import type { Reason } from "../../core/reasons.ts";

/** One answer that a question offers. */
export interface AssessmentOption {
  readonly id: string;
  readonly text: Label;
  /** What the answer counts for, from 0 to 1. */
  readonly value: number;
}

/** One question of an assessment. */
export interface AssessmentQuestion {
  readonly id: string;
  readonly text: Label;
  /** At least two. */
  readonly options: readonly AssessmentOption[];
  /** Whether the answer tells something personal, so that it is asked and scored only where the person agreed. */
  readonly sensitive?: boolean;
  /** What it counts for against the other questions, at least 0; default 1. */
  readonly weight?: number;
}

/** A questionnaire about an account's people. */
export interface Assessment {
  readonly id: string;
  readonly name: Label;
  readonly questions: readonly AssessmentQuestion[];
}

/** Answers by the id of the question: the id of the option chosen; absent, `undefined` or `null` where unanswered. */
export type AssessmentAnswers = Readonly<Record<string, string | null | undefined>>;

/** Options of `scoreAssessment`. */
export interface ScoreAssessmentOptions {
  /** Whether the person agreed to personal questions; default false: these are left out. */
  readonly sensitive?: boolean;
}

/** A scored questionnaire. */
export interface AssessmentScore {
  readonly id: string;
  /** 0 to 100, the weighted mean over the questions answered; absent, with `abstained`, where none is. */
  readonly score?: number;
  /** The score if all open questions got the lowest answers, and if they got the highest. */
  readonly range: readonly [lowest: number, highest: number];
  /** Questions answered, of those that were open to being asked. */
  readonly answered: number;
  readonly questions: number;
  /** Share of the weight that is answered, in [0, 1]. */
  readonly coverage: number;
  /** Points of each answered question, in order; they sum to the score. */
  readonly contributions: readonly { readonly id: string; readonly value: number; readonly points: number }[];
  /** Ids of the questions without an answer, in order. */
  readonly unanswered: readonly string[];
  /** Ids of the sensitive questions that were left out, answered or not. */
  readonly withheld: readonly string[];
  readonly abstained?: Reason<"assessment_unanswered">;
  readonly reasons: readonly Reason<"assessment_unanswered" | "assessment_partly_answered" | "sensitive_withheld">[];
}
