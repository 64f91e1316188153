import { requireColumn, requireNumber, requireObject, requireOneOf, requireUnique } from "../../core/checks.ts";
import type { CommitmentKind } from "../../core/labels/switching.ts";
import type { Reason } from "../../core/reasons.ts";
import { addPeriods, toDay, toIsoDate } from "../../time/index.ts";
import { meanIndexOf, orderFreeSum, valueReader } from "../ledger.ts";
import { leverIds } from "../levers.ts";
import { amountsByKind } from "../money.ts";
import { requireAccount } from "../score.ts";
import { weightColumns } from "../tally.ts";
import type { LeverId, SwitchingAccount } from "../types.ts";
import { type Path, pathOf } from "./customer.ts";
import { readHalfLives } from "./pace.ts";
import type { ContestableCustomer, ForecastLockInOptions, LockInForecast, LockInMonth } from "./types.ts";

/** Longest forecast in months: nobody's contracts reach further. */
const LONGEST = 120;

/**
 * Shows month by month what still holds the customers, and who can leave when: our own, or from what is known the
 * rival's.
 *
 * Money follows the contracts, balances, points, equipment and discounts by their days. It is what leaving on a day
 * costs if no notice has been given before, so that it falls as time goes by and rises only on the day on which a
 * contract renews itself. The index falls when a lever ends (agreements with the last contract, points and prepayment
 * with the last of them) or fades by halves once it is no longer kept up; half-lives are assumptions of ours unless
 * you give yours. Nothing is discounted.
 *
 * @param accounts - One record per customer, all in one currency. Ids are unique. May be empty. An account that tells of
 * no contract is `unknown`, not free, unless its evidence for `agreements` is 0; `contracts: []` says that there is none.
 * @param options - `asOf`, `months` and `model`; `side`, `upkeep`, `halfLives`, `value`, `level`.
 * @returns Totals by month, the calendar of customers who come free within the months, and one row per customer.
 * @throws `ClienteleError` `duplicate_id`; `inconsistent` for a half-life of a lever that ends on a day; and all that
 * {@link scoreSwitchingCosts} throws, with the row named.
 * @example
 * ```ts
 * const book = [
 *   { id: "a", evidence: { agreements: 1, habits: 0.5 }, contract: { end: "2026-09-15", monthlyFee: 100 }, monthlyRevenue: 100 },
 *   { id: "b", evidence: { agreements: 0, habits: 1 }, monthlyRevenue: 300 },
 *   { id: "c", evidence: { habits: 1 }, prepaidBalance: 40 },
 * ];
 * const forecast = forecastLockIn(book, { asOf: "2026-07-01", months: 3, model: defaultSwitchingModel });
 * forecast.months.map(({ money }) => Math.round(money.total)); // => [287, 185, 85, 40]
 * forecast.calendar.map(({ id, freeOn }) => [id, freeOn]); // => [["b", "2026-07-01"], ["a", "2026-09-15"]]
 * forecast.months[3].free; // => 2
 * forecast.months[3].unknown; // => 1
 * ```
 */
export function forecastLockIn(accounts: readonly SwitchingAccount[], options: ForecastLockInOptions): LockInForecast {
  requireColumn(accounts, "accounts");
  requireObject(options, "options");
  const { months, model, side = "ours", upkeep = "kept", halfLives = {}, level = 0.95 } = options;
  const asOf = toDay(options.asOf, "options.asOf");
  requireNumber(months, "options.months", { min: 1, max: LONGEST, integer: true });
  requireOneOf(side, ["ours", "rival"], "options.side");
  requireOneOf(upkeep, ["kept", "stopped"], "options.upkeep");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const worthOf = valueReader(options);
  const days = Array.from({ length: months + 1 }, (_, month) => addPeriods(asOf, month, "month"));
  const horizon = {
    days,
    weights: weightColumns(model).whole,
    halfLives: readHalfLives(halfLives),
    stopped: upkeep === "stopped",
  };
  const paths: Path[] = [];
  for (let i = 0; i < accounts.length; i++) {
    const account = accounts[i] as SwitchingAccount;
    const name = `accounts[${i}]`;
    requireAccount(account, name);
    paths.push(pathOf(account, worthOf(account, i, name), horizon, name));
  }
  requireUnique(
    paths.map(({ row }) => row.id),
    "accounts.id",
  );
  const n = paths.length;
  const values = paths.flatMap(({ row }) => (row.value === undefined ? [] : [row.value]));
  const coverages = paths.map(({ row }) => row.coverage);
  return {
    side,
    upkeep,
    asOf: toIsoDate(asOf),
    n,
    months: days.map((day, month) => monthOf(paths, days, day, month, level)),
    calendar: calendarOf(paths, days.at(-1) as number),
    customers: paths.map(({ row }) => row),
    ...(n === 0 ? {} : { meanCoverage: Math.min(1, orderFreeSum(coverages) / n) }),
    value: { total: orderFreeSum(values), known: values.length },
    reasons: caveats(paths, halfLives, upkeep),
  };
}

