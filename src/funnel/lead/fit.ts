import { requireColumn, requireNumber, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { rowsUpTo } from "./columns.ts";
import { encodeField } from "./encode.ts";
import { crossValidate } from "./judge.ts";
import { fitLogisticScore } from "./logistic-score.ts";
import { type ClosedLeads, fitNaiveBayes, type LeadCore } from "./naive-bayes.ts";
import { type LeadSettings, leadSettings } from "./options.ts";
import { requireLead } from "./read.ts";
import type { FitLeadScoreOptions, LeadNote, LeadRecord, LeadScoreModel } from "./types.ts";

/** Groups that naive Bayes cuts a number into. */
const BINS = 10;

/**
 * Learns from closed leads how likely an open one is to be won, and says how far the figure can be trusted.
 *
 * Two ways: logistic regression with a ridge, which weighs all fields together, or naive Bayes, which takes each field
 * by itself; `preset: "odoo"` follows Odoo's predictive lead scoring to the hundredth of a percent. Both are calibrated
 * on leads that had no part in the fit, and judged on leads that had a part in neither fit nor calibration.
 *
 * Only closed leads teach; where many are still open, the slow ones are missing among them: the stage model counts
 * open deals, this score does not. The order of the leads leaves no trace.
 *
 * @param leads - Plain records, one per lead. Not mutated.
 * @param options - `fields` to learn from and `won`; all others have defaults, see {@link FitLeadScoreOptions}.
 * @returns The model as plain JSON, its judgement in `fittedOn.judged`; an abstention with fewer than `minimum` won or
 * lost leads.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `duplicate_id`,
 * `inconsistent` (a stage with a calibration, a preset with another method), `no_convergence`.
 * @example
 * ```ts
 * const leads = Array.from({ length: 200 }, (_, i) => ({ source: i % 2 ? "web" : "fair", won: i % 10 < (i % 2 ? 7 : 3) }));
 * const model = fitLeadScore(leads, { fields: ["source"], won: (lead) => lead.won });
 * model.fittedOn.judged.auc.value > 0.5; // => true
 * scoreLead(model, { source: "web" }).chance > scoreLead(model, { source: "fair" }).chance; // => true
 * ```
 * @see Platt (1999), Advances in Large Margin Classifiers; Niculescu-Mizil & Caruana (2005), ICML 22, on calibration
 */
export function fitLeadScore<T extends LeadRecord>(
  leads: readonly T[],
  options: FitLeadScoreOptions<T>,
): LeadScoreModel | Abstention {
  requireColumn(leads, "leads");
  const settings = leadSettings(options);
  const { closed, keys, open } = closedLeads(leads, options, settings);
  const { weights, outcomes } = closed;
  let won = 0;
  let lost = 0;
  let wonWeight = 0;
  let weight = 0;
  for (let i = 0; i < outcomes.length; i++) {
    if (outcomes[i] === 1) {
      won++;
      wonWeight += weights[i] as number;
    } else lost++;
    weight += weights[i] as number;
  }
  const needed = settings.calibration === "none" ? settings.minimum : Math.max(settings.minimum, 2 * settings.folds);
  if (won < needed || lost < needed) {
    return { abstained: { code: "lead_too_few", params: { won, lost, needed } } };
  }
  const learn = (rows: Uint32Array): LeadCore =>
    settings.method === "logistic"
      ? fitLogisticScore(closed, rows, settings.ridge)
      : fitNaiveBayes(closed, rows, settings);
  const all = learn(rowsUpTo(outcomes.length));
  // every fit needs a lead of each kind, and so does every judgement
  const testable = won >= 2 * settings.folds && lost >= 2 * settings.folds;
  const validation = testable ? crossValidate(closed, keys, settings, learn) : undefined;
  const { fields, base, smoothing, covariance } = all;
  return {
    kind: "lead_score",
    version: 1,
    method: settings.method,
    ...(settings.odoo ? { preset: "odoo" } : {}),
    base,
    fields,
    calibration: validation?.calibration ?? { method: "none" },
    ...(smoothing === undefined ? {} : { smoothing }),
    ...(covariance === undefined ? {} : { covariance }),
    level: settings.level,
    fittedOn: {
      leads: won + lost,
      weight,
      won: wonWeight,
      lost: weight - wonWeight,
      open,
      folds: settings.folds,
      seed: settings.seed,
      judged: validation?.judged ?? {
        abstained: { code: "lead_too_few", params: { won, lost, needed: 2 * settings.folds } },
      },
      notes: [
        ...(open > 0 ? [{ code: "lead_open_excluded", params: { n: open } } as const] : []),
        ...closed.fields.flatMap(({ id, codes }): LeadNote[] =>
          codes.every((code) => code < 0) ? [{ code: "lead_field_empty", params: { field: id } }] : [],
        ),
        ...(validation?.notes ?? []),
      ],
    },
  };
}

/** Closed leads in an order of their own, by id or else by content, so that the order given leaves no trace. */
function closedLeads<T extends LeadRecord>(
  leads: readonly T[],
  { won, id, weight }: FitLeadScoreOptions<T>,
  { fields, method }: LeadSettings,
): { readonly closed: ClosedLeads; readonly keys: readonly string[]; readonly open: number } {
  const kept: {
    readonly lead: T;
    readonly name: string;
    readonly outcome: number;
    readonly weight: number;
    key: string;
  }[] = [];
  const ids: (string | number)[] = [];
  for (let i = 0; i < leads.length; i++) {
    const lead = leads[i] as T;
    requireLead(lead, `leads[${i}]`);
    const outcome: unknown = won(lead, i);
    const key: unknown = id?.(lead, i);
    if (id !== undefined) {
      if (typeof key !== "string" && !(typeof key === "number" && Number.isFinite(key))) {
        throw new ClienteleError(
          "invalid_type",
          `options.id must return text or a number, got ${show(key)} for leads[${i}]`,
          {
            index: i,
          },
        );
      }
      ids.push(key);
    }
    if (outcome === undefined || outcome === null) continue;
    if (typeof outcome !== "boolean") {
      throw new ClienteleError(
        "invalid_type",
        `options.won must return true, false or undefined, got ${show(outcome)} for leads[${i}]`,
        { index: i },
      );
    }
    const share = weight?.(lead, i) ?? 1;
    requireNumber(share, `options.weight of leads[${i}]`, { min: 1e-6, max: 1e9 });
    kept.push({
      lead,
      name: `leads[${i}]`,
      outcome: outcome ? 1 : 0,
      weight: share,
      key: key === undefined ? "" : String(key),
    });
  }
  requireUnique(ids, "leads by options.id");
  if (id === undefined) {
    // fields in the order of the options, whatever their order in the record
    for (const row of kept) {
      const values = fields.map((field) => (Object.hasOwn(row.lead, field.id) ? (row.lead[field.id] ?? null) : null));
      row.key = `${row.outcome} ${row.weight} ${JSON.stringify(values)}`;
    }
  }
  kept.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const weights = Float64Array.from(kept, (row) => row.weight);
  const rows = kept.map(({ lead }) => lead);
  const names = kept.map(({ name }) => name);
  const bins = method === "naive_bayes" ? BINS : undefined;
  return {
    closed: {
      fields: fields.map((field) => encodeField(rows, names, weights, field, bins)),
      outcomes: Uint8Array.from(kept, ({ outcome }) => outcome),
      weights,
    },
    keys: kept.map(({ key }) => key),
    open: leads.length - kept.length,
  };
}
