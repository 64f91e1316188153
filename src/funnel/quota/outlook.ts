import { gammaQuantile } from "../../math/gamma-distribution.ts";
import type { FunnelForecast } from "../forecast/types.ts";
import type { UnitDeal } from "./credits.ts";

/** Up to so many deals every combination is added up, 2,048 at most. */
const EXACT_DEALS = 11;

/** Amounts that are multiples of a common unit, fewer than so many in all, are added up exactly on its multiples. */
const LATTICE = 4096;

/** Points of the grid beyond that: a thousandth of what is open. */
const GRID = 1024;

/** Good and bad periods at which the open deals are added up, each equally likely. */
const SHOCKS = 25;

/** What open deals may bring: rising amounts with their chances. */
export interface OpenOutlook {
  readonly method: "exact" | "grid";
  readonly amounts: ArrayLike<number>;
  readonly chances: ArrayLike<number>;
}

/**
 * Distribution of what open deals bring. Given the shared shock they are independent; their chances turn into an
 * intensity λ, which the shock multiplies: 1 − exp(−gλ), with λ set so that the mean over a gamma g of mean one is the
 * chance given. The shock is integrated over 25 equally likely values.
 */
export function openOutlook(deals: readonly UnitDeal[], sharedVariance: number): OpenOutlook {
  const bets = deals.filter(({ creditMinor, chance }) => creditMinor > 0 && chance > 0);
  const shocks = shocksOf(sharedVariance);
  const shifts = shocks.map((shock) => bets.map(({ chance }) => chanceAt(chance, shock, sharedVariance)));
  return bets.length <= EXACT_DEALS ? enumerate(bets, shifts) : convolve(bets, shifts);
}

function shocksOf(variance: number): number[] {
  if (variance < 1e-9) return [1];
  const raw = Array.from({ length: SHOCKS }, (_, i) => gammaQuantile((i + 0.5) / SHOCKS, 1 / variance, variance));
  const total = raw.reduce((a, b) => a + b, 0);
  // equal slices lose some of the long tail; their mean has to stay one
  return raw.map((value) => (value * SHOCKS) / total);
}

function chanceAt(chance: number, shock: number, variance: number): number {
  if (chance === 1 || variance < 1e-9) return chance;
  const intensity = Math.expm1(-variance * Math.log1p(-chance)) / variance;
  return -Math.expm1(-shock * intensity);
}

function enumerate(bets: readonly UnitDeal[], chances: readonly (readonly number[])[]): OpenOutlook {
  const points = 2 ** bets.length;
  const sums = new Map<number, number>();
  for (let code = 0; code < points; code++) {
    let amount = 0;
    for (let i = 0; i < bets.length; i++) if ((code >> i) & 1) amount += (bets[i] as UnitDeal).creditMinor;
    let chance = 0;
    for (const given of chances) {
      let product = 1;
      for (let i = 0; i < bets.length; i++)
        product *= (code >> i) & 1 ? (given[i] as number) : 1 - (given[i] as number);
      chance += product / chances.length;
    }
    sums.set(amount, (sums.get(amount) ?? 0) + chance);
  }
  const sorted = Array.from(sums).sort((a, b) => a[0] - b[0]);
  return { method: "exact", amounts: sorted.map(([amount]) => amount), chances: sorted.map(([, chance]) => chance) };
}

/**
 * Each deal moves mass up by its amount. Where amounts have a common unit coarse enough the points are its multiples and
 * the sum is exact; else a deal's mass is shared between two points so that the mean stays.
 */
function convolve(bets: readonly UnitDeal[], chances: readonly (readonly number[])[]): OpenOutlook {
  const all = bets.reduce((total, { creditMinor }) => total + creditMinor, 0);
  const unit = bets.reduce((common, { creditMinor }) => commonUnit(common, creditMinor), 0);
  const exact = all / unit < LATTICE;
  const step = exact ? unit : all / (GRID - 2);
  const points = exact ? all / unit + 1 : GRID;
  const mixed = new Float64Array(points);
  for (const given of chances) {
    const mass = new Float64Array(points);
    mass[0] = 1;
    let reach = 0;
    bets.forEach(({ creditMinor }, i) => {
      const p = given[i] as number;
      const whole = Math.floor(creditMinor / step);
      const part = creditMinor / step - whole;
      const last = Math.min(points - 1, reach + whole + 1);
      for (let at = last; at >= 0; at--) {
        const stay = (mass[at] as number) * (1 - p);
        const near = at >= whole ? (mass[at - whole] as number) * p * (1 - part) : 0;
        const far = at > whole ? (mass[at - whole - 1] as number) * p * part : 0;
        mass[at] = stay + near + far;
      }
      reach = last;
    });
    for (let at = 0; at < points; at++) mixed[at] = (mixed[at] as number) + (mass[at] as number) / chances.length;
  }
  const amounts = Float64Array.from(mixed, (_, at) => at * step);
  return { method: exact ? "exact" : "grid", amounts, chances: mixed };
}

/** Greatest common divisor of whole amounts. */
function commonUnit(a: number, b: number): number {
  return b === 0 ? a : commonUnit(b, a % b);
}

/** Smallest amount that the outcome stays at or below with the given chance. */
export function outlookQuantile({ amounts, chances }: OpenOutlook, share: number): number {
  let below = 0;
  for (let i = 0; i < amounts.length; i++) {
    below += chances[i] as number;
    // rounding of the running total must not push a quantile up one step
    if (below >= share - 1e-12) return amounts[i] as number;
  }
  return amounts[amounts.length - 1] as number;
}

/** Chance that open deals bring at least so much; on the grid to half a step. */
export function chanceOfAtLeast({ method, amounts, chances }: OpenOutlook, needed: number): number {
  const slack = method === "grid" ? ((amounts[1] as number) - (amounts[0] as number)) / 2 : 0;
  let above = 0;
  for (let i = amounts.length - 1; i >= 0 && (amounts[i] as number) >= needed - slack; i--)
    above += chances[i] as number;
  return needed <= 0 ? 1 : Math.min(1, above);
}

/** The same from a forecast's bins, inside a bin by its share. */
export function forecastAtLeast({ distribution }: FunnelForecast, needed: number): number {
  if (needed <= 0) return 1;
  const above = distribution.reduce((total, { from, to, share }) => {
    if (from >= needed) return total + share;
    return to > needed ? total + share * ((to - needed) / (to - from)) : total;
  }, 0);
  return Math.min(1, above);
}
