import { requireOneOf } from "../../core/checks.ts";
import { groupOf, type Reading, readField } from "./read.ts";
import type { LeadField, LeadRecord } from "./types.ts";

/** One field of all closed leads as whole numbers: values by their place in a sorted vocabulary. */
export interface EncodedField {
  readonly id: string;
  readonly kind: "category" | "number" | "tags" | "stage";
  readonly vocabulary: readonly string[];
  /** Value of each lead, −1 where it is not known; of tags 0 where any list is known. */
  readonly codes: Int32Array;
  /** Tags of lead i: `tags[starts[i]]` to before `tags[starts[i + 1]]`. */
  readonly starts?: Uint32Array;
  readonly tags?: Uint32Array;
  /** Numbers taken as a straight line; 0 where not known. */
  readonly numbers?: Float64Array;
  /** Bounds of numbers that are cut into groups. */
  readonly cuts?: readonly number[];
}

/** Reads one field of every lead. `bins` is how many groups a number is cut into by default, none for a line. */
export function encodeField(
  leads: readonly LeadRecord[],
  names: readonly string[],
  weights: ArrayLike<number>,
  field: LeadField,
  bins: number | undefined,
): EncodedField {
  const { id, kind = "category" } = field;
  const readings = leads.map((lead, i) => readField(lead, id, kind, names[i] as string));
  if (field.kind === "number") return encodeNumbers(id, readings, weights, field.bins ?? bins);
  if (field.kind === "tags") return encodeTags(id, readings);
  if (field.kind === "stage") {
    readings.forEach(({ values, known }, i) => {
      if (known) requireOneOf(values[0] as string, field.stages, `${names[i]}.${id}`);
    });
  }
  const vocabulary =
    field.kind === "stage" ? Array.from(field.stages) : [...new Set(readings.flatMap(({ values }) => values))].sort();
  const places = placesOf(vocabulary);
  const codes = Int32Array.from(readings, ({ values, known }) =>
    known ? (places.get(values[0] as string) as number) : -1,
  );
  return { id, kind, vocabulary, codes };
}

function encodeTags(id: string, readings: readonly Reading[]): EncodedField {
  const vocabulary = [...new Set(readings.flatMap(({ values }) => values))].sort();
  const places = placesOf(vocabulary);
  const starts = new Uint32Array(readings.length + 1);
  const tags: number[] = [];
  readings.forEach(({ values }, i) => {
    for (const value of values) tags.push(places.get(value) as number);
    starts[i + 1] = tags.length;
  });
  const codes = Int32Array.from(readings, ({ known }) => (known ? 0 : -1));
  return { id, kind: "tags", vocabulary, codes, starts, tags: Uint32Array.from(tags) };
}

function encodeNumbers(
  id: string,
  readings: readonly Reading[],
  weights: ArrayLike<number>,
  bins: number | undefined,
): EncodedField {
  const numbers = Float64Array.from(readings, ({ number }) => number ?? 0);
  if (bins === undefined) {
    const codes = Int32Array.from(readings, ({ known }) => (known ? 0 : -1));
    return { id, kind: "number", vocabulary: [], codes, numbers };
  }
  const cuts = cutsOf(readings, weights, bins);
  const codes = Int32Array.from(readings, ({ known, number }) => (known ? groupOf(cuts, number as number) : -1));
  return { id, kind: "number", vocabulary: groupNames(cuts), codes, cuts };
}

/** Bounds below which a fair share of the known numbers lies. They look at no outcome. */
function cutsOf(readings: readonly Reading[], weights: ArrayLike<number>, bins: number): number[] {
  const pairs = readings
    .flatMap(({ number }, i): [number, number][] => (number === undefined ? [] : [[number, weights[i] as number]]))
    .sort((a, b) => a[0] - b[0]);
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
  const cuts: number[] = [];
  let seen = 0;
  let next = 1;
  const last = pairs.at(-1)?.[0];
  for (const [value, weight] of pairs) {
    seen += weight;
    for (; next < bins && seen >= (next / bins) * total * (1 - 1e-12); next++) {
      // no bound at the largest value: nothing would lie above it
      if (value !== cuts.at(-1) && value !== last) cuts.push(value);
    }
  }
  return cuts;
}

/** Names of groups that need no language: ≤ 72, 72 – 319, > 319. Whole figures, so that no two groups share one. */
export function groupNames(cuts: readonly number[]): string[] {
  const names = cuts.map((cut, i) => (i === 0 ? `≤ ${cut}` : `${cuts[i - 1]} – ${cut}`));
  const last = cuts.at(-1);
  return last === undefined ? ["–"] : [...names, `> ${last}`];
}

function placesOf(vocabulary: readonly string[]): Map<string, number> {
  return new Map(vocabulary.map((value, i) => [value, i]));
}
