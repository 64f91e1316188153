import { requireColumn, requireFinite, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { BuyingCells } from "./cells.ts";
import type { Likelihood } from "./likelihood.ts";
import type { BuyingCovariates, CovariateEffect } from "./types.ts";

/** Which parameter a covariate acts on. */
export interface Effect {
  readonly covariate: string;
  readonly on: CovariateEffect["on"];
  /** Place of the covariate among the columns of the cells. */
  readonly column: number;
  /** Place of the parameter. */
  readonly parameter: number;
  /** −1 for the rates alpha and beta, where a larger parameter means less. */
  readonly sign: 1 | -1;
}

/** The covariates' columns of a table in the order of their names. */
export function covariateColumns(
  covariates: Readonly<Record<string, ArrayLike<number>>> | undefined,
  rows: number,
): { readonly names: readonly string[]; readonly values: readonly ArrayLike<number>[] } {
  if (covariates === undefined) return { names: [], values: [] };
  requireObject(covariates, "table.covariates");
  const names = Object.keys(covariates).sort();
  const values = names.map((name) => {
    const column = covariates[name] as ArrayLike<number>;
    requireFinite(column, `table.covariates.${name}`);
    if (column.length !== rows) {
      throw new ClienteleError(
        "length_mismatch",
        `table.covariates.${name} has ${column.length} rows, the table ${rows}`,
        { name },
      );
    }
    return column;
  });
  return { names, values };
}

/** What each named covariate acts on, for a model with these parameters. */
export function effectsOf(
  covariates: BuyingCovariates,
  columns: readonly string[],
  parameters: readonly string[],
): readonly Effect[] {
  requireObject(covariates, "options.covariates");
  const { purchase = [], dropout = [] } = covariates;
  const stopping = parameters.includes("beta") ? (["beta"] as const) : (["a", "b"] as const);
  const effects = (names: readonly string[], list: string, targets: readonly CovariateEffect["on"][]): Effect[] => {
    requireColumn(names, list);
    return Array.from(names).flatMap((covariate, i) => {
      const column = columns.indexOf(covariate);
      if (column < 0) {
        throw new ClienteleError(
          "unknown_id",
          `${list}[${i}] must be a covariate of the table (${columns.join(", ") || "it has none"}), got ${show(covariate)}`,
          { covariate },
        );
      }
      if (Array.from(names).indexOf(covariate) !== i) {
        throw new ClienteleError("duplicate_id", `${list}[${i}] repeats ${show(covariate)}`, { covariate });
      }
      return targets.map((on): Effect => {
        const sign = on === "alpha" || on === "beta" ? -1 : 1;
        return { covariate, on, column, parameter: parameters.indexOf(on), sign };
      });
    });
  };
  return [
    ...effects(purchase, "options.covariates.purchase", ["alpha"]),
    ...effects(dropout, "options.covariates.dropout", stopping),
  ];
}

/** Mean and spread of each covariate over customers; a spread of 1 where all are alike. */
export interface Standard {
  readonly mean: number;
  readonly spread: number;
}

export function standardsOf({ values, count }: BuyingCells): readonly Standard[] {
  const customers = count.reduce((total, n) => total + n, 0);
  return values.map((column) => {
    let mean = 0;
    let square = 0;
    let seen = 0;
    column.forEach((value, i) => {
      const n = count[i] as number;
      seen += n;
      const off = value - mean;
      mean += (off * n) / seen;
      square += n * off * (value - mean);
    });
    const spread = Math.sqrt(square / customers);
    return { mean, spread: spread > 1e-12 * Math.abs(mean) && Number.isFinite(spread) ? spread : 1 };
  });
}

/**
 * The likelihood of customers who differ in covariates: one likelihood of the model per combination of values, its
 * parameters moved by the effects. Covariates are standardised, so that coefficients are of the order of 1.
 *
 * @see Fader, Hardie, Incorporating Time-Invariant Covariates into the Pareto/NBD and BG/NBD Models (2007)
 */
export function covariateLikelihood(
  cells: BuyingCells,
  effects: readonly Effect[],
  standards: readonly Standard[],
  of: (cells: BuyingCells) => Likelihood,
): Likelihood {
  const parts = patternsOf(cells).map(([from, to]) => {
    const cut = (column: Float64Array): Float64Array => column.subarray(from, to);
    const likelihood = of({
      frequency: cut(cells.frequency),
      recency: cut(cells.recency),
      age: cut(cells.age),
      count: cut(cells.count),
      values: [],
    });
    const shifts = effects.map(({ column, sign }) => {
      const { mean, spread } = standards[column] as Standard;
      return (sign * (((cells.values[column] as Float64Array)[from] as number) - mean)) / spread;
    });
    return { likelihood, shifts };
  });
  const base = (parts[0] as (typeof parts)[number]).likelihood.size;
  const own = new Float64Array(base);
  const slope = new Float64Array(base);
  const evaluate = (logs: ArrayLike<number>, gradient: Float64Array): number => {
    gradient.fill(0);
    let value = 0;
    for (const { likelihood, shifts } of parts) {
      for (let i = 0; i < base; i++) own[i] = logs[i] as number;
      effects.forEach(({ parameter }, e) => {
        own[parameter] = (own[parameter] as number) + (shifts[e] as number) * (logs[base + e] as number);
      });
      value += likelihood.evaluate(own, slope);
      for (let i = 0; i < base; i++) gradient[i] = (gradient[i] as number) + (slope[i] as number);
      effects.forEach(({ parameter }, e) => {
        const at = base + e;
        gradient[at] = (gradient[at] as number) + (shifts[e] as number) * (slope[parameter] as number);
      });
    }
    return value;
  };
  return { size: base + effects.length, evaluate };
}

/** Runs of cells that agree in every covariate; cells are sorted by these first. */
function patternsOf({ values, count }: BuyingCells): readonly (readonly [from: number, to: number])[] {
  const runs: [number, number][] = [];
  for (let i = 0; i < count.length; i++) {
    if (i > 0 && values.every((column) => column[i] === column[i - 1])) (runs.at(-1) as [number, number])[1] = i + 1;
    else runs.push([i, i + 1]);
  }
  return runs;
}
