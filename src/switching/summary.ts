import { requireColumn, requireNumber, requireObject, requireUnique } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import type { Abstention, Estimate } from "../core/estimate.ts";
import { momentsOf, varianceOf } from "../math/moments.ts";
import { wilsonInterval } from "../math/proportion.ts";
import { studentTQuantile } from "../math/student-t.ts";
import { sum } from "../math/sum.ts";
import { toDay } from "../time/index.ts";
import { bandOf, switchingBandBounds } from "./bands.ts";
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

/** Amounts by group, added up in an order that does not depend on the order of the rows. */
class Ledger {
  readonly #groups = new Map<string, number[]>();

  add(group: string, amount: number): void {
    const amounts = this.#groups.get(group);
    if (amounts === undefined) this.#groups.set(group, [amount]);
    else amounts.push(amount);
  }

  #amounts(group: string | undefined): number[] {
    return group === undefined ? [...this.#groups.values()].flat() : (this.#groups.get(group) ?? []);
  }

  count(group?: string): number {
    return this.#amounts(group).length;
  }

  total(group?: string): number {
    return orderFreeSum(this.#amounts(group));
  }
}

function orderFreeSum(amounts: readonly number[]): number {
  return sum(Float64Array.from(amounts).sort());
}

function meanIndexOf(indices: readonly number[], level: number): Estimate | Abstention {
  const n = indices.length;
  if (n < 2) return { abstained: { code: "too_few_rows", params: { n, needed: 2 } } };
  const moments = momentsOf(Float64Array.from(indices).sort());
  const value = Math.min(100, Math.max(0, moments.mean));
  // equal values show no spread, and an interval of no width would feign certainty
  const variance = varianceOf(moments) ?? 0;
  if (variance === 0) return { abstained: { code: "all_values_equal", params: { n, value } } };
  const half = studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n);
  return { value, n, interval: { lower: Math.max(0, value - half), upper: Math.min(100, value + half), level } };
}

function valueReader(
  options: SummarizeSwitchingOptions,
): (account: SwitchingAccount, index: number, name: string) => number | undefined {
  const { value } = options;
  if (value === undefined) return (account) => account.monthlyRevenue;
  if (typeof value !== "function") {
    throw new ClienteleError("invalid_type", "options.value must be a function from an account to its worth", {});
  }
  return (account, index, name) => {
    const worth = value(account, index);
    if (worth !== undefined) requireNumber(worth, `options.value of ${name}`, { min: 0 });
    return worth;
  };
}

/** Most valuable first, then the freest, then by id; customers of unknown value last. */
function byValue(a: FreeCustomer, b: FreeCustomer): number {
  const worth = (b.value ?? -1) - (a.value ?? -1);
  if (worth !== 0) return worth;
  return a.index - b.index || (a.id < b.id ? -1 : 1);
}
