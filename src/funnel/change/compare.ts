import { requireNumber, requireObject } from "../../core/checks.ts";
import type { PipelineFlow } from "../../core/labels/pipeline-change.ts";
import type { Reason } from "../../core/reasons.ts";
import { lookUpStages } from "../pipeline/define.ts";
import { followDeal } from "./follow.ts";
import { type DealState, inView, readDeals, readWindow } from "./read.ts";
import { SlippageTally } from "./slippage.ts";
import { requireExactSum, Tally } from "./tally.ts";
import type { ComparePipelineOptions, PipelineChange, PipelineDeal } from "./types.ts";

/** Between stages, inside one owner's deals; and between owners, inside one stage: both add up to nothing there. */
const STAGE_MOVES: readonly PipelineFlow[] = ["stage_in", "stage_out"];
const TRANSFERS: readonly PipelineFlow[] = ["owner_in", "owner_out"];

/**
 * Explains to the cent how the open pipeline of one day became that of another: opening, plus what was created, reopened,
 * resumed and pulled in, minus what was pushed out, suspended, won, lost and cancelled, with amounts raised and lowered,
 * is closing; as a whole, for every owner and for every stage.
 *
 * @param before - Deals as they were known on the first day, each once, in any order; deals that were not open then may
 * be left in or out, but left out they count as created when they are open later. Not mutated.
 * @param after - Deals as they were known on the second day, those that ended in between included: a deal that is missing
 * counts as `removed`. {@link toPipelineDeals} makes both lists from snapshots.
 * @param options - `window`: only deals due in those days make up the pipeline, and deals come and go with their close
 * date: `pulled_in` from later (or from no date), `slipped_in` from earlier, `pushed_out` to later, `pulled_ahead` to
 * earlier. `pipeline` sorts the stages, `level` is that of the intervals.
 * @returns Whole minor units, exact for the whole, each owner and each stage, with the deals behind each flow. A deal
 * that was created and ended in between is in both flows; an amount that changed on the way is booked first, so that
 * `won` is what was won. Transfers and stage moves add up to nothing over all groups. `slippage` says how many of the
 * deals due were put off, and by how much.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (an empty id), `not_finite`, `out_of_range` (an amount that is
 * not whole, negative, or a sum beyond 2⁵³), `invalid_date`, `duplicate_id`, `unknown_id` (a category or stage that does
 * not exist), `inconsistent` (a window that ends before it begins).
 * @example
 * ```ts
 * const before = [
 *   { dealId: "a", stage: "bid", category: "open", amountMinor: 500_00, owner: "Ann" },
 *   { dealId: "b", stage: "bid", category: "open", amountMinor: 300_00, owner: "Bob" },
 * ];
 * const after = [
 *   { dealId: "a", stage: "contract", category: "won", amountMinor: 450_00, owner: "Ann" },
 *   { dealId: "b", stage: "negotiation", category: "open", amountMinor: 300_00, owner: "Ann" },
 *   { dealId: "c", stage: "prospect", category: "open", amountMinor: 200_00, owner: "Bob" },
 * ];
 * const change = comparePipeline(before, after, { pipeline: standardPipeline });
 * const flows = new Map(change.flows.map(({ flow, amountMinor }) => [flow, amountMinor / 100]));
 * flows.get("created"); // => 200
 * flows.get("amount_down"); // => -50
 * flows.get("won"); // => -450
 * change.openingMinor / 100; // => 800
 * change.closingMinor / 100; // => 500
 * change.owners.map(({ owner, closingMinor }) => `${owner} ${closingMinor / 100}`); // => ["Ann 300", "Bob 200"]
 * ```
 */
export function comparePipeline(
  before: readonly PipelineDeal[],
  after: readonly PipelineDeal[],
  options: ComparePipelineOptions = {},
): PipelineChange {
  requireObject(options, "options");
  const { window: given, pipeline, level = 0.95 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const window = readWindow(given);
  const known = pipeline === undefined ? undefined : lookUpStages(pipeline, "options.pipeline").indexOf;
  const earlier = readDeals(before, window, known, "before");
  const later = readDeals(after, window, known, "after");

  const total = new Tally();
  const owners = new Map<string | undefined, Tally>();
  const stages = new Map<string, Tally>();
  const slippage = new SlippageTally(window, level);
  let money = 0;
  let undated = 0;
  let removed = 0;
  const count = (state: DealState | undefined, end: "open" | "close"): void => {
    money += state?.amount ?? 0;
    if (!inView(state)) {
      if (state?.category === "open" && state.due === undefined) undated++;
      return;
    }
    const { amount = 0, owner, stage } = state;
    total[end](amount);
    tallyOf(owners, owner)[end](amount);
    tallyOf(stages, stage)[end](amount);
  };
  for (const dealId of idsOf(earlier, later)) {
    const was = earlier.get(dealId);
    const is = later.get(dealId);
    count(was, "open");
    count(is, "close");
    slippage.add(was, is);
    followDeal(was, is, window, (flow, amount, owner, stage) => {
      if (flow === "removed") removed++;
      total.book(flow, amount, dealId);
      tallyOf(owners, owner).book(flow, amount, dealId);
      tallyOf(stages, stage).book(flow, amount, dealId);
    });
  }
  requireExactSum(money, "the amounts of both lists");
  const reasons: Reason[] = [];
  if (removed > 0) reasons.push({ code: "change_removed_deals", params: { n: removed } });
  if (undated > 0) reasons.push({ code: "change_undated_deals", params: { n: undated } });
  return {
    ...total.result([]),
    owners: [...owners]
      .sort(([a], [b]) => (a === undefined ? 1 : b === undefined ? -1 : byCodeUnits(a, b)))
      .map(([owner, tally]) => ({ ...(owner === undefined ? {} : { owner }), ...tally.result(STAGE_MOVES) })),
    stages: [...stages]
      .sort(([a], [b]) => (known?.get(a) ?? 0) - (known?.get(b) ?? 0) || byCodeUnits(a, b))
      .map(([stage, tally]) => ({ stage, ...tally.result(TRANSFERS) })),
    slippage: slippage.result(),
    reasons,
  };
}

/** Every deal of either list once, sorted, so that the order of rows decides nothing. */
function idsOf(earlier: ReadonlyMap<string, unknown>, later: ReadonlyMap<string, unknown>): string[] {
  const ids = [...earlier.keys()];
  for (const id of later.keys()) if (!earlier.has(id)) ids.push(id);
  return ids.sort();
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function tallyOf<Key>(tallies: Map<Key, Tally>, key: Key): Tally {
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const fresh = new Tally();
  tallies.set(key, fresh);
  return fresh;
}
