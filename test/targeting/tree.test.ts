import { describe, expect, test } from "vitest";
import type { Abstention } from "../../src/core/estimate.ts";
import {
  assignTreeLeafColumn,
  binFeatures,
  brierScore,
  createRandom,
  fitTree,
  isClienteleError,
  loadModel,
  measureTreeImportance,
  predictTree,
  predictTreeColumn,
  pruneTree,
  readFeatures,
  rocAuc,
  treePruningPath,
  describe as word,
} from "../../src/index.ts";
import { treeModelSpec } from "../../src/schemas.ts";
import type { FitTreeOptions, TreeModel, TreeOutcomes } from "../../src/targeting/index.ts";
import { iris } from "../support/iris.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (isClienteleError(error)) return (error as { code: string } & Error).code;
    throw error;
  }
  return "no error";
};
const grown = (result: TreeModel | Abstention): TreeModel => {
  if ("abstained" in result) throw new Error(word(result.abstained));
  return result;
};
const leavesOf = (tree: TreeModel): number => tree.nodes.filter((node) => "leaf" in node).length;

describe("Fisher's irises, against scikit-learn 1.9.1 (leaves, flowers told right)", () => {
  const table = readFeatures(iris, ["sepalLength", "sepalWidth", "petalLength", "petalWidth"]);
  const species = iris.map((flower) => flower.species);
  const grow = (options: FitTreeOptions): TreeModel => grown(fitTree(table, species, { minLeaf: 1, ...options }));
  const right = (tree: TreeModel): number =>
    iris.filter((flower) => predictTree(tree, flower as never).class === flower.species).length;

  test.each<[string, FitTreeOptions, number, number]>([
    ["depth 2", { maxDepth: 2 }, 3, 144],
    ["depth 3", { maxDepth: 3 }, 5, 146],
    ["depth 3, balanced", { maxDepth: 3, classWeights: "balanced" }, 5, 146],
    ["depth 3, entropy", { maxDepth: 3, impurity: "entropy" }, 5, 146],
    ["full", { maxDepth: 1000 }, 9, 150],
  ])("%s", (_, options, leaves, correct) => {
    const tree = grow(options);
    expect([leavesOf(tree), right(tree)]).toEqual([leaves, correct]);
  });

  test("depth 2 has leaves of 50, 54 and 46 flowers with the impurities given", () => {
    const ends = grow({ maxDepth: 2 }).nodes.filter((node) => "leaf" in node);
    expect(ends.map((node) => node.n)).toEqual([50, 54, 46]);
    expect(ends[0]?.impurity).toBe(0);
    expect(ends[1]?.impurity).toBeCloseTo(0.16803841, 8);
    expect(ends[2]?.impurity).toBeCloseTo(0.04253308, 8);
  });

  test("the pruning path ends as given, and cutting at .01 and .02 leaves the trees given", () => {
    const full = grow({ maxDepth: 1000 });
    const path = treePruningPath(full);
    const tail = [0.00652174, 0.00888889, 0.01305556, 0.02966049, 0.25979603, 0.33333333];
    for (const [i, alpha] of tail.entries()) expect(path[path.length - 6 + i]?.alpha).toBeCloseTo(alpha, 8);
    const cut = [0.01, 0.02].map((alpha) => pruneTree(full, { alpha }));
    expect(cut.map((tree) => [leavesOf(tree), right(tree)])).toEqual([
      [5, 147],
      [4, 146],
    ]);
    for (const step of path) expect(leavesOf(pruneTree(full, { alpha: step.alpha }))).toBe(step.leaves);
    expect(leavesOf(pruneTree(full, { leaves: 6 }))).toBe(5);
  });

  test("the one-standard-error rule keeps the two questions that matter", () => {
    const tree = grow({ maxDepth: 1000, pruning: { seed: 1 } });
    expect(leavesOf(tree)).toBe(3);
    const { candidates, alpha } = tree.fittedOn.pruning as NonNullable<TreeModel["fittedOn"]["pruning"]>;
    const best = Math.min(...candidates.map(({ loss }) => loss));
    const chosen = candidates.find((candidate) => candidate.alpha === alpha);
    const limit = candidates.find(({ loss }) => loss === best)?.standardError as number;
    expect(chosen?.loss).toBeLessThanOrEqual(best + limit);
    // a bare root guesses one third for each species: (2/3)² + 2·(1/3)² = 2/3, up to the deal of 9 parts of 10
    expect(candidates.at(-1)?.loss).toBeCloseTo(2 / 3, 2);
    const rich = grow({ maxDepth: 1000, pruning: { seed: 1, rule: "minimum" } });
    expect(leavesOf(rich)).toBeGreaterThanOrEqual(leavesOf(tree));
  });
});

