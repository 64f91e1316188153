import { createRandom } from "../../math/random.ts";
import { type BreakScan, scanForBreak, shortestSide, twoLineResiduals } from "./break-scan.ts";

/** Longer series are simulated at this length, where the chances no longer change. */
const LONGEST = 240;

/** Series simulated at most, and as strong ones after which it is known that there is no break. */
const MOST = 999;
const ENOUGH = 25;

/** Below this F two lines are never better than one at 5 %: no series need be simulated. */
const HARMLESS = 3.5;

/** Periods of the simulated past that die away before the first one counts. */
const RUN_IN = 40;

/** Periods that a search needs. */
export const FEWEST = 30;

/** How often a series without a break looks at least as broken. */
interface BreakAlarm {
  readonly scan: BreakScan;
  readonly pValue: number;
}

/**
 * Searches one stretch and says how often chance alone breaks a series as strongly: series without a break, with the
 * same resemblance of neighbours and the same shocks in another order, are sent through the same search.
 *
 * @see Andrews (1993), Econometrica 61, 821–856: the largest F over all places; Besag & Clifford (1991), Biometrika 78,
 * 301–304: p-values that stop simulating early
 */
function alarmOf(values: Float64Array): BreakAlarm {
  const n = values.length;
  const scan = scanForBreak(values);
  if (scan.f < HARMLESS) return { scan, pValue: 1 };
  // half a standard error more, because too little resemblance costs more than too much
  const rho = Math.max(0, Math.min(0.95, scan.correlation + 0.5 / Math.sqrt(n)));
  const residuals = twoLineResiduals(values, scan.at);
  const shocks = new Float64Array(n - 1);
  for (let i = 1; i < n; i++) shocks[i - 1] = (residuals[i] as number) - rho * (residuals[i - 1] as number);
  const length = Math.min(n, LONGEST);
  const random = createRandom(1);
  const series = new Float64Array(length);
  let stronger = 0;
  for (let draw = 1; draw <= MOST; draw++) {
    let value = 0;
    for (let i = -RUN_IN; i < length; i++) {
      value = rho * value + (shocks[Math.floor(random.uniform() * shocks.length)] as number);
      if (i >= 0) series[i] = value;
    }
    if (scanForBreak(series).f >= scan.f) stronger++;
    if (stronger === ENOUGH) return { scan, pValue: stronger / draw };
  }
  return { scan, pValue: (stronger + 1) / (MOST + 1) };
}

/** A break in a stretch of the series, all places counted from the series' first. */
export interface FoundBreak {
  readonly at: number;
  /** Places that the series holds possible at the stated level. */
  readonly earliest: number;
  readonly latest: number;
  readonly pValue: number;
  readonly correlation: number;
}

/**
 * One break after another: where a stretch breaks, each side is searched in turn, at a rate divided among the stretches
 * that there are by then.
 *
 * @see Bai (1997), Econometric Theory 13, 315–352: one break at a time
 */
export function findBreaks(
  values: Float64Array,
  rate: number,
  level: number,
): { readonly breaks: readonly FoundBreak[]; readonly pValue: number } {
  const breaks: FoundBreak[] = [];
  let first: number | undefined;
  const open: { from: number; to: number; rate: number }[] = [{ from: 0, to: values.length, rate }];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { from, to } = next;
    if (to - from < FEWEST) continue;
    const { scan, pValue } = alarmOf(values.subarray(from, to));
    first ??= pValue;
    if (pValue > next.rate) continue;
    const { earliest, latest } = placesLeft(scan, to - from, level);
    breaks.push({
      at: from + scan.at,
      earliest: from + earliest,
      latest: from + latest,
      pValue,
      correlation: scan.correlation,
    });
    for (const side of [
      { from, to: from + scan.at },
      { from: from + scan.at, to },
    ]) {
      open.push({ ...side, rate: rate / 2 });
    }
  }
  return { breaks: breaks.sort((a, b) => a.at - b.at), pValue: first ?? 1 };
}

/**
 * Places whose likelihood is near enough to the best one's.
 *
 * @see Hansen (2000), Econometrica 68, 575–603, theorem 2: the share of samples with at most x is (1 − e^(−x/2))²
 */
function placesLeft(scan: BreakScan, n: number, level: number): { earliest: number; latest: number } {
  const limit = -2 * Math.log(1 - Math.sqrt(level));
  const best = scan.misfit.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  let earliest = scan.at;
  let latest = scan.at;
  scan.misfit.forEach((misfit, i) => {
    if (!(n * Math.log(misfit / best) <= limit)) return;
    earliest = Math.min(earliest, scan.first + i);
    latest = Math.max(latest, scan.first + i);
  });
  return { earliest, latest: Math.min(latest, n - shortestSide(n)) };
}
