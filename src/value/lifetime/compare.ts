import { requireColumn, requireNumber, requireObject, requireOneOf, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { createRandom } from "../../math/random.ts";
import { fitBgNbd, fitMbgNbd, fitParetoNbd } from "../buying/fit.ts";
import { predictPurchasesColumn } from "../buying/predict-column.ts";
import type { BuyingKind, BuyingModel, FitBuyingOptions, HoldoutColumns } from "../buying/types.ts";
import type { BuyingTable, TimeUnit } from "../types.ts";
import { type HoldoutHistory, measureBuyingHoldout, squaredErrors } from "./holdout.ts";
import type {
  BuyingComparison,
  BuyingModelScore,
  CompareBuyingModelsOptions,
  HoldoutScore,
  ModelPreference,
} from "./holdout-types.ts";
import { logLikelihoods } from "./log-likelihoods.ts";
import { requireLevel } from "./request.ts";

const KINDS: readonly BuyingKind[] = ["bg_nbd", "mbg_nbd", "pareto_nbd"];

/** From so many customers on, resampled means are normal to the digits that anyone reads. */
const MANY = 10_000;

/**
 * Fits several models of buying to the same customers and says which one explains them best, which one forecast their
 * later purchases best, and whether luck could have made the difference.
 *
 * @param history - From `summarizePurchases` (with `holdoutEnd` for the forecast), or `{ table }` alone.
 * @param options - `kinds`, all three unless given; `covariates` of the table; `replicates`, `seed` and `level` of the
 * intervals: customers are resampled, each with all its models (beyond 10,000 customers the normal limit is taken).
 * @returns Per model its fit, log-likelihood, AIC, BIC and holdout score; the preference by likelihood, less Schwarz's
 * penalty where the numbers of parameters differ, and by mean squared error in the holdout. A model that did not converge
 * is listed, not preferred.
 * @throws `ClienteleError` `empty_input`, `duplicate_id`, `unknown_id` (kinds, covariates), `inconsistent`, `invalid_type`,
 * `length_mismatch`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const random = createRandom(3);
 * const rows = Array.from({ length: 300 }, () => random.uniform() < 0.4 ? [1 + random.integer(0, 4), 30 * random.uniform()] : [0, 0]);
 * const table = { unit: "week", frequency: rows.map((r) => r[0]), recency: rows.map((r) => r[1]), age: rows.map(() => 39) };
 * const found = compareBuyingModels({ table }, { kinds: ["bg_nbd", "pareto_nbd"] });
 * found.models.map(({ parameters }) => parameters); // => [4, 4]
 * ```
 * @see Vuong (1989), Econometrica 57; Schwarz (1978), Annals of Statistics 6
 */
export function compareBuyingModels<Unit extends TimeUnit>(
  history: HoldoutHistory<Unit>,
  options: CompareBuyingModelsOptions = {},
): BuyingComparison<Unit> {
  requireObject(history, "history");
  requireObject(options, "options");
  const { kinds = KINDS, covariates, replicates = 500, seed = 1 } = options;
  requireKinds(kinds);
  const level = requireLevel(options.level);
  requireNumber(replicates, "options.replicates", { min: 100, max: 10_000, integer: true });
  const { table, holdout } = history;
  const draw: Draw = { replicates, seed, level };
  const asked: FitBuyingOptions = { level, ...(covariates !== undefined && { covariates }) };
  const judged = Array.from(kinds, (kind) => judge(fitKind(kind, table, asked), history));
  const customers = table.frequency.length;
  const eligible = judged.filter(({ model }) => model.fittedOn.report?.converged === true);
  const reasons: Reason[] = [];
  const preferences: { byLikelihood?: ModelPreference; byHoldout?: ModelPreference } = {};
  if (eligible.length > 1) {
    const logs = eligible.map(({ model }) => logLikelihoods(model, table));
    const bic = eligible.map((one) => -one.bic / 2);
    const byLikelihood = prefer(eligible, bic, (best, second) => {
      const penalty =
        (((eligible[best] as Judged).parameters - (eligible[second] as Judged).parameters) * Math.log(customers)) / 2;
      const gaps = difference(logs[best] as Float64Array, logs[second] as Float64Array);
      return scaled(meanInterval(gaps, draw), customers, -penalty);
    });
    preferences.byLikelihood = byLikelihood;
    const { best, second, gap, clear } = byLikelihood;
    const raw = logOf(eligible, best) - logOf(eligible, second);
    const { lower, upper } = gap.interval;
    reasons.push({ code: "lifetime_model_by_likelihood", params: { best, second, gap: raw, lower, upper, clear } });
    if (holdout !== undefined) {
      const errors = eligible.map(({ model }) => errorsOf(model, table, holdout));
      const scores = eligible.map((one) => -(one.holdout as HoldoutScore).rmse);
      const byHoldout = prefer(eligible, scores, (first, next) =>
        meanInterval(difference(errors[next] as Float64Array, errors[first] as Float64Array), draw),
      );
      preferences.byHoldout = byHoldout;
      const rmse = (kind: BuyingKind): number => judged.find((one) => one.kind === kind)?.holdout?.rmse ?? 0;
      const params = {
        best: byHoldout.best,
        second: byHoldout.second,
        bestError: rmse(byHoldout.best),
        secondError: rmse(byHoldout.second),
        clear: byHoldout.clear,
      };
      reasons.push({ code: "lifetime_model_by_holdout", params });
    }
  }
  for (const one of judged) {
    if (!eligible.includes(one)) reasons.push({ code: "lifetime_model_left_out", params: { model: one.kind } });
  }
  return { customers, models: judged, ...preferences, reasons };
}

type Judged = BuyingModelScore<never>;

function requireKinds(kinds: readonly BuyingKind[]): void {
  requireColumn(kinds, "options.kinds");
  for (let i = 0; i < kinds.length; i++) requireOneOf(kinds[i] as BuyingKind, KINDS, `options.kinds[${i}]`);
  requireUnique(kinds, "options.kinds");
  if (kinds.length < 2) {
    throw new ClienteleError("empty_input", "options.kinds must name at least two models to compare", {
      name: "options.kinds",
    });
  }
}

function fitKind<Unit extends TimeUnit>(
  kind: BuyingKind,
  table: BuyingTable<Unit>,
  options: FitBuyingOptions,
): BuyingModel<Unit> {
  if (kind === "bg_nbd") return fitBgNbd(table, options);
  return kind === "mbg_nbd" ? fitMbgNbd(table, options) : fitParetoNbd(table, options);
}

function judge<Unit extends TimeUnit>(model: BuyingModel<Unit>, history: HoldoutHistory<Unit>): BuyingModelScore<Unit> {
  const logLikelihood = model.fittedOn.report?.logLikelihood as number;
  const parameters = 4 + (model.effects?.length ?? 0);
  return {
    kind: model.kind,
    model,
    logLikelihood,
    parameters,
    aic: 2 * (parameters - logLikelihood),
    bic: parameters * Math.log(history.table.frequency.length) - 2 * logLikelihood,
    ...(history.holdout !== undefined && { holdout: measureBuyingHoldout(model, history as never) }),
  };
}

function errorsOf(model: BuyingModel, table: BuyingTable, { duration, purchases }: HoldoutColumns): Float64Array {
  return squaredErrors(predictPurchasesColumn(model, table, duration), purchases);
}

function logOf(
  models: readonly { readonly kind: BuyingKind; readonly logLikelihood: number }[],
  kind: BuyingKind,
): number {
  return models.find((one) => one.kind === kind)?.logLikelihood as number;
}

/** The two models with the highest scores, and how far they are apart. */
function prefer(
  models: readonly { readonly kind: BuyingKind }[],
  scores: readonly number[],
  gapOf: (best: number, second: number) => Estimate,
): ModelPreference {
  const order = scores.map((_, i) => i).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const [best, second] = order as [number, number];
  const gap = gapOf(best, second);
  const kind = (i: number): BuyingKind => (models[i] as { kind: BuyingKind }).kind;
  return { best: kind(best), second: kind(second), gap, clear: gap.interval.lower > 0 };
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((cell, i) => cell - (b[i] as number));
}

interface Draw {
  readonly replicates: number;
  readonly seed: number;
  readonly level: number;
}

/** The mean of paired differences with the interval of resampled customers. */
function meanInterval(gaps: Float64Array, { replicates, seed, level }: Draw): Estimate {
  const n = gaps.length;
  const value = gaps.reduce((total, gap) => total + gap, 0) / n;
  if (n > MANY) {
    const variance = gaps.reduce((total, gap) => total + (gap - value) ** 2, 0) / (n - 1);
    const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance / n);
    return { value, n, interval: { lower: value - reach, upper: value + reach, level } };
  }
  const random = createRandom(seed);
  const means = new Float64Array(replicates);
  for (let k = 0; k < replicates; k++) {
    let total = 0;
    for (let i = 0; i < n; i++) total += gaps[random.integer(0, n - 1)] as number;
    means[k] = total / n;
  }
  means.sort();
  const end = (share: number): number => quantileSorted(means, share);
  return { value, n, interval: { lower: end((1 - level) / 2), upper: end((1 + level) / 2), level } };
}

function scaled({ value, n, interval }: Estimate, by: number, plus: number): Estimate {
  const { lower, upper, level } = interval;
  return { value: value * by + plus, n, interval: { lower: lower * by + plus, upper: upper * by + plus, level } };
}
