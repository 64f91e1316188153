import { requireColumn, requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireId } from "../ahp/matrix.ts";
import type { CriterionWeight } from "../ahp/types.ts";
import { type Catalogue, measureAgainst, readCatalogue } from "./measure.ts";
import type {
  DossierAccount,
  DossierBookOptions,
  DossierCompleteness,
  DossierSummary,
  DossierTierRow,
  PlannedDossierQuestion,
} from "./types.ts";

interface MeasuredAccount {
  readonly account: DossierAccount;
  readonly measured: DossierCompleteness;
}

/**
 * Tells how much is known about the accounts of each tier, and which missing fact would add most there.
 *
 * @param accounts - At least one account with its tier and its facts, ids unique. Not mutated.
 * @param options - `tierWeights`: what an account of each tier counts for in the total; 1 unless given. `groups` and
 * `sensitive` as in `measureDossier`.
 * @returns One row per tier, in order of first appearance, and the completeness of the book. These are counts of the
 * book itself, not of a sample.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `duplicate_id`, `unknown_id`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const groups = [{ id: "basic", name: { en: "Basic", zh: "基本" }, facts: [
 *   { id: "address", name: { en: "Address", zh: "地址" } },
 *   { id: "phone", name: { en: "Phone", zh: "电话" } },
 * ] }];
 * const { completeness, tiers } = summarizeDossiers(
 *   [
 *     { id: "a", tier: "top", facts: { address: "1 Quay" } },
 *     { id: "b", tier: "small", facts: { address: "2 Quay", phone: "555" } },
 *   ],
 *   { groups, tierWeights: [{ id: "top", weight: 3 }] },
 * );
 * completeness; // => 0.625
 * tiers[0].next.fact; // => "phone"
 * tiers[1].complete; // => 1
 * ```
 */
export function summarizeDossiers(
  accounts: readonly DossierAccount[],
  options: DossierBookOptions = {},
): DossierSummary {
  const catalogue = readCatalogue(options);
  const weightOf = readTierWeights(options.tierWeights);
  requireNonEmpty(accounts, "accounts");
  const tiers = new Map<string, MeasuredAccount[]>();
  let total = 0;
  let weights = 0;
  for (const entry of measureAll(accounts, catalogue)) {
    const { tier } = entry.account;
    const weight = weightOf(tier);
    total += weight * entry.measured.completeness;
    weights += weight;
    const row = tiers.get(tier);
    if (row === undefined) tiers.set(tier, [entry]);
    else row.push(entry);
  }
  return {
    accounts: accounts.length,
    completeness: Math.min(1, total / weights),
    tiers: [...tiers].map(([tier, entries]) => tierRow(tier, entries)),
  };
}

function tierRow(tier: string, entries: readonly MeasuredAccount[]): DossierTierRow {
  const n = entries.length;
  const meanOf = (part: (measured: DossierCompleteness) => number): number =>
    Math.min(1, entries.reduce((sum, { measured }) => sum + part(measured), 0) / n);
  const counts = new Map<string, { missing: number; question: DossierCompleteness["next"][number] }>();
  for (const { measured } of entries) {
    for (const question of measured.next) {
      const seen = counts.get(question.fact);
      if (seen === undefined) counts.set(question.fact, { missing: 1, question });
      else seen.missing++;
    }
  }
  let most: { missing: number; question: DossierCompleteness["next"][number] } | undefined;
  for (const entry of counts.values()) {
    const lead = most === undefined ? 1 : entry.missing * entry.question.gain - most.missing * most.question.gain;
    if (lead > 0) most = entry;
  }
  const first = (entries[0] as MeasuredAccount).measured;
  return {
    tier,
    accounts: n,
    completeness: meanOf(({ completeness }) => completeness),
    complete: entries.filter(({ measured }) => measured.next.length === 0).length,
    groups: first.groups.map(({ id }, g) => ({
      id,
      completeness: meanOf(({ groups }) => groups[g]?.completeness ?? 0),
    })),
    ...(most === undefined ? {} : { next: { ...most.question, missing: most.missing } }),
  };
}

/**
 * Lists the questions worth asking next over the whole book: the missing fact that adds most to its dossier, at the
 * account that counts most, comes first.
 *
 * @param accounts - Accounts with their tiers and facts, ids unique; may be empty. Not mutated.
 * @param options - `tierWeights`: what an account of each tier counts for; 1 unless given. `limit`: how many questions,
 * default 20. `groups` and `sensitive` as in `measureDossier`.
 * @returns Questions by `worth` (completeness gained times weight of the tier), the most first; equal ones in the order
 * of the accounts and of the catalogue.
 * @throws `ClienteleError` `invalid_type`, `duplicate_id`, `unknown_id`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const plan = planDossierQuestions(
 *   [
 *     { id: "a", tier: "small", facts: {} },
 *     { id: "b", tier: "top", facts: { delivery_address: "1 Quay" } },
 *   ],
 *   { tierWeights: [{ id: "top", weight: 4 }], limit: 2 },
 * );
 * plan.map((question) => [question.account, question.fact]); // => [["b", "delivery_hours"], ["b", "receiving_contact"]]
 * plan[0].worth; // ≈ 0.1667
 * ```
 */
export function planDossierQuestions(
  accounts: readonly DossierAccount[],
  options: DossierBookOptions = {},
): PlannedDossierQuestion[] {
  const catalogue = readCatalogue(options);
  const weightOf = readTierWeights(options.tierWeights);
  const { limit = 20 } = options;
  requireNumber(limit, "options.limit", { min: 1, integer: true });
  requireColumn(accounts, "accounts");
  const questions: PlannedDossierQuestion[] = [];
  for (const { account, measured } of measureAll(accounts, catalogue)) {
    const { id, tier } = account;
    for (const question of measured.next.slice(0, limit)) {
      questions.push({ ...question, account: id, tier, worth: question.gain * weightOf(tier) });
    }
  }
  return questions.sort((a, b) => b.worth - a.worth).slice(0, limit);
}

function measureAll(accounts: readonly DossierAccount[], catalogue: Catalogue): MeasuredAccount[] {
  const seen = new Set<string>();
  return Array.from(accounts, (account, i) => {
    const where = `accounts[${i}]`;
    requireObject(account, where);
    requireId(account.id, `${where}.id`);
    requireId(account.tier, `${where}.tier`);
    if (seen.has(account.id)) {
      throw new ClienteleError("duplicate_id", `${where}.id repeats ${show(account.id)}`, { id: account.id });
    }
    seen.add(account.id);
    return { account, measured: measureAgainst(catalogue, account.facts, `${where}.facts`) };
  });
}

function readTierWeights(weights: readonly CriterionWeight[] | undefined): (tier: string) => number {
  const byTier = new Map<string, number>();
  if (weights !== undefined) {
    requireColumn(weights, "options.tierWeights");
    for (let k = 0; k < weights.length; k++) {
      const entry = weights[k] as CriterionWeight;
      requireObject(entry, `options.tierWeights[${k}]`);
      requireId(entry.id, `options.tierWeights[${k}].id`);
      requireNumber(entry.weight, `options.tierWeights[${k}].weight`, { above: 0, max: 1e6 });
      if (byTier.has(entry.id)) {
        throw new ClienteleError("duplicate_id", `options.tierWeights[${k}].id repeats ${show(entry.id)}`, {});
      }
      byTier.set(entry.id, entry.weight);
    }
  }
  return (tier) => byTier.get(tier) ?? 1;
}
