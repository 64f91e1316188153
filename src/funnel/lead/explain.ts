import type { Reason } from "../../core/reasons.ts";
import { chanceOfLogOdds } from "../../math/log-odds.ts";
import { compileField } from "./contribution.ts";
import { reading, requireLeadModel, scoreOf } from "./score.ts";
import type {
  LeadContribution,
  LeadExplanation,
  LeadFieldModel,
  LeadLevel,
  LeadRecord,
  LeadScoreModel,
} from "./types.ts";

/** A factor nearer to one than that reads as 1.00 and is no reason. */
const UNCHANGED = 0.005;

/**
 * Why a lead has its score: where every lead starts, what each field adds, what the calibration makes of it.
 *
 * @param model - From {@link fitLeadScore} or `loadModel`.
 * @param lead - A plain record with the model's fields.
 * @returns The score, the contributions in log-odds, strongest first, and reasons to be worded with `describe`; base,
 * contributions and calibration sum to the log-odds of the chance.
 * @throws `ClienteleError` `invalid_model`, `invalid_type`, `not_finite`.
 * @example
 * ```ts
 * const leads = Array.from({ length: 200 }, (_, i) => ({ source: i % 2 ? "web" : "fair", won: i % 10 < (i % 2 ? 7 : 3) }));
 * const model = fitLeadScore(leads, { fields: ["source"], won: (lead) => lead.won, calibration: "none" });
 * describe(explainLead(model, { source: "web" }).reasons[1]); // => "source (web) multiplies the odds of winning by 1.48"
 * ```
 */
export function explainLead(model: LeadScoreModel, lead: LeadRecord): LeadExplanation {
  requireLeadModel(model);
  const read = reading(model, model.fields.map(compileField), lead, "lead");
  const score = scoreOf(model, read);
  const contributions = read.fields
    .map(({ reading: found, effect }, f): LeadContribution => {
      const field = model.fields[f] as LeadFieldModel;
      const value = found.number === undefined ? found.values.join(", ") : String(found.number);
      const share = shareOf(model, field, effect.levels, effect.logOdds);
      return {
        field: field.id,
        ...(found.known ? { value } : {}),
        logOdds: effect.logOdds,
        ...(share === undefined ? {} : { share }),
      };
    })
    .sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds) || (a.field < b.field ? -1 : 1));
  const calibration = Math.log(score.chance / (1 - score.chance)) - read.logOdds;
  const reasons: Reason[] = [
    { code: "lead_base", params: { chance: chanceOfLogOdds(model.base), n: model.fittedOn.leads } },
    ...contributions.flatMap(({ field, value, logOdds }): Reason[] =>
      value === undefined || Math.abs(logOdds) < UNCHANGED
        ? []
        : [{ code: "lead_effect", params: { field, value, factor: Math.exp(logOdds) } }],
    ),
    ...score.reasons,
    ...(model.calibration.method === "none"
      ? []
      : [{ code: "lead_calibrated", params: { raw: chanceOfLogOdds(read.logOdds), chance: score.chance } } as const]),
  ];
  return { ...score, base: model.base, contributions, calibration, reasons };
}

/** The figure that Odoo shows beside a field, where the lead has a value that was seen. */
function shareOf(
  { method, smoothing }: LeadScoreModel,
  { kind, levels }: LeadFieldModel,
  found: readonly number[],
  logOdds: number,
): number | undefined {
  if (method !== "naive_bayes" || found.length === 0) return undefined;
  if (kind !== "stage" || smoothing === undefined) return chanceOfLogOdds(logOdds);
  const lostOf = ({ lost }: LeadLevel): number => lost + smoothing.lost;
  return 1 - lostOf(levels[found[0] as number] as LeadLevel) / lostOf(levels[0] as LeadLevel);
}
