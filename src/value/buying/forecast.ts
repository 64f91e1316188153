import { requireFinite, requireNonEmpty, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { BuyingRecord, BuyingTable, Duration, TimeUnit } from "../types.ts";
import { lengthOf, requireSameUnit } from "../units.ts";
import { requireRecord, requireTable } from "./checks.ts";
import { countChances } from "./count-chances.ts";
import { covariateColumns } from "./covariates.ts";
import { distinctOf } from "./distinct.ts";
import { aliveChance, purchasesOfNew } from "./kernel.ts";
import { pointFor, recordReader, requireBuyingModel } from "./model.ts";
import type { BuyingModel } from "./types.ts";

/** How many purchases a customer makes, as chances. */
export interface PurchaseCountForecast {
  /** Chance of 0, 1, 2… purchases. */
  readonly chances: readonly number[];
  /** Chance of more. */
  readonly beyond: number;
}

/**
 * With what chance a customer makes no purchase, one, two and so on in the time to come: what a mean hides.
 *
 * @param model - As for `predictPurchases`.
 * @param horizon - The time to come, in the model's unit, 0 or more.
 * @param options - `record`: the customer so far; a new customer where it is left out (then repeat purchases are
 * counted, and `covariates` may be given). `most`: largest count with a chance of its own, 0–1000, default 20.
 * @returns The chances and what is left for larger counts; together 1.
 * @throws `ClienteleError` as `predictPurchases`.
 * @example
 * ```ts
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters });
 * forecastPurchaseCounts(model, { unit: "week", length: 39 }).chances[0]; // ≈ 0.5738
 * ```
 * @see Fader, Hardie, Lee (2005), eq. 8; Fader, Hardie, Deriving an Expression for P(X(t) = x) Under the Pareto/NBD
 * Model (2006)
 */
export function forecastPurchaseCounts<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  horizon: Duration<NoInfer<Unit>>,
  options: {
    readonly record?: BuyingRecord<NoInfer<Unit>>;
    readonly covariates?: Readonly<Record<string, number>>;
    readonly most?: number;
  } = {},
): PurchaseCountForecast {
  const read = requireBuyingModel(model);
  const t = lengthOf(horizon, "horizon", read.unit);
  requireObject(options, "options");
  const { record, most = 20 } = options;
  requireNumber(most, "options.most", { min: 0, max: 1000, integer: true });
  if (record !== undefined) {
    requireRecord(record);
    requireSameUnit(record.unit, "record", read.unit);
  }
  const { frequency: x, recency, age } = record ?? { frequency: 0, recency: 0, age: 0 };
  const reader = recordReader(record?.covariates ?? options.covariates);
  const point = pointFor(read, read.uncertain.parameters, reader);
  const alive = aliveChance(read.kind, point, x, recency, age);
  const chances = Array.from(countChances(read.kind, point, x, age, t, most), (chance) => alive * chance);
  chances[0] = Math.min(1, 1 - alive + (chances[0] as number));
  return { chances, beyond: Math.max(0, 1 - chances.reduce((total, chance) => total + chance, 0)) };
}

/** When customers made their first purchase, on any clock that counts in the model's unit. */
export interface BuyingCohort<Unit extends TimeUnit = TimeUnit> {
  readonly unit: Unit;
  /** Time of the first purchase of each customer (or of each row). */
  readonly starts: ArrayLike<number>;
  /** Customers per row, 0 or more; 1 each unless given. */
  readonly customers?: ArrayLike<number>;
}

/**
 * How many repeat purchases customers with different first purchases are expected to have made by each of several times:
 * the line against which actual sales are tracked.
 *
 * @param model - As for `predictPurchases`; a model with covariates needs a table instead.
 * @param cohort - When each customer began, on any clock in the model's unit: or a buying table, whose clock ends at
 * the end of its calibration (a customer of age 30 began at −30).
 * @param times - Times on the same clock, any order.
 * @returns Expected repeat purchases of all customers up to each time; a customer counts from the first purchase on.
 * @throws `ClienteleError` as `predictPurchases`, and `empty_input`, `length_mismatch`; the row is named.
 * @example
 * ```ts
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters });
 * const cohort = { unit: "week", starts: [0, 2], customers: [1000, 500] };
 * predictCohortPurchases(model, cohort, [1, 26])[1]; // ≈ 1329
 * ```
 * @see Fader, Hardie, Lee (2005), on weekly tracking plots
 */
