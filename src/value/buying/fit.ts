import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { bootstrapParameters, requireBootstrap, resampleCounts } from "../fit/bootstrap.ts";
import { type LikelihoodMaximum, maximizeLikelihood } from "../fit/maximize.ts";
import { spreadOf } from "../fit/spread.ts";
import type { BuyingTable, FitReport, TimeUnit } from "../types.ts";
import { approach } from "./approach.ts";
import { betaGeometricLikelihood } from "./beta-likelihood.ts";
import { type BuyingCells, coarsen } from "./cells.ts";
import { requireState, requireTable } from "./checks.ts";
import { covariateLikelihood, type Effect, effectsOf, standardsOf } from "./covariates.ts";
import { effectFields, unstandardised } from "./effects.ts";
import type { Likelihood } from "./likelihood.ts";
import { notesOf } from "./notes.ts";
import { paretoLikelihood } from "./pareto-likelihood.ts";
import { startsOf } from "./starts.ts";
import { cellsOfState, cellsOfTable } from "./state.ts";
import type {
  BgNbdModel,
  BuyingKind,
  BuyingModel,
  BuyingState,
  FitBuyingOptions,
  MbgNbdModel,
  ParetoNbdModel,
} from "./types.ts";

/** From so many cells on the search begins on binned times, and only its end is put right on all cells. */
const MANY_CELLS = 10_000;

/** Size of a logarithm, relative to the customers' mean age, at which the search turns back: a factor of 5e8. */
const LIMIT = 20;

/** What tells the three models apart when they are fitted. */
interface Form {
  readonly parameters: readonly string[];
  readonly likelihood: (cells: BuyingCells) => Likelihood;
}

const betaForm = (coins: 0 | 1): Form => ({
  parameters: ["r", "alpha", "a", "b"],
  likelihood: (cells) => betaGeometricLikelihood(cells, coins),
});

const paretoForm = (): Form => ({ parameters: ["r", "alpha", "s", "beta"], likelihood: paretoLikelihood });

/**
 * Learns from a purchase history how often customers buy and when they stop, by the BG/NBD model: each customer buys at
 * a rate of their own and may stop for good after any repeat purchase.
 *
 * @param data - Customers as a table, or a state from `stateOf` or `mergeStates`. Not mutated.
 * @param options - `weights`: customers per row; `covariates`: names of the table's covariates that act on `purchase`
 * and on `dropout`; `level` of the intervals, default 0.95; `bootstrap`: intervals by refits to resampled customers
 * (weights must be whole then); `starts`: searches from different points, 1–20, default 3.
 * @returns A plain JSON model in the unit of the data: r, alpha (in time units), a, b. `fittedOn.report` says whether
 * the maximum was found and whether the data decide the parameters; where they do not, `intervals` are absent and
 * `fittedOn.notes` say why.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch`,
 * `inconsistent`, `unknown_id` (unit or covariate), `duplicate_id`; the row is named.
 * @example
 * ```ts
 * const frequency = [2, 1, 0, 0, 0, 7, 1, 0, 2, 0, 5, 0];
 * const recency = [30.4, 1.7, 0, 0, 0, 29.4, 5, 0, 35.7, 0, 24.4, 0];
 * const age = [38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9];
 * const model = fitBgNbd({ unit: "week", frequency, recency, age });
 * model.fittedOn.purchases; // => 18
 * model.fittedOn.report.logLikelihood; // ≈ -70.42
 * model.fittedOn.report.identifiable; // => false
 * ```
 * @see Fader, Hardie, Lee, "Counting Your Customers" the Easy Way, Marketing Science 24 (2005)
 */
export function fitBgNbd<Unit extends TimeUnit>(
  data: BuyingTable<Unit> | BuyingState<Unit>,
  options: FitBuyingOptions = {},
): BgNbdModel<Unit> {
  return fitForm("bg_nbd", betaForm(0), data, options) as unknown as BgNbdModel<Unit>;
}

/**
 * The same by the MBG/NBD model, in which customers may stop after their first purchase already: for books in which many
 * buy once and never again.
 *
 * @param data - As for {@link fitBgNbd}.
 * @param options - As for {@link fitBgNbd}.
 * @returns A plain JSON model: r, alpha (in time units), a, b.
 * @throws `ClienteleError` as {@link fitBgNbd}.
 * @example
 * ```ts
 * const frequency = [2, 1, 0, 0, 0, 7, 1, 0, 2, 0, 5, 0];
 * const recency = [30.4, 1.7, 0, 0, 0, 29.4, 5, 0, 35.7, 0, 24.4, 0];
 * const age = [38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9];
 * fitMbgNbd({ unit: "week", frequency, recency, age }).fittedOn.repeatCustomers; // => 6
 * ```
 * @see Batislam, Denizel, Filiztekin, International Journal of Research in Marketing 24 (2007)
 */
