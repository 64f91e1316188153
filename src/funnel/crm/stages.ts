import { requireColumn, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { definePipeline } from "../pipeline/define.ts";
import type { Pipeline, PipelineStage } from "../pipeline/types.ts";
import { isAbsent } from "./read.ts";
import type { CrmIssue, CrmRow } from "./types.ts";

/** The stages of one pipeline, found by any name under which rows know them. */
export interface StageBook {
  readonly pipeline: Pipeline;
  readonly indexOf: ReadonlyMap<string, number>;
}

/** One exported stage, read. */
export interface ExportedStage extends PipelineStage {
  /** Place among the stages; equal ones keep the order given. */
  readonly position: number;
  /** A second name under which rows may know it. */
  readonly alias?: string | undefined;
}

/** Reads exported stages; they are settings, so that a wrong one is a mistake of the caller and thrown. */
export function readStages(
  rows: readonly CrmRow[],
  name: string,
  read: (row: CrmRow, issues: CrmIssue[], at: string) => ExportedStage | undefined,
): ExportedStage[] {
  requireColumn(rows, name);
  return Array.from(rows, (row, i) => {
    const at = `${name}[${i}]`;
    requireObject(row, at);
    const issues: CrmIssue[] = [];
    const stage = read(row, issues, at);
    const [issue] = issues;
    if (stage === undefined || issue !== undefined) {
      const field = issue?.field ?? "";
      throw new ClienteleError(
        "invalid_type",
        `${at}.${field} ${isAbsent(row[field]) ? "is missing" : `cannot be read: ${show(row[field])}`}`,
        { index: i, field },
      );
    }
    return stage;
  });
}

/** Makes a pipeline of exported stages, in their order, followed by `further` ones that the product does not list. */
export function stageBook(
  id: string,
  stages: readonly ExportedStage[],
  further: readonly PipelineStage[] = [],
): StageBook {
  const ordered = [...stages].sort((a, b) => a.position - b.position);
  const pipeline = definePipeline({
    id,
    stages: [
      ...ordered.map(({ id, category, name }) => ({ id, category, ...(name === undefined ? {} : { name }) })),
      ...further,
    ],
  });
  const indexOf = new Map(pipeline.stages.map((stage, i) => [stage.id, i]));
  ordered.forEach(({ alias }, i) => {
    if (alias !== undefined && !indexOf.has(alias)) indexOf.set(alias, i);
  });
  return { pipeline, indexOf };
}

/** Finds the stage that a row names. */
export function findStage(
  book: StageBook,
  stage: string | undefined,
  field: string,
  issues: CrmIssue[],
): number | undefined {
  if (stage === undefined) return undefined;
  const index = book.indexOf.get(stage);
  if (index === undefined) issues.push({ field, reason: { code: "crm_unknown_stage", params: { stage } } });
  return index;
}
