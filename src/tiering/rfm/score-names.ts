import { ClienteleError } from "../../core/errors.ts";
import { formatNumber } from "../../core/format.ts";
import type { Label } from "../../core/locale.ts";
import type { RfmCut } from "./types.ts";

/** A score that the model gives to nobody. */
const UNUSED: Label = { en: "–", zh: "–" };

/**
 * What each score of a dimension of whole numbers means, by score from 1: `12 or more`, `5–11`, `1–4` for purchase days
 * (direction 1), `up to 15`, `16–60`, `over 60` for days since the last one (direction −1).
 */
export function scoreNames(cuts: readonly RfmCut[], scores: number, direction: 1 | -1, lowest: number): Label[] {
  const names = new Array<Label>(scores).fill(UNUSED);
  // the whole number at which the better score begins
  let better: number | undefined;
  for (const { score, bound } of cuts) {
    if (!(score >= 2 && score <= scores)) {
      throw new ClienteleError("out_of_range", `summary.cuts must name scores from 2 to ${scores}, got ${score}`, {
        score,
      });
    }
    const reach = Math.max(lowest, direction === 1 ? Math.ceil(bound) : Math.floor(bound));
    names[score - 1] = better === undefined ? best(reach, direction) : between(reach, better - direction, direction);
    better = reach;
  }
  if (better === undefined) names[0] = { en: "all", zh: "全部" };
  else if (direction === 1) names[0] = between(lowest, better - 1, 1);
  else names[0] = { en: `over ${formatNumber(better)}`, zh: `超过 ${formatNumber(better)}` };
  return names;
}

function best(reach: number, direction: 1 | -1): Label {
  const text = formatNumber(reach);
  return direction === 1
    ? { en: `${text} or more`, zh: `${text} 及以上` }
    : { en: `up to ${text}`, zh: `不超过 ${text}` };
}

/** The whole numbers from the one that begins a score to the last before the better score. */
function between(begins: number, last: number, direction: 1 | -1): Label {
  if (direction * (last - begins) < 0) return UNUSED;
  const [low, high] = [Math.min(begins, last), Math.max(begins, last)];
  const text = low === high ? formatNumber(low) : `${formatNumber(low)}–${formatNumber(high)}`;
  return { en: text, zh: text };
}
