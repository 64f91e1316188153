import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { completeRows } from "./complete.ts";
import { fitToChoices } from "./fit-choices.ts";
import { fitToSales } from "./fit-sales.ts";
import { readAnswers, requireSurvey, type Survey } from "./survey.ts";
import type { FitPurchaseChoiceOptions, PurchaseAnswer, PurchaseChoiceModel } from "./types.ts";

/** Complete respondents for each thing that is estimated; fewer, and maximum likelihood is far from its limit. */
const ROWS_PER_PARAMETER = 10;

/** What either fit finds. */
export interface ChoiceFit {
  readonly sensitivity: number;
  readonly constants: readonly number[];
  /** Of the sensitivity, then of the fitted constants. */
  readonly covariance: readonly number[];
  readonly degreesOfFreedom: number;
  readonly logLikelihood: number;
}

/**
 * Learns how strongly ratings turn into choices: a multinomial logit in which each respondent's weighted rating of a
 * supplier decides, by maximum likelihood from the choices they told, or from sales where they were not asked.
 *
 * @param answers - As for {@link measurePurchaseCriteria}, with `choice`; complete answers alone are used.
 * @param options - The survey (`us`, `rivals`, `criteria`, `scale`), `sales` by supplier where there are no choices,
 * `constants` per rival for what no criterion holds (default true with choices), `level` (default 0.95).
 * @returns The model, plain JSON. Intervals hold where respondents differ in more than the model says (sandwich
 * variance). Abstains where answers are too few, where a supplier was chosen by nobody or everybody, or where ratings
 * part the choices completely.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `duplicate_id`, `empty_input`,
 * `inconsistent` for constants with sales.
 * @example
 * ```ts
 * const answers = Array.from({ length: 60 }, (_, i) => ({
 *   weights: { price: 50, service: 50 },
 *   ratings: { us: { price: 1 + (i % 5), service: 3 }, rival: { price: 3, service: 1 + (i % 4) } },
 *   choice: (i * 7) % 10 < 2 + (i % 5) * 2 - (i % 4) ? "us" : "rival",
 * }));
 * const model = fitPurchaseChoice(answers, { us: "us", rivals: ["rival"], criteria: ["price", "service"] });
 * model.sensitivity.value; // ≈ 2.33
 * ```
 * @see McFadden, Conditional logit analysis of qualitative choice behavior (1974), eq. 12 and 19
 */
export function fitPurchaseChoice(
  answers: readonly PurchaseAnswer[],
  options: FitPurchaseChoiceOptions,
): PurchaseChoiceModel | Abstention {
  const survey = requireSurvey(options);
  const { sales, constants = sales === undefined, level = 0.95 } = options;
  if (typeof constants !== "boolean") {
    throw new ClienteleError("invalid_type", "options.constants must be true or false", { name: "options.constants" });
  }
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const sold = sales === undefined ? undefined : requireSales(sales, survey);
  if (sold !== undefined && constants) {
    throw new ClienteleError("inconsistent", "options.constants would reproduce any sales; leave them out", {});
  }
  const rows = completeRows(readAnswers(answers, survey), survey, sold === undefined);
  const needed = ROWS_PER_PARAMETER * (constants ? survey.suppliers.length : 1);
  if (rows.n < needed) return { abstained: { code: "too_few_rows", params: { n: rows.n, needed } } };
  const chosen = sold ?? survey.suppliers.map((_, s) => rows.choices.reduce((sum, c) => sum + Number(c === s), 0));
  const all = chosen.reduce((sum, count) => sum + count, 0);
  if (all === 0) return { abstained: { code: "too_few_rows", params: { n: 0, needed } } };
  // without constants it is enough that two suppliers were chosen
  const oneSided = chosen.findIndex((count) => count === all || (constants && count === 0));
  if (oneSided >= 0) {
    const params = { supplier: survey.suppliers[oneSided] as string, chosen: chosen[oneSided] as number, n: all };
    return { abstained: { code: "purchase_choice_one_sided", params } };
  }
  const range = survey.scale.max - survey.scale.min;
  const fit = sold === undefined ? fitToChoices(rows, constants, range) : fitToSales(rows, sold, range);
  if (fit === undefined) return { abstained: { code: "purchase_choice_unbounded", params: { n: rows.n } } };
  const half = studentTQuantile(0.5 + level / 2, fit.degreesOfFreedom) * Math.sqrt(fit.covariance[0] as number);
  const { sensitivity: value } = fit;
  const sensitivity: Estimate = { value, n: rows.n, interval: { lower: value - half, upper: value + half, level } };
  const notes: Reason[] = [];
  if (rows.skipped > 0) {
    notes.push({ code: "purchase_rows_incomplete", params: { skipped: rows.skipped, used: rows.n } });
  }
  if (value <= half) {
    const params = { value, lower: value - half, upper: value + half };
    notes.push({ code: "purchase_sensitivity_unsure", params });
  }
  return {
    kind: "purchase_choice",
    version: 1,
    ...survey,
    sensitivity,
    constants: fit.constants,
    covariance: fit.covariance,
    fittedOn: {
      source: sold === undefined ? "choices" : "sales",
      respondents: rows.n,
      skipped: rows.skipped,
      chosen,
      logLikelihood: fit.logLikelihood,
      explained: 1 + fit.logLikelihood / (all * Math.log(survey.suppliers.length)),
      notes,
    },
  };
}

function requireSales(sales: Readonly<Record<string, number>>, { suppliers }: Survey): number[] {
  requireObject(sales, "options.sales");
  for (const key of Object.keys(sales)) requireOneOf(key, suppliers, "options.sales: the key");
  return suppliers.map((supplier) => {
    const count = Object.hasOwn(sales, supplier) ? (sales[supplier] as number) : 0;
    requireNumber(count, `options.sales.${supplier}`, { min: 0, max: 1e12, integer: true });
    return count;
  });
}
