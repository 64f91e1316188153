import { requireObject } from "../../core/checks.ts";
import { closeIntake } from "./assemble.ts";
import { attach, draftOf, type Intake, openIntake, takeDeals, takeRows } from "./intake.ts";
import { amountOf, flagOf, isAbsent, momentOf, otherFields, required, textOf } from "./read.ts";
import { findStage, readStages, type StageBook, stageBook } from "./stages.ts";
import type { CrmExport, CrmOptions, CrmRow, SalesforceExport } from "./types.ts";

// Field names: Salesforce Platform, Object Reference, pages Opportunity, OpportunityHistory (PrevAmount and
// PrevCloseDate since API version 50.0), OpportunityFieldHistory and OpportunityStage (ApiName since 36.0), at
// developer.salesforce.com/docs/platform/object-reference.
const READ = new Set([
  "Id",
  "StageName",
  "Amount",
  "CloseDate",
  "CreatedDate",
  "OwnerId",
  "AccountId",
  "CurrencyIsoCode",
  "LastStageChangeDate",
  "LastModifiedDate",
  "IsDeleted",
]);

/** Ids of 18 characters are those of 15 with a check at the end; reports write the one, the API the other. */
function keyOf(id: string): string {
  return /^[a-z\d]{18}$/i.test(id) ? id.slice(0, 15) : id;
}

function readStageBook(stages: readonly CrmRow[], id: string): StageBook {
  const read = readStages(stages, "exported.stages", (row, issues) => {
    const label = required(textOf(row, "MasterLabel", issues), "MasterLabel", row, issues);
    const closed = flagOf(row, "IsClosed", issues);
    const won = flagOf(row, "IsWon", issues);
    const position = amountOf(row, "SortOrder", issues) ?? 0;
    if (label === undefined) return undefined;
    const category = won === true ? "won" : closed === true ? "lost" : "open";
    return { id: textOf(row, "ApiName", issues) ?? label, name: label, category, position, alias: label };
  });
  return stageBook(id, read);
}

/**
 * Turns a Salesforce export into deal histories: Opportunity with OpportunityHistory, and OpportunityFieldHistory where
 * it is kept.
 *
 * @param exported - Rows as the API or a data export writes them, in any order. Amounts are numbers or plain digits.
 * `CreatedDate` is needed; a bare `CloseDate` is its first moment, UTC. Not mutated.
 * @param options - `pipelineId`, default `"salesforce"`; `toAmount` for several `CurrencyIsoCode`s.
 * @returns The pipeline of the exported stages and one history per life of a deal (see {@link toDealHistories}), ready
 * for {@link fitFunnel}; what was not read, what to know about a deal, and every row that was not taken with its
 * reasons. `amount` is what was listed before the end, `signedAmount` what a won deal's row holds, where the history
 * tells both; `pushes` are the days on which `CloseDate` was moved on while the deal was open.
 * @throws `ClienteleError` `invalid_type` (a list that is none, a stage that cannot be read), `inconsistent` (no open or
 * no won stage; several currencies and no `toAmount`), `empty_input`, `duplicate_id`.
 * @example
 * ```ts
 * const { histories, rejected } = fromSalesforce({
 *   stages: [
 *     { MasterLabel: "Prospecting", SortOrder: 1, IsClosed: false, IsWon: false },
 *     { MasterLabel: "Closed Won", SortOrder: 2, IsClosed: true, IsWon: true },
 *   ],
 *   opportunities: [{ Id: "0061", StageName: "Closed Won", Amount: 900, CreatedDate: "2026-01-05T09:00:00.000+0000" }],
 *   history: [
 *     { OpportunityId: "0061", StageName: "Prospecting", Amount: 1000, CreatedDate: "2026-01-05T09:00:00.000+0000" },
 *     { OpportunityId: "0061", StageName: "Closed Won", Amount: 900, CreatedDate: "2026-02-01T09:00:00.000+0000" },
 *   ],
 * });
 * histories[0].stages.map(({ stage }) => stage); // => ["Prospecting", "Closed Won"]
 * [histories[0].amount, histories[0].signedAmount, rejected.length]; // => [1000, 900, 0]
 * ```
 */
