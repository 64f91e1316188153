import { runs } from "../simulate/flows.ts";
import { type BookRows, hazardAt, STANDINGS } from "../simulate/read-book.ts";
import type { ReadAssumption, ReadMove } from "../simulate/read-strategies.ts";
import { logBelief, type NormalBelief } from "./belief.ts";
import type { ActualPiece } from "./pieces.ts";
import { type Posterior, posteriorOf } from "./posterior.ts";

/** What leavings tell of the level of churn and of the moves against it, in logarithms. */
export interface LearnedChurn extends Posterior {
  /** Assumption of each value, by column; the level of the book is −1. */
  readonly of: readonly number[];
  readonly beliefs: readonly NormalBelief[];
  /** Leavings that tell of it. */
  readonly leavings: readonly number[];
}

/** Months under the same moves: hazards of those who stayed in them, and of those who left. */
interface Cell {
  readonly assumptions: readonly number[];
  /** Product of what is certain. */
  readonly certain: number;
  stayed: number;
  readonly left: { readonly hazard: number; readonly units: number }[];
}

/** The level of the book's churn. */
export const LEVEL = -1;

/**
 * Learns from who left in which month. A month's chance to leave is 1 − exp(−hazard · level · ratios), so stays and
 * leavings are told of exactly, whatever the hazards.
 */
export function learnChurn(
  rows: BookRows,
  assumptions: readonly ReadAssumption[],
  pieces: readonly ActualPiece[],
  months: number,
): LearnedChurn {
  const beliefs = assumptions.map(({ on, distribution }) => (on === "churn" ? logBelief(distribution, 0) : undefined));
  const cells = cellsOf(rows, beliefs, pieces, months);
  const level: NormalBelief = { mean: -(rows.doubt.churn ** 2) / 2, standardDeviation: rows.doubt.churn };
  const of = [
    ...(rows.doubt.churn > 0 ? [LEVEL] : []),
    ...beliefs.flatMap((belief, a) => (belief !== undefined && belief.standardDeviation > 0 ? [a] : [])),
  ];
  const place = new Map(of.map((a, k) => [a, k]));
  const doubtful = of.map((a) => (a === LEVEL ? level : (beliefs[a] as NormalBelief)));
  const n = of.length;
  const read = cells.map((cell) => ({
    ...cell,
    // every customer meets the level
    places: [LEVEL, ...cell.assumptions].flatMap((a) => place.get(a) ?? []),
  }));
  const posterior = posteriorOf(doubtful, (at, slope, curvature) => {
    let loss = 0;
    for (const { places, certain, stayed, left } of read) {
      let log = Math.log(certain);
      for (const k of places) log += at[k] as number;
      const ratio = Math.exp(log);
      let [first, second] = [ratio * stayed, ratio * stayed];
      loss += ratio * stayed;
      for (const { hazard, units } of left) {
        const x = hazard * ratio;
        // d/d log x of −log(1 − e^−x) is −x/(e^x − 1)
        const part = x < 1e-8 ? 1 - x / 2 : x / Math.expm1(x);
        loss -= units * Math.log(-Math.expm1(-x));
        first -= units * part;
        second += units * part * (x / -Math.expm1(-x) - 1);
      }
      for (const j of places) {
        slope[j] = (slope[j] as number) + first;
        for (const k of places) curvature[j * n + k] = (curvature[j * n + k] as number) + Math.max(0, second);
      }
    }
    return loss;
  });
  const leavings = of.map((a) =>
    cells
      .filter((cell) => a === LEVEL || cell.assumptions.includes(a))
      .reduce((total, { left }) => total + left.reduce((sum, { units }) => sum + units, 0), 0),
  );
  return { ...posterior, of, beliefs: doubtful, leavings };
}

function cellsOf(
  rows: BookRows,
  beliefs: readonly (NormalBelief | undefined)[],
  pieces: readonly ActualPiece[],
  months: number,
): Cell[] {
  const cells = new Map<string, Cell>();
  const cellAt = (moves: readonly ReadMove[]): Cell | undefined => {
    const told: number[] = [];
    let certain = 1;
    for (const { effects } of moves) {
      for (const { on, assumption } of effects) {
        if (on !== "churn") continue;
        const belief = beliefs[assumption];
        // a ratio of 0, or one whose mean is below 0, has no logarithm: its months tell nothing
        if (belief === undefined) return undefined;
        if (belief.standardDeviation > 0) told.push(assumption);
        else certain *= Math.exp(belief.mean);
      }
    }
    told.sort((a, b) => a - b);
    const key = `${told.join(",")}:${certain}`;
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { assumptions: told, certain, stayed: 0, left: [] };
      cells.set(key, cell);
    }
    return cell;
  };
  // pieces of one atom share their list of moves
  const found = new Map<readonly ReadMove[], (Cell | undefined)[]>();
  for (const { row, units, moves, first, last, left } of pieces) {
    const ours = STANDINGS[rows.standing[row] as number] === "ours";
    let byMonth = found.get(moves);
    if (byMonth === undefined) {
      byMonth = Array.from({ length: months }, (_, t) => cellAt(ours ? moves.filter((move) => runs(move, t)) : moves));
      found.set(moves, byMonth);
    }
    for (let t = first; t <= last; t++) {
      const cell = byMonth[t];
      const hazard = hazardAt(rows, row, ours ? t : t - first);
      if (cell === undefined || hazard === 0) continue;
      if (left && t === last) cell.left.push({ hazard, units });
      else cell.stayed += units * hazard;
    }
  }
  return [...cells.values()];
}
