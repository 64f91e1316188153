import { requireColumn, requireNumber, requireObject, requireOneOf, requireText } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { contradictionsOf } from "./contradictions.ts";
import { bookOf, candidatesOf, type MoveSettings, type ValuedMoves, valueMoves } from "./moves.ts";
import { type AccountRead, readFacts, requireEstimate } from "./read.ts";
import { ACCOUNT_PARTS, accountMoveRules, accountNeeds } from "./rules.ts";
import { tellPart } from "./tell.ts";
import type {
  AccountFacts,
  AccountMoveRule,
  AccountPart,
  AccountPartRow,
  AccountPlan,
  PlanAccountOptions,
} from "./types.ts";
import { unknownOf } from "./unknown.ts";

/**
 * Puts everything that is known about one key account on one page: what each module says, what does not fit together,
 * what is not known and what it would be worth to know it, and the next three moves with what they are worth.
 *
 * Moves are valued by `simulateStrategies` on a book of this one account: revenue, chance to leave and effects with
 * their doubt, against doing nothing, on the same draws. They come from `options.moves` and from rules that propose a
 * move where the facts ask for it (`accountMoveRules`); those rest on beliefs, which the plan says. Each move is valued
 * alone; `together` values the best three done at once. Where revenue or the chance to leave is not known no move has a
 * worth, and the plan says so instead.
 *
 * @param facts - Results of the other modules as they are, each optional. Not mutated.
 * @param options - `asOf` and `seed` are needed; `moves`, `rules`, `hourCost`, `horizonMonths` (default 24),
 * `discountRate` (default 0.1), `draws`, `level`, `typicalMonthlyChurn`, `needs`, `highChurn`.
 * @returns The plan, or an abstention where nothing at all is known.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`, `invalid_date`, `duplicate_id` and
 * `inconsistent` for facts or moves that no module returns.
 * @example
 * ```ts
 * const chance = { value: 0.4, n: 500, interval: { lower: 0.3, upper: 0.5, level: 0.95 } };
 * const plan = planAccount(
 *   { id: "G1", revenue: 20000, marginRate: 0.3, loyalty: { quadrant: "hostage" }, churn: { horizons: [{ months: 12, chance }] } },
 *   { asOf: "2026-03-31", seed: 1, hourCost: 50 },
 * );
 * plan.moves[0].id; // => "mend_satisfaction"
 * plan.moves[0].worth.interval.lower < plan.moves[0].worth.value; // => true
 * plan.unknown[0].assumption; // => "rule:mend_satisfaction"
 * planAccount({ id: "G2" }, { asOf: "2026-03-31", seed: 1 }).abstained.code; // => "account_nothing_known"
 * ```
 */
export function planAccount(facts: AccountFacts, options: PlanAccountOptions): AccountPlan | Abstention {
  requireObject(facts, "facts");
  requireText(facts.id, "facts.id");
  if (facts.name !== undefined) requireText(facts.name, "facts.name");
  if (facts.marginRate !== undefined) requireNumber(facts.marginRate, "facts.marginRate", { min: 0, max: 1 });
  const settings = readSettings(options);
  const { months, asOf } = settings;
  const read = readFacts(facts, months);
  const parts = partsOf(facts, read, options.needs);
  if (parts.every(({ known }) => !known)) {
    return { abstained: { code: "account_nothing_known", params: { account: facts.id } } };
  }
  const { typicalMonthlyChurn: typical, highChurn = 0.3, rules = accountMoveRules } = options;
  if (typical !== undefined) requireEstimate(typical, "options.typicalMonthlyChurn", 0, 1);
  requireNumber(highChurn, "options.highChurn", { above: 0, below: 1 });
  requireRules(rules);
  const book = bookOf(facts, read, typical);
  const valued =
    book === undefined ? undefined : valueMoves(book, candidatesOf(facts, read, rules, settings), settings);
  const needed = parts.filter((row) => row.needed);
  const beliefs = new Set([...(valued?.moves ?? []), ...(valued?.declined ?? [])].flatMap((move) => move.beliefs));
  return {
    kind: "account_plan",
    version: 1,
    id: facts.id,
    ...(facts.name === undefined ? {} : { name: facts.name }),
    asOf: toIsoDate(asOf),
    horizonMonths: months,
    completeness:
      needed.length === 0
        ? 1
        : needed.reduce((sum, row) => sum + (row.known ? (row.coverage ?? 1) : 0), 0) / needed.length,
    parts,
    outlook: outlookOf(read, valued, typical !== undefined),
    contradictions: contradictionsOf(facts, read, asOf, months, highChurn),
    unknown: unknownOf(parts, valued?.knowing ?? new Map(), beliefs, facts.tier?.tier),
    moves: valued?.moves ?? [],
    ...(valued?.together === undefined ? {} : { together: valued.together }),
    declined: valued?.declined ?? [],
    notes: notesOf(valued, read, options),
    fittedOn: { draws: settings.draws, seed: settings.seed },
  };
}

