import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Label } from "../../core/locale.ts";
import { requireId } from "../ahp/matrix.ts";
import type {
  Criterion,
  CriterionAnswer,
  CriterionLevel,
  OrdinalCriterion,
  QuantitativeCriterion,
  ScoreAccountsOptions,
} from "./types.ts";

const NORMALISATIONS: readonly unknown[] = ["percentile", "min_max", "z"];
const UNIT = { min: 0, max: 1 } as const;

/** Reads one answer of one row. */
export type AnswerReader<T> = (row: T, criterion: string, index: number) => CriterionAnswer;

/** The caller's reader, or the row's own field of the criterion's name. */
export function readerOf<T>(options: ScoreAccountsOptions<T>): AnswerReader<T> {
  const { answer } = options;
  if (answer === undefined) return ownField;
  if (typeof answer !== "function") {
    throw new ClienteleError("invalid_type", `options.answer must be a function, got ${show(answer)}`);
  }
  return answer;
}

function ownField(row: unknown, criterion: string, index: number): CriterionAnswer {
  if (typeof row !== "object" || row === null) requireObject(row, `accounts[${index}]`);
  return Object.hasOwn(row as object, criterion) ? (row as Record<string, CriterionAnswer>)[criterion] : undefined;
}

/** A number that is known, or `undefined`. */
export function readNumber(answer: CriterionAnswer, criterion: string, index: number): number | undefined {
  if (answer === undefined || answer === null) return undefined;
  // only a bad one pays for its message
  if (typeof answer !== "number" || !Number.isFinite(answer)) {
    requireNumber(answer as number, `${criterion} of accounts[${index}]`);
  }
  return answer as number;
}

/** The value of a level, or `undefined` where there is no answer. */
export function readLevel(
  levels: ReadonlyMap<CriterionLevel, number>,
  answer: CriterionAnswer,
  criterion: string,
  index: number,
): number | undefined {
  if (answer === undefined || answer === null) return undefined;
  const utility = levels.get(answer);
  if (utility === undefined) {
    const known = [...levels.keys()].map(show).join(", ");
    throw new ClienteleError(
      "unknown_id",
      `${criterion} of accounts[${index}] must be one of ${known}; got ${show(answer)}`,
      { criterion, index },
    );
  }
  return utility;
}

/** Checks what the caller wants to value accounts by. */
export function requireCriteria(criteria: readonly Criterion[], name: string): void {
  requireNonEmpty(criteria, name);
  const seen = new Set<string>();
  for (let k = 0; k < criteria.length; k++) {
    const criterion = criteria[k] as Criterion;
    const where = `${name}[${k}]`;
    requireObject(criterion, where);
    requireId(criterion.id, `${where}.id`);
    if (seen.has(criterion.id)) {
      throw new ClienteleError("duplicate_id", `${where}.id repeats ${show(criterion.id)}`, { id: criterion.id });
    }
    seen.add(criterion.id);
    if (criterion.name !== undefined) requireLabel(criterion.name, `${where}.name`);
    if (criterion.weight !== undefined) requireNumber(criterion.weight, `${where}.weight`, { min: 0 });
    if (criterion.kind === "quantitative") requireQuantitative(criterion, where);
    else if (criterion.kind === "ordinal") requireOrdinal(criterion, where);
    else {
      const { kind } = criterion as { readonly kind: unknown };
      throw new ClienteleError("unknown_id", `${where}.kind must be quantitative or ordinal, got ${show(kind)}`, {});
    }
  }
}

/** Refuses a name that lacks a language. */
export function requireLabel(label: Label, name: string): void {
  requireObject(label, name);
  requireId(label.en, `${name}.en`);
  requireId(label.zh, `${name}.zh`);
}

function requireQuantitative(criterion: QuantitativeCriterion, where: string): void {
  const { direction, normalise, anchors } = criterion;
  if (direction !== undefined && direction !== "more" && direction !== "less") {
    throw new ClienteleError("unknown_id", `${where}.direction must be more or less, got ${show(direction)}`, {});
  }
  if (normalise !== undefined && !NORMALISATIONS.includes(normalise)) {
    const known = NORMALISATIONS.join(", ");
    throw new ClienteleError("unknown_id", `${where}.normalise must be one of ${known}; got ${show(normalise)}`, {});
  }
  if (anchors === undefined) return;
  requireObject(anchors, `${where}.anchors`);
  const { worst, best } = anchors;
  requireNumber(worst, `${where}.anchors.worst`);
  requireNumber(best, `${where}.anchors.best`);
  const contradicts = direction !== undefined && (direction === "less") !== best < worst;
  if (worst === best || contradicts || normalise !== undefined) {
    throw new ClienteleError(
      "inconsistent",
      `${where}.anchors must differ, agree with direction and stand without normalise, got worst ${worst}, best ${best}`,
      { worst, best },
    );
  }
}

function requireOrdinal({ levels, utilities }: OrdinalCriterion, where: string): void {
  requireNonEmpty(levels, `${where}.levels`);
  if (levels.length < 2) throw new ClienteleError("out_of_range", `${where}.levels must hold at least two levels`, {});
  const seen = new Set<unknown>();
  for (let i = 0; i < levels.length; i++) {
    const level: unknown = levels[i];
    if (typeof level === "number") requireNumber(level, `${where}.levels[${i}]`);
    else if (typeof level !== "boolean") requireId(level, `${where}.levels[${i}]`);
    if (seen.has(level)) {
      throw new ClienteleError("duplicate_id", `${where}.levels[${i}] repeats ${show(level)}`, { index: i });
    }
    seen.add(level);
  }
  if (utilities === undefined) return;
  requireNonEmpty(utilities, `${where}.utilities`);
  if (utilities.length !== levels.length) {
    throw new ClienteleError("length_mismatch", `${where}.utilities must be as many as levels`, {});
  }
  for (let i = 0; i < utilities.length; i++) {
    requireNumber(utilities[i] as number, `${where}.utilities[${i}]`, UNIT);
    if (i > 0 && (utilities[i] as number) < (utilities[i - 1] as number)) {
      throw new ClienteleError(
        "inconsistent",
        `${where}.utilities[${i}] falls, while levels go from worst to best`,
        {},
      );
    }
  }
}

/** A criterion's name, its id where it has none. */
export function nameOf({ id, name }: Criterion): Label {
  return name === undefined ? { en: id, zh: id } : { en: name.en, zh: name.zh };
}
