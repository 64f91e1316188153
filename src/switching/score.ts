import { requireObject, show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Interval } from "../core/estimate.ts";
import type { Reason } from "../core/reasons.ts";
import { toDay, toIsoDate } from "../time/index.ts";
import { bandOf } from "./bands.ts";
import { type ContractTerms, contractAt } from "./contract.ts";
import { intervalOf, readDoubt, readSpreads } from "./interval.ts";
import { facetIds, leverIds } from "./levers.ts";
import { moneyAt } from "./money.ts";
import { ownDay, readTies } from "./money-ties.ts";
import { figuresOf, readEvidence, tallyOf, weightColumns } from "./tally.ts";
import type {
  LeverContribution,
  LeverGain,
  LeverId,
  ScoreSwitchingOptions,
  SwitchingAccount,
  SwitchingFacet,
  SwitchingIndex,
  SwitchingModel,
  SwitchingScore,
} from "./types.ts";

/**
 * Measures what holds a customer: an index of how strongly the levers are at work, by facet and by lever, and the
 * money that leaving would cost on a given day.
 *
 * The index is the weighted mean of the evidence over the levers that are answered, × 100. A missing answer is not a
 * zero: it lowers `coverage` and widens `indexRange`, which runs from "all missing answers 0" to "all 1".
 *
 * `interval` says what the doubt of the answers, and of weights that were learned, does to the index over the answered
 * levers. Answers are taken to be off by 0.15 (one standard deviation) unless you know better.
 *
 * Months left on a contract are counted back from its end: whole months up to the next monthly anniversary, plus the
 * share of the running month's days still to come; nothing from the end on. Full fees are due while a notice runs, then
 * the share that the contract names, and its charges. A contract that renews itself lets go at the end of the first
 * term before which notice can still be given; `money.freeOn` names the day.
 *
 * @param account - Evidence 0–1 per lever and what is known of contract, balance and points, in one currency.
 * @param model - Weights of the levers: `defaultSwitchingModel` or your own.
 * @param options - `asOf`, the UTC day of the valuation; needed when anything is dated and the account has no `asOf`.
 * `evidenceSd` and `evidenceCorrelation`, the doubt of the answers; `level` of the intervals.
 * @returns The score. `index` is absent, with a reason in `abstained`, when no lever that weighs is answered; the money
 * is given all the same.
 * @throws `ClienteleError` `unknown_id` for evidence on a lever that does not exist; `out_of_range`, `not_finite`,
 * `invalid_type`, `invalid_date` for a bad field; `inconsistent` for points without the value of a point, charges that
 * rise with time or equipment written off before it was bought; `invalid_model` for what is no switching model.
 * @example
 * ```ts
 * const score = scoreSwitchingCosts(
 *   {
 *     id: "Harbour Freight",
 *     evidence: { agreements: 1, habits: 0.5, clubs: 0 },
 *     contract: { end: "2027-01-01", monthlyFee: 400, terminationShare: 0.5 },
 *     prepaidBalance: 150,
 *   },
 *   defaultSwitchingModel,
 *   { asOf: "2026-07-01" },
 * );
 * score.index; // ≈ 62.54
 * score.coverage; // ≈ 0.223
 * score.interval.lower; // ≈ 44.0
 * score.money.total; // => 1350
 * score.raise[0].lever; // => "quality"
 * score.raise[0].gain; // ≈ 10.81
 * ```
 * @see Burnham, Frels & Mahajan (2003), Consumer switching costs, Journal of the Academy of Marketing Science 31(2)
 */
