import { createRandom, type Random } from "../../math/random.ts";
import { arrivalTable, type Chain, chanceOf, layOut, type Standing } from "../stages/chain.ts";
import type { FunnelModel } from "../types.ts";
import { redraw } from "./doubt.ts";

/**
 * Versions of the learned rates that the futures share among them. Futures of one version stand together, so quantiles
 * are only as steady as there are versions: one for every four futures, fewer where each is dear to lay out.
 */
const DRAWS_PER_VERSION = 4;
const FEWEST_VERSIONS = 64;

/** Steps of arithmetic for all versions together: about a fifth of a second. */
const VERSION_STEPS = 3e7;

/** A chance of one would be an infinite intensity; 27 is a chance of 1 − 2e-12. */
const SURE = 27;

/** Largest exponent whose exponential is comfortably a double. */
const LARGEST_EXPONENT = 600;

/** An open deal in numbers. */
export interface Bet {
  readonly dealId: string;
  readonly standing: Standing;
  readonly chance: number;
  readonly amount: number;
}

/** What the simulation is asked for. */
export interface SimulationOptions {
  readonly horizonDays: number;
  readonly seed: number;
  readonly draws: number;
  readonly rateDoubt: boolean;
  /** Variance of the shared multiplier over the horizon. */
  readonly shockVariance: number;
}

/** One entry per simulated future. */
export interface Futures {
  readonly totals: Float64Array;
  readonly wins: Float64Array;
  /** Future `i` has version `i % versions` of the rates. */
  readonly versions: number;
}

/**
 * Simulates the books of open deals. In each future the rates are one of their plausible versions, one gamma multiplier
 * of mean one raises or lowers every deal's intensity of being won, and each deal is then won or not.
 *
 * A multiplier g turns the intensity λ into the chance 1 − exp(−gλ); λ is set so that the mean over g is the deal's own
 * chance: λ = ((1 − p)^−v − 1)/v, the inverse Laplace transform of the gamma law.
 */
export function simulate(model: FunnelModel, bets: readonly Bet[], options: SimulationOptions): Futures {
  const { draws, seed, shockVariance, rateDoubt } = options;
  const root = createRandom(seed);
  // one order for the same deals, so that the order given changes no figure
  const order = [...bets].sort((a, b) => (a.dealId < b.dealId ? -1 : 1));
  const versions = rateDoubt && bets.some((bet) => bet.chance > 0) ? versionsFor(model, order, options) : 1;
  const tilt = versions > 1 ? rateTilts(model, order, options, versions, root) : undefined;
  const random = root.fork(versions);
  // in units of the largest amount's power of two: squares of huge amounts stay finite, and sums stay exact
  const most = order.reduce((largest, bet) => Math.max(largest, bet.amount), 0);
  const unit = 2 ** Math.max(-1000, Math.min(1000, Math.ceil(Math.log2(most || 1))));
  const listed = Float64Array.from(order, (bet) => bet.amount / unit);
  const futures = { totals: new Float64Array(draws), wins: new Float64Array(draws), versions };
  const intensity = Float64Array.from(order, (bet) => -Math.log1p(-bet.chance));
  const upTo = new Float64Array(order.length);
  for (let version = 0; version < versions; version++) {
    let total = 0;
    for (let i = 0; i < order.length; i++) {
      const plain = Math.min(SURE, (intensity[i] as number) * (tilt?.(version, i) ?? 1));
      total +=
        shockVariance === 0 ? plain : Math.expm1(Math.min(LARGEST_EXPONENT, shockVariance * plain)) / shockVariance;
      upTo[i] = total;
    }
    const line = { listed, upTo, total, guide: guideTo(upTo, total) };
    for (let draw = version; draw < draws; draw += versions) {
      const shock = shockVariance === 0 ? 1 : random.gamma(1 / shockVariance, shockVariance);
      playOut(line, { shock, random, amounts: model.amounts }, futures, draw);
    }
  }
  for (let draw = 0; draw < draws; draw++) futures.totals[draw] = (futures.totals[draw] as number) * unit;
  return futures;
}

/** The deals' intensities laid end to end on a line. */
interface Line {
  readonly listed: Float64Array;
  /** Where each deal's stretch ends. */
  readonly upTo: Float64Array;
  readonly total: number;
  /** The first deal that ends behind each of as many equal parts of the line: a search needs one look. */
  readonly guide: Int32Array;
}

