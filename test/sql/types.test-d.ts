import { expectTypeOf, test } from "vitest";
import { type LoyaltyModel, loyaltyToSql } from "../../src/loyalty/index.ts";
import { type Dialect, dialects, type SqlColumn, sqlName, sqlNumber, sqlText } from "../../src/sql/index.ts";
import {
  type CriteriaModel,
  criteriaToSql,
  type RfmModel,
  rfmToSql,
  type TierModel,
  tiersToSql,
} from "../../src/tiering/index.ts";

declare const tiers: TierModel;
declare const loyalty: LoyaltyModel;
declare const rfm: RfmModel;
declare const criteria: CriteriaModel;

test("text goes in and text comes out", () => {
  expectTypeOf(sqlName).toEqualTypeOf<(name: string, dialect: Dialect) => string>();
  expectTypeOf(sqlText).toEqualTypeOf<(text: string, dialect: Dialect) => string>();
  expectTypeOf(sqlNumber).toEqualTypeOf<(value: number, dialect: Dialect) => string>();
  expectTypeOf(dialects).toEqualTypeOf<readonly Dialect[]>();
});

test("a dialect and the columns are asked for by name", () => {
  expectTypeOf(tiersToSql(tiers, { dialect: "duckdb", column: "v" })).toBeString();
  expectTypeOf(tiersToSql(tiers, { dialect: "duckdb", column: ["t", "v"] as const, as: "tier" })).toBeString();
  // @ts-expect-error the engine is never guessed
  tiersToSql(tiers, { column: "v" });
  // @ts-expect-error not one of the eight
  tiersToSql(tiers, { dialect: "mysql", column: "v" });
  // @ts-expect-error a model of another kind
  tiersToSql(loyalty, { dialect: "duckdb", column: "v" });
  // @ts-expect-error both ratings are needed
  loyaltyToSql(loyalty, { dialect: "duckdb", columns: { satisfaction: "s" } });
  expectTypeOf<string>().toExtend<SqlColumn>();
});

test("what a row gets is one of what TypeScript returns", () => {
  const columns = { recencyDays: "r", frequency: "f", monetary: "m" };
  expectTypeOf(rfmToSql(rfm, { dialect: "spark", columns, result: "cell" })).toBeString();
  // @ts-expect-error no part of an assignment
  rfmToSql(rfm, { dialect: "spark", columns, result: "rank" });
  expectTypeOf(
    criteriaToSql(criteria, { dialect: "trino", column: (id) => ["a", id], result: "coverage" }),
  ).toBeString();
  // @ts-expect-error the range is two numbers
  criteriaToSql(criteria, { dialect: "trino", result: "range" });
});
