import { requireColumn, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { CrmProduct } from "../../core/labels/crm-export.ts";
import type { Reason } from "../../core/reasons.ts";
import { isRecord } from "./read.ts";
import type { StageBook } from "./stages.ts";
import type { CrmIssue, CrmOptions, CrmRejected, CrmRow, CrmTable } from "./types.ts";

/** A stage that a history row leads to. `seq` orders rows of one moment: the row's own id. */
export interface StepRow {
  readonly at: number;
  readonly stage: number;
  readonly seq?: string | number | undefined;
  /** The stage left, where the row tells it. */
  readonly before?: number | undefined;
}

/** A value from a moment on. `before` is what it was, where the row tells it. */
export interface ValueRow {
  readonly at: number;
  readonly value: number;
  readonly before?: number | undefined;
}

/** What a deal's own row says: how the deal stood when it was exported. */
export interface DealFacts {
  readonly opportunity: string;
  readonly book: StageBook;
  readonly stage: number;
  readonly created: number;
  /** When the deal had come into its stage at the latest. */
  readonly since: number | undefined;
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
  readonly owner?: string | undefined;
  readonly customerId?: string | undefined;
  readonly region?: string | undefined;
  readonly expectedClose?: number | undefined;
}

/** A deal with the history rows that were found for it. */
export interface Draft extends DealFacts {
  readonly row: CrmRow;
  /** Place of the row among the deals. */
  readonly index: number;
  /** Fields of the row that are not read. */
  readonly fields: CrmRow;
  readonly history: unknown[];
  readonly steps: StepRow[];
  readonly amounts: ValueRow[];
  readonly closeDates: ValueRow[];
  /** Whether the export holds the history of close dates, so that none put off means none. */
  closeDatesTold: boolean;
  /** History rows that were not taken. */
  refused: number;
  readonly notes: Reason[];
}

/** An intake under way. */
export interface Intake {
  readonly product: CrmProduct;
  readonly options: CrmOptions;
  readonly drafts: Map<string, Draft>;
  /** Ids of deals whose row was not taken. */
  readonly refusedDeals: Set<string>;
  readonly rejected: CrmRejected[];
  /** Issues of the row that is being read. */
  readonly issues: CrmIssue[];
  readonly tables: Map<string, { -readonly [K in keyof CrmTable]: CrmTable[K] }>;
}

export function openIntake(product: CrmProduct, options: CrmOptions): Intake {
  requireObject(options, "options");
  const { toAmount } = options;
  if (toAmount !== undefined && typeof toAmount !== "function") {
    throw new ClienteleError("invalid_type", `options.toAmount must be a function, got ${show(toAmount)}`, {});
  }
  return { product, options, drafts: new Map(), refusedDeals: new Set(), rejected: [], issues: [], tables: new Map() };
}

/** Reads one row: counted, and taken or kept among the rejected with its issues. */
export function takeRow(
  intake: Intake,
  table: string,
  index: number,
  row: unknown,
  take: (row: CrmRow, issues: CrmIssue[], index: number) => void,
): void {
  let count = intake.tables.get(table);
  if (count === undefined) {
    count = { table, rows: 0, taken: 0, rejected: 0 };
    intake.tables.set(table, count);
  }
  count.rows++;
  // one list for all rows, as nearly all have no issue
  const { issues } = intake;
  if (isRecord(row)) take(row, issues, index);
  else issues.push({ field: "", reason: { code: "crm_row_not_record", params: { product: intake.product } } });
  if (issues.length === 0) {
    count.taken++;
    return;
  }
  count.rejected++;
  intake.rejected.push({ table, index, row, issues: issues.splice(0) });
}

/** Reads all rows of a list. */
export function takeRows(
  intake: Intake,
  table: string,
  rows: readonly unknown[],
  take: (row: CrmRow, issues: CrmIssue[], index: number) => void,
): void {
  requireColumn(rows, table);
  intake.tables.set(table, { table, rows: 0, taken: 0, rejected: 0 });
  for (let i = 0; i < rows.length; i++) takeRow(intake, table, i, rows[i], take);
}

/** Reads the deals; `read` gives nothing where it found an issue. */
export function takeDeals(
  intake: Intake,
  table: string,
  rows: readonly unknown[],
  read: (row: CrmRow, issues: CrmIssue[]) => { readonly id: string | undefined; readonly deal: DealFacts | undefined },
  fieldsOf: (row: CrmRow) => CrmRow,
  keyOf: (id: string) => string = (id) => id,
): void {
  const firstIndex = new Map<string, number>();
  takeRows(intake, table, rows, (row, issues, index) => {
    const { id, deal } = read(row, issues);
    if (id === undefined) return;
    const key = keyOf(id);
    const first = firstIndex.get(key);
    if (first !== undefined) {
      issues.push({ field: "", reason: { code: "crm_duplicate_deal", params: { deal: id, first } } });
      return;
    }
    if (deal === undefined || issues.length > 0) {
      intake.refusedDeals.add(key);
      return;
    }
    firstIndex.set(key, index);
    intake.drafts.set(key, {
      ...deal,
      row,
      index,
      fields: fieldsOf(row),
      history: [],
      steps: [],
      amounts: [],
      closeDates: [],
      closeDatesTold: false,
      refused: 0,
      notes: [],
    });
  });
}

/** The deal that a history row belongs to; an issue where there is none. */
export function draftOf(intake: Intake, key: string | undefined, field: string, issues: CrmIssue[]): Draft | undefined {
  if (key === undefined) return undefined;
  const draft = intake.drafts.get(key);
  if (draft === undefined) {
    const code = intake.refusedDeals.has(key) ? "crm_deal_refused" : "crm_deal_not_exported";
    issues.push({ field, reason: { code, params: { deal: key } } });
  }
  return draft;
}

/** Puts a row that was read into its deal's history, or counts it there as not taken. */
export function attach(draft: Draft, row: unknown, issues: readonly CrmIssue[]): boolean {
  if (issues.length > 0) {
    draft.refused++;
    return false;
  }
  draft.history.push(row);
  return true;
}
