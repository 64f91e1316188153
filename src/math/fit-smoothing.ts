import { requireNumber } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";
import { minimizeBfgs } from "./bfgs.ts";
import {
  requireForm,
  requireSeries,
  type SmoothingForm,
  type SmoothingParameters,
  type SmoothingStates,
} from "./exponential-smoothing.ts";
import { type HeldShares, packSmoothing } from "./smoothing-layout.ts";
import { type SmoothingLikelihood, smoothingLikelihood } from "./smoothing-likelihood.ts";
import { smoothingStart } from "./smoothing-start.ts";

/** One form fitted to one series by maximum likelihood. */
export interface SmoothingFit {
  readonly form: SmoothingForm;
  readonly parameters: SmoothingParameters;
  /** States before the first period. */
  readonly start: SmoothingStates;
  /** States after the last period. */
  readonly states: SmoothingStates;
  /** Log-likelihood of normal errors, their variance at its best value. */
  readonly logLikelihood: number;
  /** Numbers that were fitted, the variance among them. */
  readonly freedom: number;
  readonly aic: number;
  /** AIC with its small-sample correction; absent where there are too few periods for it. */
  readonly aicc?: number;
  readonly bic: number;
  /** Standard deviation of the one-step error, relative to the expectation where errors are multiplicative. */
  readonly sigma: number;
  /** Known periods. */
  readonly n: number;
  readonly converged: boolean;
}

/** Starting shares of the error; the first is slow, the second quick. */
const STARTS = [
  { alpha: 0.2, beta: 0.05, gamma: 0.1, phi: 0.95 },
  { alpha: 0.7, beta: 0.05, gamma: 0.05, phi: 0.9 },
] as const;

/** What the search works with: the series scaled to the order of one, so that one tolerance fits all. */
export interface ScaledFit {
  readonly likelihood: SmoothingLikelihood;
  readonly x: Float64Array;
  readonly value: number;
  readonly shift: number;
  readonly scale: number;
  readonly converged: boolean;
}

/** Centre and size of a series; a form that multiplies may be scaled but not shifted. */
function unitOf(y: Float64Array, form: SmoothingForm): { readonly shift: number; readonly scale: number } {
  let [n, mean, square] = [0, 0, 0];
  for (const value of y) {
    if (Number.isNaN(value)) continue;
    n++;
    const step = value - mean;
    mean += step / n;
    square += step * (value - mean);
  }
  if (form.error === "multiplicative" || form.season === "multiplicative") return { shift: 0, scale: mean };
  const spread = Math.sqrt(square / Math.max(1, n));
  return { shift: mean, scale: spread > 1e-12 * Math.abs(mean) && spread > 0 ? spread : Math.abs(mean) || 1 };
}

/** How long to search, and from where. */
export interface ScaledFitOptions {
  /** An earlier answer in the units of the series, from which to begin. */
  readonly warm?: { readonly parameters: SmoothingParameters; readonly start: SmoothingStates };
  /** Starts from the series itself, 0 to 2. */
  readonly cold?: number;
  readonly tolerance?: number;
  readonly maxIterations?: number;
  /** Shares that are not searched but held at the end of their range. */
  readonly held?: HeldShares;
}

/** Maximum likelihood of one form. */
export function fitScaled(y: Float64Array, form: SmoothingForm, options: ScaledFitOptions = {}): ScaledFit | undefined {
  const { warm, tolerance = 1e-7, maxIterations = 300, cold = 2, held } = options;
  const { shift, scale } = unitOf(y, form);
  if (!(scale > 0) || !Number.isFinite(1 / scale)) return undefined;
  const scaled = y.map((value) => (value - shift) / scale);
  const likelihood = smoothingLikelihood(scaled, form, held);
  const starts: Float64Array[] = [];
  if (warm !== undefined)
    starts.push(packSmoothing(form, warm.parameters, rescaled(warm.start, form, shift, scale), held));
  const states = smoothingStart(scaled, form);
  for (const rates of STARTS.slice(0, cold)) starts.push(packSmoothing(form, rates, states, held));
  const { layout, known } = likelihood;
  let best: ScaledFit | undefined;
  for (const start of starts) {
    // states are searched in units of the error, so that they are as curved as the shares
    const unit = Math.sqrt(likelihood.run(start) / known);
    if (!Number.isFinite(unit)) continue;
    const size = start.map((_, i) => (i < layout.rates ? 1 : i === layout.trend ? 0.2 * unit : unit) || 1);
    const x = new Float64Array(start.length);
    const at = (u: Float64Array): Float64Array => {
      for (let i = 0; i < u.length; i++) x[i] = (start[i] as number) + (size[i] as number) * (u[i] as number);
      return x;
    };
    const found = minimizeBfgs((u) => likelihood.value(at(u)) / known, new Float64Array(start.length), {
      gradient: (u, out) => {
        likelihood.gradient(at(u), out);
        for (let i = 0; i < out.length; i++) out[i] = ((out[i] as number) * (size[i] as number)) / known;
      },
      tolerance,
      maxIterations,
    });
    if (found.value === undefined) continue;
    const value = found.value * known;
    if (best === undefined || value < best.value - 1e-9) {
      const point = Float64Array.from(at(Float64Array.from(found.x)));
      best = { likelihood, x: point, value, shift, scale, converged: found.converged };
    }
  }
  return best;
}

