import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { normalQuantile } from "../../math/normal.ts";
import { wilsonInterval } from "../../math/proportion.ts";
import { toDay } from "../../time/day.ts";
import { explainStrategies } from "../doubt/explain.ts";
import { simulateStrategies } from "../simulate/simulate.ts";
import type { StrategyOutcome, StrategySimulation } from "../simulate/types.ts";
import type { Move, Strategy, StrategyBook } from "../types.ts";
import { type AccountRead, monthlyChance } from "./read.ts";
import type { AccountFacts, AccountMove, AccountMoveRule, PlanAccountOptions } from "./types.ts";

/** The plan names so many moves. */
const NEXT = 3;

/** Days ahead from which on an end of contract calls for a renewal. */
const RENEWAL_DAYS = 365;

/** What the rules are read with. */
export interface MoveSettings {
  readonly months: number;
  readonly discountRate: number;
  readonly draws: number;
  readonly seed: number;
  readonly level: number;
  readonly asOf: number;
  readonly options: PlanAccountOptions;
}

/** Why a rule proposes its move for this account; `undefined` where it does not. */
function causeOf(
  rule: AccountMoveRule,
  facts: AccountFacts,
  { quadrant }: AccountRead,
  asOf: number,
): Reason | undefined {
  const { switching, lockIn, contact, service, chain } = facts;
  switch (rule.id) {
    case "mend_satisfaction":
      if (quadrant !== "hostage" && quadrant !== "defector") return undefined;
      return { code: "account_move_loyalty", params: { quadrant } };
    case "ask_for_referrals":
      return quadrant === "apostle" ? { code: "account_move_loyalty", params: { quadrant } } : undefined;
    case "raise_barrier": {
      if (switching?.index === undefined || (switching.band !== "free" && switching.band !== "loose")) return undefined;
      const lever = switching.raise?.[0]?.lever;
      return {
        code: "account_move_barrier",
        params: { index: switching.index, ...(lever === undefined ? {} : { lever }) },
      };
    }
    case "renew_early": {
      if (lockIn?.freeOn === undefined) return undefined;
      const days = toDay(lockIn.freeOn, "facts.lockIn.freeOn") - asOf;
      return days >= 0 && days <= RENEWAL_DAYS
        ? { code: "account_move_renew", params: { freeOn: lockIn.freeOn, days } }
        : undefined;
    }
    case "settle_cases": {
      const broken = (service?.cases ?? []).filter((row) => row.state === "broken").length;
      return broken > 0 ? { code: "account_move_cases", params: { broken } } : undefined;
    }
    case "restore_contact": {
      const status = contact?.status;
      if (status !== "overdue" && status !== "silent" && status !== "never") return undefined;
      return { code: "account_move_contact", params: { status } };
    }
    case "widen_chain": {
      const missing = chain?.missing.length ?? 0;
      return missing > 0 ? { code: "account_move_chain", params: { missing } } : undefined;
    }
  }
}

/** A move with why it is there. */
export interface Candidate {
  readonly move: Move;
  readonly rule?: AccountMoveRule;
  readonly cause?: Reason;
}

/** Moves on offer, and those that the rules propose. Ids of moves on offer win over those of rules. */
export function candidatesOf(
  facts: AccountFacts,
  read: AccountRead,
  rules: readonly AccountMoveRule[],
  settings: MoveSettings,
): Candidate[] {
  const { asOf, options } = settings;
  const { moves = [], hourCost = 0 } = options;
  const offered = Array.from(moves, (move): Candidate => ({ move }));
  const taken = new Set(offered.map(({ move }) => move.id));
  const proposed = rules.flatMap((rule): Candidate[] => {
    const cause = causeOf(rule, facts, read, asOf);
    if (cause === undefined || taken.has(rule.id)) return [];
    const effect = {
      assumption: `rule:${rule.id}`,
      on: rule.on,
      distribution: rule.belief,
      source: { kind: "belief" as const },
    };
    const move: Move = {
      id: rule.id,
      aim: rule.aim,
      means: rule.means,
      cost: { fixed: rule.hours * hourCost },
      effects: [effect],
    };
    return [{ move, rule, cause }];
  });
  return [...offered, ...proposed];
}

/** The account as a book of one, with the doubt about its revenue and its chance to leave. */
export function bookOf(
  facts: AccountFacts,
  read: AccountRead,
  typical: Estimate | undefined,
): StrategyBook | undefined {
  const { revenue, churn, quadrant } = read;
  const known = churn === undefined ? typical : churn.chance;
  if (revenue === undefined || known === undefined) return undefined;
  const monthly = churn === undefined ? known.value : monthlyChance(known.value, churn.months);
  const doubt = { churn: logSpread(known), revenue: logSpread(revenue) };
  const { id, marginRate = 1, tier, switching } = facts;
  return {
    doubt,
    customers: [
      {
        id,
        monthlyRevenue: revenue.value,
        // what has left for sure cannot be simulated; the next smaller chance can
        monthlyChurn: Math.min(monthly, 1 - 1e-9),
        marginRate,
        ...(tier === undefined ? {} : { tier: tier.tier }),
        ...(quadrant === undefined ? {} : { quadrant }),
        ...(switching?.index === undefined ? {} : { switchingIndex: switching.index }),
      },
    ],
  };
}

