import { createRandom, type Random } from "../../math/random.ts";
import { sortOrder } from "../../math/sort-order.ts";
import type { Network } from "./network.ts";
import type { DrivingChain } from "./paths.ts";
import { drawThreePoint } from "./three-point.ts";

/** Cells of one table of a block: small enough for the cache, large enough that loops pay. */
const BLOCK_CELLS = 400_000;
const BLOCK = 256;
/** Draws whose ranks are set together when durations hang together. */
const RANKED_CELLS = 2_000_000;

/** As in the passes: times as near as this share of the finish are the same. */
const ROUNDING = 1e-11;

/** Streams that belong to no task. */
const SHOCK_STREAM = -1;
const SCORE_STREAM = 1;

/** What is kept of all draws. */
export interface Simulation {
  readonly finishes: Float64Array;
  /** How much each finish lies after the end of the chain that PERT looks at. */
  readonly excesses: Float64Array;
  /** By task: draws without slack, draws within its deadline, sums of squares and products about the expectation. */
  readonly critical: Float64Array;
  readonly inTime: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly products: Float64Array;
}

/** Runs the passes of many projects at once, block by block, each task with its own stream of durations. */
export function simulateNetwork(
  network: Network,
  means: Float64Array,
  chain: DrivingChain,
  expected: number,
  { draws, seed, correlation }: { readonly draws: number; readonly seed: number; readonly correlation: number },
): Simulation {
  const n = means.length;
  const random = createRandom(seed);
  const streams = streamsOf(network.ids, random);
  const shocks = random.fork(SHOCK_STREAM);
  const scores = correlation > 0 ? streams.map((stream) => stream.fork(SCORE_STREAM)) : undefined;
  const block =
    scores === undefined
      ? Math.min(draws, BLOCK, Math.max(16, Math.floor(BLOCK_CELLS / n)))
      : Math.min(draws, Math.max(BLOCK, Math.floor(RANKED_CELLS / n)));
  const [lengths, starts, ends, latest] = [0, 1, 2, 3].map(() => new Float64Array(n * block)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const kept: Simulation = {
    finishes: new Float64Array(draws),
    excesses: new Float64Array(draws),
    critical: new Float64Array(n),
    inTime: new Float64Array(n),
    sums: new Float64Array(n),
    squares: new Float64Array(n),
    products: new Float64Array(n),
  };
  for (let done = 0; done < draws; done += block) {
    const size = Math.min(block, draws - done);
    for (let j = 0; j < n; j++) {
      const three = network.durations[j] as Network["durations"][number];
      const stream = streams[j] as Random;
      for (let k = 0; k < size; k++) lengths[j * block + k] = drawThreePoint(three, stream);
    }
    if (scores !== undefined) {
      const common = Float64Array.from({ length: size }, () => shocks.normal());
      for (let j = 0; j < n; j++) {
        rankBy(lengths.subarray(j * block, j * block + size), common, scores[j] as Random, correlation);
      }
    }
    const finishes = kept.finishes.subarray(done, done + size);
    forward(network, block, lengths, starts, ends, finishes);
    backward(network, block, lengths, latest, finishes);
    const excesses = kept.excesses.subarray(done, done + size);
    excesses.set(finishes);
    for (const j of chain.tasks) {
      const factor = chain.factors[j] as number;
      for (let k = 0; k < size; k++)
        excesses[k] = (excesses[k] as number) - factor * (lengths[j * block + k] as number);
    }
    for (let k = 0; k < size; k++) excesses[k] = Math.max(0, (excesses[k] as number) - chain.fixed);
    gather(network, block, lengths, ends, latest, finishes, means, expected, kept);
  }
  return kept;
}

function forward(
  { first, from, waitsForFinish, holdsFinish, lag, notBefore, order }: Network,
  block: number,
  lengths: Float64Array,
  starts: Float64Array,
  ends: Float64Array,
  finishes: Float64Array,
): void {
  const size = finishes.length;
  for (const j of order) {
    const at = j * block;
    starts.fill(notBefore[j] as number, at, at + size);
    for (let link = first[j] as number; link < (first[j + 1] as number); link++) {
      const source = waitsForFinish[link] === 1 ? ends : starts;
      const other = (from[link] as number) * block;
      const wait = lag[link] as number;
      const own = holdsFinish[link] === 1 ? 1 : 0;
      for (let k = 0; k < size; k++) {
        const time = (source[other + k] as number) + wait - own * (lengths[at + k] as number);
        if (time > (starts[at + k] as number)) starts[at + k] = time;
      }
    }
    for (let k = 0; k < size; k++) {
      const end = (starts[at + k] as number) + (lengths[at + k] as number);
      ends[at + k] = end;
      if (end > (finishes[k] as number)) finishes[k] = end;
    }
  }
}

function backward(
  { first, from, waitsForFinish, holdsFinish, lag, order }: Network,
  block: number,
  lengths: Float64Array,
  latest: Float64Array,
  finishes: Float64Array,
): void {
  const size = finishes.length;
  for (const j of order) latest.set(finishes, j * block);
  for (let place = order.length - 1; place >= 0; place--) {
    const j = order[place] as number;
    const at = j * block;
    for (let link = first[j] as number; link < (first[j + 1] as number); link++) {
      const other = (from[link] as number) * block;
      const wait = lag[link] as number;
      const own = holdsFinish[link] === 1 ? 0 : 1;
      const theirs = waitsForFinish[link] === 1 ? 0 : 1;
      for (let k = 0; k < size; k++) {
        const until =
          (latest[at + k] as number) -
          own * (lengths[at + k] as number) -
          wait +
          theirs * (lengths[other + k] as number);
        if (until < (latest[other + k] as number)) latest[other + k] = until;
      }
    }
  }
}

function gather(
  { deadline }: Network,
  block: number,
  lengths: Float64Array,
  ends: Float64Array,
  latest: Float64Array,
  finishes: Float64Array,
  means: Float64Array,
  expected: number,
  kept: Simulation,
): void {
  for (let j = 0; j < means.length; j++) {
    const at = j * block;
    const mean = means[j] as number;
    const due = deadline[j] as number;
    let [critical, inTime, sum, square, product] = [0, 0, 0, 0, 0];
    for (let k = 0; k < finishes.length; k++) {
      const finish = finishes[k] as number;
      const same = ROUNDING * Math.max(1, finish);
      const end = ends[at + k] as number;
      if ((latest[at + k] as number) - end <= same) critical++;
      if (end - due <= same) inTime++;
      const gap = (lengths[at + k] as number) - mean;
      sum += gap;
      square += gap * gap;
      product += gap * (finish - expected);
    }
    kept.critical[j] = (kept.critical[j] as number) + critical;
    kept.inTime[j] = (kept.inTime[j] as number) + inTime;
    kept.sums[j] = (kept.sums[j] as number) + sum;
    kept.squares[j] = (kept.squares[j] as number) + square;
    kept.products[j] = (kept.products[j] as number) + product;
  }
}

/**
 * Puts a task's draws in the order of scores that share a common shock, so that durations hang together and each keeps
 * its own distribution to the last draw.
 *
 * @see Iman & Conover, A distribution-free approach to inducing rank correlation among input variables, Communications
 * in Statistics: Simulation and Computation 11 (1982)
 */
function rankBy(draws: Float64Array, common: Float64Array, own: Random, correlation: number): void {
  const [shared, alone] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  const order = sortOrder(common.map((shock) => shared * shock + alone * own.normal()));
  const ascending = draws.slice().sort();
  for (let rank = 0; rank < order.length; rank++) draws[order[rank] as number] = ascending[rank] as number;
}

/** A stream per task that hangs on its id alone: neither other tasks nor their order change what it draws. */
function streamsOf(ids: readonly string[], random: Random): Random[] {
  const taken = new Set<number>();
  const streams = new Array<Random>(ids.length);
  const byId = Array.from(ids.keys()).sort((a, b) => ((ids[a] as string) < (ids[b] as string) ? -1 : 1));
  for (const j of byId) {
    let label = labelOf(ids[j] as string);
    while (taken.has(label)) label++;
    taken.add(label);
    streams[j] = random.fork(label);
  }
  return streams;
}

/** A whole number below 2⁵² from a text; two texts share one with a chance of about 2⁻⁵². */
function labelOf(text: string): number {
  let [a, b] = [0x2545f491, 0x6a09e667];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193) ^ (a >>> 15);
    b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0) + (b >>> 12) * 2 ** 32;
}
