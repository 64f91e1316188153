import type { DiscreteRows } from "./discrete-rows.ts";
import type { DiscreteLink } from "./discrete-types.ts";
import { type MonthShape, monthBasis, shapeSize } from "./month-basis.ts";
import type { LogLikelihood } from "./newton.ts";

/** What one month says at a linear predictor: log-likelihood, slope and information, for so many watched and leaving. */
interface MonthPoint {
  value: number;
  slope: number;
  information: number;
}

/** A logistic or complementary log-log month. */
function monthPoint(link: DiscreteLink, eta: number, watched: number, leaving: number, out: MonthPoint): void {
  if (link === "logit") {
    // log(1 + e^η) without overflow
    const soft = eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta));
    const chance = 1 / (1 + Math.exp(-eta));
    out.value = leaving * eta - watched * soft;
    out.slope = leaving - watched * chance;
    out.information = watched * chance * (1 - chance);
    return;
  }
  const hazard = Math.exp(eta);
  const grown = Math.expm1(hazard);
  const staying = watched - leaving;
  // for a tiny hazard the ratio is 1, for a huge one 0
  const ratio = hazard < 1e-300 ? 1 : hazard > 700 ? 0 : hazard / grown;
  out.value = (leaving > 0 ? leaving * Math.log(-Math.expm1(-hazard)) : 0) - (staying > 0 ? staying * hazard : 0);
  out.slope = leaving * ratio - staying * hazard;
  // 1 − hazard − ratio, by its series where the difference would be rounding
  const bend = hazard < 1e-4 ? -hazard / 2 - hazard ** 2 / 12 : 1 - hazard - ratio;
  out.information = staying * hazard - leaving * ratio * bend;
}

/**
 * Log-likelihood of month after month of staying or leaving, in the baseline's coefficients and those of the terms.
 *
 * @see Prentice & Gloeckler (1978), Biometrics 34, 57–67; Singer & Willett (1993), Journal of Educational Statistics 18
 */
export function discreteLikelihood(rows: DiscreteRows, shape: MonthShape, link: DiscreteLink): LogLikelihood {
  const { p, x, patterns, from, to, left, weight, lastMonth } = rows;
  const k = shapeSize(shape);
  const size = k + p;
  const months = Array.from({ length: lastMonth + 1 }, (_, m) => {
    const basis = new Float64Array(k);
    return m > 0 && monthBasis(shape, m, basis) ? basis : undefined;
  });
  const watched = new Float64Array(lastMonth + 2);
  const leaving = new Float64Array(lastMonth + 2);
  const level = new Float64Array(lastMonth + 1);
  const spread = new Float64Array(lastMonth + 1);
  const slopes = new Float64Array(lastMonth + 1);
  const cross = new Float64Array(k);
  const at: MonthPoint = { value: 0, slope: 0, information: 0 };
  return (theta, gradient, information) => {
    gradient.fill(0);
    information.fill(0);
    spread.fill(0);
    slopes.fill(0);
    for (let m = 1; m <= lastMonth; m++) {
      level[m] = 0;
      const basis = months[m];
      if (basis !== undefined)
        for (let j = 0; j < k; j++) level[m] = (level[m] as number) + (theta[j] as number) * (basis[j] as number);
    }
    let value = 0;
    for (let g = 0; g + 1 < patterns.length; g++) {
      const begin = patterns[g] as number;
      const end = patterns[g + 1] as number;
      let low = lastMonth + 1;
      let high = 0;
      for (let i = begin; i < end; i++) {
        low = Math.min(low, (from[i] as number) + 1);
        high = Math.max(high, to[i] as number);
      }
      watched.fill(0, low, high + 2);
      leaving.fill(0, low, high + 1);
      for (let i = begin; i < end; i++) {
        const counts = weight[i] as number;
        watched[(from[i] as number) + 1] = (watched[(from[i] as number) + 1] as number) + counts;
        watched[(to[i] as number) + 1] = (watched[(to[i] as number) + 1] as number) - counts;
        if (left[i] === 1) leaving[to[i] as number] = (leaving[to[i] as number] as number) + counts;
      }
      let score = 0;
      for (let j = 0; j < p; j++) score += (theta[k + j] as number) * (x[g * p + j] as number);
      let slope = 0;
      let own = 0;
      cross.fill(0);
      let risk = 0;
      for (let m = low; m <= high; m++) {
        risk += watched[m] as number;
        const basis = months[m];
        if (basis === undefined) continue;
        monthPoint(link, (level[m] as number) + score, Math.max(risk, leaving[m] as number), leaving[m] as number, at);
        value += at.value;
        slope += at.slope;
        own += at.information;
        slopes[m] = (slopes[m] as number) + at.slope;
        spread[m] = (spread[m] as number) + at.information;
        if (p > 0) for (let j = 0; j < k; j++) cross[j] = (cross[j] as number) + at.information * (basis[j] as number);
      }
      for (let j = 0; j < p; j++) {
        const cell = x[g * p + j] as number;
        if (cell === 0) continue;
        const row = (k + j) * size;
        gradient[k + j] = (gradient[k + j] as number) + slope * cell;
        for (let l = 0; l < k; l++)
          information[row + l] = (information[row + l] as number) + cell * (cross[l] as number);
        const scaled = own * cell;
        for (let l = 0; l <= j; l++) {
          information[row + k + l] = (information[row + k + l] as number) + scaled * (x[g * p + l] as number);
        }
      }
    }
    for (let m = 1; m <= lastMonth; m++) {
      const basis = months[m];
      if (basis === undefined) continue;
      for (let j = 0; j < k; j++) {
        const cell = basis[j] as number;
        if (cell === 0) continue;
        gradient[j] = (gradient[j] as number) + (slopes[m] as number) * cell;
        for (let l = 0; l <= j; l++) {
          information[j * size + l] =
            (information[j * size + l] as number) + (spread[m] as number) * cell * (basis[l] as number);
        }
      }
    }
    for (let j = 0; j < size; j++)
      for (let l = 0; l < j; l++) information[l * size + j] = information[j * size + l] as number;
    return value;
  };
}
