import { createRandom, type Random } from "../../math/random.ts";
import type { Journey } from "../pipeline/history.ts";
import { type PathFinder, SURE, type WinPath } from "../predict/path.ts";
import type { Standing } from "../stages/chain.ts";
import type { FunnelModel } from "../types.ts";
import type { NewDeals } from "./new-deals.ts";
import { rateVersions } from "./rate-versions.ts";
import { meanResponse, stageResponses } from "./response.ts";

/** Largest exponent whose exponential is comfortably a double. */
const LARGEST_EXPONENT = 600;

/** An open deal in numbers. */
export interface Bet {
  readonly dealId: string;
  readonly journey: Journey;
  readonly standing: Standing;
  readonly path: WinPath;
  readonly amount: number;
}

/** What the simulation is asked for. */
export interface SimulationOptions {
  readonly horizonDays: number;
  readonly seed: number;
  readonly draws: number;
  readonly rateDoubt: boolean;
  /** Whether periods share good and bad luck, and seasons and levels are in doubt. */
  readonly sharedShock: boolean;
  /** Variance of everything that deals share over the horizon, by which single chances are kept at their mean. */
  readonly variance: number;
}

/** One entry per simulated future. */
export interface Futures {
  readonly totals: Float64Array;
  readonly wins: Float64Array;
  /** The same by part of the horizon. */
  readonly bucketTotals: readonly Float64Array[];
  readonly bucketWins: readonly Float64Array[];
  /** Future `i` has version `i % versions` of the rates. */
  readonly versions: number;
}

/** The intensities of all deals of one group in one stage, laid end to end on a line. */
interface Line {
  /** How strongly the deals respond to what speeds winning up. */
  readonly response: number;
  readonly bucket: number;
  readonly period: number;
  readonly place: number;
  readonly band: number;
  /** Index of the deal of each stretch. */
  readonly deal: Int32Array;
  readonly intensity: Float64Array;
  /** Where each stretch ends, in the version under way. */
  readonly upTo: Float64Array;
  /** The first stretch that ends behind each of as many equal parts of the line: a search needs one look. */
  readonly guide: Int32Array;
}

/**
 * Simulates the books: in each future the rates are one of their plausible versions, each period has its own luck, the
 * season its own pace within its doubt, new deals come in, and each deal is then won or not, in one part of the horizon.
 *
 * A multiplier g turns the intensity λ into the chance 1 − exp(−gλ); λ is set so that the mean over a gamma g of variance
 * v is the deal's own chance: λ = ((1 − p)^−v − 1)/v, the inverse Laplace transform of the gamma law.
 */