describeWithData("a bank's telephone campaign, against scikit-learn 1.9.1", ["bank/bank-full.csv"], () => {
  const rows = readSharedCsv("bank/bank-full.csv");
  const ids = ["age", "balance", "day", "campaign", "pdays", "previous"];
  const table = readFeatures(
    rows,
    ids.map((id) => ({ id, value: (row: Record<string, string>) => Number(row[id]) })),
  );
  const yes = rows.map((row) => row["y"] === "yes");
  const outcome = yes.map(Number);
  const correct = (shares: ArrayLike<number>): number =>
    yes.filter((is, i) => (shares[i] as number) > 0.5 === is).length;

  test.each<[string, FitTreeOptions, number, number, number, number]>([
    ["depth 3", { maxDepth: 3, minLeaf: 1 }, 8, 39_967, 0.6543286, 0.0957359],
    ["depth 5, leaves of 50", { maxDepth: 5, minLeaf: 50 }, 31, 40_123, 0.6958235, 0.0930995],
  ])("%s", (_, options, leaves, right, auc, brier) => {
    const tree = grown(fitTree(table, yes, options));
    const shares = predictTreeColumn(tree, table);
    expect([leavesOf(tree), correct(shares)]).toEqual([leaves, right]);
    expect((rocAuc(shares, outcome) as { value: number }).value).toBeCloseTo(auc, 7);
    expect((brierScore(shares, outcome) as { value: number }).value).toBeCloseTo(brier, 7);
    expect(tree.nodes[0]).toMatchObject({ question: { kind: "number", feature: 4, threshold: 8.5 } });
  });

  test("balanced: the same tree, but our shares are those of the data; left uncorrected they are as bad as given", () => {
    const tree = grown(fitTree(table, yes, { maxDepth: 5, minLeaf: 50, classWeights: "balanced" }));
    const shares = predictTreeColumn(tree, table);
    expect(leavesOf(tree)).toBe(31);
    expect((rocAuc(shares, outcome) as { value: number }).value).toBeCloseTo(0.7010516, 7);
    const said = outcome.reduce((sum, one) => sum + one, 0);
    const factor = [yes.length / (2 * (yes.length - said)), yes.length / (2 * said)] as const;
    const uncorrected = shares.map((share) => (factor[1] * share) / (factor[1] * share + factor[0] * (1 - share)));
    expect(correct(uncorrected)).toBe(32_023);
    expect((brierScore(uncorrected, outcome) as { value: number }).value).toBeCloseTo(0.20432, 7);
    // deliberately different from scikit-learn: prior-corrected by p / (p + (1 − p)·(f₁/f₀)), which gives the data's shares
    const corrected = uncorrected.map((share) => share / factor[1] / (share / factor[1] + (1 - share) / factor[0]));
    for (let i = 0; i < shares.length; i += 97) expect(corrected[i]).toBeCloseTo(shares[i] as number, 12);
    expect((brierScore(shares, outcome) as { value: number }).value).toBeLessThan(0.0925);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeCloseTo(said / yes.length, 12);
  });
});

