import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { toEpochMs } from "../../time/day.ts";
import type { DealForecast } from "../forecast/types.ts";
import type {
  CategorizedDeal,
  ForecastCategory,
  ForecastCategoryOptions,
  ForecastCategoryRules,
  ForecastOverride,
} from "./types.ts";

/** From the firmest down. */
export const FORECAST_CATEGORIES: readonly ForecastCategory[] = ["commit", "best_case", "pipeline", "omitted"];

/** Beyond this a double no longer tells cents apart. */
export const LARGEST_AMOUNT = 1e15;

/**
 * Conventions, not measurements: a commit is kept twice in three times or more, a best case wins about every second
 * time, a deal below one in twenty is not counted at all.
 */
const DEFAULTS = { commit: 0.7, bestCase: 0.35, pipeline: 0.05 } as const;

/**
 * Puts a deal into commit, best case, pipeline or omitted by the model's chance, and keeps a manager's override beside
 * it: the model's figures stay what they are.
 *
 * @param deal - One deal of a forecast, see {@link forecastFunnel}; its chance reaches to the forecast's horizon.
 * @param options - `rules`: least chance of each category, defaults 0.7, 0.35 and 0.05, a conventional choice; a chance
 * on the cut belongs to the firmer category. `override`: category, amount or both, by whom, when and why. `owner`.
 * @returns The model's view, the override as given, and the view that counts. A deal that is not open is omitted; an
 * override of a closed deal no longer counts and a reason says so.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `invalid_date`, `inconsistent`
 * (cuts that do not fall, an override that changes nothing).
 * @example
 * ```ts
 * const deal = { dealId: "d1", status: "open", chance: 0.4, amount: 1000, expectedAmount: 400 };
 * const override = { category: "commit", by: "lee", at: "2026-05-04", why: "budget is signed" };
 * const categorized = assignForecastCategory(deal, { override });
 * categorized.model.category; // => "best_case"
 * categorized.effective.category; // => "commit"
 * categorized.difference; // ≈ 300
 * ```
 */
export function assignForecastCategory(deal: DealForecast, options: ForecastCategoryOptions = {}): CategorizedDeal {
  requireDeal(deal);
  requireObject(options, "options");
  const cuts = cutsOf(options.rules ?? {});
  const { override, owner } = options;
  if (owner !== undefined) requireText(owner, "options.owner");
  if (override !== undefined) requireOverride(override);
  const { dealId, status, chance, amount, expectedAmount } = deal;
  const category = status === "open" ? categoryAt(chance, cuts) : "omitted";
  const closed = status === "won" || status === "lost" || status === "cancelled";
  const counts = override !== undefined && !closed;
  const effective = counts ? (override.category ?? category) : category;
  const called = counts ? (override.amount ?? amount) : amount;
  return {
    dealId,
    ...(owner === undefined ? {} : { owner }),
    model: { category, chance, ...(amount === undefined ? {} : { amount }), expectedAmount },
    ...(override === undefined ? {} : { override: { ...override } }),
    effective: { category: effective, ...(called === undefined ? {} : { amount: called }) },
    difference: counts ? impliedAmount(deal, override, effective, cuts) - expectedAmount : 0,
    reasons: reasonsOf(deal, category, override, closed, cuts),
  };
}

type Cuts = Required<ForecastCategoryRules>;

function cutsOf(rules: ForecastCategoryRules): Cuts {
  requireObject(rules, "options.rules");
  const { commit = DEFAULTS.commit, bestCase = DEFAULTS.bestCase, pipeline = DEFAULTS.pipeline } = rules;
  requireNumber(commit, "options.rules.commit", { above: 0, max: 1 });
  requireNumber(bestCase, "options.rules.bestCase", { above: 0, max: 1 });
  requireNumber(pipeline, "options.rules.pipeline", { above: 0, max: 1 });
  if (commit < bestCase || bestCase < pipeline) {
    const text = `options.rules must fall from commit to bestCase to pipeline, got ${commit}, ${bestCase}, ${pipeline}`;
    throw new ClienteleError("inconsistent", text, { commit, bestCase, pipeline });
  }
  return { commit, bestCase, pipeline };
}

