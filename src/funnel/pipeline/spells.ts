import { MS_PER_DAY } from "../stages/grid.ts";
import type { AsOfOptions, DealHistory, FunnelExit, Spell } from "../types.ts";
import { type Journeys, readHistories } from "./history.ts";

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
  eachSpell(journeys, (spell) => {
    const { journey, stage, entered, left, target, outcome } = spell;
    const base = {
      dealId: (journeys.list[journey] as { dealId: string }).dealId,
      stage: (stages[stage] as { id: string }).id,
      entered,
      days: (left - entered) / MS_PER_DAY,
    };
    if (target === undefined && outcome === undefined) spells.push(base);
    else {
      const exit: FunnelExit =
        outcome === undefined
          ? { to: "stage", stage: (stages[target as number] as { id: string }).id }
          : { to: outcome };
      spells.push({ ...base, left, exit });
    }
  });
  return spells;
}

/** A spell in numbers; `left` is `asOf` while neither `target` nor `outcome` says where it went. */
export interface RawSpell {
  readonly journey: number;
  readonly stage: number;
  readonly entered: number;
  readonly left: number;
  readonly target: number | undefined;
  readonly outcome: "won" | "lost" | "cancelled" | undefined;
}

/** Visits every spell of every journey in order. */
export function eachSpell(journeys: Journeys, visit: (spell: RawSpell) => void): void {
  journeys.list.forEach(({ stages, entered, outcome, closed }, journey) => {
    for (let i = 0; i < stages.length; i++) {
      const last = i === stages.length - 1;
      visit({
        journey,
        stage: stages[i] as number,
        entered: entered[i] as number,
        left: last ? (closed ?? journeys.asOf) : (entered[i + 1] as number),
        target: last ? undefined : stages[i + 1],
        outcome: last ? outcome : undefined,
      });
    }
  });
}