function monthOf(
  paths: readonly Path[],
  days: readonly number[],
  day: number,
  month: number,
  level: number,
): LockInMonth {
  const amounts = new Map<CommitmentKind, number[]>();
  const indices: number[] = [];
  const counts = { bound: 0, free: 0, unknown: 0 };
  const before = month === 0 ? Number.NEGATIVE_INFINITY : (days[month - 1] as number);
  let comingFree = 0;
  const worth: number[] = [];
  for (const { row, freeDay, statuses, byKind } of paths) {
    for (const [kind, column] of byKind) {
      const list = amounts.get(kind);
      if (list === undefined) amounts.set(kind, [column[month] as number]);
      else list.push(column[month] as number);
    }
    const index = row.index?.[month];
    if (index !== undefined) indices.push(index);
    counts[statuses[month] as keyof typeof counts]++;
    if (freeDay === undefined || freeDay <= before || freeDay > day) continue;
    comingFree++;
    if (row.value !== undefined) worth.push(row.value);
  }
  const byKind = amountsByKind((kind) => orderFreeSum(amounts.get(kind) ?? []));
  return {
    month,
    day: toIsoDate(day),
    money: { total: orderFreeSum(Object.values(byKind)), byKind },
    meanIndex: meanIndexOf(indices, level),
    ...counts,
    comingFree,
    valueComingFree: orderFreeSum(worth),
  };
}

/** By day, then the most valuable first, then by id. */
function calendarOf(paths: readonly Path[], last: number): readonly ContestableCustomer[] {
  return paths
    .flatMap(({ row, freeDay, at }) => (freeDay === undefined || freeDay > last ? [] : [{ row, freeDay, at }]))
    .sort(
      (a, b) => a.freeDay - b.freeDay || (b.row.value ?? -1) - (a.row.value ?? -1) || (a.row.id < b.row.id ? -1 : 1),
    )
    .map(({ row, freeDay, at }) => {
      const { money, index } = at(freeDay);
      const { noticeBy, againMonths, value } = row;
      return {
        id: row.id,
        freeOn: toIsoDate(freeDay),
        ...(noticeBy === undefined ? {} : { noticeBy }),
        ...(againMonths === undefined ? {} : { againMonths }),
        ...(value === undefined ? {} : { value }),
        money,
        ...(index === undefined ? {} : { index }),
      };
    });
}

function caveats(
  paths: readonly Path[],
  halfLives: Readonly<Partial<Record<LeverId, number>>>,
  upkeep: "kept" | "stopped",
): readonly Reason[] {
  const reasons: Reason[] = [];
  const unknown = paths.filter(({ row }) => row.status === "unknown").length;
  if (unknown > 0) reasons.push({ code: "lock_in_contract_unknown", params: { n: unknown, of: paths.length } });
  for (const lever of leverIds) {
    const n = paths.filter(({ outlived }) => outlived.includes(lever)).length;
    if (n > 0) reasons.push({ code: "lock_in_outlived", params: { lever, n } });
  }
  const stated = Object.keys(halfLives).length;
  const fades = upkeep === "stopped" || paths.some(({ row }) => row.events.some(({ kind }) => kind === "upkeep_end"));
  if (fades) reasons.push({ code: "lock_in_assumed_half_lives", params: { stated } });
  return reasons;
}
