import { requireObject } from "../../core/checks.ts";
import { closeIntake } from "./assemble.ts";
import { attach, type DealFacts, draftOf, type Intake, openIntake, takeDeals, takeRows } from "./intake.ts";
import { type ActiveRow, type OwnStage, settleArchived } from "./odoo-archive.ts";
import { amountOf, flagOf, momentOf, otherFields, required, textOf } from "./read.ts";
import { findStage, readStages, type StageBook, stageBook } from "./stages.ts";
import type { CrmExport, CrmIssue, CrmOptions, CrmRow, OdooExport } from "./types.ts";

// Field names: github.com/odoo/odoo, addons/crm/models/crm_lead.py and crm_stage.py,
// addons/mail/models/mail_tracking_value.py (field_id; a many2one is kept as old/new_value_integer and _char, a boolean
// as integer, a date as datetime, money as float) and mail_message.py (model, res_id, date). won_status since 19.0.
const READ = new Set([
  "id",
  "stage_id",
  "expected_revenue",
  "date_deadline",
  "date_closed",
  "date_last_stage_update",
  "create_date",
  "write_date",
  "active",
  "probability",
  "won_status",
  "user_id",
  "partner_id",
  "country_id",
  "company_currency",
]);

/** Odoo has no stage for the lost: they are archived. The ids of its stages are numbers, so these are free. */
const LOST = "lost";
const ARCHIVED = "archived";

/**
 * Turns an Odoo export into deal histories: crm.lead with its tracked changes. A lead that is archived without being won
 * is lost, or cancelled where its chance was not set to zero.
 *
 * @param exported - Rows as `read` or `search_read` give them (`[id, name]` for links, `false` for nothing), in any
 * order. Moments are UTC. Not mutated.
 * @param options - `pipelineId`, default `"odoo"`; `toAmount` for several `company_currency` ids.
 * @returns As {@link fromSalesforce}. Stage ids are Odoo's numbers as text, with `lost` and `archived` behind them;
 * `region` is the name of the country. `date_deadline` and so `pushes` are told only where its changes are tracked.
 * @throws `ClienteleError` `invalid_type` (a list that is none, a stage that cannot be read), `inconsistent` (no open or
 * no won stage; several currencies and no `toAmount`), `empty_input`, `duplicate_id`.
 * @example
 * ```ts
 * const { histories } = fromOdoo({
 *   stages: [{ id: 1, name: "New", sequence: 0, is_won: false }, { id: 4, name: "Won", sequence: 70, is_won: true }],
 *   leads: [{ id: 7, stage_id: [4, "Won"], expected_revenue: 500, create_date: "2026-01-05 09:00:00", active: true }],
 *   messages: [{ id: 90, model: "crm.lead", res_id: 7, date: "2026-02-01 09:00:00" }],
 *   tracking: [{ id: 1, field_id: "stage_id", old_value_integer: 1, new_value_integer: 4, mail_message_id: [90, "…"] }],
 * });
 * histories[0].stages.map(({ stage }) => stage); // => ["1", "4"]
 * ```
 */
export function fromOdoo(exported: OdooExport, options: CrmOptions = {}): CrmExport {
  requireObject(exported, "exported");
  const intake = openIntake("odoo", options);
  const stages = readStages(exported.stages, "exported.stages", (row, issues) => {
    const id = required(textOf(row, "id", issues), "id", row, issues);
    const name = textOf(row, "name", issues);
    const position = amountOf(row, "sequence", issues) ?? 0;
    const category = flagOf(row, "is_won", issues) === true ? ("won" as const) : ("open" as const);
    return id === undefined ? undefined : { id, category, position, ...(name === undefined ? {} : { name }) };
  });
  const book = stageBook(options.pipelineId ?? "odoo", stages, [
    { id: LOST, category: "lost" },
    { id: ARCHIVED, category: "cancelled" },
  ]);
  const own = new Map<string, OwnStage>();
  takeDeals(
    intake,
    "leads",
    exported.leads,
    (row, issues) => readLead(row, book, own, issues),
    (row) => otherFields(row, READ),
  );
  takeTracking(intake, book, exported, own);
  const { pipelines, ...rest } = closeIntake(intake, [book]);
  return { pipeline: book.pipeline, histories: pipelines[0]?.histories ?? [], ...rest };
}

