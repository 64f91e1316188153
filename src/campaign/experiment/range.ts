import type { Abstention } from "../../core/estimate.ts";
import type { EstimatedInput } from "./estimated.ts";
import { asEstimated, designOf, type ExperimentInputs, type InputChoice } from "./inputs.ts";
import type { Question } from "./question.ts";
import type { ExperimentSettings } from "./read.ts";
import type { ExperimentDesign, ExperimentRange } from "./types.ts";

/** Distance from 0 and 1 at which a possible rate is held. */
const EDGE = 1e-9;

/**
 * The answers that the intervals of the estimated inputs allow: each input at its ends, and a rate also where it
 * spreads most, in every combination.
 */
export function rangeOf(
  settings: ExperimentSettings,
  inputs: ExperimentInputs,
  question: Question,
  answer: (design: ExperimentDesign) => number | Abstention,
): ExperimentRange | undefined {
  const { baseline, spread, correlation } = inputs;
  const sizes = [baseline, spread, correlation].flatMap((input) => (input?.n === undefined ? [] : [input.n]));
  if (sizes.length === 0) return undefined;
  let lower = Number.POSITIVE_INFINITY;
  let upper = Number.NEGATIVE_INFINITY;
  let open = false;
  for (const b of settings.kind === "rate" ? rateChoices(baseline as EstimatedInput, question) : [asEstimated]) {
    for (const s of spread === undefined ? [asEstimated] : ends(spread)) {
      for (const c of correlationChoices(correlation)) {
        const found = answer(designOf(settings, inputs, b, s, c));
        if (typeof found !== "number") {
          open = true;
          continue;
        }
        lower = Math.min(lower, found);
        upper = Math.max(upper, found);
      }
    }
  }
  if (lower > upper) return undefined;
  return { lower, ...(!open && { upper }), level: settings.level, n: Math.min(...sizes) };
}

function ends(input: EstimatedInput): readonly InputChoice[] {
  return input.n === undefined ? [asEstimated] : [({ lower }) => lower, asEstimated, ({ upper }) => upper];
}

/** The sign does not matter, so no correlation at all may be the worst that is possible. */
function correlationChoices(input: EstimatedInput): readonly InputChoice[] {
  return input.lower < 0 && input.upper > 0 ? [...ends(input), () => 0] : ends(input);
}

function rateChoices(input: EstimatedInput, { effect, relativeEffect }: Question): readonly InputChoice[] {
  if (input.n === undefined) return [asEstimated];
  const most = relativeEffect === undefined ? 1 - Math.max(0, effect ?? 0) : 1 / (1 + Math.max(0, relativeEffect));
  const least = Math.max(0, -(effect ?? 0));
  const within = (rate: number): number => Math.min(most - EDGE, Math.max(least + EDGE, rate));
  const widest = relativeEffect === undefined ? (1 - (effect ?? 0)) / 2 : input.value;
  return [
    ...ends(input).map((choice) => (each: EstimatedInput) => within(choice(each))),
    ...(widest > input.lower && widest < input.upper ? [() => widest] : []),
  ];
}
