import { createRequire } from "node:module";
import { build } from "esbuild";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeSegments, describe as word } from "../../src/index.ts";
import { createRandom } from "../../src/math/index.ts";
import {
  type FeatureTable,
  fitTree,
  predictTree,
  predictTreeColumn,
  readFeatures,
  type TreeModel,
} from "../../src/targeting/index.ts";
import { fitMlCart, fromMlCart, type MlCartModel, toMlCart } from "../../src/targeting/ml-cart.ts";
import { nextDouble } from "../sql/engines.ts";
import { grown } from "./segment-support.ts";

const { DecisionTreeClassifier, DecisionTreeRegression } = createRequire(import.meta.url)("ml-cart");
const refused = (code: string, text = "") =>
  expect.objectContaining({ name: "ClienteleError", code, message: expect.stringContaining(text) });

const random = createRandom(8);
const rows = Array.from({ length: 300 }, () => ({ age: random.integer(18, 60), spend: random.normal() * 50 }));
const table = readFeatures(rows, ["age", "spend"]);
const yes = rows.map(({ age, spend }) => (age < 35 || spend > 20) !== random.uniform() < 0.1);
const names = rows.map(({ age }, i) => (age < 30 ? "young" : yes[i] === true ? "eager" : "other"));
const amounts = rows.map(({ age }) => age * 3 + random.normal());
const cells = (own: readonly { age: number; spend: number }[]) => own.map(({ age, spend }) => [age, spend]);
const fitted = (model: ReturnType<typeof fitMlCart>) => grown(model) as MlCartModel;

/** Records on every threshold of a model and right beside it. */
function boundaries(model: TreeModel): { age: number; spend: number }[] {
  return model.nodes.flatMap((node) => {
    if (!("question" in node) || node.question.kind !== "number") return [];
    const { threshold, feature } = node.question;
    return [
      threshold,
      nextDouble(threshold, 1),
      nextDouble(threshold, -1),
      nextDouble(nextDouble(threshold, 1), 1),
    ].flatMap((at) => rows.slice(0, 40).map((row) => (feature === 0 ? { ...row, age: at } : { ...row, spend: at })));
  });
}

/** What a model of ml-cart tells: the label, or the amount. */
const told = (model: TreeModel, own: readonly { age: number; spend: number }[]) =>
  own.map((record) => {
    const { outcome } = model;
    const { value, class: name } = predictTree(model, record);
    return outcome.kind === "amount"
      ? value
      : outcome.kind === "yes_no"
        ? value > 0.5
          ? 1
          : 0
        : outcome.classes.indexOf(name as string);
  });

