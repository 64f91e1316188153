import { requireColumn, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { requireState } from "../opportunity/draft.ts";
import type { Opportunity, Snapshot } from "../opportunity/types.ts";
import { lookUpStages } from "../pipeline/define.ts";
import type { Pipeline, PipelineStage } from "../pipeline/types.ts";
import type { PipelineDeal } from "./types.ts";

/**
 * Lists the deals of a snapshot as {@link comparePipeline} takes them, so that two days of an event log can be compared.
 *
 * @param snapshot - From {@link snapshotAt}. Not mutated.
 * @param options - `pipeline`, whose deals are taken.
 * @returns One row per deal. A won deal counts at its signed amount where that is known; `leftStage` is the open stage
 * that a deal which is not open stood in last.
 * @throws `ClienteleError` `invalid_type`, `unknown_id` (a stage the pipeline does not have), `inconsistent` (amounts in
 * several currencies: compare them one by one), `unsupported_version`, and what a broken pipeline raises.
 * @example
 * ```ts
 * const log = [
 *   { type: "created", dealId: "d1", at: "2026-01-05", stage: "bid", amountMinor: 50_000 },
 *   { type: "won", dealId: "d1", at: "2026-02-01", signedAmountMinor: 45_000 },
 * ];
 * const on = (day: string) =>
 *   toPipelineDeals(snapshotAt(log, day, { pipelines: [standardPipeline] }), { pipeline: standardPipeline });
 * on("2026-02-15")[0].leftStage; // => "bid"
 * const { flows } = comparePipeline(on("2026-01-15"), on("2026-02-15"));
 * flows.map(({ flow, amountMinor }) => [flow, amountMinor]); // => [["amount_down", -5000], ["won", -45000]]
 * ```
 */
export function toPipelineDeals(snapshot: Snapshot, options: { readonly pipeline: Pipeline }): PipelineDeal[] {
  requireObject(snapshot, "snapshot");
  if (snapshot.kind !== "opportunity_snapshot") {
    throw new ClienteleError("invalid_type", `snapshot must come from snapshotAt, got ${show(snapshot.kind)}`, {});
  }
  requireColumn(snapshot.opportunities, "snapshot.opportunities");
  requireObject(options, "options");
  const { pipeline, indexOf } = lookUpStages(options.pipeline, "options.pipeline");
  const isOpen = (stage: string): boolean =>
    (pipeline.stages[indexOf.get(stage) ?? -1] as PipelineStage | undefined)?.category === "open";
  const currencies = new Set<string | undefined>();
  const deals: PipelineDeal[] = [];
  snapshot.opportunities.forEach((deal: Opportunity, i) => {
    const name = `snapshot.opportunities[${i}]`;
    requireState(deal, name);
    if (deal.pipeline !== pipeline.id) return;
    for (const { stage } of deal.stages) {
      if (indexOf.has(stage)) continue;
      throw new ClienteleError(
        "unknown_id",
        `${name} was in stage ${show(stage)}, which options.pipeline does not have`,
        {
          index: i,
          stage,
        },
      );
    }
    const { dealId, stage, category, owner, expectedClose, close } = deal;
    const amountMinor = close?.signedAmountMinor ?? deal.amountMinor;
    if (amountMinor !== undefined) currencies.add(deal.currency);
    const passed = category === "open" ? [] : deal.stages.filter((entry) => isOpen(entry.stage));
    const left = passed[passed.length - 1]?.stage;
    deals.push({
      dealId,
      stage,
      category,
      ...(left === undefined ? {} : { leftStage: left }),
      ...(amountMinor === undefined ? {} : { amountMinor }),
      ...(owner === undefined ? {} : { owner }),
      ...(expectedClose === undefined ? {} : { expectedClose }),
      ...(close === undefined ? {} : { closed: close.at }),
    });
  });
  if (currencies.size > 1) {
    throw new ClienteleError(
      "inconsistent",
      `amounts are in several currencies (${[...currencies].map(show).join(", ")}); list the deals of each apart`,
      { currencies: [...currencies] },
    );
  }
  return deals;
}
