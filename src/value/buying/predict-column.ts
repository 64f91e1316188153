import { ClienteleError } from "../../core/errors.ts";
import type { BuyingTable, Duration, TimeUnit } from "../types.ts";
import { lengthOf, requireSameUnit } from "../units.ts";
import { requireTable } from "./checks.ts";
import { covariateColumns } from "./covariates.ts";
import { aliveChance, type BuyingPoint, purchasesIfAlive, silenceIfAlive } from "./kernel.ts";
import { pointFor, type ReadModel, requireBuyingModel } from "./model.ts";
import type { BuyingModel } from "./types.ts";

/** Places, at most, of the memory for figures of customers who are alike. */
const MOST_PLACES = 1 << 17;

/**
 * Expected purchases in the time to come for many customers at once.
 *
 * @param model - As for `predictPurchases`.
 * @param table - Customers in the model's unit; with `covariates` where the model has effects. Not mutated.
 * @param horizon - The time to come, in the model's unit, 0 or more.
 * @returns One figure per row, to the last bit that of `predictPurchases`.
 * @throws `ClienteleError` as `predictPurchases`, and `empty_input`, `length_mismatch`; the row is named.
 * @example
 * ```ts
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters });
 * const table = { unit: "week", frequency: [2, 0], recency: [30.43, 0], age: [38.86, 38.86] };
 * predictPurchasesColumn(model, table, { unit: "week", length: 39 })[0]; // ≈ 1.226
 * ```
 */
export function predictPurchasesColumn<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  table: BuyingTable<NoInfer<Unit>>,
  horizon: Duration<NoInfer<Unit>>,
): Float64Array {
  const read = requireBuyingModel(model);
  const t = lengthOf(horizon, "horizon", read.unit);
  const { kind } = read;
  return columnOf(read, table, (rows) => {
    const ifAlive = remembered((point, x, _, age) => purchasesIfAlive(kind, point, x, age, t), read, rows);
    const alive = aliveOf(read, rows);
    return (point, x, recency, age) => alive(point, x, recency, age) * ifAlive(point, x, 0, age);
  });
}

/**
 * The chance to be still a customer, for many customers at once.
 *
 * @param model - As for `predictPurchases`.
 * @param table - As for {@link predictPurchasesColumn}.
 * @returns One probability per row, to the last bit that of `predictAlive`.
 * @throws `ClienteleError` as {@link predictPurchasesColumn}.
 * @example
 * ```ts
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters });
 * const table = { unit: "week", frequency: [2, 0], recency: [30.43, 0], age: [38.86, 38.86] };
 * predictAliveColumn(model, table)[1]; // => 1
 * ```
 */
export function predictAliveColumn<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  table: BuyingTable<NoInfer<Unit>>,
): Float64Array {
  const read = requireBuyingModel(model);
  return columnOf(read, table, (rows) => aliveOf(read, rows));
}

/**
 * The chance of no purchase in the time to come, for many customers at once.
 *
 * @param model - As for `predictPurchases`.
 * @param table - As for {@link predictPurchasesColumn}.
 * @param horizon - The time to come, in the model's unit, 0 or more.
 * @returns One probability per row, to the last bit that of `predictSilence`.
 * @throws `ClienteleError` as {@link predictPurchasesColumn}.
 * @example
 * ```ts
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = defineBuyingModel("bg_nbd", { unit: "week", parameters });
 * const table = { unit: "week", frequency: [2, 0], recency: [30.43, 0], age: [38.86, 38.86] };
 * predictSilenceColumn(model, table, { unit: "week", length: 39 })[0]; // ≈ 0.4454
 * ```
 */
export function predictSilenceColumn<Unit extends TimeUnit>(
  model: BuyingModel<Unit>,
  table: BuyingTable<NoInfer<Unit>>,
  horizon: Duration<NoInfer<Unit>>,
): Float64Array {
  const read = requireBuyingModel(model);
  const t = lengthOf(horizon, "horizon", read.unit);
  const { kind } = read;
  return columnOf(read, table, (rows) => {
    const silent = remembered((point, x, _, age) => silenceIfAlive(kind, point, x, age, t), read, rows);
    const alive = aliveOf(read, rows);
    return (point, x, recency, age) => 1 - alive(point, x, recency, age) * (1 - silent(point, x, 0, age));
  });
}

type CellFigure = (point: BuyingPoint, x: number, recency: number, age: number) => number;

/** Only the integral of Pareto/NBD costs more than looking it up. */
function aliveOf(read: ReadModel, rows: number): CellFigure {
  const { kind } = read;
  const plain: CellFigure = (point, x, recency, age) => aliveChance(kind, point, x, recency, age);
  return kind === "pareto_nbd" ? remembered(plain, read, rows) : plain;
}

/** The same figure, computed once for neighbours that are alike; with covariates hardly two customers are. */
function remembered(figure: CellFigure, { effects }: ReadModel, rows: number): CellFigure {
  if (effects.length > 0) return figure;
  const places = Math.min(MOST_PLACES, 2 ** Math.ceil(Math.log2(rows)));
  const xs = new Float64Array(places).fill(-1);
  const recencies = new Float64Array(places);
  const ages = new Float64Array(places);
  const figures = new Float64Array(places);
  return (point, x, recency, age) => {
    const hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(recency * 1024, 0x85ebca6b) ^ Math.imul(age * 1024, 0xc2b2ae35);
    const at = (hash ^ (hash >>> 15)) & (places - 1);
    if (xs[at] === x && recencies[at] === recency && ages[at] === age) return figures[at] as number;
    const value = figure(point, x, recency, age);
    xs[at] = x;
    recencies[at] = recency;
    ages[at] = age;
    figures[at] = value;
    return value;
  };
}

function columnOf(read: ReadModel, table: BuyingTable, figureFor: (rows: number) => CellFigure): Float64Array {
  requireTable(table);
  requireSameUnit(table.unit, "table", read.unit);
  const { frequency, recency, age } = table;
  const rows = frequency.length;
  const figure = figureFor(rows);
  const parameters = read.uncertain.parameters;
  const column = new Float64Array(rows);
  const { names, values } =
    read.effects.length === 0 ? { names: [], values: [] } : covariateColumns(table.covariates, rows);
  for (const { covariate } of read.effects) {
    if (!names.includes(covariate)) {
      throw new ClienteleError(
        "inconsistent",
        `the model needs the covariate "${covariate}"; add it to table.covariates`,
        { covariate },
      );
    }
  }
  for (let i = 0; i < rows; i++) {
    const point =
      read.effects.length === 0
        ? read.point
        : pointFor(read, parameters, (name) => (values[names.indexOf(name)] as ArrayLike<number>)[i] as number);
    column[i] = figure(point, frequency[i] as number, recency[i] as number, age[i] as number);
  }
  return column;
}
