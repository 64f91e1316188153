import type { Label } from "../../core/locale.ts";

/** One question of a checklist. */
export interface ChecklistQuestion {
  readonly id: string;
  readonly text: Label;
}

/** One element of a checklist, such as the price of the four Ps. */
export interface ChecklistElement {
  readonly id: string;
  readonly label: Label;
  /** Weight above 0 against the other elements; default 1. */
  readonly weight?: number;
  /** The element of another checklist that asks the same from the customer's side: price and cost. */
  readonly pair?: string;
  readonly questions: readonly ChecklistQuestion[];
}

/** Questions that must be answered before a plan is made, as data. */
export interface Checklist {
  readonly id: string;
  readonly label: Label;
  /** Where it comes from. */
  readonly source: string;
  readonly elements: readonly ChecklistElement[];
}

/** An answer to a question; an empty text or none at all is no answer. */
export interface ChecklistAnswer {
  readonly question: string;
  readonly answer: string | number | boolean;
  /** How far it is to be trusted, in [0, 1]; default 1. */
  readonly confidence?: number;
}

/** How far an element is answered. */
export interface ElementCompleteness {
  readonly checklist: string;
  readonly element: string;
  readonly answered: number;
  readonly questions: number;
  /** Mean confidence over all questions, those without an answer counted 0; in [0, 1]. */
  readonly completeness: number;
  /** Questions without an answer, in the order of the checklist. */
  readonly missing: readonly string[];
}

/** A question that is worth asking. */
export interface NextQuestion {
  readonly checklist: string;
  readonly element: string;
  readonly question: string;
  readonly text: Label;
  /** How much completeness rises where it is answered for certain, in [0, 1]. */
  readonly worth: number;
  /** True where the other side of the pair is answered and this one is not at all. */
  readonly oneSided: boolean;
}

/** How far checklists are answered and what to ask next. */
export interface ChecklistReport {
  /** Weighted mean over the elements, in [0, 1]. */
  readonly completeness: number;
  readonly answered: number;
  readonly questions: number;
  readonly elements: readonly ElementCompleteness[];
  /** Pairs of which one side alone has an answer. */
  readonly oneSided: readonly { readonly answered: string; readonly silent: string }[];
  /** Every question that would raise completeness, the most worth first. */
  readonly next: readonly NextQuestion[];
}
