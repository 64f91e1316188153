import { requireNumber, requireObject } from "../../core/checks.ts";
import { type Spread, spreadOf } from "./figure.ts";
import { type RankDraws, rankDraws } from "./ranks.ts";
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
  const { ratingSd = RATING_SD, impactMax = 5 } = options;
  requireNumber(ratingSd, "options.ratingSd", { min: 0, max: 1e6 });
  requireNumber(impactMax, "options.impactMax", { min: 1e-6, max: 1e6 });
  return { ratingSd, impactMax, draws: rankDraws(options) };
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
