/** Where new deals begin. */
export interface CreationEntry {
  /** Id of an open stage. */
  readonly stage: string;
  readonly share: number;
}

/** How deals come in: what lets a forecast hold deals that do not exist yet. */
export interface FunnelCreation {
  /** Deals to come a day, on average over the week. */
  readonly perDay: number;
  /** Variance of the mean-one multiplier by which a period's number strays from what the periods before let one expect. */
  readonly variance: number;
  /** Monday to Sunday: multiplier of a weekday, mean one. */
  readonly weekday: readonly number[];
  readonly entry: readonly CreationEntry[];
  /** Equally likely listed amounts, ascending: means of equal slices of the amounts seen lately. Empty: none known. */
  readonly amounts: readonly number[];
  /** Share of new deals that carry an amount. */
  readonly priced: number;
  /** Deals, and periods, it was learned from. */
  readonly n: number;
  readonly periods: number;
  /** Why nothing was learned (`perDay` is then 0); absent where it was. */
  readonly unmeasured?: "few_periods" | "one_cohort";
}
