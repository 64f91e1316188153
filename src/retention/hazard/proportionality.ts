import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { choleskyFactor, choleskySolve } from "../../math/cholesky.ts";
import { sortOrder } from "../../math/sort-order.ts";
import type { Covariates, StayTable } from "../types.ts";
import { chiSquaredTest, quadraticInverse } from "./effects.ts";
import { requireCox } from "./model-check.ts";
import { likelihoodAt } from "./newton.ts";
import { partialLikelihood } from "./partial-likelihood.ts";
import type {
  AgeTransform,
  ColumnProportionality,
  Proportionality,
  ProportionalityOptions,
} from "./proportionality-types.ts";
import { termColumns } from "./read-record.ts";
import { riskRows } from "./risk-sets.ts";
import { groupCodes, type StayColumns, stayColumns } from "./stays.ts";
import type { CoxModel, HazardTest } from "./types.ts";

/**
 * Checks whether what makes customers leave weighs the same early and late in their stay, as a Cox model assumes.
 *
 * It is the exact score test for an effect that changes in proportion to a scale of age (what R's survival prints from
 * version 3 on), not its older approximation by a correlation with scaled residuals; both test the same.
 *
 * @param model - From {@link fitCox}.
 * @param stays - The rows of the fit. Not mutated.
 * @param covariates - Their covariates.
 * @param options - `strata` as in the fit, `transform` of age (`"km"`, `"rank"`, `"identity"`), `alpha` of the notes.
 * @returns A test per column and one for all, and a note with the remedy for each column below `alpha`; an abstention
 * for a model that did not converge or has no effects, or where customers left at fewer than two ages.
 * @throws ClienteleError `invalid_model`, `length_mismatch`, `unknown_id`, `inconsistent` where strata of model and rows
 * differ, and as {@link fitCox}.
 * @example
 * ```ts
 * const stays = { durations: [5, 8, 12, 3, 9, 15, 7, 4], left: [1, 1, 0, 1, 1, 0, 1, 1] };
 * const covariates = { complaints: [2, 1, 0, 1, 3, 1, 0, 2] };
 * const check = measureProportionality(fitCox(stays, covariates), stays, covariates);
 * check.columns[0].column; // => "complaints"
 * check.global.degreesOfFreedom; // => 1
 * ```
 * @see Grambsch & Therneau (1994), Biometrika 81, 515–526
 */
export function measureProportionality(
  model: CoxModel,
  stays: StayTable,
  covariates: Covariates,
  options: ProportionalityOptions = {},
): Proportionality | Abstention {
  requireCox(model);
  requireObject(options, "options");
  const { transform = "km", alpha = 0.05 } = options;
  requireOneOf(transform, ["km", "rank", "identity"], "options.transform");
  requireNumber(alpha, "options.alpha", { above: 0, below: 1 });
  const table = stayColumns(stays);
  const strata = options.strata === undefined ? undefined : groupCodes(options.strata, "options.strata", table.n);
  const known = model.baseline.flatMap((one) => one.stratum ?? []);
  if ((strata?.ids ?? []).join("\n") !== known.join("\n")) {
    throw new ClienteleError("inconsistent", "options.strata must hold the strata of the fit, no more and no fewer", {
      strata: strata?.ids ?? [],
      known,
    });
  }
  const { terms } = model;
  if (!model.converged || terms.length === 0)
    return { abstained: { code: "hazard_untestable", params: { terms: terms.length } } };
  const scaled = termColumns(model, covariates);
  const columns = scaled.map(({ column }) => column);
  if ((columns[0] as Float64Array).length !== table.n) {
    throw new ClienteleError(
      "length_mismatch",
      `covariates have ${columns[0]?.length} rows and stays.durations has ${table.n}; they must have the same number`,
    );
  }
  const rows = riskRows(table, sortOrder(table.durations), columns, strata?.codes);
  const scale = ageScale(table, transform);
  if (scale === undefined) return { abstained: { code: "hazard_untestable", params: { terms: terms.length } } };
  const beta = Float64Array.from(terms, (term, j) => term.coefficient.value * (scaled[j] as { scale: number }).scale);
  // effects, effects times age, and both: the information of a model whose effects may change
  const plain = likelihoodAt(partialLikelihood(rows, model.ties), beta);
  const once = likelihoodAt(partialLikelihood(rows, model.ties, scale), beta);
  const twice = likelihoodAt(
    partialLikelihood(rows, model.ties, (age) => scale(age) ** 2),
    beta,
  );
  const p = terms.length;
  const rest = remaining(plain.information, once.information, twice.information, p);
  const test = (which: readonly number[]): HazardTest | undefined => {
    const score = Float64Array.from(which, (j) => once.gradient[j] as number);
    const spread = Float64Array.from(which.flatMap((j) => which.map((l) => (rest?.[j * p + l] ?? 0) as number)));
    const statistic = quadraticInverse(spread, score);
    return statistic === undefined ? undefined : chiSquaredTest(statistic, which.length);
  };
  const global = test(terms.map((_, j) => j));
  const names = [...new Set(terms.map(({ column }) => column))];
  const tested = names.flatMap((column): ColumnProportionality[] => {
    const which = terms.flatMap((term, j) => (term.column === column ? [j] : []));
    const found = test(which);
    if (found === undefined) return [];
    const trend = (once.gradient[which[0] as number] as number) > 0 ? "rises" : "falls";
    return [{ column, test: found, ...(which.length === 1 && { trend }) }];
  });
  if (global === undefined) return { abstained: { code: "hazard_untestable", params: { terms: p } } };
  return {
    transform,
    global,
    columns: tested,
    notes: tested
      .filter(({ test: { pValue } }) => pValue < alpha)
      .map(({ column, test: { pValue } }) => ({ code: "hazard_not_proportional", params: { column, pValue } })),
  };
}

