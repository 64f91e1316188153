import type { Random } from "../../math/random.ts";
import type { Atom } from "./atoms.ts";
import { signaturesOf } from "./luck-normal.ts";
import type { World } from "./ours.ts";
import { phasesOf } from "./phases.ts";
import { hazardAt } from "./read-book.ts";
import type { ReadStrategy } from "./read-strategies.ts";
import { type Terms, termsOfOurs, termsOfWon } from "./terms.ts";

/** What each strategy realises when every customer's luck is drawn. */
export interface Realised {
  /** Discounted cash by strategy. Cell of draw d and month t: d · months + t. Fixed costs are not in it. */
  readonly cash: readonly Float64Array[];
}

/** Customer months that are followed for one answer. */
const MOST_WORK = 6e7;

/** Whether every customer can be followed in every draw within a second or so. */
export function canFollowEach(world: World, atoms: readonly Atom[], strategies: number): boolean {
  const work = atoms.reduce((total, atom) => {
    const units = atom.units.reduce((sum, count) => sum + count, 0);
    return total + units * signaturesOf(atom, strategies).length;
  }, 0);
  return work * world.doubts.draws * world.months <= MOST_WORK;
}

/**
 * Follows every customer through every draw. Two uniform numbers per customer and draw, the same for all strategies,
 * decide when they come and when they leave. A customer's stream is told by the rank of the id.
 */
export function followEach(
  world: World,
  atoms: readonly Atom[],
  strategies: readonly ReadStrategy[],
  discounts: Float64Array,
  random: Random,
): Realised {
  const { months, doubts, rows } = world;
  const { draws } = doubts;
  const cash = strategies.map(() => new Float64Array(draws * months));
  // parts of one row go on counting where the last one ended
  const seen = new Float64Array(rows.n);
  const first = new Float64Array(rows.n);
  for (let i = 1; i < rows.n; i++) first[i] = (first[i - 1] as number) + (rows.count[i - 1] as number);
  for (const atom of atoms) {
    const signatures = signaturesOf(atom, strategies.length);
    const terms = signatures.map(({ moves }) => {
      const phases = phasesOf(moves, months);
      return Array.from({ length: draws }, (_, d) =>
        atom.standing === 0 ? termsOfOurs(world, moves, phases, d, discounts) : termsOfWon(world, moves, d, discounts),
      );
    });
    for (let m = 0; m < atom.rows.length; m++) {
      const row = atom.rows[m] as number;
      for (let unit = 0; unit < (atom.units[m] as number); unit++) {
        const stream = random.fork((first[row] as number) + (seen[row] as number));
        (seen[row] as number) += 1;
        for (let d = 0; d < draws; d++) {
          const [stays, comes] = [stream.uniform(), stream.uniform()];
          signatures.forEach(({ strategies: users }, j) => {
            follow(
              world,
              row,
              terms[j]?.[d] as Terms,
              stays,
              comes,
              users.map((s) => cash[s] as Float64Array),
              d * months,
            );
          });
        }
      }
    }
  }
  return { cash };
}

function follow(
  { rows, months }: World,
  row: number,
  terms: Terms,
  stays: number,
  comes: number,
  into: readonly Float64Array[],
  at: number,
): void {
  const add = (t: number, x: number): void => {
    for (const column of into) (column[at + t] as number) += x;
  };
  const { arrivals } = terms;
  let start = 0;
  if (arrivals !== undefined) {
    for (; start < months; start++) {
      // open goes on as 1 − the chance to have come by then
      const left = (arrivals.open[start] as number) - (arrivals.come[start] as number);
      add(start, -(terms.cost[start] as number));
      if (left <= comes) break;
    }
    if (start === months) return;
    add(start, -(terms.winCost?.[start] as number));
    start++;
  }
  const margin = rows.margin[row] as number;
  const grow = Math.exp(rows.growth[row] as number);
  let amount = rows.revenue[row] as number;
  let alive = 1;
  for (let t = start; t < months && alive > stays; t++) {
    const cost = arrivals === undefined ? (terms.cost[t] as number) : 0;
    add(t, amount * (terms.revenue[t] as number) * (margin + (terms.margin[t] as number)) - cost);
    alive *= Math.exp(-(terms.hazard[t] as number) * hazardAt(rows, row, t - start));
    amount *= grow;
  }
}
