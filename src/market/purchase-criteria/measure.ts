import { requireNumber } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { combined, estimateOf, type Figure, meanFigure } from "./influence.ts";
import { type Respondent, readAnswers, requireSurvey, type Survey } from "./survey.ts";
import type {
  CriterionResult,
  MeasurePurchaseOptions,
  PurchaseAnswer,
  PurchaseGroup,
  PurchaseReport,
  SupplierScore,
} from "./types.ts";

/** Fewer answers give an interval that tells nothing, and that a single odd one decides. */
export const FEWEST = 10;

/**
 * Measures what customers weigh when they buy, how they rate us and each rival on it, and where the weighted gaps lie:
 * price, availability, packaging, performance, ease of use, assurances, life-cycle cost and social acceptance, or
 * criteria of your own.
 *
 * @param answers - One row per respondent: weights (constant sum or ratings of importance) and ratings by supplier and
 * criterion; what was not answered is left out.
 * @param options - `us`, `rivals`, `criteria` (default the eight of $APPEALS), `scale` of the ratings (default 1 to 5),
 * `level` (default 0.95), `minRespondents` (default 10).
 * @returns Weights, ratings, gaps and overall scores with intervals, for all and by segment. A figure uses everyone who
 * answered it; respondents who rated two suppliers are compared with themselves. A rival that too few rated is left out
 * and named; a group abstains where weights or our own ratings are too few.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for a supplier or criterion that is
 * none, `duplicate_id`, `empty_input`.
 * @example
 * ```ts
 * const answers = Array.from({ length: 40 }, (_, i) => ({
 *   weights: { price: 60 + (i % 3), performance: 40 },
 *   ratings: { us: { price: 2 + (i % 2), performance: 5 }, rival: { price: 4, performance: 3 + (i % 2) } },
 * }));
 * const report = measurePurchaseCriteria(answers, { us: "us", rivals: ["rival"], criteria: ["price", "performance"] });
 * report.overall.criteria[0].gaps[0].gap.value; // => -1.5
 * report.overall.scores[0].supplier; // => "rival"
 * ```
 */
export function measurePurchaseCriteria(
  answers: readonly PurchaseAnswer[],
  options: MeasurePurchaseOptions,
): PurchaseReport {
  const survey = requireSurvey(options);
  const { level = 0.95, minRespondents = FEWEST } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(minRespondents, "options.minRespondents", { min: 2, max: 1e6, integer: true });
  const rows = readAnswers(answers, survey);
  const segments = new Map<string, Respondent[]>();
  for (const row of rows) {
    if (row.segment === undefined) continue;
    const own = segments.get(row.segment);
    if (own === undefined) segments.set(row.segment, [row]);
    else own.push(row);
  }
  return {
    us: survey.suppliers[0] as string,
    scale: survey.scale,
    level,
    overall: groupOf(rows, survey, level, minRespondents),
    segments: [...segments]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, own]) => ({ id, ...groupOf(own, survey, level, minRespondents) })),
  };
}

function groupOf(rows: Respondent[], survey: Survey, level: number, needed: number): PurchaseGroup | Abstention {
  const { suppliers, criteria } = survey;
  const weighing = rows.filter(({ weights }) => weights !== undefined).length;
  if (weighing < needed) return { abstained: { code: "purchase_weights_missing", params: { n: weighing, needed } } };
  const notes: Reason[] = [];
  const rated: number[] = [];
  for (let s = 0; s < suppliers.length; s++) {
    const reason = thinnest(rows, survey, s, needed);
    if (reason === undefined) rated.push(s);
    else if (s === 0) return { abstained: reason };
    else notes.push(reason);
  }
  const weights = criteria.map((_, c) => meanFigure(rows.length, (i) => rows[i]?.weights?.[c] ?? Number.NaN));
  const ratings = rated.map((s) =>
    criteria.map((_, c) => meanFigure(rows.length, (i) => rows[i]?.ratings[s * criteria.length + c] as number)),
  );
  const ours = ratings[0] as Figure[];
  const results = criteria.map((criterion, c): CriterionResult => {
    const [weight, own] = [weights[c] as Figure, ours[c] as Figure];
    return {
      criterion,
      weight: shareOf(estimateOf(weight, level)),
      ratings: rated.map((s, k) => ({
        supplier: suppliers[s] as string,
        rating: estimateOf((ratings[k] as Figure[])[c] as Figure, level),
      })),
      gaps: rated.slice(1).map((s, k) => {
        const rival = (ratings[k + 1] as Figure[])[c] as Figure;
        const gap = combined(own.value - rival.value, [
          [own, 1],
          [rival, -1],
        ]);
        const weighted = combined(gap.value * weight.value, [
          [gap, weight.value],
          [weight, gap.value],
        ]);
        return {
          rival: suppliers[s] as string,
          gap: estimateOf(gap, level),
          weighted: estimateOf(weighted, level),
        };
      }),
    };
  });
  const scores = ratings.map((own) => scoreOf(own, weights));
  return {
    respondents: rows.length,
    criteria: results.sort((a, b) => b.weight.value - a.weight.value || (a.criterion < b.criterion ? -1 : 1)),
    scores: scores
      .map((score, k) => supplierScore(suppliers[rated[k] as number] as string, score, scores[0] as Figure, k, level))
      .sort((a, b) => b.score.value - a.score.value || (a.supplier < b.supplier ? -1 : 1)),
    notes,
  };
}

/** A weight is a share: what Student's interval holds beyond 0 and 1 cannot be. */
function shareOf({ interval, ...rest }: Estimate): Estimate {
  const { lower, upper, level } = interval;
  return { ...rest, interval: { lower: Math.max(0, lower), upper: Math.min(1, upper), level } };
}

/** Names the criterion of a supplier that the fewest rated, where they are too few. */
function thinnest(
  rows: readonly Respondent[],
  { suppliers, criteria }: Survey,
  s: number,
  needed: number,
): Reason | undefined {
  let [fewest, at] = [Number.POSITIVE_INFINITY, 0];
  for (let c = 0; c < criteria.length; c++) {
    const n = rows.filter(({ ratings }) => !Number.isNaN(ratings[s * criteria.length + c])).length;
    if (n < fewest) [fewest, at] = [n, c];
  }
  if (fewest >= needed) return undefined;
  const params = { supplier: suppliers[s] as string, criterion: criteria[at] as string, n: fewest, needed };
  return { code: "purchase_supplier_unrated", params };
}

function scoreOf(ratings: readonly Figure[], weights: readonly Figure[]): Figure {
  const value = ratings.reduce((sum, rating, c) => sum + rating.value * (weights[c] as Figure).value, 0);
  return combined(
    value,
    ratings.flatMap((rating, c) => {
      const weight = weights[c] as Figure;
      return [
        [rating, weight.value],
        [weight, rating.value],
      ] as const;
    }),
  );
}

function supplierScore(supplier: string, score: Figure, ours: Figure, k: number, level: number): SupplierScore {
  if (k === 0) return { supplier, score: estimateOf(score, level) };
  const lead = combined(ours.value - score.value, [
    [ours, 1],
    [score, -1],
  ]);
  return { supplier, score: estimateOf(score, level), lead: estimateOf(lead, level) };
}