/** States in other units: what is shifted is the level alone; a factor stays a factor. */
function rescaled(states: SmoothingStates, form: SmoothingForm, shift: number, scale: number): SmoothingStates {
  const { level, trend, season } = states;
  return {
    level: (level - shift) / scale,
    ...(trend !== undefined && { trend: trend / scale }),
    ...(season !== undefined && { season: form.season === "multiplicative" ? season : season.map((s) => s / scale) }),
  };
}

/** The answer of a search in the units of the series. */
export function smoothingFitOf(form: SmoothingForm, found: ScaledFit): SmoothingFit {
  const { likelihood, x, shift, scale, converged } = found;
  const total = likelihood.run(x);
  const n = likelihood.known;
  const freedom = likelihood.layout.size + 1;
  const relative = form.error === "multiplicative";
  const variance = Math.max(total, 1e-300) / n;
  // the density of the scaled series, and the scale itself once per period
  const logLikelihood =
    -0.5 * n * (Math.log(2 * Math.PI * variance) + 1) - (relative ? likelihood.logExpected() : 0) - n * Math.log(scale);
  const end = likelihood.states();
  const [trended, seasonal] = [form.trend !== "none", form.season !== "none"];
  const aic = 2 * freedom - 2 * logLikelihood;
  const left = n - freedom - 1;
  const states: SmoothingStates = {
    level: end.level,
    ...(trended && { trend: end.trend }),
    ...(seasonal && { season: Array.from(end.season) }),
  };
  // undoing (y − shift) / scale is the same map with these two numbers
  const home = (inner: SmoothingStates): SmoothingStates => rescaled(inner, form, -shift / scale, 1 / scale);
  return {
    form,
    parameters: likelihood.parameters(x),
    start: home(likelihood.start(x)),
    states: home(states),
    logLikelihood,
    freedom,
    aic,
    ...(left > 0 && { aicc: aic + (2 * freedom * (freedom + 1)) / left }),
    bic: aic + freedom * (Math.log(n) - 2),
    sigma: Math.sqrt(total / Math.max(1, n - likelihood.layout.size)) * (relative ? 1 : scale),
    n,
    converged,
  };
}

/**
 * Fits one form of exponential smoothing to a series by maximum likelihood: shares of the error and first states
 * together.
 *
 * @param values - One number per period, oldest first; NaN where a period is not known. At least four known, more than
 * the form has numbers to fit, and above 0 throughout where errors or season multiply.
 * @param form - The form; a season needs at least two full seasons of periods and at most 60 periods in it.
 * @returns Parameters, states and the criteria of fit; `undefined` where the series cannot carry the form.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const form = { error: "additive", trend: "none", season: "none", seasonLength: 1 };
 * const fit = fitExponentialSmoothing([10, 12, 11, 13, 12, 14, 13, 15], form);
 * fit.freedom; // => 3
 * fit.parameters.alpha; // ≈ 0.595
 * ```
 * @see Hyndman, Koehler, Snyder & Grose (2002), International Journal of Forecasting 18, section 3
 */
export function fitExponentialSmoothing(values: ArrayLike<number>, form: SmoothingForm): SmoothingFit | undefined {
  requireSeries(values, "values");
  requireForm(form, "form");
  if (form.season !== "none") requireNumber(form.seasonLength, "form.seasonLength", { max: 60 });
  const y = Float64Array.from(values);
  if (!canCarry(y, form)) return undefined;
  const found = fitScaled(y, form);
  if (found === undefined) return undefined;
  const fit = smoothingFitOf(form, found);
  if (!Number.isFinite(fit.logLikelihood)) {
    throw new ClienteleError("not_finite", "values are too large or too small to be squared; scale them", {});
  }
  return fit;
}

/** Whether a series has the periods and the sign that a form needs. */
export function canCarry(y: Float64Array, form: SmoothingForm): boolean {
  const positive = form.error === "multiplicative" || form.season === "multiplicative";
  let known = 0;
  for (const value of y) {
    if (Number.isNaN(value)) continue;
    known++;
    if (positive && !(value > 0)) return false;
  }
  const numbers = 2 + (form.trend === "none" ? 0 : 2) + (form.trend === "damped" ? 1 : 0);
  const seasonal = form.season === "none" ? 0 : form.seasonLength;
  return known >= 4 && known > numbers + seasonal + 1 && (seasonal === 0 || known >= 2 * seasonal);
}
