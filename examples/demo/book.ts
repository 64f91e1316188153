import {
  type Campaign,
  type CampaignLink,
  type CampaignOpportunity,
  type DealHistory,
  type Label,
  type LiftArm,
  type LoyaltyRating,
  type Pipeline,
  type RatingScale,
  type SwitchingAccount,
  standardPipeline,
  toDay,
} from "clientele";
import { keepKnown, type Reading } from "./read.ts";
import {
  type AnswerRow,
  type CampaignRow,
  type CustomerRow,
  type EvidenceRow,
  type LinkRow,
  leverColumns,
  type OpportunityRow,
  type StageRow,
  type TableName,
} from "./tables.ts";

/** One customer as the sections need it. */
export interface BookCustomer {
  readonly id: string;
  readonly name: string;
  /** What the customer brings, one currency and one period. */
  readonly value: number;
}

/** The latest answers of one customer. */
export interface BookAnswer extends LoyaltyRating {
  readonly customerId: string;
}

/** A campaign with a group that was left out on purpose. */
export interface BookExperiment {
  readonly name: string;
  readonly form: string;
  readonly treated: LiftArm;
  readonly control: LiftArm;
}

/** Everything the brief is made from, whatever files it came from. Parts that were not given are empty. */
export interface Book {
  readonly title: Label;
  readonly asOf: string;
  readonly horizonDays: number;
  readonly quota: number | undefined;
  readonly seed: number;
  /** Contribution margin of a contract, 0–1, for the campaigns' return. */
  readonly marginRate: number;
  readonly customers: readonly BookCustomer[];
  readonly satisfactionScale: RatingScale;
  readonly loyaltyScale: RatingScale;
  /** Width of the zone that is neither high nor low, in points of each scale. */
  readonly indifference: { readonly satisfaction: number; readonly loyalty: number };
  readonly answers: readonly BookAnswer[];
  readonly recommend: readonly number[];
  readonly accounts: readonly SwitchingAccount[];
  readonly pipeline: Pipeline;
  readonly histories: readonly DealHistory[];
  readonly campaigns: readonly Campaign[];
  readonly opportunities: readonly CampaignOpportunity[];
  readonly links: readonly CampaignLink[];
  readonly experiments: readonly BookExperiment[];
}

/** Redemption value of one point in the example book, CNY; written down in its README. */
const POINT_VALUE = 0.01;

/** Contribution margin assumed for a contract where the files name none. */
const MARGIN_RATE = 0.35;

const MONTHS = 12;

/** Scale of both questions in the survey files. */
const TEN_POINTS: RatingScale = { min: 1, max: 10 };

/** Puts the files together: rows that point nowhere are refused, and every reading keeps its list of problems. */
export function assembleBook(
  readings: ReadonlyMap<TableName, Reading>,
  request: { asOf: string; horizonDays: number; quota: number | undefined; seed: number },
): { book: Book; readings: readonly Reading[] } {
  const customers = table<CustomerRow>(readings, "customers");
  const ids = new Set(customers?.rows.map((row) => row.id));
  const known = <T extends { readonly customerId?: string | undefined }>(reading: Reading<T> | undefined) =>
    reading === undefined || customers === undefined
      ? reading
      : keepKnown(reading, "customer_id", (row) => row.customerId, ids, "customers");
  const answers = known(table<AnswerRow>(readings, "satisfaction"));
  const evidence = known(table<EvidenceRow>(readings, "switching"));
  const deals = known(table<OpportunityRow>(readings, "opportunities"));
  const dealIds = new Set(deals?.rows.map((row) => row.id));
  let stages = table<StageRow>(readings, "stages");
  if (stages !== undefined && deals !== undefined) {
    stages = keepKnown(stages, "opportunity_id", (row) => row.dealId, dealIds, "opportunities");
    const stageIds = new Set(standardPipeline.stages.map((stage) => stage.id));
    stages = keepKnown(stages, "stage", (row) => row.stage, stageIds, `stages ${[...stageIds].join(", ")}`);
  }
  const campaigns = table<CampaignRow>(readings, "campaigns");
  let links = table<LinkRow>(readings, "links");
  if (links !== undefined && campaigns !== undefined) {
    const campaignIds = new Set(campaigns.rows.map((row) => row.id));
    links = keepKnown(links, "campaign_id", (row) => row.campaignId, campaignIds, "campaigns");
    links = keepKnown(links, "opportunity_id", (row) => row.opportunityId, dealIds, "opportunities");
  }
  const histories = dealHistories(deals?.rows ?? [], stages?.rows ?? []);
  const book: Book = {
    ...request,
    title: { en: "Account brief", zh: "客户简报" },
    marginRate: MARGIN_RATE,
    customers: (customers?.rows ?? []).map(({ id, name, value }) => ({ id, value, name: name ?? id })),
    satisfactionScale: TEN_POINTS,
    loyaltyScale: TEN_POINTS,
    indifference: { satisfaction: 2, loyalty: 2 },
    answers: latestAnswers(answers?.rows ?? []),
    recommend: latestAnswers(answers?.rows ?? []).flatMap(({ recommend }) =>
      recommend === undefined ? [] : [recommend],
    ),
    accounts: switchingAccounts(customers?.rows ?? [], evidence?.rows ?? []),
    pipeline: standardPipeline,
    histories,
    campaigns: campaigns?.rows ?? [],
    opportunities: campaignOpportunities(histories, request.asOf),
    links: links?.rows ?? [],
    experiments: experimentsOf(campaigns?.rows ?? []),
  };
  const used = [customers, answers, evidence, deals, stages, campaigns, links];
  return { book, readings: used.filter((reading) => reading !== undefined) };
}

