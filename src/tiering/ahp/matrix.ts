import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { AhpJudgement, AhpMatrix } from "./types.ts";

/** Judgements beyond a million to one are slips of the pen, and products of them would leave the range of a double. */
const RATIO = { min: 1e-6, max: 1e6 } as const;

/** Product of two mirrored cells that rounding explains. */
const RECIPROCAL_SLACK = 1e-6;

/** Pairwise ratios, row by row, with their mirror images; 0 marks a pair that was not judged. */
export interface Comparisons {
  readonly ids: readonly string[];
  readonly cells: Float64Array;
}

/** Reads either form of input. */
export function readComparisons(
  data: AhpMatrix | readonly AhpJudgement[],
  given: readonly string[] | undefined,
  name: string,
): Comparisons {
  requireNonEmpty(data, name);
  if (given !== undefined) requireIds(given, "ids");
  const rows = data as readonly unknown[];
  return Array.isArray(rows[0])
    ? readMatrix(data as AhpMatrix, given, name)
    : readJudgements(data as readonly AhpJudgement[], given, name);
}

/** Refuses what is no list of distinct, non-empty texts. */
function requireIds(ids: readonly string[], name: string): void {
  requireColumn(ids, name);
  for (let i = 0; i < ids.length; i++) requireId(ids[i], `${name}[${i}]`);
  requireUnique(ids, name);
}

/** Refuses what is no non-empty text. */
export function requireId(id: unknown, name: string): void {
  if (typeof id !== "string" || id === "") {
    throw new ClienteleError("invalid_type", `${name} must be a non-empty text, got ${show(id)}`, { name });
  }
}

function readMatrix(matrix: AhpMatrix, given: readonly string[] | undefined, name: string): Comparisons {
  const n = matrix.length;
  const ids = given ?? Array.from(matrix, (_, i) => String(i + 1));
  if (ids.length !== n) {
    throw new ClienteleError("length_mismatch", `ids has ${ids.length} entries and ${name} ${n} rows`, { n });
  }
  for (let i = 0; i < n; i++) {
    requireColumn(matrix[i] as readonly number[], `${name}[${i}]`);
    if (matrix[i]?.length !== n) {
      throw new ClienteleError("length_mismatch", `${name}[${i}] has ${matrix[i]?.length} cells; ${n} are needed`, {
        row: i,
        n,
      });
    }
  }
  const cells = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const upper = readCell(matrix, i, j, name);
      const lower = readCell(matrix, j, i, name);
      if (upper !== undefined && lower !== undefined && Math.abs(upper * lower - 1) > RECIPROCAL_SLACK) {
        const remedy = i === j ? "must be 1" : `must be 1 over ${name}[${i}][${j}]; leave one of the two out`;
        throw new ClienteleError("inconsistent", `${name}[${j}][${i}] is ${lower} and ${remedy}`, {
          row: j,
          column: i,
        });
      }
      if (i !== j) setPair(cells, n, i, j, largerOf(upper, lower));
    }
  }
  return { ids, cells };
}

/** The ratio of i over j from either half, taken from the cell above 1, which people write without rounding. */
function largerOf(upper: number | undefined, lower: number | undefined): number {
  if (upper !== undefined && (lower === undefined || upper >= 1)) return upper;
  return lower === undefined ? 0 : 1 / lower;
}

function readCell(matrix: AhpMatrix, i: number, j: number, name: string): number | undefined {
  const cell = matrix[i]?.[j];
  if (cell === undefined || cell === null) return undefined;
  requireNumber(cell, `${name}[${i}][${j}]`, RATIO);
  return cell;
}

function setPair(cells: Float64Array, n: number, i: number, j: number, ratio: number): void {
  cells[i * n + j] = ratio;
  cells[j * n + i] = ratio === 0 ? 0 : 1 / ratio;
}

function readJudgements(
  judgements: readonly AhpJudgement[],
  given: readonly string[] | undefined,
  name: string,
): Comparisons {
  const index = new Map<string, number>(given?.map((id, i) => [id, i]));
  const judged = new Map<string, [number, number][]>();
  const seen = new Set<string>();
  for (let k = 0; k < judgements.length; k++) {
    const judgement = judgements[k] as AhpJudgement;
    const where = `${name}[${k}]`;
    requireObject(judgement, where);
    const { item, over, ratio, by = "", weight = 1 } = judgement;
    requireNumber(ratio, `${where}.ratio`, RATIO);
    requireNumber(weight, `${where}.weight`, { above: 0, max: 1e6 });
    if (by !== "") requireId(by, `${where}.by`);
    const i = indexOf(index, item, given, `${where}.item`);
    const j = indexOf(index, over, given, `${where}.over`);
    if (i === j) throw new ClienteleError("inconsistent", `${where} compares ${show(item)} with itself`, { index: k });
    const [low, high] = i < j ? [i, j] : [j, i];
    const once = JSON.stringify([by, low, high]);
    if (seen.has(once)) {
      throw new ClienteleError(
        "duplicate_id",
        `${where} judges ${show(item)} and ${show(over)} a second time; name the judges in by if they are several`,
        { index: k },
      );
    }
    seen.add(once);
    const key = `${low} ${high}`;
    const pair = judged.get(key) ?? [];
    pair.push([i < j ? ratio : 1 / ratio, weight]);
    judged.set(key, pair);
  }
  const n = index.size;
  const cells = new Float64Array(n * n);
  for (const [key, pair] of judged) {
    const [i, j] = key.split(" ").map(Number) as [number, number];
    setPair(cells, n, i, j, geometricMean(pair));
  }
  return { ids: [...index.keys()], cells };
}

function indexOf(index: Map<string, number>, id: string, given: readonly string[] | undefined, name: string): number {
  requireId(id, name);
  const known = index.get(id);
  if (known !== undefined) return known;
  if (given !== undefined) {
    throw new ClienteleError("unknown_id", `${name} must be one of the ids, got ${show(id)}`, { name, id });
  }
  index.set(id, index.size);
  return index.size - 1;
}

/** The only mean of ratios whose mirror image is the mean of the mirror images (Aczél & Saaty 1983). */
export function geometricMean(pairs: readonly (readonly [ratio: number, weight: number])[]): number {
  const [first] = pairs;
  if (first !== undefined && pairs.length === 1) return first[0];
  // sorted, so that the order in which people answered never shows in the last digit
  const sorted = [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let logs = 0;
  let weights = 0;
  for (const [ratio, weight] of sorted) {
    logs += weight * Math.log(ratio);
    weights += weight;
  }
  return Math.exp(logs / weights);
}
