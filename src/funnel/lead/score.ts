import { requireColumn, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { chanceAt } from "./calibrate.ts";
import { aboveMean, type CompiledField, compileField, effectOf, type FieldEffect } from "./contribution.ts";
import { type Reading, readField, requireLead } from "./read.ts";
import type { LeadFieldModel, LeadLevel, LeadRecord, LeadRest, LeadScore, LeadScoreModel } from "./types.ts";

/**
 * How likely one lead is to be won.
 *
 * @param model - From {@link fitLeadScore} or `loadModel`.
 * @param lead - A plain record with the model's fields; absent, null and "" are not known.
 * @returns The chance, the share of fields that are known, and what is not known. The interval carries the doubt in the
 * coefficients alone: that the future may be unlike the past, it cannot know.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const leads = Array.from({ length: 200 }, (_, i) => ({ source: i % 2 ? "web" : "fair", won: i % 10 < (i % 2 ? 7 : 3) }));
 * const model = fitLeadScore(leads, { fields: ["source"], won: (lead) => lead.won });
 * scoreLead(model, { source: "post" }).coverage; // => 0
 * scoreLead(model, { source: "web" }).chance; // ≈ 0.599
 * ```
 */
export function scoreLead(model: LeadScoreModel, lead: LeadRecord): LeadScore {
  requireLeadModel(model);
  return scoreOf(model, reading(model, model.fields.map(compileField), lead, "lead"));
}

/**
 * The chances of many leads at once.
 *
 * @param model - From {@link fitLeadScore} or `loadModel`.
 * @param leads - Plain records, as for {@link scoreLead}. Not mutated.
 * @returns One chance per lead, in the order given.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const leads = Array.from({ length: 200 }, (_, i) => ({ source: i % 2 ? "web" : "fair", won: i % 10 < (i % 2 ? 7 : 3) }));
 * const model = fitLeadScore(leads, { fields: ["source"], won: (lead) => lead.won });
 * scoreLeadColumn(model, leads).length; // => 200
 * ```
 */
export function scoreLeadColumn(model: LeadScoreModel, leads: readonly LeadRecord[]): Float64Array {
  requireLeadModel(model);
  requireColumn(leads, "leads");
  const compiled = model.fields.map(compileField);
  return Float64Array.from(leads, (lead, i) =>
    chanceAt(model.calibration, reading(model, compiled, lead, `leads[${i}]`).logOdds),
  );
}

/** One lead as the model sees it. */
export interface LeadReading {
  readonly logOdds: number;
  readonly fields: readonly { readonly reading: Reading; readonly effect: FieldEffect }[];
}

export function reading(
  model: LeadScoreModel,
  compiled: readonly CompiledField[],
  lead: LeadRecord,
  name: string,
): LeadReading {
  requireLead(lead, name);
  let logOdds = model.base;
  const fields = compiled.map((field) => {
    const found = readField(lead, field.model.id, field.model.kind, name);
    const effect = effectOf(field, found);
    logOdds += effect.logOdds;
    return { reading: found, effect };
  });
  return { logOdds, fields };
}

export function scoreOf(model: LeadScoreModel, read: LeadReading): LeadScore {
  const interval = intervalOf(model, read);
  let known = 0;
  const reasons: Reason[] = [];
  read.fields.forEach(({ reading: found, effect }, f) => {
    const { id: field, missing, line } = model.fields[f] as LeadFieldModel;
    const { number } = found;
    if (line !== undefined && number !== undefined && (number < line.from || number > line.to)) {
      reasons.push({ code: "lead_beyond", params: { field, value: number, from: line.from, to: line.to } });
    }
    if (!found.known) {
      const factor = Math.exp(effect.logOdds);
      reasons.push(
        missing === undefined
          ? { code: "lead_missing", params: { field } }
          : { code: "lead_missing_effect", params: { field, factor } },
      );
    }
    for (const value of effect.unseen) reasons.push({ code: "lead_unknown", params: { field, value } });
    if (found.known && (effect.unseen.length === 0 || effect.levels.length > 0)) known++;
  });
  return {
    chance: chanceAt(model.calibration, read.logOdds),
    ...(interval === undefined ? {} : { interval }),
    coverage: known / model.fields.length,
    reasons,
  };
}

/** log-odds ± z · √(xᵀCx), carried through the calibration; what is not known counts as the average lead. */
function intervalOf(model: LeadScoreModel, { logOdds, fields }: LeadReading): Interval | undefined {
  const { covariance, level, calibration } = model;
  if (covariance === undefined) return undefined;
  const x: number[] = [1];
  fields.forEach(({ reading: found, effect }, f) => {
    const { levels, line, other, missing, kind } = model.fields[f] as LeadFieldModel;
    const total = model.fittedOn.weight;
    const average = (rest: LeadRest): number => (rest.won + rest.lost) / total;
    const nothing = found.known
      ? line === undefined && kind !== "tags" && effect.levels.length === 0 && other === undefined
      : missing === undefined;
    if (line !== undefined) x.push(found.known ? aboveMean(line, found.number as number) : 0);
    levels.forEach((value: LeadLevel, i) => {
      x.push(nothing ? average(value) : effect.levels.includes(i) ? 1 : 0);
    });
    if (other !== undefined) x.push(found.known && effect.levels.length === 0 ? 1 : 0);
    if (missing !== undefined) x.push(nothing ? average(missing) : found.known ? 0 : 1);
  });
  let variance = 0;
  for (let i = 0, at = 0; i < x.length; i++) {
    for (let j = 0; j <= i; j++, at++) {
      variance += (i === j ? 1 : 2) * (covariance[at] as number) * (x[i] as number) * (x[j] as number);
    }
  }
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, variance));
  return { lower: chanceAt(calibration, logOdds - reach), upper: chanceAt(calibration, logOdds + reach), level };
}

/** Refuses what is no lead score before it is read. */
export function requireLeadModel(model: LeadScoreModel): void {
  requireObject(model, "model");
  const list: unknown = model.fields;
  const coefficients = Array.isArray(list)
    ? 1 + list.reduce((n: number, field) => n + coefficientsOf(field), 0)
    : Number.NaN;
  const { covariance } = model;
  if (
    model.kind !== "lead_score" ||
    !Number.isFinite(model.base) ||
    !(coefficients >= 1) ||
    (list as readonly unknown[]).length === 0 ||
    typeof model.calibration !== "object" ||
    (covariance !== undefined && covariance.length !== (coefficients * (coefficients + 1)) / 2)
  ) {
    throw new ClienteleError(
      "invalid_model",
      `model must be a "lead_score" from fitLeadScore; one that abstained scores nothing; got ${show(model.kind)}`,
      { kind: model.kind },
    );
  }
}

function coefficientsOf({ levels, line, other, missing }: LeadFieldModel): number {
  if (!Array.isArray(levels)) return Number.NaN;
  return levels.length + [line, other, missing].filter((part) => part !== undefined).length;
}
