import {
  type FeatureTable,
  type FeatureValue,
  fitTree,
  type Reason,
  readFeatures,
  type SegmentCondition,
  type TreeModel,
  type TreeRecord,
} from "../../src/index.ts";
import { createRandom } from "../../src/math/index.ts";

/** The tree, where there is one. */
export function grown(model: TreeModel | { readonly abstained: Reason }): TreeModel {
  if ("abstained" in model) throw new Error(model.abstained.code);
  return model;
}

const OPINIONS = ["it's \\ poor", 'fair "enough"', "很好 --", "a, b; c", "'; DROP TABLE book; --"];
const REGIONS = ["north", "south", "east", "west"];

/** Customers with gaps in every field, ties, and levels made to break out of quotes. */
export function customers(n: number, seed: number): Record<string, FeatureValue>[] {
  const random = createRandom(seed);
  const maybe = (value: FeatureValue): FeatureValue => (random.uniform() < 0.1 ? null : value);
  return Array.from({ length: n }, () => ({
    age: maybe(random.integer(18, 80)),
    spend: maybe(Math.round(random.normal() * 1000) / 8),
    region: maybe(REGIONS[random.integer(0, 3)] as string),
    opinion: maybe(OPINIONS[random.integer(0, 4)] as string),
  }));
}

export function tableOf(rows: readonly TreeRecord[]): FeatureTable {
  return readFeatures(rows, [
    { id: "age", kind: "number" },
    { id: "spend", kind: "number" },
    { id: "region", kind: "category" },
    { id: "opinion", kind: "category" },
  ]);
}

/** Whether each says yes; all four fields matter. */
export function answers(rows: readonly TreeRecord[], seed: number): boolean[] {
  const random = createRandom(seed);
  return rows.map(({ age, spend, region, opinion }) => {
    const pull =
      (typeof age === "number" && age < 40 ? 1 : -0.5) +
      (typeof spend === "number" && spend > 20 ? 0.8 : 0) +
      (region === "west" || region === null ? 0.9 : 0) +
      (opinion === OPINIONS[0] ? -1.2 : 0);
    return random.uniform() < 1 / (1 + Math.exp(-1.5 * pull));
  });
}

/** A yes/no tree over all kinds of fields. */
export function yesNoTree(maxDepth: number = 5): TreeModel {
  const rows = customers(3000, 1);
  return grown(fitTree(tableOf(rows), answers(rows, 2), { maxDepth, minLeaf: 10 }));
}

/** A tree of three classes. */
export function classTree(): TreeModel {
  const rows = customers(3000, 3);
  const first = answers(rows, 4);
  const second = answers(rows, 5);
  const names = rows.map((_, i) => (first[i] === true ? (second[i] === true ? "it's" : "b\\") : "other"));
  return grown(fitTree(tableOf(rows), names, { maxDepth: 4, minLeaf: 20 }));
}

/** Whether a record meets all conditions of a rule, read from the data alone. */
export function meets(rule: readonly SegmentCondition[], record: TreeRecord): boolean {
  return rule.every((condition) => {
    const value = record[condition.params.field];
    const blank = value === undefined || value === null || value === "" || Number.isNaN(value);
    if (condition.code === "segment_category") {
      const { levels, others, missing } = condition.params;
      const known = !blank && (levels.includes(String(value)) || others.includes(String(value)));
      return known ? levels.includes(String(value)) : missing;
    }
    const { known, above, upTo, missing } = condition.params;
    if (blank) return missing;
    return known && (above === undefined || Number(value) > above) && (upTo === undefined || Number(value) <= upTo);
  });
}
