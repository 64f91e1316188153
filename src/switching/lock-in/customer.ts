import { requireNumber } from "../../core/checks.ts";
import type { LockInStatus } from "../../core/labels/lock-in.ts";
import type { CommitmentKind } from "../../core/labels/switching.ts";
import { toIsoDate } from "../../time/index.ts";
import { contractAt } from "../contract.ts";
import { leverIds } from "../levers.ts";
import { walkMoney } from "../money.ts";
import { type MoneyTies, readTies } from "../money-ties.ts";
import { figuresOf, readEvidence, tallyOf } from "../tally.ts";
import type { LeverId, SwitchingAccount } from "../types.ts";
import { endDays, eventDay, type HalfLives, strengthLeft } from "./pace.ts";
import type { LockInCustomer, LockInEvent } from "./types.ts";

/** What a forecast needs to know besides the account. */
export interface Horizon {
  /** Days at which each month is looked at, the start first. */
  readonly days: readonly number[];
  readonly weights: Float64Array;
  readonly halfLives: HalfLives;
  readonly stopped: boolean;
}

/** One customer over the months, with what the totals need. */
export interface Path {
  readonly row: LockInCustomer;
  readonly freeDay: number | undefined;
  /** Status at the start and after each month. */
  readonly statuses: readonly LockInStatus[];
  /** Money by kind, month after month. */
  readonly byKind: ReadonlyMap<CommitmentKind, Float64Array>;
  /** Levers whose answer says that they hold, though what they rest on has ended. */
  readonly outlived: readonly LeverId[];
  /** Index on a day, and the money lost then by a customer whom no contract holds any more. */
  readonly at: (day: number) => { readonly money: number; readonly index: number | undefined };
}

/** Follows one customer through the months. */
export function pathOf(account: SwitchingAccount, value: number | undefined, horizon: Horizon, name: string): Path {
  const { days, weights, halfLives, stopped } = horizon;
  const asOf = days[0] as number;
  const ties = readTies(account, name, true);
  const strengths = readEvidence(account, name);
  const ends = endDays(account, ties, asOf, stopped, name);
  const now = figuresOf(tallyOf(strengths, weights));
  const steady = ends.every((day) => Number.isNaN(day));
  const indexOn = (day: number): number | undefined => {
    if (steady) return now.index;
    const left = strengths.map((e, i) => e * strengthLeft(ends[i] as number, halfLives[i] as number, day));
    return figuresOf(tallyOf(left, weights)).index;
  };
  const status = (day: number, exit: number): LockInStatus =>
    ties.contracts === undefined && account.evidence.agreements !== 0 ? "unknown" : exit > day ? "bound" : "free";

  const byKind = new Map<CommitmentKind, Float64Array>();
  const money = new Array<number>(days.length).fill(0);
  const statuses: LockInStatus[] = [];
  const indices: number[] = [];
  for (const [month, day] of days.entries()) {
    let total = 0;
    const { exit } = walkMoney(ties, day, (kind, amount) => {
      let column = byKind.get(kind);
      if (column === undefined) {
        column = new Float64Array(days.length);
        byKind.set(kind, column);
      }
      column[month] = (column[month] as number) + amount;
      total += amount;
    });
    requireNumber(total, `the money of ${name}`);
    money[month] = total;
    statuses.push(status(day, exit));
    const index = indexOn(day);
    if (index !== undefined) indices.push(index);
  }
  const first = statuses[0] as LockInStatus;
  const window = first === "unknown" ? undefined : windowOf(ties, asOf);
  return {
    row: {
      id: account.id,
      status: first,
      ...(window === undefined ? {} : window.words),
      ...(value === undefined ? {} : { value }),
      coverage: now.coverage,
      money,
      ...(indices.length === 0 ? {} : { index: indices }),
      events: eventsOf(account, ties, ends, asOf, days.at(-1) as number),
    },
    freeDay: window?.free,
    statuses,
    byKind,
    outlived: outlivedOf(ties, strengths, asOf),
    at: (day) => {
      let total = 0;
      walkMoney({ ...ties, contracts: undefined }, day, (_, amount) => {
        total += amount;
      });
      return { money: total, index: indexOn(day) };
    },
  };
}

/** The next chance to go without a charge, if notice is given in time. */
function windowOf(
  { contracts = [] }: MoneyTies,
  asOf: number,
): { readonly free: number; readonly words: Pick<LockInCustomer, "freeOn" | "noticeBy" | "againMonths"> } {
  let free = asOf;
  let notice = Number.POSITIVE_INFINITY;
  let again = Number.POSITIVE_INFINITY;
  for (const terms of contracts) {
    const { exit } = contractAt(terms, asOf);
    free = Math.max(free, exit);
    if (terms.renewal === undefined) continue;
    notice = Math.min(notice, exit - (terms.notice ?? 0));
    again = Math.min(again, terms.renewal);
  }
  const renews = Number.isFinite(notice) ? { noticeBy: toIsoDate(notice), againMonths: again } : {};
  return { free, words: { freeOn: toIsoDate(free), ...renews } };
}

/** What happens after the start, up to the last day. */
function eventsOf(
  { leverEnds = {} }: SwitchingAccount,
  { contracts = [], points = [], prepaid, discounts = [], equipment = [] }: MoneyTies,
  ends: Float64Array,
  asOf: number,
  last: number,
): readonly LockInEvent[] {
  const events: { day: number; event: Omit<LockInEvent, "day"> }[] = [];
  const add = (day: number | undefined, event: Omit<LockInEvent, "day">): void => {
    if (day !== undefined && day > asOf && day <= last) events.push({ day, event });
  };
  for (const terms of contracts) {
    const contract = terms.id === undefined ? {} : { contract: terms.id };
    if (terms.renewal === undefined) {
      add(terms.end, { kind: "contract_end", ...contract });
      continue;
    }
    // once the day for notice has passed the contract holds for another term
    for (let day = asOf; day <= last; ) {
      day = contractAt(terms, day).exit - (terms.notice ?? 0) + 1;
      add(day, { kind: "renewal", ...contract });
    }
  }
  for (const { until, amount } of points) if (amount > 0) add(until, { kind: "points_expiry" });
  if (prepaid !== undefined && prepaid.amount > 0) add(prepaid.until, { kind: "prepayment_end" });
  for (const { until } of discounts) add(until, { kind: "discount_end" });
  for (const { to } of equipment) add(to, { kind: "written_off" });
  for (const [i, lever] of leverIds.entries()) {
    if (leverEnds[lever] !== undefined) add(ends[i], { kind: "upkeep_end", lever });
  }
  const key = ({ kind, lever, contract }: Omit<LockInEvent, "day">): string =>
    `${kind} ${lever ?? ""} ${contract ?? ""}`;
  return events
    .sort((a, b) => a.day - b.day || (key(a.event) < key(b.event) ? -1 : 1))
    .map(({ day, event }) => ({ day: toIsoDate(day), ...event }));
}

const RESTS_ON = [
  ["agreements", "contract_end"],
  ["points", "points_expiry"],
  ["prepayment", "prepayment_end"],
] as const;

function outlivedOf(ties: MoneyTies, strengths: Float64Array, asOf: number): readonly LeverId[] {
  return RESTS_ON.filter(([lever, event]) => {
    const end = eventDay(event, ties);
    return end !== undefined && end <= asOf && (strengths[leverIds.indexOf(lever)] as number) > 0;
  }).map(([lever]) => lever);
}
