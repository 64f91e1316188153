import type { SmoothingForm } from "../../math/exponential-smoothing.ts";
import { fitScaled } from "../../math/fit-smoothing.ts";
import { logGamma } from "../../math/gamma.ts";
import type { Random } from "../../math/random.ts";
import type { HeldShares } from "../../math/smoothing-layout.ts";
import { ROUNDING } from "../../math/smoothing-likelihood.ts";
import { doubtOf, evidenceOf, type SmoothingDoubt } from "./doubt.ts";
import { criterionOf, type JudgedForm } from "./select.ts";

/** A form with all shares free, or some held at the end of their range, and its weight in the futures. */
export interface BlendPart {
  readonly judged: JudgedForm;
  readonly doubt: SmoothingDoubt;
  readonly weight: number;
}

/**
 * How large a trend per period and a figure of the season are beforehand, in errors: the scale of a Cauchy, whose long
 * tails leave room for any size. A trend that moves the level by one error in four periods, a season as large as errors.
 */
const TREND_SCALE = 0.25;
const SEASON_SCALE = 1;

/** Points from which the plausibility of a part is measured. */
const TRIED = 256;

/** A form this far in AICc behind the best takes no part: its weight would be below 1 in 400. */
const HOPELESS = 12;

/**
 * Which shares may be held: a level that stands still or is the last value, a trend or season that does not move. A share
 * that is free is never exactly there, and its doubt alone would make intervals of a straight line too wide and those of
 * a random walk too narrow.
 */
function holdsOf({ trend, season }: SmoothingForm): readonly HeldShares[] {
  const level: readonly HeldShares[] =
    trend === "none"
      ? [{}, { alpha: 0 }, { alpha: 1 }]
      : trend === "additive"
        ? [{}, { beta: 0 }, { alpha: 0, beta: 0 }, { alpha: 1, beta: 0 }]
        : [{}];
  if (season === "none") return level;
  return level.flatMap((held) => (held.alpha === 1 ? [] : [held]).concat({ ...held, gamma: 0 }));
}

/** Logarithm of the density of a Cauchy of so many dimensions at a point with this sum of squares. */
const logCauchy = (dimensions: number, scale: number, squares: number): number =>
  logGamma((dimensions + 1) / 2) -
  ((dimensions + 1) / 2) * (Math.log(Math.PI) + Math.log(scale * scale + squares)) +
  Math.log(scale);

/**
 * How plausible trend and season of a form are beforehand, at its most plausible point. The level has no such term: every
 * form has one, and what is the same for all falls out.
 *
 * @see Zellner & Siow (1980), Trabajos de Estadística 31, 585–603; Liang et al. (2008), JASA 103, 410–423
 */
function priorOf({ found, mode }: SmoothingDoubt, { season: kind, seasonLength: m }: SmoothingForm): number {
  const { likelihood } = found;
  const { size, trend, season } = likelihood.layout;
  const error = Math.sqrt((likelihood.run(mode) + ROUNDING) / Math.max(1, likelihood.known - size));
  let log = 0;
  if (trend >= 0) log += logCauchy(1, TREND_SCALE * error, (mode[trend] as number) ** 2);
  if (season >= 0) {
    const middle = kind === "multiplicative" ? 1 : 0;
    let [last, squares] = [0, 0];
    for (let j = 0; j < m - 1; j++) {
      const figure = (mode[season + j] as number) - middle;
      last -= figure;
      squares += figure * figure;
    }
    // the last figure closes the sum: the volume of the others shrinks by the root of m
    log += logCauchy(m - 1, SEASON_SCALE * error, squares + last * last) + Math.log(m) / 2;
  }
  return log;
}

/**
 * Shares the futures out among forms, free and held, by how plausible the series is under each: forms with and without
 * trend and season are equally likely beforehand, and so is what is held within a form. More numbers are not charged for
 * by a rule; a form with a season of twelve figures foretells less sharply, and pays where the series does not need them.
 *
 * @see Hoeting, Madigan, Raftery & Volinsky (1999), Bayesian model averaging: a tutorial, Statistical Science 14
 */
export function blendForms(y: Float64Array, forms: readonly JudgedForm[], random: Random): BlendPart[] {
  const best = Math.min(...forms.map(({ fit }) => criterionOf(fit)));
  const parts: { readonly judged: JudgedForm; readonly doubt: SmoothingDoubt; readonly log: number }[] = [];
  forms.forEach((judged, at) => {
    const { fit, found: free } = judged;
    const { form, parameters, start } = fit;
    if (criterionOf(fit) > best + HOPELESS) return;
    const holds = holdsOf(form);
    holds.forEach((held, i) => {
      const found =
        Object.keys(held).length === 0
          ? free
          : fitScaled(y, form, { held, warm: { parameters, start }, cold: 1, tolerance: 1e-5 });
      const doubt = found === undefined ? undefined : doubtOf(found);
      if (doubt === undefined) return;
      const { likelihood, scale } = doubt.found;
      // from the scaled series to its own units: every value, less the level that lies anywhere
      const log =
        evidenceOf(doubt, TRIED, random.fork(100 * at + i)) +
        priorOf(doubt, form) -
        (likelihood.known - 1) * Math.log(scale) -
        Math.log(holds.length);
      parts.push({ judged, doubt, log });
    });
  });
  const most = parts.reduce((a, { log }) => Math.max(a, log), Number.NEGATIVE_INFINITY);
  // none is plausible where every point leaves the positive numbers: the most plausible points then stand alike
  const raw = parts.map(({ log }) => (Number.isFinite(most) ? Math.exp(log - most) : 1));
  const total = raw.reduce((a, b) => a + b, 0);
  return parts
    .map(({ judged, doubt }, i) => ({ judged, doubt, weight: (raw[i] as number) / total }))
    .sort((a, b) => b.weight - a.weight);
}
