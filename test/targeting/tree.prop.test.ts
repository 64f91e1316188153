import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Abstention } from "../../src/core/estimate.ts";
import {
  assignTreeLeafColumn,
  binFeatures,
  fitTree,
  predictTree,
  predictTreeColumn,
  pruneTree,
  readFeatures,
  treePruningPath,
} from "../../src/index.ts";
import { treeModelSchema } from "../../src/schemas.ts";
import type { FitTreeOptions, TreeModel } from "../../src/targeting/index.ts";

interface Customer {
  readonly few: number | null;
  readonly fine: number;
  readonly level: string | null;
  readonly yes: boolean;
  readonly kind: string;
  readonly amount: number;
  readonly weight: number;
}
const customer: fc.Arbitrary<Customer> = fc.record({
  few: fc.option(fc.integer({ min: 0, max: 4 }), { freq: 5 }),
  fine: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 })),
  level: fc.option(fc.constantFrom("a", "b", "c", "d", "__proto__"), { freq: 5 }),
  yes: fc.boolean(),
  kind: fc.constantFrom("x", "y", "z"),
  amount: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  weight: fc.integer({ min: 1, max: 3 }),
});
const book = fc.array(customer, { minLength: 2, maxLength: 60 });
const fields = ["few", "fine", "level"] as const;
const outcomes = [
  (rows: readonly Customer[]) => rows.map(({ yes }) => yes),
  (rows: readonly Customer[]) => rows.map(({ kind }) => kind),
  (rows: readonly Customer[]) => rows.map(({ amount }) => amount),
] as const;
const options: fc.Arbitrary<FitTreeOptions> = fc.record({
  maxDepth: fc.integer({ min: 0, max: 6 }),
  minLeaf: fc.integer({ min: 1, max: 5 }),
});
const grow = (rows: readonly Customer[], which: number, more: FitTreeOptions): TreeModel | Abstention =>
  fitTree(readFeatures(rows, [...fields]), outcomes[which]?.(rows) as boolean[], {
    outcome: (["yes_no", "class", "amount"] as const)[which] as "yes_no",
    ...more,
  });
const which = fc.integer({ min: 0, max: 2 });
const isTree = (result: TreeModel | Abstention): result is TreeModel => "nodes" in result;

