import { requireObject } from "../../core/checks.ts";
import { msToDay, toIsoDate } from "../../time/day.ts";
import { readHistory } from "../pipeline/history.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { DealHistory, FunnelModel, FunnelStage } from "../types.ts";
import { chancesOf, LONGEST_HORIZON, readRequest, standingOf } from "./deal.ts";
import type { DealSlip, SlipOptions } from "./types.ts";

/**
 * The chance that the close date which the sales person promised will not be kept: that the deal is still open when the
 * promised day ends.
 *
 * @param model - From {@link fitFunnel}.
 * @param deal - The deal with its stage history so far and `expectedClose`. Not mutated.
 * @param options - `asOf`, the moment of looking, and `holidays` ahead.
 * @returns For a date ahead the chances to slip, to be won and to end otherwise by the end of the promised UTC day; for a
 * date that is over, that it has slipped and by how many days; for a closed deal, how late it was. Abstains where no date
 * was promised or the date is more than ten years ahead.
 * @throws `ClienteleError` As {@link predictDeal}.
 * @example
 * ```ts
 * const history = (dealId: string, days: number, end: string) =>
 *   ({ dealId, stages: [{ stage: "bid", entered: 0 }, { stage: end, entered: days * 86_400_000 }] });
 * const past = Array.from({ length: 40 }, (_, i) => history(`past ${i}`, 10 + i, i % 4 === 0 ? "lost" : "contract"));
 * const model = fitFunnel(past, { pipeline: standardPipeline, asOf: "1970-04-01", calendar: false, smooth: false });
 * const deal = { dealId: "new", stages: [{ stage: "bid", entered: "2026-05-01" }] };
 * predictSlip(model, { ...deal, expectedClose: "2026-05-29" }, { asOf: "2026-05-01" }).slips; // ≈ 0.5
 * predictSlip(model, { ...deal, expectedClose: "2026-05-29" }, { asOf: "2026-06-05" }).daysLate; // => 7
 * predictSlip(model, deal, { asOf: "2026-05-01" }).status; // => "unknown"
 * ```
 */
export function predictSlip(model: FunnelModel, deal: DealHistory, options: SlipOptions): DealSlip {
  requireObject(options, "options");
  const request = readRequest(model, { ...options, horizonDays: 0 });
  const { lookup, asOf } = request;
  const journey = readHistory(deal, lookup, asOf, "deal");
  const { dealId, expectedClose, outcome, closed } = journey;
  // a deal that stands nowhere is refused whether or not it has a date
  const standing = outcome === undefined ? standingOf(model, lookup, journey, asOf) : undefined;
  if (expectedClose === undefined) {
    return { dealId, status: "unknown", abstained: { code: "deal_no_close_date", params: {} } };
  }
  const day = msToDay(expectedClose);
  const promised = toIsoDate(day);
  const daysAfter = (moment: number): number => Math.max(0, msToDay(moment) - day);
  if (standing === undefined) {
    const end = { outcome: outcome as "won", daysLate: daysAfter(closed as number) };
    return { dealId, promised, status: "closed", ...end };
  }
  const stage = (model.stages[standing.stage] as FunnelStage).id;
  const daysLeft = ((day + 1) * MS_PER_DAY - asOf) / MS_PER_DAY;
  if (daysLeft <= 0) return { dealId, promised, status: "slipped", stage, daysLate: daysAfter(asOf) };
  if (daysLeft > LONGEST_HORIZON) {
    const params = { days: Math.floor(daysLeft), longestDays: LONGEST_HORIZON };
    return { dealId, status: "unknown", abstained: { code: "deal_close_date_far", params } };
  }
  const { won, lost, cancelled, open, cautions } = chancesOf(model, journey, { ...request, horizonDays: daysLeft });
  const endedOtherwise = lost + cancelled;
  return { dealId, promised, status: "ahead", stage, daysLeft, slips: open, won, endedOtherwise, cautions };
}
