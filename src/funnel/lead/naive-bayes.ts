import type { EncodedField } from "./encode.ts";
import type { LeadFieldModel, LeadLevel } from "./types.ts";

/** Closed leads, encoded once; every fit looks at some of their rows. */
export interface ClosedLeads {
  readonly fields: readonly EncodedField[];
  /** 1 won, 0 lost. */
  readonly outcomes: Uint8Array;
  readonly weights: Float64Array;
}

/** What one fit has learned: raw log-odds = base + what the fields add. */
export interface LeadCore {
  readonly base: number;
  readonly fields: readonly LeadFieldModel[];
  readonly smoothing?: { readonly won: number; readonly lost: number };
  readonly covariance?: readonly number[];
}

/** Odoo starts every frequency with this much won and lost, and passes over tags seen less often than 50 times. */
const ODOO_START = 0.1;
const ODOO_TAG = 50;

/** Options of {@link fitNaiveBayes}. */
export interface NaiveBayesOptions {
  readonly odoo: boolean;
  /** Leads at the base rate that each value starts with. */
  readonly smoothing: number;
}

/**
 * Naive Bayes: how much more often a value is met among the won than among the lost, field by field, as if fields had
 * nothing to do with one another.
 *
 * @see Odoo's predictive lead scoring (crm.lead, `_pls_get_naive_bayes_probabilities`); Hand & Yu (2001),
 * International Statistical Review 69, on why it ranks well and needs calibration
 */
export function fitNaiveBayes(
  { fields, outcomes, weights }: ClosedLeads,
  rows: ArrayLike<number>,
  { odoo, smoothing }: NaiveBayesOptions,
): LeadCore {
  let won = 0;
  let lost = 0;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] as number;
    if (outcomes[row] === 1) won += weights[row] as number;
    else lost += weights[row] as number;
  }
  const rate = won / (won + lost);
  const start = odoo ? { won: ODOO_START, lost: ODOO_START } : { won: smoothing * rate, lost: smoothing * (1 - rate) };
  const models = fields.map((field) => {
    const counts = countsOf(field, outcomes, weights, rows);
    return field.kind === "stage" ? stageModel(field, counts, start) : fieldModel(field, counts, start, odoo);
  });
  const stage = odoo ? models.find(({ kind }) => kind === "stage")?.levels[0] : undefined;
  // Odoo takes as prior what its first stage has seen
  const prior = stage ?? { won, lost };
  return { base: Math.log((prior.won + start.won) / (prior.lost + start.lost)), fields: models, smoothing: start };
}

interface Counts {
  readonly won: Float64Array;
  readonly lost: Float64Array;
}

function countsOf(
  { kind, codes, vocabulary, starts, tags }: EncodedField,
  outcomes: Uint8Array,
  weights: Float64Array,
  rows: ArrayLike<number>,
): Counts {
  const won = new Float64Array(vocabulary.length);
  const lost = new Float64Array(vocabulary.length);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] as number;
    const code = codes[row] as number;
    const weight = weights[row] as number;
    const into = outcomes[row] === 1 ? won : lost;
    if (kind === "stage") {
      // a won lead has passed every stage, a lost one those up to its own
      const reached = outcomes[row] === 1 ? vocabulary.length - 1 : code;
      for (let stage = 0; stage <= reached; stage++) into[stage] = (into[stage] as number) + weight;
    } else if (starts !== undefined && tags !== undefined) {
      for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
        const tag = tags[k] as number;
        into[tag] = (into[tag] as number) + weight;
      }
    } else if (code >= 0) {
      into[code] = (into[code] as number) + weight;
    }
  }
  return { won, lost };
}

type Start = Readonly<{ won: number; lost: number }>;

function stageModel({ id, vocabulary }: EncodedField, { won, lost }: Counts, start: Start): LeadFieldModel {
  const wonFirst = (won[0] as number) + start.won;
  const lostFirst = (lost[0] as number) + start.lost;
  const levels = vocabulary.map((value, i): LeadLevel => {
    const w = won[i] as number;
    const l = lost[i] as number;
    return {
      value,
      won: w,
      lost: l,
      logOdds: Math.log((w + start.won) / wonFirst) - Math.log((l + start.lost) / lostFirst),
    };
  });
  return { id, kind: "stage", offset: 0, levels };
}

function fieldModel(
  { id, kind, vocabulary, cuts }: EncodedField,
  { won, lost }: Counts,
  start: Start,
  odoo: boolean,
): LeadFieldModel {
  const seen = vocabulary.flatMap((value, i) => {
    const w = won[i] as number;
    const l = lost[i] as number;
    if (w + l === 0) return [];
    return odoo && kind === "tags" && w + l + start.won + start.lost < ODOO_TAG ? [] : [{ value, won: w, lost: l }];
  });
  const total = (which: "won" | "lost"): number => seen.reduce((sum, level) => sum + level[which] + start[which], 0);
  const allWon = total("won");
  const allLost = total("lost");
  const levels = seen.map(
    (level): LeadLevel => ({
      ...level,
      logOdds: Math.log((level.won + start.won) / allWon) - Math.log((level.lost + start.lost) / allLost),
    }),
  );
  return { id, kind, offset: 0, levels, ...(cuts === undefined ? {} : { cuts }) };
}
