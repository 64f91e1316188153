import type { Label } from "../../core/locale.ts";
import type { Reason } from "../../core/reasons.ts";
import type { CriterionWeight } from "../ahp/types.ts";

/** One fact worth knowing about an account. */
export interface DossierFact {
  readonly id: string;
  readonly name: Label;
  /** Whether it is about a person, so that it is kept only where the person agreed. */
  readonly sensitive?: boolean;
  /** What it counts for within its group, above 0; default 1. */
  readonly weight?: number;
}

/** A group of facts. */
export interface DossierGroup {
  readonly id: string;
  readonly name: Label;
  /** What the group counts for against the others, above 0; default 1. */
  readonly weight?: number;
  readonly facts: readonly DossierFact[];
}

/** What is known about an account, by the id of the fact; absent, `null`, empty text and empty lists are not known. */
export type DossierFacts = Readonly<Record<string, unknown>>;

/** One account of a book of dossiers. */
export interface DossierAccount {
  readonly id: string;
  /** Its tier, for example from `assignTier`; any text. */
  readonly tier: string;
  readonly facts: DossierFacts;
}

/** Options of `measureDossier`. */
export interface MeasureDossierOptions {
  /** The facts worth knowing; `customerDossier` unless given. */
  readonly groups?: readonly DossierGroup[];
  /** Whether the person agreed to personal facts; default false: these are neither counted nor asked for. */
  readonly sensitive?: boolean;
}

/** Options of `summarizeDossiers` and `planDossierQuestions`. */
export interface DossierBookOptions extends MeasureDossierOptions {
  /** What an account of each tier counts for, above 0, for example 4 : 2 : 1; a tier not named counts 1. */
  readonly tierWeights?: readonly CriterionWeight[];
  /** How many questions are wanted at most; default 20. Ignored by `summarizeDossiers`. */
  readonly limit?: number;
}

/** A missing fact and what knowing it would bring. */
export interface DossierQuestion {
  readonly fact: string;
  readonly name: Label;
  readonly group: string;
  /** Completeness that the fact would add, in (0, 1]. */
  readonly gain: number;
}

/** How much is known in one group of facts. */
export interface DossierGroupCompleteness {
  readonly id: string;
  readonly name: Label;
  readonly known: number;
  readonly facts: number;
  /** Weighted share of the facts that are known, in [0, 1]. */
  readonly completeness: number;
}

/** How much is known about one account. */
export interface DossierCompleteness {
  /** Weighted share of all facts that are known, in [0, 1]. */
  readonly completeness: number;
  readonly known: number;
  readonly facts: number;
  /** Groups that have facts to ask for, in order. */
  readonly groups: readonly DossierGroupCompleteness[];
  /** The missing facts, the one worth most first. */
  readonly next: readonly DossierQuestion[];
  /** Ids of the sensitive facts that were left out, known or not. */
  readonly withheld: readonly string[];
  readonly reasons: readonly Reason<"dossier_ask_next" | "dossier_complete" | "sensitive_withheld">[];
}

/** How much is known about the accounts of one tier. */
export interface DossierTierRow {
  readonly tier: string;
  readonly accounts: number;
  /** Mean completeness of the tier's accounts, in [0, 1]. */
  readonly completeness: number;
  /** Accounts whose dossier is complete. */
  readonly complete: number;
  /** Mean completeness by group, in the order of the groups. */
  readonly groups: readonly { readonly id: string; readonly completeness: number }[];
  /** The missing fact that would add most over the whole tier; absent where nothing is missing. */
  readonly next?: DossierQuestion & { readonly missing: number };
}

/** How much is known about a book of accounts. A count of the book itself, so there is no interval. */
export interface DossierSummary {
  readonly accounts: number;
  /** Mean completeness, each account weighed by its tier, in [0, 1]. */
  readonly completeness: number;
  /** One row per tier, in order of first appearance. */
  readonly tiers: readonly DossierTierRow[];
}

/** A question to ask one account. */
export interface PlannedDossierQuestion extends DossierQuestion {
  readonly account: string;
  readonly tier: string;
  /** `gain` times the weight of the tier. */
  readonly worth: number;
}