describe("what a tree does with customers", () => {
  const customers = [
    { age: 22, city: "Lyon", spend: 10 },
    { age: 25, city: "Bonn", spend: 12 },
    { age: 41, city: "Lyon", spend: 80 },
    { age: 52, city: "Ulm", spend: 90 },
    { age: null, city: "Ulm", spend: 11 },
  ];
  const table = readFeatures(customers, ["age", "city"]);

  test("those not known go where they fit best", () => {
    const tree = grown(fitTree(readFeatures(customers, ["age"]), [true, true, false, false, true], { minLeaf: 1 }));
    expect(tree.nodes[0]).toMatchObject({ question: { threshold: 33, missing: "left" } });
    expect(predictTree(tree, {}).value).toBe(1);
  });

  test("whether a value is known at all can be the question", () => {
    const rows = [{ a: 1 }, { a: 2 }, { a: 3 }, { a: null }, { a: null }];
    const tree = grown(fitTree(readFeatures(rows, ["a"]), [false, false, false, true, true], { minLeaf: 1 }));
    expect(tree.nodes[0]).toMatchObject({ question: { threshold: Number.MAX_VALUE, missing: "right" } });
    expect([predictTree(tree, { a: 1e308 }).value, predictTree(tree, { a: null }).value]).toEqual([0, 1]);
  });

  test("an amount has its mean and Student's interval", () => {
    const tree = grown(
      fitTree(
        table,
        customers.map(({ spend }) => spend),
        { minLeaf: 2 },
      ),
    );
    const old = predictTree(tree, { age: 60, city: "Lyon" });
    expect(old).toMatchObject({ value: 85, n: 2 });
    // t(.975, 1) = 12.7062; s = √50, so the half width is 12.7062·√50/√2 = 63.531
    expect(old.interval?.upper).toBeCloseTo(85 + 63.531, 3);
  });

  test("a level that was never seen goes the way of those not known", () => {
    const tree = grown(fitTree(readFeatures(customers, ["city"]), [true, true, true, false, false], { minLeaf: 1 }));
    expect(predictTree(tree, { city: "Rome" })).toEqual(predictTree(tree, {}));
    const others = readFeatures([{ city: "Rome" }, { city: "Ulm" }], ["city"]);
    expect(Array.from(predictTreeColumn(tree, others))).toEqual([predictTree(tree, {}).value, 0]);
  });

  test("classes have a share each", () => {
    const tree = grown(fitTree(table, ["a", "b", "c", "c", "a"], { minLeaf: 1, maxDepth: 1 }));
    const said = predictTree(tree, { age: 60, city: "Lyon" });
    expect(said.class).toBe("c");
    expect(said.shares?.reduce((sum, share) => sum + share.value, 0)).toBeCloseTo(1, 12);
  });

  test("the fields that matter stand first", () => {
    const tree = grown(fitTree(table, [true, true, false, false, true], { minLeaf: 1 }));
    expect(measureTreeImportance(tree)).toEqual([
      { id: "age", share: 1, gain: 0.48, splits: 1 },
      { id: "city", share: 0, gain: 0, splits: 0 },
    ]);
  });

  test("customers who all say the same make no tree, and the reason can be read", () => {
    const none = fitTree(table, [true, true, true, true, true]);
    expect(none).toEqual({ abstained: { code: "tree_one_outcome", params: { n: 5, outcome: "yes_no", name: "yes" } } });
    const { abstained } = none as Abstention;
    expect(word(abstained)).toBe("no tree: the outcome of all 5 customers is yes");
    expect(word(abstained, "zh")).toBe("无法建树：全部 5 个客户的结果都为是");
    expect(fitTree(table, [3, 3, 3, 3, 3])).toMatchObject({ abstained: { code: "all_values_equal" } });
    expect(fitTree(table, ["x", "x", "x", "x", "x"])).toMatchObject({ abstained: { params: { name: "x" } } });
  });

  test("a tree survives JSON and is refused where its nodes do not form one", () => {
    const tree = grown(
      fitTree(table, [true, true, false, false, true], { minLeaf: 1, pruning: { seed: 3, folds: 2 } }),
    );
    const json = JSON.parse(JSON.stringify(tree));
    expect(loadModel(treeModelSpec, json)).toEqual(tree);
    const broken = (change: (nodes: Record<string, unknown>[]) => void): unknown => {
      const copy = JSON.parse(JSON.stringify(grown(fitTree(table, [true, true, false, false, true], { minLeaf: 1 }))));
      change(copy.nodes);
      return copy;
    };
    const changes: ((nodes: Record<string, unknown>[]) => void)[] = [
      (nodes) => void Object.assign(nodes[0] as object, { right: 0 }),
      (nodes) => void Object.assign(nodes[0] as object, { right: 1 }),
      (nodes) => void Object.assign(nodes[0] as object, { right: 9 }),
      (nodes) => void nodes.pop(),
      (nodes) => void Object.assign(nodes[1] as object, { n: 4 }),
      (nodes) => void Object.assign(nodes[1] as object, { value: 2 }),
      (nodes) => void Object.assign(nodes[2] as object, { leaf: 1 }),
      (nodes) => void Object.assign((nodes[0] as { question: object }).question, { feature: 7 }),
      (nodes) => void Object.assign((nodes[0] as { question: object }).question, { feature: 1 }),
    ];
    for (const change of changes) expect(codeOf(() => loadModel(treeModelSpec, broken(change)))).toBe("invalid_model");
  });

  test.each<[string, () => unknown, string]>([
    ["an outcome that is not known", () => fitTree(table, [true, false, null, true, true] as never), "invalid_type"],
    ["an outcome too short", () => fitTree(table, [true]), "length_mismatch"],
    ["an infinite amount", () => fitTree(table, [1, 2, 3, 4, Number.POSITIVE_INFINITY]), "not_finite"],
    [
      "too many classes",
      () =>
        fitTree(
          { rows: 70, features: [{ id: "x", kind: "number", values: new Float64Array(70) }] },
          Array.from({ length: 70 }, (_, i) => `c${i}`),
        ),
      "out_of_range",
    ],
    ["a leaf of nobody", () => fitTree(table, [1, 0, 1, 0, 1], { minLeaf: 0 }), "out_of_range"],
    ["half a depth", () => fitTree(table, [1, 0, 1, 0, 1], { maxDepth: 1.5 }), "out_of_range"],
    ["gini for amounts", () => fitTree(table, [1, 2, 3, 4, 5], { impurity: "gini" }), "inconsistent"],
    ["class weights for amounts", () => fitTree(table, [1, 2, 3, 4, 5], { classWeights: "balanced" }), "inconsistent"],
    ["a class weight for nobody", () => fitTree(table, [1, 0, 1, 0, 1], { classWeights: { maybe: 1 } }), "unknown_id"],
    [
      "a monotone field that is none",
      () => fitTree(table, [1, 0, 1, 0, 1], { monotone: { height: "up" } }),
      "unknown_id",
    ],
    [
      "a monotone field of categories",
      () => fitTree(table, [1, 0, 1, 0, 1], { monotone: { city: "up" } }),
      "inconsistent",
    ],
    ["monotone classes", () => fitTree(table, ["a", "b", "a", "b", "a"], { monotone: { age: "up" } }), "inconsistent"],
    ["weights that are all zero", () => fitTree(table, [1, 0, 1, 0, 1], { weights: [0, 0, 0, 0, 0] }), "empty_input"],
    ["one fold", () => fitTree(table, [1, 0, 1, 0, 1], { pruning: { folds: 1, seed: 1 } }), "out_of_range"],
    [
      "an abstention instead of a tree",
      () => predictTree(fitTree(table, [1, 1, 1, 1, 1]) as never, {}),
      "invalid_type",
    ],
    [
      "text where the tree knows numbers",
      () => predictTree(grown(fitTree(table, [1, 1, 0, 0, 1], { minLeaf: 1 })), { age: "40" }),
      "invalid_type",
    ],
    [
      "a table without the field asked for",
      () => predictTreeColumn(grown(fitTree(table, [1, 1, 0, 0, 1], { minLeaf: 1 })), readFeatures([{ a: 1 }], ["a"])),
      "unknown_id",
    ],
    [
      "groups instead of values",
      () => assignTreeLeafColumn(grown(fitTree(table, [1, 1, 0, 0, 1], { minLeaf: 1 })), binFeatures(table) as never),
      "invalid_type",
    ],
    [
      "two ways to prune at once",
      () => pruneTree(grown(fitTree(table, [1, 1, 0, 0, 1], { minLeaf: 1 })), { alpha: 0, leaves: 1 } as never),
      "inconsistent",
    ],
  ])("%s is refused", (_, act, code) => {
    expect(codeOf(act)).toBe(code);
  });

  test("outcomes may be given as a typed array, and numbers may be forced to be amounts", () => {
    const zeroOne: TreeOutcomes = Uint8Array.of(1, 1, 0, 0, 1);
    expect(grown(fitTree(table, zeroOne, { minLeaf: 1 })).outcome).toEqual({ kind: "yes_no" });
    expect(grown(fitTree(table, zeroOne, { minLeaf: 1, outcome: "amount" })).outcome).toEqual({ kind: "amount" });
  });
});