/** Standard deviation of the logarithm that an interval tells; 0 where it tells none. */
function logSpread({ value, interval }: Estimate): number {
  const { lower, upper, level } = interval;
  // an end that is not above 0 has no logarithm; then the other side tells the spread
  const up = value > 0 && upper > value ? Math.log(upper / value) : 0;
  const down = value > 0 && lower > 0 && lower < value ? Math.log(value / lower) : up;
  return Math.min(3, (up + down) / 2 / normalQuantile((1 + level) / 2));
}

/** What the simulation of all moves finds. */
export interface ValuedMoves {
  readonly nothing: StrategyOutcome;
  /** What the account would bring if it could not leave. */
  readonly stayed: number;
  readonly moves: readonly AccountMove[];
  readonly declined: readonly AccountMove[];
  readonly together?: Estimate;
  /** Moves whose target the account does not meet. */
  readonly notFor: readonly string[];
  /** What it is worth to know an assumption; `market:churn` and `market:revenue` among them. */
  readonly knowing: ReadonlyMap<string, number>;
}

/** Values every move alone against doing nothing, on the same draws, and the best ones together. */
export function valueMoves(book: StrategyBook, candidates: readonly Candidate[], settings: MoveSettings): ValuedMoves {
  const { months, discountRate, draws, seed, level } = settings;
  const how = { horizonMonths: months, discountRate, draws, seed, level, luck: "none" as const, moveShares: false };
  const alone = candidates.map(({ move }): Strategy => ({ id: `alone:${move.id}`, moves: [move] }));
  const simulation = simulateStrategies(book, alone, how);
  const outcomes = simulation.outcomes;
  const nothing = outcomes[0] as StrategyOutcome;
  const staying = { ...book, customers: book.customers.map((customer) => ({ ...customer, monthlyChurn: 0 })) };
  const notFor: string[] = [];
  const valued = candidates.flatMap((candidate, i): AccountMove[] => {
    const outcome = outcomes[i + 1] as StrategyOutcome;
    if (outcome.moves[0]?.treated === 0) {
      notFor.push(candidate.move.id);
      return [];
    }
    return [moveOf(candidate, outcome, simulation, i + 1, settings)];
  });
  valued.sort((a, b) => b.worth.value - a.worth.value || (a.id < b.id ? -1 : 1));
  const moves = valued.filter(({ worth }) => worth.value > 0).slice(0, NEXT);
  const chosen = new Set(moves.map(({ id }) => id));
  return {
    nothing,
    stayed: (simulateStrategies(staying, [], how).outcomes[0] as StrategyOutcome).npv.value,
    moves,
    declined: valued.filter(({ id }) => !chosen.has(id)),
    ...(moves.length < 2 ? {} : { together: togetherOf(book, candidates, chosen, how) }),
    notFor,
    knowing: knowingOf(simulation),
  };
}

function moveOf(
  { move, rule, cause }: Candidate,
  outcome: StrategyOutcome,
  { expectedByDraw }: StrategySimulation,
  place: number,
  { draws, level, options }: MoveSettings,
): AccountMove {
  const { value, interval } = outcome.difference;
  const worth: Estimate = { value, n: draws, interval };
  const pays = (expectedByDraw[place] as readonly number[]).filter(
    (npv, d) => npv > (expectedByDraw[0]?.[d] as number),
  ).length;
  const beliefs = move.effects.filter(({ source }) => source.kind === "belief").map(({ assumption }) => assumption);
  const { value: cost } = outcome.spend;
  const chancePays = { value: pays / draws, n: draws, interval: wilsonInterval(pays, draws, level) };
  const params = {
    move: move.id,
    worth: value,
    lower: interval.lower,
    upper: interval.upper,
    chance: chancePays.value,
    cost,
  };
  const reasons: Reason[] = [...(cause === undefined ? [] : [cause]), { code: "account_move_worth", params }];
  if (beliefs.length > 0)
    reasons.push({ code: "account_move_belief", params: { move: move.id, effects: beliefs.length } });
  if (rule !== undefined && options.hourCost === undefined) {
    reasons.push({ code: "account_move_hours", params: { move: move.id, hours: rule.hours } });
  }
  return {
    id: move.id,
    ...(rule === undefined ? {} : { rule: rule.id }),
    aim: move.aim,
    means: move.means,
    worth,
    cost,
    chancePays,
    beliefs,
    reasons,
  };
}

function togetherOf(
  book: StrategyBook,
  candidates: readonly Candidate[],
  chosen: ReadonlySet<string>,
  how: Parameters<typeof simulateStrategies>[2],
): Estimate {
  const moves = candidates.filter(({ move }) => chosen.has(move.id)).map(({ move }) => move);
  const { outcomes, draws } = simulateStrategies(book, [{ id: "together", moves }], how);
  const { value, interval } = (outcomes[1] as StrategyOutcome).difference;
  return { value, n: draws, interval };
}

/** Gain from choosing among the moves once an assumption is known, by the assumption's id. */
function knowingOf(simulation: StrategySimulation): ReadonlyMap<string, number> {
  if (simulation.outcomes.length < 2) return new Map();
  const { assumptions } = explainStrategies(simulation);
  return new Map(
    assumptions.map(({ assumption, perfectInformation }) => [assumption, Math.max(0, perfectInformation.value)]),
  );
}
