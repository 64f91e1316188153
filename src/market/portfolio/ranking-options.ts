import { requireNumber, requireObject } from "../../core/checks.ts";
import { type Spread, spreadOf } from "./figure.ts";
import type { RankDraws } from "./ranks.ts";
import type { PortfolioFigure, RankingOptions } from "./types.ts";

/** How ratings are read and their doubt is drawn. */
export interface RankingSettings {
  readonly ratingSd: number;
  readonly impactMax: number;
  readonly draws: RankDraws;
}

/** Half a point either way of a rating on a scale of five, so that nineteen of twenty are right to a point. */
const RATING_SD = 0.5;

/** Options of a ranking, filled in and checked. */
export function rankingSettings(options: RankingOptions): RankingSettings {
  requireObject(options, "options");
  const { ratingSd = RATING_SD, impactMax = 5, draws = 2000, seed = 1, level = 0.95 } = options;
  requireNumber(ratingSd, "options.ratingSd", { min: 0, max: 1e6 });
  requireNumber(impactMax, "options.impactMax", { min: 1e-6, max: 1e6 });
  requireNumber(draws, "options.draws", { min: 100, max: 100_000, integer: true });
  requireNumber(seed, "options.seed", {
    min: Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    integer: true,
  });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  return { ratingSd, impactMax, draws: { draws, seed, level } };
}

/** A rating with its doubt: its own where it has an interval, else that of the options. */
export function ratedImpact(
  impact: PortfolioFigure,
  name: string,
  { ratingSd, impactMax }: RankingSettings,
  signed: boolean,
): Spread {
  const spread = spreadOf(impact, name, { min: signed ? -impactMax : 0, max: impactMax });
  const own = typeof impact !== "number" && impact.interval !== undefined;
  return own ? spread : { value: spread.value, below: ratingSd, above: ratingSd };
}
