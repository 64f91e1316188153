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
import type {
  AssumptionKind,
  EffectDistribution,
  EffectSource,
  Move,
  MoveAim,
  MoveCost,
  MoveEffect,
  Strategy,
} from "../types.ts";
import { effectMean, withinLimits } from "./distribution.ts";
import { compareText } from "./read-book.ts";
import { readDistribution, sameDistribution } from "./read-distribution.ts";
import { readTarget } from "./target.ts";

/** Id of doing nothing. */
const NOTHING = "nothing";

const AIMS: readonly MoveAim[] = ["retain", "develop", "winOver", "winBack", "acquire"];

const LARGEST_COST = 1e15;

const COSTS = ["fixed", "perCustomer", "perCustomerMonth", "perWin"] as const;

/** What a move costs, as numbers. */
export type Costs = Readonly<Record<keyof MoveCost, number>>;

/** Something that is assumed, about an effect or a cost. */
export interface ReadAssumption {
  readonly assumption: string;
  readonly on: AssumptionKind;
  readonly distribution: EffectDistribution;
  readonly source: EffectSource;
}

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
  /** Those in doubt at their means. */
  readonly cost: Costs;
  /** Costs in doubt, each with the column of its assumption. */
  readonly doubtfulCosts: readonly { readonly of: keyof MoveCost; readonly assumption: number }[];
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
  /** As stated for the first time, by id. */
  readonly assumptions: readonly ReadAssumption[];
}

/** Reads strategies for a horizon, and refuses what they cannot be. */
export function readStrategies(list: readonly Strategy[], months: number): ReadStrategies {
  requireColumn(list, "strategies");
  const byId = new Map<string, ReadAssumption>();
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
      const { fixed, perCustomer, perCustomerMonth, perWin } = cost;
      return {
        move,
        standing: Math.max(0, AIMS.indexOf(move.aim) - 1),
        start: startMonth,
        end: Math.min(months, startMonth + (move.months ?? months)),
        capacity: move.capacity ?? Number.POSITIVE_INFINITY,
        cost: {
          fixed: meanCost(fixed),
          perCustomer: meanCost(perCustomer),
          perCustomerMonth: meanCost(perCustomerMonth),
          perWin: meanCost(perWin),
        },
        doubtfulCosts: COSTS.flatMap((of) => {
          const own = cost[of];
          return typeof own === "object" ? { of, assumption: columns.get(own.assumption) as number } : [];
        }),
        effects: move.effects.map(({ on, assumption }) => ({ on, assumption: columns.get(assumption) as number })),
      };
    }),
  };
}

function meanCost(cost: MoveCost[keyof MoveCost] = 0): number {
  return typeof cost === "number" ? cost : withinLimits("cost", effectMean(cost.distribution));
}

/** Ids of what a move assumes, its effects first. */
export function assumptionsAbout({ effects, cost }: Move): string[] {
  const costs = COSTS.flatMap((of) => {
    const own = cost[of];
    return typeof own === "object" ? own.assumption : [];
  });
  return [...new Set([...effects.map(({ assumption }) => assumption), ...costs])];
}

function checkMove(move: Move, name: string, months: number, byId: Map<string, ReadAssumption>): void {
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
  for (const key of COSTS) {
    const cost = move.cost[key];
    if (typeof cost === "object") checkAssumption({ ...cost, on: "cost" }, `${name}.cost.${key}`, byId);
    else if (cost !== undefined) requireNumber(cost, `${name}.cost.${key}`, { min: 0, max: LARGEST_COST });
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

function checkEffect(effect: MoveEffect, name: string, ours: boolean, byId: Map<string, ReadAssumption>): void {
  requireObject(effect, name);
  requireOneOf(effect.on, ["churn", "revenue", "margin", "conversion"], `${name}.on`);
  if (ours && effect.on === "conversion") {
    throw new ClienteleError("inconsistent", `${name}.on: a move on our own customers has nobody to convert`, { name });
  }
  checkAssumption(effect, name, byId);
}

function checkAssumption(stated: ReadAssumption, name: string, byId: Map<string, ReadAssumption>): void {
  const { assumption, on, distribution, source } = stated;
  requireText(assumption, `${name}.assumption`);
  if (assumption.startsWith("market.")) {
    throw new ClienteleError("inconsistent", `${name}.assumption: "market." is kept for the doubts of the book`, {
      name,
    });
  }
  readDistribution(distribution, `${name}.distribution`, on === "cost" ? LARGEST_COST : undefined);
  requireObject(source, `${name}.source`);
  requireOneOf(source.kind, ["experiment", "history", "belief"], `${name}.source.kind`);
  if (source.n !== undefined) requireNumber(source.n, `${name}.source.n`, { min: 0, max: 1e15 });
  // a note may be empty: nothing hangs on it
  if (source.note !== undefined && source.note !== "") requireText(source.note, `${name}.source.note`);
  const known = byId.get(assumption);
  if (known === undefined) byId.set(assumption, stated);
  else if (known.on !== on || !sameDistribution(known.distribution, distribution)) {
    throw new ClienteleError(
      "inconsistent",
      `${name} names the assumption ${show(assumption)}, of which another effect or cost says something else: state the same kind and distribution, or use another id`,
      { name, assumption },
    );
  } else if (known.source.kind !== source.kind) {
    throw new ClienteleError(
      "inconsistent",
      `${name}.source.kind differs from what is said elsewhere of ${show(assumption)}`,
      { name, assumption },
    );
  }
}
