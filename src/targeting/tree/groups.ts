import type { TreeColumn } from "./columns.ts";
import type { TreeTarget } from "./target.ts";

/**
 * The customers of a node grouped by the codes of one field that occur among them, with the counters of each group.
 * One such room is filled again and again, for every field of every node.
 */
export interface Groups {
  count: number;
  /** Codes that occur, rising. */
  readonly codes: Int32Array;
  /** Counters of each group, `stride` after `stride`. */
  readonly sums: Float64Array;
  /** Counters of those whose value is not known. */
  readonly missing: Float64Array;
  /** Where in {@link Groups.sums} each code of a field is counted before groups are put in order. */
  readonly placeOf: Int32Array;
}

/** Room for the groups of any of the fields. */
export function roomForGroups(columns: readonly TreeColumn[], stride: number): Groups {
  const most = columns.reduce((size, column) => Math.max(size, column.size), 1);
  return {
    count: 0,
    codes: new Int32Array(most),
    sums: new Float64Array(most * stride),
    missing: new Float64Array(stride),
    placeOf: new Int32Array(most).fill(-1),
  };
}

/** Groups from rows that stand in the order of the field, those not known last. */
export function groupInOrder(
  groups: Groups,
  column: TreeColumn,
  target: TreeTarget,
  order: Int32Array,
  from: number,
  to: number,
): void {
  const { stride } = target;
  groups.missing.fill(0);
  let count = -1;
  let last = -1;
  for (let i = from; i < to; i++) {
    const row = order[i] as number;
    const code = column.codes[row] as number;
    if (code === column.missing) {
      addRow(groups.missing, 0, target, row);
      continue;
    }
    if (code !== last) {
      count++;
      last = code;
      groups.codes[count] = code;
      for (let k = 0; k < stride; k++) groups.sums[count * stride + k] = 0;
    }
    addRow(groups.sums, count * stride, target, row);
  }
  groups.count = count + 1;
}

/** Groups from few rows in any order. */
export function groupRows(
  groups: Groups,
  column: TreeColumn,
  target: TreeTarget,
  rows: Int32Array,
  from: number,
  to: number,
): void {
  const { stride } = target;
  const { codes, sums, missing, placeOf } = groups;
  missing.fill(0);
  let count = 0;
  for (let i = from; i < to; i++) {
    const code = column.codes[rows[i] as number] as number;
    if (code === column.missing || placeOf[code] === 0) continue;
    placeOf[code] = 0;
    codes[count++] = code;
  }
  const found = codes.subarray(0, count).sort();
  for (let g = 0; g < count; g++) placeOf[found[g] as number] = g;
  sums.fill(0, 0, count * stride);
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    const code = column.codes[row] as number;
    if (code === column.missing) addRow(missing, 0, target, row);
    else addRow(sums, (placeOf[code] as number) * stride, target, row);
  }
  for (let g = 0; g < count; g++) placeOf[found[g] as number] = -1;
  groups.count = count;
}

/** Groups from the counters of a histogram, which stand from `base` on. */
export function groupHistogram(
  groups: Groups,
  column: TreeColumn,
  stride: number,
  histogram: Int32Array | Float64Array,
  base: number,
): void {
  const { codes, sums, missing } = groups;
  let count = 0;
  for (let code = 0; code < column.size; code++) {
    const at = base + code * stride;
    let any = false;
    // amounts may sum to 0, their weight cannot
    for (let k = 0; k < stride; k++) any ||= histogram[at + k] !== 0;
    if (!any) continue;
    for (let k = 0; k < stride; k++) sums[count * stride + k] = histogram[at + k] as number;
    codes[count++] = code;
  }
  for (let k = 0; k < stride; k++) missing[k] = histogram[base + column.missing * stride + k] as number;
  groups.count = count;
}

/** Adds one customer to the counters that stand from `at` on. */
export function addRow(sums: Float64Array, at: number, target: TreeTarget, row: number): void {
  const weight = target.weights === undefined ? 1 : (target.weights[row] as number);
  if (target.codes !== undefined) {
    const k = at + (target.codes[row] as number);
    sums[k] = (sums[k] as number) + weight;
  } else {
    sums[at] = (sums[at] as number) + weight;
    sums[at + 1] = (sums[at + 1] as number) + ((target.amounts as Float64Array)[row] as number);
  }
}
