import type { Estimate } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import type { ReadContact } from "./contacts.ts";
import type { FlowConversion, FlowCounts } from "./types.ts";

/** A share with Wilson's interval; `undefined` of nothing. */
export function shareOf(part: number, n: number, level: number): Estimate | undefined {
  return n === 0 ? undefined : { value: part / n, n, interval: wilsonInterval(part, n, level) };
}

/** Deals closed among settled contacts, and what the open ones could make of it. */
export function conversionOf(contacts: readonly ReadContact[], level: number): FlowConversion {
  const n = contacts.length;
  const won = count(contacts, ({ outcome }) => outcome === "won");
  const lost = count(contacts, ({ outcome }) => outcome === "lost");
  const open = n - won - lost;
  const rate = shareOf(won, won + lost, level);
  return {
    n,
    won,
    lost,
    open,
    ...(rate !== undefined && { rate }),
    ...(n > 0 && { range: [won / n, (won + open) / n] as const }),
  };
}

/** All counts of one period; `counted` are those contacts of it that conversion counts. */
export function countsOf(contacts: readonly ReadContact[], counted: readonly ReadContact[], level: number): FlowCounts {
  const visits = contacts.filter(({ kind }) => kind === "visit");
  const kept = count(contacts, ({ dataKept }) => dataKept === true);
  const notKept = count(contacts, ({ dataKept }) => dataKept === false);
  const keptRate = shareOf(kept, kept + notKept, level);
  return {
    contacts: contacts.length,
    visits: visits.length,
    firstVisits: count(visits, ({ first }) => first === true),
    firstUnknown: count(visits, ({ first }) => first === undefined),
    calls: contacts.length - visits.length,
    kept,
    notKept,
    keptUnknown: contacts.length - kept - notKept,
    ...(keptRate !== undefined && { keptRate }),
    deals: count(contacts, ({ outcome }) => outcome === "won"),
    lost: count(contacts, ({ outcome }) => outcome === "lost"),
    conversion: conversionOf(counted, level),
  };
}

function count(contacts: readonly ReadContact[], test: (contact: ReadContact) => boolean): number {
  let n = 0;
  for (const contact of contacts) if (test(contact)) n++;
  return n;
}

/** Groups contacts by a key; an absent key is a group of its own. */
export function groupContacts<K>(
  contacts: readonly ReadContact[],
  key: (contact: ReadContact) => K,
): Map<K, ReadContact[]> {
  const groups = new Map<K, ReadContact[]>();
  for (const contact of contacts) {
    const id = key(contact);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [contact]);
    else group.push(contact);
  }
  return groups;
}
