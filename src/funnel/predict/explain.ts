import type { Reason } from "../../core/reasons.ts";
import { neutralEffects } from "../calendar/fit.ts";
import { type Journey, readHistory } from "../pipeline/history.ts";
import type { FunnelSegment } from "../segments/types.ts";
import { valueAt } from "../segments/values.ts";
import type { Standing } from "../stages/chain.ts";
import { isThin } from "../stages/stage-fit.ts";
import type { DealEffect, DealExplanation, DealHistory, FunnelModel, FunnelStage, HorizonOptions } from "../types.ts";
import { chancesOf, type Request, readRequest, standingOf } from "./deal.ts";
import { wholeHorizon } from "./path.ts";

/** A factor within half a per cent of one is none: that is as finely as the model tells deals apart. */
const NO_FACTOR = Math.log2(1.005);

/**
 * Says why a deal has the chances it has: its stage and what came of others there; its age against those that went on,
 * and whether it has stalled (older than 95 % of them); what its product, region, owner, size, the pushes of its close
 * date, its silence, the calendar and the season ahead do to it; and where the chances rest on little.
 *
 * @param model - From {@link fitFunnel}.
 * @param deal - The deal with its stage history so far. Not mutated.
 * @param options - `asOf` and `horizonDays`, as in {@link predictDeal}.
 * @returns The chances; the reasons as data (`describe` words them): stage and age first, then what speeds up or slows
 * down the deal, the strongest first, then what to bear in mind; and `effects`, the chance to win with and without each
 * fact. Effects do not add up to the chance: each is what would change if that fact alone were an average one.
 * @throws `ClienteleError` As {@link predictDeal}.
 * @example
 * ```ts
 * const history = (dealId: string, days: number, end: string) =>
 *   ({ dealId, stages: [{ stage: "bid", entered: 0 }, { stage: end, entered: days * 86_400_000 }] });
 * const past = Array.from({ length: 40 }, (_, i) => history(`past ${i}`, 10 + i, i % 4 === 0 ? "lost" : "contract"));
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "1970-04-01" });
 * const deal = { dealId: "old", stages: [{ stage: "bid", entered: "2026-05-01" }] };
 * const { reasons } = explainDeal(model, deal, { asOf: "2026-06-19", horizonDays: 30 });
 * reasons.map((reason) => reason.code); // => ["funnel_stage", "funnel_stalled"]
 * describe(reasons[1]); // => "has stalled: at 49 days it is older than 95% of those that went on from here (day 48)"
 * ```
 */
export function explainDeal(model: FunnelModel, deal: DealHistory, options: HorizonOptions): DealExplanation {
  const request = readRequest(model, options);
  const { lookup, asOf } = request;
  const journey = readHistory(deal, lookup, asOf, "deal");
  const chances = chancesOf(model, journey, request);
  if (journey.outcome !== undefined) {
    return { ...chances, reasons: [{ code: "funnel_closed", params: { outcome: journey.outcome } }], effects: [] };
  }
  const standing = standingOf(model, lookup, journey, asOf);
  const stage = model.stages[standing.stage] as FunnelStage;
  const pulls = pullsOn(model, journey, standing, request);
  const { n, pooledWeight } = stage;
  const thin: Reason[] = isThin(n)
    ? [{ code: "funnel_thin_stage", params: { stage: nameOf(model, stage), n, weight: pooledWeight } }]
    : [];
  const reasons = [...standReasons(model, stage, standing.age), ...pulls.map(({ reason }) => reason)];
  const effects = [...standEffects(model, journey, standing, request), ...pulls.map(({ effect }) => effect)];
  effects.sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return { ...chances, reasons: [...reasons, ...chances.cautions, ...thin], effects };
}

function nameOf(model: FunnelModel, stage: FunnelStage): string {
  return model.pipeline.stages.find((s) => s.id === stage.id)?.name ?? stage.id;
}

function standReasons(model: FunnelModel, stage: FunnelStage, ageDays: number): Reason[] {
  const { movedOn, movedOnBy, n } = stage;
  const name = nameOf(model, stage);
  const reasons: Reason[] = [];
  if (movedOn === undefined) reasons.push({ code: "funnel_stage_unseen", params: { stage: name } });
  else reasons.push({ code: "funnel_stage", params: { stage: name, share: movedOn.value, n } });
  if (movedOnBy !== undefined && ageDays > movedOnBy.p95) {
    reasons.push({ code: "funnel_stalled", params: { ageDays, p95Days: movedOnBy.p95 } });
  } else if (movedOnBy !== undefined) {
    reasons.push({ code: "funnel_age", params: { ageDays, medianDays: movedOnBy.p50 } });
  }
  return reasons;
}

