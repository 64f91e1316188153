import type { Book } from "./book.ts";

/** Prices of hours and money, and what no plan can exceed at them. */
export interface Prices {
  /** Money per hour of each person. */
  readonly hours: Float64Array;
  /** Gain per unit of money. */
  readonly budget: number;
  /** Gain per promised visit, where promises cannot all be kept. */
  readonly promise: number;
  readonly bound: number;
}

/** What the prices are looked for. */
export interface Relaxed {
  /** Gain, or promised visits made. */
  readonly aim: "gain" | "promises";
  /** Promised visits that may be missing; the aim `promises` leaves it out. */
  readonly missing: number;
  /** Promises cut to what single accounts could get. */
  readonly promised: Int32Array;
  /** A plan reaches this much. */
  readonly reached: number;
}

/** Tries: by then the bound moves in digits that nobody reads. */
const TRIES = 4000;
/** Tries for a book of few (account, person) pairs, which the integer programme settles anyway. */
const FEW_TRIES = 250;
const FEW_PAIRS = 24;
/** Tries without a lower bound after which steps are halved. */
const PATIENCE = 40;
/** How much of the last direction goes into the next, which damps the zigzag. */
const MEMORY = 0.6;
/** Bound and plan closer than this share of each other have met. */
const MET = 1e-9;

export function freePrices(book: Book): Prices {
  return { hours: new Float64Array(book.people.length), budget: 0, promise: 0, bound: Number.POSITIVE_INFINITY };
}

/**
 * Looks for prices of each person's hours and of money at which the best that all accounts could buy is smallest: no
 * plan can bring more (Lagrangian bound, here the bound of the linear programme). Subgradient steps by Polyak's rule
 * towards the plan at hand, with some of the last direction kept.
 *
 * @see Fisher (1981), The Lagrangian relaxation method for solving integer programming problems, Management Science 27;
 * Camerini, Fratta & Maffioli (1975), On improving relaxation methods by modified gradient techniques
 */
export function findPrices(book: Book, relaxed: Relaxed): Prices {
  const { reached } = relaxed;
  const market = marketOf(book, relaxed);
  const { axes, limits } = market;
  const pairs = book.accounts.reduce((sum, { doors }) => sum + doors.length, 0);
  const tries = pairs <= FEW_PAIRS ? FEW_TRIES : TRIES;
  let point = new Float64Array(axes);
  let best = new Float64Array(axes);
  let bound = Number.POSITIVE_INFINITY;
  let pace = 1;
  let idle = 0;
  const slope = new Float64Array(axes);
  const direction = new Float64Array(axes);
  for (let step = 0; step < tries; step++) {
    const height = market.buyAt(point, slope);
    if (height < bound) {
      if (bound - height > 1e-5 * Math.abs(bound)) idle = 0;
      bound = height;
      best = point.slice();
    } else idle++;
    if (idle >= PATIENCE) {
      pace /= 2;
      idle = 0;
      point = best.slice();
      direction.fill(0);
      market.buyAt(point, slope);
    }
    const ahead = bound - reached;
    if (ahead <= MET * Math.abs(bound) || pace < 1e-5) break;
    let norm = 0;
    for (let a = 0; a < axes; a++) {
      // a price of nothing does not fall
      const own = point[a] === 0 && (slope[a] as number) > 0 ? 0 : (slope[a] as number);
      direction[a] = own + MEMORY * (direction[a] as number);
      norm += (direction[a] as number) ** 2;
    }
    if (!(norm > 0)) break;
    const length = (pace * Math.max(height - reached, ahead)) / norm;
    for (let a = 0; a < axes; a++) {
      point[a] = Math.max(0, (point[a] as number) - length * (direction[a] as number));
    }
  }
  const priceAt = (a: number): number => ((limits[a] as number) > 0 ? (best[a] as number) / (limits[a] as number) : 0);
  // the last two axes: money, and the promises that must be made
  const hours = Float64Array.from(book.people, (_, p) => priceAt(p));
  const budget = Number.isFinite(book.budget) ? priceAt(axes - 2) : 0;
  return { hours, budget, promise: priceAt(axes - 1), bound };
}

interface Market {
  readonly axes: number;
  readonly limits: Float64Array;
  /** What all accounts buy at the prices of a point, and how the bound would change with each. */
  buyAt(point: Float64Array, slope: Float64Array): number;
}

/** Every axis is a price times its limit, so that all are in units of gain. */
function marketOf(book: Book, { aim, missing, promised }: Relaxed): Market {
  const people = book.people.length;
  const axes = people + 2;
  const asked = promised.reduce((sum, visits) => sum + visits, 0) - missing;
  const limits = new Float64Array(axes);
  limits.set(book.hours);
  limits[people] = Number.isFinite(book.budget) ? book.budget : 0;
  limits[people + 1] = aim === "gain" && missing > 0 ? asked : 0;
  const forced = aim === "gain" && missing === 0;
  const rows = book.accounts.map(({ marginals, doors }, i) => ({
    least: promised[i] as number,
    worths: aim === "gain" ? marginals : new Float64Array(promised[i] as number).fill(1),
    // nobody with too few hours for one visit opens a door
    doors: doors.filter(({ person, hours }) => hours <= (book.hours[person] as number) * (1 + 1e-9)),
  }));
  const own = aim === "gain" ? 1 : 0;
  return {
    axes,
    limits,
    buyAt(point, slope) {
      const price = (a: number): number =>
        (limits[a] as number) > 0 ? (point[a] as number) / (limits[a] as number) : 0;
      const wages = Float64Array.from({ length: people }, (_, p) => price(p));
      const money = own + price(people);
      const promise = price(people + 1);
      let height = 0;
      for (let a = 0; a < axes; a++) {
        const sign = a === people + 1 ? -1 : 1;
        slope[a] = (limits[a] as number) > 0 ? sign : 0;
        height += sign * ((limits[a] as number) > 0 ? (point[a] as number) : 0);
      }
      for (const { least, worths, doors } of rows) {
        let cheapest = Number.POSITIVE_INFINITY;
        let at = -1;
        for (let d = 0; d < doors.length; d++) {
          const door = doors[d] as (typeof doors)[number];
          const cost = money * door.cost + (wages[door.person] as number) * door.hours;
          if (cost < cheapest) [cheapest, at] = [cost, d];
        }
        const door = doors[at];
        if (door === undefined) continue;
        let bought = 0;
        while (bought < worths.length) {
          const worth = (worths[bought] as number) + (bought < least ? promise : 0);
          if (worth <= cheapest && !(forced && bought < least)) break;
          height += worth - cheapest;
          bought++;
        }
        if (bought === 0) continue;
        const { person, hours, cost } = door;
        if ((limits[person] as number) > 0) {
          slope[person] = (slope[person] as number) - (bought * hours) / (limits[person] as number);
        }
        if ((limits[people] as number) > 0) {
          slope[people] = (slope[people] as number) - (bought * cost) / (limits[people] as number);
        }
        if ((limits[people + 1] as number) > 0) {
          slope[people + 1] = (slope[people + 1] as number) + Math.min(bought, least) / (limits[people + 1] as number);
        }
      }
      return height;
    },
  };
}
