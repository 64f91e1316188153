import { createRandom, type Random } from "../../math/random.ts";
import { emptyTotals, type GroupTotals } from "./areas.ts";
import { firstAt, type RankedArm, type Ranking } from "./rank.ts";

/** One arm by cells: those with an outcome of zero are only counted. */
interface CellArm {
  readonly n: number;
  readonly cells: readonly Cell[];
}

interface Cell {
  readonly zeros: number;
  readonly others: Float64Array;
  /** The one value of all others, as with yes/no; absent where they differ. */
  readonly same: number | undefined;
}

/** Redraws the experiment with replacement, each arm by itself, and gives the totals of each cell of equal rank. */
export function redrawTotals(
  { treated, control }: Ranking,
  lasts: readonly number[],
  replicates: number,
  seed: number,
  use: (totals: GroupTotals) => void,
): void {
  const random = createRandom(seed);
  const arms = [cellsOf(treated, lasts), cellsOf(control, lasts)] as const;
  const totals = emptyTotals(lasts.length);
  for (let run = 0; run < replicates; run++) {
    redrawArm(random, arms[0], totals.treatedN, totals.treatedSum);
    redrawArm(random, arms[1], totals.controlN, totals.controlSum);
    use(totals);
  }
}

function cellsOf(arm: RankedArm, lasts: readonly number[]): CellArm {
  const { outcomes } = arm;
  const cells: Cell[] = [];
  let from = 0;
  for (const last of lasts) {
    const to = firstAt(arm, last + 1);
    const others = outcomes.subarray(from, to).filter((outcome) => outcome !== 0);
    const first = others[0];
    const same = others.every((value) => value === first) ? first : undefined;
    cells.push({ zeros: to - from - others.length, others, same });
    from = to;
  }
  return { n: outcomes.length, cells };
}

/**
 * As many customers as the arm has, dealt to the cells by one binomial number after the other: the same as drawing them
 * one by one, for a work that grows with the cells and the answers alone.
 */
function redrawArm(random: Random, { n, cells }: CellArm, counts: Float64Array, sums: Float64Array): void {
  let left = n;
  let open = n;
  cells.forEach(({ zeros, others, same }, cell) => {
    const drawn = left === 0 || zeros === 0 ? 0 : random.binomial(left, Math.min(1, zeros / open));
    left -= drawn;
    open -= zeros;
    const hits = left === 0 || others.length === 0 ? 0 : random.binomial(left, Math.min(1, others.length / open));
    left -= hits;
    open -= others.length;
    let sum = 0;
    if (same !== undefined) sum = hits * same;
    else for (let i = 0; i < hits; i++) sum += others[random.integer(0, others.length - 1)] as number;
    counts[cell] = drawn + hits;
    sums[cell] = sum;
  });
}
