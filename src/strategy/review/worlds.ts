import { effectMean, withinLimits } from "../simulate/distribution.ts";
import { type DoubtColumn, type Doubts, MARKET } from "../simulate/draws.ts";
import type { World } from "../simulate/ours.ts";
import type { BookRows } from "../simulate/read-book.ts";
import type { ReadAssumption, ReadMove } from "../simulate/read-strategies.ts";
import { meanOfLog } from "./belief.ts";
import { LEVEL, type LearnedChurn } from "./learn-churn.ts";
import type { LearnedMoney } from "./learn-money.ts";
import type { LearnedChance } from "./learn-wins.ts";

/** Everything learned. */
export interface Learned {
  readonly churn: LearnedChurn;
  readonly wins: readonly (LearnedChance | undefined)[];
  readonly revenue: LearnedMoney;
  readonly margin: LearnedMoney;
}

/** One doubtful thing with its standard deviation after the data, on its own scale. */
interface Direction {
  readonly of: number;
  readonly on: "churn" | "revenue" | "margin" | "conversion";
  readonly step: number;
}

/** Point of the plan. */
export const PLAN: number = 0;
/** Point of what was learned of the moves, with the plan's level of churn. */
export const EFFECTS: number = 1;
/** Point of all that was learned. */
export const ALL: number = 2;

/** Points before those of the steps. */
const FIXED = 3;

/** Points at which money is expected, and how to come from money there to its doubt. */
export interface ReviewWorlds {
  readonly world: World;
  readonly points: number;
  /** The first point that means the same to customers whom such moves touch. */
  readonly twinOf: (point: number, moves: readonly ReadMove[]) => number;
  /** Standard deviation of money over what is still doubtful, from the money at every point. */
  readonly doubtOf: (money: Float64Array, which: "effects" | "retention") => number;
}

/** Means after the data, by assumption. */
export function learnedMeans(assumptions: readonly ReadAssumption[], learned: Learned): Float64Array {
  const means = Float64Array.from(assumptions, ({ on, distribution }) => withinLimits(on, effectMean(distribution)));
  const set = (
    { of, mean, covariance }: LearnedChurn | LearnedMoney,
    value: (mean: number, variance: number) => number,
  ) => {
    of.forEach((a, k) => {
      if (a !== LEVEL) means[a] = value(mean[k] as number, covariance[k * of.length + k] as number);
    });
  };
  set(learned.churn, meanOfLog);
  set(learned.revenue, (mean, variance) => meanOfLog(mean, variance) - 1);
  set(learned.margin, (mean) => mean);
  learned.wins.forEach((chance, a) => {
    if (chance !== undefined) means[a] = chance.a / (chance.a + chance.b);
  });
  return means.map((mean, a) => withinLimits((assumptions[a] as ReadAssumption).on, mean));
}

/** Mean level of churn after the data. */
function learnedLevel({ of, mean, covariance }: LearnedChurn | LearnedMoney): number {
  const k = of.indexOf(LEVEL);
  return k < 0 ? 1 : meanOfLog(mean[k] as number, covariance[k * of.length + k] as number);
}

