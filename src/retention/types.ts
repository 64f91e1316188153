/** One fact about every customer: a column of numbers, or of texts where it is a category. */
export type CovariateColumn = ArrayLike<number> | readonly string[];

/** What is known about customers, by name; every column has one entry per row. */
export type Covariates = Readonly<Record<string, CovariateColumn>>;

/** The same about one customer. */
export type CovariateRecord = Readonly<Record<string, number | string>>;

/** How long each customer stayed, as far as watched; columns of one length. */
export interface StayTable {
  /** Age at which the customer left, or was last seen staying: 0 or more, in one unit of time. */
  readonly durations: ArrayLike<number>;
  /** 1 or `true` where the customer left at that age, 0 or `false` where not (yet). */
  readonly left: ArrayLike<boolean | number>;
  /** Age from which the customer was watched, below the duration, or 0 for the start; 0 where left out. */
  readonly entries?: ArrayLike<number>;
  /** How often each row counts, above 0; 1 where left out. */
  readonly weights?: ArrayLike<number>;
}
