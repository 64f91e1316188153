import {
  type CampaignOpportunity,
  type DealHistory,
  type LiftArm,
  type RatingScale,
  type SwitchingAccount,
  standardPipeline,
  toDay,
} from "clientele";
import type { Book, BookAnswer, BookExperiment, BookSource } from "./book.ts";
import { keepPossible } from "./checks/campaigns.ts";
import { keepWholeHistories, nameStages, nameWithoutHistory } from "./checks/histories.ts";
import { keepWholeCredits } from "./checks/links.ts";
import { keepKnown, leaveLater, quoted, type Reading, refuseRows } from "./reading.ts";
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

/** What the files do not say. */
export interface Assumptions {
  readonly asOf: string;
  readonly horizonDays: number;
  readonly quota: number | undefined;
  readonly target: number | undefined;
  readonly budget: number | undefined;
  readonly seed: number;
  readonly marginRate: number | undefined;
  readonly pointValue: number | undefined;
  readonly scale: RatingScale;
  /** The files' own names of stages, with the pipeline's ids. */
  readonly stages: ReadonlyMap<string, string>;
}

const MONTHS = 12;

/** Width of the zone that is neither high nor low, as a share of the scale: 2 points of 1 to 10. */
const INDIFFERENT = 2 / 9;

/** Puts the files together: rows that cannot be taken are refused by line, rows dated later are left out and counted. */
export function assembleBook(
  readings: ReadonlyMap<TableName, Reading>,
  assumptions: Assumptions,
): { book: Book; readings: readonly Reading[] } {
  const { asOf, horizonDays, quota, target, budget, seed, marginRate, pointValue, scale } = assumptions;
  const today = toDay(asOf);
  const isLater = (date: string | undefined): boolean => date !== undefined && toDay(date) > today;

  const customers = table<CustomerRow>(readings, "customers");
  const ids = idsOf(customers, "id");
  const known = <T extends { readonly customerId?: string | undefined }>(reading: Reading<T> | undefined) =>
    reading === undefined || ids.size === 0 ? reading : keepKnown(reading, "customerId", ids, "customers");

  let answers = known(table<AnswerRow>(readings, "satisfaction"));
  if (answers !== undefined) answers = leaveLater(withinScale(answers, scale), ({ date }) => isLater(date));
  const evidence = known(table<EvidenceRow>(readings, "switching"));

  let deals = known(table<OpportunityRow>(readings, "opportunities"));
  let stages = table<StageRow>(readings, "stages");
  let told: ReadonlySet<string> = new Set();
  let laterDeals: ReadonlySet<string> = new Set();
  const given = stages !== undefined && stages.rows.length + stages.rejected > 0;
  if (stages !== undefined && deals !== undefined && deals.rows.length > 0) {
    const dealIds = idsOf(deals, "id");
    const before = keepKnown(stages, "dealId", dealIds, "opportunities");
    stages = keepWholeHistories(
      nameStages(before, assumptions.stages, standardPipeline),
      dealIds,
      standardPipeline,
      asOf,
    );
    told = idsOf(stages, "dealId");
    stages = leaveLater(stages, ({ entered }) => isLater(entered));
    const begun = idsOf(stages, "dealId");
    const all = deals;
    deals = leaveLater(deals, ({ id, created }) => isLater(created) && !begun.has(id));
    if (given) deals = nameWithoutHistory(deals, stages, before);
    const kept = idsOf(deals, "id");
    laterDeals = new Set([...idsOf(all, "id")].filter((id) => !kept.has(id)));
  }
  const entries = entriesOf(stages?.rows ?? []);
  const followed = (deals?.rows ?? []).filter(({ id }) => !given || told.has(id));
  const histories = dealHistories(given ? followed : [], entries);

  let campaigns = table<CampaignRow>(readings, "campaigns");
  let links = table<LinkRow>(readings, "links");
  let laterCampaigns: ReadonlySet<string> = new Set();
  if (campaigns !== undefined) {
    const all = keepPossible(campaigns);
    campaigns = leaveLater(all, ({ start }) => isLater(start));
    laterCampaigns = new Set(all.rows.filter(({ start }) => isLater(start)).map(({ id }) => id));
  }
  if (links !== undefined && campaigns !== undefined && deals !== undefined && deals.rows.length > 0) {
    const opportunities = idsOf(deals, "id");
    const targets = { campaigns: idsOf(campaigns, "id"), laterCampaigns, opportunities };
    links = leaveLater(links, ({ opportunityId }) => laterDeals.has(opportunityId));
    links = keepWholeCredits(links, { ...targets, followed: new Set(followed.map(({ id }) => id)) });
    links = leaveLater(links, ({ campaignId }) => laterCampaigns.has(campaignId));
  }
  const usable = campaigns !== undefined && campaigns.rows.length > 0 && followed.length > 0;

  const used: [TableName, Reading<unknown> | undefined][] = [
    ["customers", customers],
    ["satisfaction", answers],
    ["switching", evidence],
    ["opportunities", deals],
    ["stages", stages],
    ["campaigns", campaigns],
    ["links", links],
  ];
  const width = scale.max - scale.min;
  const latest = latestAnswers(answers?.rows ?? []);
  const book: Book = {
    title: { en: "Account brief", zh: "客户简报" },
    asOf,
    horizonDays,
    quota,
    target,
    budget,
    seed,
    marginRate,
    pointsLeftOut: pointValue === undefined ? (customers?.rows ?? []).filter((c) => (c.points ?? 0) > 0).length : 0,
    customers: (customers?.rows ?? []).map(({ id, name, value, region }) => ({
      id,
      value,
      name: name ?? id,
      region,
    })),
    satisfactionScale: scale,
    loyaltyScale: scale,
    indifference: { satisfaction: width * INDIFFERENT, loyalty: width * INDIFFERENT },
    answers: latest,
    recommend: latest.flatMap(({ recommend }) => (recommend === undefined ? [] : [recommend])),
    accounts: switchingAccounts(customers?.rows ?? [], evidence?.rows ?? [], pointValue),
    pipeline: standardPipeline,
    histories,
    campaigns: campaigns?.rows ?? [],
    opportunities: campaignOpportunities(dealHistories(followed, entries)),
    links: usable ? (links?.rows ?? []) : [],
    experiments: experimentsOf(campaigns?.rows ?? []),
    sources: new Map(
      used.flatMap(([name, reading]): [TableName, BookSource][] =>
        reading === undefined ? [] : [[name, { file: reading.file, rows: reading.rows.length, later: reading.later }]],
      ),
    ),
  };
  return { book, readings: used.flatMap(([, reading]) => (reading === undefined ? [] : [reading as Reading])) };
}

