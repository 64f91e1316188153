import type { Label } from "../../core/locale.ts";

/** One answer that a question offers. */
export interface QuestionnaireOption {
  readonly id: string;
  readonly text: Label;
  /** What the answer counts for, from 0 (the worst on offer) to 1 (the best on offer). */
  readonly value: number;
}

/** One question about a lead or a deal, as data. */
export interface QuestionnaireItem {
  readonly id: string;
  readonly text: Label;
  /** At least two; the worst counts 0, the best 1. */
  readonly options: readonly QuestionnaireOption[];
  /** What the question counts for against the others, from 0 to 1e6; default 1. */
  readonly weight?: number;
}

/**
 * Answers by the id of the question: the id of the option chosen, or `true` and `false` where the options are `yes` and
 * `no`. Absent, `undefined` or `null` where unanswered: that is not the worst answer, it is none.
 */
export type QuestionnaireAnswers = Readonly<Record<string, string | boolean | null | undefined>>;
