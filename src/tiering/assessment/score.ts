import { requireColumn, requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireId } from "../ahp/matrix.ts";
import type {
  Assessment,
  AssessmentAnswers,
  AssessmentOption,
  AssessmentQuestion,
  AssessmentScore,
  ScoreAssessmentOptions,
} from "./types.ts";

/** Points of the best possible answers. */
const FULL = 100;

/**
 * Scores a questionnaire about an account. An open question is reported and left out; it never counts as a zero.
 *
 * @param assessment - `willingnessAssessment`, `calibreAssessment` or your own. Not mutated.
 * @param answers - By id of the question, the id of the option chosen.
 * @param options - `sensitive`: true where the person agreed to personal questions; otherwise these are left out, even
 * where an answer is given, and listed in `withheld`.
 * @returns The score from 0 to 100 over the questions answered, the range within which the open ones could move it, what
 * each answer brings, and what is open. Without any answer there is no score, and `abstained` says so.
 * @throws `ClienteleError` `invalid_type`, `unknown_id` (no such question or option), `empty_input`, `duplicate_id`,
 * `not_finite`, `out_of_range`, `inconsistent` (all weights 0) for a questionnaire of your own.
 * @example
 * ```ts
 * const { score, range, answered, unanswered } = scoreAssessment(willingnessAssessment, {
 *   used_before: "uses",
 *   knows_ours: "name",
 *   deciders: "one",
 *   own_influence: null,
 * });
 * score; // ≈ 83.33
 * range.map(Math.round); // => [28, 94]
 * answered; // => 3
 * unanswered[0]; // => "knows_how_well"
 * scoreAssessment(calibreAssessment, { standing: "well" }).withheld.length; // => 6
 * ```
 */
export function scoreAssessment(
  assessment: Assessment,
  answers: AssessmentAnswers,
  options: ScoreAssessmentOptions = {},
): AssessmentScore {
  requireAssessment(assessment);
  requireObject(answers, "answers");
  requireObject(options, "options");
  const optedIn = readOptIn(options.sensitive);
  const ids = new Set(Array.from(assessment.questions, ({ id }) => id));
  for (const key of Object.keys(answers)) {
    if (!ids.has(key)) {
      throw new ClienteleError("unknown_id", `answers names ${show(key)}, which ${assessment.id} does not ask`, {
        key,
      });
    }
  }
  const chosen = Array.from(assessment.questions, (question) => chosenOption(question, answers));
  const withheld: string[] = [];
  const unanswered: string[] = [];
  const known: { readonly id: string; readonly value: number; readonly weight: number }[] = [];
  const open = { weight: 0, low: 0, high: 0 };
  for (const [k, { id, weight = 1, sensitive, options: offered }] of Array.from(assessment.questions).entries()) {
    const option = chosen[k];
    if (sensitive === true && !optedIn) withheld.push(id);
    else if (option !== undefined) known.push({ id, value: option.value, weight });
    else {
      unanswered.push(id);
      const values = Array.from(offered, ({ value }) => value);
      open.weight += weight;
      open.low += weight * Math.min(...values);
      open.high += weight * Math.max(...values);
    }
  }
  const points = known.reduce((sum, { value, weight }) => sum + weight * value, 0);
  const answeredWeight = known.reduce((sum, { weight }) => sum + weight, 0);
  const whole = answeredWeight + open.weight;
  const questions = known.length + unanswered.length;
  const reasons: AssessmentScore["reasons"][number][] = [];
  const bound = (value: number): number => Math.min(FULL, whole > 0 ? (FULL * value) / whole : 0);
  const range: readonly [number, number] = [bound(points + open.low), whole > 0 ? bound(points + open.high) : FULL];
  const base = {
    id: assessment.id,
    answered: known.length,
    questions,
    coverage: whole > 0 ? answeredWeight / whole : 0,
  };
  const abstained = { code: "assessment_unanswered", params: { questions } } as const;
  if (answeredWeight === 0) reasons.push(abstained);
  else if (unanswered.length > 0) {
    const [lower, upper] = range;
    reasons.push({ code: "assessment_partly_answered", params: { answered: known.length, questions, lower, upper } });
  }
  if (withheld.length > 0) reasons.push({ code: "sensitive_withheld", params: { items: withheld.length } });
  const contributions = known.map(({ id, value, weight }) => ({
    id,
    value,
    points: answeredWeight > 0 ? (FULL * weight * value) / answeredWeight : 0,
  }));
  return {
    ...base,
    ...(answeredWeight > 0 ? { score: Math.min(FULL, FULL * (points / answeredWeight)) } : { abstained }),
    range,
    contributions,
    unanswered,
    withheld,
    reasons,
  };
}

/** Reads a consent that must be given in so many words. */
export function readOptIn(sensitive: boolean | undefined): boolean {
  if (sensitive !== undefined && typeof sensitive !== "boolean") {
    throw new ClienteleError("invalid_type", `options.sensitive must be true or false, got ${show(sensitive)}`, {});
  }
  return sensitive === true;
}

function chosenOption(question: AssessmentQuestion, answers: AssessmentAnswers): AssessmentOption | undefined {
  const { id, options } = question;
  const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
  if (answer === undefined || answer === null) return undefined;
  const option = Array.from(options).find((offered) => offered.id === answer);
  if (option === undefined) {
    const known = Array.from(options, (offered) => offered.id).join(", ");
    throw new ClienteleError("unknown_id", `answers.${id} must be one of ${known}; got ${show(answer)}`, { id });
  }
  return option;
}

function requireAssessment(assessment: Assessment): void {
  requireObject(assessment, "assessment");
  requireId(assessment.id, "assessment.id");
  const { questions } = assessment;
  requireNonEmpty(questions, "assessment.questions");
  const seen = new Set<string>();
  let weights = 0;
  for (let k = 0; k < questions.length; k++) {
    const question = questions[k] as AssessmentQuestion;
    const where = `assessment.questions[${k}]`;
    requireObject(question, where);
    requireId(question.id, `${where}.id`);
    requireOnce(seen, question.id, where);
    if (question.weight !== undefined) requireNumber(question.weight, `${where}.weight`, { min: 0, max: 1e6 });
    weights += question.weight ?? 1;
    requireColumn(question.options, `${where}.options`);
    if (question.options.length < 2) {
      throw new ClienteleError("out_of_range", `${where}.options must offer at least two answers`, { index: k });
    }
    const offered = new Set<string>();
    for (let i = 0; i < question.options.length; i++) {
      const option = question.options[i] as AssessmentOption;
      requireObject(option, `${where}.options[${i}]`);
      requireId(option.id, `${where}.options[${i}].id`);
      requireOnce(offered, option.id, `${where}.options[${i}]`);
      requireNumber(option.value, `${where}.options[${i}].value`, { min: 0, max: 1 });
    }
  }
  if (weights === 0) throw new ClienteleError("inconsistent", "at least one question must weigh more than 0", {});
}

function requireOnce(seen: Set<string>, id: string, where: string): void {
  if (seen.has(id)) throw new ClienteleError("duplicate_id", `${where}.id repeats ${show(id)}`, { id });
  seen.add(id);
}
