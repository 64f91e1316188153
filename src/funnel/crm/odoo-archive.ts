import type { Draft, StepRow } from "./intake.ts";

/** A tracked change of `active`. */
export interface ActiveRow {
  readonly at: number;
  readonly seq: number;
  readonly active: boolean;
}

/** The stage that the lead's row names, whether archived or not, and when it came into it. */
export interface OwnStage {
  readonly stage: number;
  readonly moved: number | undefined;
}

/**
 * Puts archiving and restoring among the steps of a lead: archived out of an open stage it has ended, restored it is
 * back in the stage it was in. A lead that was won stays so when it is tidied away.
 */
export function settleArchived(
  draft: Draft,
  switches: readonly ActiveRow[],
  own: OwnStage,
  ends: { readonly lost: number; readonly archived: number },
): void {
  const gone = draft.stage === ends.lost || draft.stage === ends.archived;
  const known: StepRow[] = [...draft.steps];
  // the row itself tells when an archived lead had come into its last stage
  if (gone && own.moved !== undefined) draft.steps.push({ at: own.moved, stage: own.stage });
  const won = (stage: number): boolean => draft.book.pipeline.stages[stage]?.category === "won";
  const rows = [...switches].sort((a, b) => a.at - b.at || a.seq - b.seq);
  let out = false;
  rows.forEach((row, i) => {
    if (row.active === !out) return;
    const stage = stageAt(known, row, own.stage);
    if (won(stage)) return;
    out = !row.active;
    const { at, seq } = row;
    if (row.active) draft.steps.push({ at, stage, seq });
    else {
      const end = i === rows.length - 1 && draft.stage === ends.archived ? ends.archived : ends.lost;
      draft.steps.push({ at, stage: end, seq, before: stage });
    }
  });
}

/** The stage of a lead when it was archived or restored: the last one entered, else the one left next. */
function stageAt(steps: readonly StepRow[], { at, seq }: ActiveRow, own: number): number {
  let last: StepRow | undefined;
  let next: StepRow | undefined;
  const earlier = (a: StepRow, b: StepRow): boolean =>
    a.at < b.at || (a.at === b.at && Number(a.seq ?? 0) < Number(b.seq ?? 0));
  for (const step of steps) {
    if (step.at < at || (step.at === at && Number(step.seq ?? 0) < seq)) {
      if (last === undefined || earlier(last, step)) last = step;
    } else if (next === undefined || earlier(step, next)) next = step;
  }
  return last?.stage ?? next?.before ?? own;
}
