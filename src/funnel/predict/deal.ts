import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toEpochMs } from "../../time/day.ts";
import { isTerminal } from "../pipeline/category.ts";
import { lookUpStages, type StageLookup } from "../pipeline/define.ts";
import { type Journey, readHistory } from "../pipeline/history.ts";
import type { Standing } from "../stages/chain.ts";
import { readHolidays } from "../stages/fit.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { DealChances, DealHistory, FunnelModel, FunnelStage, HorizonOptions } from "../types.ts";
import { cautionsFor } from "./cautions.ts";
import { hasTimeEffects } from "./outline.ts";
import { wholeHorizon } from "./path.ts";

/** Ten years: beyond it no sales history speaks. */
export const LONGEST_HORIZON = 3650;

/**
 * The chances that an open deal is won, lost, cancelled or still open by a day, from its stage and how long it has
 * stood there, through all stages that may follow.
 *
 * @param model - From {@link fitFunnel}.
 * @param deal - The deal with its stage history so far. Not mutated.
 * @param options - `asOf`, the moment of looking (later entries are not seen), and `horizonDays` from then, 0 to 3,650.
 * @returns Four chances that sum to one. A closed deal is certain: its outcome has 1 and `stage` is where it closed
 * from. A longer horizon never lowers the chance of having been won, lost or cancelled. `cautions` say where the
 * chances rest on little, or where deal or horizon pass everything observed: past it hardly anything is foreseen.
 * @throws `ClienteleError` `inconsistent` when the deal has not entered any stage by `asOf`, or ends twice;
 * `invalid_type`, `invalid_date`, `unknown_id`, `not_finite`, `out_of_range`, `invalid_model`.
 * @example
 * ```ts
 * const history = (dealId: string, days: number, end: string) =>
 *   ({ dealId, stages: [{ stage: "bid", entered: 0 }, { stage: end, entered: days * 86_400_000 }] });
 * const past = Array.from({ length: 40 }, (_, i) => history(`past ${i}`, 10 + i, i % 4 === 0 ? "lost" : "contract"));
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "1970-04-01" });
 * const deal = { dealId: "new", stages: [{ stage: "bid", entered: "2026-05-01" }] };
 * const chances = predictDeal(model, deal, { asOf: "2026-05-01", horizonDays: 25 });
 * chances.won; // ≈ 0.3
 * chances.open; // ≈ 0.6
 * ```
 */
export function predictDeal(model: FunnelModel, deal: DealHistory, options: HorizonOptions): DealChances {
  const request = readRequest(model, options);
  return chancesOf(model, readHistory(deal, request.lookup, request.asOf, "deal"), request);
}

/** The chances of a deal that has been read. */
export function chancesOf(model: FunnelModel, journey: Journey, request: Request): DealChances {
  const { lookup, asOf, horizonDays, holidays } = request;
  const { dealId, outcome } = journey;
  if (outcome !== undefined) {
    const last = journey.stages[journey.stages.length - 1];
    const stage = last === undefined ? {} : { stage: (model.pipeline.stages[last] as { id: string }).id };
    const certain = (end: string): number => (end === outcome ? 1 : 0);
    return {
      dealId,
      ...stage,
      won: certain("won"),
      lost: certain("lost"),
      cancelled: certain("cancelled"),
      open: 0,
      cautions: [],
    };
  }
  const standing = standingOf(model, lookup, journey, asOf);
  const { won, lost, cancelled } = wholeHorizon(model, asOf, horizonDays, holidays).endChances(journey, standing);
  return {
    dealId,
    stage: (model.stages[standing.stage] as FunnelStage).id,
    ageDays: standing.age,
    won,
    lost,
    cancelled,
    open: Math.max(0, 1 - won - lost - cancelled),
    cautions: cautionsFor(model, model.stages[standing.stage] as FunnelStage, standing.age, horizonDays),
  };
}

/** Where an open deal stands among the model's open stages. */
export function standingOf(model: FunnelModel, lookup: StageLookup, journey: Journey, asOf: number): Standing {
  const { stages, entered, dealId } = journey;
  const last = stages[stages.length - 1];
  if (last === undefined) {
    throw new ClienteleError(
      "inconsistent",
      `deal ${show(dealId)} has not entered any stage by options.asOf; ask about a later moment`,
      { dealId },
    );
  }
  const { id } = lookup.pipeline.stages[last] as { id: string };
  return {
    stage: model.stages.findIndex((stage) => stage.id === id),
    age: (asOf - (entered[entered.length - 1] as number)) / MS_PER_DAY,
  };
}

/** A checked request. */
export interface Request {
  readonly lookup: StageLookup;
  readonly asOf: number;
  readonly horizonDays: number;
  /** UTC days. */
  readonly holidays: ReadonlySet<number>;
}

/** Checks the model's outline and the options before anything is computed from them. */
export function readRequest(model: FunnelModel, options: HorizonOptions): Request {
  const lookup = requireFunnelModel(model);
  requireObject(options, "options");
  const asOf = toEpochMs(options.asOf, "options.asOf");
  requireNumber(options.horizonDays, "options.horizonDays", { min: 0, max: LONGEST_HORIZON });
  return { lookup, asOf, horizonDays: options.horizonDays, holidays: readHolidays(options.holidays ?? []) };
}

/** Refuses what is plainly no funnel model; JSON from outside goes through `loadModel` for the full check. */
export function requireFunnelModel(model: FunnelModel): StageLookup {
  requireObject(model, "model");
  if (model.kind !== "funnel") {
    throw new ClienteleError("invalid_model", `model must come from fitFunnel, got kind ${show(model.kind)}`, {});
  }
  const lookup = lookUpStages(model.pipeline, "model.pipeline");
  requireColumn(model.stages, "model.stages");
  const open = lookup.pipeline.stages.filter((stage) => !isTerminal(stage.category));
  const fits =
    model.stages.length === open.length &&
    open.every((stage, i) => model.stages[i]?.id === stage.id && whole(model.stages[i]));
  const figures = [model.amounts?.ratio, model.fittedOn?.won, model.fittedOn?.lost, model.fittedOn?.cancelled];
  if (!fits || !hasTimeEffects(model) || figures.some((figure) => typeof figure !== "number")) {
    throw new ClienteleError("invalid_model", "model is not a whole funnel model; load it with loadModel", {});
  }
  return lookup;
}

function whole(stage: FunnelStage | undefined): boolean {
  const ways = stage?.exits?.length;
  return (
    ways !== undefined &&
    [stage?.grid?.hazard, stage?.steady?.hazard, stage?.beyond?.hazard].every((column) => column?.length === ways) &&
    Array.isArray(stage?.grid.age) &&
    typeof stage?.dayFraction?.later === "number"
  );
}
