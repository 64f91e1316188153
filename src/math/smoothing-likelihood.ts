import type { SmoothingForm, SmoothingParameters, SmoothingStates } from "./exponential-smoothing.ts";
import { type HeldShares, LEAST, layoutOf, logistic, PHI, type SmoothingLayout } from "./smoothing-layout.ts";

/**
 * Squared error that a series of the order of one owes to rounding. A series that is followed without any error has no
 * likelihood; with this it has one, and all others keep theirs to the last digit.
 */
export const ROUNDING = 1e-18;

/** A point of the search, unpacked. */
interface SmoothingPoint {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
}

/** The likelihood of one form for one series, as a function of one vector. */
export interface SmoothingLikelihood {
  readonly layout: SmoothingLayout;
  /** Known periods. */
  readonly known: number;
  /** Minus the log-likelihood with the error's variance concentrated out, up to a constant; Infinity out of bounds. */
  value(x: Float64Array): number;
  /** Its gradient, by one pass backwards. */
  gradient(x: Float64Array, out: Float64Array): void;
  /** Runs the series through; returns the sum of squared (relative) errors and leaves the states at the end. */
  run(x: Float64Array): number;
  /** After `run`: states at the end, the season in the order of coming periods. */
  states(): { readonly level: number; readonly trend: number; readonly season: Float64Array };
  /** After `run`: minus twice the part of the likelihood that multiplicative errors add, Σ log |expected|. */
  logExpected(): number;
  rates(x: Float64Array): SmoothingPoint;
  parameters(x: Float64Array): SmoothingParameters;
  start(x: Float64Array): SmoothingStates;
}

/**
 * The likelihood of exponential smoothing in its state-space form.
 *
 * Level, trend and season move by shares of the error a = y − μ in the same way for additive and multiplicative errors;
 * only the likelihood tells them apart. The gradient runs the recursion backwards once, whatever the number of seasons.
 *
 * @see Hyndman, Koehler, Snyder & Grose (2002), International Journal of Forecasting 18, eq. 4
 */
