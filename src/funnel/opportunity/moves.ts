import type { OpportunityEventType, OpportunityStanding } from "../../core/labels/opportunity.ts";
import type { StageCategory } from "../pipeline/types.ts";
import { readBook } from "./book.ts";
import { openDraft, standingOf } from "./draft.ts";
import { ENTERED_BY } from "./entry.ts";
import type { OpportunityEvent } from "./events.ts";
import { step } from "./step.ts";
import type { Opportunity, OpportunityMove, OpportunityOptions } from "./types.ts";

/**
 * Says where a deal may go next and what keeps it from the other stages: for the buttons of a screen, and for the
 * question "what is missing?".
 *
 * @param opportunity - The deal as it stands. Not mutated.
 * @param options - `pipelines`, whose rules hold; the deal's own must be among them.
 * @returns One entry for each other stage that an event could lead to from where the deal stands, in pipeline order,
 * with that event; `refusal` says what stands in the way, also what the event itself would have to tell (a reason of
 * the loss that the stage asks for).
 * @throws `ClienteleError` `invalid_type`, `unknown_id` (the deal's pipeline is not given), `unsupported_version`, and
 * as {@link definePipeline}.
 * @example
 * ```ts
 * const pipeline = definePipeline({
 *   id: "loans",
 *   stages: [
 *     { id: "applied", category: "open" },
 *     { id: "offered", category: "open", guard: { fields: ["amount"] } },
 *     { id: "signed", category: "won" },
 *   ],
 * });
 * const options = { pipelines: [pipeline] };
 * const { state } = replayOpportunity([{ type: "created", dealId: "d1", at: "2026-01-05" }], options);
 * const moves = explainOpportunityMoves(state, options);
 * moves.map(({ stage, event }) => [stage, event]); // => [["offered", "stage_moved"], ["signed", "won"]]
 * describe(moves[0].refusal); // => "stage offered needs amount; open as things stand: nothing"
 * ```
 */
export function explainOpportunityMoves(opportunity: Opportunity, options: OpportunityOptions): OpportunityMove[] {
  const book = readBook(options);
  const { state, rules } = openDraft(opportunity, book);
  const standing = standingOf(state);
  return rules.pipeline.stages.flatMap(({ id, category }): OpportunityMove[] => {
    const event = eventTo(category, standing);
    if (event === undefined || (standing === "open" && id === state.stage)) return [];
    // tried on a draft of its own, so that the answer is the one the event itself would get
    const trial = { type: event, dealId: state.dealId, at: state.lastEventAt, stage: id } as OpportunityEvent;
    const refusal = step(openDraft(opportunity, book), trial, state.lastEventAt);
    return [{ stage: id, category, event, ...(refusal === undefined ? {} : { refusal }) }];
  });
}

function eventTo(category: StageCategory, standing: OpportunityStanding): OpportunityEventType | undefined {
  if (standing === "open") return ENTERED_BY[category];
  if (standing === "suspended") {
    if (category === "open") return "resumed";
    return category === "lost" || category === "cancelled" ? ENTERED_BY[category] : undefined;
  }
  return category === "open" && standing !== "none" ? "reopened" : undefined;
}
