import { effectMean } from "../simulate/distribution.ts";
import { runs } from "../simulate/flows.ts";
import { type BookRows, STANDINGS } from "../simulate/read-book.ts";
import type { ReadAssumption, ReadMove } from "../simulate/read-strategies.ts";
import type { EffectKind } from "../types.ts";
import { effectVariance, logBelief, type NormalBelief } from "./belief.ts";
import { LEVEL } from "./learn-churn.ts";
import type { ActualPiece } from "./pieces.ts";
import { type Posterior, posteriorOf } from "./posterior.ts";

/** What paid money tells: of revenue in logarithms, of margins in points. */
export interface LearnedMoney extends Posterior {
  /** Assumption of each value; the level of the book is −1. */
  readonly of: readonly number[];
  readonly beliefs: readonly NormalBelief[];
  /** Customers that tell of it. */
  readonly customers: readonly number[];
}

/** Customers whom the same moves touched: what they paid against the plan, and by which effects it could differ. */
interface Group {
  readonly ratio: number;
  readonly variance: number;
  readonly customers: number;
  /** Planned revenue by the effects that ran, as shares of the whole. */
  readonly cells: readonly {
    readonly share: number;
    readonly assumptions: readonly number[];
    readonly certain: number;
  }[];
}

/** Exact plans have no spread of their own. */
const LEAST_SPREAD = 1e-9;

/**
 * Learns from what customers paid against what the book said they would, moves apart. The mean over customers weighs by
 * money; customers are taken to differ from the plan by one relative spread.
 */
export function learnMoney(
  kind: Extract<EffectKind, "revenue" | "margin">,
  rows: BookRows,
  assumptions: readonly ReadAssumption[],
  pieces: readonly ActualPiece[],
): LearnedMoney {
  const beliefs = assumptions.map(({ on, distribution }) => {
    if (on !== kind) return undefined;
    if (kind === "revenue") return logBelief(distribution, 1);
    return { mean: effectMean(distribution), standardDeviation: Math.sqrt(effectVariance(distribution)) };
  });
  const level: NormalBelief = { mean: -(rows.doubt.revenue ** 2) / 2, standardDeviation: rows.doubt.revenue };
  const groups = groupsOf(kind, rows, beliefs, pieces);
  const of = [
    ...(kind === "revenue" && rows.doubt.revenue > 0 ? [LEVEL] : []),
    ...beliefs.flatMap((belief, a) => (belief !== undefined && belief.standardDeviation > 0 ? [a] : [])),
  ];
  const place = new Map(of.map((a, k) => [a, k]));
  const doubtful = of.map((a) => (a === LEVEL ? level : (beliefs[a] as NormalBelief)));
  const n = of.length;
  const expected = (group: Group, at: Float64Array, slope: Float64Array): number => {
    let value = 0;
    slope.fill(0);
    for (const { share, assumptions: told, certain } of group.cells) {
      const places = [...(kind === "revenue" ? [LEVEL] : []), ...told].flatMap((a) => place.get(a) ?? []);
      let sum = kind === "revenue" ? Math.log(certain) : certain;
      for (const k of places) sum += at[k] as number;
      const part = share * (kind === "revenue" ? Math.exp(sum) : sum);
      value += part;
      for (const k of places) slope[k] = (slope[k] as number) + (kind === "revenue" ? part : share);
    }
    return value;
  };
  const own = new Float64Array(n);
  const posterior = posteriorOf(doubtful, (at, slope, curvature) => {
    let loss = 0;
    for (const group of groups) {
      const miss = expected(group, at, own) - group.ratio;
      loss += (miss * miss) / (2 * group.variance);
      for (let j = 0; j < n; j++) {
        slope[j] = (slope[j] as number) + (miss * (own[j] as number)) / group.variance;
        for (let k = 0; k < n; k++) {
          curvature[j * n + k] =
            (curvature[j * n + k] as number) + ((own[j] as number) * (own[k] as number)) / group.variance;
        }
      }
    }
    return loss;
  });
  const customers = of.map((a) =>
    groups
      .filter(({ cells }) => a === LEVEL || cells.some(({ assumptions: told }) => told.includes(a)))
      .reduce((total, group) => total + group.customers, 0),
  );
  return { ...posterior, of, beliefs: doubtful, customers };
}

