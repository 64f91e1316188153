import {
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireOneOf,
  requireText,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { rivalFields, rivalSteps } from "./fields.ts";
import type { RivalFact, RivalFactReading, RivalField } from "./types.ts";

/** The fields that are asked about, checked. */
export function requireFields(fields: readonly RivalField[] = rivalFields): readonly RivalField[] {
  if (fields === rivalFields) return fields;
  requireNonEmpty(fields, "options.fields");
  const list = Array.from(fields);
  list.forEach((field, i) => {
    const name = `options.fields[${i}]`;
    requireObject(field, name);
    requireText(field.id, `${name}.id`);
    requireOneOf(field.step, rivalSteps, `${name}.step`);
    requireNumber(field.weight, `${name}.weight`, { min: 1e-6, max: 1e6 });
    requireNumber(field.shelfLifeDays, `${name}.shelfLifeDays`, { min: 1, max: 1e6 });
    if (field.many !== undefined && typeof field.many !== "boolean") {
      throw new ClienteleError("invalid_type", `${name}.many must be true, false or absent, got ${show(field.many)}`, {
        name: `${name}.many`,
      });
    }
  });
  requireUnique(
    list.map(({ id }) => id),
    "options.fields",
  );
  return list;
}

/** Facts by field, the best first, and how many are dated after the report. */
export function readFacts(
  facts: readonly RivalFact[],
  fields: readonly RivalField[],
  asOf: number,
): { byField: Map<string, RivalFactReading[]>; future: number } {
  const shelves = new Map(fields.map((field) => [field.id as string, field.shelfLifeDays]));
  const byField = new Map<string, RivalFactReading[]>();
  let future = 0;
  Array.from(facts).forEach((fact, i) => {
    const name = `profile.facts[${i}]`;
    requireObject(fact, name);
    const { field, value, source, date, confidence = 1 } = fact;
    const shelf = shelves.get(field);
    if (shelf === undefined) {
      throw new ClienteleError(
        "unknown_id",
        `${name}.field ${show(field)} is not asked about; add it to options.fields`,
        {
          name,
        },
      );
    }
    if (typeof value === "number") requireNumber(value, `${name}.value`);
    else if (typeof value !== "boolean") requireText(value, `${name}.value`);
    requireText(source, `${name}.source`);
    requireNumber(confidence, `${name}.confidence`, { min: 0, max: 1 });
    const day = toDay(date, `${name}.date`);
    const ageDays = asOf - day;
    if (ageDays < 0) {
      future++;
      return;
    }
    const credit = confidence * 0.5 ** (Math.max(0, ageDays - shelf) / shelf);
    const reading = { value, source, date: toIsoDate(day), ageDays, confidence, credit };
    const own = byField.get(field);
    if (own === undefined) byField.set(field, [reading]);
    else own.push(reading);
  });
  for (const own of byField.values()) own.sort(better);
  return { byField, future };
}

/** By credit, then the newest, then by text, so that the order of the facts changes nothing. */
function better(a: RivalFactReading, b: RivalFactReading): number {
  if (a.credit !== b.credit) return b.credit - a.credit;
  if (a.ageDays !== b.ageDays) return a.ageDays - b.ageDays;
  const [left, right] = [JSON.stringify([a.source, a.value]), JSON.stringify([b.source, b.value])];
  return left < right ? -1 : left > right ? 1 : 0;
}