describe("what a leaf says of customers like its own", () => {
  test("where the question is plain, its interval holds the truth about 95 times in 100", () => {
    const random = createRandom(20_260_106);
    const truth = { share: [0.2, 0.6], mean: [10, 30] } as const;
    const held = { share: 0, mean: 0 };
    const rounds = 400;
    const group = Array.from({ length: 200 }, (_, i) => i % 2);
    const table = readFeatures(
      group.map((x) => ({ x })),
      ["x"],
    );
    for (let round = 0; round < rounds; round++) {
      const yes = group.map((x) => random.uniform() < (truth.share[x] as number));
      const spent = group.map((x) => (truth.mean[x] as number) + 4 * random.normal());
      for (const [what, outcome] of [
        ["share", yes],
        ["mean", spent],
      ] as const) {
        const tree = grown(fitTree(table, outcome as number[], { maxDepth: 1, minLeaf: 5 }));
        for (const x of [0, 1]) {
          const { interval } = predictTree(tree, { x });
          const target = truth[what][x] as number;
          if (interval !== undefined && interval.lower <= target && target <= interval.upper) held[what]++;
        }
      }
    }
    for (const what of ["share", "mean"] as const) {
      const coverage = held[what] / (2 * rounds);
      expect(coverage, what).toBeGreaterThan(0.93);
      expect(coverage, what).toBeLessThan(0.97);
    }
  });

  test("a customer of weight 0 is as if not there", () => {
    const rows = [{ x: 1 }, { x: 2 }, { x: 3 }, { x: 4 }, { x: 2.5 }];
    const with0 = fitTree(readFeatures(rows, ["x"]), [1, 1, 0, 0, 1], { minLeaf: 1, weights: [1, 1, 1, 1, 0] });
    const without = fitTree(readFeatures(rows.slice(0, 4), ["x"]), [1, 1, 0, 0], { minLeaf: 1 });
    expect((with0 as TreeModel).nodes).toEqual((without as TreeModel).nodes);
  });
});

