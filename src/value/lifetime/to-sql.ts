import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { gaussLegendre } from "../../math/gauss-legendre.ts";
import { type SqlBranch, sqlCase } from "../../sql/case.ts";
import { numberColumn } from "../../sql/column.ts";
import { sqlNumber } from "../../sql/number.ts";
import { sqlName } from "../../sql/quote.ts";
import type { Dialect, SqlColumn, SqlOptions } from "../../sql/types.ts";
import type { BuyingPoint } from "../buying/kernel.ts";
import { requireGammaGamma } from "../spending/predict.ts";
import type { TimeUnit } from "../types.ts";
import { requireDiscounting } from "./discount.ts";
import { requireRequest } from "./request.ts";
import { type Powers, type StaySurface, type SurfaceBlock, staySurface } from "./sql-surface.ts";
import { isEndless } from "./stay.ts";
import type { LifetimeModels, LifetimeValueOptions } from "./types.ts";

/** What each row gets. */
export type ClvResult = "value" | "alive" | "discountedPurchases" | "spend";

/** Columns of the table that is scored. */
export interface ClvColumns {
  readonly frequency?: SqlColumn;
  readonly recency?: SqlColumn;
  readonly age?: SqlColumn;
  readonly meanSpend?: SqlColumn;
}

/** Options of {@link clvToSql}. */
export interface ClvToSqlOptions<Unit extends TimeUnit = TimeUnit>
  extends Omit<LifetimeValueOptions<Unit>, "level">,
    SqlOptions {
  /** Where the columns are not called `frequency`, `recency`, `age` and `meanSpend`. */
  readonly columns?: ClvColumns;
  /** What each row gets; default `"value"`. */
  readonly result?: ClvResult;
  /** Largest repeat purchases (to 100,000) and age of the table; a row beyond gets NULL. */
  readonly range: { readonly frequency: number; readonly age: number };
}

const MOST_FREQUENCY = 1e5;
const OLDEST = 1e7;

/** Mean spend that the spending model takes, where there was a repeat purchase. */
const SMALLEST_SPEND = 1e-100;
const MOST_SPEND = 1e100;

/** Engines refuse EXP of what is larger, some of what is smaller. */
const MOST_LOG = 700;

/** Nodes of the integral over the time at which a Pareto/NBD customer may have stopped. */
const STOPPING_NODES = 24;

/** Expressions of one customer in SQL. */
interface Sql {
  readonly dialect: Dialect;
  readonly number: (value: number) => string;
  readonly x: string;
  readonly recency: string;
  readonly age: string;
}

/**
 * Writes lifetime value as one SQL expression, so that a million customers are scored where they are stored.
 *
 * P(alive) of BG/NBD and MBG/NBD and the expected spend are closed formulas. What is not, is written as polynomials over
 * the logarithm of the age, per number of repeat purchases up to 7 and per doubling beyond, and as a quadrature sum for
 * the chance that a Pareto/NBD customer has stopped: no table, no function of the user's.
 *
 * @param models - As for {@link predictLifetimeValue}; a buying model with covariates is refused.
 * @param options - As for {@link predictLifetimeValue}, and `dialect`; `columns`; `result`; `range`, which the table must
 * lie in; `as` names the resulting column.
 * @returns An expression for a SELECT list, a view or an UPDATE, some 10 to 100 kB of text. It equals TypeScript to 1e−8 of
 * what the same customer would be worth if certainly alive. NULL where TypeScript would refuse the row, and outside
 * `range`. A `meanSpend` that is missing counts as 0 where there was no repeat purchase. SQLite needs its math functions.
 * @throws `ClienteleError` `inconsistent` (covariates; a value without limit), `invalid_model`, `invalid_type`,
 * `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const buying = defineBuyingModel("bg_nbd", { unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } });
 * const terms = { discountRate: 0.15, marginRate: 0.3, spendPerPurchase: 40, horizon: "infinite" };
 * const range = { frequency: 30, age: 80 };
 * const text = clvToSql({ buying }, { ...terms, range, dialect: "duckdb", result: "alive", as: "alive" });
 * text.includes("LN(") && text.endsWith('AS "alive"'); // => true
 * ```
 * @see {@link predictLifetimeValueColumn}
 */
