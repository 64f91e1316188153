import { requireNumber } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { jeffreysInterval } from "../../math/proportion.ts";
import { sum } from "../../math/sum.ts";
import { priceDeals } from "../forecast/price.ts";
import type { DealForecast, FunnelSummary, StageSummary, SummarizeFunnelOptions } from "../forecast/types.ts";
import { goesOn, isTerminal } from "../pipeline/category.ts";
import { readHistories } from "../pipeline/history.ts";
import { eachSpell } from "../pipeline/spells.ts";
import { readRequest, requireFunnelModel } from "../predict/deal.ts";
import { wholeHorizon } from "../predict/path.ts";
import type { DealHistory, FunnelModel } from "../types.ts";

/** A year: long enough for almost every deal to close. */
const DEFAULT_HORIZON = 365;

/**
 * What stands in each stage of the funnel: open deals, their amount, how many went on from there so far, and with a
 * model also the amount to be expected of them.
 *
 * @param deals - All deals with their stage histories, open and closed; amounts in one currency. Not mutated.
 * @param options - `pipeline`; `asOf` (later entries are not seen); `model` from {@link fitFunnel} for the same pipeline,
 * without which there is no expected amount; `horizonDays` for that amount, 0 to 3,650, default 365.
 * @returns One entry per open stage in pipeline order, and the numbers of deals won, lost, cancelled and not yet
 * started. Amounts of deals without one are not guessed: `withoutAmount` counts them.
 * @throws `ClienteleError` `duplicate_id`, `invalid_type`, `invalid_date`, `unknown_id`, `not_finite`,
 * `out_of_range`, `inconsistent` (also a model of another pipeline), `invalid_model`.
 * @example
 * ```ts
 * const summary = summarizeFunnel(
 *   [
 *     { dealId: "a", amount: 900, stages: [{ stage: "bid", entered: "2026-01-01" }] },
 *     { dealId: "b", amount: 400, stages: [{ stage: "bid", entered: "2026-01-01" }, { stage: "lost", entered: "2026-01-09" }] },
 *   ],
 *   { pipeline: standardPipeline, asOf: "2026-02-01" },
 * );
 * summary.stages[1].amount; // => 900
 * summary.stages[1].movedOn.value; // => 0
 * summary.lost; // => 1
 * ```
 */
export function summarizeFunnel(deals: readonly DealHistory[], options: SummarizeFunnelOptions): FunnelSummary {
  const journeys = readHistories(deals, options, "deals");
  const { model, horizonDays = DEFAULT_HORIZON } = options;
  requireNumber(horizonDays, "options.horizonDays", { min: 0, max: 3650 });
  const { pipeline } = journeys.lookup;
  const expected = model === undefined ? undefined : expectedByStage(model, deals, { ...options, horizonDays });

  const entered = pipeline.stages.map(() => 0);
  const onward = pipeline.stages.map(() => 0);
  eachSpell(journeys, (_, stage, __, ___, target, outcome) => {
    entered[stage] = (entered[stage] as number) + 1;
    if (outcome === "won" || (target >= 0 && goesOn(pipeline.stages, stage, target)))
      onward[stage] = (onward[stage] as number) + 1;
  });
  const here: (number | undefined)[][] = pipeline.stages.map(() => []);
  for (const { outcome, stages, amount } of journeys.list) {
    if (outcome === undefined && stages.length > 0) {
      (here[stages[stages.length - 1] as number] as (number | undefined)[]).push(amount);
    }
  }
  const stages = pipeline.stages.flatMap((stage, i): StageSummary[] => {
    if (isTerminal(stage.category)) return [];
    const amounts = here[i] as (number | undefined)[];
    const priced = amounts.filter((amount) => amount !== undefined);
    const n = entered[i] as number;
    const on = onward[i] as number;
    return [
      {
        stage: stage.id,
        ...(stage.name === undefined ? {} : { name: stage.name }),
        deals: amounts.length,
        amount: sum(priced),
        withoutAmount: amounts.length - priced.length,
        entered: n,
        ...(n === 0 ? {} : { movedOn: { value: on / n, n, interval: jeffreysInterval(on, n) } }),
        ...(expected === undefined ? {} : { expectedAmount: expected.get(stage.id) ?? 0 }),
      },
    ];
  });
  const count = (outcome: string): number => journeys.list.filter((journey) => journey.outcome === outcome).length;
  return {
    pipeline: pipeline.id,
    asOf: new Date(journeys.asOf).toISOString(),
    ...(model === undefined ? {} : { horizonDays }),
    stages,
    won: count("won"),
    lost: count("lost"),
    cancelled: count("cancelled"),
    notStarted: journeys.list.filter((j) => j.outcome === undefined && j.stages.length === 0).length,
  };
}

function expectedByStage(
  model: FunnelModel,
  deals: readonly DealHistory[],
  options: SummarizeFunnelOptions & { readonly horizonDays: number },
): Map<string, number> {
  const { pipeline } = requireFunnelModel(model);
  const outline = (stages: readonly { id: string; category: string }[]): string =>
    JSON.stringify(stages.map(({ id, category }) => [id, category]));
  if (outline(pipeline.stages) !== outline(options.pipeline.stages)) {
    throw new ClienteleError("inconsistent", "model was fitted on a pipeline with other stages; fit it on this one", {
      model: pipeline.id,
      pipeline: options.pipeline.id,
    });
  }
  const { list } = readHistories(deals, { pipeline, asOf: options.asOf }, "deals");
  const amounts = new Map<string, number[]>();
  const request = readRequest(model, options);
  const finder = wholeHorizon(model, request.asOf, request.horizonDays, request.holidays);
  for (const entry of priceDeals(model, list, request, finder).entries) {
    const { stage, expectedAmount }: DealForecast = entry;
    if (stage === undefined) continue;
    const column = amounts.get(stage);
    if (column === undefined) amounts.set(stage, [expectedAmount]);
    else column.push(expectedAmount);
  }
  return new Map([...amounts].map(([stage, column]) => [stage, sum(column)]));
}
