import type { Reason } from "../core/reasons.ts";
import { bandOf } from "./bands.ts";
import { requireScore } from "./checks.ts";
import { kindsKnown } from "./money.ts";
import type { SwitchingScore } from "./types.ts";

/** Levers named on each side: as many as one reads in a brief. */
const NAMED = 3;

/**
 * Tells what holds a customer, in sentences: the index and its band, the levers that hold most, the money, the levers
 * that could still add most (or that nobody has asked about), and what limits these figures.
 *
 * @param score - From {@link scoreSwitchingCosts}.
 * @returns Reasons in that order; `describe` words them in English or Chinese.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range` for what is no score.
 * @example
 * ```ts
 * const score = scoreSwitchingCosts(
 *   { id: "a", evidence: { agreements: 1, habits: 0.5 }, prepaidBalance: 150 },
 *   defineSwitchingModel({ weights: { agreements: 1, habits: 1 } }),
 * );
 * explainSwitching(score).map((reason) => describe(reason)); // => ["switching index 75 of 100: the customer is bound", "Binding agreements holds the customer with 50 points (evidence 1 of 1)", "Habits holds the customer with 25 points (evidence 0.5 of 1)", "leaving would cost the customer 150", "Prepaid balance: 150", "Habits could add 25 points (evidence 0.5 of 1)"]
 * ```
 */
export function explainSwitching(score: SwitchingScore): Reason[] {
  requireScore(score);
  const { index, levers, money, raise } = score;
  const reasons: Reason[] = [];
  if (index !== undefined) reasons.push({ code: "switching_index", params: { index, band: bandOf(index) } });
  const evidence = new Map(levers.map((row) => [row.lever, row.evidence ?? 0]));
  const holding = levers.filter((row) => row.contribution > 0).sort((a, b) => b.contribution - a.contribution);
  for (const { lever, contribution } of holding.slice(0, NAMED)) {
    const params = { lever, points: contribution, evidence: evidence.get(lever) ?? 0 };
    reasons.push({ code: "switching_held_by", params });
  }
  if (money.total > 0) {
    const months = money.monthsOfRevenue;
    const params = months === undefined ? { amount: money.total } : { amount: money.total, months };
    reasons.push({ code: "switching_money_total", params });
    for (const { kind, amount, ends } of money.items) {
      const item = ends === undefined ? { commitment: kind, amount } : { commitment: kind, amount, ends };
      reasons.push({ code: "switching_money_item", params: item });
    }
  } else {
    reasons.push({ code: "switching_no_money", params: { known: kindsKnown(money) } });
  }
  for (const { lever, gain, known } of raise.slice(0, NAMED)) {
    reasons.push(
      known
        ? { code: "switching_could_raise", params: { lever, gain, evidence: evidence.get(lever) ?? 0 } }
        : { code: "switching_find_out", params: { lever, gain } },
    );
  }
  return [...reasons, ...score.reasons];
}
