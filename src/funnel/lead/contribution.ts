import { countBelow } from "../../math/count-below.ts";
import { numbersOf } from "./columns.ts";
import { type EncodedField, groupNames } from "./encode.ts";
import type { Reading } from "./read.ts";
import type { LeadFieldModel, LeadLevel } from "./types.ts";

/** A field's model with its values at hand by name. */
export interface CompiledField {
  readonly model: LeadFieldModel;
  readonly places: ReadonlyMap<string, number>;
  /** Names of the groups of a number that is cut. */
  readonly groups: readonly string[];
}

/** What one field adds for one lead. */
export interface FieldEffect {
  readonly logOdds: number;
  /** Places of its values in `levels`; empty where none is known. */
  readonly levels: readonly number[];
  /** Values that no closed lead had, or too few. */
  readonly unseen: readonly string[];
}

export function compileField(model: LeadFieldModel): CompiledField {
  return {
    model,
    places: new Map(model.levels.map(({ value }, i) => [value, i])),
    groups: model.cuts === undefined ? [] : groupNames(model.cuts),
  };
}

/** How far a number lies above the mean; beyond all that was seen it counts as the furthest seen. */
export function aboveMean({ mean, from, to }: NonNullable<LeadFieldModel["line"]>, value: number): number {
  return Math.min(to, Math.max(from, value)) - mean;
}

/** Adds up what the values of a lead say; a value never seen says nothing, or what the rare ones say together. */
export function effectOf({ model, places, groups }: CompiledField, reading: Reading): FieldEffect {
  const { offset, levels, line, cuts, other, missing } = model;
  if (!reading.known) return { logOdds: missing === undefined ? 0 : offset + missing.logOdds, levels: [], unseen: [] };
  if (line !== undefined) {
    return { logOdds: offset + line.slope * aboveMean(line, reading.number as number), levels: [], unseen: [] };
  }
  const values = cuts === undefined ? reading.values : [groups[countBelow(cuts, reading.number as number)] as string];
  const found: number[] = [];
  const unseen: string[] = [];
  for (const value of values) {
    const place = places.get(value);
    if (place === undefined) unseen.push(value);
    else found.push(place);
  }
  if (model.kind !== "tags" && found.length === 0) {
    return { logOdds: other === undefined ? 0 : offset + other.logOdds, levels: found, unseen };
  }
  const logOdds = found.reduce((sum, place) => sum + (levels[place] as LeadLevel).logOdds, offset);
  return { logOdds, levels: found, unseen };
}

/** The same for closed leads as they were encoded: one figure per lead, looked up by value instead of by name. */
export function effectsOf(model: LeadFieldModel, field: EncodedField, rows: ArrayLike<number>): Float64Array {
  const compiled = compileField(model);
  const missing = effectOf(compiled, { values: [], known: false }).logOdds;
  const { codes, vocabulary, starts, tags } = field;
  const { line, offset, levels } = model;
  const table =
    field.kind === "tags"
      ? vocabulary.map((value) => levels[compiled.places.get(value) ?? -1]?.logOdds ?? 0)
      : vocabulary.map((value) => {
          const place = compiled.places.get(value);
          if (place !== undefined) return offset + (levels[place] as LeadLevel).logOdds;
          return model.other === undefined ? 0 : offset + model.other.logOdds;
        });
  return numbersOf(rows, (row) => {
    const code = codes[row] as number;
    if (code < 0) return missing;
    if (line !== undefined) return offset + line.slope * aboveMean(line, field.numbers?.[row] as number);
    if (starts === undefined || tags === undefined) return table[code] as number;
    let sum = offset;
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) sum += table[tags[k] as number] as number;
    return sum;
  });
}
