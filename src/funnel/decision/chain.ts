import type { ChainNeed, ChainReliance } from "../../core/labels/decision-chain.ts";
import type { Reason } from "../../core/reasons.ts";
import { type Ranged, weightedMean } from "./bounds.ts";
import { type ChainLink, readLinks, readRules } from "./people.ts";
import type { ChainFigure, ChainPerson, ChainVisit, DecisionChain, DecisionChainOptions } from "./types.ts";

/** What each need counts for in the order of visits, by judgement; a low stance counts (2 − stance) / 4. */
const NEED_WEIGHTS: Readonly<Record<Exclude<ChainNeed, "stance_low">, number>> = {
  role_missing: 0,
  not_met: 1,
  stance_unknown: 1,
  contact_stale: 0.5,
  contact_unknown: 0.5,
};

/**
 * Measures the decision chain of a deal (D23): how much of the influence is covered by living contact, how the chain
 * stands towards us, which roles and people are not known, what hangs on one person, and whom to see next.
 *
 * @param people - The people known in the purchase; may be empty. Their order does not matter. Not mutated. A stance or
 * a contact that nobody knows is never taken as neutral or as met: it widens the range.
 * @param options - `roles` (default {@link decisionChainRoles}), `asOf` (needed with `lastContactOn`),
 * `staleAfterDays` (default 60), `levels` of influence and `relianceShare` (default 0.5).
 * @returns Coverage and stance with the range that the unknown leaves, `score` 0–100 of the stance, missing roles,
 * unknown people, and visits ordered by influence times what is needed: not met 1, stance not known 1, contact stale or
 * not known ½, and for those at or below neutral (2 − stance) / 4. Where somebody's influence is not stated, the figure
 * takes the role's and the range lets it lie anywhere from 0 to 1; so for a needed role that nobody holds.
 * @throws ClienteleError `invalid_type`, `invalid_date`, `unknown_id`, `duplicate_id`, `not_finite`, `out_of_range`,
 * `empty_input` (no roles), `inconsistent` (a contact of somebody never met).
 * @example
 * ```ts
 * const chain = measureDecisionChain([
 *   { id: "Li", role: "user", influence: "mid", stance: 2, met: true },
 *   { id: "Wang", role: ["decider", "budget_holder"], influence: 0.9, met: false },
 * ]);
 * chain.coverage.value; // ≈ 0.357
 * chain.stance.value; // => 2
 * chain.stance.lower; // ≈ -0.571
 * chain.visits[0].person; // => "Wang"
 * chain.visits[0].needs; // => ["not_met", "stance_unknown"]
 * ```
 */
export function measureDecisionChain(
  people: readonly ChainPerson[],
  options: DecisionChainOptions = {},
): DecisionChain {
  const rules = readRules(options);
  const links = readLinks(people, rules);
  const persons = links.filter(({ person }) => person !== undefined);
  const total = links.reduce((sum, { influence }) => sum + influence, 0);
  const coverage = weightedMean(links.map((link) => ranged(link, coveredOf(link), 0, 1)));
  const stance = weightedMean(links.map((link) => ranged(link, link.stance, -2, 2)));
  const known = links.reduce((sum, link) => sum + (link.stance === undefined ? 0 : link.influence), 0);
  const unknown = persons.filter((link) => link.stance === undefined).sort(byInfluence);
  const reliance = [
    ...relianceOn(
      "support",
      persons,
      rules.relianceShare,
      ({ stance: s = 0, influence }) => influence * Math.max(0, s),
    ),
    ...relianceOn("contact", persons, rules.relianceShare, (link) => link.influence * (coveredOf(link) ?? 0)),
  ];
  const visits = visitsOf(links);
  const assumed = persons.filter(({ stated }) => !stated).length;
  const count = persons.length;
  const nothing = { code: "chain_no_influence", params: { people: count } } as const;
  const refused = <C extends "chain_contacts_unknown" | "chain_stances_unknown">(code: C) => ({
    abstained: total > 0 ? ({ code, params: { people: count } } as Reason) : nothing,
  });
  const missing = links
    .filter(({ person }) => person === undefined)
    .sort(byInfluence)
    .map(({ role, influence }) => ({ role: role.id, name: role.name, influence }));
  return {
    people: count,
    coverage: coverage ?? refused("chain_contacts_unknown"),
    stance: stance ?? refused("chain_stances_unknown"),
    ...(stance !== undefined && { score: 25 * (stance.value + 2) }),
    ...(total > 0 && { stanceKnown: Math.min(1, known / total) }),
    missing,
    unknown: unknown.map(({ person }) => person as string),
    reliance,
    visits,
    reasons: [
      ...(total > 0 ? [] : [nothing]),
      ...coverageReason(coverage),
      ...missing.map(({ role, name }): Reason => ({ code: "chain_role_missing", params: { role, name } })),
      ...(unknown.length > 0 ? [{ code: "chain_stances_unknown", params: { people: unknown.length } } as const] : []),
      ...reliance.map((params): Reason => ({ code: "chain_single_point", params })),
      ...(assumed > 0 ? [{ code: "chain_influence_assumed", params: { people: assumed } } as const] : []),
      ...visits.slice(0, 1).map(visitReason),
    ],
  };
}

