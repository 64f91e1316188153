import { requireNumber, requireObject, requireOneOf, requireSameLength } from "../../core/checks.ts";
import { fitLogistic, type LogisticFit } from "../../math/logistic.ts";
import type { LogisticPredictor } from "../../math/logistic-design.ts";
import { requireOutcomes } from "../../math/outcomes.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { requireFeatureTable } from "../table/check.ts";
import type { FeatureTable } from "../table/types.ts";
import { type CutField, cutField } from "./bin-field.ts";
import { type FieldEffect, fieldEffects } from "./effects.ts";
import { type Counted, informationValue, weightOfEvidence } from "./evidence.ts";
import type { ScorecardDirection, ScorecardField, ScorecardModel, ScorecardNote } from "./types.ts";

/** Options of {@link fitScorecard}. */
export interface FitScorecardOptions {
  /** One coefficient per field on its weight of evidence (default), or one per group. */
  readonly coding?: "woe" | "bins";
  /**
   * How the chance may move with a number, for all or by field. `"auto"` (default) is up or down, whichever tells more,
   * and free where both hide more than 30 % of what groups of any shape tell, as with the young and the old.
   */
  readonly direction?: ScorecardDirection | "auto" | Readonly<Record<string, ScorecardDirection | "auto">>;
  /** Least share of customers in a group, above 0, at most 0.5; default 0.02. A group has 30 customers at least. */
  readonly minimumShare?: number;
  /** Most groups of a field besides `missing`, a whole number from 2 to 50; default 8. */
  readonly bins?: number;
  /** Neighbouring groups that differ less than luck would at this chance are merged, in (0, 1); default 0.01. */
  readonly alpha?: number;
  /** How strongly coefficients are drawn to zero, above 0, at most 1e6; default 1. */
  readonly ridge?: number;
  /** Score at `baseOdds`, default 600. */
  readonly basePoints?: number;
  /** Odds of yes to no at `basePoints`, above 0; default 1. */
  readonly baseOdds?: number;
  /** Points that double the odds, above 0; default 20. */
  readonly pointsToDouble?: number;
  /** Nominal coverage of all intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Customers of either kind below which no field is weighed. */
const LEAST = 20;
const LEAST_ROWS = 30;
/** With more coefficients the covariance would outweigh the card. */
const MOST_COVARIANCE = 150;
const DIRECTIONS = ["auto", "up", "down", "free"] as const;

/**
 * Learns a scorecard: points by field that anybody can add up, and that mean the odds of a yes. Numbers are cut into
 * groups in which the chance moves one way, categories into groups of like rate, what is not known is a group of its
 * own; a logistic regression weighs the fields beside one another.
 *
 * @param table - Customers as columns, from `readFeatures`. Not mutated.
 * @param outcomes - 1 for yes and 0 for no, one per customer.
 * @param options - `coding`, `direction`, `minimumShare`, `bins`, `alpha`, `ridge`, the scale (`basePoints`,
 * `baseOdds`, `pointsToDouble`) and `level`.
 * @returns The card, plain JSON, the same for any order of rows. `fittedOn.notes` names fields that bring nothing,
 * fields whose coefficient contradicts their own groups, and data too thin to weigh any field (fewer than 20 of either
 * kind). Figures on the customers of the fit flatter: judge the card with `crossValidate`.
 * @throws `ClienteleError` `empty_input`, `length_mismatch`, `not_finite`, `invalid_type`, `out_of_range`,
 * `duplicate_id`, `unknown_id`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 400 }, (_, i) => ({ age: 20 + (i % 50), city: i % 3 ? "Lyon" : "Oslo" }));
 * const yes = rows.map((row, i) => ((row.age > 45 ? 4 : 1) > i % 7 ? 1 : 0));
 * const card = fitScorecard(readFeatures(rows, ["age", "city"]), yes);
 * card.fields[0].direction; // => "up"
 * card.fittedOn.converged; // => true
 * ```
 * @see Siddiqi (2006), Credit Risk Scorecards, chapter 6; Ayer et al. (1955) on pooling; le Cessie & van Houwelingen
 * (1992), Applied Statistics 41, on the ridge
 */
export function fitScorecard(
  table: FeatureTable,
  outcomes: ArrayLike<number>,
  options: FitScorecardOptions = {},
): ScorecardModel {
  requireFeatureTable(table, "table");
  requireSameLength(outcomes, "outcomes", { length: table.rows }, "table");
  requireOutcomes(outcomes, true);
  const settings = settingsOf(options);
  const { coding, ridge, level, scale } = settings;
  const rows = table.rows;
  let events = 0;
  for (let i = 0; i < rows; i++) events += outcomes[i] as number;
  const all: Counted = { n: rows, events };
  const enough = Math.min(events, rows - events) >= LEAST;
  const rules = {
    // no group is ever large enough then, so that each field is one
    least: enough ? Math.max(LEAST_ROWS, Math.ceil(settings.minimumShare * rows)) : Number.POSITIVE_INFINITY,
    most: settings.bins,
    alpha: settings.alpha,
  };
  const cuts = table.features.map((feature, f) =>
    cutField(feature, outcomes, settings.directionOf(feature.id), rules, `table.features[${f}]`),
  );
  const evidence = cuts.map(({ groups }) =>
    groups.map((group, k) => weightOfEvidence(group, all, k === groups.length - 1)),
  );
  const heard = cuts.map(
    ({ groups }, f) => enough && groups.filter(({ n }, k) => n > 0 && evidence[f]?.[k] !== 0).length > 1,
  );
  const predictors = cuts.flatMap(({ codes, groups }, f): LogisticPredictor[] => {
    if (heard[f] !== true) return [];
    if (coding === "bins") return [{ codes, levels: groups.length }];
    const woe = evidence[f] as readonly number[];
    return [Float64Array.from(codes, (code) => woe[code] as number)];
  });
  const fit = fitLogistic(predictors, outcomes, { ridge }) as LogisticFit;
  const effects = fieldEffects(fit, cuts, evidence, heard, coding, level);
  const factor = scale.pointsToDouble / Math.LN2;
  // + 0 turns −0 into 0, which JSON cannot tell apart
  const pointsOf = (logOdds: number): number => Math.round(factor * logOdds) + 0;
  const fields = cuts.map((cut, f): ScorecardField => {
    const { id, kind, direction, groups } = cut;
    const woe = evidence[f] as readonly number[];
    const effect = effects.fields[f] as FieldEffect;
    const bins = groups.map((group, k) => {
      const logOdds = effect.logOdds[k] as number;
      return { ...group, woe: woe[k] as number, logOdds, points: pointsOf(logOdds) };
    });
    return {
      id,
      kind,
      ...(direction === undefined ? {} : { direction }),
      informationValue: informationValue(bins, all, level),
      ...(effect.coefficient === undefined || coding === "bins" ? {} : { coefficient: effect.coefficient }),
      bins,
    };
  });
  return {
    kind: "scorecard",
    version: 1,
    coding,
    scale,
    intercept: effects.intercept,
    basePoints: Math.round(scale.basePoints + factor * (effects.intercept - Math.log(scale.baseOdds))) + 0,
    fields,
    ...(fit.coefficients.length < MOST_COVARIANCE ? { covariance: lowerTriangle(fit) } : {}),
    level,
    fittedOn: {
      rows,
      events,
      baseRate: { value: events / rows, n: rows, interval: wilsonInterval(events, rows, level) },
      ridge,
      converged: fit.converged,
      iterations: fit.iterations,
      logLikelihood: fit.logLikelihood,
      notes: enough
        ? notesOf(cuts, effects.fields)
        : [{ code: "scorecard_too_few", params: { events, nonEvents: rows - events, needed: LEAST } }],
    },
  };
}

function notesOf(cuts: readonly CutField[], effects: readonly FieldEffect[]): ScorecardNote[] {
  return cuts.flatMap(({ id }, f): ScorecardNote[] => {
    const { coefficient } = effects[f] as FieldEffect;
    if (coefficient === undefined) return [{ code: "scorecard_says_nothing", params: { field: id } }];
    if (coefficient.value > 0) return [];
    const { lower, upper } = coefficient.interval;
    return [{ code: "scorecard_sign", params: { field: id, coefficient: coefficient.value, lower, upper } }];
  });
}

function lowerTriangle({ covariance, coefficients }: LogisticFit): number[] {
  const p = coefficients.length + 1;
  const triangle: number[] = [];
  for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) triangle.push(covariance[i * p + j] as number);
  return triangle;
}