describe("many customers", () => {
  const random = createRandom(20_260_107);
  const rows = Array.from({ length: 3000 }, () => ({
    visits: random.uniform() < 0.2 ? null : Math.floor(random.uniform() * 200),
    tenure: Math.floor(random.normal() * 20),
    region: random.uniform() < 0.1 ? null : `r${Math.floor(random.uniform() * 14)}`,
    weight: Math.floor(random.uniform() * 4) / 3,
  }));
  const score = rows.map(
    ({ visits, tenure, region }) =>
      (visits ?? 150) / 50 + (tenure > 5 ? 1 : 0) + (region === "r3" || region === "r11" ? 2 : 0) + random.normal(),
  );
  const table = readFeatures(rows, ["visits", "tenure", "region"]);
  const weights = rows.map(({ weight }) => weight);
  const kinds: [string, TreeOutcomes, FitTreeOptions][] = [
    ["yes or no", score.map((s) => s > 3), {}],
    ["classes", score.map((s) => (s > 4 ? "high" : s > 2 ? "middle" : "low")), { impurity: "entropy" }],
    ["amounts", score.map((s) => s * 100), {}],
    ["yes or no with weights", score.map((s) => s > 3), { weights, classWeights: "balanced" }],
    ["classes with weights", score.map((s) => (s > 4 ? "high" : s > 2 ? "middle" : "low")), { weights }],
    ["amounts with weights", score.map((s) => s * 100), { weights }],
    ["yes or no, rising", score.map((s) => s > 3), { monotone: { visits: "up" } }],
  ];

  test.each(kinds)(
    "%s: groups of one value, counted and taken from each other, give the very tree of every value",
    (_, outcome, more) => {
      const all: FitTreeOptions = { maxDepth: 9, minLeaf: 3, ...more };
      const exact = grown(fitTree(table, outcome, { ...all, method: "exact" }));
      const histogram = grown(fitTree(table, outcome, { ...all, method: "histogram" }));
      expect(exact.nodes.length).toBeGreaterThan(60);
      expect(histogram.nodes).toEqual(exact.nodes);
    },
  );

  test("with several classes and many levels, those of one kind are found by the first principal component", () => {
    const levels = Array.from({ length: 24 }, (_, i) => `l${i}`);
    const own = levels.flatMap((level, i) => new Array<{ level: string; i: number }>(30).fill({ level, i }));
    const outcome = own.map(({ i }, at) => (i % 3 === 0 ? (at % 10 === 0 ? "b" : "a") : at % 2 === 0 ? "b" : "c"));
    const tree = grown(fitTree(readFeatures(own, ["level"]), outcome, { maxDepth: 1 }));
    const root = tree.nodes[0];
    const left =
      root !== undefined && "question" in root && root.question.kind === "category" ? root.question.left : [];
    const thirds = levels.filter((_, i) => i % 3 === 0).sort();
    const others = levels.filter((_, i) => i % 3 !== 0).sort();
    expect([thirds, others]).toContainEqual([...left].sort());
  });

  test("a field of more than 255 values is cut so finely that little is lost", () => {
    const fine = { rows: 3000, features: [{ id: "score", kind: "number" as const, values: score }] };
    const outcome = score.map((s) => s > 2.5);
    const cut = grown(fitTree(fine, outcome, { method: "histogram", maxDepth: 1 }));
    const found = cut.nodes[0];
    const threshold =
      found !== undefined && "question" in found && found.question.kind === "number" ? found.question.threshold : 0;
    // one group of 255 holds about 12 of 3,000 customers
    expect(score.filter((s) => s > Math.min(2.5, threshold) && s <= Math.max(2.5, threshold)).length).toBeLessThan(15);
    expect(cut.fittedOn.method).toBe("histogram");
  });
});

test("a second tree from a table of groups is the first one again, and another table of the same fields is checked anew", () => {
  const random = createRandom(5);
  const values = Float64Array.from({ length: 400 }, () => random.normal());
  const yes = Array.from(values, (value) => value + random.normal() > 0);
  const binned = binFeatures({ rows: 400, features: [{ id: "x", kind: "number", values }] });
  const first = grown(fitTree(binned, yes, { method: "histogram" }));
  expect(grown(fitTree(binned, yes, { method: "histogram" }))).toEqual(first);
  expect(codeOf(() => fitTree({ ...binned, rows: 399 }, yes.slice(1), { method: "histogram" }))).toBe(
    "length_mismatch",
  );
});