export function simulate(
  model: FunnelModel,
  finder: PathFinder,
  order: readonly Bet[],
  newDeals: NewDeals,
  options: SimulationOptions,
): Futures {
  const { draws, seed, sharedShock, variance } = options;
  const root = createRandom(seed);
  const { versions, tilt, newTilt } = rateVersions(model, order, newDeals, options, root);
  const random = root.fork(versions);
  // in units of the largest amount's power of two: squares of huge amounts stay finite, and sums stay exact
  const most = [...order.map((bet) => bet.amount), ...newDeals.amounts].reduce((a, b) => Math.max(a, b), 0);
  const unit = 2 ** Math.max(-1000, Math.min(1000, Math.ceil(Math.log2(most || 1))));
  const listed = Float64Array.from(order, (bet) => bet.amount / unit);
  const { buckets, places } = finder.outlook;
  const columns = (): Float64Array[] => buckets.map(() => new Float64Array(draws));
  const bucketWins = columns();
  const bucketTotals = columns();
  const lines = layLines(finder, order, variance, stageResponses(finder, order, model.stages.length));
  const lastWon = new Int32Array(order.length).fill(-1);
  const shocks = new Float64Array(places.length).fill(1);
  const sums = new Float64Array(buckets.length);
  const squares = new Float64Array(buckets.length);
  const slices = Float64Array.from(newDeals.amounts, (amount) => amount / unit);

  for (let version = 0; version < versions; version++) {
    for (const line of lines) stretchLine(line, version, tilt);
    const sharedRandom = root.fork(versions + 1 + version);
    const shared = sharedShock ? drawShared(model, sharedRandom) : undefined;
    for (let draw = version; draw < draws; draw += versions) {
      sums.fill(0);
      squares.fill(0);
      if (shared !== undefined && shared.variance > 0) {
        for (let k = 0; k < shocks.length; k++) shocks[k] = random.gamma(1 / shared.variance, shared.variance);
      }
      const multiplier = (period: number, place: number, band: number, response: number): number => {
        if (shared === undefined) return 1;
        const g = (shocks[period] as number) * shared.level * (shared.pace[place]?.[band] as number);
        return response === 1 ? g : g ** response / meanResponse(response, shared.variance);
      };
      for (const line of lines) {
        const g = multiplier(line.period, line.place, line.band, line.response);
        const wins = playOut(line, g, random, draw, lastWon, listed, sums, squares);
        if (wins > 0) add(bucketWins, line.bucket, draw, wins);
      }
      if (newDeals.groups.length > 0) {
        const strayed =
          newDeals.variance > 0 && sharedShock ? random.gamma(1 / newDeals.variance, newDeals.variance) : 1;
        for (const { bucket, period, place, band, expected, response } of newDeals.groups) {
          const g = multiplier(period, place, band, response);
          const wins = random.poisson(Math.min(1e15, expected * strayed * g * newTilt(version)));
          if (wins === 0) continue;
          add(bucketWins, bucket, draw, wins);
          for (let i = 0; i < wins; i++) {
            if (slices.length === 0 || random.uniform() >= newDeals.priced) continue;
            const amount = slices[Math.floor(random.uniform() * slices.length)] as number;
            sums[bucket] = (sums[bucket] as number) + amount;
            squares[bucket] = (squares[bucket] as number) + amount * amount;
          }
        }
      }
      settle(model, sums, squares, random, draw, bucketTotals);
    }
  }
  return {
    totals: sumOf(bucketTotals, draws, unit),
    wins: sumOf(bucketWins, draws, 1),
    bucketTotals: bucketTotals.map((column) => column.map((total) => total * unit)),
    bucketWins,
    versions,
  };
}

/** One version of what all deals share beside the periods' luck. */
interface Shared {
  readonly variance: number;
  readonly level: number;
  /** Relative to what is expected. */
  readonly pace: readonly (readonly number[])[];
}

function drawShared({ shock, season }: FunnelModel, random: Random): Shared {
  let u = random.uniform();
  let variance = 0;
  for (const { variance: candidate, weight } of shock.likely) {
    variance = candidate;
    u -= weight;
    if (u < 0) break;
  }
  // the level of the rates was itself learned from so many periods of luck, which no horizon averages out
  const doubt = shock.effectivePeriods > 0 ? variance / shock.effectivePeriods : 0;
  return {
    variance,
    level: doubt > 0 ? random.gamma(1 / doubt, doubt) : 1,
    pace: season.pace.map((row) => row.map(({ shape }) => (shape === undefined ? 1 : random.gamma(shape, 1 / shape)))),
  };
}

function add(columns: readonly Float64Array[], bucket: number, draw: number, value: number): void {
  const column = columns[bucket] as Float64Array;
  column[draw] = (column[draw] as number) + value;
}

