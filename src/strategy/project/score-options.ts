import { requireNonEmpty, requireNumber, requireObject, requireText, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { wilsonUnchecked } from "../../math/proportion.ts";
import { createRandom } from "../../math/random.ts";
import { dominatorOf, type RatingTable, ratingMargin, weightMargins } from "./option-margin.ts";
import type { OptionChoice, OptionScore, ScoredOption, ScoreOptionsOptions } from "./option-types.ts";
import { type DoubtedWeights, readWeights, requireRatings } from "./option-weights.ts";

const LARGEST = 1e9;

/** Scores as near as this share of the scale are level. */
const ROUNDING = 1e-12;

/**
 * Scores options by weighted criteria and says how well the choice holds: which smallest change of one weight or one
 * rating would turn it (solved exactly), and how often the best is still best when weights and ratings are drawn from
 * their doubt.
 *
 * Weights come as given or from pairwise judgements (AHP). Judgements that contradict one another show by how much they
 * err: each draw errs anew in every judgement and weighs again. Ratings that are estimates are drawn from a normal
 * distribution with the spread of their interval, kept on the scale.
 *
 * @param options - At least one option, each rated on every criterion, more being better. Not mutated.
 * @param how - Weights or judgements, the scale (default 0 to 10), `doubt`, `seed`, `draws` (default 2000), `level`.
 * @returns Options best first with score, chance to be best and mean regret; margins; weights; notes.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range` (a rating off the scale),
 * `duplicate_id`, `unknown_id` (a rating of no criterion), `inconsistent` (a rating missing, weights and judgements both
 * or neither), and those of `solveAhp`.
 * @example
 * ```ts
 * const choice = scoreOptions(
 *   [{ id: "team on site", ratings: { trust: 8, cost: 4 } }, { id: "remote desk", ratings: { trust: 5, cost: 9 } }],
 *   { weights: [{ id: "trust", weight: 0.75 }, { id: "cost", weight: 0.25 }], seed: 1 },
 * );
 * choice.best; // => "team on site"
 * choice.lead; // => 1
 * choice.weightMargins[0].turnsAt; // ≈ 0.375
 * choice.ratingMargin.change; // ≈ 1.3333
 * ```
 * @see Triantaphyllou & Sánchez, A sensitivity analysis approach for some deterministic multi-criteria decision-making
 * methods, Decision Sciences 28 (1997)
 */
export function scoreOptions(options: readonly ScoredOption[], how: ScoreOptionsOptions): OptionChoice {
  requireNonEmpty(options, "options");
  requireObject(how, "how");
  const { scale = { min: 0, max: 10 }, doubt = {}, draws = 2000, level = 0.95 } = how;
  requireObject(scale, "how.scale");
  requireObject(doubt, "how.doubt");
  const { min, max } = scale;
  requireNumber(min, "how.scale.min", { min: -LARGEST, max: LARGEST });
  requireNumber(max, "how.scale.max", { above: min, max: LARGEST });
  const ratingDoubt = doubt.ratings ?? 0;
  requireNumber(ratingDoubt, "how.doubt.ratings", { min: 0, max: max - min });
  requireNumber(draws, "how.draws", { min: 100, max: 1e5, integer: true });
  requireNumber(level, "how.level", { above: 0, below: 1 });
  const random = createRandom(how.seed);
  const weighed = readWeights(how);
  const table = readTable(options, weighed, { min, max });
  const spreads = spreadsOf(options, weighed, ratingDoubt, max - min);
  const scores = Float64Array.from(table.ratings, (row) => scoreOf(row, table.weights));
  const order = Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const same = ROUNDING * (max - min);
  const best = order[0] as number;
  const { wins, regrets } = drawChoices(table, spreads, weighed, draws, random);
  const rows = order.map((i): OptionScore => {
    const dominatedBy = dominatorOf(table, i);
    return {
      id: table.options[i] as string,
      score: scores[i] as number,
      rank: 1 + order.filter((j) => (scores[j] as number) > (scores[i] as number) + same).length,
      chanceBest: shareOf(Math.min(draws, wins[i] as number), draws, level),
      expectedRegret: (regrets[i] as number) / draws,
      ...(dominatedBy === undefined ? {} : { dominatedBy }),
    };
  });
  const tied = rows.slice(1).filter(({ rank }) => rank === 1);
  const margins = weightMargins(table, best, scores);
  const rating = ratingMargin(table, best, scores);
  const second = rows[1];
  const choice = {
    options: rows,
    weights: weighed.weights,
    best: table.options[best] as string,
    tied: tied.map(({ id }) => id),
    ...(second === undefined ? {} : { lead: Math.max(0, (scores[best] as number) - second.score) }),
    weightMargins: margins,
    ...(rating === undefined ? {} : { ratingMargin: rating }),
    ...(weighed.ahp === undefined ? {} : { ahp: weighed.ahp }),
    weightDoubt: weighed.doubt,
    draws,
  };
  return { ...choice, notes: notesOf(choice) };
}

/** Won draws may be fractions, where ties were split. */
function shareOf(wins: number, draws: number, level: number): Estimate {
  return { value: wins / draws, n: draws, interval: wilsonUnchecked(wins, draws, level) };
}

function notesOf(choice: Omit<OptionChoice, "notes">): OptionChoice["notes"] {
  const notes: OptionChoice["notes"][number][] = [];
  const { best, tied, weightMargins: margins, ratingMargin: rating, ahp, weightDoubt } = choice;
  if (tied.length > 0) notes.push({ code: "option_tied", params: { best, tied } });
  const [nearest] = margins;
  if (choice.options.length > 1) {
    if (nearest === undefined) notes.push({ code: "option_weight_safe", params: { best } });
    else notes.push({ code: "option_weight_margin", params: { best, ...nearest } });
  }
  if (rating !== undefined) notes.push({ code: "option_rating_margin", params: { best, ...rating } });
  const { value } = (choice.options[0] as OptionScore).chanceBest;
  if (value < 1 || weightDoubt > 0) notes.push({ code: "option_chance", params: { best, chance: value } });
  if (ahp !== undefined && ahp.consistency.code !== "ahp_consistent") {
    notes.push(ahp.consistency as OptionChoice["notes"][number]);
  }
  return notes;
}

function readTable(
  options: readonly ScoredOption[],
  { weights }: DoubtedWeights,
  scale: { readonly min: number; readonly max: number },
): RatingTable {
  const ids = Array.from(options, (option, i) => {
    requireObject(option, `options[${i}]`);
    requireText(option.id, `options[${i}].id`);
    requireRatings(option.ratings, weights, `options[${i}].ratings`);
    return option.id;
  });
  requireUnique(ids, "options");
  const ratings = sortedById(options).map(({ id, ratings: given }) =>
    Float64Array.from(weights, ({ id: criterion }) => {
      const rating = given[criterion] as number | Estimate;
      const value = typeof rating === "object" && rating !== null ? rating.value : rating;
      requireNumber(value, `the rating of ${id} on ${criterion}`, scale);
      return value;
    }),
  );
  return {
    options: sortedById(options).map(({ id }) => id),
    criteria: weights.map(({ id }) => id),
    weights: Float64Array.from(weights, ({ weight }) => weight),
    ratings,
    ...scale,
  };
}

/** By id, so that ties, draws and margins do not hang on the order of the options. */
function sortedById(options: readonly ScoredOption[]): ScoredOption[] {
  return Array.from(options).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Standard deviation of each rating. */
function spreadsOf(
  options: readonly ScoredOption[],
  { weights }: DoubtedWeights,
  doubt: number,
  range: number,
): Float64Array[] {
  return sortedById(options).map(({ id, ratings }) =>
    Float64Array.from(weights, ({ id: criterion }) => {
      const rating = ratings[criterion] as number | Estimate;
      if (typeof rating !== "object" || rating === null) return doubt;
      const name = `the rating of ${id} on ${criterion}`;
      requireObject(rating.interval, `${name}, its interval,`);
      const { lower, upper, level } = rating.interval;
      requireNumber(lower, `${name}, interval.lower,`, { min: -LARGEST, max: LARGEST });
      requireNumber(upper, `${name}, interval.upper,`, { min: -LARGEST, max: LARGEST });
      requireNumber(level, `${name}, interval.level,`, { above: 0, below: 1 });
      if (lower > rating.value || rating.value > upper) {
        throw new ClienteleError("inconsistent", `${name} must lie in its interval`, { option: id, criterion });
      }
      return Math.min(range, (upper - lower) / 2 / normalQuantile((1 + level) / 2));
    }),
  );
}

function drawChoices(
  table: RatingTable,
  spreads: readonly Float64Array[],
  weighed: DoubtedWeights,
  draws: number,
  random: ReturnType<typeof createRandom>,
): { readonly wins: Float64Array; readonly regrets: Float64Array } {
  const n = table.options.length;
  const [forWeights, forRatings] = [random.fork(1), random.fork(2)];
  const [wins, regrets, scores] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < draws; k++) {
    const weights = weighed.draw(forWeights);
    for (let i = 0; i < n; i++) {
      const spread = spreads[i] as Float64Array;
      const row = (table.ratings[i] as Float64Array).map((rating, c) =>
        (spread[c] as number) === 0
          ? rating
          : Math.min(table.max, Math.max(table.min, rating + (spread[c] as number) * forRatings.normal())),
      );
      scores[i] = scoreOf(row, weights);
    }
    const top = Math.max(...scores);
    const level = top - ROUNDING * (table.max - table.min);
    const first = scores.reduce((count, score) => count + (score >= level ? 1 : 0), 0);
    for (let i = 0; i < n; i++) {
      if ((scores[i] as number) >= level) wins[i] = (wins[i] as number) + 1 / first;
      else regrets[i] = (regrets[i] as number) + top - (scores[i] as number);
    }
  }
  return { wins, regrets };
}

function scoreOf(ratings: Float64Array, weights: Float64Array): number {
  let score = 0;
  for (let k = 0; k < weights.length; k++) score += (weights[k] as number) * (ratings[k] as number);
  return score;
}
