import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { sum } from "../../math/sum.ts";
import { priceDeals } from "../forecast/price.ts";
import type { DealForecast } from "../forecast/types.ts";
import { type Journey, readHistories } from "../pipeline/history.ts";
import { fewClosed } from "../predict/cautions.ts";
import { readRequest } from "../predict/deal.ts";
import { wholeHorizon } from "../predict/path.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { DealHistory, FunnelModel, FunnelStage } from "../types.ts";
import { percentileAt } from "./percentile.ts";
import type { DealHealth, DealHealthEntry, DealHealthOptions, DealHealthTotals, DealStatus } from "./types.ts";

/** A year: long enough for almost every deal to close. */
const DEFAULT_HORIZON = 365;

const STATUSES: readonly DealStatus[] = ["fresh", "on_pace", "slow", "stalled", "zombie", "unknown"];

/**
 * Which open deals only look open: for each, how old it is among the deals that went on to be won from its stage, and
 * what it is worth. Older than 95 % of them is stalled; older than any deal was when it left the stage, won or lost, is
 * beyond all history (a zombie). No number of days is typed in anywhere.
 *
 * @param model - From {@link fitFunnel}.
 * @param deals - Deals with their stage histories, amounts in one currency; closed ones and those not yet begun are left
 * out. Not mutated.
 * @param options - `asOf`; `horizonDays` over which deals are priced, 0 to 3,650, default 365; `holidays`; `level` of the
 * intervals, default 0.95.
 * @returns Every open deal with the percentile of its age, its interval and status (fresh up to the first quarter of the
 * winners, on pace up to three quarters, slow up to 95 %, then stalled), its chance and expected amount, silence and
 * pushes beside; totals by status and owner. Where fewer than 20 deals were won from a stage (effective number, after
 * weighting for those still open) the percentile abstains.
 * @throws `ClienteleError` `duplicate_id`, `invalid_type`, `invalid_date`, `unknown_id`, `not_finite`, `out_of_range`,
 * `inconsistent`, `invalid_model`.
 * @example
 * ```ts
 * const history = (dealId: string, days: number, end: string) =>
 *   ({ dealId, stages: [{ stage: "bid", entered: 0 }, { stage: end, entered: days * 86_400_000 }] });
 * const past = Array.from({ length: 40 }, (_, i) => history(`past ${i}`, 10 + i, i % 4 === 0 ? "lost" : "contract"));
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "1970-04-01" });
 * const open = ["2026-05-21", "2026-04-25", "2026-03-01"].map((entered) =>
 *   ({ dealId: entered, amount: 900, stages: [{ stage: "bid", entered }] }));
 * const health = measureDealHealth(model, open, { asOf: "2026-06-10" });
 * health.deals.map((deal) => deal.status); // => ["zombie", "slow", "fresh"]
 * health.deals[1].percentile.value; // ≈ 0.91
 * ```
 */
export function measureDealHealth(
  model: FunnelModel,
  deals: readonly DealHistory[],
  options: DealHealthOptions,
): DealHealth {
  requireObject(options, "options");
  const { horizonDays = DEFAULT_HORIZON, level = 0.95 } = options;
  const request = readRequest(model, { ...options, horizonDays });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const { asOf } = request;
  const { list } = readHistories(deals, { pipeline: model.pipeline, asOf: options.asOf }, "deals");
  const finder = wholeHorizon(model, asOf, horizonDays, request.holidays);
  const stageOf = new Map(model.stages.map((stage) => [stage.id, stage]));
  const names = new Map(model.pipeline.stages.map(({ id, name }) => [id, name ?? id]));
  const { entries: priced } = priceDeals(model, list, request, finder);
  const entries: DealHealthEntry[] = [];
  priced.forEach((price, i) => {
    if (price.status !== "open") return;
    const stage = stageOf.get(price.stage as string) as FunnelStage;
    entries.push(entryOf(list[i] as Journey, price, stage, names.get(stage.id) as string, { asOf, level }));
  });
  const rank = ({ percentile }: DealHealthEntry): number => ("value" in percentile ? percentile.value : -1);
  entries.sort((a, b) => b.atRisk - a.atRisk || rank(b) - rank(a) || (a.dealId < b.dealId ? -1 : 1));
  const total = totalsOf(entries);
  return {
    asOf: new Date(asOf).toISOString(),
    horizonDays,
    deals: entries,
    total,
    withoutAmount: entries.filter(({ amount }) => amount === undefined).length,
    byStatus: STATUSES.map((status) => ({ status, ...totalsOf(entries.filter((entry) => entry.status === status)) })),
    byOwner: ownersOf(entries),
    reasons: reasonsOf(model, entries, total),
  };
}