function guideTo(upTo: Float64Array, total: number): Int32Array {
  const guide = new Int32Array(upTo.length + 1);
  let deal = 0;
  for (let part = 0; part < guide.length; part++) {
    while (deal < upTo.length - 1 && (upTo[deal] as number) <= (part * total) / upTo.length) deal++;
    guide[part] = deal;
  }
  return guide;
}

interface Future {
  readonly shock: number;
  readonly random: Random;
  readonly amounts: FunnelModel["amounts"];
}

/**
 * One future. Points fall on the line at random with density `shock`; a deal is won when at least one falls on its
 * stretch, which has exactly its chance 1 − exp(−gλ), independently of all others. Only won deals cost time.
 */
function playOut(line: Line, { shock, random, amounts }: Future, futures: Futures, draw: number): void {
  const { listed, upTo, total, guide } = line;
  const n = upTo.length;
  const perUnit = n / total;
  let wins = 0;
  let sum = 0;
  let squares = 0;
  let at = 0;
  let deal = 0;
  while (shock > 0 && deal < n) {
    at -= Math.log(1 - random.uniform()) / shock;
    if (at >= total) break;
    deal = Math.max(deal, guide[Math.floor(at * perUnit)] as number);
    // rounding may put the part one deal too far
    while (deal > 0 && (upTo[deal - 1] as number) > at) deal--;
    while ((upTo[deal] as number) <= at) deal++;
    const amount = listed[deal] as number;
    wins++;
    sum += amount;
    squares += amount * amount;
    // a deal is won once: go on behind its stretch
    at = upTo[deal++] as number;
  }
  futures.wins[draw] = wins;
  const mean = amounts.ratio * sum;
  const variance = (amounts.ratio * amounts.spread) ** 2 * squares;
  futures.totals[draw] = variance > 0 && mean > 0 ? random.gamma(mean ** 2 / variance, variance / mean) : mean;
}

/** As many versions as the steps allow: each is redrawn, laid out, followed day by day, and spread over the deals. */
function versionsFor(
  { stages }: FunnelModel,
  order: readonly Bet[],
  { horizonDays, draws }: SimulationOptions,
): number {
  const cells = new Set(order.map(({ standing }) => `${standing.stage}:${Math.round(standing.age)}`)).size;
  const ways = stages.reduce((most, stage) => Math.max(most, stage.exits.length), 0);
  const drawn = stages.reduce((sum, stage) => sum + stage.exits.length * (stage.grid.age.length + 2), 0);
  const laidOut = stages.reduce((sum, stage) => sum + stage.exits.length * stage.beyond.fromAge, 0);
  const followed = (stages.length * ways * horizonDays ** 2) / 2 + cells * horizonDays * ways;
  const steps = 40 * drawn + laidOut + followed + 40 * order.length;
  const wanted = Math.max(FEWEST_VERSIONS, Math.ceil(draws / DRAWS_PER_VERSION));
  return Math.min(draws, wanted, Math.max(FEWEST_VERSIONS, Math.floor(VERSION_STEPS / steps)));
}

/** How each version of the rates raises or lowers the intensity of winning, by stage and whole age. */
function rateTilts(
  model: FunnelModel,
  order: readonly Bet[],
  { horizonDays }: SimulationOptions,
  versions: number,
  root: Random,
): (version: number, bet: number) => number {
  const cellOf = new Map<string, number>();
  const cells: Standing[] = [];
  const cellOfBet = Int32Array.from(order, ({ standing }) => {
    const age = Math.round(standing.age);
    const key = `${standing.stage}:${age}`;
    const known = cellOf.get(key);
    if (known !== undefined) return known;
    cellOf.set(key, cells.length);
    return cells.push({ stage: standing.stage, age }) - 1;
  });
  const base = intensities(layOut(model.stages, horizonDays), cells, horizonDays);
  const tilts = Array.from({ length: versions }, (_, version) => {
    const other = intensities(layOut(redraw(model.stages, root.fork(version)), horizonDays), cells, horizonDays);
    return other.map((value, cell) => ((base[cell] as number) > 0 ? value / (base[cell] as number) : 1));
  });
  return (version, bet) => (tilts[version] as Float64Array)[cellOfBet[bet] as number] as number;
}

function intensities(chain: Chain, cells: readonly Standing[], horizonDays: number): Float64Array {
  const arrival = arrivalTable(chain, 0, Math.ceil(horizonDays) + 1);
  return Float64Array.from(cells, (cell) =>
    Math.min(SURE, -Math.log1p(-chanceOf(chain, cell, 0, horizonDays, arrival))),
  );
}
