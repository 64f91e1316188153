import { requireObject, show } from "../../core/checks.ts";
import { CATEGORIES } from "../pipeline/category.ts";
import type { StageCategory } from "../pipeline/types.ts";
import { closeIntake } from "./assemble.ts";
import { attach, type DealFacts, draftOf, openIntake, takeDeals, takeRows } from "./intake.ts";
import { amountOf, isAbsent, isRecord, momentOf, otherFields, required, textOf, unreadable } from "./read.ts";
import { findStage, readStages, type StageBook, stageBook } from "./stages.ts";
import type { CrmExport, CrmIssue, CrmOptions, CrmRow, TwentyExport } from "./types.ts";

// Field names: github.com/twentyhq/twenty, packages/twenty-server/src/modules, opportunity/standard-objects/
// opportunity.workspace-entity.ts (stage, amount, closeDate, companyId) and timeline/standard-objects/
// timeline-activity.workspace-entity.ts (happensAt, name, properties, targetOpportunityId; opportunityId before);
// properties.diff of field to before and after: timeline/repositories/timeline-activity.repository.ts.
const READ = new Set([
  "id",
  "stage",
  "amount",
  "closeDate",
  "createdAt",
  "updatedAt",
  "deletedAt",
  "companyId",
  "ownerId",
]);

const STANDARD_STAGES: readonly CrmRow[] = ["NEW", "SCREENING", "MEETING", "PROPOSAL", "CUSTOMER"].map(
  (value, position) => ({
    value,
    position,
    category: value === "CUSTOMER" ? "won" : "open",
  }),
);

/**
 * Turns a Twenty export into deal histories: opportunities with their timeline activities.
 *
 * @param exported - Records as the API answers them, in any order. `amount.amountMicros` is read exactly, millionths of
 * the currency. A timeline activity tells a change by `properties.diff`; others are kept. Not mutated.
 * @param options - `pipelineId`, default `"twenty"`; `toAmount` for several `amount.currencyCode`s.
 * @returns As {@link fromSalesforce}. Twenty joins changes by one person within ten minutes into one activity; stages
 * passed within them are not told.
 * @throws `ClienteleError` `invalid_type` (a list that is none, a stage that cannot be read), `inconsistent` (no open or
 * no won stage; several currencies and no `toAmount`), `empty_input`, `duplicate_id`.
 * @example
 * ```ts
 * const { histories } = fromTwenty({
 *   opportunities: [
 *     {
 *       id: "o1",
 *       stage: "MEETING",
 *       amount: { amountMicros: "1250500000", currencyCode: "EUR" },
 *       createdAt: "2026-01-05T09:00:00.000Z",
 *     },
 *   ],
 *   timeline: [
 *     {
 *       targetOpportunityId: "o1",
 *       happensAt: "2026-01-20T09:00:00.000Z",
 *       properties: { diff: { stage: { before: "NEW", after: "MEETING" } } },
 *     },
 *   ],
 * });
 * histories[0].stages.map(({ stage }) => stage); // => ["NEW", "MEETING"]
 * histories[0].amount; // => 1250.5
 * ```
 */
