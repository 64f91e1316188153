import { expectTypeOf, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import { criteriaModelSpec } from "../../src/tiering/criteria/schema.ts";
import {
  type AccountScore,
  type AhpSolution,
  type CriteriaModel,
  type Criterion,
  fitCriteria,
  measureDossier,
  scoreAccount,
  scoreAccounts,
  solveAhp,
} from "../../src/tiering/index.ts";

test("accessors know their row, and criteria know their kind", () => {
  const rows: readonly { readonly turnover: number }[] = [];
  const criteria: readonly Criterion[] = [{ id: "sales", kind: "quantitative", normalise: "z" }];
  const model = fitCriteria(rows, { criteria, answer: (row) => row.turnover });
  expectTypeOf(model).toEqualTypeOf<CriteriaModel>();
  expectTypeOf(loadModel(criteriaModelSpec, {})).toEqualTypeOf<CriteriaModel>();
  // @ts-expect-error a row has no revenue
  fitCriteria(rows, { criteria, answer: (row) => row.revenue });
  // @ts-expect-error steps need levels
  fitCriteria(rows, { criteria: [{ id: "grade", kind: "ordinal" }] });
});

test("a score may be absent, and results feed one another", () => {
  const model = fitCriteria([{ a: 1 }], {
    criteria: [{ id: "a", kind: "quantitative" }],
    weights: solveAhp([[1]], { ids: ["a"] }),
  });
  expectTypeOf(scoreAccount(model, { a: 1 }).score).toEqualTypeOf<number | undefined>();
  expectTypeOf(scoreAccounts(model, [{ a: 1 }])).toEqualTypeOf<AccountScore[]>();
  expectTypeOf<AhpSolution["consistencyRatio"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf(measureDossier({}).completeness).toEqualTypeOf<number>();
});
