import type { Abstention, Estimate } from "../../core/estimate.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import { type Panel, subPanel } from "./panel.ts";
import { sweepOut } from "./partial-out.ts";

/** Fewer customers with more than one price carry no cluster-robust interval. */
const LEAST_CUSTOMERS = 5;

/** Less than this share of the price changes differing between customers cannot be told from the season. */
const LEAST_SHARE = 0.01;

/** Log-prices of one customer that differ by less are one price. */
const SAME_PRICE = 1e-9;

const MOST_STEPS = 200;
const SETTLED = 1e-9;

/** An elasticity with what its interval rests on. */
export interface Fitted {
  readonly estimate: Estimate;
  readonly variance: number;
  readonly dispersion?: number;
}

/** A panel without what tells nothing, and what its prices can tell. */
export interface Prepared {
  readonly panel: Panel;
  readonly customers: number;
  readonly rows: number;
  /** Customers who never bought, and their rows. */
  readonly silent: { readonly customers: number; readonly rows: number };
  readonly informative: number;
  /** Share of the price changes within customers that differs between them. */
  readonly separate: number;
}

/** Sets customers who never bought apart and asks how the prices moved. */
export function preparePanel(whole: Panel): Prepared {
  const sums = sumsOf(whole);
  const panel = subPanel(whole, (c) => (sums[c] as number) > 0);
  const customers = whole.starts.length - 1;
  let informative = 0;
  for (let c = 0; c + 1 < panel.starts.length; c++) {
    const prices = panel.price.subarray(panel.starts[c], panel.starts[c + 1]);
    if (prices.some((price) => Math.abs(price - (prices[0] as number)) > SAME_PRICE)) informative++;
  }
  const ones = new Float64Array(panel.price.length).fill(1);
  const { rest, centred } = sweepOut(panel, ones, [panel.price], true);
  const squares = (column: Float64Array): number => column.reduce((total, x) => total + x * x, 0);
  const within = squares(centred[0] as Float64Array);
  return {
    panel,
    customers,
    rows: panel.price.length,
    silent: { customers: customers - (panel.starts.length - 1), rows: whole.price.length - panel.price.length },
    informative,
    separate: within > 0 ? squares(rest[0] as Float64Array) / within : 0,
  };
}

/** Whether the season can be taken out without taking the price with it. */
export function canSeparate({ separate }: Prepared): boolean {
  return separate >= LEAST_SHARE;
}

/** Elasticity with an effect per customer, or why there is none. */
export function fitElasticity(
  { panel, informative, rows }: Prepared,
  poisson: boolean,
  periods: boolean,
  level: number,
): Fitted | Abstention {
  if (informative === 0)
    return { abstained: { code: "price_no_variation", params: { customers: panel.starts.length - 1 } } };
  if (informative < LEAST_CUSTOMERS) {
    return { abstained: { code: "price_few_customers", params: { informative, needed: LEAST_CUSTOMERS } } };
  }
  const state = poisson ? poissonFit(panel, periods) : logLogFit(panel, periods);
  if (state === undefined) return { abstained: { code: "price_runs_away", params: { rows } } };
  const { slope, weight, rest, residual } = state;
  // leaving each customer out, one step from the fit (CR3): wider than the plain sandwich where few customers tell much
  const parts: { readonly score: number; readonly information: number }[] = [];
  let information = 0;
  for (let c = 0; c + 1 < panel.starts.length; c++) {
    let score = 0;
    let own = 0;
    for (let i = panel.starts[c] as number; i < (panel.starts[c + 1] as number); i++) {
      const pull = (weight[i] as number) * (rest[i] as number);
      score += pull * (residual[i] as number);
      own += pull * (rest[i] as number);
    }
    information += own;
    parts.push({ score, information: own });
  }
  let variance = 0;
  for (const part of parts) variance += (part.score / (information - part.information)) ** 2;
  variance *= (informative - 1) / informative;
  if (!(Math.sqrt(variance) > 1e-8 * (1 + Math.abs(slope)))) {
    return { abstained: { code: "price_no_scatter", params: { rows } } };
  }
  // a few large customers may tell most: the t distribution goes by how many equal ones would tell as much
  const squares = parts.reduce((total, part) => total + (part.information / information) ** 2, 0);
  const half = studentTQuantile((1 + level) / 2, Math.max(1, 1 / squares - 1)) * Math.sqrt(variance);
  if (!Number.isFinite(half)) return { abstained: { code: "price_runs_away", params: { rows } } };
  const estimate = { value: slope, n: rows, interval: { lower: slope - half, upper: slope + half, level } };
  return { estimate, variance, ...dispersionOf(panel, state, poisson, periods) };
}

