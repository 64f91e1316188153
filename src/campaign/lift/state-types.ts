import type { Accessor } from "../../core/column.ts";
import type { LiftKind } from "./arm-types.ts";

/** How large amounts are kept from deciding alone: those above one bound, the same in every arm, count as the bound. */
export interface Winsorize {
  /** Share of all rows, over all arms, that lie at or below the bound, in (0, 1): 0.99 caps the highest hundredth. */
  readonly quantile?: number;
  /** The bound itself, where it is known; shards that will be merged need it. */
  readonly bound?: number;
}

/** The columns of an experiment, one row a customer. */
export interface LiftColumns {
  /** The arm a customer was drawn for. */
  readonly arm: ArrayLike<string | number>;
  /** Outcome: 0 or 1 of a rate, an amount, or the numerator of a ratio. */
  readonly value: ArrayLike<number>;
  /** Denominator of a ratio, such as orders. */
  readonly base?: ArrayLike<number>;
  /** Covariates known before the campaign. */
  readonly covariates?: readonly ArrayLike<number>[];
}

/** Options of {@link liftStateColumn}. */
export interface LiftStateColumnOptions {
  /** `"rate"` for outcomes of 0 and 1; default `"ratio"` where there is a base, else `"mean"`. */
  readonly measures?: LiftKind;
  /** Caps the value; not for rates. */
  readonly winsorize?: Winsorize;
}

/** Options of {@link liftStateOf}: how to read a row. */
export interface LiftStateOptions<T> extends LiftStateColumnOptions {
  readonly arm: (row: T, index: number) => string | number;
  readonly value: Accessor<T>;
  readonly base?: Accessor<T>;
  readonly covariates?: readonly Accessor<T>[];
}
