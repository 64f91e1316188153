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
import type { Abstention } from "../../core/estimate.ts";
import type { PortfolioAxis, SpanCell } from "../../core/labels/portfolio.ts";
import type { Reason } from "../../core/reasons.ts";
import { type Spread, spreadOf } from "./figure.ts";
import { type Matrix, matrixOptions, positionOf, spanCells } from "./place.ts";
import { type RatingScale, requireScale } from "./rating-scale.ts";
import { cashOf, isPlaced, type Reading, reportOf } from "./report.ts";
import type {
  AssignSpanOptions,
  MeasureSpanOptions,
  PortfolioPosition,
  PortfolioReport,
  SpanCriterion,
  SpanUnit,
} from "./types.ts";

interface SpanSettings {
  readonly criteria: readonly SpanCriterion[];
  readonly scale: RatingScale;
  readonly minCoverage: number;
}

/**
 * Places a market segment by strategy positioning: how attractive the market is against how strong we are in it, both
 * from weighted ratings, with the chance of each of the four cells.
 *
 * @param unit - A segment with its size and its ratings by criterion; numbers or figures with an interval.
 * @param options - `criteria` with weights (from AHP or by hand), `scale` (default 1 to 5), both cuts (default the middle
 * of the scale), `minCoverage` (default 0.5), `certainty` (default 2/3), `level` (default 0.95).
 * @returns Its place and the chance of each cell: invest and grow, acquire skill, harvest, avoid or exit; `undecided`
 * where no chance is clear. Criteria that were not rated are carried by the rest of their axis and named; abstains
 * where too little was rated. Errors of ratings are taken as independent.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `inconsistent`, `duplicate_id`, `empty_input`,
 * `unknown_id`.
 * @example
 * ```ts
 * const criteria = [
 *   { id: "size", axis: "attractiveness", weight: 2 },
 *   { id: "margin", axis: "attractiveness", weight: 1 },
 *   { id: "product", axis: "position", weight: 1 },
 * ];
 * const place = assignSpan({ id: "hospitals", size: 900, ratings: { size: 5, margin: 2, product: 2 } }, { criteria });
 * place.quadrant; // => "acquire_skill"
 * place.y.value; // => 4
 * ```
 */
export function assignSpan(unit: SpanUnit, options: AssignSpanOptions): PortfolioPosition<SpanCell> | Abstention {
  const { settings, matrix } = spanMatrix(options);
  const reading = readUnit(unit, settings, "unit");
  return isPlaced(reading) ? positionOf(reading, matrix) : { abstained: reading.abstained };
}

/**
 * Measures all segments by strategy positioning: where each stands and how sure that is, what each cell holds, its cash,
 * and what moved since the last period.
 *
 * @param units - Segments with unique ids; amounts in one currency and period.
 * @param options - As for {@link assignSpan}, and `previous`: the same segments a period ago.
 * @returns The report of {@link measurePortfolio}, with the cells of strategy positioning.
 * @throws `ClienteleError` as {@link assignSpan}.
 * @example
 * ```ts
 * const criteria = [{ id: "size", axis: "attractiveness", weight: 1 }, { id: "product", axis: "position", weight: 1 }];
 * const product = { value: 3.2, interval: { lower: 2.4, upper: 4, level: 0.95 } };
 * const report = measureSpan([{ id: "schools", size: 50, ratings: { size: 4, product } }], { criteria });
 * report.positions[0].quadrant; // => "grow_invest"
 * report.positions[0].chances.grow_invest; // ≈ 0.688
 * ```
 */
export function measureSpan(units: readonly SpanUnit[], options: MeasureSpanOptions): PortfolioReport<SpanCell> {
  const { settings, matrix } = spanMatrix(options);
  const before = options.previous === undefined ? undefined : readAll(options.previous, settings, "options.previous");
  return { ...reportOf("span", readAll(units, settings, "units"), matrix, before), scale: settings.scale };
}