function table<T>(readings: ReadonlyMap<TableName, Reading>, name: TableName): Reading<T> | undefined {
  return readings.get(name) as Reading<T> | undefined;
}

function idsOf<T>(reading: Reading<T> | undefined, field: keyof T & string): Set<string> {
  return new Set(reading?.rows.map((row) => String(row[field])));
}

function withinScale(reading: Reading<AnswerRow>, { min, max }: RatingScale): Reading<AnswerRow> {
  return refuseRows(reading, (row) => {
    for (const field of ["satisfaction", "loyalty"] as const) {
      const rating = row[field];
      if (rating < min) return { field, reason: `${quoted(String(rating))} is below ${min}` };
      if (rating > max) return { field, reason: `${quoted(String(rating))} is above ${max}` };
    }
    return undefined;
  });
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

function switchingAccounts(
  customers: readonly CustomerRow[],
  evidence: readonly EvidenceRow[],
  pointValue: number | undefined,
): SwitchingAccount[] {
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
      ...(points === undefined || pointValue === undefined ? {} : { points, pointValue }),
      monthlyRevenue: Math.max(0, value) / MONTHS,
    };
  });
}

type StageEntries = ReadonlyMap<string, readonly { readonly stage: string; readonly entered: string }[]>;

function entriesOf(rows: readonly StageRow[]): StageEntries {
  const entries = new Map<string, { stage: string; entered: string }[]>();
  for (const { dealId, stage, entered } of rows) {
    const own = entries.get(dealId);
    if (own === undefined) entries.set(dealId, [{ stage, entered }]);
    else own.push({ stage, entered });
  }
  return entries;
}

function dealHistories(deals: readonly OpportunityRow[], entries: StageEntries): DealHistory[] {
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

function campaignOpportunities(histories: readonly DealHistory[]): CampaignOpportunity[] {
  const won = new Set(standardPipeline.stages.filter((s) => s.category === "won").map((s) => s.id));
  const closed = new Set(standardPipeline.stages.filter((s) => s.category !== "open").map((s) => s.id));
  return histories.map(({ dealId, amount = 0, stages }) => {
    const signed = stages.find((entry) => won.has(entry.stage));
    if (signed !== undefined) return { id: dealId, amount, won: true, wonOn: signed.entered };
    return { id: dealId, amount, won: false, open: !stages.some((entry) => closed.has(entry.stage)) };
  });
}

function experimentsOf(campaigns: readonly CampaignRow[]): BookExperiment[] {
  return campaigns.flatMap((campaign) => {
    const { id, name, form, treated, treatedConversions, control, controlConversions } = campaign;
    if (treated === undefined || treatedConversions === undefined) return [];
    if (control === undefined || controlConversions === undefined) return [];
    const arm = (n: number, successes: number): LiftArm => ({ kind: "rate", n, successes });
    return [
      {
        name: name ?? id,
        form,
        cost: campaign.realCost ?? campaign.plannedCost,
        treated: arm(treated, treatedConversions),
        control: arm(control, controlConversions),
      },
    ];
  });
}