export function clvToSql<Unit extends TimeUnit>(
  models: LifetimeModels<Unit>,
  options: ClvToSqlOptions<NoInfer<Unit>>,
): string {
  const request = requireRequest(models, options);
  const { read, spending, spendPerPurchase, marginRate, kept } = request;
  const { dialect, as, columns = {}, result = "value", range } = options;
  const number = (value: number): string => sqlNumber(value, dialect);
  number(0);
  requireObject(columns, "options.columns");
  requireOneOf(result, ["value", "alive", "discountedPurchases", "spend"], "options.result");
  requireObject(range, "options.range");
  requireNumber(range.frequency, "options.range.frequency", { min: 0, max: MOST_FREQUENCY, integer: true });
  requireNumber(range.age, "options.range.age", { min: 0, max: OLDEST });
  if (read.effects.length > 0) {
    throw new ClienteleError("inconsistent", "a buying model with covariates cannot be written as SQL", {
      name: "models.buying",
    });
  }
  const plan = requireDiscounting(options, read.unit);
  const point = read.uncertain.parameters;
  if (isEndless(plan) && (point[2] as number) <= 1) {
    throw new ClienteleError("inconsistent", "the value has no limit: give a horizon or a discount rate above 0", {
      name: "options.horizon",
    });
  }
  const column = (field: keyof ClvColumns, max: number) =>
    numberColumn(columns[field] ?? field, `options.columns.${field}`, dialect, { min: 0, max });
  const [x, recency, age] = [
    column("frequency", range.frequency),
    column("recency", range.age),
    column("age", range.age),
  ];
  const sql: Sql = { dialect, number, x: x.value, recency: recency.value, age: age.value };
  const impossible = `${x.value} <> FLOOR(${x.value}) OR ${recency.value} > ${age.value} OR (${x.value} = ${number(0)} AND ${recency.value} > ${number(0)})`;
  const branches: SqlBranch[] = [
    { when: [x, recency, age].map(({ refused }) => `(${refused})`).join(" OR "), result: "NULL" },
    { when: impossible, result: "NULL" },
  ];
  const factors: string[] = [];
  const money = result === "value" || result === "spend";
  if (money && spending !== undefined) {
    const spend = column("meanSpend", MOST_SPEND);
    const zero = number(0);
    branches.push({
      when: `${x.value} > ${zero} AND ((${spend.refused}) OR ${spend.value} < ${number(SMALLEST_SPEND)})`,
      result: "NULL",
    });
    branches.push({ when: `${x.value} = ${zero} AND ${spend.value} <> ${zero}`, result: "NULL" });
    const [p, q, v] = requireGammaGamma(spending).parameters as [number, number, number];
    if (q <= 1) branches.push({ when: `${number(p)} * ${x.value} + ${number(q)} <= ${number(1)}`, result: "NULL" });
    const own = `CASE WHEN ${x.value} = ${zero} THEN ${zero} ELSE ${number(p)} * ${x.value} * ${spend.value} END`;
    factors.push(`((${number(p * v)} + ${own}) / (${number(p)} * ${x.value} + ${number(q - 1)}))`);
  } else if (money) factors.push(number(spendPerPurchase as number));
  if (result !== "spend")
    factors.push(`(${read.kind === "pareto_nbd" ? paretoAlive(point, sql) : coinAlive(read.kind, point, sql)})`);
  if (result === "value" || result === "discountedPurchases") {
    const surface = staySurface(read.kind, point, plan, range.frequency, range.age);
    const rate = `(${number(point[0] as number)} + ${sql.x})`;
    const [alpha, beta] = [number(point[1] as number), number(point[3] as number)];
    // present rate times time constant: under BG/NBD both hold α + T
    factors.push(read.kind === "pareto_nbd" ? `${rate} * ((${beta} + ${sql.age}) / (${alpha} + ${sql.age}))` : rate);
    factors.push(isEndless(plan) ? endlessSql(read.kind, point, sql) : surfaceSql(surface, point, read.kind, sql));
  }
  if (result === "value") factors.push(number(marginRate * kept.value));
  const expression = sqlCase(branches, factors.join("\n  * "), { dialect });
  return as === undefined ? expression : `${expression} AS ${sqlName(as, dialect)}`;
}

