export { regularizedBeta, regularizedBetaUpper } from "./beta.ts";
export { betaCdf, betaQuantile } from "./beta-distribution.ts";
export { type BfgsOptions, minimizeBfgs } from "./bfgs.ts";
export { type BrentOptions, type BrentReason, type BrentResult, brentMinimum, brentRoot } from "./brent.ts";
export { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from "./chi-squared.ts";
export {
  type CholeskyFactor,
  choleskyFactor,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolve,
} from "./cholesky.ts";
export { erf, erfc } from "./erf.ts";
export { digamma, logBeta, logGamma, regularizedGammaP, regularizedGammaQ, trigamma } from "./gamma.ts";
export { gammaCdf, gammaQuantile } from "./gamma-distribution.ts";
export { hypergeometric2F1, logHypergeometric2F1 } from "./hypergeometric.ts";
export type { Minimum, MinimumReason, Objective } from "./minimum.ts";
export { type Moments, mergeMoments, momentsFromSums, momentsOf, type Sums, varianceOf } from "./moments.ts";
export { type NaturalBreaks, naturalBreaks } from "./natural-breaks.ts";
export { minimizeNelderMead, type NelderMeadOptions } from "./nelder-mead.ts";
export { normalCdf, normalPdf, normalQuantile, normalSurvival } from "./normal.ts";
export { clopperPearsonInterval, jeffreysInterval, wilsonInterval } from "./proportion.ts";
export { newcombeInterval } from "./proportion-difference.ts";
export { quantile, quantileSorted, quantiles, selectRanks } from "./quantile.ts";
export { createRandom, type Random } from "./random.ts";
export { studentTCdf, studentTQuantile, studentTSurvival } from "./student-t.ts";
export { mean, sum } from "./sum.ts";
