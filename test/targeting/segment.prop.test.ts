import fc from "fast-check";
import jsonLogic from "json-logic-js";
import { expect, test } from "vitest";
import {
  assignTreeLeafColumn,
  describeSegments,
  type FeatureValue,
  fitTree,
  predictTree,
  readFeatures,
  treeToFilter,
} from "../../src/index.ts";
import { meets } from "./segment-support.ts";

const number = fc.oneof(
  fc.constantFrom<FeatureValue>(null, Number.NaN, "", undefined),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.5, -0.5, 1e300, -1e300, 5e-324, Number.MAX_VALUE, true, false),
);
const level = fc.constantFrom<FeatureValue>(null, "", undefined, "a", "b", "c", "__proto__", "it's");
const record = fc.record({ x: number, y: number, kind: level });
const fields = [
  { id: "x", kind: "number" as const },
  { id: "y", kind: "number" as const },
  { id: "kind", kind: "category" as const },
];
const world = fc.record({
  rows: fc.array(fc.tuple(record, fc.boolean()), { minLength: 4, maxLength: 60 }),
  others: fc.array(fc.record({ x: number, y: number, kind: fc.oneof(level, fc.constant("never seen")) }), {
    maxLength: 30,
  }),
  maxDepth: fc.integer({ min: 0, max: 6 }),
  chosen: fc.infiniteStream(fc.boolean()).map((stream) => Array.from({ length: 64 }, () => stream.next().value)),
});

test("each customer meets the rule of exactly one segment, the leaf that the tree sends them to, and filters agree", () => {
  fc.assert(
    fc.property(world, ({ rows, others, maxDepth, chosen }) => {
      const records = rows.map(([own]) => own);
      const table = readFeatures(records, fields);
      const model = fitTree(
        table,
        rows.map(([, yes]) => yes),
        { maxDepth, minLeaf: 1 },
      );
      fc.pre(!("abstained" in model));
      if ("abstained" in model) return;
      const { segments } = describeSegments(model);
      const leaves = assignTreeLeafColumn(model, table);
      const filters = segments.map(({ leaf }) => treeToFilter(model, { leaves: [leaf] }));
      const some = segments.map(({ leaf }) => leaf).filter((leaf) => chosen[leaf % 64]);
      const together = treeToFilter(model, { leaves: some });
      [...records, ...others].forEach((own, i) => {
        const leaf = i < records.length ? (leaves[i] as number) : predictTree(model, own).leaf;
        const met = segments.filter(({ rule }) => meets(rule, own)).map((segment) => segment.leaf);
        expect(met).toEqual([leaf]);
        const selected = segments.filter((_, s) => jsonLogic.apply(filters[s] as never, own) === true);
        expect(selected.map((segment) => segment.leaf)).toEqual([leaf]);
        expect(jsonLogic.apply(together as never, own)).toBe(some.includes(leaf));
      });
    }),
    { numRuns: 150 },
  );
});