function entryOf(
  journey: Journey,
  price: DealForecast,
  stage: FunnelStage,
  name: string,
  { asOf, level }: { readonly asOf: number; readonly level: number },
): DealHealthEntry {
  const { dealId, amount, owner, pushes, activities, entered } = journey;
  const ageDays = price.ageDays as number;
  const { status, percentile } = percentileAt(stage, name, ageDays, level);
  const { chance, expectedAmount } = price;
  const doubtful = status === "stalled" || status === "zombie";
  const last = activities === undefined ? undefined : Math.max(entered[0] as number, activities.at(-1) ?? 0);
  return {
    dealId,
    stage: stage.id,
    ageDays,
    ...(owner === undefined ? {} : { owner }),
    ...(amount === undefined ? {} : { amount }),
    status,
    percentile,
    reason: reasonOf(status, percentile, name, ageDays, stage),
    chance,
    expectedAmount,
    atRisk: doubtful ? Math.max(0, (amount ?? 0) - expectedAmount) : 0,
    ...(last === undefined ? {} : { silenceDays: (asOf - last) / MS_PER_DAY }),
    ...(pushes === undefined ? {} : { pushes: pushes.length }),
  };
}

function reasonOf(
  status: DealStatus,
  percentile: DealHealthEntry["percentile"],
  stage: string,
  ageDays: number,
  { longestLeftDays = 0 }: FunnelStage,
): Reason {
  if ("abstained" in percentile) return percentile.abstained;
  if (status === "zombie") {
    return { code: "deal_health_zombie", params: { stage, ageDays, oldestDays: longestLeftDays } };
  }
  return { code: "deal_health_age", params: { stage, ageDays, share: percentile.value, n: percentile.n } };
}

function totalsOf(entries: readonly DealHealthEntry[]): DealHealthTotals {
  return {
    deals: entries.length,
    amount: sum(entries.map(({ amount }) => amount ?? 0)),
    expectedAmount: sum(entries.map(({ expectedAmount }) => expectedAmount)),
    atRisk: sum(entries.map(({ atRisk }) => atRisk)),
  };
}

function ownersOf(entries: readonly DealHealthEntry[]): DealHealth["byOwner"] {
  const groups = new Map<string | undefined, DealHealthEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.owner);
    if (group === undefined) groups.set(entry.owner, [entry]);
    else group.push(entry);
  }
  const count = (group: readonly DealHealthEntry[], status: DealStatus): number =>
    group.filter((entry) => entry.status === status).length;
  return [...groups]
    .map(([owner, group]) => ({
      ...(owner === undefined ? {} : { owner }),
      ...totalsOf(group),
      stalled: count(group, "stalled"),
      zombies: count(group, "zombie"),
    }))
    .sort((a, b) => b.atRisk - a.atRisk || ((a.owner ?? "") < (b.owner ?? "") ? -1 : 1));
}

function reasonsOf(model: FunnelModel, entries: readonly DealHealthEntry[], total: DealHealthTotals): Reason[] {
  const reasons: Reason[] = [];
  const few = fewClosed(model);
  if (few !== undefined) reasons.push(few);
  const zombies = totalsOf(entries.filter(({ status }) => status === "zombie"));
  if (zombies.deals > 0) {
    const share = total.amount > 0 ? zombies.amount / total.amount : 0;
    const params = { n: zombies.deals, amount: zombies.amount, expected: zombies.expectedAmount, share };
    reasons.push({ code: "deal_health_zombies", params });
  }
  const untold = entries.filter(({ status }) => status === "unknown").length;
  if (untold > 0) reasons.push({ code: "deal_health_untold", params: { n: untold } });
  const unpriced = entries.filter(({ amount }) => amount === undefined).length;
  if (unpriced > 0) reasons.push({ code: "funnel_amount_missing", params: { n: unpriced } });
  return reasons;
}
