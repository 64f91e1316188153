import jsonLogic from "json-logic-js";
import { describe, expect, test } from "vitest";
import {
  assignTreeLeafColumn,
  type FilterRule,
  predictTree,
  predictTreeColumn,
  treeToFilter,
} from "../../src/index.ts";
import { classTree, customers, tableOf, yesNoTree } from "./segment-support.ts";

const refused = (code: string, text = "") =>
  expect.objectContaining({ name: "ClienteleError", code, message: expect.stringContaining(text) });

const OPERATORS = new Set(["or", "and", "!", "<=", ">", "in", "===", "!==", "var"]);

function operatorsOf(rule: FilterRule): string[] {
  if (typeof rule !== "object" || rule === null) return [];
  if (Array.isArray(rule)) return rule.flatMap(operatorsOf);
  return Object.entries(rule).flatMap(([name, inner]) => [name, ...operatorsOf(inner)]);
}

describe("a filter", () => {
  const rows = customers(2000, 21);
  const model = yesNoTree();
  const leaves = assignTreeLeafColumn(model, tableOf(rows));
  const values = predictTreeColumn(model, tableOf(rows));
  const select = (rule: FilterRule) => rows.map((row) => jsonLogic.apply(JSON.parse(JSON.stringify(rule)), row));

  test("selects the customers of the segments chosen by number, value or class, and nobody else", () => {
    expect(select(treeToFilter(model, { leaves: [1, 3, 4] }))).toEqual(
      Array.from(leaves, (l) => [1, 3, 4].includes(l)),
    );
    const likely = treeToFilter(model, { minValue: 0.7 });
    expect(select(likely)).toEqual(Array.from(values, (v) => v >= 0.7));
    expect(select(likely).filter(Boolean).length).toBeGreaterThan(100);
    expect(select(treeToFilter(model, { minValue: 0.3, maxValue: 0.6 }))).toEqual(
      Array.from(values, (v) => v >= 0.3 && v <= 0.6),
    );
    const classes = classTree();
    const ofClass = treeToFilter(classes, { class: "b\\", minValue: 0.3 });
    expect(select(ofClass)).toEqual(
      rows.map((row) => {
        const predicted = predictTree(classes, row);
        return predicted.class === "b\\" && predicted.value >= 0.3;
      }),
    );
  });

  test("is a literal where all or none are chosen, and uses the operators that it documents alone", () => {
    expect(treeToFilter(model, { minValue: 0 })).toBe(true);
    expect(treeToFilter(model, { leaves: [] })).toBe(false);
    expect(treeToFilter(yesNoTree(0), { leaves: [1] })).toBe(true);
    for (const leaf of new Set(leaves)) {
      for (const name of operatorsOf(treeToFilter(model, { leaves: [leaf] }))) expect(OPERATORS).toContain(name);
    }
  });

  test("takes a whole branch as one rule", () => {
    const [root] = model.nodes;
    const under = (at: number): number[] => {
      const node = model.nodes[at];
      return node === undefined ? [] : "question" in node ? [...under(node.left), ...under(node.right)] : [node.leaf];
    };
    if (root === undefined || !("question" in root)) throw new Error("no split");
    const branch = treeToFilter(model, { leaves: under(root.left) });
    expect(operatorsOf(branch).filter((name) => name === "var").length).toBeLessThanOrEqual(3);
  });

  test("reads fields where the record holds them", () => {
    const paths = { age: "person.age", spend: "person.spend", region: "region", opinion: "person.said" };
    const rule = treeToFilter(model, { minValue: 0.7, paths });
    const nested = rows.map((r) => ({
      person: { age: r["age"], spend: r["spend"], said: r["opinion"] },
      region: r["region"],
    }));
    expect(nested.map((row) => jsonLogic.apply(rule as never, row))).toEqual(Array.from(values, (v) => v >= 0.7));
  });

  test("is refused where the choice is none, or a field cannot be addressed", () => {
    const act = (options: unknown) => () => treeToFilter(model, options as never);
    for (const bad of [undefined, null, 5, []]) expect(act(bad)).toThrow(refused("invalid_type", "options"));
    expect(act({})).toThrow(refused("inconsistent", "which segments"));
    expect(act({ leaves: [1], minValue: 0.5 })).toThrow(refused("inconsistent", "which segments"));
    for (const bad of [0, 99, 1.5, "1", null])
      expect(act({ leaves: [bad] })).toThrow(refused("unknown_id", "leaves[0]"));
    expect(act({ leaves: 5 })).toThrow(refused("invalid_type", "leaves"));
    expect(act({ minValue: Number.NaN })).toThrow(refused("not_finite", "minValue"));
    expect(act({ class: "yes" })).toThrow(refused("inconsistent", "class"));
    expect(act({ leaves: [1], paths: { age: "", spend: "", region: "", opinion: "" } })).toThrow(
      refused("invalid_type", "paths"),
    );
    const dotted = { ...model, features: model.features.map((f) => ({ ...f, id: `person.${f.id}` })) };
    expect(() => treeToFilter(dotted, { leaves: [1] })).toThrow(refused("inconsistent", "dot"));
    expect(() => treeToFilter({ kind: "tree" } as never, { leaves: [1] })).toThrow(refused("invalid_type"));
  });
});
