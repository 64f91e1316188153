import { dot } from "../../math/dot.ts";
import { aliveChance } from "../buying/kernel.ts";
import { type Customers, pointOf } from "./customers.ts";
import { type Discounting, span } from "./discount.ts";
import type { DecayMixture } from "./mixture.ts";
import { movedSpend } from "./moved-spend.ts";
import type { Request } from "./request.ts";
import { expectedStay, presentRate, timeConstant } from "./stay.ts";
import { octaveOf, octaveSeries, PLACES, placeOf } from "./stay-table.ts";

/** A schedule of equal periods. */
export interface Schedule extends Discounting {
  readonly periods: number;
  /** Length of a period in the model's unit. */
  readonly period: number;
}

/** Sums over customers, per period: purchases, spend, and spend at what it is worth now. */
export interface FlowTotals {
  readonly purchases: Float64Array;
  readonly spend: Float64Array;
  readonly discounted: Float64Array;
  /** Discounted spend after the last period; Infinity where it has no end. */
  readonly after: number;
}

/**
 * Adds up what customers are expected to do, period by period. Customers with the same repeat purchases in the same
 * octave of the time constant share one polynomial per period, so that it is their Chebyshev moments that are added.
 *
 * @param spending - Parameters p, q, v; undefined where the spend is given.
 * @returns Undefined where somebody's spend has no mean.
 * @internal
 */
export function flowTotals(
  request: Request,
  customers: Customers,
  buying: readonly number[],
  spending: readonly number[] | undefined,
  schedule: Schedule,
  known: SeriesMemory,
): FlowTotals | undefined {
  const { kind } = request.read;
  const spend = movedSpend(request, customers.table, spending);
  if (spend === undefined) return undefined;
  const { periods, force } = schedule;
  // what comes after the schedule is part of the sums where a discount bounds it
  const reach = force > 0 ? { ...schedule, length: Number.POSITIVE_INFINITY } : schedule;
  const purchases = new Float64Array(periods);
  const money = new Float64Array(periods);
  const discounted = new Float64Array(periods);
  let after = 0;
  customers.parts.forEach((part, at) => {
    const point = pointOf(request.read, buying, part);
    const groups = new Map<number, Group>();
    let endless = 0;
    for (let k = 0; k < part.rows.length; k++) {
      const i = part.rows[k] as number;
      const x = customers.frequency[i] as number;
      const age = customers.age[i] as number;
      const constant = timeConstant(kind, point, age);
      const octave = octaveOf(constant);
      const key = (kind === "pareto_nbd" ? 0 : x) * 4096 + octave;
      let group = groups.get(key);
      if (group === undefined) {
        group = { x, octave, purchases: new Float64Array(PLACES), money: new Float64Array(PLACES) };
        groups.set(key, group);
      }
      const rate = aliveChance(kind, point, x, customers.recency[i] as number, age) * presentRate(point, x, age);
      const earned = rate * (spend[i] as number);
      addMoments(group, placeOf(constant, octave), rate * constant, earned * constant);
      if (force === 0) endless += earned * expectedStay(kind, point, x, age, FOREVER);
    }
    // without a discount the rest is what the closed formula leaves over
    let counted = 0;
    for (const [key, group] of groups) {
      const of = (mixture: DecayMixture, constant: number): Float64Array => stays(mixture, constant, schedule);
      const rows = known.of(buying, `${at} ${key}`, () => {
        return octaveSeries(kind, point, group.x, group.octave, reach, of);
      });
      for (let t = 0; t < periods; t++) {
        const row = rows[t] as Float64Array;
        purchases[t] = (purchases[t] as number) + dot(row, group.purchases);
        const flow = dot(row, group.money);
        money[t] = (money[t] as number) + flow;
        counted += flow;
        discounted[t] = (discounted[t] as number) + dot(rows[periods + t] as Float64Array, group.money);
      }
      if (force > 0) after += dot(rows[2 * periods] as Float64Array, group.money);
    }
    if (force === 0) after += Math.max(0, endless - counted);
  });
  return { purchases, spend: money, discounted, after };
}

/** Polynomials of one set of buying parameters, which other spending parameters leave as they are. */
export interface SeriesMemory {
  of(buying: readonly number[], key: string, make: () => readonly Float64Array[]): readonly Float64Array[];
}

/** Remembers the polynomials of the parameters as they are, for as long as a forecast takes. */
export function rememberSeries(parameters: readonly number[]): SeriesMemory {
  const known = new Map<string, readonly Float64Array[]>();
  return {
    of(buying, key, make) {
      if (buying !== parameters) return make();
      const rows = known.get(key) ?? make();
      known.set(key, rows);
      return rows;
    },
  };
}

const FOREVER: Discounting = { length: Number.POSITIVE_INFINITY, force: 0, step: 0 };

/** Customers who share polynomials: their weights as Chebyshev moments. */
interface Group {
  readonly x: number;
  readonly octave: number;
  readonly purchases: Float64Array;
  readonly money: Float64Array;
}

function addMoments({ purchases, money }: Group, at: number, rate: number, earned: number): void {
  let [before, now] = [at, 1];
  for (let j = 0; j < PLACES; j++) {
    purchases[j] = (purchases[j] as number) + rate * now;
    money[j] = (money[j] as number) + earned * now;
    [before, now] = [now, 2 * at * now - before];
  }
}

/** Shares of customers below this are gone; numbers that are smaller still are slow. */
const GONE = 1e-250;

/** Stay per period, discounted stay per period, and discounted stay after the last one, over the time constant. */
function stays({ exit, weight }: DecayMixture, constant: number, schedule: Schedule): Float64Array {
  const { periods, period, force, step } = schedule;
  const out = new Float64Array(2 * periods + 1);
  const interest = Math.exp(-force * period);
  for (let i = 0; i < exit.length; i++) {
    const rate = (exit[i] as number) / constant;
    const left = Math.exp(-rate * period);
    const plain = span(rate, period);
    const worth = step > 0 ? plain * interest : span(force + rate, period);
    let kept = (weight[i] as number) / constant;
    let value = kept;
    for (let t = 0; t < periods && kept > GONE; t++) {
      out[t] = (out[t] as number) + kept * plain;
      out[periods + t] = (out[periods + t] as number) + value * worth;
      kept *= left;
      value *= left * interest;
    }
    if (force > 0)
      out[2 * periods] = (out[2 * periods] as number) + (value * worth) / -Math.expm1(-(force + rate) * period);
  }
  return out;
}
