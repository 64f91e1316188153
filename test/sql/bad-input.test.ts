import { expect, test } from "vitest";
import { fitLoyalty, loyaltyToSql } from "../../src/loyalty/index.ts";
import { dialects, sqlName, sqlNumber, sqlText } from "../../src/sql/index.ts";
import { fitTiers, tiersToSql } from "../../src/tiering/index.ts";

const refused = (code: string, text = "") =>
  expect.objectContaining({ name: "ClienteleError", code, message: expect.stringContaining(text) });
const anything = (value: unknown): never => value as never;

const tierModel = fitTiers([5, 10, 90, 400]);
const loyaltyModel = fitLoyalty([[4, 5]], {
  satisfaction: (row) => row[0] as number,
  loyalty: (row) => row[1] as number,
  satisfactionScale: { min: 1, max: 5 },
  loyaltyScale: { min: 1, max: 5 },
});

const takesDialect = [
  ["sqlName", (dialect: unknown) => sqlName("a", anything(dialect))],
  ["sqlText", (dialect: unknown) => sqlText("a", anything(dialect))],
  ["sqlNumber", (dialect: unknown) => sqlNumber(1, anything(dialect))],
  ["tiersToSql", (dialect: unknown) => tiersToSql(tierModel, { dialect: anything(dialect), column: "v" })],
  [
    "loyaltyToSql",
    (dialect: unknown) =>
      loyaltyToSql(loyaltyModel, { dialect: anything(dialect), columns: { satisfaction: "s", loyalty: "l" } }),
  ],
] as const;

test.each(takesDialect)("%s refuses an engine it does not know and lists those it does", (_, act) => {
  for (const bad of [undefined, null, 5, "", "mysql", "Postgres", "__proto__", "constructor", "toString", {}, []]) {
    expect(() => act(bad)).toThrow(refused("unknown_id", "snowflake"));
  }
});

const takesText = [
  ["sqlName", (text: unknown) => sqlName(anything(text), "duckdb"), "name"],
  ["sqlText", (text: unknown) => sqlText(anything(text), "duckdb"), "text"],
  ["as", (text: unknown) => tiersToSql(tierModel, { dialect: "duckdb", column: "v", as: anything(text) }), "name"],
  ["column", (text: unknown) => tiersToSql(tierModel, { dialect: "duckdb", column: anything(text) }), "column"],
] as const;

test.each(takesText)("%s refuses what is no text", (key, act, name) => {
  // an alias that is left out is left out
  const missing = key === "as" ? [] : [undefined];
  for (const bad of [...missing, null, 5, Number.NaN, {}, true, () => "x", Symbol.iterator]) {
    expect(() => act(bad)).toThrow(refused("invalid_type", name));
  }
});

test.each(dialects)("%s: NUL and half a surrogate pair are refused, in names and in texts", (dialect) => {
  for (const bad of ["\0", "a\0b", "\ud800", "a\udc00", "\udc00\ud800"]) {
    expect(() => sqlName(bad, dialect)).toThrow(refused("invalid_type", "NUL"));
    expect(() => sqlText(bad, dialect)).toThrow(refused("invalid_type", "NUL"));
    expect(() => tiersToSql(tierModel, { dialect, column: bad })).toThrow(refused("invalid_type"));
    expect(() => tiersToSql(tierModel, { dialect, column: "v", as: bad })).toThrow(refused("invalid_type"));
    const tiers = tierModel.tiers.map((tier, i) => (i === 2 ? { ...tier, id: `top${bad}` } : tier));
    expect(() => tiersToSql({ ...tierModel, tiers }, { dialect, column: "v" })).toThrow(refused("invalid_type"));
  }
  expect(() => sqlName("", dialect)).toThrow(refused("invalid_type", "empty"));
  expect(sqlText("", dialect)).toBe("''");
  expect(sqlText("😀", dialect)).toBe("'😀'");
});

