import { chiSquaredSurvival } from "../../math/chi-squared.ts";
import { normalPdf } from "../../math/normal.ts";
import { studentTSurvival } from "../../math/student-t.ts";
import type { BinnedFeature } from "../table/types.ts";
import { addPair, BINS, emptyPair, type Histogram, type PairSums, readGroup } from "./histogram.ts";

/** The best way to part a node by one field. */
export interface UpliftCut {
  readonly feature: number;
  /** 1 for the groups that go left, by group; the last place is for values that are not known. */
  readonly goesLeft: Uint8Array;
  /** Last group that goes left, for a field of numbers; the very last one where all known values do. */
  readonly lastLeft: number;
  /** Squared t of the difference between the uplifts of both sides. */
  readonly statistic: number;
  /** Chance of a statistic as large somewhere in the node where all customers respond alike. */
  readonly pValue: number;
}

/** A level thin in an arm is drawn to the node's own rates as by so many customers, before levels are put in order. */
const LEVEL_PRIOR = 10;
/** Where nothing is left to chance, evidence is capped rather than infinite. */
const LARGEST = 1e12;
const NOT_KNOWN = BINS - 1;

/**
 * Squared t of the difference of uplifts between two sides, the spread within arms pooled.
 *
 * @see Radcliffe & Surry (2011), Real-World Uplift Modelling with Significance-Based Uplift Trees, Stochastic Solutions
 * white paper, section 6.2
 */
function statisticOf(left: PairSums, right: PairSums): number {
  const cells = [left.treated, left.control, right.treated, right.control] as const;
  const [lt, lc, rt, rc] = cells;
  const n = lt.n + lc.n + rt.n + rc.n;
  const gap = lt.sum / lt.n - lc.sum / lc.n - rt.sum / rt.n + rc.sum / rc.n;
  let within = 0;
  for (const cell of cells) within += Math.max(0, cell.squares - (cell.sum * cell.sum) / cell.n);
  const spread = (within / (n - 4)) * (1 / lt.n + 1 / lc.n + 1 / rt.n + 1 / rc.n);
  if (gap === 0) return 0;
  return Math.min(LARGEST, (gap * gap) / spread);
}

/** Groups of a field in the order in which they are cut. */
function orderedGroups(feature: BinnedFeature, index: number, histogram: Histogram, total: PairSums): number[] {
  if (feature.kind === "number") return Array.from({ length: feature.cuts.length + 1 }, (_, k) => k);
  const rate = { treated: total.treated.sum / total.treated.n, control: total.control.sum / total.control.n };
  const pair = emptyPair();
  const effects: { readonly level: number; readonly effect: number }[] = [];
  for (let level = 0; level < feature.levels.length; level++) {
    readGroup(histogram, index, level, pair);
    if (pair.treated.n + pair.control.n === 0) continue;
    const drawn = (arm: "treated" | "control"): number =>
      (pair[arm].sum + LEVEL_PRIOR * rate[arm]) / (pair[arm].n + LEVEL_PRIOR);
    effects.push({ level, effect: drawn("treated") - drawn("control") });
  }
  return effects.sort((a, b) => a.effect - b.effect || a.level - b.level).map(({ level }) => level);
}

