import { requireNumber, requireObject } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Interval } from "../core/estimate.ts";
import { normalQuantile } from "../math/normal.ts";
import { leverIds } from "./levers.ts";
import { requireKeys } from "./model.ts";
import { quadraticForm } from "./quadratic-form.ts";
import type { ScoreSwitchingOptions, SwitchingAccount, SwitchingModel } from "./types.ts";

/**
 * How far one judge's answer is off, as a standard deviation: an assumption of ours, a little more than half the
 * distance between two quarters. Two judges who rate the same accounts tell the true figure.
 */
const ASSUMED_SD = 0.15;

/** What the doubt of an index rests on, read once per call. */
export interface Doubt {
  /** Standard deviation of an answer where the account names none. */
  readonly sd: number;
  readonly correlation: number;
  readonly level: number;
  /** Covariance of the weights over all levers, row by row; absent where they are stated. */
  readonly covariance: Float64Array | undefined;
}

/** Checks the options that concern doubt, and lays the model's covariance out by lever. */
export function readDoubt(model: SwitchingModel, options: ScoreSwitchingOptions): Doubt {
  const { evidenceSd = ASSUMED_SD, evidenceCorrelation = 0, level = 0.95 } = options;
  requireNumber(evidenceSd, "options.evidenceSd", { min: 0, max: 0.5 });
  requireNumber(evidenceCorrelation, "options.evidenceCorrelation", { min: 0, max: 1 });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  return { sd: evidenceSd, correlation: evidenceCorrelation, level, covariance: covarianceOf(model) };
}

function covarianceOf({ doubt }: SwitchingModel): Float64Array | undefined {
  if (doubt === undefined) return undefined;
  requireObject(doubt, "model.doubt");
  const { levers, covariance } = doubt;
  const size = leverIds.length;
  const places = Array.isArray(levers) ? levers.map((id) => leverIds.indexOf(id)) : [];
  if (!Array.isArray(covariance) || places.includes(-1) || covariance.length !== places.length ** 2) {
    throw new ClienteleError("invalid_model", "model.doubt must hold one covariance for each pair of its levers", {});
  }
  const full = new Float64Array(size * size);
  for (const [i, row] of places.entries()) {
    for (const [j, column] of places.entries()) {
      const cell = covariance[i * places.length + j] as number;
      requireNumber(cell, `model.doubt.covariance[${i * places.length + j}]`);
      full[row * size + column] = cell;
    }
  }
  return full;
}

/** Standard deviations of the answers in the order of the catalogue. */
export function readSpreads(account: SwitchingAccount, doubt: Doubt, name: string): Float64Array {
  const spreads = new Float64Array(leverIds.length).fill(doubt.sd);
  const { evidenceSd } = account;
  if (evidenceSd === undefined) return spreads;
  requireKeys(evidenceSd, leverIds, `${name}.evidenceSd`);
  for (const [i, id] of leverIds.entries()) {
    const own = evidenceSd[id];
    if (own === undefined) continue;
    requireNumber(own, `${name}.evidenceSd.${id}`, { min: 0, max: 0.5 });
    spreads[i] = own;
  }
  return spreads;
}

/**
 * Interval of an index by the delta method: the index is Σ w e / Σ w over the answered levers, so an answer moves it by
 * w / Σ w and a weight by (e − index) / Σ w.
 *
 * @param share - Share of each lever's weight that this index counts: 1 for the whole, the facet's share for a facet.
 */
export function intervalOf(
  index: number,
  strengths: Float64Array,
  weights: Float64Array,
  spreads: Float64Array,
  doubt: Doubt,
  share: (lever: number) => number,
): Interval {
  let answered = 0;
  for (let i = 0; i < weights.length; i++) if (!Number.isNaN(strengths[i])) answered += weights[i] as number;
  let apart = 0;
  let together = 0;
  const slopes = new Float64Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    const evidence = strengths[i] as number;
    if (Number.isNaN(evidence)) continue;
    const part = ((weights[i] as number) / answered) * (spreads[i] as number);
    apart += part * part;
    together += part;
    slopes[i] = (share(i) * (evidence - index / 100)) / answered;
  }
  let variance = (1 - doubt.correlation) * apart + doubt.correlation * together * together;
  if (doubt.covariance !== undefined) variance += quadraticForm(doubt.covariance, slopes);
  const reach = 100 * normalQuantile((1 + doubt.level) / 2) * Math.sqrt(Math.max(0, variance));
  return { lower: Math.max(0, index - reach), upper: Math.min(100, index + reach), level: doubt.level };
}
