import { requireColumn, requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { QuestionnaireAnswers, QuestionnaireItem, QuestionnaireOption } from "./types.ts";

const HEAVIEST = 1e6;

/** Refuses an id that is no text or empty. */
export function requireId(id: unknown, name: string): asserts id is string {
  if (typeof id !== "string" || id === "") {
    throw new ClienteleError("invalid_type", `${name} must be a text that is not empty, got ${show(id)}`, { name });
  }
}

/** Refuses an id that has stood before, and remembers it. */
export function requireOnce(seen: Set<string>, id: string, where: string): void {
  if (seen.has(id)) throw new ClienteleError("duplicate_id", `${where}.id repeats the id ${show(id)}`, { id });
  seen.add(id);
}

/** Reads a weight, 1 where none is given. */
export function weightOf(weight: number | undefined, where: string): number {
  if (weight === undefined) return 1;
  requireNumber(weight, `${where}.weight`, { min: 0, max: HEAVIEST });
  return weight;
}

/** Refuses text that does not exist in both languages. */
export function requireLabel(label: unknown, where: string): void {
  requireObject(label, where);
  for (const locale of ["en", "zh"] as const)
    requireId((label as Record<string, unknown>)[locale], `${where}.${locale}`);
}

/** Checks a list of questions; ids in `seen` may not come again. Returns the weights, which may all be 0. */
export function requireItems(items: readonly QuestionnaireItem[], name: string, seen: Set<string>): number[] {
  requireNonEmpty(items, name);
  return Array.from(items, (item, i) => {
    const where = `${name}[${i}]`;
    requireObject(item, where);
    requireId(item.id, `${where}.id`);
    requireOnce(seen, item.id, where);
    requireLabel(item.text, `${where}.text`);
    requireOptions(item.options, `${where}.options`);
    return weightOf(item.weight, where);
  });
}

function requireOptions(options: readonly QuestionnaireOption[], name: string): void {
  requireColumn(options, name);
  const offered = new Set<string>();
  let worst = 1;
  let best = 0;
  for (let i = 0; i < options.length; i++) {
    const option = options[i] as QuestionnaireOption;
    const where = `${name}[${i}]`;
    requireObject(option, where);
    requireId(option.id, `${where}.id`);
    requireOnce(offered, option.id, where);
    requireLabel(option.text, `${where}.text`);
    requireNumber(option.value, `${where}.value`, { min: 0, max: 1 });
    worst = Math.min(worst, option.value);
    best = Math.max(best, option.value);
  }
  // otherwise the score over what is answered could lie outside the range that the open questions allow
  if (worst !== 0 || best !== 1) {
    throw new ClienteleError("inconsistent", `${name} must hold an answer of value 0 and one of value 1`, { name });
  }
}

/** Reads what was answered per question; `undefined` where nothing was. Refuses answers to questions nobody asked. */
export function readAnswers(
  items: readonly QuestionnaireItem[],
  answers: QuestionnaireAnswers,
  name: string,
): (QuestionnaireOption | undefined)[] {
  requireObject(answers, name);
  const asked = new Set(Array.from(items, ({ id }) => id));
  for (const key of Object.keys(answers)) {
    if (asked.has(key)) continue;
    const known = [...asked].join(", ");
    throw new ClienteleError("unknown_id", `${name} answers ${show(key)}, which is not asked; asked are ${known}`, {
      key,
    });
  }
  return Array.from(items, ({ id, options }) => {
    const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
    if (answer === undefined || answer === null) return undefined;
    const wanted = typeof answer === "boolean" ? (answer ? "yes" : "no") : answer;
    const found = Array.from(options).find((option) => option.id === wanted);
    if (found !== undefined) return found;
    const known = Array.from(options, (option) => option.id).join(", ");
    throw new ClienteleError("unknown_id", `${name}.${id} must be one of ${known}; got ${show(answer)}`, { id });
  });
}