describe("a tree grown by ml-cart", () => {
  test("is a tree as any other, says who grew it, and foretells what ml-cart foretells", () => {
    for (const outcome of [yes, names, amounts]) {
      const model = fitted(fitMlCart(table, outcome as never, { maxDepth: 4, minNumSamples: 10 }));
      expect(model.fittedOn).toMatchObject({ engine: "ml-cart", rows: 300 });
      expect(model.nodes.length).toBeGreaterThan(3);
      expect(JSON.parse(JSON.stringify(model))).toEqual(model);
      expect(describeSegments(model).segments.reduce((sum, { figure }) => sum + figure.n, 0)).toBe(300);
      const numeric = outcome.map((own) =>
        typeof own === "string" ? ["eager", "other", "young"].indexOf(own) : Number(own),
      );
      const regression = outcome === amounts;
      const own = new (regression ? DecisionTreeRegression : DecisionTreeClassifier)({
        maxDepth: 4,
        minNumSamples: 10,
        gainThreshold: regression ? -1 : 0.01,
      });
      own.train(cells(rows), numeric);
      const expected = own.predict(cells(rows)) as number[];
      for (const [i, value] of told(model, rows).entries()) expect(value).toBeCloseTo(expected[i] as number, 9);
    }
  });

  test("does not hang on the order in which customers come", () => {
    const order = rows.map((_, i) => i).sort((a, b) => ((a * 7919) % 300) - ((b * 7919) % 300));
    const shuffled = readFeatures(
      order.map((i) => ({ age: rows[i]?.age as number, spend: 0 })),
      ["age", "spend"],
    );
    const plain = readFeatures(
      rows.map(({ age }) => ({ age, spend: 0 })),
      ["age", "spend"],
    );
    for (const outcome of [yes, names, amounts]) {
      const first = fitMlCart(plain, outcome as never, { minNumSamples: 5 });
      const second = fitMlCart(shuffled, order.map((i) => outcome[i]) as never, { minNumSamples: 5 });
      expect(second).toEqual(first);
    }
  });

  test("has the questions of our own tree where both measure the same", () => {
    const theirs = fitted(fitMlCart(table, amounts, { maxDepth: 1 }));
    const ours = grown(fitTree(table, amounts, { maxDepth: 1, minLeaf: 1 }));
    const cut = (model: TreeModel) => {
      const [root] = model.nodes;
      return root !== undefined && "question" in root ? root : undefined;
    };
    expect(cut(theirs)?.question.feature).toBe(cut(ours)?.question.feature);
    expect(cut(theirs)?.gain).toBeCloseTo(cut(ours)?.gain as number, 9);
    expect(cut(theirs)?.variance).toBeCloseTo(cut(ours)?.variance as number, 9);
  });

  test("splits amounts without any error below the root, and says so where the root would", () => {
    const step = readFeatures(
      Array.from({ length: 20 }, (_, x) => ({ x })),
      ["x"],
    );
    const perfect = fitMlCart(
      step,
      Array.from({ length: 20 }, (_, x) => (x < 10 ? 1 : 5)),
    );
    expect("abstained" in perfect && word(perfect.abstained)).toContain("use fitTree");
    const three = fitted(
      fitMlCart(
        step,
        Array.from({ length: 20 }, (_, x) => (x < 5 ? 1 : x < 10 ? 5 : 40)),
      ),
    );
    expect(Array.from(predictTreeColumn(three, step))).toEqual(
      Array.from({ length: 20 }, (_, x) => (x < 5 ? 1 : x < 10 ? 5 : 40)),
    );
  });

  test("is none where all customers have one outcome", () => {
    expect(
      fitMlCart(
        table,
        rows.map(() => true),
      ),
    ).toHaveProperty("abstained.code", "tree_one_outcome");
    expect(
      fitMlCart(
        table,
        rows.map(() => "a"),
      ),
    ).toHaveProperty("abstained.params.name", "a");
    expect(
      fitMlCart(
        table,
        rows.map(() => 7),
      ),
    ).toHaveProperty("abstained.code", "all_values_equal");
  });

  test("refuses what ml-cart cannot do, and says what to do instead", () => {
    const act =
      (t: unknown, y: unknown = yes, o?: unknown) =>
      () =>
        fitMlCart(t as never, y as never, o as never);
    const many = (n: number, f: number): FeatureTable => ({
      rows: n,
      features: Array.from({ length: f }, (_, k) => ({ id: `f${k}`, kind: "number", values: new Float64Array(n) })),
    });
    expect(act(many(4001, 1))).toThrow(refused("out_of_range", "use fitTree"));
    expect(act(many(4000, 6))).toThrow(refused("out_of_range", "20000 cells"));
    expect(act(readFeatures([{ x: 1 }, { x: null }], ["x"]), [true, false])).toThrow(
      refused("not_finite", "values[1]"),
    );
    expect(act(readFeatures([{ x: "a" }, { x: "b" }], ["x"]), [true, false])).toThrow(
      refused("invalid_type", "category"),
    );
    expect(act(readFeatures([{ x: 1.7e308 }, { x: 1 }], ["x"]), [true, false])).toThrow(refused("out_of_range"));
    for (const key of ["weights", "classWeights", "monotone", "pruning"]) {
      expect(act(table, yes, { [key]: {} })).toThrow(refused("inconsistent", key));
    }
    expect(act(table, [true])).toThrow(refused("length_mismatch"));
    expect(act(table, yes, { maxDepth: -1 })).toThrow(refused("out_of_range", "maxDepth"));
    expect(act(table, yes, { minNumSamples: 0.5 })).toThrow(refused("out_of_range", "minNumSamples"));
    expect(act(table, yes, { gainThreshold: -1 })).toThrow(refused("out_of_range", "gainThreshold"));
    for (const bad of [undefined, null, 5, "t", []]) expect(act(bad)).toThrow(refused("invalid_type", "table"));
    expect(act({ rows: 0, features: [] })).toThrow(refused("empty_input"));
  });
});