export function fromTwenty(exported: TwentyExport, options: CrmOptions = {}): CrmExport {
  requireObject(exported, "exported");
  const intake = openIntake("twenty", options);
  const stages = readStages(exported.stages ?? STANDARD_STAGES, "exported.stages", (row, issues) => {
    const id = required(textOf(row, "value", issues), "value", row, issues);
    const category = required(textOf(row, "category", issues), "category", row, issues);
    const name = textOf(row, "label", issues);
    const position = amountOf(row, "position", issues) ?? 0;
    if (id === undefined || !CATEGORIES.some((known) => known === category)) {
      issues.push(unreadable(id === undefined ? "value" : "category", category));
      return undefined;
    }
    return { id, category: category as StageCategory, position, ...(name === undefined ? {} : { name }) };
  });
  const book = stageBook(options.pipelineId ?? "twenty", stages);
  takeDeals(
    intake,
    "opportunities",
    exported.opportunities,
    (row, issues) => readOpportunity(row, book, issues),
    (row) => otherFields(row, READ),
  );
  takeRows(intake, "timeline", exported.timeline, (row, issues) => {
    const target = textOf(row, "targetOpportunityId", issues) ?? textOf(row, "opportunityId", issues);
    const draft = draftOf(intake, required(target, "targetOpportunityId", row, issues), "targetOpportunityId", issues);
    const happened = momentOf(row, "happensAt", issues) ?? momentOf(row, "createdAt", issues);
    const at = required(happened, "happensAt", row, issues);
    const diff = isRecord(row["properties"]) ? row["properties"]["diff"] : undefined;
    const part = (field: string): CrmRow => (isRecord(diff) && isRecord(diff[field]) ? (diff[field] as CrmRow) : {});
    const stage = findStage(book, textOf(part("stage"), "after", issues), "properties.diff.stage.after", issues);
    const before = book.indexOf.get(textOf(part("stage"), "before", issues) ?? "");
    const close = momentOf(part("closeDate"), "after", issues);
    const closeBefore = momentOf(part("closeDate"), "before", issues);
    const amount = microsOf(part("amount"), "after", issues);
    const amountBefore = microsOf(part("amount"), "before", issues);
    if (draft === undefined || !attach(draft, row, issues) || at === undefined) return;
    const seq = textOf(row, "id", []);
    if (stage !== undefined) draft.steps.push({ at, stage, before, seq });
    if (close !== undefined) draft.closeDates.push({ at, value: close, before: closeBefore });
    if (amount !== undefined) draft.amounts.push({ at, value: amount, before: amountBefore });
  });
  // the timeline tells every field that changed, so that none put off means none
  for (const draft of intake.drafts.values()) draft.closeDatesTold = exported.timeline.length > 0;
  const { pipelines, ...rest } = closeIntake(intake, [book]);
  return { pipeline: book.pipeline, histories: pipelines[0]?.histories ?? [], ...rest };
}

function readOpportunity(
  row: CrmRow,
  book: StageBook,
  issues: CrmIssue[],
): { id: string | undefined; deal: DealFacts | undefined } {
  const id = required(textOf(row, "id", issues), "id", row, issues);
  const stage = findStage(book, required(textOf(row, "stage", issues), "stage", row, issues), "stage", issues);
  const created = required(momentOf(row, "createdAt", issues), "createdAt", row, issues);
  const since = momentOf(row, "updatedAt", issues);
  const facts = {
    amount: microsOf(row, "amount", issues),
    currency: isRecord(row["amount"]) ? textOf(row["amount"], "currencyCode", issues) : undefined,
    owner: textOf(row, "ownerId", issues),
    customerId: textOf(row, "companyId", issues),
    expectedClose: momentOf(row, "closeDate", issues),
  };
  if (momentOf(row, "deletedAt", issues) !== undefined) {
    issues.push({ field: "deletedAt", reason: { code: "crm_deal_deleted", params: { deal: id ?? "" } } });
  }
  if (id === undefined || stage === undefined || created === undefined) return { id, deal: undefined };
  return { id, deal: { opportunity: id, book, stage, created, since, ...facts } };
}

/** Millionths as a plain amount. The point is moved in the digits, so that the nearest number comes out at any size. */
function microsOf(row: CrmRow, field: string, issues: CrmIssue[]): number | undefined {
  const money = row[field];
  if (isAbsent(money)) return undefined;
  const micros = isRecord(money) ? money["amountMicros"] : money;
  if (isAbsent(micros)) return undefined;
  const digits = typeof micros === "number" && Number.isSafeInteger(micros) ? String(micros) : micros;
  if (typeof digits === "string" && /^\d{1,30}$/.test(digits)) {
    const padded = digits.padStart(7, "0");
    return Number(`${padded.slice(0, -6)}.${padded.slice(-6)}`);
  }
  const params = { field: `${field}.amountMicros`, value: show(micros) };
  issues.push({ field, reason: { code: "crm_amount_unreadable", params } });
  return undefined;
}