/** One row of money: what was paid, what the book said, and the effects that ran. */
interface Paid {
  readonly actual: number;
  readonly planned: number;
  readonly units: number;
  readonly cells: ReadonlyMap<string, number>;
}

function groupsOf(
  kind: "revenue" | "margin",
  rows: BookRows,
  beliefs: readonly (NormalBelief | undefined)[],
  pieces: readonly ActualPiece[],
): Group[] {
  const told = new Map<string, { readonly assumptions: readonly number[]; readonly certain: number }>();
  const keyOf = (moves: readonly ReadMove[]): string => {
    const list: number[] = [];
    let certain = kind === "revenue" ? 1 : 0;
    for (const { effects } of moves) {
      for (const { on, assumption } of effects) {
        if (on !== kind) continue;
        const belief = beliefs[assumption];
        if (belief !== undefined && belief.standardDeviation > 0) list.push(assumption);
        else if (kind === "margin") certain += belief?.mean ?? 0;
        else certain *= belief === undefined ? 0 : Math.exp(belief.mean);
      }
    }
    list.sort((a, b) => a - b);
    const key = `${list.join(",")}:${certain}`;
    told.set(key, { assumptions: list, certain });
    return key;
  };
  const groups = new Map<string, Paid[]>();
  for (const piece of pieces) {
    const { row, units, moves, first, last, revenue, contribution } = piece;
    if (last < first || (kind === "margin" && (contribution === undefined || revenue === 0))) continue;
    const ours = STANDINGS[rows.standing[row] as number] === "ours";
    const cells = new Map<string, number>();
    let planned = 0;
    for (let t = first; t <= last; t++) {
      const key = keyOf(ours ? moves.filter((move) => runs(move, t)) : moves);
      const age = ours ? t : t - first;
      const amount = units * (rows.revenue[row] as number) * Math.exp((rows.growth[row] as number) * age);
      planned += amount;
      cells.set(key, (cells.get(key) ?? 0) + amount);
    }
    if (!(planned > 0)) continue;
    // a margin is compared as a ratio to revenue, in points above the book's
    const paid: Paid =
      kind === "revenue"
        ? { actual: revenue, planned, units, cells }
        : { actual: (contribution as number) - (rows.margin[row] as number) * revenue, planned: revenue, units, cells };
    const key = [...cells.keys()].sort().join("|");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [paid]);
    else group.push(paid);
  }
  return summed([...groups.values()], told);
}

function summed(
  groups: readonly (readonly Paid[])[],
  told: ReadonlyMap<string, { readonly assumptions: readonly number[]; readonly certain: number }>,
): Group[] {
  let [deviations, weights, n] = [0, 0, 0];
  const sums = groups.map((list) => {
    const actual = list.reduce((total, row) => total + row.actual, 0);
    const planned = list.reduce((total, row) => total + row.planned, 0);
    const ratio = actual / planned;
    let spread = 0;
    for (const row of list) {
      deviations += (row.actual - ratio * row.planned) ** 2;
      spread += row.planned ** 2 / row.units;
    }
    weights += spread;
    n += list.length;
    const cells = new Map<string, number>();
    for (const row of list) for (const [key, amount] of row.cells) cells.set(key, (cells.get(key) ?? 0) + amount);
    const whole = [...cells.values()].reduce((total, amount) => total + amount, 0);
    return {
      ratio,
      spread: spread / planned ** 2,
      customers: list.reduce((total, row) => total + row.units, 0),
      cells: Array.from(cells, ([key, amount]) => ({
        share: amount / whole,
        ...(told.get(key) as { readonly assumptions: readonly number[]; readonly certain: number }),
      })),
    };
  });
  // few customers tell poorly how far customers differ: the variance of a t stands in, and up to two degrees have none
  const freedom = n - groups.length;
  if (!(freedom > 2 && weights > 0)) return [];
  const variance = Math.max(LEAST_SPREAD ** 2, (deviations / weights) * (n / (freedom - 2)));
  return sums.map(({ spread, ...group }) => ({ ...group, variance: variance * spread }));
}