function settingsOf(options: FitScorecardOptions) {
  requireObject(options, "options");
  const { coding = "woe", direction = "auto", minimumShare = 0.02, bins = 8, alpha = 0.01, ridge = 1 } = options;
  const { basePoints = 600, baseOdds = 1, pointsToDouble = 20, level = 0.95 } = options;
  requireOneOf(coding, ["woe", "bins"], "options.coding");
  if (typeof direction === "string") requireOneOf(direction, DIRECTIONS, "options.direction");
  else requireObject(direction, "options.direction");
  requireNumber(minimumShare, "options.minimumShare", { above: 0, max: 0.5 });
  requireNumber(bins, "options.bins", { min: 2, max: 50, integer: true });
  requireNumber(alpha, "options.alpha", { above: 0, below: 1 });
  requireNumber(ridge, "options.ridge", { above: 0, max: 1e6 });
  requireNumber(basePoints, "options.basePoints", { min: -1e6, max: 1e6 });
  requireNumber(baseOdds, "options.baseOdds", { min: 1e-9, max: 1e9 });
  requireNumber(pointsToDouble, "options.pointsToDouble", { above: 0, max: 1e5 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const directionOf = (id: string): ScorecardDirection | "auto" => {
    const own = typeof direction === "string" ? direction : Object.hasOwn(direction, id) ? direction[id] : "auto";
    requireOneOf(own as string, DIRECTIONS, `options.direction.${id}`);
    return own as ScorecardDirection | "auto";
  };
  return {
    coding,
    minimumShare,
    bins,
    alpha,
    ridge,
    level,
    directionOf,
    scale: { basePoints, baseOdds, pointsToDouble },
  };
}
