import {
  requireColumn,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireUnique,
} from "../../core/checks.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { FactorTrend, PestArea } from "../../core/labels/portfolio.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { chanceAtLeast, drawFigure, type Spread } from "./figure.ts";
import { type RankingSettings, rankingSettings, ratedImpact } from "./ranking-options.ts";
import { simulateRanks } from "./ranks.ts";
import type { MeasurePestOptions, PestAreaScore, PestFactor, PestReport, PestScore } from "./swot-types.ts";
import type { RankDoubt } from "./types.ts";

const AREAS: readonly PestArea[] = ["political", "economic", "social", "technological"];
const TRENDS: Readonly<Record<FactorTrend, number>> = { rising: 1.25, steady: 1, falling: 0.8 };
const TREND_NAMES: readonly string[] = /* @__PURE__ */ Object.keys(TRENDS);

/** Months after which a factor counts half: two years, about the reach of a regional plan. */
const HALF_LIFE = 24;

interface Factor {
  readonly id: string;
  readonly area: PestArea;
  readonly impact: Spread;
  /** Likelihood × nearness × trend. */
  readonly factor: number;
  readonly evidence: number;
}

/**
 * Scores the political, economic, social and technological factors of the environment by impact, likelihood, nearness
 * and trend, ranks them, and says how far the ranking holds.
 *
 * @param factors - Factors with unique ids; impact from −`impactMax` (harms) to `impactMax` (helps).
 * @param options - `halfLifeMonths` (default 24), `trendFactors`, `ratingSd` (default 0.5), `impactMax` (default 5),
 * `draws` (default 2,000), `seed`, `level`.
 * @returns Factors strongest first with the ranks they may have, sums by area with the interval that the ratings leave,
 * and notes: areas without a factor, factors without evidence.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `unknown_id` for an area or a
 * trend that is none.
 * @example
 * ```ts
 * const report = measurePest([
 *   { id: "tariff", area: "political", impact: -4, likelihood: 0.5, horizonMonths: 24 },
 *   { id: "automation", area: "technological", impact: 3, likelihood: 0.8, horizonMonths: 0, trend: "rising" },
 * ]);
 * report.factors.map((f) => [f.id, f.score]); // => [["automation", 3], ["tariff", -1]]
 * report.notes[0].params.areas; // => ["economic", "social"]
 * ```
 */
export function measurePest(factors: readonly PestFactor[], options: MeasurePestOptions = {}): PestReport {
  const settings = rankingSettings(options);
  const read = readFactors(factors, options, settings);
  const ranked = [...read].sort((a, b) => sizeOf(b) - sizeOf(a) || (a.id < b.id ? -1 : 1));
  const places = read.map((factor) => ranked.indexOf(factor));
  const doubt = simulateRanks(
    ranked.length,
    (random, out) => {
      // drawn by id, so that the order of the rows changes nothing
      read.forEach(({ impact, factor }, i) => {
        out[places[i] as number] = Math.abs(factor * drawFigure(impact, random));
      });
    },
    settings.draws,
  );
  return {
    factors: ranked.map((factor, i) => scoreOf(factor, i, doubt[i] as RankDoubt)),
    areas: AREAS.flatMap((area) => areaOf(area, read, settings.draws.level)),
    notes: notesOf(read, doubt[0]),
  };
}

const sizeOf = ({ impact, factor }: Factor): number => Math.abs(impact.value * factor);

function readFactors(
  factors: readonly PestFactor[],
  { halfLifeMonths = HALF_LIFE, trendFactors = {} }: MeasurePestOptions,
  settings: RankingSettings,
): Factor[] {
  requireNumber(halfLifeMonths, "options.halfLifeMonths", { min: 0.01, max: 1e6 });
  requireObject(trendFactors, "options.trendFactors");
  for (const key of Object.keys(trendFactors)) requireOneOf(key, TREND_NAMES, "options.trendFactors: the key");
  const factorOf = (trend: FactorTrend): number => {
    const given = trendFactors[trend];
    if (given !== undefined) requireNumber(given, `options.trendFactors.${trend}`, { above: 0, max: 1e3 });
    return given ?? TRENDS[trend];
  };
  const multiply = { rising: factorOf("rising"), steady: factorOf("steady"), falling: factorOf("falling") };
  requireColumn(factors, "factors");
  const read = Array.from(factors, (factor, i): Factor => {
    const name = `factors[${i}]`;
    requireObject(factor, name);
    const { id, area, likelihood, horizonMonths, trend = "steady", evidence = [] } = factor;
    requireText(id, `${name}.id`);
    requireOneOf(area, AREAS, `${name}.area`);
    requireOneOf(trend, TREND_NAMES, `${name}.trend`);
    requireNumber(likelihood, `${name}.likelihood`, { min: 0, max: 1 });
    requireNumber(horizonMonths, `${name}.horizonMonths`, { min: 0, max: 1e6 });
    requireColumn(evidence, `${name}.evidence`);
    const impact = ratedImpact(factor.impact, `${name}.impact`, settings, true);
    const nearness = 0.5 ** (horizonMonths / halfLifeMonths);
    return { id, area, impact, factor: likelihood * nearness * multiply[trend], evidence: evidence.length };
  });
  requireUnique(
    read.map(({ id }) => id),
    "factors",
  );
  return read.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function scoreOf({ id, area, impact, factor }: Factor, i: number, doubt: RankDoubt): PestScore {
  const score = impact.value * factor + 0;
  const kind = score > 0 ? "opportunity" : score < 0 ? "threat" : "neutral";
  const none = impact.value === 0 && impact.below === 0;
  return { id, area, score, kind, threatChance: none ? 0 : 1 - chanceAtLeast(impact, 0), rank: i + 1, ...doubt };
}

function areaOf(area: PestArea, factors: readonly Factor[], level: number): PestAreaScore[] {
  const own = factors.filter((factor) => factor.area === area);
  if (own.length === 0) return [];
  let [opportunity, threat, below, above] = [0, 0, 0, 0];
  for (const { impact, factor } of own) {
    const score = impact.value * factor;
    if (score > 0) opportunity += score;
    else threat += score;
    below += (factor * impact.below) ** 2;
    above += (factor * impact.above) ** 2;
  }
  const value = opportunity + threat;
  const z = normalQuantile(0.5 + level / 2);
  const interval = { lower: value - z * Math.sqrt(below), upper: value + z * Math.sqrt(above), level };
  const net: Estimate = { value, n: own.length, interval };
  return [{ area, factors: own.length, opportunity, threat, net }];
}

function notesOf(factors: readonly Factor[], first: RankDoubt | undefined): Reason[] {
  const notes: Reason[] = [];
  const blind = AREAS.filter((area) => !factors.some((factor) => factor.area === area));
  if (blind.length > 0) notes.push({ code: "pest_blind_spot", params: { areas: blind } });
  const bare = factors.filter(({ evidence }) => evidence === 0).map(({ id }) => id);
  if (bare.length > 0) notes.push({ code: "swot_no_evidence", params: { ids: bare, items: factors.length } });
  if (first !== undefined && !first.stable) {
    notes.push({ code: "ranking_first_unsure", params: { chance: first.firstChance } });
  }
  return notes;
}