function categoryAt(chance: number, { commit, bestCase, pipeline }: Cuts): ForecastCategory {
  if (chance >= commit) return "commit";
  return chance >= bestCase ? "best_case" : chance >= pipeline ? "pipeline" : "omitted";
}

/** What the manager's view comes to at the least: the nearest chance that the category allows, times the amount. */
function impliedAmount(deal: DealForecast, override: ForecastOverride, category: ForecastCategory, cuts: Cuts): number {
  const ladder = [1, cuts.commit, cuts.bestCase, cuts.pipeline, 0];
  const place = FORECAST_CATEGORIES.indexOf(category);
  const { chance, amount = 0, expectedAmount } = deal;
  const nearest =
    override.category === undefined
      ? chance
      : Math.min(ladder[place] as number, Math.max(ladder[place + 1] as number, chance));
  // what the model would get for the deal if it were won; the manager's amount stands for itself
  if (override.amount !== undefined) return nearest * override.amount;
  return chance > 0 ? expectedAmount * (nearest / chance) : nearest * amount;
}

function reasonsOf(
  { status, chance }: DealForecast,
  category: ForecastCategory,
  override: ForecastOverride | undefined,
  closed: boolean,
  cuts: Cuts,
): Reason[] {
  const reasons: Reason[] = [];
  if (status !== "open") reasons.push({ code: "quota_category_not_open", params: { status } });
  else {
    const least = { commit: cuts.commit, best_case: cuts.bestCase, pipeline: cuts.pipeline, omitted: 0 }[category];
    const params = { category, chance, cut: category === "omitted" ? cuts.pipeline : least };
    reasons.push({ code: "quota_category_chance", params });
  }
  if (override === undefined) return reasons;
  const { by, why } = override;
  reasons.push(
    closed
      ? { code: "quota_override_stale", params: { by } }
      : {
          code: "quota_category_overridden",
          params: { by, why, model: category, override: override.category ?? category },
        },
  );
  return reasons;
}

const STATUSES: readonly string[] = ["open", "won", "lost", "cancelled", "suspended", "not_started"];

function requireDeal(deal: DealForecast): void {
  requireObject(deal, "deal");
  requireText(deal.dealId, "deal.dealId");
  requireOneOf(deal.status, STATUSES, "deal.status");
  requireNumber(deal.chance, "deal.chance", { min: 0, max: 1 });
  if (deal.amount !== undefined) requireNumber(deal.amount, "deal.amount", { min: 0, max: LARGEST_AMOUNT });
  requireNumber(deal.expectedAmount, "deal.expectedAmount", { min: 0, max: LARGEST_AMOUNT });
}

function requireOverride(override: ForecastOverride): void {
  requireObject(override, "options.override");
  const { category, amount, by, at, why } = override;
  if (category === undefined && amount === undefined) {
    throw new ClienteleError("inconsistent", "options.override must name a category, an amount or both", {});
  }
  if (category !== undefined) requireOneOf(category, FORECAST_CATEGORIES, "options.override.category");
  if (amount !== undefined) requireNumber(amount, "options.override.amount", { min: 0, max: LARGEST_AMOUNT });
  requireText(by, "options.override.by");
  requireText(why, "options.override.why");
  toEpochMs(at, "options.override.at");
}

/** Refuses an id or a word that is not text, or empty. */
export function requireText(value: unknown, name: string): void {
  if (typeof value === "string" && value !== "") return;
  throw new ClienteleError("invalid_type", `${name} must be text, not empty; got ${show(value)}`, { name });
}

/** Refuses what is no list; the elements are the caller's to check. */
export function requireList(value: unknown, name: string): void {
  if (Array.isArray(value)) return;
  throw new ClienteleError("invalid_type", `${name} must be an array, got ${show(value)}`, { name });
}
