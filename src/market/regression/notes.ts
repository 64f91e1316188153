import type { Reason } from "../../core/reasons.ts";
import type { LeastSquaresFit } from "../../math/least-squares.ts";
import { closestTerm } from "./coefficients.ts";
import type { RegressionModel, TermName } from "./types.ts";

/** Chance below which a check is called failed. */
const CLEAR = 0.05;

/** Inflation of a variance from which neighbours are hard to tell apart (Marquardt 1970, Technometrics 12). */
const INFLATED = 10;

/** Cook's distance from which leaving a row out moves the coefficients visibly (Cook & Weisberg 1982, 3.5). */
const STRONG = 0.5;

/** Rows for each coefficient below which a formula learns chance (Harrell 2015, Regression Modeling Strategies, 4.4). */
const ROWS_EACH = 10;

/** Clusters below which their errors are too small (Cameron & Miller 2015, section VI). */
const FEW_CLUSTERS = 40;

/** How a column is called in a sentence. */
function termText({ predictor, category }: TermName): string {
  return category === undefined ? predictor : `${predictor} ${category}`;
}

/** What must be known of a fit, the gravest first. */
export function notesOf(model: RegressionModel, fit: LeastSquaresFit, exact: boolean): Reason[] {
  const { n, terms, aliased, checks, influence, fittedOn, errors } = model;
  const { spread, bends, skewness } = checks;
  const notes: Reason[] = [];
  if (exact) notes.push({ code: "regression_exact", params: { n } });
  if (fittedOn.missing > 0) {
    notes.push({ code: "regression_missing", params: { missing: fittedOn.missing, rows: fittedOn.rows } });
  }
  for (const term of aliased) {
    notes.push({ code: "regression_aliased", params: { term: termText(term), of: term.of.map(termText) } });
  }
  for (const { row, name = String(row), cooksDistance } of influence) {
    if (cooksDistance === undefined) notes.push({ code: "regression_row_alone", params: { row: name } });
    else if (cooksDistance > STRONG) {
      notes.push({ code: "regression_strong_row", params: { row: name, distance: cooksDistance } });
    }
  }
  for (const { predictor, pValue } of bends) {
    if (pValue < CLEAR) notes.push({ code: "regression_bent", params: { predictor, pValue } });
  }
  if (spread !== undefined && spread.pValue < CLEAR) {
    notes.push({ code: "regression_spread", params: { pValue: spread.pValue, classic: errors === "classic" } });
  }
  if (skewness !== undefined && skewness.pValue < CLEAR) {
    notes.push({ code: "regression_skewed", params: { skewness: skewness.value, pValue: skewness.pValue, n } });
  }
  terms.forEach((term, k) => {
    if (term.category !== undefined || term.inflation <= INFLATED) return;
    const other = closestTerm(fit, terms, k);
    if (other === undefined) return;
    notes.push({
      code: "regression_collinear",
      params: { term: termText(term), inflation: term.inflation, other: termText(terms[other] as TermName) },
    });
  });
  if (n < ROWS_EACH * terms.length) {
    notes.push({ code: "regression_few_rows", params: { n, terms: terms.length, needed: ROWS_EACH * terms.length } });
  }
  const { clusters } = fittedOn;
  if (clusters !== undefined && clusters < FEW_CLUSTERS) {
    notes.push({ code: "regression_few_clusters", params: { clusters, needed: FEW_CLUSTERS } });
  }
  return notes;
}