function readLead(
  row: CrmRow,
  book: StageBook,
  ownStages: Map<string, OwnStage>,
  issues: CrmIssue[],
): { id: string | undefined; deal: DealFacts | undefined } {
  const id = required(textOf(row, "id", issues), "id", row, issues);
  const own = findStage(book, required(textOf(row, "stage_id", issues), "stage_id", row, issues), "stage_id", issues);
  const created = required(momentOf(row, "create_date", issues), "create_date", row, issues);
  const closed = momentOf(row, "date_closed", issues);
  const moved = momentOf(row, "date_last_stage_update", issues);
  const written = momentOf(row, "write_date", issues);
  const active = flagOf(row, "active", issues) ?? true;
  const probability = amountOf(row, "probability", issues);
  const status = textOf(row, "won_status", issues);
  const country = row["country_id"];
  const facts = {
    amount: amountOf(row, "expected_revenue", issues),
    currency: textOf(row, "company_currency", issues),
    owner: textOf(row, "user_id", issues),
    customerId: textOf(row, "partner_id", issues),
    region: Array.isArray(country) && typeof country[1] === "string" ? country[1] : textOf(row, "country_id", issues),
    expectedClose: momentOf(row, "date_deadline", issues),
  };
  if (id === undefined || own === undefined || created === undefined) return { id, deal: undefined };
  const won = book.pipeline.stages[own]?.category === "won";
  const gone = !active && !won && status !== "won";
  const lost = status === undefined ? (probability ?? 0) === 0 : status === "lost";
  const stage = gone ? (book.indexOf.get(lost ? LOST : ARCHIVED) as number) : own;
  if (issues.length === 0 && !ownStages.has(id)) ownStages.set(id, { stage: own, moved });
  const since = gone ? (closed ?? written) : ((won ? closed : undefined) ?? moved ?? written);
  return { id, deal: { opportunity: id, book, stage, created, since, ...facts } };
}

interface Message {
  readonly model: string;
  readonly lead: string;
  readonly at: number;
}

function takeTracking(intake: Intake, book: StageBook, exported: OdooExport, own: ReadonlyMap<string, OwnStage>): void {
  const messages = new Map<string, Message>();
  takeRows(intake, "messages", exported.messages, (row, issues) => {
    const id = required(textOf(row, "id", issues), "id", row, issues);
    const model = required(textOf(row, "model", issues), "model", row, issues);
    const lead = required(textOf(row, "res_id", issues), "res_id", row, issues);
    const at = required(momentOf(row, "date", issues), "date", row, issues);
    if (id !== undefined && model !== undefined && lead !== undefined && at !== undefined) {
      messages.set(id, { model, lead, at });
    }
  });
  const nameOf = new Map<string, string>();
  if (exported.fields !== undefined) {
    takeRows(intake, "fields", exported.fields, (row, issues) => {
      const id = required(textOf(row, "id", issues), "id", row, issues);
      const name = required(textOf(row, "name", issues), "name", row, issues);
      if (id !== undefined && name !== undefined) nameOf.set(id, name);
    });
  }
  const switches = new Map<string, ActiveRow[]>();
  let deadlines = false;
  takeRows(intake, "tracking", exported.tracking, (row, issues) => {
    const link = required(textOf(row, "mail_message_id", issues), "mail_message_id", row, issues);
    const message = link === undefined ? undefined : messages.get(link);
    if (link !== undefined && message === undefined) {
      issues.push({
        field: "mail_message_id",
        reason: { code: "crm_field_missing", params: { field: `messages ${link}` } },
      });
    }
    if (message !== undefined && message.model !== "crm.lead") {
      issues.push({ field: "mail_message_id", reason: { code: "crm_other_record", params: { model: message.model } } });
      return;
    }
    const draft = draftOf(intake, message?.lead, "mail_message_id", issues);
    const raw = required(textOf(row, "field_id", issues), "field_id", row, issues);
    const field = raw === undefined ? undefined : (nameOf.get(raw) ?? raw);
    if (field !== undefined && /^\d+$/.test(field)) {
      issues.push({ field: "field_id", reason: { code: "crm_field_missing", params: { field: `fields ${field}` } } });
    }
    const seq = amountOf(row, "id", issues) ?? 0;
    const to =
      field === "stage_id"
        ? findStage(book, textOf(row, "new_value_integer", issues), "new_value_integer", issues)
        : undefined;
    const from = field === "stage_id" ? book.indexOf.get(textOf(row, "old_value_integer", issues) ?? "") : undefined;
    const active = field === "active" ? flagOf(row, "new_value_integer", issues) : undefined;
    const money = field === "expected_revenue";
    const amount = money ? amountOf(row, "new_value_float", issues) : undefined;
    const amountBefore = money ? amountOf(row, "old_value_float", issues) : undefined;
    const dated = field === "date_deadline";
    const date = dated ? momentOf(row, "new_value_datetime", issues) : undefined;
    const dateBefore = dated ? momentOf(row, "old_value_datetime", issues) : undefined;
    if (message === undefined || draft === undefined || !attach(draft, row, issues)) return;
    const { at, lead } = message;
    if (to !== undefined) draft.steps.push({ at, stage: to, seq, before: from });
    if (active !== undefined) switches.set(lead, [...(switches.get(lead) ?? []), { at, seq, active }]);
    if (amount !== undefined) draft.amounts.push({ at, value: amount, before: amountBefore });
    if (date !== undefined) draft.closeDates.push({ at, value: date, before: dateBefore });
    if (dated) deadlines = true;
  });
  for (const [lead, draft] of intake.drafts) {
    draft.closeDatesTold = deadlines;
    settleArchived(draft, switches.get(lead) ?? [], own.get(lead) as OwnStage, {
      lost: book.indexOf.get(LOST) as number,
      archived: book.indexOf.get(ARCHIVED) as number,
    });
  }
}
