import { requireColumn, requireFunction, requireNumber, requireObject, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { leverIds } from "../levers.ts";
import { defaultSwitchingModel } from "../model.ts";
import { requireAccount } from "../score.ts";
import { readEvidence, weightColumns } from "../tally.ts";
import type { LeverId, SwitchingAccount, SwitchingModel } from "../types.ts";
import { type Cases, NEEDED } from "./design.ts";
import { type Lesson, learn } from "./learn.ts";
import type { FitSwitchingOptions, LeverFinding, SwitchingFitReport, SwitchingFitResult } from "./types.ts";
import { indexBy, type Validation, validate } from "./validate.ts";

/**
 * Learns from the customers who stayed and those who left what each lever counts for, starting from what was believed.
 *
 * A logistic regression says by how much the log-odds of staying rise with each lever. The stated weights are its prior
 * mean: what is believed is their pattern, how strongly the whole pattern holds is left to the data, and each lever may
 * deviate from it the less, the more customers' worth of evidence the belief counts as. Where you do not say how many,
 * the fit is averaged over strengths, each by how likely it makes the data. Missing answers stand at the mean of the known ones, with a
 * term of their own for being missing. A weight is never below 0: a lever that goes with leaving is reported and counts
 * nothing. A lever whose effect cannot be told is named and keeps its stated weight; those that can be told share what was
 * stated for them together.
 *
 * Going with staying is not the same as making stay: the weights say what distinguishes those who stayed.
 *
 * @param accounts - Evidence as it was before anybody left. Ids are unique; at least 10 customers with answers left, and
 * 10 stayed.
 * @param options - `left`, who did; `seed`; `stated`, `priorStrength`, `folds`, `level`.
 * @returns The model for {@link scoreSwitchingCosts} and a report; or why nothing can be learned.
 * @throws `ClienteleError` `duplicate_id`, `unknown_id`, `out_of_range`, `not_finite`, `invalid_type`, `invalid_model`;
 * `no_convergence` where no weights fit.
 * @example
 * ```ts
 * const accounts = Array.from({ length: 400 }, (_, i) => ({
 *   id: `c${i}`,
 *   evidence: { agreements: (i % 5) / 4, habits: (i % 3) / 2, clubs: i % 2 },
 * }));
 * const left = (account) => account.evidence.agreements + Number(account.id.slice(1)) % 7 / 6 < 0.6;
 * const { model, report } = fitSwitchingModel(accounts, { left, seed: 1 });
 * model.fittedOn.source; // => "learned"
 * report.levers[9].verdict; // => "more"
 * report.levers[12].weight < 0.03; // => true
 * ```
 * @see le Cessie & van Houwelingen (1992), Applied Statistics 41, on the ridge; MacKay (1992), Neural Computation 4, on
 * its strength
 */
export function fitSwitchingModel(
  accounts: readonly SwitchingAccount[],
  options: FitSwitchingOptions,
): SwitchingFitResult {
  requireColumn(accounts, "accounts");
  requireObject(options, "options");
  const { left, seed, stated = defaultSwitchingModel, priorStrength, folds = 5, level = 0.95 } = options;
  requireFunction(left, "options.left");
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  if (priorStrength !== undefined) requireNumber(priorStrength, "options.priorStrength", { above: 0, max: 1e9 });
  requireNumber(folds, "options.folds", { min: 2, max: 50, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const weights = weightColumns(stated).whole;
  const { cases, unanswered, gone } = readCases(accounts, left, weights);
  const leavers = cases.left.reduce((a, b) => a + b, 0);
  const stayers = cases.left.length - leavers;
  if (leavers < NEEDED || stayers < NEEDED) {
    return { abstained: { code: "switching_fit_too_few", params: { left: leavers, stayed: stayers, needed: NEEDED } } };
  }
  const z = normalQuantile((1 + level) / 2);
  const validation = validate(cases, weights, { strength: priorStrength, folds, seed, level, z });
  const rows = Array.from(cases.left, (_, row) => row);
  const lesson = learn(cases, rows, weights, priorStrength, z);
  const counts = { n: accounts.length, left: gone, unanswered };
  return {
    model: modelOf(lesson, stated, validation, { ...counts, priorStrength: lesson.posterior.strength }),
    report: reportOf(lesson, weights, validation, counts, priorStrength === undefined ? "data" : "given", z, level),
  };
}

/** Customers with an answer that weighs, by id, so that their order in the table changes nothing. */
function readCases(
  accounts: readonly SwitchingAccount[],
  left: FitSwitchingOptions["left"],
  weights: Float64Array,
): { readonly cases: Cases; readonly unanswered: number; readonly gone: number } {
  const rows: { id: string; answers: Float64Array; left: number }[] = [];
  for (let i = 0; i < accounts.length; i++) {
    const account = accounts[i] as SwitchingAccount;
    requireAccount(account, `accounts[${i}]`);
    const answers = readEvidence(account, `accounts[${i}]`);
    const outcome: unknown = left(account, i);
    if (typeof outcome !== "boolean") {
      throw new ClienteleError("invalid_type", `options.left must return true or false for accounts[${i}]`, {
        index: i,
      });
    }
    rows.push({ id: account.id, answers, left: outcome ? 1 : 0 });
  }
  requireUnique(
    rows.map(({ id }) => id),
    "accounts.id",
  );
  const gone = rows.reduce((sum, row) => sum + row.left, 0);
  const answered = rows
    .filter(({ answers }) => indexBy(answers, weights) !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    cases: {
      ids: answered.map(({ id }) => id),
      left: Float64Array.from(answered, (row) => row.left),
      answers: answered.map(({ answers }) => answers),
    },
    unanswered: rows.length - answered.length,
    gone,
  };
}

function modelOf(
  { weights, told, covariance }: Lesson,
  stated: SwitchingModel,
  { leaving }: Validation,
  fittedOn: { readonly n: number; readonly left: number; readonly priorStrength: number },
): SwitchingModel {
  const levers = told.map((lever) => leverIds[lever] as LeverId);
  const { n, left, priorStrength } = fittedOn;
  return {
    kind: "switching",
    version: 2,
    weights: Object.fromEntries(leverIds.map((id, i) => [id, weights[i] as number])) as Record<LeverId, number>,
    facets: stated.facets,
    ...(levers.length === 0 ? {} : { doubt: { levers, covariance: Array.from(covariance) } }),
    leaving: { intercept: leaving.intercept, slope: leaving.slope },
    fittedOn: { source: "learned", n, left, priorStrength, levers },
  };
}

function reportOf(
  lesson: Lesson,
  stated: Float64Array,
  { auc, gain, calibration }: Validation,
  counts: { readonly n: number; readonly left: number; readonly unanswered: number },
  priorSource: "given" | "data",
  z: number,
  level: number,
): SwitchingFitReport {
  const { posterior } = lesson;
  const judged = counts.n - counts.unanswered;
  const estimate = (value: number, variance: number, n: number): Estimate => {
    const reach = z * Math.sqrt(Math.max(0, variance));
    return { value, n, interval: { lower: value - reach, upper: value + reach, level } };
  };
  const scale = estimate(posterior.scale, posterior.scaleVariance, judged);
  const reasons: Reason[] = [];
  if (counts.unanswered > 0) {
    reasons.push({ code: "switching_fit_unanswered", params: { n: counts.unanswered, of: counts.n } });
  }
  if (scale.interval.upper < 0) {
    reasons.push({ code: "switching_fit_reversed", params: { scale: scale.value, upper: scale.interval.upper } });
  }
  const { lower, upper } = gain.interval;
  if (lower <= 0) reasons.push({ code: "switching_fit_no_gain", params: { lower, upper } });
  return {
    ...counts,
    priorStrength: posterior.strength,
    priorSource,
    scale,
    levers: leverIds.map((lever, i) => findingOf(lesson, lever, i, stated[i] as number, estimate)),
    auc,
    gain,
    ...(calibration === undefined
      ? {}
      : { calibration: { slope: calibration.slope, intercept: calibration.intercept } }),
    reasons,
  };
}

function findingOf(
  { counts, silences, posterior, fitted, weights, told, covariance }: Lesson,
  lever: LeverId,
  i: number,
  stated: number,
  estimate: (value: number, variance: number, n: number) => Estimate,
): LeverFinding {
  const { answered, left } = counts[i] as Lesson["counts"][number];
  const row = { lever, stated, weight: weights[i] as number, answered, left };
  const silence = silences[i];
  const k = fitted.indexOf(i);
  if (k < 0) return { ...row, verdict: "not_told", ...(silence === undefined ? {} : { silence }) };
  const effect = estimate(
    posterior.effects[k] as number,
    posterior.covariance[k * fitted.length + k] as number,
    answered,
  );
  const found = { ...row, effect, expected: posterior.scale * stated };
  if (silence !== undefined) return { ...found, verdict: "not_told", silence };
  const place = told.indexOf(i);
  const { interval } = estimate(row.weight, covariance[place * told.length + place] as number, answered);
  const weightInterval = { ...interval, lower: Math.max(0, interval.lower), upper: Math.min(1, interval.upper) };
  if (effect.interval.upper < 0) return { ...found, weightInterval, verdict: "drives_away" };
  const verdict = interval.lower > stated ? "more" : interval.upper < stated ? "less" : "as_stated";
  return { ...found, weightInterval, verdict };
}
