import { switchingLabels } from "../core/labels/switching.ts";
import { leverPaces } from "./lever-paces.ts";
import { leverTexts } from "./lever-texts.ts";
import { leverUpkeep } from "./lever-upkeep.ts";
import { leverFacets, leverIds } from "./levers.ts";
import type { LeverDecay, LeverId, SwitchingLever } from "./types.ts";

/**
 * The seventeen ways to raise a customer's cost of leaving, in order, with what each does, what shows that it is at
 * work (the questionnaire behind {@link SwitchingAccount.evidence}), what it costs us and how it gives way.
 *
 * Half-lives of levers that fade are assumptions of ours, marked as such, and are overridden in {@link forecastLockIn}.
 *
 * @example
 * ```ts
 * switchingLevers.length; // => 17
 * switchingLevers[9].id; // => "agreements"
 * switchingLevers[9].anchors[0].text.en; // => "Can leave any day without a charge"
 * switchingLevers[2].facets; // => { procedural: 0.5, financial: 0.5 }
 * switchingLevers[7].cost.unit; // => "per_visit"
 * switchingLevers[9].decay.event; // => "contract_end"
 * ```
 * @see Burnham, Frels & Mahajan (2003), Consumer switching costs, Journal of the Academy of Marketing Science 31(2),
 * for the three facets
 */
export const switchingLevers: readonly SwitchingLever[] = /* @__PURE__ */ leverIds.map(describeLever);

function describeLever(id: LeverId, index: number): SwitchingLever {
  const { description, none, half, full } = leverTexts[id];
  return {
    id,
    number: index + 1,
    name: switchingLabels.lever[id],
    facets: leverFacets[id],
    description,
    anchors: [
      { evidence: 0, text: none },
      { evidence: 0.5, text: half },
      { evidence: 1, text: full },
    ],
    cost: leverUpkeep[id].cost,
    decay: decayOf(id),
  };
}

function decayOf(id: LeverId): LeverDecay {
  const pace = leverPaces[id];
  const text = leverUpkeep[id].decay;
  if (pace === undefined) return { kind: "stays", text };
  return typeof pace === "number"
    ? { kind: "fades", halfLifeMonths: pace, source: "assumed", text }
    : { kind: "on_date", event: pace, text };
}
