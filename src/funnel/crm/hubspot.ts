import { requireColumn, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { closeIntake } from "./assemble.ts";
import { attach, type DealFacts, type Draft, type Intake, openIntake, takeDeals, takeRow } from "./intake.ts";
import { amountOf, flagOf, isAbsent, isRecord, momentOf, otherFields, required, textOf, unreadable } from "./read.ts";
import { findStage, readStages, type StageBook, stageBook } from "./stages.ts";
import type { CrmBooks, CrmIssue, CrmOptions, CrmRow, HubSpotExport } from "./types.ts";

// Field names: HubSpot developers, guides "CRM API | Deals" and "CRM API | Pipelines" at
// developers.hubspot.com/docs/api-reference (crm-deals-v3, crm-pipelines-v3): id, properties, propertiesWithHistory
// with value, timestamp and sourceType, archived; stages with label, displayOrder and metadata.probability, 1.0 for won
// and 0.0 for lost, and metadata.isClosed. All property values are text.
const READ = new Set(["id", "properties", "propertiesWithHistory", "createdAt", "updatedAt", "archived"]);
const READ_PROPERTIES = new Set([
  "dealstage",
  "pipeline",
  "amount",
  "closedate",
  "createdate",
  "hubspot_owner_id",
  "deal_currency_code",
  "hs_lastmodifieddate",
]);

/**
 * Turns a HubSpot export into deal histories: deals with the history of `dealstage`, `closedate` and `amount`, and the
 * pipelines they run through.
 *
 * @param exported - `deals` and `pipelines` as the CRM API answers them (the lists named `results`), in any order.
 * Moments are ISO text or epoch milliseconds, also as text. Not mutated.
 * @param options - `toAmount` for several `deal_currency_code`s.
 * @returns For each pipeline its histories, ready for {@link fitFunnel}; a deal stands in the pipeline it is in now, and
 * steps in another one are left out and noted. The rest as in {@link fromSalesforce}.
 * @throws `ClienteleError` `invalid_type` (a list that is none, a pipeline that cannot be read), `inconsistent` (no open
 * or no won stage; several currencies and no `toAmount`), `empty_input`, `duplicate_id`.
 * @example
 * ```ts
 * const { pipelines } = fromHubSpot({
 *   pipelines: [
 *     {
 *       id: "default",
 *       label: "Sales",
 *       displayOrder: 0,
 *       stages: [
 *         { id: "qualifiedtobuy", label: "Qualified", displayOrder: 0, metadata: { isClosed: "false", probability: "0.4" } },
 *         { id: "closedwon", label: "Won", displayOrder: 1, metadata: { isClosed: "true", probability: "1.0" } },
 *       ],
 *     },
 *   ],
 *   deals: [
 *     {
 *       id: "17",
 *       properties: { dealstage: "closedwon", pipeline: "default", amount: "1200.50", createdate: "2026-01-05T09:00:00Z" },
 *       propertiesWithHistory: {
 *         dealstage: [
 *           { value: "closedwon", timestamp: "2026-02-01T09:00:00Z", sourceType: "CRM_UI" },
 *           { value: "qualifiedtobuy", timestamp: "1767603600000", sourceType: "CRM_UI" },
 *         ],
 *       },
 *     },
 *   ],
 * });
 * pipelines[0].histories[0].stages.map(({ stage }) => stage); // => ["qualifiedtobuy", "closedwon"]
 * ```
 */
export function fromHubSpot(exported: HubSpotExport, options: CrmOptions = {}): CrmBooks {
  requireObject(exported, "exported");
  const intake = openIntake("hubspot", options);
  const books = readBooks(exported.pipelines);
  takeDeals(
    intake,
    "deals",
    exported.deals,
    (row, issues) => readDeal(row, books, issues),
    (row) => ({ ...otherFields(row, READ), ...otherFields(row["properties"] as CrmRow, READ_PROPERTIES) }),
  );
  const elsewhere = new Set([...books.values()].flatMap(({ indexOf }) => [...indexOf.keys()]));
  for (const draft of intake.drafts.values()) {
    const history = draft.row["propertiesWithHistory"];
    if (isRecord(history)) takeVersions(intake, draft, history, elsewhere);
  }
  return closeIntake(intake, [...books.values()]);
}

function readBooks(pipelines: readonly CrmRow[]): Map<string, StageBook> {
  requireColumn(pipelines, "exported.pipelines");
  const read = Array.from(pipelines, (row, i) => {
    const name = `exported.pipelines[${i}]`;
    requireObject(row, name);
    const issues: CrmIssue[] = [];
    const id = textOf(row, "id", issues);
    const order = amountOf(row, "displayOrder", issues) ?? 0;
    if (id === undefined || issues.length > 0) {
      throw new ClienteleError("invalid_type", `${name} must have an id and a displayOrder`, { index: i });
    }
    return { id, order, book: stageBook(id, readStages(row["stages"] as CrmRow[], `${name}.stages`, readStage)) };
  });
  const books = new Map<string, StageBook>();
  for (const { id, book } of read.sort((a, b) => a.order - b.order)) {
    if (books.has(id)) throw new ClienteleError("duplicate_id", `exported.pipelines holds ${id} twice`, { id });
    books.set(id, book);
  }
  return books;
}

function readStage(row: CrmRow, issues: CrmIssue[]): ReturnType<Parameters<typeof readStages>[2]> {
  const id = required(textOf(row, "id", issues), "id", row, issues);
  const metadata = isRecord(row["metadata"]) ? row["metadata"] : {};
  const closed = flagOf(metadata, "isClosed", issues);
  const probability = amountOf(metadata, "probability", issues);
  const name = textOf(row, "label", issues);
  const position = amountOf(row, "displayOrder", issues) ?? 0;
  if (id === undefined) return undefined;
  const ends = closed ?? (probability === 0 || probability === 1);
  const category = !ends ? "open" : probability === 1 ? "won" : "lost";
  return { id, category, position, ...(name === undefined ? {} : { name }) };
}

function readDeal(
  row: CrmRow,
  books: ReadonlyMap<string, StageBook>,
  issues: CrmIssue[],
): { id: string | undefined; deal: DealFacts | undefined } {
  const id = required(textOf(row, "id", issues), "id", row, issues);
  const properties = row["properties"];
  if (flagOf(row, "archived", issues) === true) {
    issues.push({ field: "archived", reason: { code: "crm_deal_deleted", params: { deal: id ?? "" } } });
  }
  if (!isRecord(properties)) {
    issues.push(unreadable("properties", properties));
    return { id, deal: undefined };
  }
  const pipeline = required(textOf(properties, "pipeline", issues), "pipeline", properties, issues);
  const name = required(textOf(properties, "dealstage", issues), "dealstage", properties, issues);
  const book = pipeline === undefined ? undefined : books.get(pipeline);
  if (pipeline !== undefined && book === undefined) {
    issues.push({ field: "pipeline", reason: { code: "crm_unknown_pipeline", params: { pipeline } } });
  }
  const stage = book === undefined ? undefined : findStage(book, name, "dealstage", issues);
  const own = momentOf(properties, "createdate", issues) ?? momentOf(row, "createdAt", issues);
  const created = required(own, "createdate", properties, issues);
  const since = momentOf(properties, "hs_lastmodifieddate", issues) ?? momentOf(row, "updatedAt", issues);
  const amount = amountOf(properties, "amount", issues);
  const currency = textOf(properties, "deal_currency_code", issues);
  const owner = textOf(properties, "hubspot_owner_id", issues);
  const expectedClose = momentOf(properties, "closedate", issues);
  if (id === undefined || book === undefined || stage === undefined || created === undefined) {
    return { id, deal: undefined };
  }
  return { id, deal: { opportunity: id, book, stage, created, since, amount, currency, owner, expectedClose } };
}

function takeVersions(intake: Intake, draft: Draft, history: CrmRow, elsewhere: ReadonlySet<string>): void {
  for (const property of Object.keys(history)) {
    const versions = history[property];
    if (!Array.isArray(versions)) continue;
    const table = `deals.propertiesWithHistory.${property}`;
    if (property === "closedate") draft.closeDatesTold = true;
    for (const version of versions) {
      takeRow(intake, table, draft.index, version, (row, issues) => {
        const at = required(momentOf(row, "timestamp", issues), "timestamp", row, issues);
        if (property === "dealstage") {
          const name = textOf(row, "value", issues);
          if (name !== undefined && !draft.book.indexOf.has(name) && elsewhere.has(name)) {
            if (attach(draft, row, issues)) draft.notes.push({ code: "crm_other_pipeline", params: { stage: name } });
            return;
          }
          const stage = findStage(draft.book, name, "value", issues);
          if (!attach(draft, row, issues) || at === undefined || stage === undefined) return;
          draft.steps.push({ at, stage });
          return;
        }
        const read = property === "amount" ? amountOf : property === "closedate" ? momentOf : undefined;
        const value = isAbsent(row["value"]) ? undefined : read?.(row, "value", issues);
        if (!attach(draft, row, issues) || at === undefined || value === undefined) return;
        (property === "amount" ? draft.amounts : draft.closeDates).push({ at, value });
      });
    }
  }
}