type Ask = Pick<Request, "asOf" | "horizonDays" | "holidays">;

function winChance(model: FunnelModel, journey: Journey, standing: Standing, ask: Ask): number {
  return wholeHorizon(model, ask.asOf, ask.horizonDays, ask.holidays).winPath(journey, standing).chance;
}

/** Stage against the first one, both just entered; age against one that has just come to the stage. */
function standEffects(model: FunnelModel, journey: Journey, standing: Standing, ask: Ask): DealEffect[] {
  const finder = wholeHorizon(model, ask.asOf, ask.horizonDays, ask.holidays);
  const at = (stage: number, age: number): number => finder.winPath(journey, { stage, age }).chance;
  const now = at(standing.stage, standing.age);
  const come = at(standing.stage, 0);
  const begun = at(0, 0);
  return [
    { of: "stage", without: begun, points: come - begun },
    { of: "age", without: come, points: now - come },
  ];
}

interface Pull {
  readonly reason: Reason;
  readonly effect: DealEffect;
}

/** What speeds up or slows down the deal, the strongest first. */
function pullsOn(model: FunnelModel, journey: Journey, standing: Standing, ask: Ask): Pull[] {
  const chance = winChance(model, journey, standing, ask);
  const pulls: Pull[] = [];
  const weigh = (
    of: DealEffect["of"],
    leftOut: Partial<FunnelModel>,
    factorOf: (without: number) => number,
    reasonOf: (factor: number, points: number) => Reason,
  ): void => {
    const without = winChance({ ...model, ...leftOut }, journey, standing, ask);
    const factor = factorOf(without);
    if (Math.abs(Math.log2(factor)) < NO_FACTOR) return;
    const points = chance - without;
    pulls.push({ reason: reasonOf(factor, points), effect: { of, factor, without, points } });
  };
  const stage = (model.stages[standing.stage] as FunnelStage).id;
  for (const segment of model.segments) {
    const value = valueAt(segment.field, segment.edges ?? [], journey, ask.asOf);
    const effect = segment.effects.find((one) => one.value === value);
    if (effect === undefined || value === undefined) continue;
    const here = effect.stages.find((one) => one.stage === stage);
    // drawn towards the pipeline first, then in this stage towards the segment
    const weight = 1 - (1 - effect.weight) * (1 - (here?.weight ?? 0));
    weigh(
      segment.field,
      { segments: model.segments.filter((one) => one !== segment) },
      () => (here ?? effect).factor,
      (factor, points) => segmentReason(segment, value, { factor, n: effect.n, weight, points }),
    );
  }
  // which days count depends on when this deal may be won: the ratio of its intensities, with and without
  const ratio = (without: number): number =>
    without > 0 && without < 1 && chance > 0 && chance < 1 ? Math.log1p(-chance) / Math.log1p(-without) : 1;
  const neutral = neutralEffects(model.season.period, "few_periods", 0);
  weigh("calendar", { calendar: neutral.calendar }, ratio, (factor, points) => ({
    code: "funnel_calendar",
    params: { factor, points },
  }));
  weigh("season", { season: neutral.season }, ratio, (factor, points) => ({
    code: "funnel_season",
    params: { factor, points },
  }));
  const force = ({ effect: { factor = 1 } }: Pull): number => Math.abs(Math.log2(factor));
  return pulls.sort((a, b) => force(b) - force(a));
}

function segmentReason(
  { field, edges = [] }: FunnelSegment,
  value: string,
  pull: { readonly factor: number; readonly n: number; readonly weight: number; readonly points: number },
): Reason {
  if (field === "product" || field === "region" || field === "owner") {
    return { code: "funnel_segment", params: { field, value, ...pull } };
  }
  const from = edges[Number(value) - 1];
  const below = edges[Number(value)];
  const params = { ...pull, ...(from === undefined ? {} : { from }), ...(below === undefined ? {} : { below }) };
  if (field === "size") return { code: "funnel_size", params };
  if (field === "pace") return { code: "funnel_pace", params };
  return field === "pushes" ? { code: "funnel_pushes", params } : { code: "funnel_silence", params };
}
