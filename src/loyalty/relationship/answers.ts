import { requireColumn, requireNumber, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { PARTS } from "./signs.ts";
import type { RelationshipAnswers, RelationshipPart, RelationshipResponse } from "./types.ts";

/** One person's answers as numbers in [0, 1], with how much the person counts. */
export interface Voice {
  readonly respondent: string;
  readonly weight: number;
  readonly values: ReadonlyMap<RelationshipPart, number>;
}

/** Name of the only respondent where answers come without one. */
const ALONE = "respondent";

const GRADES: ReadonlyMap<unknown, number> = /* @__PURE__ */ new Map<unknown, number>([
  ["never", 0],
  ["sometimes", 0.5],
  ["often", 1],
  [false, 0],
  [true, 1],
]);

/** Reads one person's answers, or those of several, and puts people in the order of their ids. */
export function readVoices(answers: RelationshipAnswers | readonly RelationshipResponse[]): readonly Voice[] {
  if (!Array.isArray(answers)) {
    return [{ respondent: ALONE, weight: 1, values: readAnswers(answers as RelationshipAnswers, "answers") }];
  }
  requireColumn(answers, "answers");
  const voices = Array.from(answers as readonly RelationshipResponse[], (row, i) => readVoice(row, `answers[${i}]`));
  if (voices.length === 0) {
    throw new ClienteleError("empty_input", "answers must hold at least one person's answers", { name: "answers" });
  }
  requireUnique(
    voices.map(({ respondent }) => respondent),
    "answers.respondent",
  );
  // sums of floating numbers depend on their order; people come in any
  return voices.sort((a, b) => (a.respondent < b.respondent ? -1 : 1));
}

/** Reads one person's row. */
export function readVoice(row: RelationshipResponse, where: string): Voice {
  requireObject(row, where);
  const { respondent, weight = 1 } = row;
  requireId(respondent, `${where}.respondent`);
  requireNumber(weight, `${where}.weight`, { above: 0, max: 1e6 });
  return { respondent, weight, values: readAnswers(row.answers, `${where}.answers`) };
}

/** Refuses an id that is no text or empty. */
export function requireId(id: unknown, name: string): void {
  if (typeof id !== "string" || id === "") {
    throw new ClienteleError("invalid_type", `${name} must be a text that is not empty, got ${show(id)}`, { name });
  }
}

function readAnswers(answers: RelationshipAnswers, where: string): ReadonlyMap<RelationshipPart, number> {
  requireObject(answers, where);
  for (const key of Object.keys(answers)) requireOneOf(key, PARTS, `a key of ${where}`);
  const values = new Map<RelationshipPart, number>();
  for (const part of PARTS) {
    const answer: unknown = Object.hasOwn(answers, part) ? answers[part] : undefined;
    if (answer === undefined || answer === null) continue;
    const graded = GRADES.get(answer);
    if (graded !== undefined) values.set(part, graded);
    else if (typeof answer === "number") {
      requireNumber(answer, `${where}.${part}`, { min: 0, max: 1 });
      values.set(part, answer);
    } else {
      throw new ClienteleError(
        typeof answer === "string" ? "unknown_id" : "invalid_type",
        `${where}.${part} must be never, sometimes, often, true, false or a number in [0, 1]; got ${show(answer)}; leave it out where it was not answered`,
        { name: `${where}.${part}` },
      );
    }
  }
  return values;
}
