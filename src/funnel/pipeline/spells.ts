import { MS_PER_DAY } from "../stages/grid.ts";
import type { AsOfOptions, ClosedOutcome, DealHistory, FunnelExit, Spell } from "../types.ts";
import { type Journey, type Journeys, readHistories } from "./history.ts";

/**
 * Cuts deal histories into stays in a stage, as they were known on a day: what every stage figure rests on.
 *
 * @param histories - One history per deal, in any order. Not mutated.
 * @param options - `pipeline`, and `asOf`: entries after that moment are never seen.
 * @returns One spell per stay in an open or a suspended stage, deal by deal in input order. A deal that comes back to a
 * stage has a new spell there; entering the stage it is in already changes nothing. A deal ends with its first won, lost or
 * cancelled stage.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `unknown_id` (a stage that the pipeline does not
 * have), `duplicate_id`, `inconsistent` (a deal that ends twice in different ways, or goes on after its end).
 * @example
 * ```ts
 * const spells = dealSpells(
 *   [{ dealId: "d1", stages: [{ stage: "prospect", entered: "2026-01-01" }, { stage: "bid", entered: "2026-01-11" }] }],
 *   { pipeline: standardPipeline, asOf: "2026-02-01" },
 * );
 * spells[0].days; // => 10
 * spells[0].exit; // => { to: "stage", stage: "bid" }
 * spells[1].days; // => 21
 * spells[1].exit; // => undefined
 * ```
 */
export function dealSpells(histories: readonly DealHistory[], options: AsOfOptions): Spell[] {
  const journeys = readHistories(histories, options, "histories");
  const spells: Spell[] = [];
  const { stages } = journeys.lookup.pipeline;
  eachSpell(journeys, (journey, stage, entered, left, target, outcome) => {
    const base = {
      dealId: (journeys.list[journey] as { dealId: string }).dealId,
      stage: (stages[stage] as { id: string }).id,
      entered,
      days: (left - entered) / MS_PER_DAY,
    };
    if (target < 0 && outcome === undefined) spells.push(base);
    else {
      const exit: FunnelExit =
        outcome === undefined ? { to: "stage", stage: (stages[target] as { id: string }).id } : { to: outcome };
      spells.push({ ...base, left, exit });
    }
  });
  return spells;
}

/**
 * Looks at one spell: its journey's index, its stage, when it was entered and left (`asOf` while it goes on), the stage it
 * led to (−1 for none), and the deal's end if it ended here.
 */
export type SpellVisitor = (
  journey: number,
  stage: number,
  entered: number,
  left: number,
  target: number,
  outcome: ClosedOutcome | undefined,
) => void;

/** Visits every spell of every journey in order; plain arguments, since there are many. */
export function eachSpell({ list, asOf }: Journeys, visit: SpellVisitor): void {
  for (let journey = 0; journey < list.length; journey++) {
    const { stages, entered, outcome, closed } = list[journey] as Journey;
    const last = stages.length - 1;
    for (let i = 0; i < last; i++) {
      visit(
        journey,
        stages[i] as number,
        entered[i] as number,
        entered[i + 1] as number,
        stages[i + 1] as number,
        undefined,
      );
    }
    if (last >= 0) visit(journey, stages[last] as number, entered[last] as number, closed ?? asOf, -1, outcome);
  }
}
