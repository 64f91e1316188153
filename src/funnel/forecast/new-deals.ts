import { mean } from "../../math/sum.ts";
import { weekdayOf } from "../../time/weekday.ts";
import { bandAt } from "../calendar/exposure.ts";
import { type Outlook, paceAt, type Stretch } from "../calendar/outlook.ts";
import { pacedStages } from "../segments/apply.ts";
import { arrivalTable, layOut } from "../stages/chain.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { FunnelModel } from "../types.ts";
import { responseOf, trialPace } from "./response.ts";

/** A history drawn so many days before the forecast's day no longer tells how deals come in today. */
const STALE_DAYS = 62;

/** Wins expected of deals not yet created, in one group of bucket, period and band of ages. */
interface NewDealGroup {
  readonly bucket: number;
  readonly period: number;
  readonly place: number;
  readonly band: number;
  /** At the expected pace. */
  readonly expected: number;
  /** How strongly they respond to what speeds winning up. */
  readonly response: number;
}

/** What deals that do not exist yet will bring. */
export interface NewDeals {
  readonly groups: readonly NewDealGroup[];
  /** Deals to be created in the horizon. */
  readonly created: number;
  /** Of these, to be won in it. */
  readonly wins: number;
  readonly variance: number;
  readonly amounts: readonly number[];
  readonly priced: number;
  /** Listed amount of a new deal on average, one without an amount counting as nothing. */
  readonly worth: number;
  /** Positions of the stages where they begin. */
  readonly entry: readonly { readonly stage: number; readonly share: number }[];
  /** Why none are foreseen, where they were asked for. */
  readonly missing?: "few_periods" | "one_cohort" | "stale";
}

/** None at all. */
export function noNewDeals(missing?: NewDeals["missing"]): NewDeals {
  const none = { groups: [], created: 0, wins: 0, variance: 0, amounts: [], priced: 0, worth: 0, entry: [] };
  return missing === undefined ? none : { ...none, missing };
}

/**
 * Foresees the wins of deals not yet created: those that come in on each stretch ahead are followed from their stage to
 * the end of the horizon, through the same calendar and seasons as the open ones.
 */
export function foreseeNewDeals(model: FunnelModel, outlook: Outlook, asOf: number, horizonDays: number): NewDeals {
  const { creation, season } = model;
  if (creation.unmeasured !== undefined) return noNewDeals(creation.unmeasured);
  if (asOf - Date.parse(model.fittedOn.asOf) > STALE_DAYS * MS_PER_DAY) return noNewDeals("stale");
  const positionOf = new Map(model.stages.map((stage, i) => [stage.id, i]));
  const entry = creation.entry.flatMap(({ stage, share }) => {
    const position = positionOf.get(stage);
    return position === undefined ? [] : [{ stage: position, share }];
  });
  const tables = new Map<number, readonly Float64Array[]>();
  /** Share of deals won within so many days of coming in, at a pace of winning. */
  const wonBy = (days: number, pace: number): number => {
    if (days <= 0) return 0;
    const table =
      tables.get(pace) ??
      arrivalTable(layOut(pacedStages(model.stages, pace), horizonDays), 0, Math.ceil(horizonDays) + 1);
    tables.set(pace, table);
    const day = Math.floor(days);
    return entry.reduce((sum, { stage, share }) => {
      const column = table[stage] as Float64Array;
      const here = column[day] as number;
      return sum + share * (here + (days - day) * ((column[day + 1] as number) - here));
    }, 0);
  };
  const { stretches, places } = outlook;
  const bands = season.bands.length + 1;
  const sums = new Map<number, { expected: number; quick: number; stretch: Stretch; band: number }>();
  let created = 0;
  for (const cohort of stretches) {
    const length = cohort.until - cohort.from;
    const weekday = length > 1 ? 1 : (creation.weekday[weekdayOf(cohort.day)] as number);
    const deals = creation.perDay * weekday * length;
    created += deals;
    // on average they come in at the middle of their stretch
    const begin = (cohort.from + cohort.until) / 2;
    const born = cohort.day + Math.floor(length / 2);
    let open = 1;
    let openQuick = 1;
    for (const stretch of stretches) {
      if (stretch.until <= begin) continue;
      const pace = paceAt(outlook, stretch, born).mean;
      const won = wonIn(stretch, begin, pace);
      const wonQuick = wonIn(stretch, begin, pace * trialPace);
      const expected = deals * open * won;
      const quick = deals * openQuick * wonQuick;
      open *= 1 - won;
      openQuick *= 1 - wonQuick;
      if (expected <= 0) continue;
      const band = bandAt(season.bands, stretch.day - born);
      const key = (stretch.bucket * places.length + stretch.period) * bands + band;
      const sum = sums.get(key);
      if (sum === undefined) sums.set(key, { expected, quick, stretch, band });
      else {
        sum.expected += expected;
        sum.quick += quick;
      }
    }
  }
  /** Chance of a deal still open that came in at `begin` to be won in a stretch. */
  function wonIn(stretch: Stretch, begin: number, pace: number): number {
    const before = wonBy(stretch.from - begin, pace);
    const after = Math.min(1 - 1e-12, wonBy(stretch.until - begin, pace));
    return -Math.expm1((Math.log1p(-after) - Math.log1p(-Math.min(after, before))) * stretch.factor);
  }
  const groups = [...sums]
    .sort(([a], [b]) => a - b)
    .map(([, { expected, quick, stretch, band }]): NewDealGroup => {
      const { bucket, period } = stretch;
      const response = responseOf(expected, quick);
      return { bucket, period, place: places[period] as number, band, expected, response };
    });
  return {
    groups,
    created,
    wins: groups.reduce((sum, { expected }) => sum + expected, 0),
    variance: creation.variance,
    amounts: creation.amounts,
    priced: creation.priced,
    worth: creation.amounts.length === 0 ? 0 : creation.priced * mean(creation.amounts),
    entry,
  };
}
