import { requireColumn, requireNumber, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { AttributionMethod } from "../../core/labels/attribution.ts";
import type { AttributionOptions, ChannelCost } from "./types.ts";

/** Every method, in the order in which they are listed. */
export const METHODS: readonly AttributionMethod[] = [
  "first",
  "last",
  "last_non_direct",
  "linear",
  "time_decay",
  "position",
  "markov",
  "shapley",
];

/** Checked and complete options. */
export interface Plan {
  readonly methods: readonly AttributionMethod[];
  readonly halfLifeDays: number;
  readonly positionShares: { readonly first: number; readonly last: number };
  readonly direct: ReadonlySet<string>;
  readonly order: number;
  readonly game: "conversions" | "rate";
  readonly orders: number;
  readonly seed: number;
  readonly lookbackDays: number | undefined;
  readonly repeats: "count" | "collapse";
  readonly ties: "split" | "given";
  readonly costs: ReadonlyMap<string, number>;
  readonly level: number;
}

/** A day more than the time that dates span, and short enough that a half-life in milliseconds is a number. */
const MOST_DAYS = 2e8;

/** Fills in what a caller left open, and refuses what makes no sense. */
export function requirePlan(options: AttributionOptions): Plan {
  requireObject(options, "options");
  const {
    methods = METHODS.filter((method) => method !== "last_non_direct"),
    halfLifeDays = 7,
    positionShares = { first: 0.4, last: 0.4 },
    direct = ["direct"],
    order = 1,
    game = "conversions",
    orders = 2000,
    seed = 1,
    lookbackDays,
    repeats = "count",
    ties = "split",
    costs = [],
    level = 0.95,
  } = options;
  requireColumn(methods, "options.methods");
  if (methods.length === 0) {
    throw new ClienteleError("empty_input", "options.methods must name at least one method", { name: "methods" });
  }
  Array.from(methods).forEach((method, i) => {
    requireOneOf(method, METHODS, `options.methods[${i}]`);
  });
  requireUnique(methods, "options.methods");
  // the smallest half-life that still tells milliseconds apart
  requireNumber(halfLifeDays, "options.halfLifeDays", { min: 1e-9, max: MOST_DAYS });
  requireObject(positionShares, "options.positionShares");
  const { first, last } = positionShares;
  requireNumber(first, "options.positionShares.first", { min: 0, max: 1 });
  requireNumber(last, "options.positionShares.last", { min: 0, max: 1 });
  if (first + last > 1 + 1e-12) {
    throw new ClienteleError(
      "inconsistent",
      `options.positionShares must sum to at most 1, got ${first} and ${last}; lower one of them`,
      { first, last },
    );
  }
  requireColumn(direct, "options.direct");
  Array.from(direct).forEach((channel, i) => {
    requireName(channel, `options.direct[${i}]`);
  });
  requireNumber(order, "options.order", { min: 1, max: 100, integer: true });
  requireOneOf(game, ["conversions", "rate"], "options.game");
  requireNumber(orders, "options.orders", { min: 20, max: 100_000, integer: true });
  if (orders % 2 !== 0) {
    throw new ClienteleError(
      "out_of_range",
      `options.orders must be even, got ${orders}: each comes with its reverse`,
      {
        orders,
      },
    );
  }
  requireNumber(seed, "options.seed", { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true });
  if (lookbackDays !== undefined) requireNumber(lookbackDays, "options.lookbackDays", { above: 0, max: MOST_DAYS });
  requireOneOf(repeats, ["count", "collapse"], "options.repeats");
  requireOneOf(ties, ["split", "given"], "options.ties");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  return {
    methods: Array.from(methods),
    halfLifeDays,
    positionShares: { first, last: Math.min(last, 1 - first) },
    direct: new Set(Array.from(direct)),
    order,
    game,
    orders,
    seed,
    lookbackDays,
    repeats,
    ties,
    costs: costsByChannel(costs),
    level,
  };
}

function costsByChannel(costs: readonly ChannelCost[]): ReadonlyMap<string, number> {
  requireColumn(costs, "options.costs");
  const rows = Array.from(costs);
  rows.forEach((row, i) => {
    requireObject(row, `options.costs[${i}]`);
    requireName(row.channel, `options.costs[${i}].channel`);
    requireNumber(row.cost, `options.costs[${i}].cost`, { min: 0, max: 1e100 });
  });
  requireUnique(
    rows.map(({ channel }) => channel),
    "options.costs",
  );
  return new Map(rows.map(({ channel, cost }) => [channel, cost]));
}

/** Refuses what cannot be the name of a channel. */
export function requireName(channel: unknown, name: string): void {
  if (typeof channel !== "string" || channel === "") {
    throw new ClienteleError("invalid_type", `${name} must be a text that is not empty, got ${show(channel)}`, {
      name,
    });
  }
}
