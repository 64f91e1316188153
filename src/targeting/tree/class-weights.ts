import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { addRow } from "./groups.ts";
import type { OutcomeColumn } from "./outcome.ts";
import type { TreeTarget } from "./target.ts";
import type { FitTreeOptions } from "./types.ts";

/** The factor by which each class weighs when splits are chosen; 1 where nothing is asked. */
export function classWeightFactors(
  asked: FitTreeOptions["classWeights"],
  column: OutcomeColumn,
  target: TreeTarget,
  members: Int32Array,
): Float64Array {
  const factors = new Float64Array(target.stride).fill(1);
  if (asked === undefined) return factors;
  if (!("codes" in column)) {
    throw new ClienteleError("inconsistent", "options.classWeights are for yes/no and classes, not for amounts", {});
  }
  if (asked === "balanced") {
    const held = new Float64Array(target.stride);
    for (const row of members) addRow(held, 0, target, row);
    const total = held.reduce((sum, weight) => sum + weight, 0);
    const present = held.filter((weight) => weight > 0).length;
    // as scikit-learn defines it: n / (classes × n of the class)
    return factors.map((_, k) => (held[k] === 0 ? 1 : total / (present * (held[k] as number))));
  }
  requireObject(asked, "options.classWeights");
  for (const [name, factor] of Object.entries(asked)) {
    const k = column.classes.indexOf(name);
    if (k < 0) {
      throw new ClienteleError(
        "unknown_id",
        `options.classWeights names ${show(name)}, which is none of ${column.classes.join(", ")}`,
        { name },
      );
    }
    requireNumber(factor, `options.classWeights.${name}`, { above: 0, max: 1e9 });
    factors[k] = factor;
  }
  return factors;
}