/** Lays out the plan, what was learned, and a step of each doubtful thing either way. */
export function worldsOf(
  rows: BookRows,
  assumptions: readonly ReadAssumption[],
  learned: Learned,
  months: number,
): ReviewWorlds {
  const planned = Float64Array.from(assumptions, ({ on, distribution }) => withinLimits(on, effectMean(distribution)));
  const means = learnedMeans(assumptions, learned);
  const level = learnedLevel(learned.churn);
  const directions = directionsOf(learned);
  // plan, effects, all; then two points a direction with the plan's level, and two with the learned one
  const points = FIXED + 4 * directions.length;
  const churn = new Float64Array(points).fill(level);
  churn[PLAN] = 1;
  churn[EFFECTS] = 1;
  const values = assumptions.map((_, a) => {
    const column = new Float64Array(points).fill(means[a] as number);
    column[PLAN] = planned[a] as number;
    return column;
  });
  directions.forEach((direction, d) => {
    for (let k = 0; k < 4; k++) {
      const point = FIXED + 4 * d + k;
      const step = (k % 2 === 0 ? 1 : -1) * direction.step;
      if (k < 2) churn[point] = 1;
      if (direction.of === LEVEL) churn[point] = k < 2 ? 1 : level * Math.exp(step);
      else {
        const mean = means[direction.of] as number;
        (values[direction.of] as Float64Array)[point] = withinLimits(direction.on, moved(direction.on, mean, step));
      }
    }
  });
  const columns: DoubtColumn[] = [
    ...MARKET.map((kind): DoubtColumn => {
      const still = kind === "growth" ? 0 : 1;
      return { id: `market.${kind}`, mean: still, values: new Float64Array(points).fill(still), at: [], beyond: 0 };
    }),
    ...assumptions.map(
      (about, a): DoubtColumn => ({
        id: about.assumption,
        about,
        mean: planned[a] as number,
        values: values[a] as Float64Array,
        at: [],
        beyond: 0,
      }),
    ),
  ];
  const doubts: Doubts = { draws: 0, points, columns, moving: [] };
  // revenue is the book's: its level belongs to the price
  const market = { hazard: churn, revenue: new Float64Array(points * (months + 1)).fill(1) };
  return {
    world: { rows, months, doubts, market },
    points,
    twinOf: (point, moves) => {
      const direction = directions[Math.floor((point - FIXED) / 4)];
      if (direction === undefined) return point;
      const base = (point - FIXED) % 4 < 2 ? EFFECTS : ALL;
      const differs =
        direction.of === LEVEL
          ? base === ALL
          : moves.some(({ effects }) => effects.some(({ assumption }) => assumption === direction.of));
      return differs ? point : base;
    },
    doubtOf: (money, which) => {
      const slope = directions.map((_, d) => {
        const at = (k: number): number => money[FIXED + 4 * d + k] as number;
        const own = (at(0) - at(1)) / 2;
        return which === "effects" ? own : (at(2) - at(3)) / 2 - own;
      });
      return Math.sqrt(Math.max(0, quadratic(slope, directions, learned)));
    },
  };
}

function directionsOf({ churn, revenue, margin, wins }: Learned): Direction[] {
  const from = ({ of, covariance }: LearnedChurn | LearnedMoney, on: Direction["on"]): Direction[] =>
    of.map((a, k) => ({ of: a, on, step: Math.sqrt(covariance[k * of.length + k] as number) }));
  return [
    ...from(churn, "churn"),
    // what the level of revenue is belongs to the price, not to the effect
    ...from(revenue, "revenue").filter(({ of }) => of !== LEVEL),
    ...from(margin, "margin"),
    ...wins.flatMap((chance, a): Direction[] => {
      if (chance === undefined) return [];
      const { a: won, b: lost } = chance;
      const sum = won + lost;
      return [{ of: a, on: "conversion", step: Math.sqrt((won * lost) / (sum * sum * (sum + 1))) }];
    }),
  ];
}

/** Variance of money by its steps: each step is one standard deviation, so correlations alone are needed. */
function quadratic(slope: readonly number[], directions: readonly Direction[], learned: Learned): number {
  let total = 0;
  directions.forEach((a, i) => {
    directions.forEach((b, j) => {
      total += (slope[i] as number) * (slope[j] as number) * correlation(a, b, learned);
    });
  });
  return total;
}

function correlation(a: Direction, b: Direction, learned: Learned): number {
  if (a.of === b.of && a.on === b.on) return 1;
  if (a.on !== b.on || a.on === "conversion") return 0;
  const { of, covariance } = learned[a.on];
  const [j, k] = [of.indexOf(a.of), of.indexOf(b.of)];
  const n = of.length;
  const spread = Math.sqrt((covariance[j * n + j] as number) * (covariance[k * n + k] as number));
  return spread > 0 ? (covariance[j * n + k] as number) / spread : 0;
}

function moved(on: Direction["on"], mean: number, step: number): number {
  if (on === "churn") return mean * Math.exp(step);
  if (on === "revenue") return (1 + mean) * Math.exp(step) - 1;
  return mean + step;
}