/** C − B·A⁻¹·B: what is left of the information on change when effects themselves are not known. */
function remaining(a: Float64Array, b: Float64Array, c: Float64Array, p: number): Float64Array | undefined {
  const factor = choleskyFactor(a, p);
  if (factor === undefined) return undefined;
  const rest = c.slice();
  for (let l = 0; l < p; l++) {
    const solved = choleskySolve(factor, b.subarray(l * p, (l + 1) * p));
    for (let j = 0; j <= l; j++) {
      let taken = 0;
      for (let k = 0; k < p; k++) taken += (b[j * p + k] as number) * (solved[k] as number);
      rest[j * p + l] = (rest[j * p + l] as number) - taken;
      rest[l * p + j] = rest[j * p + l] as number;
    }
  }
  return rest;
}

/** The scale of age, centred over those who left and divided by its spread; `undefined` where all left at one age. */
function ageScale(table: StayColumns, transform: AgeTransform): ((age: number) => number) | undefined {
  const ends = Float64Array.from(table.durations.filter((_, i) => table.left[i] === 1)).sort();
  const places = new Map<number, number>();
  if (transform === "identity") for (const age of ends) places.set(age, age);
  else if (transform === "rank") {
    const stops = table.durations.slice().sort();
    const leaving = new Set(ends);
    for (let low = 0, high = 0; low < stops.length; low = high) {
      while (high < stops.length && stops[high] === stops[low]) high++;
      if (leaving.has(stops[low] as number)) places.set(stops[low] as number, (low + high + 1) / 2);
    }
  } else shareLeft(table, ends, places);
  if (places.size < 2) return undefined;
  let mean = 0;
  let spread = 0;
  for (const age of ends) mean += (places.get(age) as number) / ends.length;
  for (const age of ends) spread = Math.max(spread, Math.abs((places.get(age) as number) - mean));
  for (const [age, place] of places) places.set(age, spread > 0 ? (place - mean) / spread : 0);
  return (age) => places.get(age) as number;
}

/** Share that had left just before each age of leaving: one less Kaplan and Meier's curve, unweighted. */
function shareLeft({ durations, entries, n }: StayColumns, ends: Float64Array, places: Map<number, number>): void {
  const stops = durations.slice().sort();
  const starts = entries?.slice().sort();
  let open = 1;
  let gone = 0;
  let come = 0;
  for (let low = 0, high = 0; low < ends.length; low = high) {
    const age = ends[low] as number;
    while (high < ends.length && ends[high] === age) high++;
    while (gone < n && (stops[gone] as number) < age) gone++;
    if (starts !== undefined) while (come < n && (starts[come] as number) < age) come++;
    places.set(age, 1 - open);
    open *= 1 - (high - low) / ((starts === undefined ? n : come) - gone);
  }
}