export function fitMbgNbd<Unit extends TimeUnit>(
  data: BuyingTable<Unit> | BuyingState<Unit>,
  options: FitBuyingOptions = {},
): MbgNbdModel<Unit> {
  return fitForm("mbg_nbd", betaForm(1), data, options) as unknown as MbgNbdModel<Unit>;
}

/**
 * The same by the Pareto/NBD model, in which customers may stop at any time, not only after a purchase.
 *
 * @param data - As for {@link fitBgNbd}.
 * @param options - As for {@link fitBgNbd}.
 * @returns A plain JSON model: r, alpha, s, beta (alpha and beta in time units).
 * @throws `ClienteleError` as {@link fitBgNbd}.
 * @example
 * ```ts
 * const frequency = [2, 1, 0, 0, 0, 7, 1, 0, 2, 0, 5, 0];
 * const recency = [30.4, 1.7, 0, 0, 0, 29.4, 5, 0, 35.7, 0, 24.4, 0];
 * const age = [38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9, 38.9];
 * fitParetoNbd({ unit: "week", frequency, recency, age }).fittedOn.customers; // => 12
 * ```
 * @see Schmittlein, Morrison, Colombo, Counting Your Customers, Management Science 33 (1987)
 */
export function fitParetoNbd<Unit extends TimeUnit>(
  data: BuyingTable<Unit> | BuyingState<Unit>,
  options: FitBuyingOptions = {},
): ParetoNbdModel<Unit> {
  return fitForm("pareto_nbd", paretoForm(), data, options) as unknown as ParetoNbdModel<Unit>;
}

/**
 * Fits any of the three models to counted customers: for shards that were merged, or to try all models in one loop.
 *
 * @param kind - `"bg_nbd"`, `"mbg_nbd"` or `"pareto_nbd"`.
 * @param state - From `stateOf` or `mergeStates`. Not mutated.
 * @param options - As for {@link fitBgNbd}, without `weights`.
 * @returns The model, to the last bit that of the customers in one table.
 * @throws `ClienteleError` `unknown_id` for another kind, else as {@link fitBgNbd}.
 * @example
 * ```ts
 * const state = stateOf({ unit: "week", frequency: [0, 2, 0], recency: [0, 30, 0], age: [39, 39, 39] });
 * fitFromState("mbg_nbd", state).fittedOn.cells; // => 2
 * ```
 */
export function fitFromState<Kind extends BuyingKind, Unit extends TimeUnit>(
  kind: Kind,
  state: BuyingState<Unit>,
  options: FitBuyingOptions = {},
): Extract<BuyingModel<Unit>, { readonly kind: Kind }> {
  requireOneOf(kind, ["bg_nbd", "mbg_nbd", "pareto_nbd"], "kind");
  requireState(state, "state");
  const form = kind === "pareto_nbd" ? paretoForm() : betaForm(kind === "mbg_nbd" ? 1 : 0);
  return fitForm(kind, form, state, options) as unknown as Extract<BuyingModel<Unit>, { readonly kind: Kind }>;
}

/** Cells of a table or a state, with the covariates that the fit asks for. */
function read(
  data: BuyingTable | BuyingState,
  { weights, covariates = {} }: FitBuyingOptions,
  parameters: readonly string[],
): { readonly cells: BuyingCells; readonly effects: readonly Effect[] } {
  const asked = (columns: readonly string[]): { readonly effects: readonly Effect[]; readonly used: string[] } => {
    const effects = effectsOf(covariates, columns, parameters);
    return { effects, used: columns.filter((name) => effects.some(({ covariate }) => covariate === name)) };
  };
  if (typeof data === "object" && data !== null && "kind" in data) {
    requireState(data, "data");
    if (weights !== undefined) {
      throw new ClienteleError("inconsistent", "options.weights belong to a table; a state holds its own counts", {
        name: "options.weights",
      });
    }
    const { used } = asked(data.covariates);
    return { cells: cellsOfState(data, used), effects: asked(used).effects };
  }
  requireTable(data);
  const { used } = asked(Object.keys(data.covariates ?? {}));
  const { cells, names } = cellsOfTable(data, { covariates: used, ...(weights !== undefined && { weights }) });
  return { cells, effects: asked(names).effects };
}

