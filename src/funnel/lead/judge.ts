import { brierScore, logLoss } from "../../math/brier.ts";
import { calibrationLine } from "../../math/calibration-line.ts";
import { stratifiedFolds } from "../../math/folds.ts";
import { reliabilityTable } from "../../math/reliability.ts";
import { type RocAuc, rocAuc } from "../../math/roc.ts";
import { chanceAt, fitCalibration } from "./calibrate.ts";
import { numbersOf, rowsWhere } from "./columns.ts";
import { effectsOf } from "./contribution.ts";
import type { ClosedLeads, LeadCore } from "./naive-bayes.ts";
import type { LeadSettings } from "./options.ts";
import type { LeadCalibration, LeadJudgement, LeadNote } from "./types.ts";

/** A field that alone ranks a pair right this often is more likely the outcome in disguise than a finding. */
const LEAK = 0.97;

/** What the cross-validation yields: the calibration of the model on all leads, and how honest it is. */
export interface CrossValidation {
  readonly calibration: LeadCalibration;
  readonly judged: LeadJudgement;
  readonly notes: readonly LeadNote[];
}

/**
 * Scores every closed lead by fits that have not seen it, learns the calibration from these scores, and judges it.
 *
 * To judge part k the calibration too must not know it: it is learned from the other parts j, each scored by a fit
 * without j and without k. The model that is handed out is calibrated on the scores of all parts.
 */
export function crossValidate(
  closed: ClosedLeads,
  keys: readonly string[],
  settings: LeadSettings,
  learn: (rows: Uint32Array) => LeadCore,
): CrossValidation {
  const { folds, seed, calibration: method, level } = settings;
  const n = closed.outcomes.length;
  const dealt = stratifiedFolds(closed.outcomes, { folds, seed, keys });
  const parts = Array.from({ length: folds }, (_, k) => rowsWhere(n, (i) => dealt[i] === k));
  const without = (j: number, k: number): Uint32Array => rowsWhere(n, (i) => dealt[i] !== j && dealt[i] !== k);
  const raw = new Float64Array(n);
  const alone = closed.fields.map(() => new Float64Array(n));
  parts.forEach((part, k) => {
    const scored = scoresOf(learn(without(k, k)), closed, part);
    part.forEach((row, r) => {
      raw[row] = scored.total[r] as number;
      scored.fields.forEach((effects, f) => {
        (alone[f] as Float64Array)[row] = effects[r] as number;
      });
    });
  });
  const outcomes = Float64Array.from(closed.outcomes);
  const chances = new Float64Array(n);
  const nested = method === "none" ? [] : pairScores(closed, parts, without, learn);
  parts.forEach((part, k) => {
    let calibration: LeadCalibration = { method: "none" };
    if (method !== "none") {
      const others = parts.flatMap((rows, j) => (j === k ? [] : [{ rows, scores: nested[j]?.[k] as Float64Array }]));
      calibration = fitCalibration(
        method,
        joined(others.map(({ scores }) => scores)),
        joined(others.map(({ rows }) => numbersOf(rows, (row) => outcomes[row] as number))),
        joined(others.map(({ rows }) => numbersOf(rows, (row) => closed.weights[row] as number))),
      );
    }
    for (const row of part) chances[row] = chanceAt(calibration, raw[row] as number);
  });
  const options = { weights: closed.weights, level };
  const line = calibrationLine(chances, outcomes, options);
  return {
    calibration: fitCalibration(method, raw, outcomes, closed.weights),
    judged: {
      n: closed.weights.reduce((sum, weight) => sum + weight, 0),
      // both kinds were counted before
      auc: rocAuc(chances, outcomes, options) as RocAuc,
      brier: brierScore(chances, outcomes, options),
      logLoss: logLoss(chances, outcomes, options),
      reliability: reliabilityTable(chances, outcomes, options),
      ...(line === undefined ? {} : { calibration: line }),
    },
    notes: closed.fields.flatMap(({ id, kind }, f): LeadNote[] => {
      if (kind === "stage") return [{ code: "lead_stage_not_judged", params: { field: id } }];
      const auc = rocAuc(alone[f] as Float64Array, outcomes, options)?.value ?? 0;
      return auc >= LEAK ? [{ code: "lead_leak", params: { field: id, auc } }] : [];
    }),
  };
}

/** `[j][k]`: scores of part j by the fit that has seen neither j nor k. One fit serves both (j, k) and (k, j). */
function pairScores(
  closed: ClosedLeads,
  parts: readonly Uint32Array[],
  without: (j: number, k: number) => Uint32Array,
  learn: (rows: Uint32Array) => LeadCore,
): Float64Array[][] {
  const scores: Float64Array[][] = parts.map(() => []);
  for (let j = 0; j < parts.length; j++) {
    for (let k = j + 1; k < parts.length; k++) {
      const core = learn(without(j, k));
      (scores[j] as Float64Array[])[k] = scoresOf(core, closed, parts[j] as Uint32Array).total;
      (scores[k] as Float64Array[])[j] = scoresOf(core, closed, parts[k] as Uint32Array).total;
    }
  }
  return scores;
}

/** Raw log-odds of some closed leads, and what each field added. The stage is left out: it gives the outcome away. */
function scoresOf(
  core: LeadCore,
  closed: ClosedLeads,
  rows: Uint32Array,
): { readonly total: Float64Array; readonly fields: readonly Float64Array[] } {
  const total = new Float64Array(rows.length).fill(core.base);
  const fields = closed.fields.map((field, f) => {
    if (field.kind === "stage") return new Float64Array(rows.length);
    const effects = effectsOf(core.fields[f] as LeadCore["fields"][number], field, rows);
    for (let r = 0; r < rows.length; r++) total[r] = (total[r] as number) + (effects[r] as number);
    return effects;
  });
  return { total, fields };
}

function joined(columns: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(columns.reduce((n, column) => n + column.length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
}
