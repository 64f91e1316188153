import { requireNumber, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { readBook } from "./book.ts";
import { levelIndex } from "./level.ts";
import { readSettings, scoreVoices } from "./score.ts";
import { relationshipLevels } from "./signs.ts";
import type { RelationshipLevel, RelationshipRecord, RelationshipScore, ScoreRelationshipOptions } from "./types.ts";

/** Options of `summarizeRelationships`. */
export interface SummarizeRelationshipsOptions extends ScoreRelationshipOptions {
  /** Reads the tier of an account from its id; `undefined` where it has none. */
  readonly tier?: (account: string) => string | undefined;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Accounts of one level. */
export interface RelationshipLevelCount {
  readonly level: RelationshipLevel;
  readonly n: number;
  /** Share of the accounts that have a level; absent where none has. */
  readonly share?: Estimate;
  /** Of these, accounts whose missing answers could move them to another level. */
  readonly open: number;
}

/** A group of accounts by level. */
export interface RelationshipGroup {
  readonly accounts: number;
  /** Accounts without any answer that counts. */
  readonly unanswered: number;
  /** Mean score of those that have one, 0 to 100; absent where none has. */
  readonly meanScore?: number;
  /** All four levels, from the loosest. */
  readonly levels: readonly RelationshipLevelCount[];
}

/** The book by level. */
export interface RelationshipSummary extends RelationshipGroup {
  /** One group per tier, by id; accounts without a tier stand in none. Absent where no tier is read. */
  readonly tiers?: readonly (RelationshipGroup & { readonly tier: string })[];
  /** Every account with its score, by id. */
  readonly scores: readonly { readonly account: string; readonly result: RelationshipScore | Abstention }[];
}

/**
 * Counts the book by level of relationship, overall and by tier: how many accounts are distant, brand, face to face,
 * intimate, and how many of them missing answers could move.
 *
 * @param records - One row per account and respondent, in any order.
 * @param options - As in {@link scoreRelationship}; `tier` reads the tier of an account; `level` is the nominal
 * coverage of each share's interval, default 0.95.
 * @returns All four levels with n and share; counts and unanswered accounts sum to all accounts. The intervals take the
 * accounts as a sample; they do not carry the doubt of single scores.
 * @throws ClienteleError as {@link scoreRelationship}; `duplicate_id` where somebody answers twice for an account.
 * @example
 * ```ts
 * const records = [
 *   { account: "a", respondent: "Li", answers: { returns_calls: "often", scolds_us: "often" } },
 *   { account: "b", respondent: "Li", answers: { returns_calls: "sometimes", scolds_us: "never" } },
 *   { account: "c", respondent: "Li", answers: {} },
 * ];
 * const book = summarizeRelationships(records, { tier: (id) => (id === "a" ? "top" : "small") });
 * book.levels.map(({ n }) => n); // => [0, 1, 0, 1]
 * book.unanswered; // => 1
 * book.levels[3].share.value; // => 0.5
 * book.tiers.map(({ tier, accounts }) => `${tier} ${accounts}`); // => ["small 2", "top 1"]
 * ```
 */
export function summarizeRelationships(
  records: readonly RelationshipRecord[],
  options: SummarizeRelationshipsOptions = {},
): RelationshipSummary {
  const settings = readSettings(options);
  const { tier, level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (tier !== undefined && typeof tier !== "function") {
    throw new ClienteleError("invalid_type", `options.tier must be a function from an account's id to its tier`, {
      name: "options.tier",
    });
  }
  const scores = [...readBook(records)].map(([account, voices]) => ({
    account,
    result: scoreVoices(voices, settings),
  }));
  const tiers = tier === undefined ? undefined : byTier(scores, tier);
  return {
    ...groupOf(scores, level),
    ...(tiers !== undefined && {
      tiers: [...tiers.keys()].sort().map((id) => ({ tier: id, ...groupOf(tiers.get(id) as Scores, level) })),
    }),
    scores,
  };
}

type Scores = RelationshipSummary["scores"];

function byTier(scores: Scores, tier: (account: string) => string | undefined): ReadonlyMap<string, Scores> {
  const groups = new Map<string, Scores[number][]>();
  for (const row of scores) {
    const id: unknown = tier(row.account);
    if (id === undefined) continue;
    if (typeof id !== "string") {
      throw new ClienteleError("invalid_type", `options.tier(${show(row.account)}) must be a text, got ${show(id)}`, {
        account: row.account,
      });
    }
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  }
  return groups;
}

function groupOf(scores: Scores, level: number): RelationshipGroup {
  const scored = scores.flatMap(({ result }) => ("score" in result ? result : []));
  const counts = relationshipLevels.map(() => ({ n: 0, open: 0 }));
  for (const { score, cuts, possibleLevels } of scored) {
    const count = counts[levelIndex(score, cuts)] as { n: number; open: number };
    count.n++;
    if (possibleLevels.length > 1) count.open++;
  }
  const known = scored.length;
  return {
    accounts: scores.length,
    unanswered: scores.length - known,
    ...(known > 0 && { meanScore: scored.reduce((sum, { score }) => sum + score / known, 0) }),
    levels: counts.map(({ n, open }, i) => ({
      level: relationshipLevels[i] as RelationshipLevel,
      n,
      ...(known > 0 && { share: { value: n / known, n: known, interval: wilsonInterval(n, known, level) } }),
      open,
    })),
  };
}
