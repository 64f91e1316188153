import { ClienteleError } from "../../core/errors.ts";
import { medianAbsoluteDeviation } from "../../math/median-absolute-deviation.ts";
import { quantiles } from "../../math/quantile.ts";
import type { NameCells, NumberCells } from "../rows/field.ts";
import type { ClusterCategoryField, ClusterField, ClusterNumberField } from "./types.ts";

/** Robust standard deviations beyond which only the logarithm of the excess counts: a wild row is far, not everything. */
const NEAR = 3;
/** Share of the range between the tenth and ninetieth percent by which the median is off, from which a tail is long. */
const LONG_TAIL = 0.35;
/** Interquartile range of a standard normal number. */
const QUARTILES = 1.3489795003921634;
/** Mean difference of two standard normal numbers: squared, and absolute. */
const MEAN_SQUARE = 2;
const MEAN_ABSOLUTE = 2 / Math.sqrt(Math.PI);
/** A name is never rarer, for its weight, than one of two names held by a tenth of rows. */
const LEAST_DIVERSITY = 0.18;
/** Names a field may have: more of them are ids, not kinds. */
const MOST_LEVELS = 50;

/** Columns a field takes. */
export function widthOf(field: ClusterField): number {
  return field.kind === "number" ? 1 : field.levels.length;
}

/** A number in robust standard deviations from the median, pulled in where it lies far out; 0 where it is not known. */
export function scaledNumber(field: ClusterNumberField, value: number): number {
  if (Number.isNaN(value)) return 0;
  const at = field.scale === "log" ? Math.log1p(Math.max(0, value) / (field.unit as number)) : value;
  return field.weight * pulledIn((at - field.centre) / field.spread);
}

function pulledIn(z: number): number {
  const far = Math.abs(z) - NEAR;
  return far > 0 ? Math.sign(z) * (NEAR + Math.log1p(far)) : z;
}

/** Learns how a column of numbers is scaled; `undefined` where all known values are equal. */
export function numberField(
  id: string,
  { values, missing }: NumberCells,
  logs: "auto" | readonly string[],
  weight: number,
): ClusterNumberField | undefined {
  // in the order of values, so that the order of rows does not reach the last digit of a sum
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return undefined;
  const [lowest, tenth, middle, ninetieth, highest] = Array.from(quantiles(known, [0, 0.1, 0.5, 0.9, 1])) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (!(highest > lowest)) return undefined;
  if (!Number.isFinite(highest - lowest)) {
    throw new ClienteleError("out_of_range", `field ${id} spans more than a double holds; use another unit`, { id });
  }
  const asked = logs !== "auto" && logs.includes(id);
  if (asked && lowest < 0) {
    throw new ClienteleError("out_of_range", `field ${id} holds ${lowest}; logarithms need values of at least 0`, {
      id,
    });
  }
  const tail = ninetieth > tenth ? (ninetieth + tenth - 2 * middle) / (ninetieth - tenth) : 0;
  const log = asked || (logs === "auto" && lowest >= 0 && tail > LONG_TAIL);
  const positive = log ? known.filter((value) => value > 0) : known;
  // in a unit far below the values, 1 + value / unit is the value's own logarithm
  const unit = log ? (quantiles(positive, [0.5])[0] as number) / 10 || Number.MIN_VALUE : 1;
  const column = log ? known.map((value) => Math.log1p(value / unit)) : known;
  const robust = medianAbsoluteDeviation(column);
  let square = 0;
  for (const value of column) square += ((value - robust.median) / 1e3) ** 2;
  const plain = 1e3 * Math.sqrt(square / column.length);
  const [q1, q3] = Array.from(quantiles(column, [0.25, 0.75])) as [number, number];
  // wild rows widen the plain spread, two far groups the robust one: each is held down by the other
  const spread = Math.min(plain, robust.deviation || (q3 - q1) / QUARTILES || plain);
  if (!(spread > 0) || !Number.isFinite(spread)) return undefined;
  return {
    id,
    kind: "number",
    scale: log ? "log" : "linear",
    ...(log && { unit }),
    centre: robust.median,
    spread,
    weight,
    missing,
  };
}

/** Learns how a column of names is scaled; `undefined` where there is one name alone. */
export function categoryField(
  id: string,
  { codes, names, missing }: NameCells,
  method: "means" | "medoids",
  weight: number,
): ClusterCategoryField | undefined {
  const levels = missing > 0 ? [...names, ""] : names;
  if (levels.length < 2) return undefined;
  if (levels.length > MOST_LEVELS) {
    throw new ClienteleError(
      "out_of_range",
      `field ${id} has ${levels.length} names, at most ${MOST_LEVELS} can be told apart; merge rare ones`,
      { id, levels: levels.length },
    );
  }
  const counts = new Float64Array(levels.length);
  for (const code of codes) {
    const at = code < 0 ? levels.length - 1 : code;
    counts[at] = (counts[at] as number) + 1;
  }
  const alike = counts.reduce((total, n) => total + (n / codes.length) ** 2, 0);
  const diversity = Math.max(LEAST_DIVERSITY, 1 - alike);
  // two rows of different names are 2·size² apart squared, 2·size plainly
  const size = method === "means" ? Math.sqrt(MEAN_SQUARE / 2 / diversity) : MEAN_ABSOLUTE / 2 / diversity;
  return { id, kind: "category", levels, size: size * weight, weight, missing };
}