function table<T>(readings: ReadonlyMap<TableName, Reading>, name: TableName): Reading<T> | undefined {
  return readings.get(name) as Reading<T> | undefined;
}

/** Each customer's last answer, by date, then by wave, then by row. */
function latestAnswers(rows: readonly AnswerRow[]): (BookAnswer & { recommend?: number | undefined })[] {
  const latest = new Map<string, AnswerRow>();
  const rank = (row: AnswerRow) => `${row.date ?? ""}|${row.wave ?? ""}`;
  for (const row of rows) {
    const before = latest.get(row.customerId);
    if (before === undefined || rank(row) >= rank(before)) latest.set(row.customerId, row);
  }
  return [...latest.values()];
}

function switchingAccounts(customers: readonly CustomerRow[], evidence: readonly EvidenceRow[]): SwitchingAccount[] {
  const levers = new Map(evidence.map((row) => [row.customerId, row]));
  if (evidence.length === 0 && !customers.some((c) => c.contractEnd !== undefined || c.prepaidBalance !== undefined))
    return [];
  return customers.map((customer) => {
    const { id, contractEnd, monthlyFee, prepaidBalance, points, value } = customer;
    const row = levers.get(id);
    const known = leverColumns.flatMap((lever) => (row?.[lever] === undefined ? [] : [[lever, row[lever]] as const]));
    return {
      id,
      evidence: Object.fromEntries(known),
      ...(contractEnd !== undefined && monthlyFee !== undefined ? { contract: { end: contractEnd, monthlyFee } } : {}),
      ...(prepaidBalance === undefined ? {} : { prepaidBalance }),
      ...(points === undefined ? {} : { points, pointValue: POINT_VALUE }),
      monthlyRevenue: Math.max(0, value) / MONTHS,
    };
  });
}

function dealHistories(deals: readonly OpportunityRow[], stages: readonly StageRow[]): DealHistory[] {
  const entries = new Map<string, { stage: string; entered: string }[]>();
  for (const { dealId, stage, entered } of stages) {
    const own = entries.get(dealId);
    if (own === undefined) entries.set(dealId, [{ stage, entered }]);
    else own.push({ stage, entered });
  }
  return deals.map(({ id, expectedClose, customerId, product, owner, ...deal }) => ({
    dealId: id,
    amount: deal.amount,
    created: deal.created,
    stages: entries.get(id) ?? [],
    ...(expectedClose === undefined ? {} : { expectedClose }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(product === undefined ? {} : { product }),
    ...(owner === undefined ? {} : { owner }),
  }));
}

function campaignOpportunities(histories: readonly DealHistory[], asOf: string): CampaignOpportunity[] {
  const won = new Set(standardPipeline.stages.filter((s) => s.category === "won").map((s) => s.id));
  const closed = new Set(standardPipeline.stages.filter((s) => s.category !== "open").map((s) => s.id));
  const today = toDay(asOf);
  return histories.map(({ dealId, amount = 0, stages }) => {
    const seen = stages.filter((entry) => toDay(entry.entered) <= today);
    const signed = seen.find((entry) => won.has(entry.stage));
    if (signed !== undefined) return { id: dealId, amount, won: true, wonOn: signed.entered };
    return { id: dealId, amount, won: false, open: !seen.some((entry) => closed.has(entry.stage)) };
  });
}

function experimentsOf(campaigns: readonly CampaignRow[]): BookExperiment[] {
  return campaigns.flatMap(({ id, name, form, treated, treatedConversions, control, controlConversions }) => {
    if (treated === undefined || treatedConversions === undefined) return [];
    if (control === undefined || controlConversions === undefined) return [];
    const arm = (n: number, successes: number): LiftArm => ({ kind: "rate", n, successes });
    return [
      { name: name ?? id, form, treated: arm(treated, treatedConversions), control: arm(control, controlConversions) },
    ];
  });
}
