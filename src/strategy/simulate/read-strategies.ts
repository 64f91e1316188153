import {
  requireColumn,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Move, MoveAim, MoveCost, MoveEffect, Strategy } from "../types.ts";
import { compareText } from "./read-book.ts";
import { readDistribution, sameDistribution } from "./read-distribution.ts";
import { readTarget } from "./target.ts";

/** Id of doing nothing. */
const NOTHING = "nothing";

const AIMS: readonly MoveAim[] = ["retain", "develop", "winOver", "winBack", "acquire"];

const AMOUNT = { min: 0, max: 1e15 } as const;

/** An effect with its assumption found. */
interface ReadEffect {
  readonly on: MoveEffect["on"];
  /** Column of the assumption. */
  readonly assumption: number;
}

/** A move with every default filled in, for one horizon. */
export interface ReadMove {
  readonly move: Move;
  /** Index into the standings. */
  readonly standing: number;
  readonly start: number;
  /** First month after it. */
  readonly end: number;
  readonly capacity: number;
  readonly cost: Required<MoveCost>;
  readonly effects: readonly ReadEffect[];
}

/** A strategy with its moves in the order in which they choose customers. */
export interface ReadStrategy {
  readonly id: string;
  readonly name?: string;
  readonly moves: readonly ReadMove[];
  readonly movesPerCustomer: number;
}

/** All strategies, doing nothing first, and what they assume. */
export interface ReadStrategies {
  readonly strategies: readonly ReadStrategy[];
  /** The effects that name each assumption for the first time, by id. */
  readonly assumptions: readonly MoveEffect[];
}

/** Reads strategies for a horizon, and refuses what they cannot be. */
export function readStrategies(list: readonly Strategy[], months: number): ReadStrategies {
  requireColumn(list, "strategies");
  const byId = new Map<string, MoveEffect>();
  const names = list.map((strategy, i) => {
    const name = `strategies[${i}]`;
    requireObject(strategy, name);
    requireText(strategy.id, `${name}.id`);
    if (strategy.name !== undefined) requireText(strategy.name, `${name}.name`);
    requireColumn(strategy.moves, `${name}.moves`);
    const { movesPerCustomer } = strategy;
    if (movesPerCustomer !== undefined) {
      requireNumber(movesPerCustomer, `${name}.movesPerCustomer`, { min: 1, integer: true });
    }
    strategy.moves.forEach((move, k) => {
      checkMove(move, `${name}.moves[${k}]`, months, byId);
    });
    requireUnique(
      strategy.moves.map(({ id }) => id),
      `${name}.moves`,
    );
    return strategy.id;
  });
  requireUnique([NOTHING, ...names], "strategies");
  const assumptions = [...byId.values()].sort((a, b) => compareText(a.assumption, b.assumption));
  const columns = new Map(assumptions.map(({ assumption }, k) => [assumption, k]));
  const nothing: ReadStrategy = { id: NOTHING, moves: [], movesPerCustomer: Number.POSITIVE_INFINITY };
  return { strategies: [nothing, ...list.map((strategy) => prepared(strategy, months, columns))], assumptions };
}

function prepared(strategy: Strategy, months: number, columns: ReadonlyMap<string, number>): ReadStrategy {
  const { id, name, moves, movesPerCustomer = Number.POSITIVE_INFINITY } = strategy;
  const inOrder = [...moves].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0) || compareText(a.id, b.id));
  return {
    id,
    ...(name !== undefined && { name }),
    movesPerCustomer,
    moves: inOrder.map((move) => {
      const { startMonth = 0, cost } = move;
      const { fixed = 0, perCustomer = 0, perCustomerMonth = 0, perWin = 0 } = cost;
      return {
        move,
        standing: Math.max(0, AIMS.indexOf(move.aim) - 1),
        start: startMonth,
        end: Math.min(months, startMonth + (move.months ?? months)),
        capacity: move.capacity ?? Number.POSITIVE_INFINITY,
        cost: { fixed, perCustomer, perCustomerMonth, perWin },
        effects: move.effects.map(({ on, assumption }) => ({ on, assumption: columns.get(assumption) as number })),
      };
    }),
  };
}

function checkMove(move: Move, name: string, months: number, byId: Map<string, MoveEffect>): void {
  requireObject(move, name);
  requireText(move.id, `${name}.id`);
  requireOneOf(move.aim, AIMS, `${name}.aim`);
  requireOneOf(move.means, ["price", "service", "lever", "campaign"], `${name}.means`);
  if (move.target !== undefined) readTarget(move.target, `${name}.target`);
  if (move.capacity !== undefined) requireNumber(move.capacity, `${name}.capacity`, { min: 0, integer: true });
  if (move.priority !== undefined) requireNumber(move.priority, `${name}.priority`);
  if (move.startMonth !== undefined) {
    requireNumber(move.startMonth, `${name}.startMonth`, { min: 0, max: months - 1, integer: true });
  }
  if (move.months !== undefined) requireNumber(move.months, `${name}.months`, { min: 1, max: 1e6, integer: true });
  requireObject(move.cost, `${name}.cost`);
  for (const key of ["fixed", "perCustomer", "perCustomerMonth", "perWin"] as const) {
    if (move.cost[key] !== undefined) requireNumber(move.cost[key], `${name}.cost.${key}`, AMOUNT);
  }
  const ours = move.aim === "retain" || move.aim === "develop";
  if (ours && move.cost.perWin !== undefined) {
    throw new ClienteleError("inconsistent", `${name}.cost.perWin: a move on our own customers wins nobody`, { name });
  }
  requireColumn(move.effects, `${name}.effects`);
  move.effects.forEach((effect, k) => {
    checkEffect(effect, `${name}.effects[${k}]`, ours, byId);
  });
}

function checkEffect(effect: MoveEffect, name: string, ours: boolean, byId: Map<string, MoveEffect>): void {
  requireObject(effect, name);
  requireText(effect.assumption, `${name}.assumption`);
  if (effect.assumption.startsWith("market.")) {
    throw new ClienteleError("inconsistent", `${name}.assumption: "market." is kept for the doubts of the book`, {
      name,
    });
  }
  requireOneOf(effect.on, ["churn", "revenue", "margin", "conversion"], `${name}.on`);
  if (ours && effect.on === "conversion") {
    throw new ClienteleError("inconsistent", `${name}.on: a move on our own customers has nobody to convert`, { name });
  }
  readDistribution(effect.distribution, `${name}.distribution`);
  requireObject(effect.source, `${name}.source`);
  requireOneOf(effect.source.kind, ["experiment", "history", "belief"], `${name}.source.kind`);
  if (effect.source.n !== undefined) requireNumber(effect.source.n, `${name}.source.n`, { min: 0, max: 1e15 });
  const { note } = effect.source;
  // a note may be empty: nothing hangs on it
  if (note !== undefined && note !== "") requireText(note, `${name}.source.note`);
  const known = byId.get(effect.assumption);
  if (known === undefined) byId.set(effect.assumption, effect);
  else if (known.on !== effect.on || !sameDistribution(known.distribution, effect.distribution)) {
    throw new ClienteleError(
      "inconsistent",
      `${name} names the assumption ${show(effect.assumption)}, of which another effect says something else: state the same kind and distribution, or use another id`,
      { name, assumption: effect.assumption },
    );
  } else if (known.source.kind !== effect.source.kind) {
    throw new ClienteleError(
      "inconsistent",
      `${name}.source.kind differs from what another effect says of ${show(effect.assumption)}`,
      { name, assumption: effect.assumption },
    );
  }
}