interface State {
  readonly slope: number;
  readonly weight: Float64Array;
  /** Log-price without customers and periods. */
  readonly rest: Float64Array;
  /** Working residual; times the weight it is bought less expected. */
  readonly residual: Float64Array;
}

function logLogFit(panel: Panel, periods: boolean): State | undefined {
  const weight = new Float64Array(panel.price.length).fill(1);
  return regress(panel, weight, panel.quantity.map(Math.log), periods);
}

/** Poisson likelihood by weighted least squares, with the effect of each customer set exactly after every step. */
function poissonFit(panel: Panel, periods: boolean): State | undefined {
  const { quantity, starts } = panel;
  const n = quantity.length;
  const sums = sumsOf(panel);
  const eta = new Float64Array(n);
  const expected = new Float64Array(n);
  const working = new Float64Array(n);
  for (let c = 0; c + 1 < starts.length; c++) {
    const from = starts[c] as number;
    const to = starts[c + 1] as number;
    const mean = (sums[c] as number) / (to - from);
    for (let i = from; i < to; i++) eta[i] = Math.log(((quantity[i] as number) + mean) / 2);
  }
  let before = Number.NaN;
  for (let step = 0; step < MOST_STEPS; step++) {
    settleCustomers(panel, sums, eta, expected);
    for (let i = 0; i < n; i++) {
      working[i] = (eta[i] as number) + (quantity[i] as number) / (expected[i] as number) - 1;
      if (!Number.isFinite(working[i])) return undefined;
    }
    const state = regress(panel, expected, working, periods);
    if (state === undefined || Math.abs(state.slope) > 1e3) return undefined;
    if (Math.abs(state.slope - before) <= SETTLED * (1 + Math.abs(state.slope))) return state;
    before = state.slope;
    for (let i = 0; i < n; i++) {
      // a fall of more than e³ in one step overshoots where hardly anything is expected
      const move = (working[i] as number) - (state.residual[i] as number) - (eta[i] as number);
      eta[i] = (eta[i] as number) + Math.max(-3, Math.min(3, move));
    }
  }
  return undefined;
}

/** Shifts each customer's expectations so that they add up to what was bought. */
function settleCustomers({ starts }: Panel, sums: Float64Array, eta: Float64Array, expected: Float64Array): void {
  for (let c = 0; c + 1 < starts.length; c++) {
    const from = starts[c] as number;
    const to = starts[c + 1] as number;
    let top = Number.NEGATIVE_INFINITY;
    for (let i = from; i < to; i++) top = Math.max(top, eta[i] as number);
    let total = 0;
    for (let i = from; i < to; i++) total += Math.exp((eta[i] as number) - top);
    const shift = Math.log(sums[c] as number) - top - Math.log(total);
    for (let i = from; i < to; i++) {
      eta[i] = (eta[i] as number) + shift;
      expected[i] = Math.max(Math.exp(eta[i] as number), Number.MIN_VALUE * 1e16);
    }
  }
}

function regress(panel: Panel, weight: Float64Array, outcome: Float64Array, periods: boolean): State | undefined {
  const { rest } = sweepOut(panel, weight, [panel.price, outcome], periods);
  const [price, left] = rest as [Float64Array, Float64Array];
  let cross = 0;
  let square = 0;
  for (let i = 0; i < price.length; i++) {
    const pull = (weight[i] as number) * (price[i] as number);
    cross += pull * (left[i] as number);
    square += pull * (price[i] as number);
  }
  const slope = cross / square;
  if (!Number.isFinite(slope)) return undefined;
  return { slope, weight, rest: price, residual: left.map((value, i) => value - slope * (price[i] as number)) };
}

function dispersionOf(
  panel: Panel,
  { weight, residual }: State,
  poisson: boolean,
  periods: boolean,
): { dispersion?: number } {
  const free = panel.price.length - (panel.starts.length - 1) - 1 - (periods ? panel.periods - 1 : 0);
  if (!poisson || free < 1) return {};
  let pearson = 0;
  for (let i = 0; i < weight.length; i++) pearson += (weight[i] as number) * (residual[i] as number) ** 2;
  return Number.isFinite(pearson) ? { dispersion: pearson / free } : {};
}

function sumsOf({ starts, quantity }: Panel): Float64Array {
  return Float64Array.from({ length: starts.length - 1 }, (_, c) => {
    let total = 0;
    for (let i = starts[c] as number; i < (starts[c + 1] as number); i++) total += quantity[i] as number;
    return total;
  });
}