function readSettings(options: PlanAccountOptions): MoveSettings {
  requireObject(options, "options");
  const { horizonMonths = 24, discountRate = 0.1, draws = 1000, seed, level = 0.95, moves, hourCost } = options;
  requireNumber(horizonMonths, "options.horizonMonths", { min: 1, max: 600, integer: true });
  requireNumber(discountRate, "options.discountRate", { min: 0, max: 100 });
  requireNumber(draws, "options.draws", { min: 100, max: 1e5, integer: true });
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (moves !== undefined) {
    requireColumn(moves, "options.moves");
    for (let i = 0; i < moves.length; i++) requireObject(moves[i], `options.moves[${i}]`);
  }
  if (hourCost !== undefined) requireNumber(hourCost, "options.hourCost", { min: 0, max: 1e9 });
  return {
    months: horizonMonths,
    discountRate,
    draws,
    seed,
    level,
    asOf: toDay(options.asOf, "options.asOf"),
    options,
  };
}

function requireRules(rules: readonly AccountMoveRule[]): void {
  requireColumn(rules, "options.rules");
  const known = accountMoveRules.map(({ id }) => id);
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i] as AccountMoveRule;
    requireObject(rule, `options.rules[${i}]`);
    requireOneOf(rule.id, known, `options.rules[${i}].id`);
    requireNumber(rule.hours, `options.rules[${i}].hours`, { min: 0, max: 1e6 });
  }
}

function partsOf(facts: AccountFacts, read: AccountRead, given: PlanAccountOptions["needs"]): AccountPartRow[] {
  const needs: NonNullable<PlanAccountOptions["needs"]> = given ?? accountNeeds;
  requireObject(needs, "options.needs");
  // telling the tier checks it, so that its id can be trusted below
  const rows = ACCOUNT_PARTS.map((part) => ({ part, told: tellPart(part, facts, read) }));
  const tier = facts.tier?.tier;
  const list =
    tier !== undefined && Object.hasOwn(needs, tier) ? needs[tier] : given === undefined ? accountNeeds.large : [];
  requireColumn(list as readonly AccountPart[], `options.needs.${tier}`);
  const needed = new Set(list);
  for (const part of needed) requireOneOf(part, ACCOUNT_PARTS, `a part of options.needs.${tier}`);
  return rows.map(({ part, told }) => ({
    part,
    known: told !== undefined,
    needed: needed.has(part),
    ...(told?.coverage === undefined ? {} : { coverage: told.coverage }),
    reasons: told?.reasons ?? [],
  }));
}

function outlookOf(
  { revenue, churn }: AccountRead,
  valued: ValuedMoves | undefined,
  typical: boolean,
): AccountPlan["outlook"] {
  if (valued === undefined) {
    const missing: AccountPart[] = [];
    if (revenue === undefined) missing.push("revenue");
    if (churn === undefined && !typical) missing.push("churn");
    return { abstained: { code: "account_worth_unknown", params: { missing } } };
  }
  const { nothing, stayed } = valued;
  const { value, n, interval } = nothing.npv;
  return { expected: { value, n, interval }, atStake: Math.max(0, stayed - value) };
}

function notesOf(
  valued: ValuedMoves | undefined,
  { churn }: AccountRead,
  options: PlanAccountOptions,
): AccountPlan["notes"] {
  const notes: AccountPlan["notes"][number][] = [];
  const { typicalMonthlyChurn: typical, hourCost } = options;
  if (valued === undefined) return notes;
  if (churn === undefined && typical !== undefined) {
    notes.push({ code: "account_typical_churn", params: { chance: typical.value } });
  }
  const { moves, declined, together, notFor } = valued;
  if (hourCost === undefined && [...moves, ...declined].some(({ rule }) => rule !== undefined)) {
    notes.push({ code: "account_cost_unknown", params: {} });
  }
  if (together !== undefined) {
    const alone = moves.reduce((sum, { worth }) => sum + worth.value, 0);
    notes.push({ code: "account_moves_overlap", params: { moves: moves.length, together: together.value, alone } });
  }
  for (const move of notFor) notes.push({ code: "account_move_not_for", params: { move } });
  return notes;
}
