import { ClienteleError } from "../../core/errors.ts";
import { type PipelineFlow, pipelineChangeLabels } from "../../core/labels/pipeline-change.ts";
import type { Flow, PipelineWaterfall } from "./types.ts";

/** Flows in the order in which they are read. */
const ORDER = /* @__PURE__ */ (() => Object.keys(pipelineChangeLabels.pipelineFlow))() as PipelineFlow[];

/** Adds up what happens to one group of deals. */
export class Tally {
  private openingMinor = 0;
  private openingDeals = 0;
  private closingMinor = 0;
  private closingDeals = 0;
  private readonly byFlow = new Map<PipelineFlow, { amountMinor: number; dealIds: string[] }>();

  open(amount: number): void {
    this.openingMinor += amount;
    this.openingDeals++;
  }

  close(amount: number): void {
    this.closingMinor += amount;
    this.closingDeals++;
  }

  book(flow: PipelineFlow, amount: number, dealId: string): void {
    const known = this.byFlow.get(flow);
    if (known === undefined) this.byFlow.set(flow, { amountMinor: amount, dealIds: [dealId] });
    else {
      known.amountMinor += amount;
      known.dealIds.push(dealId);
    }
  }

  result(leftOut: readonly PipelineFlow[]): PipelineWaterfall {
    const { openingMinor, openingDeals, closingMinor, closingDeals, byFlow } = this;
    const flows: Flow[] = [];
    for (const flow of ORDER) {
      const entry = leftOut.includes(flow) ? undefined : byFlow.get(flow);
      if (entry !== undefined) flows.push({ flow, ...entry });
    }
    return { openingMinor, closingMinor, openingDeals, closingDeals, flows };
  }
}

/** Refuses money that no longer adds up to the cent: beyond 2⁵³ minor units in all. */
export function requireExactSum(amounts: number, name: string): void {
  if (Number.isSafeInteger(amounts)) return;
  throw new ClienteleError(
    "out_of_range",
    `${name} add up to more than ${Number.MAX_SAFE_INTEGER} minor units, beyond which sums are not exact; use larger units`,
    { amounts },
  );
}
