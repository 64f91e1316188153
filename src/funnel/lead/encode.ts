import { requireOneOf } from "../../core/checks.ts";
import { countBelow } from "../../math/count-below.ts";
import { rowsWhere } from "./columns.ts";
import { readField } from "./read.ts";
import type { LeadField, LeadRecord } from "./types.ts";

/** One field of all closed leads as whole numbers: values by their place in a sorted vocabulary. */
export interface EncodedField {
  readonly id: string;
  readonly kind: "category" | "number" | "tags" | "stage";
  readonly vocabulary: readonly string[];
  /** Value of each lead, −1 where it is not known; of tags and straight lines 0 where anything is known. */
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
  weights: Float64Array,
  field: LeadField,
  bins: number | undefined,
): EncodedField {
  if (field.kind === "number") return encodeNumbers(leads, names, weights, field.id, field.bins ?? bins);
  if (field.kind === "tags") return encodeTags(leads, names, field.id);
  const { id, kind = "category" } = field;
  const vocabulary = createVocabulary();
  if (field.kind === "stage") Array.from(field.stages).forEach(vocabulary.placeOf);
  const codes = new Int32Array(leads.length).fill(-1);
  for (let i = 0; i < leads.length; i++) {
    const value = readField(leads[i], id, kind, names[i] as string).values[0];
    if (value === undefined) continue;
    if (field.kind === "stage") requireOneOf(value, field.stages, `${names[i]}.${id}`);
    codes[i] = vocabulary.placeOf(value);
  }
  return { id, kind, codes, vocabulary: field.kind === "stage" ? vocabulary.values : vocabulary.sort(codes) };
}

function encodeTags(leads: readonly LeadRecord[], names: readonly string[], id: string): EncodedField {
  const vocabulary = createVocabulary();
  const codes = new Int32Array(leads.length).fill(-1);
  const starts = new Uint32Array(leads.length + 1);
  const tags: number[] = [];
  for (let i = 0; i < leads.length; i++) {
    const { values, known } = readField(leads[i], id, "tags", names[i] as string);
    if (known) codes[i] = 0;
    for (const value of values) tags.push(vocabulary.placeOf(value));
    starts[i + 1] = tags.length;
  }
  const places = Uint32Array.from(tags);
  return { id, kind: "tags", codes, starts, vocabulary: vocabulary.sort(places), tags: places };
}

function encodeNumbers(
  leads: readonly LeadRecord[],
  names: readonly string[],
  weights: Float64Array,
  id: string,
  bins: number | undefined,
): EncodedField {
  const numbers = new Float64Array(leads.length);
  const codes = new Int32Array(leads.length).fill(-1);
  for (let i = 0; i < leads.length; i++) {
    const { number } = readField(leads[i], id, "number", names[i] as string);
    if (number === undefined) continue;
    numbers[i] = number;
    codes[i] = 0;
  }
  if (bins === undefined) return { id, kind: "number", vocabulary: [], codes, numbers };
  const cuts = cutsOf(numbers, codes, weights, bins);
  for (let i = 0; i < codes.length; i++) if (codes[i] === 0) codes[i] = countBelow(cuts, numbers[i] as number);
  return { id, kind: "number", vocabulary: groupNames(cuts), codes, cuts };
}

/** Bounds below which a fair share of the known numbers lies. They look at no outcome. */
function cutsOf(numbers: Float64Array, codes: Int32Array, weights: Float64Array, bins: number): number[] {
  const order = rowsWhere(codes.length, (i) => codes[i] === 0).sort(
    (a, b) => (numbers[a] as number) - (numbers[b] as number),
  );
  let total = 0;
  for (const i of order) total += weights[i] as number;
  const last = numbers[order.at(-1) ?? 0];
  const cuts: number[] = [];
  let seen = 0;
  let next = 1;
  for (const i of order) {
    const value = numbers[i] as number;
    seen += weights[i] as number;
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

/** Values in the order met; at the end sorted, so that the order of the leads leaves no trace. */
function createVocabulary(): {
  readonly values: readonly string[];
  readonly placeOf: (value: string) => number;
  readonly sort: (codes: Int32Array | Uint32Array) => string[];
} {
  const values: string[] = [];
  const places = new Map<string, number>();
  return {
    values,
    placeOf: (value) => {
      const known = places.get(value);
      if (known !== undefined) return known;
      places.set(value, values.length);
      return values.push(value) - 1;
    },
    sort: (codes) => {
      const sorted = [...values].sort();
      const target = new Int32Array(values.length);
      sorted.forEach((value, i) => {
        target[places.get(value) as number] = i;
      });
      for (let i = 0; i < codes.length; i++) {
        const code = codes[i] as number;
        if (code >= 0) codes[i] = target[code] as number;
      }
      return sorted;
    },
  };
}
