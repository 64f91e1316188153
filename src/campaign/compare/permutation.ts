import { createRandom } from "../../math/random.ts";
import type { ReturnRow } from "./credibility.ts";

/** Relative rounding within which two statistics are the same. */
const TIE = 1e-9;

/** Chance below which costs are taken to differ between the groups. */
const APART = 0.05;

/** What is weighed, how much it weighs, and whether the weight goes along when it is shuffled. */
interface Shuffled {
  readonly weights: Float64Array;
  /** Deviations from their weighted mean. */
  readonly deviations: Float64Array;
  readonly together: boolean;
}

/**
 * Share of shuffles in which the groups differ at least as much as they do, by the cost-weighted F of the groups. What
 * is shuffled over the groups are whole campaigns, cost and return together: then a return may scatter with its cost in
 * any way, and where the groups do not differ every shuffle is as likely as the books.
 *
 * Where the costs themselves differ between the groups by more than chance, as bands of spending do, that need not be so.
 * There the deviations from the overall return, scaled by the root of their cost, are shuffled as well, and the larger
 * share counts: groups are called different only if both shuffles say so, so that it is enough that one of them is right.
 *
 * @see Phipson & Smyth (2010), Permutation p-values should never be zero, SAGMB 9, for the added one
 */
export function permutationPValue(
  rows: readonly ReturnRow[],
  groups: number,
  permutations: number,
  seed: number,
): number {
  const place = Int32Array.from(rows, (row) => row.group);
  const share = (shuffled: Shuffled): number => shareAtLeast(place, groups, shuffled, permutations, seed);
  const largest = rows.reduce((most, { cost }) => Math.max(most, cost), 0);
  const weights = Float64Array.from(rows, ({ cost }) => cost / largest);
  const deviations = centred(
    Float64Array.from(rows, ({ multiple }) => multiple),
    weights,
  );
  const whole = share({ weights, deviations, together: true });
  const even = new Float64Array(rows.length).fill(1);
  const logCosts = centred(
    Float64Array.from(rows, ({ cost }) => Math.log(cost)),
    even,
  );
  if (share({ weights: even, deviations: logCosts, together: true }) > APART) return whole;
  return Math.max(whole, share({ weights, deviations, together: false }));
}

/** Values less their weighted mean. */
function centred(values: Float64Array, weights: Float64Array): Float64Array {
  let [total, weighed] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    total += weights[i] as number;
    weighed += (weights[i] as number) * (values[i] as number);
  }
  return values.map((value) => value - weighed / total);
}

function shareAtLeast(
  place: Int32Array,
  groups: number,
  { weights, deviations, together }: Shuffled,
  permutations: number,
  seed: number,
): number {
  const random = createRandom(seed);
  const n = place.length;
  const roots = weights.map(Math.sqrt);
  const scaled = deviations.map((deviation, i) => deviation * (roots[i] as number));
  let all = 0;
  for (const value of scaled) all += value * value;
  const order = Int32Array.from(place, (_, i) => i);
  const [held, gained] = [new Float64Array(groups), new Float64Array(groups)];
  const statistic = (): { readonly between: number; readonly within: number } => {
    held.fill(0);
    gained.fill(0);
    let [total, sum] = [0, 0];
    for (let i = 0; i < n; i++) {
      const [g, from] = [place[i] as number, order[i] as number];
      const root = roots[together ? from : i] as number;
      const gain = root * (scaled[from] as number);
      held[g] = (held[g] as number) + root * root;
      gained[g] = (gained[g] as number) + gain;
      total += root * root;
      sum += gain;
    }
    let explained = 0;
    // a group whose cost is too small for a double beside the largest weighs nothing
    for (let g = 0; g < groups; g++) explained += (gained[g] as number) ** 2 / ((held[g] as number) || 1);
    return { between: Math.max(0, explained - (sum * sum) / total), within: Math.max(0, all - explained) };
  };
  const observed = statistic();
  let atLeast = 1;
  for (let run = 0; run < permutations; run++) {
    for (let i = n - 1; i > 0; i--) {
      const j = random.integer(0, i);
      const kept = order[i] as number;
      order[i] = order[j] as number;
      order[j] = kept;
    }
    const drawn = statistic();
    // the ratios compared crosswise, so that no scatter within groups divides by zero; ties count as reached
    if (drawn.between * observed.within >= observed.between * drawn.within * (1 - TIE)) atLeast++;
  }
  return atLeast / (permutations + 1);
}
