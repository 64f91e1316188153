import { requireFinite, requireNonEmpty, requireNumber, requireObject, requireOneOf, show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** How errors, trend and season of a series enter: the family of exponential smoothing. */
export interface SmoothingForm {
  /** Whether errors have one size, or grow with the level. */
  readonly error: "additive" | "multiplicative";
  readonly trend: "none" | "additive" | "damped";
  /** Whether a season adds to the level or multiplies it. */
  readonly season: "none" | "additive" | "multiplicative";
  /** Periods after which the season repeats; read only where there is a season. */
  readonly seasonLength: number;
}

/** How fast level, trend and season follow what is new, each as a share of the last error. */
export interface SmoothingParameters {
  readonly alpha: number;
  /** Share of the error that enters the trend (not the ratio to alpha). */
  readonly beta?: number;
  readonly gamma?: number;
  /** What is left of the trend after one period, in (0, 1]; 1 where it is not damped. */
  readonly phi?: number;
}

/** Level, trend and season at one moment. */
export interface SmoothingStates {
  readonly level: number;
  readonly trend?: number;
  /** One figure for each coming period of the season, the next one first. */
  readonly season?: readonly number[];
}

/** A series as exponential smoothing sees it. */
export interface SmoothedSeries {
  /** What was expected of each period the period before. */
  readonly expected: Float64Array;
  /** What came minus what was expected; 0 where nothing is known. */
  readonly errors: Float64Array;
  /** States after the last period. */
  readonly states: SmoothingStates;
  /** Sum of squared errors. */
  readonly squaredError: number;
}

/** Refuses a form that is none of the family. */
export function requireForm(form: SmoothingForm, name: string): void {
  requireObject(form, name);
  requireOneOf(form.error, ["additive", "multiplicative"], `${name}.error`);
  requireOneOf(form.trend, ["none", "additive", "damped"], `${name}.trend`);
  requireOneOf(form.season, ["none", "additive", "multiplicative"], `${name}.season`);
  if (form.season !== "none") requireNumber(form.seasonLength, `${name}.seasonLength`, { min: 2, integer: true });
}

/** Refuses a column with cells that are neither finite nor NaN (not known). */
export function requireSeries(values: ArrayLike<number>, name: string): void {
  requireNonEmpty(values, name);
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i];
    if (typeof value !== "number") {
      throw new ClienteleError("invalid_type", `${name}[${i}] must be a number, got ${show(value)}`, { index: i });
    }
    if (!Number.isFinite(value) && !Number.isNaN(value)) {
      throw new ClienteleError("not_finite", `${name}[${i}] must be finite, or NaN where it is not known`, {
        index: i,
      });
    }
  }
}

/**
 * Follows a series by exponential smoothing with given parameters and start: level, trend and season move by a share of
 * each error.
 *
 * @param values - One number per period, oldest first; NaN where a period is not known (nothing is learned from it).
 * @param form - Additive or multiplicative; the error's kind does not change the states.
 * @param parameters - `alpha`, with `beta`, `gamma`, `phi` where the form has them; finite.
 * @param start - States before the first period. Holt–Winters' own beta and gamma are `beta / alpha` and
 * `gamma / (1 − alpha)` of these.
 * @returns What was expected, the errors, and the states at the end.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`, `length_mismatch`
 * for a season of another length, `no_convergence` where the states leave the numbers that a double can hold.
 * @example
 * ```ts
 * const form = { error: "additive", trend: "none", season: "none", seasonLength: 1 };
 * smoothSeries([10, 12, 11], form, { alpha: 0.5 }, { level: 10 }).states.level; // => 11
 * ```
 * @see Hyndman, Koehler, Ord & Snyder (2008), Forecasting with Exponential Smoothing, table 2.1
 */
export function smoothSeries(
  values: ArrayLike<number>,
  form: SmoothingForm,
  parameters: SmoothingParameters,
  start: SmoothingStates,
): SmoothedSeries {
  requireSeries(values, "values");
  requireForm(form, "form");
  requireObject(parameters, "parameters");
  requireObject(start, "start");
  const { alpha, beta = 0, gamma = 0, phi = 1 } = parameters;
  for (const [name, value] of Object.entries({ alpha, beta, gamma, phi })) requireNumber(value, `parameters.${name}`);
  requireNumber(start.level, "start.level");
  const trended = form.trend !== "none";
  if (trended) requireNumber(start.trend as number, "start.trend");
  const seasonal = form.season !== "none";
  const times = form.season === "multiplicative";
  const m = seasonal ? form.seasonLength : 1;
  const season = Float64Array.from(seasonal ? (start.season ?? []) : [times ? 1 : 0]);
  requireFinite(season, "start.season");
  if (season.length !== m) {
    throw new ClienteleError("length_mismatch", `start.season has ${season.length} figures and the season ${m}`, {
      given: season.length,
      seasonLength: m,
    });
  }
  const n = values.length;
  const expected = new Float64Array(n);
  const errors = new Float64Array(n);
  let level = start.level;
  let trend = trended ? (start.trend as number) : 0;
  let squaredError = 0;
  for (let t = 0; t < n; t++) {
    const s = season[t % m] as number;
    const base = level + phi * trend;
    const foretold = times ? base * s : base + s;
    const value = values[t] as number;
    const error = Number.isNaN(value) ? 0 : value - foretold;
    expected[t] = foretold;
    errors[t] = error;
    squaredError += error * error;
    const push = times ? error / s : error;
    level = base + alpha * push;
    trend = trended ? phi * trend + beta * push : 0;
    if (seasonal) season[t % m] = s + gamma * (times ? error / base : error);
  }
  if (!Number.isFinite(squaredError) || !Number.isFinite(level) || !season.every(Number.isFinite)) {
    throw new ClienteleError("no_convergence", "the states grow beyond all numbers; choose other parameters", {});
  }
  return {
    expected,
    errors,
    squaredError,
    states: {
      level,
      ...(trended && { trend }),
      ...(seasonal && { season: Array.from({ length: m }, (_, j) => season[(n + j) % m] as number) }),
    },
  };
}
