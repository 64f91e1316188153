import { type Draft, isWorthwhile, place } from "./draft.ts";
import { fillUp } from "./fill.ts";
import { type Group, HAIR, worthOf } from "./problem.ts";

/** Exchanges at most, so that a book of any size ends. */
const MOST_EXCHANGES = 2000;

/** What a manager would put down: accounts by group. */
type PutDown = readonly (readonly [group: number, accounts: number])[];

/**
 * Lets managers put cheaper accounts down to take a dearer one up, as long as that pays, and places again what was put
 * down. The score rises with every exchange.
 */
export function exchangeAccounts(draft: Draft): void {
  const { groups, workers } = draft.field;
  for (let made = 0; made < MOST_EXCHANGES; ) {
    let changed = false;
    for (let g = 0; g < groups.length; g++) {
      for (let w = 0; w < workers.length && (draft.left[g] as number) > 0; w++) {
        const putDown = putDownFor(draft, w, g);
        if (putDown === undefined) continue;
        for (const [down, accounts] of putDown) place(draft, w, down, -accounts);
        place(draft, w, g, 1);
        fillUp(draft);
        changed = true;
        made++;
      }
    }
    if (!changed) return;
  }
}

/** The accounts that a manager puts down for one of the group, or undefined where that does not pay. */
function putDownFor({ field, counts, room, slots }: Draft, worker: number, group: number): PutDown | undefined {
  const { groups } = field;
  const row = worker * groups.length;
  const travel = field.travel[row + group] as number;
  if (Number.isNaN(travel) || !isWorthwhile(field, worker, group)) return undefined;
  const hoursOf = (g: number): number => (groups[g] as Group).tier.hours + (field.travel[row + g] as number);
  const worth = (g: number): number => worthOf(field, groups[g] as Group, field.travel[row + g] as number);
  const held = groups.map((_, g) => g).filter((g) => g !== group && (counts[row + g] as number) > 0);
  held.sort((a, b) => worth(a) / hoursOf(a) - worth(b) / hoursOf(b));
  let short = hoursOf(group) - (room[worker] as number);
  let slot = (slots[worker] as number) < 1 ? 1 : 0;
  let gain = worth(group);
  const down: (readonly [number, number])[] = [];
  for (const g of held) {
    if (short <= HAIR && slot === 0) break;
    const accounts = Math.min(counts[row + g] as number, Math.max(slot, Math.ceil((short - HAIR) / hoursOf(g))));
    down.push([g, accounts]);
    short -= accounts * hoursOf(g);
    slot = 0;
    gain -= accounts * worth(g);
  }
  // a hair of gain may be rounding, and two accounts would be exchanged for ever
  return short <= HAIR && slot === 0 && gain > 1e-6 * worth(group) ? down : undefined;
}
