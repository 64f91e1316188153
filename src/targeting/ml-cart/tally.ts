import { show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { readOutcome } from "../tree/outcome.ts";
import type { TreeOutcome, TreeOutcomes } from "../tree/types.ts";
import type { LeafTally } from "./build.ts";
import type { ReadNode } from "./read.ts";

/** A mean that is off by a smaller share of the largest amount is the same one, added up in another order. */
const MEAN_TOLERANCE = 1e-9;

/** Outcomes as codes of the classes of a model (no 0, yes 1), or as amounts. */
export type OutcomeValues =
  | { readonly codes: ArrayLike<number>; readonly classes: number }
  | { readonly amounts: ArrayLike<number> };

/** Reads outcomes in the order of a model's classes. */
export function outcomeValues(outcomes: TreeOutcomes, rows: number, outcome: TreeOutcome): OutcomeValues {
  const column = readOutcome(outcomes, rows, outcome.kind);
  if ("amounts" in column) return { amounts: column.amounts };
  if (outcome.kind !== "class") return { codes: column.codes, classes: 2 };
  const places = column.classes.map((name) => {
    const place = outcome.classes.indexOf(name);
    if (place < 0) {
      throw new ClienteleError("unknown_id", `options.outcomes hold ${show(name)}, which is no class of the model`, {
        name,
      });
    }
    return place;
  });
  return { codes: column.codes.map((code) => places[code] as number), classes: outcome.classes.length };
}

/** Sends customers down the tree and counts them in its leaves; leaves that nobody reaches are absent. */
export function tallyRows(
  nodes: readonly ReadNode[],
  columns: readonly Float64Array[],
  values: OutcomeValues,
): ReadonlyMap<number, LeafTally> {
  const members = new Map<number, number[]>();
  const rows = (columns[0] as Float64Array).length;
  for (let i = 0; i < rows; i++) {
    let at = 0;
    let node = nodes[0] as ReadNode;
    while (node.says === undefined) {
      at = ((columns[node.feature] as Float64Array)[i] as number) <= node.threshold ? node.left : node.right;
      node = nodes[at] as ReadNode;
    }
    const own = members.get(at);
    if (own === undefined) members.set(at, [i]);
    else own.push(i);
  }
  const tallies = new Map<number, LeafTally>();
  for (const [at, own] of members) tallies.set(at, tallyOf(own, values, (nodes[at] as ReadNode).says));
  return tallies;
}

function tallyOf(rows: readonly number[], values: OutcomeValues, says: ReadNode["says"]): LeafTally {
  const n = rows.length;
  if ("codes" in values) {
    const counts = new Array<number>(values.classes).fill(0);
    for (const row of rows) {
      const code = values.codes[row] as number;
      counts[code] = (counts[code] as number) + 1;
    }
    return { n, counts };
  }
  // the mean that ml-cart tells, so that the tree foretells the same to the last bit
  const mean = says as number;
  // from the lowest up: the same sum for every order of the rows
  const amounts = Float64Array.from(rows, (row) => values.amounts[row] as number).sort();
  const squares = amounts.reduce((sum, amount) => sum + (amount - mean) ** 2, 0);
  const off = Math.abs(amounts.reduce((sum, amount) => sum + amount - mean, 0)) / n;
  if (off > MEAN_TOLERANCE * Math.max(Math.abs(amounts[0] as number), Math.abs(amounts[n - 1] as number))) {
    throw new ClienteleError(
      "inconsistent",
      "options.table is not what the tree was grown on: its customers do not have the means of json's leaves",
      {},
    );
  }
  return { n, mean, squares };
}
