import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { ContactKind, ContactStatus } from "../../core/labels/care.ts";
import type { Reason } from "../../core/reasons.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { quantileSorted } from "../../math/quantile.ts";
import { toDay, toIsoDate } from "../../time/index.ts";
import type {
  AccountContact,
  Contact,
  ContactAccount,
  ContactMeasurement,
  MeasureContactOptions,
  SilenceRule,
  TierContact,
} from "./contact-types.ts";
import { gapsOf, medianOf } from "./gaps.ts";
import { byText, promisedDays, readCadence, requireText } from "./read.ts";
import { judgeContact, readSilence } from "./silence-rule.ts";

const KINDS: readonly ContactKind[] = ["contact", "deal", "service"];

/** The most urgent first. */
const STATUSES: readonly ContactStatus[] = ["silent", "overdue", "never", "due_soon", "on_time"];

/** What is known of one account: contact days that count, ascending, and the last day of each kind. */
interface Track {
  readonly days: number[];
  readonly last: Map<ContactKind, number>;
}

/**
 * Tells who has been heard from as promised, who is due, who is late, and who has gone silent, account by account and
 * tier by tier.
 *
 * An account is silent when it is late by the promise, when the open gap is longer than any it had before, and when
 * nearly all gaps of its tier's other accounts are shorter (`silence` states the rule as data). Never contacted is a
 * state of its own.
 *
 * @param accounts - At least one account with its tier, ids unique. Not mutated.
 * @param contacts - Contacts in any order; may be empty. Those after `asOf` and those of other accounts are left out and
 * counted in the notes.
 * @param options - `cadence`: promised days per tier. `asOf`: the day of the measurement. `soonDays`, default 7.
 * `counts`: which kinds count as contact, default all. `silence`: the rule. `level` of intervals, default 0.95.
 * @returns Accounts by urgency, tiers in the order of the promises. Only completed gaps make the medians, so where
 * contact has lately become rarer they lag behind.
 * @throws ClienteleError `empty_input`, `invalid_type`, `invalid_date`, `duplicate_id`, `unknown_id` (a tier without a
 * promise), `inconsistent` (an account that begins after `asOf`), `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const accounts = [{ id: "a", tier: "top" }, { id: "b", tier: "top" }, { id: "c", tier: "small", since: "2026-05-01" }];
 * const contacts = [
 *   { account: "a", on: "2026-03-01", kind: "deal" },
 *   { account: "b", on: "2026-05-20", kind: "contact" },
 *   { account: "b", on: "2026-07-01", kind: "service" },
 * ];
 * const cadence = [{ tier: "top", days: 30 }, { tier: "small", days: 180 }];
 * const found = measureContact(accounts, contacts, { cadence, asOf: "2026-06-01" });
 * found.accounts.map((row) => `${row.account} ${row.status}`); // => ["a silent", "c never", "b on_time"]
 * found.accounts[0].daysOverdue; // => 62
 * found.tiers[0].kept.value; // => 0.5
 * describe(found.notes[0]); // => "1 contact dated in the future left out"
 * ```
 */
