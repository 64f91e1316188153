import { ClienteleError } from "../../core/errors.ts";
import type { BuyingTable, Duration, TimeUnit } from "../types.ts";
import { requireTable } from "./checks.ts";
import { covariateColumns } from "./covariates.ts";
import { aliveChance, type BuyingPoint, purchasesIfAlive, silenceIfAlive } from "./kernel.ts";
import { pointFor, type ReadModel, requireBuyingModel } from "./model.ts";
import type { BuyingKind, BuyingModel } from "./types.ts";
import { lengthOf, requireSameUnit } from "./units.ts";

/** Places of the small memory for figures of customers who are alike. */
const PLACES = 1 << 14;

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
  const ifAlive = remembered((point, x, _, age) => purchasesIfAlive(kind, point, x, age, t), read);
  const alive = aliveOf(read);
  return columnOf(read, table, (point, x, recency, age) => alive(point, x, recency, age) * ifAlive(point, x, 0, age));
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
  return columnOf(read, table, aliveOf(read));
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
  const silent = remembered((point, x, _, age) => silenceIfAlive(kind, point, x, age, t), read);
  const alive = aliveOf(read);
  return columnOf(read, table, (point, x, recency, age) => {
    return 1 - alive(point, x, recency, age) * (1 - silent(point, x, 0, age));
  });
}

type CellFigure = (point: BuyingPoint, x: number, recency: number, age: number) => number;

/** Only the integral of Pareto/NBD costs more than looking it up. */
function aliveOf(read: ReadModel): CellFigure {
  const { kind } = read;
  const plain: CellFigure = (point, x, recency, age) => aliveChance(kind, point, x, recency, age);
  return kind === ("pareto_nbd" satisfies BuyingKind) ? remembered(plain, read) : plain;
}

/** The same figure, computed once for neighbours that are alike; with covariates hardly two customers are. */
function remembered(figure: CellFigure, { effects }: ReadModel): CellFigure {
  if (effects.length > 0) return figure;
  const xs = new Float64Array(PLACES).fill(-1);
  const recencies = new Float64Array(PLACES);
  const ages = new Float64Array(PLACES);
  const figures = new Float64Array(PLACES);
  return (point, x, recency, age) => {
    const hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(recency * 1024, 0x85ebca6b) ^ Math.imul(age * 1024, 0xc2b2ae35);
    const at = (hash ^ (hash >>> 15)) & (PLACES - 1);
    if (xs[at] === x && recencies[at] === recency && ages[at] === age) return figures[at] as number;
    const value = figure(point, x, recency, age);
    xs[at] = x;
    recencies[at] = recency;
    ages[at] = age;
    figures[at] = value;
    return value;
  };
}

function columnOf(read: ReadModel, table: BuyingTable, figure: CellFigure): Float64Array {
  requireTable(table);
  requireSameUnit(table.unit, "table", read.unit);
  const { frequency, recency, age } = table;
  const rows = frequency.length;
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
  const plain = pointFor({ ...read, effects: [] }, read.point, () => 0);
  for (let i = 0; i < rows; i++) {
    const point =
      read.effects.length === 0
        ? plain
        : pointFor(read, parameters, (name) => (values[names.indexOf(name)] as ArrayLike<number>)[i] as number);
    column[i] = figure(point, frequency[i] as number, recency[i] as number, age[i] as number);
  }
  return column;
}
