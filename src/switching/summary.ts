import { requireColumn, requireNumber, requireObject, requireUnique } from "../core/checks.ts";
import type { Estimate } from "../core/estimate.ts";
import { wilsonInterval } from "../math/proportion.ts";
import { toDay } from "../time/index.ts";
import { bandOf, switchingBandBounds } from "./bands.ts";
import { Ledger, meanIndexOf, orderFreeSum, valueReader } from "./ledger.ts";
import { amountsByKind, moneyOf } from "./money.ts";
import { ownDay } from "./money-ties.ts";
import { requireAccount } from "./score.ts";
import { figuresOf, readEvidence, tallyOf, weightColumns } from "./tally.ts";
import type {
  FreeCustomer,
  SummarizeSwitchingOptions,
  SwitchingAccount,
  SwitchingModel,
  SwitchingSummary,
} from "./types.ts";

/** Points of the index that one bar of the histogram spans; the cuts of the bands are multiples of it. */
const BIN = 5;

/** Group of the accounts that have no index. */
const UNSCORED = "unscored";

/**
 * Shows how firmly a whole book of customers is held: mean index, four bands, the money that leaving would cost them,
 * and the valuable customers whom nothing holds.
 *
 * @param accounts - One record per customer, all in one currency. Ids are unique. May be empty.
 * @param model - Weights of the levers.
 * @param options - `asOf`, the UTC day on which contracts are valued; `value`, what a customer is worth (default: its
 * `monthlyRevenue`); `top`, how many free customers to list, default 10; `level` of the intervals, default 0.95.
 * @returns Totals of the book. The intervals treat the accounts as a sample of such customers. Customers without any
 * answer are counted apart, never as zero.
 * @throws `ClienteleError` `duplicate_id`, and all that {@link scoreSwitchingCosts} throws, with the row named.
 * @example
 * ```ts
 * const book = [
 *   { id: "a", evidence: { agreements: 1, habits: 1 }, monthlyRevenue: 900, prepaidBalance: 50 },
 *   { id: "b", evidence: { agreements: 0, habits: 0.2 }, monthlyRevenue: 1200 },
 *   { id: "c", evidence: { agreements: 0 }, monthlyRevenue: 300 },
 *   { id: "d", evidence: {} },
 * ];
 * const summary = summarizeSwitching(book, defaultSwitchingModel);
 * summary.bands.map(({ band, n }) => [band, n]); // => [["free", 2], ["loose", 0], ["held", 0], ["bound", 1]]
 * summary.unscored; // => 1
 * summary.free.map(({ id }) => id); // => ["b", "c"]
 * summary.money.total; // => 50
 * ```
 */
export function summarizeSwitching(
  accounts: readonly SwitchingAccount[],
  model: SwitchingModel,
  options: SummarizeSwitchingOptions = {},
): SwitchingSummary {
  requireColumn(accounts, "accounts");
  const columns = weightColumns(model);
  requireObject(options, "options");
  const { top = 10, level = 0.95 } = options;
  requireNumber(top, "options.top", { min: 0, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const worthOf = valueReader(options);
  const asOf = options.asOf === undefined ? undefined : toDay(options.asOf, "options.asOf");

  const n = accounts.length;
  const ids: string[] = [];
  const coverages: number[] = [];
  const indices: number[] = [];
  const bins = new Uint32Array(100 / BIN);
  const money = new Ledger();
  const value = new Ledger();
  const kinds = new Ledger();
  let committed = 0;
  const free: FreeCustomer[] = [];
  for (let i = 0; i < n; i++) {
    const account = accounts[i] as SwitchingAccount;
    const name = `accounts[${i}]`;
    requireAccount(account, name);
    ids.push(account.id);
    const { index, coverage, lowest, highest } = figuresOf(tallyOf(readEvidence(account, name), columns.whole));
    const loss = moneyOf(account, asOf ?? ownDay(account, name), name);
    const worth = worthOf(account, i, name);
    const group = index === undefined ? UNSCORED : bandOf(index);
    coverages.push(coverage);
    money.add(group, loss.total);
    if (worth !== undefined) value.add(group, worth);
    for (const { kind, amount } of loss.items) kinds.add(kind, amount);
    if (loss.total > 0) committed++;
    if (index === undefined) continue;
    indices.push(index);
    const bin = Math.min(bins.length - 1, Math.floor(index / BIN));
    bins[bin] = (bins[bin] ?? 0) + 1;
    if (group === "free") {
      const row = { id: account.id, index, coverage, indexRange: [lowest, highest] as const, money: loss.total };
      free.push(worth === undefined ? row : { ...row, value: worth });
    }
  }
  requireUnique(ids, "accounts.id");

  const scored = indices.length;
  const share = (count: number, of: number): { share?: Estimate } =>
    of === 0 ? {} : { share: { value: count / of, n: of, interval: wilsonInterval(count, of, level) } };
  return {
    n,
    scored,
    unscored: n - scored,
    meanIndex: meanIndexOf(indices, level),
    ...(n === 0 ? {} : { meanCoverage: Math.min(1, orderFreeSum(coverages) / n) }),
    bands: switchingBandBounds.map(([band, from, to]) => {
      const count = money.count(band);
      return { band, from, to, n: count, ...share(count, scored), money: money.total(band), value: value.total(band) };
    }),
    histogram: Array.from(bins, (count, i) => ({
      from: i * BIN,
      to: (i + 1) * BIN,
      band: bandOf(i * BIN),
      n: count,
    })),
    money: {
      total: money.total(),
      byKind: amountsByKind((kind) => kinds.total(kind)),
      customers: committed,
      ...share(committed, n),
      unscored: money.total(UNSCORED),
    },
    value: { total: value.total(), known: value.count(), unscored: value.total(UNSCORED) },
    free: free.sort(byValue).slice(0, top),
  };
}

/** Most valuable first, then the freest, then by id; customers of unknown value last. */
function byValue(a: FreeCustomer, b: FreeCustomer): number {
  const worth = (b.value ?? -1) - (a.value ?? -1);
  if (worth !== 0) return worth;
  return a.index - b.index || (a.id < b.id ? -1 : 1);
}