export function predictCohortPurchases<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  cohort: BuyingCohort<NoInfer<Unit>> | BuyingTable<NoInfer<Unit>>,
  times: ArrayLike<number>,
): Float64Array {
  const read = requireBuyingModel(model);
  requireObject(cohort, "cohort");
  requireSameUnit(cohort.unit, "cohort", read.unit);
  requireFinite(times, "times");
  const { starts, customers, covariates } = "starts" in cohort ? readCohort(cohort) : readTable(cohort);
  const { effects } = read;
  const used = effects.map(({ covariate }) => {
    const column = Object.hasOwn(covariates, covariate) ? covariates[covariate] : undefined;
    if (column === undefined) {
      throw new ClienteleError("inconsistent", `the model needs the covariate "${covariate}"; give a table with it`, {
        covariate,
      });
    }
    return column;
  });
  const expected = new Float64Array(times.length);
  const began = distinctOf(starts);
  if (effects.length === 0) {
    const counts = new Float64Array(began.values.length);
    began.codes.forEach((code, i) => {
      counts[code] = (counts[code] as number) + (customers?.[i] ?? 1);
    });
    began.values.forEach((start, k) => {
      addExpected(expected, times, start, (since) => {
        return (counts[k] as number) * purchasesOfNew(read.kind, read.point, since);
      });
    });
    return expected;
  }
  for (let i = 0; i < starts.length; i++) {
    const point = pointFor(read, read.uncertain.parameters, (name) => {
      const place = effects.findIndex(({ covariate }) => covariate === name);
      return (used[place] as ArrayLike<number>)[i] as number;
    });
    const n = customers?.[i] ?? 1;
    addExpected(expected, times, starts[i] as number, (since) => n * purchasesOfNew(read.kind, point, since));
  }
  return expected;
}

function addExpected(
  expected: Float64Array,
  times: ArrayLike<number>,
  start: number,
  by: (since: number) => number,
): void {
  for (let j = 0; j < expected.length; j++) {
    const since = (times[j] as number) - start;
    if (since > 0) expected[j] = (expected[j] as number) + by(since);
  }
}

interface Began {
  readonly starts: ArrayLike<number>;
  readonly customers?: ArrayLike<number>;
  readonly covariates: Readonly<Record<string, ArrayLike<number>>>;
}

/** Largest distance on the clock of a cohort; differences of two stay within what a duration may be. */
const FARTHEST = 1e9;

function readCohort({ starts, customers }: BuyingCohort): Began {
  requireNonEmpty(starts, "cohort.starts");
  for (let i = 0; i < starts.length; i++) {
    requireNumber(starts[i] as number, `cohort.starts[${i}]`, { min: -FARTHEST, max: FARTHEST });
  }
  if (customers === undefined) return { starts, covariates: {} };
  requireFinite(customers, "cohort.customers");
  if (customers.length !== starts.length) {
    throw new ClienteleError(
      "length_mismatch",
      `cohort.customers has ${customers.length} rows, cohort.starts ${starts.length}; they must have the same number`,
      {},
    );
  }
  for (let i = 0; i < customers.length; i++) {
    requireNumber(customers[i] as number, `cohort.customers[${i}]`, { min: 0, max: 1e9 });
  }
  return { starts, customers, covariates: {} };
}

function readTable(table: BuyingTable): Began {
  requireTable(table);
  const { names, values } = covariateColumns(table.covariates, table.age.length);
  const starts = Float64Array.from(table.age, (age) => -age);
  return { starts, covariates: Object.fromEntries(names.map((name, i) => [name, values[i] as ArrayLike<number>])) };
}
