import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { leverIds } from "../levers.ts";
import type { SwitchingFit } from "./types.ts";

/**
 * Tells how far data and belief disagree about the levers, in sentences: how much better the learned weights foresee who
 * leaves, what the data say of each lever, and which levers cannot be told.
 *
 * @param fit - From {@link fitSwitchingModel}, when it did not abstain.
 * @returns Reasons in that order, the levers that moved most first; `describe` words them in English or Chinese.
 * @throws `ClienteleError` `invalid_type`, `not_finite` for what is no fit.
 * @example
 * ```ts
 * const accounts = Array.from({ length: 200 }, (_, i) => ({ id: `c${i}`, evidence: { agreements: (i % 5) / 4 } }));
 * const fit = fitSwitchingModel(accounts, { left: (a) => a.evidence.agreements < 0.3 && a.id.endsWith("1"), seed: 1 });
 * explainSwitchingFit(fit).some(({ code }) => code === "switching_fit_not_told"); // => true
 * ```
 */
export function explainSwitchingFit(fit: SwitchingFit): Reason[] {
  requireObject(fit, "fit");
  requireObject(fit.report, "fit.report");
  const { auc, gain, levers } = fit.report;
  requireRows(levers, "fit.report.levers");
  requireRows(fit.report.reasons, "fit.report.reasons");
  const { lower, upper } = intervalOf(gain, "fit.report.gain");
  requireObject(auc, "fit.report.auc");
  for (const name of ["learned", "stated"] as const) intervalOf(auc[name], `fit.report.auc.${name}`);
  const apart = intervalOf(auc.difference, "fit.report.auc.difference");
  for (const [i, row] of levers.entries()) {
    requireObject(row, `fit.report.levers[${i}]`);
    if (!leverIds.includes(row.lever)) {
      throw new ClienteleError("invalid_type", `fit.report.levers[${i}] must name one of the seventeen levers`, {});
    }
    requireNumber(row.weight, `fit.report.levers[${i}].weight`, { min: 0 });
    requireNumber(row.stated, `fit.report.levers[${i}].stated`, { min: 0 });
  }
  const reasons: Reason[] = [
    { code: "switching_fit_gain", params: { gain: gain.value, lower, upper } },
    {
      code: "switching_fit_auc",
      params: { learned: auc.learned.value, stated: auc.stated.value, ...apart },
    },
  ];
  const told = levers.filter(({ verdict }) => verdict !== "not_told");
  told.sort((a, b) => Math.abs(b.weight - b.stated) - Math.abs(a.weight - a.stated));
  for (const { lever, verdict, stated, weight } of told) {
    reasons.push({ code: "switching_fit_lever", params: { lever, verdict, stated, weight } });
  }
  for (const { lever, silence } of levers) {
    if (silence !== undefined) reasons.push({ code: "switching_fit_not_told", params: { lever, silence } });
  }
  return [...reasons, ...fit.report.reasons];
}

function intervalOf(
  estimate: SwitchingFit["report"]["gain"],
  name: string,
): { readonly lower: number; readonly upper: number } {
  requireObject(estimate, name);
  requireNumber(estimate.value, `${name}.value`);
  requireObject(estimate.interval, `${name}.interval`);
  const { lower, upper } = estimate.interval;
  requireNumber(lower, `${name}.interval.lower`);
  requireNumber(upper, `${name}.interval.upper`);
  return { lower, upper };
}

function requireRows(rows: readonly unknown[], name: string): void {
  if (!Array.isArray(rows)) throw new ClienteleError("invalid_type", `${name} must be an array, got ${show(rows)}`, {});
}