export function scoreSwitchingCosts(
  account: SwitchingAccount,
  model: SwitchingModel,
  options: ScoreSwitchingOptions = {},
): SwitchingScore {
  requireAccount(account, "account");
  const columns = weightColumns(model);
  requireObject(options, "options");
  const strengths = readEvidence(account, "account");
  const day = options.asOf === undefined ? ownDay(account, "account") : toDay(options.asOf, "options.asOf");
  const doubt = readDoubt(model, options);
  const spreads = readSpreads(account, doubt, "account");
  const ties = readTies(account, "account", day !== undefined);
  // without a day nothing is dated, so that any day gives the same
  const money = moneyAt(ties, day ?? 0, "account");
  const tally = tallyOf(strengths, columns.whole);
  const { total, answered } = tally;
  const levers: LeverContribution[] = [];
  const missing: LeverId[] = [];
  const raise: LeverGain[] = [];
  for (const [i, lever] of leverIds.entries()) {
    const part = columns.whole[i] as number;
    const weight = part / total;
    const evidence = strengths[i] as number;
    const known = !Number.isNaN(evidence);
    const contribution = known && part > 0 ? (100 * part * evidence) / answered : 0;
    levers.push(known ? { lever, weight, evidence, contribution } : { lever, weight, contribution });
    if (!known && part > 0) missing.push(lever);
    const gain = 100 * weight * (known ? 1 - evidence : 1);
    if (gain > 0) raise.push({ lever, gain, known });
  }
  // a stable sort: equal gains keep the order of the catalogue
  raise.sort((a, b) => b.gain - a.gain);

  const weighed = levers.reduce((n, { weight }) => n + (weight > 0 ? 1 : 0), 0);
  const whole = indexOf(tally, { code: "switching_no_evidence", params: { levers: weighed } }, (index) =>
    intervalOf(index, strengths, columns.whole, spreads, doubt, () => 1),
  );
  const facets = {} as Record<SwitchingFacet, SwitchingIndex>;
  for (const [i, facet] of facetIds.entries()) {
    const weights = columns.facets[i] as Float64Array;
    const part = tallyOf(strengths, weights);
    const code = part.total > 0 ? "switching_facet_unanswered" : "switching_facet_unweighted";
    facets[facet] = indexOf(part, { code, params: { facet } }, (index) =>
      intervalOf(
        index,
        strengths,
        weights,
        spreads,
        doubt,
        (lever) => model.facets[leverIds[lever] as LeverId][facet] ?? 0,
      ),
    );
  }
  return {
    id: account.id,
    ...(day === undefined ? {} : { asOf: toIsoDate(day) }),
    ...whole,
    ...(whole.index === undefined ? {} : { band: bandOf(whole.index) }),
    facets,
    money,
    levers,
    missing,
    raise,
    reasons: caveats(whole, ties.contracts ?? [], day),
  };
}

/** Refuses what is no account, or one without an id. */
export function requireAccount(account: SwitchingAccount, name: string): void {
  requireObject(account, name);
  if (typeof account.id !== "string" || account.id === "") {
    throw new ClienteleError("invalid_type", `${name}.id must be a non-empty text, got ${show(account.id)}`, { name });
  }
}

function indexOf(
  tally: Parameters<typeof figuresOf>[0],
  whyNot: Reason,
  interval: (index: number) => Interval,
): SwitchingIndex {
  const { index, coverage, lowest, highest } = figuresOf(tally);
  const rest = { coverage, indexRange: [lowest, highest] } as const;
  return index === undefined ? { ...rest, abstained: whyNot } : { index, ...rest, interval: interval(index) };
}

function caveats(
  whole: SwitchingIndex,
  contracts: readonly ContractTerms[],
  day: number | undefined,
): readonly Reason[] {
  const reasons: Reason[] = [];
  if (whole.abstained !== undefined) reasons.push(whole.abstained);
  else if (whole.coverage < 1) {
    const [lower, upper] = whole.indexRange;
    reasons.push({ code: "switching_partly_answered", params: { coverage: whole.coverage, lower, upper } });
  }
  if (day === undefined) return reasons;
  for (const terms of contracts) {
    const { exit } = contractAt(terms, day);
    if (terms.renewal !== undefined) {
      const noticeBy = toIsoDate(exit - (terms.notice ?? 0));
      reasons.push({
        code: "switching_renews",
        params: {
          ...(terms.id === undefined ? {} : { contract: terms.id }),
          noticeBy,
          end: toIsoDate(exit),
          months: terms.renewal,
        },
      });
    } else if (terms.end <= day) {
      reasons.push({ code: "switching_contract_over", params: { end: toIsoDate(terms.end) } });
    }
  }
  return reasons;
}
