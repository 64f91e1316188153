import { requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { TreeFeature } from "../tree/types.ts";
import type { UpliftArm, UpliftModel, UpliftNode, UpliftRegression, UpliftTreeModel } from "./types.ts";

/** Refuses a model that was built or edited by hand into something that cannot be read. */
export function requireUpliftModel(model: UpliftModel): void {
  requireObject(model, "model");
  if (model.kind !== "uplift") refuse("kind", 'must be "uplift"');
  requireOneOf(model.method, ["two_model", "class_transformation", "tree"], "model.method");
  requireOneOf(model.outcome, ["yes_no", "amount"], "model.outcome");
  if (!(model.level > 0 && model.level < 1)) refuse("level", "must lie in (0, 1)");
  if (!Array.isArray(model.features) || !model.features.every(isFeature))
    refuse("features", "must be a list of fields");
  if (model.method === "tree") {
    if (!isTree(model.nodes, model.features, model.outcome))
      refuse("nodes", "must be a tree, each node before its branches");
    return;
  }
  const { columns } = model;
  const fits =
    Array.isArray(columns) &&
    columns.every(
      (column) =>
        column !== null &&
        typeof column === "object" &&
        model.features[column.feature] !== undefined &&
        (column.kind !== "value" ||
          (Number.isFinite(column.centre) && column.scale > 0 && Number.isFinite(column.scale))),
    );
  if (!fits) refuse("columns", "must be a list of columns of the model's fields");
  const regressions = model.method === "two_model" ? [model.treated, model.control] : [model.transformed];
  if (!regressions.every((regression) => isRegression(regression, columns.length))) {
    refuse("regression", "must hold one coefficient per column and their covariance");
  }
}

/** Refuses also a model of another method than the tree. */
export function requireUpliftTree(model: UpliftModel): UpliftTreeModel {
  requireUpliftModel(model);
  if (model.method === "tree") return model;
  throw new ClienteleError("invalid_type", `model must be a tree; a ${model.method} model has no segments`, {
    method: model.method,
  });
}

function refuse(field: string, rule: string): never {
  throw new ClienteleError("invalid_model", `model.${field} ${rule}`, { name: `model.${field}` });
}

function isFeature(feature: TreeFeature | null): boolean {
  if (feature === null || typeof feature !== "object" || typeof feature.id !== "string") return false;
  return feature.kind === "number" || (feature.kind === "category" && Array.isArray(feature.levels));
}

function isRegression(regression: UpliftRegression | null | undefined, columns: number): boolean {
  if (typeof regression !== "object" || regression === null) return false;
  const { n, intercept, coefficients, covariance } = regression;
  return (
    Number.isFinite(n) &&
    Number.isFinite(intercept) &&
    [
      [coefficients, columns],
      [covariance, (columns + 1) ** 2],
    ].every(([list, size]) => Array.isArray(list) && list.length === size && list.every(Number.isFinite))
  );
}

/** True for a tree whose nodes stand before their branches and end in leaves numbered from 1. */
function isTree(
  nodes: readonly UpliftNode[],
  features: readonly TreeFeature[],
  outcome: UpliftModel["outcome"],
): boolean {
  if (!Array.isArray(nodes) || nodes.length === 0) return false;
  const reached = new Uint8Array(nodes.length);
  reached[0] = 1;
  let leaves = 0;
  for (let at = 0; at < nodes.length; at++) {
    const node: UpliftNode | null | undefined = nodes[at];
    if (typeof node !== "object" || node === null || reached[at] !== 1) return false;
    if (!isArm(node.treated, outcome) || !isArm(node.control, outcome)) return false;
    if (!("question" in node)) {
      leaves++;
      if (node.leaf !== leaves) return false;
      continue;
    }
    const { left, right, question } = node;
    if (left !== at + 1 || !(right > left && right < nodes.length) || reached[right] === 1) return false;
    reached[left] = 1;
    reached[right] = 1;
    if (typeof question !== "object" || question === null || features[question.feature]?.kind !== question.kind)
      return false;
    if (question.missing !== "left" && question.missing !== "right") return false;
    if (question.kind === "number" ? !Number.isFinite(question.threshold) : !Array.isArray(question.left)) return false;
  }
  return true;
}

function isArm(arm: UpliftArm | null | undefined, outcome: UpliftModel["outcome"]): boolean {
  if (typeof arm !== "object" || arm === null) return false;
  const { n, mean, m2 } = arm;
  if (!(n >= 0 && m2 >= 0 && Number.isFinite(n) && Number.isFinite(mean) && Number.isFinite(m2))) return false;
  return outcome === "amount" || (mean >= 0 && mean <= 1);
}
