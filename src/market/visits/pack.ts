import type { Book, Door } from "./book.ts";

/** Fractions of an hour in which visits and hours are looked for as whole numbers. */
const FRACTIONS = [1, 2, 4, 5, 10, 20, 60, 100];
/** Cells of a grid at most. */
const MOST_CELLS = 2400;
/** Visits a person could make beyond which rounding to the grid loses more than whole visits gain. */
const MANY_VISITS = 40;

/** A door of one person. */
export interface Item {
  /** Account and door. */
  readonly i: number;
  readonly d: number;
  readonly cost: number;
}

/** A person's hours and visits in cells of a grid. */
export interface Staff {
  readonly doors: readonly (Item & { readonly hours: number })[];
  /** Visits in bundles of 1, 2, 4… where their number is limited; `many` where only the hours limit it. */
  readonly bundles: readonly {
    readonly k: number;
    readonly times: number;
    readonly size: number;
    readonly many: boolean;
  }[];
  readonly hours: number;
  /** Undefined where the hours have no grid: then parts of visits are packed. */
  readonly cells: number | undefined;
  /** Cells of a visit, by place in `doors`. */
  readonly sizes: readonly number[];
  readonly work: number;
  readonly best: Float64Array;
  readonly taken: Uint8Array;
}

/** What the visits bring that are paid best. */
export interface Packed {
  readonly value: number;
  /** By place in `doors`. */
  readonly visits: Float64Array;
}

/** Sets up a person's hours as a knapsack. */
export function itemsOf(book: Book, p: number, most: Int32Array): Staff {
  const limit = book.hours[p] as number;
  const doors: (Item & { readonly hours: number })[] = [];
  book.accounts.forEach((account, i) => {
    account.doors.forEach(({ person, hours, cost }: Door, d) => {
      if (person === p && hours <= limit * (1 + 1e-9) && (most[i] as number) > 0) doors.push({ i, d, cost, hours });
    });
  });
  const grid = gridOf(
    limit,
    doors.map(({ hours }) => hours),
  );
  const bundles: Staff["bundles"][number][] = [];
  if (grid !== undefined) {
    doors.forEach(({ i }, k) => {
      const size = grid.sizes[k] as number;
      const possible = Math.floor(grid.cells / size);
      let left = most[i] as number;
      if (left >= possible) bundles.push({ k, times: 1, size, many: true });
      else {
        for (let times = 1; left > 0; times *= 2) {
          const own = Math.min(times, left);
          bundles.push({ k, times: own, size: size * own, many: false });
          left -= own;
        }
      }
    });
  }
  const cells = grid?.cells;
  const width = (cells ?? 0) + 1;
  return {
    doors,
    bundles,
    hours: limit,
    cells,
    sizes: grid?.sizes ?? [],
    work: width * (bundles.length + 1),
    best: new Float64Array(width),
    taken: new Uint8Array(width * bundles.length),
  };
}

/** Hours in whole cells: exactly where they are round numbers, else visits rounded down, which only ever raises a bound. */
function gridOf(limit: number, hours: readonly number[]): { cells: number; sizes: readonly number[] } | undefined {
  if (hours.length === 0) return undefined;
  for (const parts of FRACTIONS) {
    const sizes = hours.map((own) => Math.round(own * parts));
    if (!hours.every((own, k) => Math.abs(own * parts - (sizes[k] as number)) < 1e-7) || sizes.includes(0)) continue;
    const common = sizes.reduce(divisor);
    const cells = Math.floor((limit * parts * (1 + 1e-9) + 1e-7) / common);
    if (cells <= MOST_CELLS) return { cells, sizes: sizes.map((size) => size / common) };
  }
  const visits = limit / Math.min(...hours);
  if (visits > MANY_VISITS) return undefined;
  const cell = limit / MOST_CELLS;
  return { cells: MOST_CELLS, sizes: hours.map((own) => Math.max(1, Math.floor((own / cell) * (1 - 1e-9)))) };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** Packs the visits that are paid best into a person's hours. */
export function pack(staff: Staff, pay: (item: Item) => number): Packed {
  const { doors, bundles, cells, best, taken } = staff;
  const visits = new Float64Array(doors.length);
  const pays = doors.map(pay);
  if (cells === undefined) {
    let at = -1;
    let most = 0;
    doors.forEach(({ hours }, k) => {
      const hourly = (pays[k] as number) / hours;
      if (hourly > most) [most, at] = [hourly, k];
    });
    if (at >= 0) visits[at] = staff.hours / (doors[at] as { hours: number }).hours;
    return { value: most * staff.hours, visits };
  }
  const width = cells + 1;
  best.fill(0);
  bundles.forEach(({ k, times, size, many }, b) => {
    const value = (pays[k] as number) * times;
    const row = b * width;
    taken.fill(0, row, row + width);
    if (value <= 0) return;
    if (many) {
      for (let c = size; c <= cells; c++) {
        const own = (best[c - size] as number) + value;
        if (own > (best[c] as number)) {
          best[c] = own;
          taken[row + c] = 1;
        }
      }
    } else {
      for (let c = cells; c >= size; c--) {
        const own = (best[c - size] as number) + value;
        if (own > (best[c] as number)) {
          best[c] = own;
          taken[row + c] = 1;
        }
      }
    }
  });
  let c = cells;
  for (let b = bundles.length - 1; b >= 0; b--) {
    const { k, times, size, many } = bundles[b] as Staff["bundles"][number];
    while (taken[b * width + c] === 1) {
      visits[k] = (visits[k] as number) + times;
      c -= size;
      if (!many) break;
    }
  }
  return { value: best[cells] as number, visits };
}

/** What is lost at least where a person makes one visit through each door, against what is packed best. */
export function lossesOf(staff: Staff, pay: (item: Item) => number): readonly number[] {
  const { doors, cells, best, sizes } = staff;
  const { value } = pack(staff, pay);
  return doors.map((door, k) => {
    const left =
      cells === undefined ? value * (1 - door.hours / staff.hours) : (best[cells - (sizes[k] as number)] as number);
    return value - left - pay(door);
  });
}
