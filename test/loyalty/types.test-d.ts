import { expectTypeOf, test } from "vitest";
import type { z } from "zod/mini";
import type { Chart } from "../../src/chart/index.ts";
import type { Estimate, Reason } from "../../src/core/index.ts";
import {
  assignLoyalty,
  assignLoyaltyColumn,
  explainLoyalty,
  fitLoyalty,
  type LoyaltyModel,
  type LoyaltyNote,
  type LoyaltyQuadrant,
  measureNps,
  quadrantChart,
  type SatisfactionAnswer,
  summarizeLoyalty,
} from "../../src/loyalty/index.ts";
import type { loyaltyModelSchema, satisfactionAnswerSchema } from "../../src/loyalty/quadrant/schema.ts";

interface Row {
  readonly csat: number;
  readonly again: number;
}

const rows: readonly Row[] = [{ csat: 4, again: 8 }];
const read = { satisfaction: (row: Row): number => row.csat, loyalty: (row: Row): number => row.again };
const scales = { satisfactionScale: { min: 1, max: 5 }, loyaltyScale: { min: 0, max: 10 } };

test("accessors know the row", () => {
  fitLoyalty(rows, {
    ...scales,
    satisfaction: (row) => {
      expectTypeOf(row).toEqualTypeOf<Row>();
      return row.csat;
    },
    loyalty: (row) => row.again,
  });
});

test("the verbs return what their names promise", () => {
  const model = fitLoyalty(rows, { ...read, ...scales });
  expectTypeOf(model).toEqualTypeOf<LoyaltyModel>();
  expectTypeOf(assignLoyalty(model, { satisfaction: 4, loyalty: 8 })).toEqualTypeOf<LoyaltyQuadrant>();
  expectTypeOf(assignLoyaltyColumn(model, [4], new Float64Array(1))).toExtend<Uint8Array>();
  expectTypeOf(explainLoyalty(model, { satisfaction: 4, loyalty: 8 }).reasons).toEqualTypeOf<readonly Reason[]>();
  expectTypeOf(measureNps([9])).toExtend<Estimate>();
  expectTypeOf(quadrantChart(summarizeLoyalty(model, rows, read))).toEqualTypeOf<Chart>();
});

test("scales must be stated, and cuts for both axes", () => {
  // @ts-expect-error scales are never guessed
  fitLoyalty(rows, read);
  // @ts-expect-error one axis is not enough
  fitLoyalty(rows, { ...read, ...scales, cuts: { satisfaction: 3 } });
  // @ts-expect-error there is no such rule
  fitLoyalty(rows, { ...read, ...scales, cuts: "mode" });
});

test("schemas check exactly the public types", () => {
  expectTypeOf<z.infer<typeof loyaltyModelSchema>>().toEqualTypeOf<LoyaltyModel>();
  expectTypeOf<z.infer<typeof satisfactionAnswerSchema>>().toEqualTypeOf<SatisfactionAnswer>();
});

test("a note of the model is one of its own codes", () => {
  expectTypeOf<LoyaltyNote["code"]>().toEqualTypeOf<
    "loyalty_axis_one_sided" | "loyalty_zone_empty" | "loyalty_scale_top_unused"
  >();
});
