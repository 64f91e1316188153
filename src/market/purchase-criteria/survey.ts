import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireUnique,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { type PurchaseCriterion, purchaseCriteriaLabels } from "../../core/labels/purchase-criteria.ts";
import { type RatingScale, requireScale } from "../portfolio/rating-scale.ts";
import type { PurchaseAnswer, PurchaseSurvey } from "./types.ts";

/** A survey, checked: ours first among the suppliers. */
export interface Survey {
  readonly suppliers: readonly string[];
  readonly criteria: readonly string[];
  readonly scale: RatingScale;
}

/** One respondent, checked; weights sum to 1. What was not answered is `undefined`. */
export interface Respondent {
  readonly segment: string | undefined;
  readonly weights: Float64Array | undefined;
  /** By supplier and criterion, row by row; NaN where not rated. Never leaves this folder. */
  readonly ratings: Float64Array;
  /** Index of the supplier, −1 where no choice was told. */
  readonly choice: number;
}

/** The eight criteria of $APPEALS, in their order. */
const appeals: readonly string[] = /* @__PURE__ */ (() =>
  Object.keys(purchaseCriteriaLabels.purchaseCriterion) as PurchaseCriterion[])();

/** Fills in and checks what a survey asks about. */
export function requireSurvey(options: PurchaseSurvey): Survey {
  requireObject(options, "options");
  const { us, rivals, criteria = appeals, scale = { min: 1, max: 5 } } = options;
  requireText(us, "options.us");
  requireNonEmpty(rivals, "options.rivals");
  requireNonEmpty(criteria, "options.criteria");
  const suppliers = [us, ...Array.from(rivals)];
  const names = Array.from(criteria);
  suppliers.forEach((supplier, i) => {
    requireText(supplier, `options.rivals[${i - 1}]`);
  });
  names.forEach((criterion, i) => {
    requireText(criterion, `options.criteria[${i}]`);
  });
  requireUnique(suppliers, "options.us and options.rivals");
  requireUnique(names, "options.criteria");
  return { suppliers, criteria: names, scale: requireScale(scale, "options.scale") };
}

/** Reads and checks all answers. */
export function readAnswers(answers: readonly PurchaseAnswer[], survey: Survey): Respondent[] {
  requireColumn(answers, "answers");
  return Array.from(answers, (answer, i) => {
    const name = `answers[${i}]`;
    requireObject(answer, name);
    const { segment, choice } = answer;
    if (segment !== undefined) requireText(segment, `${name}.segment`);
    if (choice !== undefined) requireOneOf(choice, survey.suppliers, `${name}.choice`);
    return {
      segment,
      weights: weightsOf(answer.weights, survey, `${name}.weights`),
      ratings: ratingsOf(answer.ratings, survey, `${name}.ratings`),
      choice: choice === undefined ? -1 : survey.suppliers.indexOf(choice),
    };
  });
}

function weightsOf(weights: PurchaseAnswer["weights"], survey: Survey, name: string): Float64Array | undefined {
  if (weights === undefined) return undefined;
  requireObject(weights, name);
  requireKnown(weights, survey.criteria, name);
  const points = Float64Array.from(survey.criteria, (criterion) => {
    const value = Object.hasOwn(weights, criterion) ? (weights[criterion] as number) : 0;
    requireNumber(value, `${name}.${criterion}`, { min: 0, max: 1e9 });
    return value;
  });
  const sum = points.reduce((total, value) => total + value, 0);
  if (!(sum > 0)) {
    throw new ClienteleError(
      "out_of_range",
      `${name} must give points to at least one criterion; leave it out instead`,
      {
        name,
      },
    );
  }
  return points.map((value) => value / sum);
}

function ratingsOf(ratings: PurchaseAnswer["ratings"], survey: Survey, name: string): Float64Array {
  const { suppliers, criteria, scale } = survey;
  const cells = new Float64Array(suppliers.length * criteria.length).fill(Number.NaN);
  if (ratings === undefined) return cells;
  requireObject(ratings, name);
  requireKnown(ratings, suppliers, name);
  suppliers.forEach((supplier, s) => {
    if (!Object.hasOwn(ratings, supplier) || ratings[supplier] === undefined) return;
    const own = ratings[supplier] as Readonly<Record<string, number>>;
    requireObject(own, `${name}.${supplier}`);
    requireKnown(own, criteria, `${name}.${supplier}`);
    criteria.forEach((criterion, c) => {
      if (!Object.hasOwn(own, criterion) || own[criterion] === undefined) return;
      requireNumber(own[criterion] as number, `${name}.${supplier}.${criterion}`, scale);
      cells[s * criteria.length + c] = own[criterion] as number;
    });
  });
  return cells;
}

/** A misspelt criterion would otherwise count as not rated. */
function requireKnown(record: object, known: readonly string[], name: string): void {
  for (const key of Object.keys(record)) requireOneOf(key, known, `${name}: the key`);
}
