import type { OgsmLevel, OgsmLight } from "../../core/labels/project.ts";
import type { Reason } from "../../core/reasons.ts";
import type { ProjectTask } from "./types.ts";

export type { OgsmLevel, OgsmLight } from "../../core/labels/project.ts";

/** What every node of the tree of objectives has. */
interface OgsmNode {
  /** Unique in the whole tree. */
  readonly id: string;
  readonly name?: string;
  readonly owner?: string;
  /** Its part among its siblings, at least 0; all of them state one and they sum to 1, or none does and all count alike. */
  readonly weight?: number;
}

/** What is counted: from where, to where, by when, and how far it is. */
export interface OgsmMeasure extends OgsmNode {
  readonly unit?: string;
  readonly baseline?: number;
  /** Above the baseline where more is better, below it where less is. */
  readonly target?: number;
  /** Latest figure. */
  readonly actual?: number;
  /** When the baseline was taken; default the tree's `start`. */
  readonly since?: string | Date;
  readonly due?: string | Date;
}

/** How a goal is to be reached. */
export interface OgsmStrategy extends OgsmNode {
  readonly measures: readonly OgsmMeasure[];
}

/** What is to be reached. */
export interface OgsmGoal extends OgsmNode {
  readonly strategies: readonly OgsmStrategy[];
}

/** What it is all for. */
export interface OgsmObjective extends OgsmNode {
  readonly goals: readonly OgsmGoal[];
}

/** Objectives, goals, strategies and measures of a key-account project. Plain JSON where dates are text. */
export interface Ogsm {
  /** When the project began. */
  readonly start: string | Date;
  readonly objectives: readonly OgsmObjective[];
}

/** How far progress may lie behind the calendar, as shares of the way. */
export interface OgsmLightRule {
  /** Green up to this far behind, at least 0; default 0.05. */
  readonly green?: number;
  /** Amber up to this far behind, at least `green`; default 0.15; beyond it is red. */
  readonly amber?: number;
}

/** Options of {@link measureObjectives}. */
export interface ObjectiveOptions {
  /** The day on which progress is judged. */
  readonly asOf: string | Date;
  readonly rule?: OgsmLightRule;
  /** Tasks that say by `serves` which strategy they belong to: strategies without tasks and tasks astray are named. */
  readonly tasks?: readonly ProjectTask[];
}

/** Where one node of the tree stands. */
export interface OgsmRow {
  readonly id: string;
  readonly name?: string;
  readonly level: OgsmLevel;
  /** Absent for objectives. */
  readonly parent?: string;
  /** Its part among its siblings; those of siblings sum to 1. */
  readonly weight: number;
  /** Its part of the whole. */
  readonly globalWeight: number;
  /** Share of the way done: of a measure unbounded, above it in [0, 1] each; absent where nothing is known. */
  readonly progress?: number;
  /** Share of the way that the calendar asks for by now; absent where nothing is known. */
  readonly expected?: number;
  /** Share of its weight below that is known, in [0, 1]. */
  readonly known: number;
  readonly light: OgsmLight;
  /** Measures below it by light. */
  readonly lights: Readonly<Record<OgsmLight, number>>;
}

/** What is wrong with a tree of objectives. */
export type OgsmFinding = Reason<
  | "ogsm_empty"
  | "ogsm_no_owner"
  | "ogsm_no_target"
  | "ogsm_no_due"
  | "ogsm_no_actual"
  | "ogsm_no_way"
  | "ogsm_overdue"
  | "ogsm_weights"
  | "ogsm_strategy_without_tasks"
  | "ogsm_task_astray"
>;

/** The tree rolled up: every node with its light, and what is wrong. Plain JSON. */
export interface OgsmReport {
  readonly asOf: string;
  /** Depth first, as given. */
  readonly rows: readonly OgsmRow[];
  /** Of all objectives together. */
  readonly progress?: number;
  readonly expected?: number;
  readonly known: number;
  readonly light: OgsmLight;
  readonly findings: readonly OgsmFinding[];
}
