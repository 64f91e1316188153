import {
  requireColumn,
  requireNonEmpty,
  requireNumber,
  requireObject,
  requireText,
  requireUnique,
  show,
} from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Label } from "../../core/locale.ts";
import type {
  Checklist,
  ChecklistAnswer,
  ChecklistElement,
  ChecklistReport,
  ElementCompleteness,
  NextQuestion,
} from "./checklist-types.ts";

/**
 * Measures how far checklists are answered, names the gaps, and says which question is worth asking next.
 *
 * @param answers - Answers by question id, each question at most once; an empty text is no answer.
 * @param checklists - {@link marketingChecklists}, a part of them, or your own.
 * @returns Completeness by element and as a whole (the weighted mean over elements), pairs of which one side alone is
 * answered (we know our price, not what it costs the customer), and open questions by what an answer adds; of equal
 * worth those of a silent side first, then in the order of the list. More answers never lower completeness.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `duplicate_id`, `unknown_id` for
 * an answer to no question.
 * @example
 * ```ts
 * const report = measureChecklist([{ question: "price_1", answer: 1200 }], marketingChecklists);
 * report.completeness; // ≈ 0.028
 * report.oneSided; // => [{ answered: "price", silent: "cost" }]
 * measureChecklist([], marketingChecklists.slice(0, 1)).next[0].question; // => "product_1"
 * ```
 */
export function measureChecklist(
  answers: readonly ChecklistAnswer[],
  checklists: readonly Checklist[],
): ChecklistReport {
  const rows = readChecklists(checklists);
  const confidence = readAnswers(answers, rows);
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const elements = rows.map((row) => completenessOf(row, confidence));
  const byId = new Map(elements.map((element) => [element.element, element]));
  const isSilent = ({ id, pair }: ChecklistElement): boolean =>
    pair !== undefined && byId.get(id)?.answered === 0 && (byId.get(pair)?.answered ?? 0) > 0;
  const next = rows.flatMap(({ checklist, element, weight }) =>
    element.questions.flatMap(({ id, text }): NextQuestion[] => {
      const worth = (weight / total) * ((1 - (confidence.get(id) ?? 0)) / element.questions.length);
      const oneSided = isSilent(element);
      return worth > 0 ? [{ checklist, element: element.id, question: id, text, worth, oneSided }] : [];
    }),
  );
  return {
    completeness: Math.min(
      1,
      rows.reduce(
        (sum, { weight }, i) => sum + (weight / total) * (elements[i] as ElementCompleteness).completeness,
        0,
      ),
    ),
    answered: elements.reduce((sum, { answered }) => sum + answered, 0),
    questions: elements.reduce((sum, { questions }) => sum + questions, 0),
    elements,
    oneSided: rows
      .filter(({ element }) => isSilent(element))
      .map(({ element }) => ({ answered: element.pair as string, silent: element.id })),
    // the sort is stable: of equal worth and side the order of the list stays
    next: next.sort((a, b) => b.worth - a.worth || Number(b.oneSided) - Number(a.oneSided)),
  };
}

interface Row {
  readonly checklist: string;
  readonly element: ChecklistElement;
  readonly weight: number;
}

function readChecklists(checklists: readonly Checklist[]): Row[] {
  requireNonEmpty(checklists, "checklists");
  const rows: Row[] = [];
  Array.from(checklists).forEach((list, l) => {
    const name = `checklists[${l}]`;
    requireObject(list, name);
    requireText(list.id, `${name}.id`);
    requireNonEmpty(list.elements, `${name}.elements`);
    Array.from(list.elements).forEach((element, e) => {
      const at = `${name}.elements[${e}]`;
      requireObject(element, at);
      const { weight = 1 } = element;
      requireText(element.id, `${at}.id`);
      requireNumber(weight, `${at}.weight`, { min: 1e-6, max: 1e6 });
      if (element.pair !== undefined) requireText(element.pair, `${at}.pair`);
      requireNonEmpty(element.questions, `${at}.questions`);
      Array.from(element.questions).forEach((question, q) => {
        requireObject(question, `${at}.questions[${q}]`);
        requireText(question.id, `${at}.questions[${q}].id`);
        requireLabel(question.text, `${at}.questions[${q}].text`);
      });
      rows.push({ checklist: list.id, element, weight });
    });
  });
  requireUnique(
    rows.map(({ element }) => element.id),
    "the elements of checklists",
  );
  requireUnique(
    rows.flatMap(({ element }) => element.questions.map(({ id }) => id)),
    "the questions of checklists",
  );
  return rows;
}

/** Refuses a question that could not be asked in both languages. */
function requireLabel(text: Label, name: string): void {
  requireObject(text, name);
  requireText(text.en, `${name}.en`);
  requireText(text.zh, `${name}.zh`);
}

function readAnswers(answers: readonly ChecklistAnswer[], rows: readonly Row[]): Map<string, number> {
  requireColumn(answers, "answers");
  const known = new Set(rows.flatMap(({ element }) => element.questions.map(({ id }) => id)));
  const confidence = new Map<string, number>();
  const list = Array.from(answers);
  list.forEach((row, i) => {
    const name = `answers[${i}]`;
    requireObject(row, name);
    const { question, answer, confidence: trust = 1 } = row;
    if (!known.has(question)) {
      throw new ClienteleError("unknown_id", `${name}.question ${show(question)} is no question of checklists`, {
        name,
      });
    }
    requireNumber(trust, `${name}.confidence`, { min: 0, max: 1 });
    if (typeof answer === "number") requireNumber(answer, `${name}.answer`);
    else if (typeof answer !== "string" && typeof answer !== "boolean") {
      throw new ClienteleError("invalid_type", `${name}.answer must be a text, a number or true or false`, { name });
    }
    if (typeof answer !== "string" || answer.trim() !== "") confidence.set(question, trust);
  });
  requireUnique(
    list.map(({ question }) => question),
    "answers",
  );
  return confidence;
}

function completenessOf({ checklist, element }: Row, confidence: ReadonlyMap<string, number>): ElementCompleteness {
  const { questions } = element;
  const answered = questions.filter(({ id }) => confidence.has(id));
  const trusted = answered.reduce((sum, { id }) => sum + (confidence.get(id) as number), 0);
  return {
    checklist,
    element: element.id,
    answered: answered.length,
    questions: questions.length,
    completeness: trusted / questions.length,
    missing: questions.filter(({ id }) => !confidence.has(id)).map(({ id }) => id),
  };
}
