import type { Estimate } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import { newcombeInterval } from "../../math/proportion-difference.ts";
import { quantile } from "../../math/quantile.ts";
import type { NameCells, NumberCells } from "../rows/field.ts";
import { scaledNumber } from "./encode.ts";
import type { ClusterTable } from "./table.ts";
import type { ClusterCategoryField, ClusterNumberField, ClusterProfile } from "./types.ts";

/** What sets each cluster apart from the rest, the largest effect first. `groups` are in the order of the points. */
export function profilesOf(table: ClusterTable, groups: Int32Array, k: number, level: number): ClusterProfile[][] {
  const own = new Int32Array(groups.length);
  table.order.forEach((row, i) => {
    own[row] = groups[i] as number;
  });
  const z = normalQuantile((1 + level) / 2);
  const found: { readonly effect: number; readonly profile: ClusterProfile }[][] = Array.from({ length: k }, () => []);
  table.fields.forEach((field, f) => {
    for (let c = 0; c < k; c++) {
      const cells = table.cells[f] as NumberCells | NameCells;
      const list = found[c] as (typeof found)[number];
      if (field.kind === "number") list.push(numberProfile(field, cells as NumberCells, own, c, z, level));
      else list.push(...levelProfiles(field, cells as NameCells, own, c, level));
    }
  });
  return found.map((list) => list.sort((a, b) => b.effect - a.effect).map(({ profile }) => profile));
}

function numberProfile(
  field: ClusterNumberField,
  { values }: NumberCells,
  own: Int32Array,
  c: number,
  z: number,
  level: number,
): { readonly effect: number; readonly profile: ClusterProfile } {
  const [inside, outside]: [number[], number[]] = [[], []];
  values.forEach((value, i) => {
    if (!Number.isNaN(value)) (own[i] === c ? inside : outside).push(value);
  });
  const plain = { ...field, weight: 1 };
  const [a, b] = [inside, outside].map((part) => {
    // added in the order of values, so that the order of rows does not reach the last digit
    const scaled = Float64Array.from(part, (value) => scaledNumber(plain, value)).sort();
    const mean = scaled.reduce((total, cell) => total + cell, 0) / Math.max(1, scaled.length);
    return { n: scaled.length, mean, square: scaled.reduce((total, cell) => total + (cell - mean) ** 2, 0) };
  }) as [{ n: number; mean: number; square: number }, { n: number; mean: number; square: number }];
  const n = a.n + b.n;
  const within = Math.sqrt((a.square + b.square) / Math.max(1, n - 2));
  // two points without spread inside differ by their distance in the field's own robust deviations
  const value = a.n === 0 || b.n === 0 ? 0 : (a.mean - b.mean) / (within > 1e-9 ? within : 1);
  const error = a.n === 0 || b.n === 0 ? 0 : Math.sqrt(1 / a.n + 1 / b.n + (value * value) / (2 * n));
  const difference: Estimate = {
    value,
    n,
    interval: { lower: value - z * error, upper: value + z * error, level },
  };
  return {
    effect: Math.abs(value),
    profile: {
      id: field.id,
      kind: "number",
      ...(inside.length > 0 && { typical: quantile(inside, 0.5) }),
      ...(outside.length > 0 && { rest: quantile(outside, 0.5) }),
      difference,
    },
  };
}

function levelProfiles(
  field: ClusterCategoryField,
  { codes }: NameCells,
  own: Int32Array,
  c: number,
  level: number,
): { readonly effect: number; readonly profile: ClusterProfile }[] {
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