export function smoothingLikelihood(y: Float64Array, form: SmoothingForm, held?: HeldShares): SmoothingLikelihood {
  const at = layoutOf(form, held);
  const n = y.length;
  const seasonal = at.season >= 0;
  const times = form.season === "multiplicative";
  const trended = at.trend >= 0;
  const relative = form.error === "multiplicative";
  const positive = relative || times;
  const m = seasonal ? form.seasonLength : 1;
  let known = 0;
  for (let t = 0; t < n; t++) if (!Number.isNaN(y[t])) known++;
  const [base, slope, error] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const seasonAt = new Float64Array(n);
  const season = new Float64Array(m);
  const back = new Float64Array(m);
  let level = 0;
  let trend = 0;
  let logs = 0;
  let total = 0;

  const rates = (x: Float64Array): SmoothingPoint => {
    const alpha = at.alpha >= 0 ? LEAST + (1 - 2 * LEAST) * logistic(x[at.alpha] as number) : (held?.alpha ?? 0);
    return {
      alpha,
      beta: at.beta >= 0 ? LEAST + (alpha - LEAST) * logistic(x[at.beta] as number) : 0,
      gamma: at.gamma >= 0 ? LEAST + (1 - alpha - LEAST) * logistic(x[at.gamma] as number) : 0,
      phi: at.phi >= 0 ? PHI[0] + (PHI[1] - PHI[0]) * logistic(x[at.phi] as number) : 1,
    };
  };

  const setSeason = (x: Float64Array): void => {
    season[0] = times ? 1 : 0;
    if (!seasonal) return;
    let rest = times ? m : 0;
    for (let j = 0; j < m - 1; j++) {
      season[j] = x[at.season + j] as number;
      rest -= season[j] as number;
    }
    season[m - 1] = rest;
  };

  const run = (x: Float64Array): number => {
    const { alpha, beta, gamma, phi } = rates(x);
    setSeason(x);
    // kept beside the loop: a number that several functions share is written to the heap each time it changes
    let l = x[at.level] as number;
    let b = trended ? (x[at.trend] as number) : 0;
    let squares = 0;
    let logged = 0;
    let product = 1;
    for (let t = 0, j = 0; t < n; t++) {
      const s = season[j] as number;
      const p = l + phi * b;
      const mu = times ? p * s : p + s;
      if (positive && !(p > 0 && mu > 0)) {
        total = Number.POSITIVE_INFINITY;
        return total;
      }
      const value = y[t] as number;
      let a = 0;
      if (!Number.isNaN(value)) {
        a = value - mu;
        if (relative) {
          squares += (a / mu) * (a / mu);
          product *= mu;
          // one logarithm for many factors, taken before the product leaves the doubles
          if (product > 1e200 || product < 1e-200) {
            logged += Math.log(product);
            product = 1;
          }
        } else squares += a * a;
      }
      base[t] = p;
      slope[t] = b;
      seasonAt[t] = s;
      error[t] = a;
      const push = times ? a / s : a;
      l = p + alpha * push;
      if (trended) b = phi * b + beta * push;
      if (seasonal) {
        season[j] = s + gamma * (times ? a / p : a);
        if (++j === m) j = 0;
      }
    }
    level = l;
    trend = b;
    logs = logged + Math.log(product);
    total = squares;
    return total;
  };

  /** A search asks for value and slope at the same point: the series is run through once for both. */
  const last = new Float64Array(at.size).fill(Number.NaN);
  const runOnce = (x: Float64Array): void => {
    let same = true;
    for (let i = 0; i < last.length; i++) {
      if (last[i] !== x[i]) same = false;
      last[i] = x[i] as number;
    }
    if (!same) run(x);
  };

  const value = (x: Float64Array): number => {
    runOnce(x);
    return 0.5 * known * Math.log(total + ROUNDING) + (relative ? logs : 0);
  };

  const gradient = (x: Float64Array, out: Float64Array): void => {
    runOnce(x);
    out.fill(0);
    const { alpha, beta, gamma, phi } = rates(x);
    const weight = known / (total + ROUNDING);
    back.fill(0);
    let levelBack = 0;
    let trendBack = 0;
    let toAlpha = 0;
    let toBeta = 0;
    let toGamma = 0;
    let toPhi = 0;
    for (let t = n - 1, j = (n - 1) % m; t >= 0; t--) {
      const p = base[t] as number;
      const b = slope[t] as number;
      const s = seasonAt[t] as number;
      const a = error[t] as number;
      const mu = times ? p * s : p + s;
      const missing = Number.isNaN(y[t]);
      const seasonBack = back[j] as number;
      let errorBack = 0;
      let expectedBack = 0;
      if (!missing) {
        if (relative) {
          const r = (weight * a) / mu;
          errorBack = r / mu;
          expectedBack = (1 - (r * a) / mu) / mu;
        } else errorBack = weight * a;
      }
      let baseBack = levelBack;
      let sBack = seasonBack;
      toPhi += b * trendBack;
      if (times) {
        const u = a / s;
        const v = a / p;
        const uBack = alpha * levelBack + beta * trendBack;
        const vBack = gamma * seasonBack;
        toAlpha += u * levelBack;
        toBeta += u * trendBack;
        toGamma += v * seasonBack;
        if (!missing) errorBack += uBack / s + vBack / p;
        sBack -= (uBack * u) / s;
        baseBack -= (vBack * v) / p;
      } else {
        toAlpha += a * levelBack;
        toBeta += a * trendBack;
        toGamma += a * seasonBack;
        if (!missing) errorBack += alpha * levelBack + beta * trendBack + gamma * seasonBack;
      }
      expectedBack -= errorBack;
      if (times) {
        baseBack += expectedBack * s;
        sBack += expectedBack * p;
      } else {
        baseBack += expectedBack;
        sBack += expectedBack;
      }
      back[j] = sBack;
      toPhi += b * baseBack;
      trendBack = phi * trendBack + phi * baseBack;
      levelBack = baseBack;
      if (--j < 0) j = m - 1;
    }
    out[at.level] = levelBack;
    if (trended) out[at.trend] = trendBack;
    // alpha bounds beta from above and gamma through what it leaves
    const slopeOf = (z: number): number => logistic(z) * (1 - logistic(z));
    if (at.beta >= 0) {
      const share = logistic(x[at.beta] as number);
      out[at.beta] = toBeta * (alpha - LEAST) * slopeOf(x[at.beta] as number);
      toAlpha += toBeta * share;
    }
    if (at.gamma >= 0) {
      const share = logistic(x[at.gamma] as number);
      out[at.gamma] = toGamma * (1 - alpha - LEAST) * slopeOf(x[at.gamma] as number);
      toAlpha -= toGamma * share;
    }
    for (let j = 0; seasonal && j < m - 1; j++) out[at.season + j] = (back[j] as number) - (back[m - 1] as number);
    if (at.phi >= 0) out[at.phi] = toPhi * (PHI[1] - PHI[0]) * slopeOf(x[at.phi] as number);
    if (at.alpha >= 0) out[at.alpha] = toAlpha * (1 - 2 * LEAST) * slopeOf(x[at.alpha] as number);
  };

  return {
    layout: at,
    known,
    value,
    gradient,
    run: (x) => {
      last.set(x);
      return run(x);
    },
    states: () => ({
      level,
      trend,
      season: Float64Array.from({ length: m }, (_, j) => season[(n + j) % m] as number),
    }),
    logExpected: () => logs,
    rates,
    parameters: (x) => {
      const { alpha, beta, gamma, phi } = rates(x);
      return { alpha, ...(trended && { beta }), ...(seasonal && { gamma }), ...(at.phi >= 0 && { phi }) };
    },
    start: (x) => {
      setSeason(x);
      return {
        level: x[at.level] as number,
        ...(trended && { trend: x[at.trend] as number }),
        ...(seasonal && { season: Array.from(season) }),
      };
    },
  };
}
