import { requireColumn, requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { WinLossKey } from "../../core/labels/velocity.ts";
import type { Reason } from "../../core/reasons.ts";
import { adjustPValues } from "../../math/p-values.ts";
import { jeffreysInterval } from "../../math/proportion.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { requireId } from "../pipeline/rules.ts";
import { fisherExact } from "./fisher.ts";
import { shrinkRates } from "./shrink.ts";
import type { ClosedDeal, LossReason, MeasureWinLossOptions, WinLoss, WinLossGroup, WinLossTest } from "./types.ts";

const KEYS: readonly WinLossKey[] = ["competitor", "reason", "product", "owner", "region"];
const OUTCOMES = ["won", "lost", "cancelled"] as const;

interface Tally {
  won: number;
  lost: number;
  cancelled: number;
  wonAmount: number;
  lostAmount: number;
}
const emptyTally = (): Tally => ({ won: 0, lost: 0, cancelled: 0, wonAmount: 0, lostAmount: 0 });

/**
 * Measures where deals are won and lost: by competitor, reason, product, owner or region, which difference is more than
 * chance, and why deals were lost.
 *
 * @param deals - Deals that have ended, in any order. Not mutated.
 * @param options - `by`, a field or a function (`undefined` where a deal's group is not known); `level`; `correction` for
 * looking at many groups, Holm's or Benjamini and Hochberg's; `minDeals` below which a group is not tested (default 10).
 * @returns Per group wins, losses, amounts, win rate with Jeffreys' interval, the rate shrunk towards that of all with its
 * weight, and Fisher's exact test against all other named deals. Cancelled deals are counted and decide nothing. Where a
 * group is named far more often on lost deals than on won ones (as competitors and reasons mostly are) a note says so:
 * the rates by group then tell who fills in the form. `lossReasons` ranks why deals were lost.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (an empty id), `unknown_id`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const deal = (competitor: string, won: boolean) => ({ competitor, outcome: won ? "won" : "lost", amount: 100 });
 * const deals = Array.from({ length: 100 }, (_, i) => deal(i < 50 ? "Acme" : "Zenith", i % 10 < (i < 50 ? 2 : 7)));
 * const result = measureWinLoss(deals, { by: "competitor" });
 * const [acme] = result.groups;
 * acme.winRate.value; // => 0.2
 * acme.shrunk.value; // ≈ 0.214
 * acme.test.significant; // => true
 * ```
 * @see Fisher (1922), Journal of the Royal Statistical Society 85, 87–94; Holm (1979), Scandinavian Journal of Statistics
 * 6, 65–70; Newcombe (1998), Statistics in Medicine 17, 873–890, for the difference
 */
export function measureWinLoss<T extends ClosedDeal>(deals: readonly T[], options: MeasureWinLossOptions<T>): WinLoss {
  requireColumn(deals, "deals");
  requireObject(options, "options");
  const { by, level = 0.95, correction = "holm", minDeals = 10 } = options;
  if (typeof by !== "function") requireOneOf(by, KEYS, "options.by");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireOneOf(correction, ["holm", "benjamini_hochberg"], "options.correction");
  requireNumber(minDeals, "options.minDeals", { min: 1, integer: true });

  const total = emptyTally();
  const unnamed = emptyTally();
  const groups = new Map<string, Tally>();
  const lossReasons = new Map<string | undefined, { lost: number; lostAmount: number }>();
  for (let i = 0; i < deals.length; i++) {
    const deal = readDeal(deals[i] as T, i);
    const id = groupOf(deal, by, i);
    const { outcome, amount = 0, reason } = deal;
    for (const tally of [total, id === undefined ? unnamed : tallyOf(groups, id)]) {
      tally[outcome]++;
      if (outcome === "won") tally.wonAmount += amount;
      if (outcome === "lost") tally.lostAmount += amount;
    }
    if (outcome !== "lost") continue;
    const known = lossReasons.get(reason) ?? { lost: 0, lostAmount: 0 };
    lossReasons.set(reason, { lost: known.lost + 1, lostAmount: known.lostAmount + amount });
  }
  for (const amount of [total.wonAmount, total.lostAmount]) requireNumber(amount, "the sum of all amounts");
  const decided = [...groups].filter(([, { won, lost }]) => won + lost > 0);
  return {
    by: typeof by === "function" ? "own" : by,
    level,
    correction,
    ...total,
    winRate: rateOf(total, level),
    unnamed: { won: unnamed.won, lost: unnamed.lost },
    groups: groupsOf(groups, { level, correction, minDeals }),
    lossReasons: [...lossReasons]
      .map(([reason, { lost, lostAmount }]): LossReason => {
        const share = { value: lost / total.lost, n: total.lost, interval: jeffreysInterval(lost, total.lost, level) };
        return { ...(reason === undefined ? {} : { reason }), lost, lostAmount, share };
      })
      .sort((a, b) => b.lost - a.lost || byCodeUnits(a.reason ?? "", b.reason ?? "")),
    reasons: decided.length === 0 ? [] : unevenness(total, unnamed, level),
  };
}

function readDeal<T extends ClosedDeal>(deal: T, i: number): T {
  requireObject(deal, `deals[${i}]`);
  requireOneOf(deal.outcome, OUTCOMES, `deals[${i}].outcome`);
  if (deal.amount !== undefined) requireNumber(deal.amount, `deals[${i}].amount`, { min: 0 });
  if (deal.reason !== undefined) requireId(deal.reason, `deals[${i}].reason`);
  return deal;
}

function groupOf<T extends ClosedDeal>(deal: T, by: MeasureWinLossOptions<T>["by"], i: number): string | undefined {
  const id: unknown = typeof by === "function" ? by(deal) : deal[by];
  if (id === undefined) return undefined;
  if (typeof id !== "string") {
    throw new ClienteleError("invalid_type", `the group of deals[${i}] must be text or undefined, got ${show(id)}`, {
      index: i,
    });
  }
  requireId(id, `the group of deals[${i}]`);
  return id;
}

function tallyOf(tallies: Map<string, Tally>, id: string): Tally {
  const known = tallies.get(id);
  if (known !== undefined) return known;
  const fresh = emptyTally();
  tallies.set(id, fresh);
  return fresh;
}

function rateOf({ won, lost }: Tally, level: number): Estimate | Abstention {
  const n = won + lost;
  if (n === 0) return { abstained: { code: "too_few_rows", params: { n, needed: 1 } } };
  return { value: won / n, n, interval: jeffreysInterval(won, n, level) };
}

function groupsOf(
  tallies: ReadonlyMap<string, Tally>,
  { level, correction, minDeals }: { level: number; correction: WinLoss["correction"]; minDeals: number },
): WinLossGroup[] {
  const entries = [...tallies].sort(
    ([a, x], [b, y]) => y.won + y.lost - (x.won + x.lost) || y.cancelled - x.cancelled || byCodeUnits(a, b),
  );
  const won = entries.map(([, tally]) => tally.won);
  const n = entries.map(([, tally]) => tally.won + tally.lost);
  const allWon = won.reduce((total, one) => total + one, 0);
  const all = n.reduce((total, one) => total + one, 0);
  const shrunk = all === 0 ? [] : shrinkRates(won, n);
  const tested = entries.flatMap((_, i) => ((n[i] as number) >= minDeals && (n[i] as number) < all ? [i] : []));
  const pValues = tested.map((i) =>
    fisherExact(won[i] as number, n[i] as number, allWon - (won[i] as number), all - (n[i] as number)),
  );
  const adjusted = adjustPValues(pValues, correction);
  const testOf = (i: number): WinLossTest | Abstention => {
    const [ownWon, own] = [won[i] as number, n[i] as number];
    if (own < minDeals) return { abstained: { code: "too_few_rows", params: { n: own, needed: minDeals } } };
    if (own === all) return { abstained: { code: "win_loss_no_others", params: { n: all } } };
    const [othersWon, others] = [allWon - ownWon, all - own];
    const at = tested.indexOf(i);
    const adjustedPValue = adjusted[at] as number;
    const interval = newcombeInterval(ownWon, own, othersWon, others, level);
    return {
      difference: { value: ownWon / own - othersWon / others, n: all, interval },
      pValue: pValues[at] as number,
      adjustedPValue,
      significant: adjustedPValue < 1 - level,
    };
  };
  return entries.map(([id, tally], i): WinLossGroup => {
    const nothing = { abstained: { code: "too_few_rows", params: { n: 0, needed: 1 } } } as const;
    return {
      id,
      ...tally,
      winRate: rateOf(tally, level),
      shrunk: (n[i] as number) > 0 ? (shrunk[i] as (typeof shrunk)[number]) : nothing,
      test: testOf(i),
    };
  });
}

/** Won and lost deals must be named about as often, or a group's rate tells who fills in the form. */
function unevenness(total: Tally, unnamed: Tally, level: number): Reason[] {
  if (total.won === 0 || total.lost === 0) return [];
  const wonNamed = total.won - unnamed.won;
  const lostNamed = total.lost - unnamed.lost;
  const { lower, upper } = newcombeInterval(wonNamed, total.won, lostNamed, total.lost, level);
  if (lower <= 0 && upper >= 0) return [];
  const params = { wonShare: wonNamed / total.won, lostShare: lostNamed / total.lost };
  return [{ code: "win_loss_named_unevenly", params }];
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
