import type { SmoothingForm } from "../../math/exponential-smoothing.ts";
import { canCarry, fitScaled, type SmoothingFit, smoothingFitOf } from "../../math/fit-smoothing.ts";

/** Past moments at most; more of them overlap so far that they tell little. */
const MOST_ORIGINS = 12;
/** Fewer past moments than this cannot choose. */
const LEAST_ORIGINS = 4;
/** A training part shorter than this tells no form from another. */
const LEAST_TRAINING = 10;

/** From which past moments to forecast, and how far. */
export interface OriginPlan {
  readonly origins: readonly number[];
  readonly horizon: number;
}

/** Mean absolute errors from each past moment. */
export interface RollingErrors {
  readonly plan: OriginPlan;
  readonly forms: readonly SmoothingForm[];
  /** By form, then by origin. */
  readonly losses: readonly (readonly number[])[];
  /** By origin: the error of the form that AICc would have chosen there and then. */
  readonly chosen: readonly number[];
  /** The last fit of each form, from which a fit of the whole series begins. */
  readonly last: readonly SmoothingFit[];
}

/** Moments in the later half of the series, so that each has a past to learn from; none where it is too short. */
export function planOrigins(
  n: number,
  seasonLength: number,
  seasonal: boolean,
  horizon: number,
): OriginPlan | undefined {
  const training = Math.max(LEAST_TRAINING, Math.ceil(n / 2), seasonal ? 2 * seasonLength : 0);
  const ahead = Math.min(horizon, Math.floor((n - training) / 2));
  const count = n - ahead - training + 1;
  if (ahead < 1 || count < LEAST_ORIGINS) return undefined;
  const kept = Math.min(MOST_ORIGINS, count);
  const origins = Array.from({ length: kept }, (_, i) => training + Math.round((i * (count - 1)) / (kept - 1)));
  return { origins, horizon: ahead };
}

/** Mean absolute error of a forecast from one moment, over the periods known. */
export function lossAt(y: Float64Array, origin: number, horizon: number, foretold: (step: number) => number): number {
  let [total, known] = [0, 0];
  for (let h = 1; h <= horizon; h++) {
    const value = y[origin + h - 1] as number;
    if (Number.isNaN(value)) continue;
    total += Math.abs(value - foretold(h));
    known++;
  }
  return known === 0 ? Number.NaN : total / known;
}

/** What a fitted form expects so many periods ahead. */
export function expectedAt({ form, parameters, states }: SmoothingFit, step: number): number {
  const { phi = 1 } = parameters;
  const { level, trend = 0, season = [] } = states;
  const damped = phi === 1 ? step : (phi * (1 - phi ** step)) / (1 - phi);
  const base = level + damped * trend;
  if (form.season === "none") return base;
  const s = season[(step - 1) % season.length] as number;
  return form.season === "additive" ? base + s : base * s;
}

/** Forecasts from each past moment by each form, learned from what was known there. */
export function rollForms(
  y: Float64Array,
  forms: readonly SmoothingForm[],
  plan: OriginPlan,
): RollingErrors | undefined {
  // a form that the first training part cannot carry would be judged on fewer moments than its rivals
  const able = forms.filter((form) => canCarry(y.subarray(0, plan.origins[0]), form));
  const losses: number[][] = able.map(() => []);
  const warm: (SmoothingFit | undefined)[] = able.map(() => undefined);
  const chosen: number[] = [];
  for (const origin of plan.origins) {
    const past = y.slice(0, origin);
    let [bestCriterion, bestLoss] = [Number.POSITIVE_INFINITY, Number.NaN];
    const here: number[] = [];
    for (let f = 0; f < able.length; f++) {
      const form = able[f] as SmoothingForm;
      const before = warm[f];
      const found =
        before === undefined
          ? fitScaled(past, form, { cold: 2, tolerance: 1e-5, maxIterations: 120 })
          : fitScaled(past, form, { warm: before, cold: 0, tolerance: 1e-4, maxIterations: 40 });
      const fit = found === undefined ? before : smoothingFitOf(form, found);
      if (fit === undefined) {
        here.push(Number.NaN);
        continue;
      }
      warm[f] = fit;
      const loss = lossAt(y, origin, plan.horizon, (h) => expectedAt(fit, h));
      here.push(loss);
      const criterion = fit.aicc ?? Number.POSITIVE_INFINITY;
      if (criterion < bestCriterion || Number.isNaN(bestLoss)) [bestCriterion, bestLoss] = [criterion, loss];
    }
    if (here.some((loss) => !Number.isFinite(loss))) continue;
    here.forEach((loss, f) => {
      losses[f]?.push(loss);
    });
    chosen.push(bestLoss);
  }
  if (able.length === 0 || chosen.length < LEAST_ORIGINS) return undefined;
  return { plan, forms: able, losses, chosen, last: warm as SmoothingFit[] };
}
