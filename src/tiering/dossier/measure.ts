import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireId } from "../ahp/matrix.ts";
import { readOptIn } from "../assessment/score.ts";
import { requireLabel } from "../criteria/read.ts";
import { customerDossier } from "./facts.ts";
import type {
  DossierCompleteness,
  DossierFact,
  DossierFacts,
  DossierGroup,
  DossierGroupCompleteness,
  DossierQuestion,
  MeasureDossierOptions,
} from "./types.ts";

/** Bounds of a weight. */
const WEIGHT = { above: 0, max: 1e6 } as const;

/** A catalogue of facts with their shares of completeness. */
export interface Catalogue {
  /** Groups with at least one fact that may be asked for. */
  readonly groups: readonly { readonly group: DossierGroup; readonly facts: readonly DossierFact[] }[];
  /** Completeness that each fact brings; those of all facts sum to 1. */
  readonly share: ReadonlyMap<string, number>;
  readonly ids: ReadonlySet<string>;
  readonly withheld: readonly string[];
}

/**
 * Tells how much of what is worth knowing about an account is known, group by group, and which question to ask next.
 *
 * @param facts - By the id of the fact, whatever is known; `undefined`, `null`, empty text and empty lists are not known,
 * while `false` and 0 are. Not mutated.
 * @param options - `groups`: the facts worth knowing, `customerDossier` unless given. `sensitive`: true where the person
 * agreed to personal facts; otherwise these are neither counted nor asked for, and listed in `withheld`.
 * @returns Completeness from 0 to 1 (groups by their weight, facts within a group by theirs), counts per group, and the
 * missing facts with what each would add, the most first (equal ones in the order of the catalogue).
 * @throws `ClienteleError` `invalid_type`, `unknown_id` (a fact that no group holds), `empty_input`, `duplicate_id`,
 * `not_finite`, `out_of_range` for groups of your own.
 * @example
 * ```ts
 * const groups = [
 *   { id: "basic", name: { en: "Basic", zh: "基本" }, facts: [{ id: "address", name: { en: "Address", zh: "地址" } }] },
 *   {
 *     id: "dealings",
 *     name: { en: "Dealings", zh: "往来" },
 *     weight: 3,
 *     facts: [{ id: "rivals", name: { en: "Rivals", zh: "对手" } }, { id: "terms", name: { en: "Terms", zh: "条件" } }],
 *   },
 * ];
 * const dossier = measureDossier({ address: "1 Quay", rivals: null }, { groups });
 * dossier.completeness; // => 0.25
 * describe(dossier.reasons[0]); // => "ask next for Rivals (Dealings), worth 37.5 points of completeness"
 * measureDossier({ legal_name: "Harbour Freight" }).withheld.length; // => 6
 * ```
 */
export function measureDossier(facts: DossierFacts, options: MeasureDossierOptions = {}): DossierCompleteness {
  return measureAgainst(readCatalogue(options), facts, "facts");
}

/** {@link measureDossier} with a catalogue that is read already. */
export function measureAgainst(catalogue: Catalogue, facts: DossierFacts, name: string): DossierCompleteness {
  requireObject(facts, name);
  for (const key of Object.keys(facts)) {
    if (!catalogue.ids.has(key)) {
      throw new ClienteleError("unknown_id", `${name} holds ${show(key)}, which no group of facts names`, { key });
    }
  }
  const groups: DossierGroupCompleteness[] = [];
  const next: DossierQuestion[] = [];
  let completeness = 0;
  let known = 0;
  let asked = 0;
  for (const { group, facts: list } of catalogue.groups) {
    let share = 0;
    let whole = 0;
    let count = 0;
    for (const { id, name: label } of list) {
      const gain = catalogue.share.get(id) as number;
      whole += gain;
      if (isKnown(facts, id)) {
        share += gain;
        count++;
      } else next.push({ fact: id, name: label, group: group.id, gain });
    }
    completeness += share;
    known += count;
    asked += list.length;
    const part = count === list.length ? 1 : share / whole;
    groups.push({ id: group.id, name: group.name, known: count, facts: list.length, completeness: part });
  }
  next.sort((a, b) => b.gain - a.gain);
  const reasons: DossierCompleteness["reasons"][number][] = [];
  const [first] = next;
  if (first !== undefined) {
    const group = catalogue.groups.find((entry) => entry.group.id === first.group)?.group.name ?? first.name;
    reasons.push({ code: "dossier_ask_next", params: { fact: first.name, group, gain: first.gain } });
  } else reasons.push({ code: "dossier_complete", params: { facts: asked } });
  const { withheld } = catalogue;
  if (withheld.length > 0) reasons.push({ code: "sensitive_withheld", params: { items: withheld.length } });
  return {
    completeness: next.length === 0 ? 1 : Math.min(1, completeness),
    known,
    facts: asked,
    groups,
    next,
    withheld,
    reasons,
  };
}

function isKnown(facts: DossierFacts, id: string): boolean {
  const value = Object.hasOwn(facts, id) ? facts[id] : undefined;
  if (value === undefined || value === null || Number.isNaN(value)) return false;
  if (typeof value === "string") return value.trim() !== "";
  return !(Array.isArray(value) && value.length === 0);
}

/** Checks the facts worth knowing and works out what each is worth. */
export function readCatalogue(options: MeasureDossierOptions): Catalogue {
  requireObject(options, "options");
  const { groups = customerDossier } = options;
  const optedIn = readOptIn(options.sensitive);
  requireNonEmpty(groups, "options.groups");
  const ids = new Set<string>();
  const groupIds = new Set<string>();
  const withheld: string[] = [];
  const kept: { readonly group: DossierGroup; readonly facts: readonly DossierFact[] }[] = [];
  for (let g = 0; g < groups.length; g++) {
    const group = groups[g] as DossierGroup;
    const where = `options.groups[${g}]`;
    requireEntry(group, where, groupIds);
    requireNonEmpty(group.facts, `${where}.facts`);
    const facts = Array.from(group.facts);
    for (const [i, fact] of facts.entries()) {
      requireEntry(fact, `${where}.facts[${i}]`, ids);
      if (fact.sensitive === true && !optedIn) withheld.push(fact.id);
    }
    const open = facts.filter(({ sensitive }) => sensitive !== true || optedIn);
    if (open.length > 0) kept.push({ group, facts: open });
  }
  const total = kept.reduce((sum, { group }) => sum + (group.weight ?? 1), 0);
  const share = new Map<string, number>();
  for (const { group, facts } of kept) {
    const within = facts.reduce((sum, { weight = 1 }) => sum + weight, 0);
    for (const { id, weight = 1 } of facts) share.set(id, ((group.weight ?? 1) / total) * (weight / within));
  }
  return { groups: kept, share, ids, withheld };
}

function requireEntry(entry: DossierFact | DossierGroup, where: string, seen: Set<string>): void {
  requireObject(entry, where);
  requireId(entry.id, `${where}.id`);
  requireLabel(entry.name, `${where}.name`);
  if (entry.weight !== undefined) requireNumber(entry.weight, `${where}.weight`, WEIGHT);
  if (seen.has(entry.id)) {
    throw new ClienteleError("duplicate_id", `${where}.id repeats ${show(entry.id)}`, { id: entry.id });
  }
  seen.add(entry.id);
}