/** P(alive) of BG/NBD and MBG/NBD: q / (q + a / (b + passed − 1)), q the chance to be silent so long. */
function coinAlive(kind: string, point: BuyingPoint, { number, x, recency, age, dialect }: Sql): string {
  const [r, alpha, a, b] = Array.from(point, number) as [string, string, string, string];
  const silent = `(${r} + ${x}) * LN((${alpha} + ${recency}) / (${alpha} + ${age}))`;
  const q = `EXP(${held(silent, dialect)})`;
  const passed = kind === "bg_nbd" ? `${x} - ${number(1)}` : x;
  const chance = `${q} / (${q} + ${a} / (${b} + ${passed}))`;
  return kind === "bg_nbd" ? `CASE WHEN ${x} = ${number(0)} THEN ${number(1)} ELSE ${chance} END` : chance;
}

/** P(alive) of Pareto/NBD: 1 / (1 + odds), the odds to have stopped a Gauss–Legendre sum over ln(α + time). */
function paretoAlive(point: BuyingPoint, { number, x, recency, age, dialect }: Sql): string {
  const [r, alpha, s, beta] = Array.from(point) as [number, number, number, number];
  const start = `(${number(alpha)} + ${recency})`;
  const whole = `LN((${number(alpha)} + ${age}) / ${start})`;
  const { nodes, weights } = gaussLegendre(STOPPING_NODES);
  const terms = Array.from(nodes, (node, k) => {
    const share = (1 + node) / 2;
    const time = `${start} * EXP(${number(share)} * ${whole})`;
    const exponent = `(${number(r)} + ${x}) * ${number(1 - share)} * ${whole} + ${number(s)} * LN(${number(beta)} + ${age}) - ${number(s + 1)} * LN(${number(beta - alpha)} + ${time}) + ${number(share)} * ${whole}`;
    return `${number(((weights[k] as number) / 2) * s)} * EXP(${held(exponent, dialect)})`;
  });
  return `${number(1)} / (${number(1)} + ${start} * ${whole} * (${terms.join(" + ")}))`;
}

/** Holds an exponent within what engines take. */
function held(text: string, dialect: Dialect): string {
  const [least, greatest] = dialect === "sqlite" ? ["MIN", "MAX"] : ["LEAST", "GREATEST"];
  return `${greatest}(${sqlNumber(-MOST_LOG, dialect)}, ${least}(${sqlNumber(MOST_LOG, dialect)}, ${text}))`;
}

/** Stay over the time constant where all that is to come counts at full price. */
function endlessSql(kind: string, point: BuyingPoint, { number, x }: Sql): string {
  const [r, , third, b] = Array.from(point) as [number, number, number, number];
  if (kind === "pareto_nbd") return number(1 / (third - 1));
  const kept = b + (kind === "mbg_nbd" ? 1 : 0);
  return `((${number(1)} + (${number(kept)} + ${x}) / ${number(third - 1)}) / (${number(r)} + ${x}))`;
}

/** Stay over the time constant by polynomials. */
function surfaceSql({ shift, pieces, blocks }: StaySurface, point: BuyingPoint, kind: string, sql: Sql): string {
  const { number, dialect, x, age } = sql;
  const base = point[kind === "pareto_nbd" ? 3 : 1] as number;
  const polynomial = (powers: Powers, variable: string): string =>
    powers.reduceRight((rest, cell) => (rest === "" ? number(cell) : `(${number(cell)} + ${variable} * ${rest})`), "");
  const pieceSql = ({ centre, pieces: cells }: SurfaceBlock, piece: number): string => {
    const u = `LN((${number(shift)} + ${x}) / ${number(centre)})`;
    const w = `LN((${number(base)} + ${age}) / ${number((pieces[piece] as { centre: number }).centre)})`;
    return (cells[piece] as readonly Powers[]).reduceRight((rest, powers) => {
      const cell = polynomial(powers, u);
      return rest === "" ? cell : `(${cell} + ${w} * ${rest})`;
    }, "");
  };
  const blockSql = (block: SurfaceBlock): string => {
    const branches = pieces
      .slice(0, -1)
      .map(({ upTo }, piece): SqlBranch => ({ when: `${age} <= ${number(upTo)}`, result: pieceSql(block, piece) }));
    return `(${sqlCase(branches, pieceSql(block, pieces.length - 1), { dialect })})`;
  };
  const branches = blocks
    .slice(0, -1)
    .map((block): SqlBranch => ({ when: `${x} <= ${number(block.upTo)}`, result: blockSql(block) }));
  return `(${sqlCase(branches, blockSql(blocks.at(-1) as SurfaceBlock), { dialect })})`;
}