export function fromSalesforce(exported: SalesforceExport, options: CrmOptions = {}): CrmExport {
  requireObject(exported, "exported");
  const intake = openIntake("salesforce", options);
  const book = readStageBook(exported.stages, options.pipelineId ?? "salesforce");
  takeDeals(
    intake,
    "opportunities",
    exported.opportunities,
    (row, issues) => {
      const id = required(textOf(row, "Id", issues), "Id", row, issues);
      const name = required(textOf(row, "StageName", issues), "StageName", row, issues);
      const stage = findStage(book, name, "StageName", issues);
      const created = required(momentOf(row, "CreatedDate", issues), "CreatedDate", row, issues);
      const expectedClose = momentOf(row, "CloseDate", issues);
      const moved = momentOf(row, "LastStageChangeDate", issues);
      const modified = momentOf(row, "LastModifiedDate", issues);
      const facts = {
        amount: amountOf(row, "Amount", issues),
        currency: textOf(row, "CurrencyIsoCode", issues),
        owner: textOf(row, "OwnerId", issues),
        customerId: textOf(row, "AccountId", issues),
        expectedClose,
      };
      if (flagOf(row, "IsDeleted", issues) === true) {
        issues.push({ field: "IsDeleted", reason: { code: "crm_deal_deleted", params: { deal: id ?? "" } } });
      }
      if (id === undefined || stage === undefined || created === undefined) return { id, deal: undefined };
      return { id, deal: { opportunity: id, book, stage, created, since: moved ?? modified, ...facts } };
    },
    (row) => otherFields(row, READ),
    keyOf,
  );
  takeHistory(intake, book, exported.history);
  if (exported.fieldHistory !== undefined) takeFieldHistory(intake, book, exported.fieldHistory);
  const { pipelines, ...rest } = closeIntake(intake, [book]);
  return { pipeline: book.pipeline, histories: pipelines[0]?.histories ?? [], ...rest };
}

function takeHistory(intake: Intake, book: StageBook, rows: readonly CrmRow[]): void {
  takeRows(intake, "history", rows, (row, issues) => {
    const deal = required(textOf(row, "OpportunityId", issues), "OpportunityId", row, issues);
    const draft = draftOf(intake, deal === undefined ? undefined : keyOf(deal), "OpportunityId", issues);
    const at = required(momentOf(row, "CreatedDate", issues), "CreatedDate", row, issues);
    const name = required(textOf(row, "StageName", issues), "StageName", row, issues);
    const stage = findStage(book, name, "StageName", issues);
    const amount = amountOf(row, "Amount", issues);
    const amountBefore = amountOf(row, "PrevAmount", issues);
    const close = momentOf(row, "CloseDate", issues);
    const closeBefore = momentOf(row, "PrevCloseDate", issues);
    const seq = textOf(row, "Id", issues);
    if (draft === undefined || !attach(draft, row, issues) || at === undefined || stage === undefined) return;
    draft.steps.push({ at, stage, seq });
    if (amount !== undefined) draft.amounts.push({ at, value: amount, before: amountBefore });
    if (close !== undefined) draft.closeDates.push({ at, value: close, before: closeBefore });
    if ("CloseDate" in row) draft.closeDatesTold = true;
  });
}

function takeFieldHistory(intake: Intake, book: StageBook, rows: readonly CrmRow[]): void {
  takeRows(intake, "fieldHistory", rows, (row, issues) => {
    const deal = required(textOf(row, "OpportunityId", issues), "OpportunityId", row, issues);
    const draft = draftOf(intake, deal === undefined ? undefined : keyOf(deal), "OpportunityId", issues);
    const at = required(momentOf(row, "CreatedDate", issues), "CreatedDate", row, issues);
    const field = required(textOf(row, "Field", issues), "Field", row, issues);
    const seq = textOf(row, "Id", issues);
    // a value that was empty before or after is told by null
    if (field === "StageName" && !isAbsent(row["NewValue"])) {
      const stage = findStage(book, textOf(row, "NewValue", issues), "NewValue", issues);
      const old = book.indexOf.get(textOf(row, "OldValue", issues) ?? "");
      if (draft === undefined || !attach(draft, row, issues) || at === undefined || stage === undefined) return;
      draft.steps.push({ at, stage, seq, before: old });
      return;
    }
    const read = field === "Amount" ? amountOf : field === "CloseDate" ? momentOf : undefined;
    const value = read?.(row, "NewValue", issues);
    const before = read?.(row, "OldValue", issues);
    if (draft === undefined || !attach(draft, row, issues) || at === undefined) return;
    if (field === "CloseDate") draft.closeDatesTold = true;
    if (value !== undefined) (field === "Amount" ? draft.amounts : draft.closeDates).push({ at, value, before });
  });
}
