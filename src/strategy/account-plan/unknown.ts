import type { AccountPart, AccountPartRow, AccountUnknown } from "./types.ts";

/** Assumptions of the simulation that stand for a part of the facts. */
const PART_OF: Readonly<Record<string, AccountPart>> = { "market.churn": "churn", "market.revenue": "revenue" };

/**
 * What is not known, the most worth knowing first: by money where the simulation tells what knowledge would bring, then
 * what a plan of the tier must hold, then how much of it is missing, then in the order of the parts.
 */
export function unknownOf(
  rows: readonly AccountPartRow[],
  knowing: ReadonlyMap<string, number>,
  beliefs: ReadonlySet<string>,
  tier: string | undefined,
): AccountUnknown[] {
  const worthOf = new Map<AccountPart, number>();
  for (const [assumption, worth] of knowing) {
    const part = PART_OF[assumption];
    if (part !== undefined) worthOf.set(part, worth);
  }
  const found = rows.flatMap(({ part, known, needed, coverage }): AccountUnknown[] => {
    const missing = known ? 1 - (coverage ?? 1) : 1;
    if (missing <= 0) return [];
    const worth = worthOf.get(part);
    const told = { part, needed, ...(tier === undefined ? {} : { tier }), ...(worth === undefined ? {} : { worth }) };
    const reason: AccountUnknown["reason"] = known
      ? { code: "account_gap", params: { part, missing } }
      : { code: "account_unknown", params: told };
    return [{ part, missing, needed, ...(worth === undefined ? {} : { worth }), reason }];
  });
  for (const assumption of beliefs) {
    const worth = knowing.get(assumption) ?? 0;
    const reason: AccountUnknown["reason"] = { code: "account_effect_unknown", params: { assumption, worth } };
    if (worth > 0) found.push({ assumption, missing: 1, needed: false, worth, reason });
  }
  // a stable sort: what is equal stays in the order of the parts
  return found.sort(
    (a, b) => (b.worth ?? 0) - (a.worth ?? 0) || Number(b.needed) - Number(a.needed) || b.missing - a.missing,
  );
}
