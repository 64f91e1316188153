import { normalQuantile } from "../../math/normal.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { quantile } from "../../math/quantile.ts";
import type { NameCells, NumberCells } from "../rows/field.ts";
import { widthOf } from "./encode.ts";
import type { ClusterTable } from "./table.ts";
import type { ClusterCategoryField, ClusterNumberField, ClusterProfile } from "./types.ts";

/** What sets each cluster apart from the rest, the largest effect first. `groups` are in the order of the points. */
export function profilesOf(table: ClusterTable, groups: Int32Array, k: number, level: number): ClusterProfile[][] {
  const own = new Int32Array(groups.length);
  table.order.forEach((row, i) => {
    own[row] = groups[i] as number;
  });
  const z = normalQuantile((1 + level) / 2);
  const found: Effect[][] = Array.from({ length: k }, () => []);
  let from = 0;
  table.fields.forEach((field, f) => {
    const cells = table.cells[f] as NumberCells | NameCells;
    const numbers =
      field.kind === "number"
        ? numberProfiles(table, field, (cells as NumberCells).values, from, groups, k, z, level)
        : [];
    for (let c = 0; c < k; c++) {
      const list = found[c] as Effect[];
      if (field.kind === "number") list.push(numbers[c] as Effect);
      else list.push(...levelProfiles(field, cells as NameCells, own, c, level));
    }
    from += widthOf(field);
  });
  return found.map((list) => list.sort((a, b) => b.effect - a.effect).map(({ profile }) => profile));
}

/** A profile with the size of what it shows, comparable between numbers and names. */
interface Effect {
  readonly effect: number;
  readonly profile: ClusterProfile;
}

/** One field of numbers in each cluster. Sums run in the order of the points, which the order of rows does not reach. */
function numberProfiles(
  { points, order }: ClusterTable,
  field: ClusterNumberField,
  values: Float64Array,
  from: number,
  groups: Int32Array,
  k: number,
  z: number,
  level: number,
): Effect[] {
  const { p, x } = points;
  const [counts, sums, squares] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  const known = new Float64Array(points.n);
  const owner = new Int32Array(points.n);
  let n = 0;
  for (let i = 0; i < points.n; i++) {
    const value = values[order[i] as number] as number;
    if (Number.isNaN(value)) continue;
    const g = groups[i] as number;
    const scaled = (x[i * p + from] as number) / field.weight;
    counts[g] = (counts[g] as number) + 1;
    sums[g] = (sums[g] as number) + scaled;
    squares[g] = (squares[g] as number) + scaled * scaled;
    known[n] = value;
    owner[n++] = g;
  }
  const all = [counts, sums, squares].map((list) => list.reduce((total, cell) => total + cell, 0)) as [
    number,
    number,
    number,
  ];
  const medianOf = (c: number, inside: boolean, size: number): number | undefined => {
    if (size === 0) return undefined;
    const part = new Float64Array(size);
    for (let i = 0, at = 0; i < n; i++) if ((owner[i] === c) === inside) part[at++] = known[i] as number;
    return quantile(part, 0.5);
  };
  return Array.from({ length: k }, (_, c): Effect => {
    const [a, b] = [counts[c] as number, all[0] - (counts[c] as number)];
    const [inA, inB] = [sums[c] as number, all[1] - (sums[c] as number)];
    let [value, error] = [0, 0];
    if (a > 0 && b > 0) {
      // scaled numbers are of the order of one, so that squares may be subtracted
      const within = Math.sqrt(Math.max(0, all[2] - (inA * inA) / a - (inB * inB) / b) / Math.max(1, n - 2));
      // without any spread inside, groups differ by their distance in the field's own robust deviations
      value = (inA / a - inB / b) / (within > 1e-7 ? within : 1);
      error = Math.sqrt(1 / a + 1 / b + (value * value) / (2 * n));
    }
    const [typical, rest] = [medianOf(c, true, a), medianOf(c, false, b)];
    return {
      effect: Math.abs(value),
      profile: {
        id: field.id,
        kind: "number",
        ...(typical !== undefined && { typical }),
        ...(rest !== undefined && { rest }),
        difference: { value, n, interval: { lower: value - z * error, upper: value + z * error, level } },
      },
    };
  });
}

function levelProfiles(
  field: ClusterCategoryField,
  { codes }: NameCells,
  own: Int32Array,
  c: number,
  level: number,
): Effect[] {
  const count = field.levels.length;
  const [inside, outside] = [new Float64Array(count), new Float64Array(count)];
  let [nIn, nOut] = [0, 0];
  codes.forEach((code, i) => {
    const at = code < 0 ? count - 1 : code;
    const part = own[i] === c ? inside : outside;
    part[at] = (part[at] as number) + 1;
    if (own[i] === c) nIn++;
    else nOut++;
  });
  if (nIn === 0 || nOut === 0) return [];
  return field.levels.map((name, at) => {
    const [share, rest] = [(inside[at] as number) / nIn, (outside[at] as number) / nOut];
    const interval = newcombeInterval(inside[at] as number, nIn, outside[at] as number, nOut, level);
    return {
      // Cohen (1988), section 6.2: h makes differences of shares comparable with standardised ones of means
      effect: Math.abs(2 * Math.asin(Math.sqrt(share)) - 2 * Math.asin(Math.sqrt(rest))),
      profile: {
        id: field.id,
        kind: "category" as const,
        level: name,
        share,
        rest,
        difference: { value: share - rest, n: nIn + nOut, interval },
      },
    };
  });
}
