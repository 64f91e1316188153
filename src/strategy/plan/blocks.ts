import { ClienteleError } from "../../core/errors.ts";
import type { Atom } from "../simulate/atoms.ts";
import { expectationsOf } from "../simulate/expectation.ts";
import type { World } from "../simulate/ours.ts";
import type { ReadMove } from "../simulate/read-strategies.ts";
import type { Block } from "./problem.ts";

/** Sets of moves that are simulated at most, over all blocks. */
const MOST_SETS = 20_000;

/**
 * Worth of every set of candidates to the customers whom it can touch. Candidates choose their customers apart from each
 * other, so a mix is worth the sum of its sets over the blocks, exactly.
 */
export function blocksOf(
  world: World,
  atoms: readonly Atom[],
  candidates: readonly ReadMove[],
  discounts: Float64Array,
): Block[] {
  // fixed costs are paid once, not by every block
  const free = candidates.map((move) => ({
    ...move,
    cost: { ...move.cost, fixed: 0 },
    doubtfulCosts: move.doubtfulCosts.filter(({ of }) => of !== "fixed"),
  }));
  const place = new Map(candidates.map((move, j) => [move, j]));
  const merged = new Map<string, { moves: number[]; atoms: Atom[] }>();
  for (const atom of atoms) {
    const moves = (atom.touching[0] as readonly ReadMove[]).map((move) => place.get(move) as number);
    if (moves.length === 0) continue;
    const key = moves.join();
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { moves, atoms: [atom] });
    else known.atoms.push(atom);
  }
  const sets = [...merged.values()].reduce((total, { moves }) => total + 2 ** moves.length, 0);
  if (sets > MOST_SETS) {
    throw new ClienteleError(
      "out_of_range",
      `moves: so many touch the same customers that ${sets} sets would be simulated, at most ${MOST_SETS}; narrow their targets or offer fewer`,
      { sets },
    );
  }
  const { draws } = world.doubts;
  return Array.from(merged.values(), ({ moves, atoms: own }) => {
    const size = 2 ** moves.length;
    const subsets = Array.from({ length: size }, (_, set) =>
      moves.filter((_move, k) => (set & (1 << k)) !== 0).map((j) => free[j] as ReadMove),
    );
    const found = expectationsOf(
      world,
      own.map((atom) => ({ ...atom, touching: subsets })),
      subsets.map((list) => ({
        strategy: { id: "", moves: list, movesPerCustomer: Number.POSITIVE_INFINITY },
        whole: false,
      })),
      discounts,
    );
    const meanOf = (column: Float64Array): number => {
      let total = 0;
      for (let d = 0; d < draws; d++) total += column[d] as number;
      return total / draws;
    };
    const nothing = meanOf((found[0] as (typeof found)[number]).npv);
    return {
      moves,
      value: Float64Array.from(found, ({ npv }) => meanOf(npv) - nothing),
      spend: Float64Array.from(found, ({ spend }) => meanOf(spend)),
    };
  });
}