function spanMatrix(options: AssignSpanOptions): { settings: SpanSettings; matrix: Matrix<SpanCell> } {
  requireObject(options, "options");
  const { criteria, attractivenessCut, positionCut, minCoverage = 0.5 } = options;
  const scale = requireScale(options.scale === undefined ? { min: 1, max: 5 } : options.scale, "options.scale");
  requireNumber(minCoverage, "options.minCoverage", { above: 0, max: 1 });
  requireNonEmpty(criteria, "options.criteria");
  const list = Array.from(criteria);
  list.forEach((criterion, i) => {
    const name = `options.criteria[${i}]`;
    requireObject(criterion, name);
    requireText(criterion.id, `${name}.id`);
    requireOneOf(criterion.axis, ["attractiveness", "position"], `${name}.axis`);
    requireNumber(criterion.weight, `${name}.weight`, { min: 1e-9, max: 1e9 });
  });
  requireUnique(
    list.map(({ id }) => id),
    "options.criteria",
  );
  for (const axis of ["attractiveness", "position"] as const) {
    if (list.some((criterion) => criterion.axis === axis)) continue;
    throw new ClienteleError("inconsistent", `options.criteria must hold at least one criterion of ${axis}`, { axis });
  }
  const cut = (value: number | undefined, name: string) => {
    if (value === undefined) return { value: scale.min + (scale.max - scale.min) / 2, source: "scale_middle" } as const;
    requireNumber(value, `options.${name}`, scale);
    return { value, source: "caller" } as const;
  };
  return {
    settings: { criteria: list, scale, minCoverage },
    matrix: {
      cells: spanCells,
      cuts: { x: cut(positionCut, "positionCut"), y: cut(attractivenessCut, "attractivenessCut") },
      logX: false,
      ...matrixOptions(options),
    },
  };
}

function readAll(units: readonly SpanUnit[], settings: SpanSettings, name: string): Reading[] {
  requireColumn(units, name);
  const readings = Array.from(units, (unit, i) => readUnit(unit, settings, `${name}[${i}]`));
  requireUnique(
    readings.map(({ id }) => id),
    name,
  );
  return readings;
}

function readUnit(unit: SpanUnit, settings: SpanSettings, name: string): Reading {
  requireObject(unit, name);
  const { id, size, ratings } = unit;
  requireText(id, `${name}.id`);
  requireNumber(size, `${name}.size`, { min: 0, max: 1e15 });
  requireObject(ratings, `${name}.ratings`);
  for (const key of Object.keys(ratings)) {
    requireOneOf(
      key,
      settings.criteria.map((criterion) => criterion.id),
      `${name}.ratings: the criterion`,
    );
  }
  const cash = cashOf(unit, name);
  const reasons: Reason[] = [];
  const x = axisScore(ratings, "position", settings, name);
  const y = axisScore(ratings, "attractiveness", settings, name);
  for (const [axis, { missing, coverage }] of [
    ["position", x],
    ["attractiveness", y],
  ] as const) {
    if (coverage < settings.minCoverage) {
      const params = { axis, coverage, needed: settings.minCoverage };
      return { id, abstained: { code: "portfolio_unrated", params } };
    }
    if (missing.length > 0) reasons.push({ code: "portfolio_rating_missing", params: { axis, missing, coverage } });
  }
  return { id, size, x: x.score, y: y.score, ...(cash === undefined ? {} : { cash }), reasons };
}

/** Weighted mean of what was rated on one axis, each side of the doubt carried on. */
function axisScore(
  ratings: SpanUnit["ratings"],
  axis: PortfolioAxis & SpanCriterion["axis"],
  { criteria, scale }: SpanSettings,
  name: string,
): { score: Spread; missing: string[]; coverage: number } {
  // summed by id, so that the order in which criteria are listed changes no bit
  const own = criteria.filter((criterion) => criterion.axis === axis).sort((a, b) => (a.id < b.id ? -1 : 1));
  const missing: string[] = [];
  let [value, below, above, rated, all] = [0, 0, 0, 0, 0];
  for (const { id, weight } of own) {
    all += weight;
    const rating = Object.hasOwn(ratings, id) ? ratings[id] : undefined;
    if (rating === undefined) {
      missing.push(id);
      continue;
    }
    const spread = spreadOf(rating, `${name}.ratings.${id}`, scale);
    rated += weight;
    value += weight * spread.value;
    below += (weight * spread.below) ** 2;
    above += (weight * spread.above) ** 2;
  }
  const divide = (sum: number): number => (rated === 0 ? 0 : sum / rated);
  const score = { value: divide(value), below: divide(Math.sqrt(below)), above: divide(Math.sqrt(above)) };
  return { score, missing, coverage: rated / all };
}
