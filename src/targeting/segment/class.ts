import { requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { TreeOutcome } from "../tree/types.ts";

/** Position of the class that `options.class` names; undefined where none is asked for. */
export function readClass(outcome: TreeOutcome, name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  if (outcome.kind !== "class") {
    throw new ClienteleError("inconsistent", `options.class goes with a tree of classes, not of ${outcome.kind}`, {});
  }
  requireOneOf(name, outcome.classes, "options.class");
  return outcome.classes.indexOf(name);
}