/** The best cut of one field that leaves `smallest` customers of either arm on both sides. */
export function bestCut(
  feature: BinnedFeature,
  index: number,
  histogram: Histogram,
  total: PairSums,
  smallest: number,
): UpliftCut | undefined {
  const order = orderedGroups(feature, index, histogram, total);
  const unknown = emptyPair();
  readGroup(histogram, index, NOT_KNOWN, unknown);
  const someUnknown = sizeOf(unknown) > 0;
  const left = emptyPair();
  const right = emptyPair();
  addPair(right, total);
  const group = emptyPair();
  const n = total.treated.n + total.control.n;
  const search = { tried: 0, lowest: 1, highest: 0, best: -1, at: -1, unknownLeft: false, allKnown: false };
  const attempt = (place: number, unknownLeft: boolean): void => {
    const small = Math.min(left.treated.n, left.control.n, right.treated.n, right.control.n);
    if (small < smallest || n <= 4) return;
    const share = (left.treated.n + left.control.n) / n;
    search.tried++;
    search.lowest = Math.min(search.lowest, share);
    search.highest = Math.max(search.highest, share);
    const statistic = statisticOf(left, right);
    if (statistic <= search.best) return;
    const allKnown = !unknownLeft && sizeOf(right) === sizeOf(unknown);
    Object.assign(search, { best: statistic, at: place, unknownLeft, allKnown });
  };
  for (let place = 0; place < order.length; place++) {
    readGroup(histogram, index, order[place] as number, group);
    // an empty group parts the customers as the group before it does
    if (group.treated.n + group.control.n === 0) continue;
    addPair(left, group);
    addPair(right, group, -1);
    attempt(place, false);
    if (!someUnknown) continue;
    addPair(left, unknown);
    addPair(right, unknown, -1);
    attempt(place, true);
    addPair(left, unknown, -1);
    addPair(right, unknown);
  }
  if (search.at < 0) return undefined;
  const goesLeft = new Uint8Array(BINS);
  // a question of known or not known holds for every known value, also for groups that nobody in the node is in
  const last = search.allKnown && feature.kind === "number" ? order.length - 1 : search.at;
  for (let place = 0; place <= last; place++) goesLeft[order[place] as number] = 1;
  goesLeft[NOT_KNOWN] = someUnknown ? Number(search.unknownLeft) : largerSide(feature, index, histogram, goesLeft);
  if (feature.kind === "category") sendAbsent(goesLeft, feature.levels.length, order);
  return {
    feature: index,
    goesLeft,
    lastLeft: order[last] as number,
    statistic: search.best,
    pValue: maximalPValue(search, n, {
      unknown: someUnknown,
      levels: feature.kind === "category" ? order.length : undefined,
    }),
  };
}

const sizeOf = ({ treated, control }: PairSums): number => treated.n + control.n;

/** A level that nobody in the node has goes where those go of whom nothing is known. */
function sendAbsent(goesLeft: Uint8Array, levels: number, present: readonly number[]): void {
  const here = new Set(present);
  for (let level = 0; level < levels; level++) if (!here.has(level)) goesLeft[level] = goesLeft[NOT_KNOWN] as number;
}

/** Where nobody's value is unknown, later unknown ones go with the majority. */
function largerSide(feature: BinnedFeature, index: number, histogram: Histogram, goesLeft: Uint8Array): number {
  const groups = feature.kind === "number" ? feature.cuts.length + 1 : feature.levels.length;
  const pair = emptyPair();
  let balance = 0;
  for (let bin = 0; bin < groups; bin++) {
    readGroup(histogram, index, bin, pair);
    balance += (goesLeft[bin] === 1 ? 1 : -1) * (pair.treated.n + pair.control.n);
  }
  return balance >= 0 ? 1 : 0;
}

/**
 * Chance that the best of many cuts reaches the statistic where there is nothing to find: the smaller of Bonferroni's
 * bound and, for ordered values, Miller and Siegmund's approximation; for levels put in order by their effects the
 * chi-squared of all levels, which bounds every way to part them. Those not known are one more level, or make two
 * sequences of ordered values, with them on the left and on the right.
 *
 * @see Miller & Siegmund (1982), Maximally selected chi square statistics, Biometrics 38, 1011–1016, formula (5)
 */
function maximalPValue(
  { tried, lowest, highest, best }: { tried: number; lowest: number; highest: number; best: number },
  n: number,
  { unknown, levels: known }: { readonly unknown: boolean; readonly levels: number | undefined },
): number {
  const b = Math.sqrt(best);
  const single = Math.min(1, 2 * studentTSurvival(b, n - 4));
  if (known !== undefined) {
    const levels = known + Number(unknown);
    const ways = Math.min(2 ** (levels - 1) - 1, 1e300);
    return Math.min(1, Math.max(1, ways) * single, levels > 1 ? chiSquaredSurvival(best, levels - 1) : 1);
  }
  const odds = (highest / (1 - highest)) * ((1 - lowest) / lowest);
  const maximal = b < 1 ? 1 : 4 * (normalPdf(b) / b) + normalPdf(b) * (b - 1 / b) * Math.log(odds);
  return Math.min(1, tried * single, (unknown ? 2 : 1) * Math.max(single, maximal));
}