/** The likelihood at points whose alpha and beta are relative to the customers' mean age: units leave no trace. */
function relative(likelihood: Likelihood, shift: readonly number[]): Likelihood {
  const moved = new Float64Array(likelihood.size);
  const evaluate = (point: ArrayLike<number>, gradient: Float64Array): number => {
    for (let i = 0; i < moved.length; i++) moved[i] = (point[i] as number) + (shift[i] ?? 0);
    return likelihood.evaluate(moved, gradient);
  };
  return { size: likelihood.size, evaluate };
}

function fitForm(
  kind: BuyingKind,
  { parameters, likelihood }: Form,
  data: BuyingTable | BuyingState,
  options: FitBuyingOptions,
): object {
  requireObject(options, "options");
  const { level = 0.95, bootstrap, starts = 3 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(starts, "options.starts", { min: 1, max: 20, integer: true });
  requireBootstrap(bootstrap);
  const { cells, effects } = read(data, options, parameters);
  if (bootstrap !== undefined && !cells.count.every(Number.isInteger)) {
    throw new ClienteleError("inconsistent", "options.bootstrap draws whole customers: weights must be whole numbers", {
      name: "options.bootstrap",
    });
  }
  const standards = standardsOf(cells);
  const total = (of: (i: number) => number): number => cells.count.reduce((sum, n, i) => sum + n * of(i), 0);
  const customers = total(() => 1);
  const purchases = total((i) => cells.frequency[i] as number);
  const repeatCustomers = total((i) => ((cells.frequency[i] as number) > 0 ? 1 : 0));
  const meanAge = total((i) => cells.age[i] as number) / customers || 1;
  const shift = parameters.map((name) => (name === "alpha" || name === "beta" ? Math.log(meanAge) : 0));
  const of = (own: BuyingCells): Likelihood =>
    relative(effects.length === 0 ? likelihood(own) : covariateLikelihood(own, effects, standards, likelihood), shift);
  const search = (own: BuyingCells, from: readonly (readonly number[])[], curvature: boolean): LikelihoodMaximum =>
    maximizeLikelihood(of(own).evaluate, { starts: from, customers, limit: LIMIT, curvature });

  const natural = (end: LikelihoodMaximum): LikelihoodMaximum => unstandardised(end, effects, standards);

  const begin = startsOf(parameters, purchases / customers, starts, effects.length);
  const quick = cells.count.length > MANY_CELLS && effects.length === 0;
  const rough = quick ? search(coarsen(cells), begin, true) : undefined;
  const near = rough === undefined ? undefined : approach(of(cells), rough, customers);
  const found = search(cells, near === undefined ? begin : [near.point], true);
  const report: FitReport =
    rough === undefined || near === undefined
      ? found.report
      : {
          ...found.report,
          starts: rough.report.starts,
          agreeing: rough.report.agreeing,
          evaluations: rough.report.evaluations + near.evaluations + found.report.evaluations,
        };
  const resampled =
    bootstrap === undefined || !report.identifiable
      ? undefined
      : bootstrapParameters(
          (random) => natural(search(drawn(cells, resampleCounts(cells.count, random)), [found.point], false)),
          bootstrap,
          level,
        );
  return {
    kind,
    version: 1,
    unit: data.unit,
    ...spreadOf(parameters, natural(found), resampled, level, shift),
    ...(effects.length > 0 && { effects: effectFields(effects, natural(found), resampled, level) }),
    level,
    fittedOn: {
      customers,
      repeatCustomers,
      purchases,
      cells: cells.count.length,
      report,
      notes: notesOf(report, customers, repeatCustomers),
    },
  };
}

/** The cells that were drawn at all, with their new counts. */
function drawn(cells: BuyingCells, counts: Float64Array): BuyingCells {
  const kept = Array.from(counts.keys()).filter((i) => (counts[i] as number) > 0);
  const of = (column: Float64Array): Float64Array => Float64Array.from(kept, (i) => column[i] as number);
  return {
    frequency: of(cells.frequency),
    recency: of(cells.recency),
    age: of(cells.age),
    count: of(counts),
    values: cells.values.map(of),
  };
}
