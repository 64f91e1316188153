import { positionOf } from "./shape.ts";
import type { ChurnNumberField } from "./types.ts";

/** A stretch of a curve: value + d · (slope + d · (bend + d · twist)) with d the number less `from`. */
export interface CurvePiece {
  readonly from: number;
  readonly upTo: number;
  readonly value: number;
  readonly slope: number;
  readonly bend: number;
  readonly twist: number;
}

/** A field's curve of log-odds as cubic pieces between the ends of the numbers seen; empty where all were one number. */
export function piecesOf(field: ChurnNumberField, coefficients: readonly number[]): CurvePiece[] {
  const { knots, min, max } = field;
  if (!(max > min)) return [];
  const width = max - min;
  // as a sum of cubes that set in at each knot, in the position from 0 to 1
  const at = knots.map((knot) => positionOf(field, knot));
  const cubes = new Float64Array(at.length);
  const last = at.length - 1;
  if (at.length >= 3) {
    let sum = 0;
    for (let k = 0; k < last - 1; k++) {
      const part = (coefficients[1 + k] as number) / ((at[last] as number) - (at[k] as number));
      cubes[k] = part;
      cubes[last] = (cubes[last] as number) - part;
      sum += coefficients[1 + k] as number;
    }
    const base = sum / ((at[last] as number) - (at[last - 1] as number));
    cubes[last - 1] = (cubes[last - 1] as number) - base;
    cubes[last] = (cubes[last] as number) + base;
  }
  const ends = [...new Set([min, ...knots.filter((knot) => knot > min && knot < max), max])];
  return ends.slice(0, -1).map((from, k): CurvePiece => {
    const u = positionOf(field, from);
    let value = (coefficients[0] as number) * u;
    let slope = coefficients[0] as number;
    let bend = 0;
    let twist = 0;
    at.forEach((knot, j) => {
      const cube = cubes[j] as number;
      const d = u - knot;
      if (d < 0) return;
      value += cube * d ** 3;
      slope += 3 * cube * d ** 2;
      bend += 3 * cube * d;
      twist += cube;
    });
    return {
      from,
      upTo: ends[k + 1] as number,
      value,
      slope: slope / width,
      bend: bend / width ** 2,
      twist: twist / width ** 3,
    };
  });
}
