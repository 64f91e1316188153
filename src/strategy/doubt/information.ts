import { momentsOf, varianceOf } from "../../math/moments.ts";
import type { InformationValue } from "./types.ts";

/**
 * Value of choosing with knowledge: the mean over the draws of the best known expectation, less the best of the mean
 * expectations. `known` holds, by strategy, what is expected at each draw once the thing is known.
 *
 * @see Strong, Oakley & Brennan (2014), Medical Decision Making 34, equation 5
 */
export function valueOfKnowing(known: readonly ArrayLike<number>[]): InformationValue {
  const means = known.map((column) => momentsOf(column).mean);
  const best = means.indexOf(Math.max(...means));
  const now = known[best] as ArrayLike<number>;
  const gain = Float64Array.from({ length: now.length }, (_, d) => {
    let most = now[d] as number;
    for (const column of known) most = Math.max(most, column[d] as number);
    return most - (now[d] as number);
  });
  const moments = momentsOf(gain);
  return { value: moments.mean, standardError: Math.sqrt((varianceOf(moments) ?? 0) / gain.length) };
}
