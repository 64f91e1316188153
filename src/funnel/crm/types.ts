import type { Reason } from "../../core/reasons.ts";
import type { CrmIssueParams } from "../../core/wording/crm-export.ts";
import type { OpportunityHistory } from "../opportunity/types.ts";
import type { Pipeline } from "../pipeline/types.ts";

/** A row as the product exported it: the fields named in its type, and any others, which are kept. */
export type CrmRow = Readonly<Record<string, unknown>>;

/** What is wrong with one field of a row. */
export interface CrmIssue {
  /** Name of the field as the product writes it; empty where the row as a whole is at fault. */
  readonly field: string;
  readonly reason: Reason<keyof CrmIssueParams>;
}

/** A row that was not taken, as it came. */
export interface CrmRejected {
  /** Name of the list it stood in, such as `history` or `deals.status_change_log`. */
  readonly table: string;
  /** Its place in that list, from 0; for a row inside a deal, the deal's place. */
  readonly index: number;
  readonly row: unknown;
  readonly issues: readonly CrmIssue[];
}

/** How many rows of a list came in: `taken` and `rejected` sum to `rows`. */
export interface CrmTable {
  readonly table: string;
  readonly rows: number;
  readonly taken: number;
  readonly rejected: number;
}

/** What of a deal has no place in a history. */
export interface CrmExtra {
  /** Id of the deal in its product. */
  readonly opportunity: string;
  /** Fields of its row that were not read, as they came. */
  readonly fields: CrmRow;
  /** History rows of the deal, as they came. */
  readonly history: readonly unknown[];
}

/** What to know about a deal before its history is trusted. */
export interface CrmNote {
  readonly opportunity: string;
  readonly reasons: readonly Reason[];
}

/** A pipeline and the histories of its deals, ready for {@link fitFunnel}. */
export interface CrmBook {
  readonly pipeline: Pipeline;
  /** Sorted by `opportunity` (by code units) and `life`; times are epoch milliseconds. */
  readonly histories: readonly OpportunityHistory[];
}

/** What all mappers tell beside the histories. */
export interface CrmIntake {
  readonly extra: readonly CrmExtra[];
  /** Deals about which there is something to know. */
  readonly notes: readonly CrmNote[];
  readonly rejected: readonly CrmRejected[];
  /** Every list that came in, and what became of its rows. */
  readonly tables: readonly CrmTable[];
}

/** An export with one pipeline, read. */
export interface CrmExport extends CrmBook, CrmIntake {}

/** An export with several pipelines, read. */
export interface CrmBooks extends CrmIntake {
  /** In the order in which the product shows them. */
  readonly pipelines: readonly CrmBook[];
}

/** Options of the mappers. */
export interface CrmOptions {
  /** Id of the pipeline made of the exported stages; default the product's name. Without effect for HubSpot. */
  readonly pipelineId?: string;
  /** Turns an amount into the one currency of all deals, zero or more; needed where an export holds several. */
  readonly toAmount?: (amount: number, currency: string | undefined) => number;
}

/** Lists that {@link fromSalesforce} takes. */
export interface SalesforceExport {
  /** Rows of Opportunity. */
  readonly opportunities: readonly CrmRow[];
  /** Rows of OpportunityHistory. */
  readonly history: readonly CrmRow[];
  /** Rows of OpportunityFieldHistory; stage, amount and close date are read, others kept. */
  readonly fieldHistory?: readonly CrmRow[];
  /** Rows of OpportunityStage, inactive ones too. */
  readonly stages: readonly CrmRow[];
}

/** Lists that {@link fromHubSpot} takes. */
export interface HubSpotExport {
  /** Deals of the CRM API, asked with `propertiesWithHistory=dealstage,closedate,amount`. */
  readonly deals: readonly CrmRow[];
  /** Pipelines of the CRM API for deals. */
  readonly pipelines: readonly CrmRow[];
}

/** Lists that {@link fromOdoo} takes. */
export interface OdooExport {
  /** Rows of crm.lead, archived ones too (`active_test: false`). */
  readonly leads: readonly CrmRow[];
  /** Rows of crm.stage. */
  readonly stages: readonly CrmRow[];
  /** Rows of mail.tracking.value. */
  readonly tracking: readonly CrmRow[];
  /** Rows of mail.message that the tracking values belong to: which lead, and when. */
  readonly messages: readonly CrmRow[];
  /** Rows of ir.model.fields of crm.lead; not needed where `field_id` of the tracking holds technical names. */
  readonly fields?: readonly CrmRow[];
}

/** Lists that {@link fromTwenty} takes. */
export interface TwentyExport {
  /** Opportunities. */
  readonly opportunities: readonly CrmRow[];
  /** Timeline activities of opportunities. */
  readonly timeline: readonly CrmRow[];
  /**
   * Options of the stage field (`value`, `label`, `position`), with a `category` of your own, as Twenty has none:
   * `open`, `won`, `lost`, `cancelled` or `suspended`. Default: its standard stages, of which `CUSTOMER` is won.
   */
  readonly stages?: readonly CrmRow[];
}

/** Lists that {@link fromFrappe} takes. */
export interface FrappeExport {
  /** CRM Deal documents, each with its `status_change_log`. */
  readonly deals: readonly CrmRow[];
  /** CRM Deal Status documents. */
  readonly statuses: readonly CrmRow[];
}
