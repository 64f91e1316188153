import { msToDay } from "../../time/day.ts";
import { bandAt } from "../calendar/exposure.ts";
import { lookAhead, type Outlook, paceAt, type Stretch } from "../calendar/outlook.ts";
import type { Journey } from "../pipeline/history.ts";
import { pacedStages, pulledStages, segmentPuller } from "../segments/apply.ts";
import { arrivalTable, type Chain, ENDS, layOut, type Standing } from "../stages/chain.ts";
import { curveAt, type EndingCurve, endingCurve } from "../stages/ending-curve.ts";
import type { FunnelModel, FunnelStage } from "../types.ts";

/** A chance of one would be an infinite intensity; 27 is a chance of 1 − 2e-12. */
export const SURE = 27;

/** How an open deal may be won over the time ahead. */
export interface WinPath {
  /** Chance to be won by the horizon, with segments, calendar and season at their expected pace. */
  readonly chance: number;
  /** Groups of bucket, period and band of ages through which it passes, in the order of time. */
  readonly group: readonly number[];
  /** Intensity of being won in each; their sum makes the chance. */
  readonly intensity: readonly number[];
}

/** Chances of all ends by the horizon. */
interface EndChances {
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
  /** `pace` multiplies the intensity of winning throughout, 1 by default. */
  winPath(journey: Journey, standing: Standing, pace?: number): WinPath;
  endChances(journey: Journey, standing: Standing): EndChances;
  /** The same by the end of each stretch of the outlook. */
  endCurve(journey: Journey, standing: Standing): readonly EndChances[];
}

/** Deals whose segments pull alike. */
interface Kind {
  readonly stages: readonly FunnelStage[];
  /** Chain and arrival tables by pace of winning. */
  readonly paces: Map<number, Paced>;
}

interface Paced {
  readonly chain: Chain;
  readonly arrival: (readonly Float64Array[] | undefined)[];
}

/** Prepares to follow open deals from `asOf`; `outlook` says how the horizon is cut. */
export function pathFinder(model: FunnelModel, asOf: number, horizonDays: number, outlook: Outlook): PathFinder {
  const pullOf = segmentPuller(model.segments, model.stages);
  const kinds = new Map<string, Kind>();
  const { stretches } = outlook;
  const bands = model.season.bands.length + 1;
  const periods = outlook.places.length;
  const groups = outlook.buckets.length * periods * bands;

  // one for all deals: there are many, and each needs it for a moment
  const scratch = new Float64Array(stretches.length);
  const moments = new Float64Array(Math.ceil(horizonDays) + 1);

  const kindOf = (journey: Journey): Kind => {
    const { factors, key } = pullOf(journey, asOf);
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const kind = { stages: pulledStages(model, factors), paces: new Map<number, Paced>() };
    kinds.set(key, kind);
    return kind;
  };
  /**
   * The season is part of the chain, not of its outcome: a deal that has yet to reach the stage where deals are won feels
   * a slow month less than one that stands there.
   */
  const curveOf = (kind: Kind, pace: number, standing: Standing, end: number): EndingCurve => {
    let paced = kind.paces.get(pace);
    if (paced === undefined) {
      paced = { chain: layOut(pacedStages(kind.stages, pace), horizonDays), arrival: ENDS.map(() => undefined) };
      kind.paces.set(pace, paced);
    }
    paced.arrival[end] ??= arrivalTable(paced.chain, end, Math.ceil(horizonDays) + 2);
    return endingCurve(paced.chain, standing, end, paced.arrival[end] as readonly Float64Array[], moments);
  };
  /** Steps of one end, stretch by stretch, each at the pace of its period for the deal's age then. */
  const steps = (
    kind: Kind,
    standing: Standing,
    end: number,
    born: number,
    pace: number,
    of: (chance: number) => number,
    into: Float64Array,
  ): Float64Array => {
    let current = Number.NaN;
    let curve: EndingCurve | undefined;
    let before = 0;
    for (let j = 0; j < stretches.length; j++) {
      const stretch = stretches[j] as Stretch;
      const own = pace * paceAt(outlook, stretch, born).mean;
      if (own !== current) {
        current = own;
        curve = curveOf(kind, own, standing, end);
        before = of(curveAt(curve, stretch.from));
      }
      const now = of(curveAt(curve as EndingCurve, stretch.until));
      // rounding alone could lower it from one stretch to the next
      into[j] = Math.max(0, now - before);
      before = now;
    }
    return into;
  };

  function winPath(journey: Journey, standing: Standing, pace: number = 1): WinPath {
    const born = msToDay(journey.entered[0] as number);
    const won = steps(kindOf(journey), standing, 0, born, pace, intensityOf, scratch);
    const group: number[] = [];
    const intensity: number[] = [];
    let total = 0;
    for (let j = 0; j < stretches.length; j++) {
      const stretch = stretches[j] as Stretch;
      const own = (won[j] as number) * stretch.factor;
      if (own <= 0) continue;
      total += own;
      const id = (stretch.bucket * periods + stretch.period) * bands + bandAt(model.season.bands, stretch.day - born);
      const last = group.length - 1;
      if (group[last] === id) intensity[last] = (intensity[last] as number) + own;
      else {
        group.push(id);
        intensity.push(own);
      }
    }
    return { chance: -Math.expm1(-total), group, intensity };
  }

  /**
   * What the days of the calendar add to the intensity of winning, or take from it, stays open in the other ends: each of
   * their steps is scaled by the chance not to have been won by then.
   */
  function endCurve(journey: Journey, standing: Standing): EndChances[] {
    const kind = kindOf(journey);
    const born = msToDay(journey.entered[0] as number);
    const columns = ENDS.map(() => new Float64Array(stretches.length));
    const [won, ...others] = columns.map((into, end) =>
      steps(kind, standing, end, born, 1, end === 0 ? intensityOf : (chance) => chance, into),
    ) as [Float64Array, Float64Array, Float64Array];
    const sums = [0, 0];
    let plain = 0;
    let paced = 0;
    return stretches.map((stretch, j) => {
      plain += won[j] as number;
      paced += (won[j] as number) * stretch.factor;
      const scale = Math.exp(plain - paced);
      others.forEach((column, k) => {
        sums[k] = (sums[k] as number) + (column[j] as number) * scale;
      });
      const chance = -Math.expm1(-paced);
      const both = (sums[0] as number) + (sums[1] as number);
      const room = 1 - chance;
      const fit = both > room ? room / both : 1;
      return { won: chance, lost: (sums[0] as number) * fit, cancelled: (sums[1] as number) * fit };
    });
  }

  const endChances = (journey: Journey, standing: Standing): EndChances => {
    const curve = endCurve(journey, standing);
    return curve[curve.length - 1] as EndChances;
  };

  return { outlook, groups, bands, winPath, endChances, endCurve };
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
