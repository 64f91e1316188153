import { type Coefficients, type Constraint, solve } from "yalps";
import { bestAt, type ChoiceProblem, type DualPrices, gainOf, usedBy } from "./choice.ts";

/** Cuts at most: by then the bound moves in digits that nobody reads. */
const MOST_CUTS = 150;
/** Bound and model closer than this share of each other have met. */
const MET = 1e-8;
/** Prices end here: twice the price at which nothing would be bought. */
const CEILING = 2;

/**
 * Finds prices of budget, hours and lever limits at which the sum of each account's best package is smallest. No plan
 * can gain more (Lagrangian bound), and it equals the bound of the linear programme over packages. Kelley's cutting
 * planes: each try at some prices gives a plane under the sum, a small linear programme finds the lowest point above all
 * planes.
 *
 * @see Kelley (1960), The cutting-plane method for solving convex programs, SIAM Journal 8; Fisher (1981), The
 * Lagrangian relaxation method for solving integer programming problems, Management Science 27
 */
export function dualPrices(problem: ChoiceProblem): DualPrices {
  const { resources, most, least } = problem;
  const scale = largestGain(problem);
  // the solver's variables start at 0: where levers must be given the best plan can lose, at most so many largest gains
  const shift = least.reduce((total, floor) => total + floor, 0);
  const limited = Array.from({ length: resources }, (_, r) => r).filter(
    (r) => Number.isFinite(most[r]) || (least[r] as number) > 0,
  );
  // each limit has a price of at least 0 for its upper end and one for its lower end, in units of `unit`
  const axes = limited.flatMap((r) => {
    const unit = unitOf(problem, r);
    if (unit === undefined) return [];
    return [
      ...(Number.isFinite(most[r]) ? [{ r, sign: 1, limit: most[r] as number, unit }] : []),
      ...((least[r] as number) > 0 ? [{ r, sign: -1, limit: least[r] as number, unit }] : []),
    ];
  });
  const pricesAt = (point: readonly number[]): Float64Array => {
    const prices = new Float64Array(resources);
    axes.forEach(({ r, sign, unit }, k) => {
      prices[r] = (prices[r] as number) + sign * (point[k] as number) * unit;
    });
    return prices;
  };
  let best: DualPrices = { prices: new Float64Array(resources), bound: Number.POSITIVE_INFINITY };
  let point: readonly number[] = axes.map(() => 0);
  const seen = new Set<string>();
  const cuts: [string, Constraint][] = [];
  const theta: [string, number][] = [["height", 1]];
  const columns: [string, number][][] = axes.map((_, k) => [[`box ${k}`, 1]]);
  const boxes = axes.map(({ sign }, k): [string, Constraint] => [
    `box ${k}`,
    { max: sign > 0 ? CEILING : 1e3 * CEILING },
  ]);
  for (let step = 0; step < MOST_CUTS; step++) {
    const prices = pricesAt(point);
    const { chosen, total } = bestAt(problem, prices);
    const used = usedBy(problem, chosen);
    let height = total;
    axes.forEach(({ sign, limit, unit }, k) => {
      height += sign * (point[k] as number) * unit * limit;
    });
    if (height < best.bound) best = { prices, bound: height };
    if (axes.length === 0) return best;
    // height ≥ gain + Σ price × (limit − used)
    const name = `cut ${step}`;
    const gain = gainOf(problem, chosen);
    // a plane that was drawn before: the lowest point lies on it already
    const plane = `${gain} ${used.join(" ")}`;
    if (seen.has(plane)) return best;
    seen.add(plane);
    const slopes = axes.map(({ r, sign, limit, unit }) => (sign * unit * (limit - (used[r] as number))) / scale);
    theta.push([name, 1]);
    slopes.forEach((slope, k) => {
      columns[k]?.push([name, -slope]);
    });
    cuts.push([name, { min: gain / scale + shift }]);
    const variables: [string, Coefficients<string>][] = [
      ["height", theta],
      ...columns.map((column, k): [string, Coefficients<string>] => [`price ${k}`, column]),
    ];
    const lowest = solve({ direction: "minimize", objective: "height", constraints: [...cuts, ...boxes], variables });
    if (lowest.status !== "optimal") return best;
    const found = new Map(lowest.variables);
    if (best.bound - (lowest.result - shift) * scale <= MET * Math.max(scale, Math.abs(best.bound))) return best;
    point = axes.map((_, k) => found.get(`price ${k}`) ?? 0);
  }
  return best;
}

function largestGain({ classes }: ChoiceProblem): number {
  let most = 0;
  for (const { gain } of classes) for (const value of gain) most = Math.max(most, Math.abs(value));
  return most > 0 ? most : 1;
}

/** The highest gain per unit of a resource: at that price nobody buys it. */
function unitOf({ classes, resources }: ChoiceProblem, r: number): number | undefined {
  let most = 0;
  for (const { gain, use } of classes) {
    for (let o = 1; o < gain.length; o++) {
      const need = use[o * resources + r] as number;
      if (need > 0) most = Math.max(most, Math.abs(gain[o] as number) / need);
    }
  }
  return most > 0 && Number.isFinite(most) ? most : undefined;
}
