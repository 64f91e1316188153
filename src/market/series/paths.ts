import type { SmoothingForm } from "../../math/exponential-smoothing.ts";
import type { Random } from "../../math/random.ts";
import { drawPoints, type SmoothingDoubt } from "./doubt.ts";

/** A value below this share of the mean counts as gone where errors multiply. */
const GONE = 1e-6;

/**
 * Possible futures of one form: parameters, states and error size are drawn anew for each, so that their doubt is part
 * of the width.
 *
 * @returns `count` rows of `horizon` values, in the units of the series.
 */
export function simulatePaths(
  form: SmoothingForm,
  doubt: SmoothingDoubt,
  count: number,
  horizon: number,
  random: Random,
): Float64Array {
  const { found, mode } = doubt;
  const { likelihood, shift, scale } = found;
  const { known } = likelihood;
  const times = form.season === "multiplicative";
  const relative = form.error === "multiplicative";
  const positive = times || relative;
  const trended = form.trend !== "none";
  const seasonal = form.season !== "none";
  const paths = new Float64Array(count * horizon);
  const size = mode.length;
  const points = drawPoints(doubt, count, random);
  for (let draw = 0; draw < count; draw++) {
    const x = points.subarray(draw * size, (draw + 1) * size);
    const squares = likelihood.run(x);
    const { alpha, beta, gamma, phi } = likelihood.rates(x);
    const sigma = Math.sqrt(squares / (2 * random.gamma(known / 2, 1)));
    const states = likelihood.states();
    let { level, trend } = states;
    const season = states.season;
    const m = season.length;
    for (let h = 0; h < horizon; h++) {
      const s = season[h % m] as number;
      let base = level + phi * trend;
      if (positive && !(base > GONE)) base = GONE;
      const mu = times ? base * s : base + s;
      let error = sigma * random.normal() * (relative ? mu : 1);
      if (positive && mu + error < GONE) error = GONE - mu;
      paths[draw * horizon + h] = shift + scale * (mu + error);
      const push = times ? error / s : error;
      level = base + alpha * push;
      if (trended) trend = phi * trend + beta * push;
      if (seasonal)
        season[h % m] = Math.max(times ? GONE : Number.NEGATIVE_INFINITY, s + gamma * (times ? error / base : error));
    }
  }
  return paths;
}