export function measureContact(
  accounts: readonly ContactAccount[],
  contacts: readonly Contact[],
  options: MeasureContactOptions,
): ContactMeasurement {
  requireObject(options, "options");
  const { soonDays = 7, counts = KINDS, level = 0.95 } = options;
  const cadence = readCadence(options.cadence);
  const asOf = toDay(options.asOf, "options.asOf");
  requireNumber(soonDays, "options.soonDays", { min: 0, max: 3650, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireColumn(counts, "options.counts");
  for (let k = 0; k < counts.length; k++) requireOneOf(counts[k] as string, KINDS, `options.counts[${k}]`);
  if (counts.length === 0) throw new ClienteleError("empty_input", "options.counts must name at least one kind", {});
  const rule = readSilence(options.silence);
  requireColumn(accounts, "accounts");
  if (accounts.length === 0) throw new ClienteleError("empty_input", "accounts must hold at least one row", {});
  const promised = promisedDays(accounts, "accounts", cadence);
  const since = accounts.map((account, i) => readSince(account, i, asOf));
  const { tracks, notes } = trackContacts(accounts, contacts, new Set(counts), asOf);
  const tierGaps = gapsByTier(accounts, tracks);
  const rows = accounts.map((account, i) =>
    rowOf(account, tracks[i] as Track, {
      asOf,
      since: since[i],
      cadence: promised[i] as number,
      soonDays,
      rule,
      tier: tierGaps.get(account.tier) as Float64Array,
    }),
  );
  const byTier = new Map<string, AccountContact[]>();
  for (const row of rows) {
    const own = byTier.get(row.tier);
    if (own === undefined) byTier.set(row.tier, [row]);
    else own.push(row);
  }
  return {
    asOf: toIsoDate(asOf),
    accounts: [...rows].sort(byUrgency),
    tiers: [...cadence].map(([tier, days]) => tierOf(tier, days, byTier.get(tier) ?? [], level)),
    counts: tally(rows),
    notes,
  };
}

function readSince({ since }: ContactAccount, i: number, asOf: number): number | undefined {
  if (since === undefined) return undefined;
  const day = toDay(since, `accounts[${i}].since`);
  if (day > asOf) {
    throw new ClienteleError(
      "inconsistent",
      `accounts[${i}].since lies after options.asOf; leave out accounts that have not begun`,
      { index: i },
    );
  }
  return day;
}

function trackContacts(
  accounts: readonly ContactAccount[],
  contacts: readonly Contact[],
  counts: ReadonlySet<ContactKind>,
  asOf: number,
): { readonly tracks: readonly Track[]; readonly notes: readonly Reason[] } {
  requireColumn(contacts, "contacts");
  const tracks: readonly Track[] = accounts.map(() => ({ days: [], last: new Map() }));
  const byId = new Map(accounts.map(({ id }, i) => [id, tracks[i] as Track]));
  let future = 0;
  let unknown = 0;
  for (let i = 0; i < contacts.length; i++) {
    const { account, kind, day } = readContact(contacts[i] as Contact, i);
    const track = byId.get(account);
    if (track === undefined) unknown++;
    else if (day > asOf) future++;
    else {
      if (counts.has(kind)) track.days.push(day);
      track.last.set(kind, Math.max(day, track.last.get(kind) ?? day));
    }
  }
  for (const { days } of tracks) days.sort((a, b) => a - b);
  const notes: Reason[] = [];
  if (future > 0) notes.push({ code: "care_contacts_future", params: { n: future } });
  if (unknown > 0) notes.push({ code: "care_contacts_unknown", params: { n: unknown } });
  return { tracks, notes };
}

/** Reads a contact; its index is written only where it fails, since there may be millions. */
function readContact(contact: Contact, i: number): { account: string; kind: ContactKind; day: number } {
  const read = (name: string): { account: string; kind: ContactKind; day: number } => {
    requireObject(contact, name);
    const { account, kind = "contact", on } = contact;
    requireText(account, `${name}.account`);
    requireOneOf(kind, KINDS, `${name}.kind`);
    return { account, kind, day: toDay(on, `${name}.on`) };
  };
  try {
    return read("contacts[]");
  } catch {
    return read(`contacts[${i}]`);
  }
}

/** Completed gaps of a tier's accounts together, ascending. */
function gapsByTier(accounts: readonly ContactAccount[], tracks: readonly Track[]): Map<string, Float64Array> {
  const lists = new Map<string, number[]>();
  accounts.forEach(({ tier }, i) => {
    const list = lists.get(tier) ?? [];
    for (const gap of gapsOf((tracks[i] as Track).days)) list.push(gap);
    lists.set(tier, list);
  });
  return new Map([...lists].map(([tier, list]) => [tier, Float64Array.from(list).sort()]));
}

interface Setting {
  readonly asOf: number;
  readonly since: number | undefined;
  readonly cadence: number;
  readonly soonDays: number;
  readonly rule: Required<SilenceRule>;
  readonly tier: Float64Array;
}

function rowOf({ id, tier }: ContactAccount, { days, last }: Track, setting: Setting): AccountContact {
  const { asOf, cadence, since } = setting;
  const own = gapsOf(days);
  const latest = days.at(-1);
  const start = latest ?? since;
  const due = start === undefined ? undefined : start + cadence;
  const date = (name: string, day: number | undefined) => (day === undefined ? {} : { [name]: toIsoDate(day) });
  const open = latest === undefined ? undefined : asOf - latest;
  return {
    account: id,
    tier,
    ...judgeContact(open, own, setting),
    ...date("last", latest),
    ...date("lastContact", last.get("contact")),
    ...date("lastDeal", last.get("deal")),
    ...date("lastService", last.get("service")),
    ...(open !== undefined && { daysSince: open }),
    cadenceDays: cadence,
    ...date("due", due),
    daysOverdue: due === undefined ? 0 : Math.max(0, asOf - due),
    gaps: own.length,
    ...(own.length > 0 && { medianGap: quantileSorted(own, 0.5), longestGap: own.at(-1) as number }),
  };
}

function byUrgency(a: AccountContact, b: AccountContact): number {
  return (
    STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) ||
    b.daysOverdue - a.daysOverdue ||
    byText(a.account, b.account)
  );
}

function tally(rows: readonly AccountContact[]): Record<ContactStatus, number> {
  const counts: Record<ContactStatus, number> = { silent: 0, overdue: 0, never: 0, due_soon: 0, on_time: 0 };
  for (const { status } of rows) counts[status]++;
  return counts;
}

function tierOf(tier: string, cadenceDays: number, rows: readonly AccountContact[], level: number): TierContact {
  const n = rows.length;
  const kept = rows.filter(({ due, daysOverdue }) => due !== undefined && daysOverdue === 0).length;
  const medians = rows.flatMap(({ medianGap }) => medianGap ?? []);
  return {
    tier,
    cadenceDays,
    accounts: n,
    counts: tally(rows),
    kept:
      n === 0
        ? { abstained: { code: "too_few_rows", params: { n, needed: 1 } } }
        : { value: kept / n, n, interval: wilsonInterval(kept, n, level) },
    medianGap: medianOf(Float64Array.from(medians), level),
  };
}
