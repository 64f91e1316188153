import { msToDay } from "../../time/day.ts";
import { bandAt } from "../calendar/exposure.ts";
import { lookAhead, type Outlook, paceAt } from "../calendar/outlook.ts";
import type { Journey } from "../pipeline/history.ts";
import { pulledStages, type SegmentPull, segmentPuller } from "../segments/apply.ts";
import { arrivalTable, type Chain, chanceOf, ENDS, layOut, type Standing } from "../stages/chain.ts";
import type { FunnelModel } from "../types.ts";

/** A chance of one would be an infinite intensity; 27 is a chance of 1 − 2e-12. */
export const SURE = 27;

/** How an open deal may be won over the time ahead. */
export interface WinPath {
  /** Chance to be won by the horizon, with segments, calendar and season at their expected pace. */
  readonly chance: number;
  /** Intensity by group (bucket, period, band of ages), at pace one: the season and the shock of a future multiply it. */
  readonly group: Int32Array;
  readonly intensity: Float64Array;
  /** The same times the expected pace; its sum makes the chance. */
  readonly paced: Float64Array;
}

/** Chances of all ends by the horizon. */
export interface EndChances {
  readonly won: number;
  readonly lost: number;
  readonly cancelled: number;
}

/** Follows deals through the time ahead; deals of one kind share their tables. */
export interface PathFinder {
  readonly outlook: Outlook;
  /** Number of groups: buckets × periods × bands. */
  readonly groups: number;
  readonly bands: number;
  winPath(journey: Journey, standing: Standing): WinPath;
  endChances(journey: Journey, standing: Standing): EndChances;
  /** The same by the end of each stretch of the outlook. */
  endCurve(journey: Journey, standing: Standing): readonly EndChances[];
  /** Cumulative chances after so many days, without calendar: for what lies inside the horizon. */
  chainOf(journey: Journey): Chain;
}

interface Kind {
  readonly chain: Chain;
  readonly arrival: (readonly Float64Array[] | undefined)[];
}

/** Prepares to follow open deals from `asOf`; `outlook` says how the horizon is cut. */
export function pathFinder(model: FunnelModel, asOf: number, horizonDays: number, outlook: Outlook): PathFinder {
  const pullOf = segmentPuller(model.segments, model.stages);
  const kinds = new Map<string, Kind>();
  const bands = model.season.bands.length + 1;
  const periods = outlook.places.length;
  const groups = outlook.buckets.length * periods * bands;
  const kindOf = (journey: Journey): Kind => {
    const { factors, key }: SegmentPull = pullOf(journey, asOf);
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const kind = {
      chain: layOut(pulledStages(model, factors), horizonDays),
      arrival: ENDS.map(() => undefined),
    };
    kinds.set(key, kind);
    return kind;
  };
  /** Chance of one end by the end of each stretch, calendar and season aside. */
  const curve = (kind: Kind, standing: Standing, end: number): Float64Array => {
    kind.arrival[end] ??= arrivalTable(kind.chain, end, Math.ceil(horizonDays) + 1);
    const arrival = kind.arrival[end] as readonly Float64Array[];
    let last = 0;
    return Float64Array.from(outlook.stretches, ({ until }) => {
      // rounding alone could lower it from one stretch to the next
      last = Math.max(last, chanceOf(kind.chain, standing, end, until, arrival));
      return last;
    });
  };

  function winPath(journey: Journey, standing: Standing): WinPath {
    const won = curve(kindOf(journey), standing, 0);
    return pathOf(won, msToDay(journey.entered[0] as number));
  }

  function pathOf(won: Float64Array, born: number): WinPath {
    const sums = new Map<number, { intensity: number; paced: number }>();
    let before = 0;
    outlook.stretches.forEach((stretch, j) => {
      const now = intensityOf(won[j] as number);
      const own = (now - before) * stretch.factor;
      before = now;
      if (own <= 0) return;
      const group =
        (stretch.bucket * periods + stretch.period) * bands + bandAt(model.season.bands, stretch.day - born);
      const sum = sums.get(group) ?? { intensity: 0, paced: 0 };
      sums.set(group, {
        intensity: sum.intensity + own,
        paced: sum.paced + own * paceAt(outlook, stretch, born).mean,
      });
    });
    const entries = [...sums].sort(([a], [b]) => a - b);
    const paced = Float64Array.from(entries, ([, sum]) => sum.paced);
    return {
      chance: -Math.expm1(-paced.reduce((a, b) => a + b, 0)),
      group: Int32Array.from(entries, ([group]) => group),
      intensity: Float64Array.from(entries, ([, sum]) => sum.intensity),
      paced,
    };
  }

  /**
   * What calendar and season add to the intensity of winning, or take from it, stays open in the other ends: each of
   * their steps is scaled by the chance not to have been won by then.
   */
  function endCurve(journey: Journey, standing: Standing): EndChances[] {
    const kind = kindOf(journey);
    const born = msToDay(journey.entered[0] as number);
    const curves = ENDS.map((_, end) => curve(kind, standing, end));
    const [won, lost, cancelled] = curves as [Float64Array, Float64Array, Float64Array];
    let plain = 0;
    let paced = 0;
    const others = [0, 0];
    return outlook.stretches.map((stretch, j) => {
      const now = intensityOf(won[j] as number);
      paced += (now - plain) * stretch.factor * paceAt(outlook, stretch, born).mean;
      plain = now;
      const scale = Math.exp(plain - paced);
      [lost, cancelled].forEach((column, k) => {
        const step = (column[j] as number) - (j === 0 ? 0 : (column[j - 1] as number));
        others[k] = (others[k] as number) + step * scale;
      });
      const chance = -Math.expm1(-paced);
      const both = (others[0] as number) + (others[1] as number);
      const room = 1 - chance;
      const fit = both > room ? room / both : 1;
      return { won: chance, lost: (others[0] as number) * fit, cancelled: (others[1] as number) * fit };
    });
  }

  const endChances = (journey: Journey, standing: Standing): EndChances => {
    const curve = endCurve(journey, standing);
    return curve[curve.length - 1] as EndChances;
  };

  return { outlook, groups, bands, winPath, endChances, endCurve, chainOf: (journey) => kindOf(journey).chain };
}

function intensityOf(chance: number): number {
  return Math.min(SURE, -Math.log1p(-chance));
}

/** A path finder over the whole horizon, for single deals. */
export function wholeHorizon(
  model: FunnelModel,
  asOf: number,
  horizonDays: number,
  holidays: ReadonlySet<number>,
): PathFinder {
  return pathFinder(model, asOf, horizonDays, lookAhead(model, asOf, horizonDays, holidays));
}