function ranged({ influence, stated }: ChainLink, value: number | undefined, lowest: number, highest: number): Ranged {
  return {
    weight: influence,
    weightRange: stated ? [influence, influence] : [0, 1],
    ...(value !== undefined && { value }),
    valueRange: value === undefined ? [lowest, highest] : [value, value],
  };
}

function coveredOf({ contact }: ChainLink): number | undefined {
  return contact === "unknown" ? undefined : contact === "covered" ? 1 : 0;
}

/** Most influence first; ids decide among equals. */
function byInfluence(a: ChainLink, b: ChainLink): number {
  return b.influence - a.influence || ((a.person ?? a.role.id) < (b.person ?? b.role.id) ? -1 : 1);
}

function relianceOn(
  of: ChainReliance,
  persons: readonly ChainLink[],
  threshold: number,
  part: (link: ChainLink) => number,
): { readonly person: string; readonly of: ChainReliance; readonly share: number }[] {
  const total = persons.reduce((sum, link) => sum + part(link), 0);
  if (total === 0) return [];
  let top = persons[0] as ChainLink;
  for (const link of persons) if (part(link) > part(top)) top = link;
  const share = part(top) / total;
  return share > threshold ? [{ person: top.person as string, of, share }] : [];
}

function visitsOf(links: readonly ChainLink[]): ChainVisit[] {
  return links
    .map((link): ChainVisit & { readonly key: string } => {
      const needs = needsOf(link);
      const weight = needs.reduce(
        (sum, need) => sum + (need === "stance_low" ? (2 - (link.stance as number)) / 4 : NEED_WEIGHTS[need]),
        0,
      );
      const { person, role, influence } = link;
      const visit = { role: role.id, name: role.name, priority: influence * weight, needs };
      return { ...(person !== undefined && { person }), ...visit, key: person ?? role.id };
    })
    .filter(({ priority }) => priority > 0)
    .sort((a, b) => b.priority - a.priority || (a.key < b.key ? -1 : 1))
    .map(({ key: _, ...visit }) => visit);
}

function needsOf({ person, contact, stance }: ChainLink): ChainNeed[] {
  const needs: ChainNeed[] = person === undefined ? ["role_missing"] : [];
  if (contact === "not_met") needs.push("not_met");
  else if (contact !== "covered") needs.push(contact === "stale" ? "contact_stale" : "contact_unknown");
  if (stance === undefined) needs.push("stance_unknown");
  else if (stance <= 0) needs.push("stance_low");
  return needs;
}

function coverageReason(coverage: ChainFigure | undefined): Reason[] {
  if (coverage === undefined) return [];
  const { value: share, lower, upper } = coverage;
  return [{ code: "chain_coverage", params: { share, lower, upper } }];
}

function visitReason({ person, role, name, needs }: ChainVisit): Reason {
  return person === undefined
    ? { code: "chain_find_next", params: { role, name } }
    : { code: "chain_see_next", params: { person, name, needs } };
}