describe("laws of trees", () => {
  test("neither the order of customers nor that of fields matters", () => {
    fc.assert(
      fc.property(book, which, options, (rows, kind, more) => {
        const tree = grow(rows, kind, more);
        expect(grow([...rows].reverse(), kind, more)).toEqual(tree);
        const turned = fitTree(readFeatures(rows, [...fields].reverse()), outcomes[kind]?.(rows) as boolean[], {
          outcome: (["yes_no", "class", "amount"] as const)[kind] as "yes_no",
          ...more,
        });
        const asked = (model: TreeModel): unknown[] =>
          model.nodes.map((node) =>
            "question" in node
              ? { ...node, question: { ...node.question, feature: model.features[node.question.feature]?.id } }
              : node,
          );
        if (isTree(tree) && isTree(turned)) expect(asked(turned)).toEqual(asked(tree));
      }),
    );
  });

  test("where values are few, histograms and every value give the same tree", () => {
    fc.assert(
      fc.property(book, which, options, fc.boolean(), fc.boolean(), (rows, kind, more, weighted, pruned) => {
        const all: FitTreeOptions = {
          ...more,
          ...(weighted && { weights: rows.map(({ weight }) => weight / 7) }),
          ...(pruned && { pruning: { folds: 3, seed: 2 } }),
        };
        const exact = grow(rows, kind, { ...all, method: "exact" });
        const histogram = grow(rows, kind, { ...all, method: "histogram" });
        if (!isTree(exact) || !isTree(histogram)) return;
        expect(histogram.nodes).toEqual(exact.nodes);
        const binned = fitTree(binFeatures(readFeatures(rows, [...fields])), outcomes[kind]?.(rows) as boolean[], {
          outcome: (["yes_no", "class", "amount"] as const)[kind] as "yes_no",
          ...all,
        });
        expect((binned as TreeModel).nodes).toEqual(exact.nodes);
      }),
    );
  });

  test("a weight of 2 is the same as two equal customers", () => {
    fc.assert(
      fc.property(book, which, options, (rows, kind, more) => {
        const weighted = grow(rows, kind, { ...more, weights: rows.map(({ weight }) => weight) });
        const copied = grow(
          rows.flatMap((row) => new Array<Customer>(row.weight).fill(row)),
          kind,
          more,
        );
        expect(isTree(weighted)).toBe(isTree(copied));
        if (!isTree(weighted) || !isTree(copied)) return;
        const shape = (tree: TreeModel): unknown[] =>
          tree.nodes.map((node) => ["question" in node ? node.question : node.leaf, node.weight]);
        expect(shape(weighted)).toEqual(shape(copied));
        for (const [t, node] of weighted.nodes.entries())
          expect(node.value).toBeCloseTo(copied.nodes[t]?.value as number, 8);
      }),
    );
  });

  test("leaves part the customers: they sum up, hold no fewer than stated, and figures are those of their customers", () => {
    fc.assert(
      fc.property(book, which, options, (rows, kind, more) => {
        const tree = grow(rows, kind, more);
        if (!isTree(tree)) return;
        expect(treeModelSchema.safeParse(JSON.parse(JSON.stringify(tree))).success).toBe(true);
        const table = readFeatures(rows, [...fields]);
        const leaves = assignTreeLeafColumn(tree, table);
        const values = predictTreeColumn(tree, table);
        for (const node of tree.nodes) {
          if ("question" in node) continue;
          const own = rows.filter((_, i) => leaves[i] === node.leaf);
          expect(own.length).toBe(node.n);
          if (tree.nodes.length > 1) expect(node.n).toBeGreaterThanOrEqual(more.minLeaf as number);
          if (kind === 0) expect(node.value).toBe(own.filter(({ yes }) => yes).length / own.length);
          if (kind === 2) {
            const mean = own.reduce((sum, { amount }) => sum + amount, 0) / own.length;
            expect(Math.abs(node.value - mean)).toBeLessThanOrEqual(1e-12 * 1e6);
          }
        }
        for (const [i, row] of rows.entries()) {
          const one = predictTree(tree, { few: row.few, fine: row.fine, level: row.level });
          expect([one.value, one.leaf]).toEqual([values[i], leaves[i]]);
        }
      }),
    );
  });

  test("a monotone field never turns, wherever the other fields stand", () => {
    const grid = [null, 0, 1, 2, 3, 4];
    fc.assert(
      fc.property(book, fc.constantFrom(0, 2), fc.constantFrom("up", "down"), (rows, kind, direction) => {
        const tree = grow(rows, kind, { minLeaf: 1, maxDepth: 6, monotone: { few: direction } });
        if (!isTree(tree)) return;
        const sign = direction === "up" ? 1 : -1;
        for (const { fine, level } of rows) {
          const curve = grid.slice(1).map((few) => predictTree(tree, { few, fine, level }).value * sign);
          for (let i = 1; i < curve.length; i++) {
            expect(curve[i] as number).toBeGreaterThanOrEqual((curve[i - 1] as number) - 1e-6);
          }
        }
      }),
    );
  });

  test("for a yes or no and for amounts no division of the levels is better than the one found", () => {
    const levels = ["a", "b", "c", "d", "e", "f"];
    const row = fc.record({
      level: fc.constantFrom(...levels),
      yes: fc.boolean(),
      amount: fc.integer({ min: -9, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 4, maxLength: 40 }),
        fc.boolean(),
        fc.constantFrom("gini", "entropy"),
        (rows, money, impurity) => {
          const table = readFeatures(rows, ["level"]);
          const y = rows.map(({ amount, yes }) => (money ? amount : Number(yes)));
          const tree = money
            ? fitTree(table, y, { minLeaf: 1, maxDepth: 1, outcome: "amount" })
            : fitTree(table, y, { minLeaf: 1, maxDepth: 1, impurity });
          if (!isTree(tree)) return;
          const spread = (own: readonly number[]): number => {
            const mean = own.reduce((sum, v) => sum + v, 0) / own.length;
            if (money) return own.reduce((sum, v) => sum + (v - mean) ** 2, 0);
            const bits = (p: number): number => (p > 0 ? -p * Math.log2(p) : 0);
            return own.length * (impurity === "gini" ? 2 * mean * (1 - mean) : bits(mean) + bits(1 - mean));
          };
          let best = 0;
          for (let mask = 1; mask < 63; mask++) {
            const isLeft = rows.map(({ level }) => ((mask >> levels.indexOf(level)) & 1) === 1);
            const left = y.filter((_, i) => isLeft[i]);
            const right = y.filter((_, i) => !isLeft[i]);
            if (left.length === 0 || right.length === 0) continue;
            best = Math.max(best, (spread(y) - spread(left) - spread(right)) / rows.length);
          }
          const root = tree.nodes[0];
          expect(root !== undefined && "gain" in root ? root.gain : 0).toBeCloseTo(best, 8);
        },
      ),
    );
  });

  test("the sizes of the pruning path are nested, and prices and impurity rise", () => {
    fc.assert(
      fc.property(book, which, (rows, kind) => {
        const tree = grow(rows, kind, { minLeaf: 1, maxDepth: 8 });
        if (!isTree(tree)) return;
        const path = treePruningPath(tree);
        expect(path.at(-1)?.leaves).toBe(1);
        let larger = tree;
        const table = readFeatures(rows, [...fields]);
        for (const [k, step] of path.entries()) {
          const smaller = pruneTree(tree, { alpha: step.alpha });
          expect(smaller.nodes.length).toBe(2 * step.leaves - 1);
          if (k > 0) {
            expect(step.alpha).toBeGreaterThan(path[k - 1]?.alpha as number);
            expect(step.leaves).toBeLessThan(path[k - 1]?.leaves as number);
            expect(step.impurity).toBeGreaterThanOrEqual((path[k - 1]?.impurity as number) * (1 - 1e-9) - 1e-12);
          }
          // nested: customers of one leaf of the larger tree stay together in the smaller one
          const fine = assignTreeLeafColumn(larger, table);
          const coarse = assignTreeLeafColumn(smaller, table);
          const together = new Map<number, number>();
          for (const [i, leaf] of fine.entries()) {
            expect(together.get(leaf) ?? coarse[i]).toBe(coarse[i]);
            together.set(leaf, coarse[i] as number);
          }
          larger = smaller;
        }
      }),
      { numRuns: 50 },
    );
  });

  test("the size chosen by cross-validation does not hang on the order of customers", () => {
    fc.assert(
      fc.property(book, which, (rows, kind) => {
        const more: FitTreeOptions = { minLeaf: 1, maxDepth: 4, pruning: { folds: 3, seed: 5 } };
        const tree = grow(rows, kind, more);
        const turned = grow([...rows].reverse(), kind, more);
        if (isTree(tree) && isTree(turned)) expect(turned.nodes).toEqual(tree.nodes);
      }),
      { numRuns: 30 },
    );
  });
});