describe("ml-cart's JSON", () => {
  test("of our trees is loaded by ml-cart and foretells the same, also on a boundary and right beside it", () => {
    for (const outcome of [yes, names, amounts]) {
      for (const model of [
        grown(fitTree(table, outcome as never, { maxDepth: 5, minLeaf: 3 })),
        fitted(fitMlCart(table, outcome as never, { minNumSamples: 8 })),
      ]) {
        const json = JSON.parse(JSON.stringify(toMlCart(model)));
        const loaded = (outcome === amounts ? DecisionTreeRegression : DecisionTreeClassifier).load(json);
        const asked = [...rows, ...boundaries(model)];
        expect(asked.length).toBeGreaterThan(600);
        expect(loaded.predict(cells(asked))).toEqual(told(model, asked));
        // and once more through ml-cart's own JSON, which keeps no counts
        const again = outcome === amounts ? {} : { table, outcomes: outcome };
        const options = { features: ["age", "spend"], outcome: model.outcome };
        const back = fromMlCart(json, { ...options, ...again } as never);
        expect(told(back, asked)).toEqual(told(model, asked));
        back.nodes.forEach((node, at) => {
          const { n, value, impurity } = model.nodes[at] as (typeof model.nodes)[number];
          expect(node.n).toBe(n);
          expect(node.value).toBeCloseTo(value, 9);
          expect(node.impurity).toBeCloseTo(impurity, 6);
        });
      }
    }
  });

  test("from ml-cart becomes a tree with the customers that it was grown on, decision for decision", () => {
    const own = new DecisionTreeClassifier({ maxDepth: 6 });
    own.train(cells(rows), yes.map(Number));
    const json = JSON.parse(JSON.stringify(own));
    // once loaded, ml-cart forgets how many customers its nodes hold
    const loaded = JSON.parse(JSON.stringify(DecisionTreeClassifier.load(json)));
    expect(() => fromMlCart(loaded, { features: ["age", "spend"] })).toThrow(refused("inconsistent", "options.table"));
    const model = fromMlCart(loaded, { features: ["age", "spend"], table, outcomes: yes });
    const asked = [...rows, ...boundaries(model)];
    expect(told(model, asked)).toEqual(own.predict(cells(asked)));
    expect(model.nodes[0]?.n).toBe(300);
    expect(fromMlCart(toMlCart(model), { features: ["age", "spend"] })).toEqual(model);
    const flipped = yes.map((answer) => !answer);
    expect(() => fromMlCart(json, { features: ["age", "spend"], table, outcomes: flipped })).toThrow(
      refused("inconsistent", "not what the tree was grown on"),
    );
  });

  test("completes the customers of a leaf from its neighbours, and refuses those that do not add up", () => {
    const leaf = (p: number, n?: number) => ({
      distribution: [[1 - p, p]],
      ...(n === undefined ? {} : { numberSamples: n }),
    });
    const root = (left: object, right: object, n?: number) => ({
      name: "DTClassifier",
      root: { splitColumn: 0, splitValue: 3, left, right, ...(n === undefined ? {} : { numberSamples: n }) },
    });
    const read = (json: unknown) => fromMlCart(json, { features: ["x"] });
    expect(read(root(leaf(0.5, 4), leaf(1), 10)).nodes.map(({ n }) => n)).toEqual([10, 4, 6]);
    expect(() => read(root(leaf(0.5, 4), leaf(1, 7), 10))).toThrow(refused("invalid_model", "add up"));
    expect(() => read(root(leaf(0.5, 11), leaf(1), 10))).toThrow(refused("invalid_model", "add up"));
    expect(() => read(root(leaf(0.5), leaf(1), 10))).toThrow(refused("inconsistent", "how many"));
    expect(() => read({ name: "DTRegression", root: { distribution: 5, numberSamples: 3 } })).toThrow(
      refused("inconsistent", "how widely"),
    );
  });

  test("is refused with customers whose amounts have other means than its leaves tell", () => {
    const ages = [20, 30, 40, 50];
    const table = { rows: 4, features: [{ id: "age", kind: "number" as const, values: ages }] };
    const root = { splitColumn: 0, splitValue: 35, left: { distribution: 5 }, right: { distribution: 9 } };
    const read = (outcomes: number[]) =>
      fromMlCart({ name: "DTRegression", root }, { features: ["age"], table, outcomes });
    expect(read([4, 6, 9, 9]).nodes.map(({ value }) => value)).toEqual([7, 5, 9]);
    expect(() => read([4, 6, 9, 9.1])).toThrow(refused("inconsistent", "means"));
  });

  test("is refused where it is none, however it is bent", () => {
    const read =
      (json: unknown, options: unknown = { features: ["x"] }) =>
      () =>
        fromMlCart(json, options as never);
    for (const bad of [undefined, null, 5, "x", [], {}, { name: "x" }])
      expect(read(bad)).toThrow(refused("invalid_model"));
    const leaf = { distribution: [[0, 1]], numberSamples: 3 };
    const good = { splitColumn: 0, splitValue: 1, left: leaf, right: leaf };
    for (const root of [
      undefined,
      5,
      [],
      {},
      { ...good, splitColumn: 1 },
      { ...good, splitColumn: "0" },
      { ...good, splitValue: null },
      { ...good, splitValue: -Number.MAX_VALUE },
      { ...good, left: null },
      { ...good, right: { distribution: [] } },
      { ...good, right: { distribution: [[0.5, 0.6]] } },
      { ...good, right: { distribution: [[-1, 2]] } },
      { ...good, right: { distribution: 1 } },
      { ...good, right: { ...leaf, numberSamples: 0 } },
      { ...good, right: { ...leaf, numberSamples: 1.5 } },
    ]) {
      expect(read({ name: "DTClassifier", root })).toThrow(refused("invalid_model"));
    }
    const endless: Record<string, unknown> = { splitColumn: 0, splitValue: 1, left: leaf };
    endless["right"] = endless;
    expect(read({ name: "DTClassifier", root: endless })).toThrow(refused("invalid_model", "nodes"));
    const json = { name: "DTClassifier", root: good };
    expect(read(json, null)).toThrow(refused("invalid_type"));
    expect(read(json, {})).toThrow(refused("invalid_type", "features"));
    expect(read(json, { features: [] })).toThrow(refused("empty_input"));
    expect(read(json, { features: ["x", "x"] })).toThrow(refused("duplicate_id"));
    expect(read(json, { features: [5] })).toThrow(refused("invalid_type", "features[0]"));
    expect(read(json, { features: ["x"], outcome: { kind: "amount" } })).toThrow(refused("inconsistent"));
    expect(read(json, { features: ["x"], outcome: { kind: "class", classes: ["a"] } })).toThrow(
      refused("inconsistent"),
    );
    expect(read(json, { features: ["x"], table })).toThrow(refused("inconsistent", "belong together"));
    expect(read(json, { features: ["x"], table, outcomes: yes })).toThrow(refused("unknown_id", "field"));
  });

  test("of a tree that asks for categories is refused; known against not known has no place and falls away", () => {
    const people = rows.map(({ age }, i) => ({ age: i % 10 === 0 ? null : 30, kind: age < 30 ? "a" : "b" }));
    const answer = people.map(({ age }) => age === null);
    const known = grown(fitTree(readFeatures(people, ["age"]), answer, { minLeaf: 1 }));
    expect(known.nodes[0]).toHaveProperty("question.threshold", Number.MAX_VALUE);
    expect(toMlCart(known).root).toEqual({ distribution: [[1, 0]], numberSamples: 270 });
    const category = grown(
      fitTree(
        readFeatures(people, ["kind"]),
        people.map(({ kind }) => kind === "a"),
      ),
    );
    expect(() => toMlCart(category)).toThrow(refused("inconsistent", "category kind"));
    for (const bad of [undefined, null, 5, {}]) expect(() => toMlCart(bad as never)).toThrow(refused("invalid_type"));
  });

  test("turns 'below s' into 'at or below' and back without moving a single double", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1.7e308, max: 1.7e308 }), (split) => {
        const leaf = (p: number) => ({ distribution: [[1 - p, p]], numberSamples: 2 });
        const json = {
          name: "DTClassifier",
          root: { splitColumn: 0, splitValue: split, left: leaf(1), right: leaf(0) },
        };
        const model = fromMlCart(json, { features: ["x"] });
        for (const x of [split, nextDouble(split, 1), nextDouble(split, -1), 0, -0]) {
          expect(predictTree(model, { x }).value).toBe(x < split ? 1 : 0);
        }
        expect(toMlCart(model).root.splitValue).toBe(split + 0);
      }),
      { numRuns: 500 },
    );
  });
});

test("neither clientele nor clientele/targeting loads ml-cart; clientele/ml-cart does", async () => {
  const loads = async (entry: string): Promise<boolean> => {
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
    });
    return Object.keys(metafile.inputs).some((path) => path.includes("node_modules/ml-cart"));
  };
  expect(await loads("src/index.ts")).toBe(false);
  expect(await loads("src/targeting/index.ts")).toBe(false);
  expect(await loads("src/targeting/ml-cart.ts")).toBe(true);
});
