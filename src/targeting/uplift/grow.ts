import type { BinnedFeature, BinnedTable } from "../table/types.ts";
import type { Arms } from "./arms.ts";
import {
  addPair,
  BINS,
  countRows,
  emptyPair,
  type Histogram,
  type NodeRows,
  nodeRows,
  type PairSums,
  readGroup,
  subtract,
} from "./histogram.ts";
import { countEstimates, finished } from "./leaves.ts";
import { bestCut, type UpliftCut } from "./split.ts";
import type { UpliftNode } from "./types.ts";

/** How far a tree may grow. */
export interface GrowthLimits {
  readonly maxDepth: number;
  readonly minPerArm: number;
  /** Largest adjusted p value of a split. */
  readonly significance: number;
}

/** A node while the tree grows; nodes stand in the order root, left, right. */
export interface GrownNode {
  readonly cut?: UpliftCut;
  readonly left: number;
  readonly right: number;
  readonly figures: PairSums;
}

/** Customers whom the tree learns from, and those whom its figures are counted on. */
export interface GrowthRows {
  readonly structure: Uint32Array;
  readonly estimates: Uint32Array;
}

/** Grows an uplift tree on the groups of a table. */
export function growTree(
  table: BinnedTable,
  arms: Arms,
  rows: GrowthRows,
  limits: GrowthLimits,
): readonly UpliftNode[] {
  const { structure, estimates } = rows;
  let centre = 0;
  for (const row of structure) centre += (arms.outcomes[row] as number) / structure.length;
  const grower = new Grower(table, nodeRows(arms, structure.slice(), centre), arms.kind === "yes_no", limits);
  grower.grow();
  const own = structure === estimates;
  countEstimates(table, grower.nodes, nodeRows(arms, own ? structure : estimates, centre));
  return finished(table, grower.nodes, arms, centre, own ? 1 : Math.max(2, limits.minPerArm / 2));
}

/** Parts the rows of a node in place, depth first; a child that is smaller is counted, the other one subtracted. */
class Grower {
  readonly nodes: GrownNode[] = [];
  readonly #table: BinnedTable;
  readonly #node: NodeRows;
  readonly #yesNo: boolean;
  readonly #limits: GrowthLimits;

  constructor(table: BinnedTable, node: NodeRows, yesNo: boolean, limits: GrowthLimits) {
    this.#table = table;
    this.#node = node;
    this.#yesNo = yesNo;
    this.#limits = limits;
  }

  grow(): void {
    const n = this.#node.rows.length;
    this.#add(0, n, this.#limits.maxDepth > 0 ? this.#count(0, n) : undefined, 0);
  }

  #count(from: number, to: number): Histogram {
    return countRows(this.#table, this.#node, from, to, this.#yesNo);
  }

  #add(from: number, to: number, histogram: Histogram | undefined, depth: number): number {
    const at = this.nodes.length;
    const leaf: GrownNode = { left: -1, right: -1, figures: emptyPair() };
    this.nodes.push(leaf);
    const cut = histogram === undefined ? undefined : this.#best(histogram);
    if (histogram === undefined || cut === undefined || cut.pValue > this.#limits.significance) return at;
    const middle = partition(
      this.#node,
      from,
      to,
      (this.#table.features[cut.feature] as BinnedFeature).bins,
      cut.goesLeft,
    );
    const { left, right } = this.#children(from, middle, to, histogram, depth + 1 < this.#limits.maxDepth);
    const first = this.#add(from, middle, left, depth + 1);
    const second = this.#add(middle, to, right, depth + 1);
    this.nodes[at] = { ...leaf, cut, left: first, right: second };
    return at;
  }

  #children(from: number, middle: number, to: number, parent: Histogram, deeper: boolean) {
    if (!deeper) return { left: undefined, right: undefined };
    if (middle - from <= to - middle) {
      const left = this.#count(from, middle);
      return { left, right: subtract(parent, left) };
    }
    const right = this.#count(middle, to);
    return { left: subtract(parent, right), right };
  }

  /** The cut least likely by chance; equally likely ones by their statistic, then by the order of the fields. */
  #best(histogram: Histogram): UpliftCut | undefined {
    const { features } = this.#table;
    const total = emptyPair();
    const group = emptyPair();
    for (let bin = 0; bin < BINS; bin++) {
      readGroup(histogram, 0, bin, group);
      addPair(total, group);
    }
    const { minPerArm } = this.#limits;
    if (Math.min(total.treated.n, total.control.n) < 2 * minPerArm) return undefined;
    let best: UpliftCut | undefined;
    for (let f = 0; f < features.length; f++) {
      const cut = bestCut(features[f] as BinnedFeature, f, histogram, total, minPerArm);
      if (cut === undefined) continue;
      const better = best === undefined || cut.pValue < best.pValue;
      if (better || (cut.pValue === best?.pValue && cut.statistic > best.statistic)) best = cut;
    }
    // one in so many fields would look as good by chance
    return best === undefined ? undefined : { ...best, pValue: Math.min(1, best.pValue * features.length) };
  }
}

/** Brings the rows that go left to the front, both sides in their old order; returns where the right side begins. */
function partition(
  { rows, cell, amount }: NodeRows,
  from: number,
  to: number,
  bins: Uint8Array,
  goesLeft: Uint8Array,
): number {
  const heldRows = new Uint32Array(to - from);
  const heldCells = new Uint8Array(to - from);
  const heldAmounts = new Float64Array(amount.length === 0 ? 0 : to - from);
  let held = 0;
  let next = from;
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    if (goesLeft[bins[row] as number] === 1) {
      rows[next] = row;
      cell[next] = cell[i] as number;
      if (amount.length > 0) amount[next] = amount[i] as number;
      next++;
    } else {
      heldRows[held] = row;
      heldCells[held] = cell[i] as number;
      if (amount.length > 0) heldAmounts[held] = amount[i] as number;
      held++;
    }
  }
  rows.set(heldRows.subarray(0, held), next);
  cell.set(heldCells.subarray(0, held), next);
  if (amount.length > 0) amount.set(heldAmounts.subarray(0, held), next);
  return next;
}
