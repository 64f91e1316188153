import { type LeverId, switchingLevers, toDay } from "clientele";
import * as z from "zod/mini";

/** How a cell is read before its schema sees it. */
export type CellType = "text" | "number" | "date";

/** One field of a table: the name the code uses, the column it is read from unless mapped, and how. */
export interface Field {
  readonly field: string;
  readonly column: string;
  readonly type: CellType;
  readonly required: boolean;
}

/** One kind of file the brief can be made from. */
export interface Table {
  readonly file: string;
  readonly help: string;
  readonly fields: readonly Field[];
  readonly schema: z.ZodMiniType;
  /** Field that may not repeat, if any. */
  readonly uniqueBy?: string;
}

export type TableName = "customers" | "satisfaction" | "switching" | "opportunities" | "stages" | "campaigns" | "links";

const id = z.string().check(z.minLength(1, "is missing"));
const number = z.number("is not a number");
const amount = z.number("is not a number").check(z.nonnegative("is below zero"));
const count = z.int("is not a whole number").check(z.nonnegative("is below zero"));
const share = z.number("is not a number").check(z.minimum(0, "is below 0"), z.maximum(1, "is above 1"));
const date = z.string("is missing").check(z.refine(isDate, "is not a date such as 2026-03-31"));

/** The seventeen levers of the catalogue, in the order of the switching file's columns. */
export const leverColumns: readonly LeverId[] = switchingLevers.map(({ id }) => id);

const customer = z.object({
  id,
  value: number,
  name: z.exactOptional(z.string()),
  region: z.exactOptional(z.string()),
  industry: z.exactOptional(z.string()),
  contractEnd: z.exactOptional(date),
  monthlyFee: z.exactOptional(amount),
  prepaidBalance: z.exactOptional(amount),
  points: z.exactOptional(amount),
});
const answer = z.object({
  customerId: id,
  wave: z.exactOptional(z.string()),
  date: z.exactOptional(date),
  satisfaction: number,
  loyalty: number,
  recommend: z.exactOptional(
    z.int("is not a whole number").check(z.minimum(0, "is below 0"), z.maximum(10, "is above 10")),
  ),
});
const evidence = z.object({
  customerId: id,
  ...(Object.fromEntries(leverColumns.map((lever) => [lever, z.exactOptional(share)])) as Record<
    LeverId,
    z.ZodMiniExactOptional<typeof share>
  >),
});
const opportunity = z.object({
  id,
  customerId: z.exactOptional(z.string()),
  product: z.exactOptional(z.string()),
  owner: z.exactOptional(z.string()),
  amount,
  created: date,
  expectedClose: z.exactOptional(date),
});
const stageEntry = z.object({ dealId: id, stage: id, entered: date });
const campaign = z.object({
  id,
  name: z.exactOptional(z.string()),
  region: id,
  form: id,
  start: date,
  end: z.exactOptional(date),
  plannedCost: amount,
  realCost: z.exactOptional(amount),
  treated: z.exactOptional(count),
  treatedConversions: z.exactOptional(count),
  control: z.exactOptional(count),
  controlConversions: z.exactOptional(count),
});
const link = z.object({ campaignId: id, opportunityId: id, credit: z.exactOptional(share) });

export type CustomerRow = z.infer<typeof customer>;
export type AnswerRow = z.infer<typeof answer>;
export type EvidenceRow = z.infer<typeof evidence>;
export type OpportunityRow = z.infer<typeof opportunity>;
export type StageRow = z.infer<typeof stageEntry>;
export type CampaignRow = z.infer<typeof campaign>;
export type LinkRow = z.infer<typeof link>;

/** Reads `field:column:type` with `*` for a needed field. */
function fields(...specs: readonly string[]): Field[] {
  return specs.map((spec) => {
    const [field = "", column = "", type = "text"] = spec.replace("*", "").split(":");
    return { field, column: column || field, type: type as CellType, required: spec.endsWith("*") };
  });
}

export const tables: Readonly<Record<TableName, Table>> = {
  customers: {
    file: "customers.csv",
    help: "one account a row, with the value it brings in a year",
    fields: fields(
      "id:customer_id*",
      "value:annual_revenue:number*",
      "name:name",
      "region:region",
      "industry:industry",
      "contractEnd:contract_end:date",
      "monthlyFee:monthly_fee:number",
      "prepaidBalance:prepaid_balance:number",
      "points:points:number",
    ),
    schema: customer,
    uniqueBy: "id",
  },
  satisfaction: {
    file: "satisfaction.csv",
    help: "survey answers: satisfaction and loyalty (1–10 or --scale), recommendation 0–10",
    fields: fields(
      "customerId:customer_id*",
      "satisfaction:satisfaction:number*",
      "loyalty:loyalty:number*",
      "recommend:recommend:number",
      "wave:wave",
      "date:date:date",
    ),
    schema: answer,
  },
  switching: {
    file: "switching.csv",
    help: "evidence 0–1 that each of the seventeen levers is at work",
    fields: fields("customerId:customer_id*", ...leverColumns.map((lever) => `${lever}:${lever}:number`)),
    schema: evidence,
    uniqueBy: "customerId",
  },
  opportunities: {
    file: "opportunities.csv",
    help: "one opportunity a row, with its amount",
    fields: fields(
      "id:opportunity_id*",
      "amount:amount:number*",
      "created:created:date*",
      "customerId:customer_id",
      "product:product",
      "owner:owner",
      "expectedClose:expected_close:date",
    ),
    schema: opportunity,
    uniqueBy: "id",
  },
  stages: {
    file: "stage-history.csv",
    help: "the day each opportunity entered each stage",
    fields: fields("dealId:opportunity_id*", "stage:stage*", "entered:entered:date*"),
    schema: stageEntry,
  },
  campaigns: {
    file: "campaigns.csv",
    help: "campaigns with cost, and treated and held-out groups",
    fields: fields(
      "id:campaign_id*",
      "name:name",
      "region:region*",
      "form:form*",
      "start:start:date*",
      "end:end:date",
      "plannedCost:planned_cost:number*",
      "realCost:real_cost:number",
      "treated:treated:number",
      "treatedConversions:treated_conversions:number",
      "control:control:number",
      "controlConversions:control_conversions:number",
    ),
    schema: campaign,
    uniqueBy: "id",
  },
  links: {
    file: "campaign-links.csv",
    help: "which campaign had a part in which opportunity",
    fields: fields("campaignId:campaign_id*", "opportunityId:opportunity_id*", "credit:credit:number"),
    schema: link,
  },
};

export const tableNames: readonly TableName[] = Object.keys(tables) as TableName[];

function isDate(text: string): boolean {
  try {
    toDay(text);
    return true;
  } catch {
    return false;
  }
}
