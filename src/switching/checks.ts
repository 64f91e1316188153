import { requireNumber, requireObject, requireOneOf, show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Estimate } from "../core/estimate.ts";
import { switchingBandBounds } from "./bands.ts";
import { facetIds, leverIds } from "./levers.ts";
import type { SwitchingIndex, SwitchingScore, SwitchingSummary } from "./types.ts";

/** Refuses what {@link scoreSwitchingCosts} did not make, so that reasons and charts never meet half a score. */
export function requireScore(score: SwitchingScore): void {
  requireObject(score, "score");
  requireFigures(score, "score");
  requireObject(score.facets, "score.facets");
  for (const facet of facetIds) requireFigures(score.facets[facet], `score.facets.${facet}`);
  requireObject(score.money, "score.money");
  requireNumber(score.money.total, "score.money.total", { min: 0 });
  requireRows(score.money.items, "score.money.items");
  for (const [i, item] of score.money.items.entries()) {
    requireObject(item, `score.money.items[${i}]`);
    requireNumber(item.amount, `score.money.items[${i}].amount`, { min: 0 });
  }
  requireRows(score.levers, "score.levers");
  requireRows(score.raise, "score.raise");
  requireRows(score.reasons, "score.reasons");
  for (const [i, row] of score.levers.entries()) {
    requireLever(row?.lever, `score.levers[${i}]`);
    requireNumber(row.weight, `score.levers[${i}].weight`, { min: 0 });
    requireNumber(row.contribution, `score.levers[${i}].contribution`, { min: 0 });
    if (row.evidence !== undefined) requireNumber(row.evidence, `score.levers[${i}].evidence`, { min: 0, max: 1 });
  }
  for (const [i, row] of score.raise.entries()) {
    requireLever(row?.lever, `score.raise[${i}]`);
    requireNumber(row.gain, `score.raise[${i}].gain`, { min: 0 });
  }
}

/** Refuses what {@link summarizeSwitching} did not make. */
export function requireSummary(summary: SwitchingSummary): void {
  requireObject(summary, "summary");
  requireNumber(summary.n, "summary.n", { min: 0 });
  requireNumber(summary.scored, "summary.scored", { min: 0 });
  if (summary.meanCoverage !== undefined) requireNumber(summary.meanCoverage, "summary.meanCoverage", { min: 0 });
  requireObject(summary.money, "summary.money");
  requireNumber(summary.money.total, "summary.money.total", { min: 0 });
  requireRows(summary.bands, "summary.bands");
  for (const [i, row] of summary.bands.entries()) {
    const name = `summary.bands[${i}]`;
    requireObject(row, name);
    requireBand(row.band, name);
    requireNumber(row.from, `${name}.from`);
    requireNumber(row.to, `${name}.to`);
    requireNumber(row.n, `${name}.n`, { min: 0 });
    if (row.share !== undefined) requireEstimate(row.share, `${name}.share`);
  }
  requireRows(summary.histogram, "summary.histogram");
  for (const [i, bin] of summary.histogram.entries()) {
    const name = `summary.histogram[${i}]`;
    requireObject(bin, name);
    requireBand(bin.band, name);
    requireNumber(bin.from, `${name}.from`);
    requireNumber(bin.to, `${name}.to`);
    requireNumber(bin.n, `${name}.n`, { min: 0 });
  }
  requireObject(summary.meanIndex, "summary.meanIndex");
  if (!("abstained" in summary.meanIndex)) requireEstimate(summary.meanIndex, "summary.meanIndex");
}

function requireEstimate(estimate: Estimate, name: string): void {
  requireObject(estimate, name);
  requireNumber(estimate.value, `${name}.value`);
  requireObject(estimate.interval, `${name}.interval`);
  requireNumber(estimate.interval.lower, `${name}.interval.lower`);
  requireNumber(estimate.interval.upper, `${name}.interval.upper`);
  requireNumber(estimate.interval.level, `${name}.interval.level`);
}

function requireBand(band: string, name: string): void {
  requireOneOf(
    band,
    switchingBandBounds.map(([id]) => id),
    `${name}.band`,
  );
}

function requireRows(rows: readonly unknown[], name: string): void {
  if (!Array.isArray(rows)) {
    throw new ClienteleError("invalid_type", `${name} must be an array, got ${show(rows)}`, { name });
  }
}

function requireFigures(figures: SwitchingIndex, name: string): void {
  requireObject(figures, name);
  if (figures.index !== undefined) requireNumber(figures.index, `${name}.index`, { min: 0, max: 100 });
  requireNumber(figures.coverage, `${name}.coverage`, { min: 0, max: 1 });
  requireRows(figures.indexRange, `${name}.indexRange`);
  const [lowest, highest] = figures.indexRange;
  requireNumber(lowest, `${name}.indexRange[0]`, { min: 0, max: 100 });
  requireNumber(highest, `${name}.indexRange[1]`, { min: 0, max: 100 });
}

function requireLever(lever: unknown, name: string): void {
  if (leverIds.some((id) => id === lever)) return;
  throw new ClienteleError("invalid_type", `${name} must name one of the seventeen levers`, { name, lever });
}