function layLines(
  { groups, bands, outlook }: PathFinder,
  order: readonly Bet[],
  variance: number,
  responses: Float64Array,
): Line[] {
  const stages = responses.length;
  const members: { deal: number[]; intensity: number[] }[] = Array.from({ length: groups * stages }, () => ({
    deal: [],
    intensity: [],
  }));
  order.forEach(({ path, standing }, deal) => {
    const plain = Math.min(SURE, -Math.log1p(-path.chance));
    const spread = variance * (responses[standing.stage] as number) ** 2;
    const lifted =
      spread === 0 || plain === 0 ? 1 : Math.expm1(Math.min(LARGEST_EXPONENT, spread * plain)) / (spread * plain);
    path.group.forEach((group, i) => {
      const list = members[group * stages + standing.stage] as { deal: number[]; intensity: number[] };
      list.deal.push(deal);
      list.intensity.push((path.intensity[i] as number) * lifted);
    });
  });
  const periods = outlook.places.length;
  return members.flatMap(({ deal, intensity }, cell): Line[] => {
    if (deal.length === 0) return [];
    const group = Math.floor(cell / stages);
    const period = Math.floor(group / bands) % periods;
    return [
      {
        response: responses[cell % stages] as number,
        bucket: Math.floor(group / bands / periods),
        period,
        place: outlook.places[period] as number,
        band: group % bands,
        deal: Int32Array.from(deal),
        intensity: Float64Array.from(intensity),
        upTo: new Float64Array(deal.length),
        guide: new Int32Array(deal.length + 1),
      },
    ];
  });
}

function stretchLine(line: Line, version: number, tilt: (version: number, deal: number) => number): void {
  const { deal, intensity, upTo, guide } = line;
  const n = deal.length;
  let total = 0;
  for (let i = 0; i < n; i++) {
    total += (intensity[i] as number) * tilt(version, deal[i] as number);
    upTo[i] = total;
  }
  let at = 0;
  for (let part = 0; part <= n; part++) {
    while (at < n - 1 && (upTo[at] as number) <= (part * total) / n) at++;
    guide[part] = at;
  }
}

/**
 * One group in one future. Points fall on the line at random with density `g`; a deal is won when one falls on its
 * stretch, which has exactly its chance, independently of all others; one won in an earlier part is not won again. Only
 * won deals cost time.
 */
function playOut(
  { deal, upTo, guide, bucket }: Line,
  g: number,
  random: Random,
  draw: number,
  lastWon: Int32Array,
  listed: Float64Array,
  sums: Float64Array,
  squares: Float64Array,
): number {
  const n = upTo.length;
  const total = upTo[n - 1] as number;
  if (!(g > 0) || !(total > 0)) return 0;
  const perUnit = n / total;
  let wins = 0;
  let at = 0;
  let i = 0;
  while (i < n) {
    at -= Math.log(1 - random.uniform()) / g;
    if (at >= total) break;
    i = Math.max(i, guide[Math.floor(at * perUnit)] as number);
    // rounding may put the part one stretch too far
    while (i > 0 && (upTo[i - 1] as number) > at) i--;
    while ((upTo[i] as number) <= at) i++;
    // go on behind the stretch: a deal is won once
    at = upTo[i] as number;
    const own = deal[i++] as number;
    if (lastWon[own] === draw) continue;
    lastWon[own] = draw;
    const amount = listed[own] as number;
    wins++;
    sums[bucket] = (sums[bucket] as number) + amount;
    squares[bucket] = (squares[bucket] as number) + amount * amount;
  }
  return wins;
}

/** Signed amounts stray from listed ones: the sum of many strays as one gamma number of their mean and variance. */
function settle(
  { amounts }: FunnelModel,
  sums: Float64Array,
  squares: Float64Array,
  random: Random,
  draw: number,
  totals: readonly Float64Array[],
): void {
  for (let bucket = 0; bucket < sums.length; bucket++) {
    const mean = amounts.ratio * (sums[bucket] as number);
    const variance = (amounts.ratio * amounts.spread) ** 2 * (squares[bucket] as number);
    (totals[bucket] as Float64Array)[draw] =
      variance > 0 && mean > 0 ? random.gamma(mean ** 2 / variance, variance / mean) : mean;
  }
}

function sumOf(columns: readonly Float64Array[], draws: number, unit: number): Float64Array {
  const sum = new Float64Array(draws);
  for (const column of columns) for (let i = 0; i < draws; i++) sum[i] = (sum[i] as number) + (column[i] as number);
  return unit === 1 ? sum : sum.map((total) => total * unit);
}