test("Spark refuses a name that it would replace by one of its settings", () => {
  const name = `\${env:HOME}`;
  expect(() => sqlName(name, "spark")).toThrow(refused("invalid_type", "Spark"));
  expect(sqlName("a $ {b}", "spark")).toBe("`a $ {b}`");
  expect(sqlName(name, "duckdb")).toBe(`"${name}"`);
});

test("a number that no column can hold is refused", () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    expect(() => sqlNumber(bad, "duckdb")).toThrow(refused("not_finite", "value"));
  }
  for (const bad of [undefined, null, "1", "1); DROP TABLE t", 1n, {}, []]) {
    expect(() => sqlNumber(anything(bad), "duckdb")).toThrow(refused("invalid_type", "value"));
  }
});

test("a path needs a name at every step", () => {
  for (const bad of [[], [""], ["a", ""], ["a", 5], [["a"]], [null]]) {
    expect(() => tiersToSql(tierModel, { dialect: "duckdb", column: anything(bad) })).toThrow(
      refused("invalid_type", "options.column"),
    );
  }
});

test.each([
  ["tiersToSql", (m: unknown, o: unknown) => tiersToSql(anything(m), anything(o)), tierModel],
  ["loyaltyToSql", (m: unknown, o: unknown) => loyaltyToSql(anything(m), anything(o)), loyaltyModel],
] as const)("%s refuses what is no model and no options", (_, act, model) => {
  for (const bad of [undefined, null, 5, "m", []]) expect(() => act(bad, {})).toThrow(refused("invalid_type", "model"));
  for (const bad of [{}, { kind: "tiers" }, { kind: "loyalty" }, { kind: "__proto__" }]) {
    expect(() => act(bad, {})).toThrow(refused("invalid_model"));
  }
  for (const bad of [undefined, null, 5, "duckdb", []]) {
    expect(() => act(model, bad)).toThrow(refused("invalid_type", "options"));
  }
});

test("a cut that is no number never reaches the text", () => {
  for (const cut of [Number.NaN, Number.POSITIVE_INFINITY, "1 THEN 'x' --", null]) {
    const cuts = [anything(cut), 2, 1];
    expect(() => tiersToSql({ ...tierModel, cuts }, { dialect: "duckdb", column: "v" })).toThrow(
      refused("invalid_model", "cuts[0]"),
    );
    const axis = { ...loyaltyModel.loyalty, high: anything(cut) };
    const columns = { satisfaction: "s", loyalty: "l" };
    expect(() => loyaltyToSql({ ...loyaltyModel, loyalty: axis }, { dialect: "duckdb", columns })).toThrow(
      refused("invalid_model", "loyalty"),
    );
  }
});

test("both rating columns are needed", () => {
  const act = (columns: unknown) => () => loyaltyToSql(loyaltyModel, { dialect: "duckdb", columns: anything(columns) });
  for (const bad of [undefined, null, "s", ["s", "l"]]) expect(act(bad)).toThrow(refused("invalid_type", "columns"));
  expect(act({ satisfaction: "s" })).toThrow(refused("invalid_type", "options.columns.loyalty"));
  expect(act({ satisfaction: 5, loyalty: "l" })).toThrow(refused("invalid_type", "options.columns.satisfaction"));
});

test("tiers may be called as JavaScript calls its own properties", () => {
  const tiers = ["__proto__", "constructor", "toString"].map((id) => ({ id, share: 1 / 3 }));
  const text = tiersToSql(fitTiers([1, 2, 3], { tiers }), { dialect: "trino", column: "__proto__", as: "constructor" });
  expect(text).toContain(`"__proto__" IS NULL`);
  expect(text).toContain("ELSE 'toString'");
});

test("nothing that is passed in is changed", () => {
  const frozen = Object.freeze({ ...tierModel, cuts: Object.freeze([...tierModel.cuts]) });
  const options = Object.freeze({ dialect: "duckdb" as const, column: Object.freeze(["a", "b"]), as: "x" });
  expect(tiersToSql(frozen, options)).toBe(tiersToSql(frozen, options));
});
