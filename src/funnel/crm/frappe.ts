import { requireObject } from "../../core/checks.ts";
import type { StageCategory } from "../pipeline/types.ts";
import { closeIntake } from "./assemble.ts";
import {
  attach,
  type DealFacts,
  type Draft,
  type Intake,
  openIntake,
  type StepRow,
  takeDeals,
  takeRow,
} from "./intake.ts";
import { amountOf, momentOf, otherFields, required, textOf, unreadable } from "./read.ts";
import { findStage, readStages, type StageBook, stageBook } from "./stages.ts";
import type { CrmExport, CrmIssue, CrmOptions, CrmRow, FrappeExport } from "./types.ts";

// Field names: github.com/frappe/crm, crm/fcrm/doctype: crm_deal/crm_deal.json (status, deal_owner, organization,
// territory, currency, close_date, annual_revenue; later versions expected_deal_value, deal_value,
// expected_closure_date, closed_date), crm_deal_status/crm_deal_status.json (deal_status, type, position) and
// crm_status_change_log/crm_status_change_log.json (from, to, from_date, to_date). name, creation and modified are
// the framework's own.
const READ = new Set([
  "name",
  "status",
  "deal_value",
  "expected_deal_value",
  "expected_closure_date",
  "close_date",
  "closed_date",
  "deal_owner",
  "organization",
  "territory",
  "currency",
  "creation",
  "modified",
  "status_change_log",
]);

/** What the types of a deal status come to. */
const TYPES: ReadonlyMap<string, StageCategory> = new Map([
  ["Open", "open"],
  ["Ongoing", "open"],
  ["On Hold", "suspended"],
  ["Won", "won"],
  ["Lost", "lost"],
]);

/**
 * Turns a Frappe CRM export into deal histories: CRM Deal documents with their status change log.
 *
 * @param exported - `deals` and `statuses` as the API answers whole documents, in any order. Moments have no zone there
 * and are read as UTC. The amount is `deal_value`, or where that is empty or 0 `expected_deal_value`. Not mutated.
 * @param options - `pipelineId`, default `"frappe"`; `toAmount` for several `currency`s.
 * @returns As {@link fromSalesforce}. Statuses on hold are suspended stages; `region` is the territory. Neither amounts
 * nor close dates have a history here, so that there are no `signedAmount` and no `pushes`.
 * @throws `ClienteleError` `invalid_type` (a list that is none, a status that cannot be read), `inconsistent` (no open
 * or no won status; several currencies and no `toAmount`), `empty_input`, `duplicate_id`.
 * @example
 * ```ts
 * const { histories } = fromFrappe({
 *   statuses: [
 *     { deal_status: "Qualification", type: "Open", position: 1 },
 *     { deal_status: "Won", type: "Won", position: 2 },
 *   ],
 *   deals: [
 *     {
 *       name: "CRM-DEAL-2026-00001",
 *       status: "Won",
 *       deal_value: 800,
 *       creation: "2026-01-05 09:00:00.000000",
 *       status_change_log: [
 *         { from: "Qualification", to: "Won", from_date: "2026-01-05 09:00:00", to_date: "2026-02-01 09:00:00" },
 *       ],
 *     },
 *   ],
 * });
 * histories[0].stages.map(({ stage }) => stage); // => ["Qualification", "Won"]
 * ```
 */
export function fromFrappe(exported: FrappeExport, options: CrmOptions = {}): CrmExport {
  requireObject(exported, "exported");
  const intake = openIntake("frappe", options);
  const statuses = readStages(exported.statuses, "exported.statuses", (row, issues) => {
    const id = textOf(row, "deal_status", issues) ?? required(textOf(row, "name", issues), "name", row, issues);
    const category = TYPES.get(required(textOf(row, "type", issues), "type", row, issues) ?? "");
    const position = amountOf(row, "position", issues) ?? 0;
    if (category === undefined) issues.push(unreadable("type", row["type"]));
    return id === undefined || category === undefined ? undefined : { id, category, position };
  });
  const book = stageBook(options.pipelineId ?? "frappe", statuses);
  takeDeals(
    intake,
    "deals",
    exported.deals,
    (row, issues) => readDeal(row, book, issues),
    (row) => otherFields(row, READ),
  );
  for (const draft of intake.drafts.values()) {
    const log = draft.row["status_change_log"];
    if (Array.isArray(log)) takeLog(intake, draft, log);
  }
  const { pipelines, ...rest } = closeIntake(intake, [book]);
  return { pipeline: book.pipeline, histories: pipelines[0]?.histories ?? [], ...rest };
}

function readDeal(
  row: CrmRow,
  book: StageBook,
  issues: CrmIssue[],
): { id: string | undefined; deal: DealFacts | undefined } {
  const id = required(textOf(row, "name", issues), "name", row, issues);
  const status = required(textOf(row, "status", issues), "status", row, issues);
  const stage = findStage(book, status, "status", issues);
  const created = required(momentOf(row, "creation", issues), "creation", row, issues);
  const modified = momentOf(row, "modified", issues);
  const closed = momentOf(row, "closed_date", issues);
  // a currency field that nobody filled holds 0
  const value = amountOf(row, "deal_value", issues) || undefined;
  const expected = amountOf(row, "expected_deal_value", issues) || undefined;
  const promised = momentOf(row, "expected_closure_date", issues);
  const closeDate = momentOf(row, "close_date", issues);
  const facts = {
    amount: value ?? expected,
    currency: textOf(row, "currency", issues),
    owner: textOf(row, "deal_owner", issues),
    customerId: textOf(row, "organization", issues),
    region: textOf(row, "territory", issues),
    expectedClose: promised ?? closeDate,
  };
  if (id === undefined || stage === undefined || created === undefined) return { id, deal: undefined };
  const ended = book.pipeline.stages[stage]?.category === "won";
  return {
    id,
    deal: { opportunity: id, book, stage, created, since: (ended ? closed : undefined) ?? modified, ...facts },
  };
}

/** Each row tells a status, from when, and where it went; the last one leads nowhere yet. */
function takeLog(intake: Intake, draft: Draft, log: readonly unknown[]): void {
  let earliest = Number.POSITIVE_INFINITY;
  for (const entry of log) {
    takeRow(intake, "deals.status_change_log", draft.index, entry, (row, issues) => {
      const name = required(textOf(row, "from", issues), "from", row, issues);
      const stage = findStage(draft.book, name, "from", issues);
      const at = required(momentOf(row, "from_date", issues), "from_date", row, issues);
      const to = findStage(draft.book, textOf(row, "to", issues), "to", issues);
      const until = momentOf(row, "to_date", issues);
      earliest = Math.min(earliest, at ?? Number.NEGATIVE_INFINITY);
      if (to !== undefined) required(until, "to_date", row, issues);
      if (!attach(draft, row, issues) || stage === undefined || at === undefined) return;
      draft.steps.push({ at, stage });
      if (to !== undefined && until !== undefined) draft.steps.push({ at: until, stage: to, before: stage });
    });
  }
  // a deal without a log gets its first row only at its first change, dated one minute before
  const first = draft.steps.reduce<StepRow | undefined>((a, b) => (a === undefined || b.at < a.at ? b : a), undefined);
  if (first !== undefined && first.at <= earliest && draft.created < first.at) {
    draft.steps.push({ at: draft.created, stage: first.stage });
  }
}
