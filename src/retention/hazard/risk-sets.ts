import { countUpTo } from "../../math/count-below.ts";
import { type GroupedRows, groupRows } from "../../math/group-rows.ts";
import { sortOrder } from "../../math/sort-order.ts";
import type { StayColumns } from "./stays.ts";

/** Rows in the order in which risk sets grow: stratum by stratum, the oldest first. */
export interface RiskRows {
  readonly n: number;
  /** Terms. */
  readonly p: number;
  /** Row number in the caller's table. */
  readonly row: Uint32Array;
  /** Terms row by row. */
  readonly x: Float64Array;
  readonly stop: Float64Array;
  readonly left: Uint8Array;
  readonly weight: Float64Array;
  /** Where each stratum begins, and the number of rows at the end. */
  readonly strata: Uint32Array;
  /** Age after which each row was watched, and the positions by that age, latest first; absent without entries. */
  readonly entry?: Float64Array;
  readonly byEntry?: Uint32Array;
}

/** Sums over those at risk at one age at which somebody left. */
export interface RiskSums {
  stratum: number;
  age: number;
  /** Positions of the rows of this age: from, and up to but not with. */
  from: number;
  to: number;
  /** Rows at risk, leavers, and the weight of those. */
  atRisk: number;
  leavers: number;
  weight: number;
  /** Σ risk over those at risk, and over those who leave. */
  total: number;
  leaving: number;
  /** Σ risk · x, and Σ risk · x · xᵀ as its lower triangle, over those at risk and over those who leave. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly leavingFirst: Float64Array;
  readonly leavingSecond: Float64Array;
}

/** Age after which each row was watched: −1 from the start, for whoever was there is at risk at age 0 too. */
export function watchedAfter({ entries }: StayColumns): Float64Array | undefined {
  return entries?.map((entry) => (entry > 0 ? entry : -1));
}

/**
 * Gathers the covariates in the order in which risk sets grow.
 *
 * @param byAge - Rows by duration, youngest first.
 */
export function riskRows(
  stays: StayColumns,
  byAge: Uint32Array,
  columns: readonly Float64Array[],
  strata: Uint32Array | undefined,
): RiskRows {
  const { durations } = stays;
  const entries = watchedAfter(stays);
  const oldest = byAge.slice().reverse();
  const order =
    strata === undefined ? { rows: oldest, starts: Uint32Array.of(0, oldest.length) } : groupRows(strata, oldest);
  const { rows, starts } = entries === undefined ? order : watchedRows(order, stays, entries);
  const n = rows.length;
  const p = columns.length;
  const x = new Float64Array(n * p);
  for (let j = 0; j < p; j++) {
    const column = columns[j] as Float64Array;
    for (let k = 0; k < n; k++) x[k * p + j] = column[rows[k] as number] as number;
  }
  const stop = new Float64Array(n);
  const left = new Uint8Array(n);
  const weight = new Float64Array(n).fill(1);
  for (let k = 0; k < n; k++) {
    const row = rows[k] as number;
    stop[k] = durations[row] as number;
    left[k] = stays.left[row] as number;
    if (stays.weights !== undefined) weight[k] = stays.weights[row] as number;
  }
  const base = { n, p, row: rows, x, stop, left, weight, strata: starts };
  if (entries === undefined) return base;
  const entry = Float64Array.from(rows, (row) => entries[row] as number);
  const byEntry = new Uint32Array(n);
  for (let s = 0; s + 1 < starts.length; s++) {
    const from = starts[s] as number;
    const to = starts[s + 1] as number;
    const sorted = sortOrder(entry.subarray(from, to)).reverse();
    for (let k = 0; k < sorted.length; k++) byEntry[from + k] = from + (sorted[k] as number);
  }
  return { ...base, entry, byEntry };
}

/** Leaves out rows in whose time nobody of the stratum left: they say nothing, and adding and removing them rounds. */
function watchedRows({ rows, starts }: GroupedRows, stays: StayColumns, entries: Float64Array): GroupedRows {
  const kept = new Uint32Array(rows.length);
  const newStarts = [0];
  let count = 0;
  for (let s = 0; s + 1 < starts.length; s++) {
    const part = rows.subarray(starts[s] as number, starts[s + 1] as number);
    const ends = Float64Array.from(
      part.filter((row) => stays.left[row] === 1),
      (row) => stays.durations[row] as number,
    ).reverse();
    for (const row of part) {
      const first = countUpTo(ends, entries[row] as number);
      if (first < ends.length && (ends[first] as number) <= (stays.durations[row] as number)) kept[count++] = row;
    }
    newStarts.push(count);
  }
  return { rows: kept.slice(0, count), starts: Uint32Array.from(newStarts) };
}

/** Room for the sums over a risk set, made once per fit. */
export function riskSums(p: number): RiskSums {
  const cells = (p * (p + 1)) / 2;
  return {
    stratum: 0,
    age: 0,
    from: 0,
    to: 0,
    atRisk: 0,
    leavers: 0,
    weight: 0,
    total: 0,
    leaving: 0,
    first: new Float64Array(p),
    second: new Float64Array(cells),
    leavingFirst: new Float64Array(p),
    leavingSecond: new Float64Array(cells),
  };
}

/**
 * Walks once from the oldest age to the youngest, stratum by stratum, and calls back at every age at which somebody
 * left, with the sums over those at risk. Nothing is allocated.
 *
 * @param risk - Weight times e to the linear predictor, by position.
 * @param second - Whether the products are summed too.
 * @param ties - Whether sums over those who leave are wanted where more than one does (Efron).
 */
export function walkRiskSets(
  rows: RiskRows,
  risk: Float64Array,
  sums: RiskSums,
  { second, ties }: { readonly second: boolean; readonly ties: boolean },
  visit: (sums: RiskSums) => void,
): void {
  const { stop, left, weight, strata, entry, byEntry } = rows;
  for (let s = 0; s + 1 < strata.length; s++) {
    const end = strata[s + 1] as number;
    let k = strata[s] as number;
    let gone = k;
    let total = 0;
    let atRisk = 0;
    clear(sums.first, sums.second);
    sums.stratum = s;
    while (k < end) {
      const age = stop[k] as number;
      let to = k;
      let leavers = 0;
      let leaverWeight = 0;
      while (to < end && stop[to] === age) {
        if (left[to] === 1) {
          leavers++;
          leaverWeight += weight[to] as number;
        }
        to++;
      }
      if (leavers > 0 && entry !== undefined && byEntry !== undefined) {
        while (gone < end) {
          const at = byEntry[gone] as number;
          if ((entry[at] as number) < age) break;
          const r = risk[at] as number;
          total -= r;
          atRisk--;
          addProducts(rows, at, -r, sums.first, sums.second, second);
          gone++;
        }
        // with nobody left what remains is rounding
        if (atRisk === 0) {
          total = 0;
          clear(sums.first, sums.second);
        }
      }
      for (let i = k; i < to; i++) {
        const r = risk[i] as number;
        total += r;
        addProducts(rows, i, r, sums.first, sums.second, second);
      }
      atRisk += to - k;
      if (leavers > 0) {
        let leaving = 0;
        if (ties && leavers > 1) {
          clear(sums.leavingFirst, sums.leavingSecond);
          for (let i = k; i < to; i++) {
            if (left[i] !== 1) continue;
            leaving += risk[i] as number;
            addProducts(rows, i, risk[i] as number, sums.leavingFirst, sums.leavingSecond, second);
          }
        }
        sums.age = age;
        sums.from = k;
        sums.to = to;
        sums.atRisk = atRisk;
        sums.leavers = leavers;
        sums.weight = leaverWeight;
        sums.total = total;
        sums.leaving = leaving;
        visit(sums);
      }
      k = to;
    }
  }
}

function clear(first: Float64Array, second: Float64Array): void {
  first.fill(0);
  second.fill(0);
}

function addProducts(
  { x, p }: RiskRows,
  row: number,
  risk: number,
  first: Float64Array,
  second: Float64Array,
  products: boolean,
): void {
  const at = row * p;
  for (let j = 0, c = 0; j < p; j++) {
    const scaled = risk * (x[at + j] as number);
    first[j] = (first[j] as number) + scaled;
    if (!products) continue;
    for (let l = 0; l <= j; l++, c++) second[c] = (second[c] as number) + scaled * (x[at + l] as number);
  }
}
