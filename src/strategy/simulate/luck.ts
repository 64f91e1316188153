import { createRandom } from "../../math/random.ts";
import type { Atom } from "./atoms.ts";
import type { Expectation } from "./expectation.ts";
import { costsAt } from "./flows.ts";
import { canFollowEach, followEach } from "./luck-each.ts";
import { measureLuck } from "./luck-normal.ts";
import type { World } from "./ours.ts";
import type { ReadStrategy } from "./read-strategies.ts";
import type { LuckMethod } from "./types.ts";

/** What may come of a strategy, chance in single customers included. */
export interface Drawn {
  /** Net present value by draw. */
  readonly npv: Float64Array;
  /** Undiscounted cash. Cell of draw d and month t: d · months + t. */
  readonly cash: Float64Array;
  /** Present value of all cash up to the month. */
  readonly cumulative: Float64Array;
}

/** A stream that no doubt uses: the labels of names are at least 0. */
const LUCK_STREAM = -1;

/** A share of variance below which what is left over is rounding. */
const ROUNDING = 1e-10;

/** Adds chance in single customers to the expectations, by the method asked for or the one that the size allows. */
export function addLuck(
  world: World,
  atoms: readonly Atom[],
  strategies: readonly ReadStrategy[],
  expectations: readonly Expectation[],
  discounts: Float64Array,
  seed: number,
  asked: LuckMethod | undefined,
): { readonly method: LuckMethod; readonly drawn: readonly Drawn[] } {
  const { months, doubts } = world;
  const { draws } = doubts;
  const method = asked ?? (canFollowEach(world, atoms, strategies.length) ? "each" : "normal");
  const random = createRandom(seed).fork(LUCK_STREAM);
  if (method === "each") {
    const { cash } = followEach(world, atoms, strategies, discounts, random);
    return {
      method,
      drawn: cash.map((column, s) => realised(column, strategies[s] as ReadStrategy, world, discounts)),
    };
  }
  const expected = expectations.map(({ npv, detail }) =>
    plain(npv.slice(0, draws), detail?.cash as Float64Array, discounts),
  );
  if (method === "none") return { method, drawn: expected };
  const { covariance, cash, cumulative } = measureLuck(world, atoms, strategies, discounts);
  const factor = semidefiniteFactor(covariance);
  const normal = new Float64Array(strategies.length);
  for (let d = 0; d < draws; d++) {
    for (let k = 0; k < normal.length; k++) normal[k] = random.normal();
    expected.forEach((drawn, s) => {
      let luck = 0;
      for (let k = 0; k <= s; k++) luck += (factor[s]?.[k] as number) * (normal[k] as number);
      (drawn.npv[d] as number) += luck;
      const spread = Math.sqrt(covariance[s]?.[s] as number);
      const z = spread > 0 ? luck / spread : 0;
      for (let t = 0; t < months; t++) {
        (drawn.cash[d * months + t] as number) += z * Math.sqrt(cash[s]?.[t] as number);
        (drawn.cumulative[d * months + t] as number) += z * Math.sqrt(cumulative[s]?.[t] as number);
      }
    });
  }
  return { method, drawn: expected };
}

/** Factor of a covariance of which some strategies may have no chance of their own. */
function semidefiniteFactor(covariance: readonly Float64Array[]): Float64Array[] {
  const n = covariance.length;
  const factor = covariance.map(() => new Float64Array(n));
  for (let j = 0; j < n; j++) {
    const own = covariance[j]?.[j] as number;
    let pivot = own;
    for (let k = 0; k < j; k++) pivot -= (factor[j]?.[k] as number) ** 2;
    const root = pivot > ROUNDING * own ? Math.sqrt(pivot) : 0;
    (factor[j] as Float64Array)[j] = root;
    for (let i = j + 1; i < n; i++) {
      let left = covariance[i]?.[j] as number;
      for (let k = 0; k < j; k++) left -= (factor[i]?.[k] as number) * (factor[j]?.[k] as number);
      (factor[i] as Float64Array)[j] = root > 0 ? left / root : 0;
    }
  }
  return factor;
}

function realised(column: Float64Array, { moves }: ReadStrategy, { doubts }: World, discounts: Float64Array): Drawn {
  const months = discounts.length;
  const draws = column.length / months;
  const npv = new Float64Array(draws);
  const cumulative = new Float64Array(column.length);
  const cash = new Float64Array(column.length);
  const fixed = new Float64Array(months);
  for (let d = 0; d < draws; d++) {
    fixed.fill(0);
    for (const move of moves) (fixed[move.start] as number) += costsAt(move, doubts, d).fixed;
    let total = 0;
    for (let t = 0; t < months; t++) {
      const at = d * months + t;
      const worth = (column[at] as number) - (fixed[t] as number) * (discounts[t] as number);
      total += worth;
      cash[at] = worth / (discounts[t] as number);
      cumulative[at] = total;
    }
    npv[d] = total;
  }
  return { npv, cash, cumulative };
}

function plain(npv: Float64Array, cash: Float64Array, discounts: Float64Array): Drawn {
  const months = discounts.length;
  const cumulative = new Float64Array(cash.length);
  for (let d = 0; d < npv.length; d++) {
    let total = 0;
    for (let t = 0; t < months; t++) {
      total += (cash[d * months + t] as number) * (discounts[t] as number);
      cumulative[d * months + t] = total;
    }
  }
  return { npv, cash: cash.slice(), cumulative };
}
