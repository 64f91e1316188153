import {
  requireColumn,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireUnique,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { SwotKind, TowsKind } from "../../core/labels/portfolio.ts";
import type { Reason } from "../../core/reasons.ts";
import { drawFigure, type Spread } from "./figure.ts";
import { type RankingSettings, rankingSettings, ratedImpact } from "./ranking-options.ts";
import { simulateRanks } from "./ranks.ts";
import type { SwotItem, SwotScore, TowsLink, TowsPair, TowsPlan } from "./swot-types.ts";
import type { RankDoubt, RankingOptions } from "./types.ts";

const KINDS: readonly SwotKind[] = ["strength", "weakness", "opportunity", "threat"];
const NAMES = { strength: "s", weakness: "w", opportunity: "o", threat: "t" } as const;

interface Item {
  readonly id: string;
  readonly kind: SwotKind;
  readonly impact: Spread;
  /** Weight × likelihood. */
  readonly factor: number;
  readonly evidence: number;
}

/**
 * Turns a SWOT list into ranked pairs that a strategy can be made from: strengths that seize opportunities (SO),
 * weaknesses to mend for them (WO), strengths that answer threats (ST), weaknesses that threats would hit (WT). Says
 * how far the ranking holds, and which threats and weaknesses nobody answers.
 *
 * @param items - Strengths, weaknesses, opportunities and threats with unique ids; impact from 0 to `impactMax`.
 * @param links - Which internal item bears on which external one, and how strongly, in (0, 1]. A pair without a link is
 * no pair: that everything goes with everything is no finding.
 * @param options - `ratingSd` (default 0.5), `impactMax` (default 5), `draws` (default 2,000), `seed`, `level`.
 * @returns Pairs best first, each with the ranks it may have when impacts are drawn within their doubt; likelihoods,
 * weights and links are taken as they are.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `unknown_id`, `inconsistent`
 * where a link joins two items of one side.
 * @example
 * ```ts
 * const plan = planTows(
 *   [
 *     { id: "service", kind: "strength", impact: 5 },
 *     { id: "ageing plants", kind: "opportunity", impact: 4, likelihood: 0.8 },
 *     { id: "cheap imports", kind: "threat", impact: 4, likelihood: 0.5 },
 *     { id: "price", kind: "weakness", impact: 3 },
 *   ],
 *   [{ internal: "service", external: "ageing plants", strength: 0.9 }],
 * );
 * plan.pairs[0].score; // ≈ 14.4
 * plan.unmatched.threat; // => ["cheap imports"]
 * ```
 * @see Weihrich, The TOWS matrix, Long Range Planning 15 (1982)
 */
export function planTows(
  items: readonly SwotItem[],
  links: readonly TowsLink[],
  options: RankingOptions = {},
): TowsPlan {
  const settings = rankingSettings(options);
  const read = readItems(items, settings);
  const byId = new Map(read.map((item) => [item.id, item]));
  const pairs = readLinks(links, byId);
  const scores = new Map(read.map((item) => [item.id, item.factor * item.impact.value]));
  const scoreOf = (id: string): number => scores.get(id) as number;
  const ranked = pairs
    .map((pair) => ({ ...pair, score: pair.link * scoreOf(pair.internal) * scoreOf(pair.external) }))
    .sort((a, b) => b.score - a.score || compare(a.internal, b.internal) || compare(a.external, b.external));
  const doubt = doubtOf(ranked, read, settings);
  const linked = new Map<string, number>();
  for (const { internal, external } of pairs) {
    for (const id of [internal, external]) linked.set(id, (linked.get(id) ?? 0) + 1);
  }
  const list = read
    .map(({ id, kind }): SwotScore => ({ id, kind, score: scoreOf(id), links: linked.get(id) ?? 0 }))
    .sort((a, b) => b.score - a.score || compare(a.id, b.id));
  return {
    pairs: ranked.map((pair, i) => ({ ...pair, rank: i + 1, ...(doubt[i] as RankDoubt) })),
    items: list,
    unmatched: Object.fromEntries(
      KINDS.map((kind) => [kind, list.filter((item) => item.kind === kind && item.links === 0).map(({ id }) => id)]),
    ) as Record<SwotKind, string[]>,
    notes: notesOf(list, read, doubt[0]),
  };
}

function readItems(items: readonly SwotItem[], settings: RankingSettings): Item[] {
  requireColumn(items, "items");
  const read = Array.from(items, (item, i): Item => {
    const name = `items[${i}]`;
    requireObject(item, name);
    const { id, kind, likelihood = 1, weight = 1, evidence = [] } = item;
    requireText(id, `${name}.id`);
    requireOneOf(kind, KINDS, `${name}.kind`);
    requireNumber(likelihood, `${name}.likelihood`, { min: 0, max: 1 });
    requireNumber(weight, `${name}.weight`, { above: 0, max: 1e6 });
    requireColumn(evidence, `${name}.evidence`);
    const impact = ratedImpact(item.impact, `${name}.impact`, settings, false);
    return { id, kind, impact, factor: weight * likelihood, evidence: evidence.length };
  });
  requireUnique(
    read.map(({ id }) => id),
    "items",
  );
  // the draws go by id, so that the order of the rows changes nothing
  return read.sort((a, b) => compare(a.id, b.id));
}

type Pair = Pick<TowsPair, "kind" | "internal" | "external" | "link">;

function readLinks(links: readonly TowsLink[], items: ReadonlyMap<string, Item>): Pair[] {
  requireColumn(links, "links");
  const seen = new Map<string, Set<string>>();
  return Array.from(links, (link, i): Pair => {
    const name = `links[${i}]`;
    requireObject(link, name);
    const { internal, external, strength } = link;
    requireNumber(strength, `${name}.strength`, { above: 0, max: 1 });
    const inside = itemOf(items, internal, `${name}.internal`);
    const outside = itemOf(items, external, `${name}.external`);
    if (!(inside.kind === "strength" || inside.kind === "weakness")) refuseSide(`${name}.internal`, inside, "inside");
    if (!(outside.kind === "opportunity" || outside.kind === "threat"))
      refuseSide(`${name}.external`, outside, "outside");
    const known = seen.get(internal) ?? new Set();
    if (known.has(external)) {
      throw new ClienteleError("duplicate_id", `${name} links "${internal}" and "${external}" a second time`, { name });
    }
    seen.set(internal, known.add(external));
    const kind = `${NAMES[inside.kind]}${NAMES[outside.kind]}` as TowsKind;
    return { kind, internal, external, link: strength };
  });
}

function itemOf(items: ReadonlyMap<string, Item>, id: string, name: string): Item {
  const item = items.get(id);
  if (item === undefined) throw new ClienteleError("unknown_id", `${name} must be the id of an item`, { name, id });
  return item;
}

function refuseSide(name: string, item: Item, side: string): never {
  throw new ClienteleError("inconsistent", `${name} must stand ${side} the company, "${item.id}" is a ${item.kind}`, {
    name,
  });
}

function doubtOf(pairs: readonly Pair[], items: readonly Item[], settings: RankingSettings): RankDoubt[] {
  const place = new Map(items.map(({ id }, i) => [id, i]));
  const ends = pairs.map(({ internal, external, link }) => ({
    a: place.get(internal) as number,
    b: place.get(external) as number,
    link,
  }));
  const drawn = new Float64Array(items.length);
  return simulateRanks(
    pairs.length,
    (random, out) => {
      items.forEach(({ impact, factor }, i) => {
        // cut below alone: an end above would hold many draws at once, and their tie would go to the first of the plan
        drawn[i] = factor * Math.max(0, drawFigure(impact, random));
      });
      ends.forEach(({ a, b, link }, i) => {
        out[i] = link * (drawn[a] as number) * (drawn[b] as number);
      });
    },
    settings.draws,
  );
}

function notesOf(list: readonly SwotScore[], items: readonly Item[], first: RankDoubt | undefined): Reason[] {
  const notes: Reason[] = [];
  const unanswered = list.filter(({ kind, links }) => links === 0 && (kind === "threat" || kind === "weakness"));
  if (unanswered.length > 0) {
    notes.push({ code: "swot_unanswered", params: { ids: unanswered.map(({ id }) => id) } });
  }
  const bare = items.filter(({ evidence }) => evidence === 0).map(({ id }) => id);
  if (bare.length > 0) notes.push({ code: "swot_no_evidence", params: { ids: bare, items: items.length } });
  if (first !== undefined && !first.stable) {
    notes.push({ code: "ranking_first_unsure", params: { chance: first.firstChance } });
  }
  return notes;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
