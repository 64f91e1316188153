import { labelOf, type Pipeline, toEpochMs } from "clientele";
import type { Problem } from "../../page/source.ts";
import { problemAt, quoted, type Reading, refuseLines } from "../reading.ts";
import type { OpportunityRow, StageRow } from "../tables.ts";

/** Brings the file's own names of stages to the pipeline's ids; case does not matter. */
export function nameStages(
  reading: Reading<StageRow>,
  own: ReadonlyMap<string, string>,
  pipeline: Pipeline,
): Reading<StageRow> {
  const ids = new Map(pipeline.stages.map(({ id }) => [id.toLowerCase(), id]));
  for (const { id } of pipeline.stages) ids.set(labelOf("stage", id, "en").toLowerCase(), id);
  for (const [name, id] of own) ids.set(name.trim().toLowerCase(), id);
  const rows = reading.rows.map((row) => ({ ...row, stage: ids.get(row.stage.toLowerCase()) ?? row.stage }));
  return { ...reading, rows };
}

/**
 * Refuses the whole history of a deal of which one row is refused or contradicts another: with half of its history a
 * won deal would count as open.
 */
export function keepWholeHistories(
  reading: Reading<StageRow>,
  deals: ReadonlySet<string>,
  pipeline: Pipeline,
  asOf: string,
): Reading<StageRow> {
  const category = new Map(pipeline.stages.map((stage) => [stage.id, stage.category]));
  const spoilt = new Map<string, { readonly line: number; readonly problem?: string; readonly field?: string }>();
  for (const { line, cells } of reading.refused) {
    // a broken row shows its deal in one of its cells
    const id = Object.values(cells).find((cell) => typeof cell === "string" && deals.has(cell)) as string | undefined;
    if (id !== undefined && !spoilt.has(id)) spoilt.set(id, { line });
  }
  const byDeal = new Map<string, Entry[]>();
  reading.rows.forEach(({ dealId, stage, entered }, i) => {
    const line = reading.lines[i] as number;
    if (!category.has(stage)) {
      const known = pipeline.stages.map(({ id }) => id).join(", ");
      const problem = `${quoted(stage)} is not a stage (${known}); name it with --stage ${quoted(stage).slice(1, -1)}=STAGE`;
      if (spoilt.get(dealId)?.problem === undefined) spoilt.set(dealId, { line, problem, field: "stage" });
    }
    const own = byDeal.get(dealId) ?? [];
    byDeal.set(dealId, own);
    own.push({ line, stage, entered, at: toEpochMs(entered), category: category.get(stage) ?? "" });
  });
  const end = toEpochMs(asOf);
  for (const [id, entries] of byDeal) {
    const clash = spoilt.has(id) ? undefined : contradiction(entries.filter(({ at }) => at <= end));
    if (clash !== undefined) spoilt.set(id, { ...clash, field: "stage" });
  }
  const gone = new Set<number>();
  const problems: Problem[] = [];
  for (const [id, { line, problem, field }] of spoilt) {
    const rows = byDeal.get(id) ?? [];
    for (const row of rows) gone.add(row.line);
    if (problem === undefined && rows.length === 0) continue;
    const others = rows.filter((row) => row.line !== line).map((row) => row.line);
    const whole =
      others.length === 0
        ? `the history of ${quoted(id)} is refused`
        : `the history of ${quoted(id)} is refused whole, with line${others.length > 1 ? "s" : ""} ${listed(others)}`;
    problems.push(
      problemAt(reading, line, {
        ...(field === undefined ? {} : { field }),
        reason: problem === undefined ? whole : `${problem}; ${whole}`,
      }),
    );
  }
  return gone.size === 0 && problems.length === 0 ? reading : refuseLines(reading, gone, problems);
}

interface Entry {
  readonly line: number;
  readonly stage: string;
  readonly entered: string;
  readonly at: number;
  readonly category: string;
}

function contradiction(entries: readonly Entry[]): { line: number; problem: string } | undefined {
  let ended: Entry | undefined;
  // stable: equal times keep the order of the file
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    if (ended === undefined) ended = entry.category === "open" ? undefined : entry;
    else if (entry.category !== ended.category) {
      return {
        line: entry.line,
        problem: `${quoted(entry.stage)} comes after ${quoted(ended.stage)} of line ${ended.line}, but a deal ends once: give a reopened deal a new id`,
      };
    }
  }
  return undefined;
}

function listed(lines: readonly number[]): string {
  return lines.length > 6 ? `${lines.slice(0, 5).join(", ")} and ${lines.length - 5} more` : lines.join(", ");
}

/** Names the opportunities that have no history at all: the funnel cannot know where they stand. */
export function nameWithoutHistory(
  deals: Reading<OpportunityRow>,
  stages: Reading<StageRow>,
  before: Reading<StageRow>,
): Reading<OpportunityRow> {
  const told = new Set([
    ...before.rows.map((row) => row.dealId),
    ...stages.refused.flatMap(({ cells }) => Object.values(cells).filter((cell) => typeof cell === "string")),
  ]);
  const problems = deals.rows.flatMap((row, i) =>
    told.has(row.id)
      ? []
      : [
          problemAt(deals, deals.lines[i] as number, {
            field: "id",
            reason: `${quoted(row.id)} has no row in ${stages.file}, so the funnel leaves it out`,
          }),
        ],
  );
  return { ...deals, problems: [...deals.problems, ...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}
