import { expectTypeOf, test } from "vitest";
import {
  assignLifecycle,
  assignTierWithHysteresis,
  compareTiers,
  fitTiers,
  forecastTiers,
  type LifecycleStatus,
  type MigrationCounts,
  type TierModel,
  type TierState,
} from "../../src/tiering/index.ts";

test("each method knows the tiers that it needs", () => {
  expectTypeOf(fitTiers([1], { method: "natural_breaks", tiers: [{ id: "a" }] })).toEqualTypeOf<TierModel>();
  fitTiers([{ spend: 1 }], {
    method: "thresholds",
    tiers: [{ id: "a", from: 5 }, { id: "b" }],
    value: (row) => row.spend,
  });
  // @ts-expect-error amounts must be given
  fitTiers([1], { method: "thresholds" });
  // @ts-expect-error shares must be given
  fitTiers([1], { method: "value_share", tiers: [{ id: "a" }] });
  // @ts-expect-error no such method
  fitTiers([1], { method: "kmeans" });
});

test("results are typed to the field", () => {
  expectTypeOf(assignLifecycle({}, { asOf: 0 })).toEqualTypeOf<LifecycleStatus>();
  const model = fitTiers([1]);
  expectTypeOf(assignTierWithHysteresis(model, { value: 1 }).state).toEqualTypeOf<TierState>();
  const rows = [{ key: 1, spend: 2 }];
  const book = { model, customers: rows };
  const moved = compareTiers(book, book, { id: (row) => row.key, value: (row) => row.spend });
  expectTypeOf(moved).toExtend<MigrationCounts>();
  expectTypeOf(moved.moves[0]?.cause).toEqualTypeOf<"value" | "cuts" | "either" | "both" | undefined>();
  // @ts-expect-error randomness enters as a seed
  forecastTiers(moved, {});
});
