/** How much a kind of day speeds up (above 1) or slows down winning. */
export interface CalendarFactor {
  /** Multiplier of the intensity of winning; 1 where nothing beyond chance was seen. */
  readonly factor: number;
  /** Wins on such days. */
  readonly n: number;
  /** Wins that stage and age let one expect on such days. */
  readonly expected: number;
  /** How much of its own ratio is in the factor, from 0 to 1. */
  readonly weight: number;
}

/** What the day of the calendar does to winning. */
export interface FunnelCalendar {
  /** Monday to Sunday. */
  readonly weekday: readonly CalendarFactor[];
  /** The holidays that were given; a forecast's holidays take Sunday's factor where none had been given. */
  readonly holiday: CalendarFactor;
  /** The last three days of a month. */
  readonly monthEnd: CalendarFactor;
  /** The last five days of a quarter, beyond what the month's end does. */
  readonly quarterEnd: CalendarFactor;
}

/** Periods over which good and bad times are told apart. */
export type SeasonPeriod =
  /** Calendar months, each with its place in the quarter. */
  | { readonly unit: "month" }
  /** Windows of so many days without places; one of them begins at the UTC day `from`. */
  | { readonly unit: "days"; readonly days: number; readonly from: number };

/** How much winning is quicker or slower in one place of the season, for deals of one band of age. */
export interface SeasonPace {
  /** Expected multiplier of the intensity of winning. */
  readonly mean: number;
  /** Shape of its gamma law: the doubt is mean²/shape. Absent where nothing is in doubt. */
  readonly shape?: number;
  /** Wins there. */
  readonly n: number;
  /** Wins that stage, age and day let one expect there. */
  readonly expected: number;
}

/** What the place of a month in its quarter does to winning, by age of the deal. */
export interface FunnelSeason {
  readonly period: SeasonPeriod;
  /** Whole days since a deal began at which the next band of ages begins, ascending; empty: all ages alike. */
  readonly bands: readonly number[];
  /** One row per place (first, second, third month of a quarter; one row for windows), one cell per band. */
  readonly pace: readonly (readonly SeasonPace[])[];
}

/** One size that the swing from period to period may have, and how likely that is. */
export interface LikelyVariance {
  readonly variance: number;
  readonly weight: number;
}

/** How much good and bad periods swing all deals together, beyond season and chance. */
export interface FunnelShock {
  /** Expected variance of the mean-one multiplier that all deals of a period share. */
  readonly variance: number;
  /** What the variance may be; weights sum to one. */
  readonly likely: readonly LikelyVariance[];
  /** Periods it was measured on. */
  readonly periods: number;
  /** As many periods of equal expectation would tell as much; below four nothing is measured. */
  readonly effectivePeriods: number;
  /** Why nothing was measured (`variance` is then 0); absent where it was. */
  readonly unmeasured?: "few_periods" | "one_cohort";
}
