import type { Reason } from "../../core/reasons.ts";
import { isTerminal } from "../pipeline/category.ts";
import type { PipelineStage } from "../pipeline/types.ts";
import type { Draft, StepRow } from "./intake.ts";

const DAY_MS = 86_400_000;

/** A stage entered. */
export interface Step {
  readonly stage: number;
  readonly at: number;
}

/** The stages from creation, or reopening, to an end or to the day of export. */
export interface Life {
  readonly steps: readonly Step[];
  /** When it ended; absent while it is open. */
  readonly closed: number | undefined;
  readonly won: boolean;
}

/** Rows of one moment: by their ids, else in the order of the pipeline, so that the order of rows never matters. */
function inOrder(a: StepRow, b: StepRow): number {
  if (a.at !== b.at) return a.at - b.at;
  const [x = "", y = ""] = [a.seq, b.seq];
  if (typeof x === typeof y && x !== y) return x < y ? -1 : 1;
  return a.stage - b.stage;
}

/** Works out the way of a deal from its history rows and, where they say less, from its own row. */
export function pathOf(draft: Draft, notes: Reason[]): Step[] {
  const { book, created } = draft;
  const idOf = (stage: number): string => (book.pipeline.stages[stage] as PipelineStage).id;
  const path: Step[] = [];
  for (const { at, stage, before } of [...draft.steps].sort(inOrder)) {
    const last = path[path.length - 1];
    if (before !== undefined && before !== stage) {
      if (last === undefined) path.push({ stage: before, at: Math.min(created, at) });
      else if (last.stage !== before && last.stage !== stage) {
        notes.push({ code: "crm_history_gap", params: { expected: idOf(last.stage), found: idOf(before) } });
      }
    }
    if (path[path.length - 1]?.stage !== stage) path.push({ stage, at });
  }
  const first = path[0];
  if (first !== undefined && first.at - created > DAY_MS) {
    notes.push({ code: "crm_history_late", params: { days: (first.at - created) / DAY_MS } });
  }
  const last = path[path.length - 1];
  if (last?.stage !== draft.stage) {
    const since = draft.since ?? (last === undefined ? created : undefined);
    if (since !== undefined && (last === undefined || since > last.at)) {
      path.push({ stage: draft.stage, at: since });
      const at = new Date(since).toISOString();
      notes.push({ code: "crm_stage_inferred", params: { stage: idOf(draft.stage), at } });
    } else if (last !== undefined) {
      const params = { recorded: idOf(draft.stage), history: idOf(last.stage) };
      notes.push({ code: "crm_history_differs", params });
    }
  }
  return path;
}

/** Cuts a way at every end: a deal that is taken up again begins a new life. */
export function splitLives(path: readonly Step[], stages: readonly PipelineStage[]): Life[] {
  const lives: Life[] = [];
  let steps: Step[] = [];
  let end: Step | undefined;
  const categoryOf = (step: Step): PipelineStage["category"] => (stages[step.stage] as PipelineStage).category;
  const finish = (): void => {
    lives.push({ steps, closed: end?.at, won: end !== undefined && categoryOf(end) === "won" });
  };
  for (const step of path) {
    const category = categoryOf(step);
    if (end !== undefined) {
      // another stage of the same end changes nothing
      if (category === categoryOf(end)) continue;
      finish();
      steps = [];
      end = undefined;
    }
    steps.push(step);
    if (isTerminal(category)) end = step;
  }
  finish();
  return lives;
}
