/** The log-likelihood of counted customers, as a function of the logarithms of the parameters. @internal */
export interface Likelihood {
  /** Number of parameters. */
  readonly size: number;
  /** Value at `logs`; writes the derivatives by the logarithms into `gradient`. NaN or infinite where it overflows. */
  evaluate(logs: ArrayLike<number>, gradient: Float64Array): number;
}
