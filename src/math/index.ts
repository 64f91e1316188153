export { adjustedRandIndex } from "./adjusted-rand.ts";
export { type AveragePrecision, type AveragePrecisionOptions, averagePrecision } from "./average-precision.ts";
export { regularizedBeta, regularizedBetaUpper } from "./beta.ts";
export { betaCdf, betaQuantile } from "./beta-distribution.ts";
export { type BfgsOptions, minimizeBfgs } from "./bfgs.ts";
export { type BrentOptions, type BrentReason, type BrentResult, brentMinimum, brentRoot } from "./brent.ts";
export { type BrierOptions, type BrierScore, brierScore, logLoss } from "./brier.ts";
export { type CalibrationLine, calibrationLine } from "./calibration-line.ts";
export { chiSquaredCdf, chiSquaredQuantile, chiSquaredSurvival } from "./chi-squared.ts";
export {
  type CholeskyFactor,
  choleskyFactor,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolve,
} from "./cholesky.ts";
export { type Concordance, type ConcordanceOptions, concordanceIndex } from "./concordance.ts";
export {
  type ConfidenceSequenceOptions,
  confidenceSequenceMultiplier,
  confidenceSequencePValue,
} from "./confidence-sequence.ts";
export { type CumulativeHazard, cumulativeHazard } from "./cumulative-hazard.ts";
export { symmetricEigenvalues } from "./eigenvalues.ts";
export { erf, erfc } from "./erf.ts";
export {
  type SmoothedSeries,
  type SmoothingForm,
  type SmoothingParameters,
  type SmoothingStates,
  smoothSeries,
} from "./exponential-smoothing.ts";
export { fCdf, fQuantile, fSurvival } from "./f-distribution.ts";
export { fiellerInterval, type RatioParts } from "./fieller.ts";
export { fitExponentialSmoothing, type SmoothingFit } from "./fit-smoothing.ts";
export { type FoldOptions, stratifiedFolds } from "./folds.ts";
export { digamma, logBeta, logGamma, regularizedGammaP, regularizedGammaQ, trigamma } from "./gamma.ts";
export { gammaCdf, gammaQuantile } from "./gamma-distribution.ts";
export { hypergeometric2F1, logHypergeometric2F1 } from "./hypergeometric.ts";
export { type IsotonicStep, isotonicAt, isotonicRegression } from "./isotonic.ts";
export {
  type KaplanMeierCurve,
  type KaplanMeierOptions,
  kaplanMeier,
  type SurvivalInterval,
} from "./kaplan-meier.ts";
export {
  type AliasedColumn,
  type LeastSquaresFit,
  type LeastSquaresOptions,
  leastSquares,
} from "./least-squares.ts";
export { type FitLogisticOptions, fitLogistic, type LogisticFit } from "./logistic.ts";
export type { CodedColumn, LogisticPredictor } from "./logistic-design.ts";
export { type MannKendall, type MannKendallOptions, mannKendall } from "./mann-kendall.ts";
export { medianAbsoluteDeviation, type RobustSpread } from "./median-absolute-deviation.ts";
export type { Minimum, MinimumReason, Objective } from "./minimum.ts";
export { type Moments, mergeMoments, momentsFromSums, momentsOf, type Sums, varianceOf } from "./moments.ts";
export { type NaturalBreaks, naturalBreaks } from "./natural-breaks.ts";
export { minimizeNelderMead, type NelderMeadOptions } from "./nelder-mead.ts";
export { nonNegativeLeastSquares } from "./nnls.ts";
export { noncentralChiSquaredCdf } from "./noncentral-chi-squared.ts";
export { noncentralFCdf } from "./noncentral-f.ts";
export { noncentralChiSquaredInterval, noncentralFInterval, type ShiftInterval } from "./noncentral-interval.ts";
export { noncentralTCdf, noncentralTSurvival } from "./noncentral-t.ts";
export { normalCdf, normalPdf, normalQuantile, normalSurvival } from "./normal.ts";
export type { OutcomeWeights } from "./outcomes.ts";
export { adjustPValues } from "./p-values.ts";
export { fitPlatt, type PlattScale } from "./platt.ts";
export { clopperPearsonInterval, jeffreysInterval, wilsonInterval } from "./proportion.ts";
export { newcombeInterval } from "./proportion-difference.ts";
export { quantile, quantileSorted, quantiles, selectRanks } from "./quantile.ts";
export { createRandom, type Random } from "./random.ts";
export { midranks, type Ranks } from "./ranks.ts";
export { type ShrunkRatio, shrinkRatios } from "./ratio-shrinkage.ts";
export { type ReliabilityBin, type ReliabilityOptions, reliabilityTable } from "./reliability.ts";
export { type RestrictedMean, restrictedMean } from "./restricted-mean.ts";
export { type CovarianceKind, clusteredCovariance, sandwichCovariance } from "./robust-covariance.ts";
export { type RocAuc, type RocAucOptions, rocAuc } from "./roc.ts";
export { type RocDifference, type RocDifferenceOptions, rocAucDifference } from "./roc-difference.ts";
export { silhouetteWidths } from "./silhouette.ts";
export { studentTCdf, studentTQuantile, studentTSurvival } from "./student-t.ts";
export { mean, sum } from "./sum.ts";
export { type SurvivalQuantile, survivalAt, survivalBandQuantile, survivalQuantile } from "./survival-read.ts";
export { type TheilSen, type TheilSenOptions, theilSen } from "./theil-sen.ts";
