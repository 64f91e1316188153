import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { durationOf, type Pace, readPace, weekOf } from "./duration.ts";
import { asEstimated, designOf, readInputs } from "./inputs.ts";
import { notesOf } from "./notes.ts";
import { type ComparedUnits, comparisonPower, intervalHalfWidth, sequentialComparison } from "./power.ts";
import { type Question, readQuestion, statedEffect } from "./question.ts";
import { rangeOf } from "./range.ts";
import { readSettings } from "./read.ts";
import { customersOf, splitCustomers, wholeUnits } from "./sizes.ts";
import { FEWEST_UNITS, LARGEST_SIZE, solveControl, solveEffect } from "./solve.ts";
import type { ExperimentDesign, ExperimentEffect, ExperimentOptions, ExperimentPlan } from "./types.ts";

/**
 * Tells before a campaign is tested how many customers the test needs, what it can see and how long it takes. Give two
 * of effect, size and power (0.8 where left out), and the third is found.
 *
 * Rates: z test, pooled like the p-value of `measureLift`, unpooled, or of arcsines. Amounts: Welch's t test by the
 * noncentral t distribution. A covariate multiplies the variance by 1 − correlation² (CUPED). Clusters multiply it by
 * their design effect and are tested with clusters − 2 degrees of freedom. A sequential test uses the always-valid
 * interval of `confidenceSequenceMultiplier`; the chance to have found the effect by the last of evenly spaced looks is
 * integrated numerically, not simulated. Several arms are planned so that each finds its effect even if it is the only
 * one that works, which is where Holm and Bonferroni agree.
 *
 * @param options - `kind` and `baseline` (a rate, or past customers `{ n, successes }`; for amounts
 * `standardDeviation`, or past amounts `{ n, sum, sumOfSquares }`); the question: `effect` or `relativeEffect`, `size`
 * or `weeks`, `power`; the test: `level` (default 0.95), `sides`, `test`, `treatments`, `ratio`, `correction`,
 * `covariate`, `sequential`, `clusters`, `reached`, `observed`; the time: `traffic`, `responseDays`, `longestWeeks`
 * (default 8).
 * @returns The plan in whole customers with its notes. `range` says what the doubt about past data does to the answer.
 * An abstention where more than 1e12 customers were needed, where arms of this size find no effect at all, or where
 * past data tell no rate or no spread.
 * @throws `ClienteleError` `inconsistent` for a question that gives too little, too much or contradicts itself,
 * `out_of_range` (an effect of 0, a rate moved out of (0, 1), a power at or below 1 − level, an icc outside [0, 1]),
 * `unknown_id`, `not_finite`, `invalid_type`.
 * @example
 * ```ts
 * // 10 % respond without the campaign; two points more would pay for it
 * const plan = planExperiment({ kind: "rate", baseline: 0.1, effect: 0.02, traffic: { perWeek: 2000 } });
 * plan.sizes.total; // => 7682
 * plan.duration.weeks; // => 4
 * // what 20,000 customers can see
 * planExperiment({ kind: "rate", baseline: 0.1, size: 20000 }).effect.absolute; // ≈ 0.0122
 * // the base rate is known from 500 customers only
 * const past = planExperiment({ kind: "rate", baseline: { n: 500, successes: 50 }, effect: 0.02 });
 * past.range; // => { lower: 6212, upper: 9416, level: 0.95, n: 500 }
 * ```
 * @see Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions (2003), equation 4.14 without continuity
 * correction; Cohen, Statistical Power Analysis (1988), chapter 6 (arcsine); Deng et al. (2013) for CUPED
 */
export function planExperiment(options: ExperimentOptions): ExperimentPlan | Abstention {
  const settings = readSettings(options);
  const question = readQuestion(options, settings.level);
  const pace = readPace(options);
  const size = sizeAsked(question, pace);
  const inputs = readInputs(options, settings.level);
  if ("abstained" in inputs) return inputs;
  const design = designOf(settings, inputs, asEstimated, asEstimated, asEstimated);
  statedEffect(question, design);
  const found = solve(design, question, size);
  if ("abstained" in found) return found;
  const { effect, units, exact } = found;
  const range = rangeOf(settings, inputs, question, (possible) => {
    const answer = solve(possible, question, size);
    if ("abstained" in answer) return answer;
    if (question.solvedFor === "size") return customersOf(possible, answer.units).total;
    return question.solvedFor === "effect" ? answer.effect : comparisonPower(possible, answer.effect, answer.units);
  });
  const sizes = { ...customersOf(design, units), exact: customersOf(design, exact, false) };
  const duration = durationOf(pace, sizes.total);
  const sequential = design.sequential === undefined ? undefined : sequentialComparison(design, effect, units);
  const plan: Omit<ExperimentPlan, "notes"> = {
    solvedFor: question.solvedFor,
    sizes: { ...sizes, ...(design.clusters && { clusters: armsOf(design, units) }) },
    effect: effectOf(design, effect),
    power: sequential?.power ?? comparisonPower(design, effect, units),
    halfWidth: intervalHalfWidth(design, effect, units),
    ...(range && { range }),
    ...(sequential && design.treatments === 1 && { expectedSize: sequential.expectedShare * sizes.total }),
    ...(duration && { duration }),
    design,
  };
  const cost = plan.expectedSize === undefined ? [] : sequentialCost(plan, plan.expectedSize, question);
  return { ...plan, notes: [...inputs.notes, ...notesOf(options, plan, units, pace), ...cost] };
}

interface Solution {
  readonly effect: number;
  readonly units: ComparedUnits;
  readonly exact: ComparedUnits;
}

function solve(design: ExperimentDesign, question: Question, size: number | undefined): Solution | Abstention {
  const { power, direction, solvedFor } = question;
  if (solvedFor === "size") {
    const effect = statedEffect(question, design) as number;
    const control = solveControl(design, effect, power as number);
    if (typeof control !== "number") return control;
    const exact = { control, treated: control * design.ratio };
    return { effect, exact, units: wholeUnits(exact) };
  }
  const units = splitCustomers(design, size as number);
  const fewest = Math.min(units.control, units.treated);
  if (fewest < FEWEST_UNITS)
    return { abstained: { code: "too_few_rows", params: { n: fewest, needed: FEWEST_UNITS } } };
  const effect = solvedFor === "power" ? statedEffect(question, design) : undefined;
  const found = effect ?? solveEffect(design, units, power as number, direction);
  return typeof found === "number" ? { effect: found, units, exact: units } : found;
}

/** The stated size, or what the stated weeks bring. */
function sizeAsked({ size, weeks }: Question, { days }: Pace): number | undefined {
  if (weeks === undefined) return size;
  if (days === undefined) {
    throw new ClienteleError(
      "inconsistent",
      "options.weeks needs options.traffic to know how many customers they bring",
      {
        name: "options.weeks",
      },
    );
  }
  return Math.min(LARGEST_SIZE, Math.floor(weeks * weekOf(days) * (1 + Number.EPSILON * 8)));
}

function armsOf({ treatments }: ExperimentDesign, { control, treated }: ComparedUnits) {
  return { control, treated, total: control + treatments * treated };
}

function effectOf({ baseline, reached }: ExperimentDesign, absolute: number): ExperimentEffect {
  return { absolute, relative: relativeTo(baseline, absolute), diluted: absolute * reached };
}

function relativeTo(baseline: number | undefined, effect: number): number | Abstention {
  if (baseline === undefined) return { abstained: { code: "experiment_no_baseline", params: { effect } } };
  const relative = effect / Math.abs(baseline);
  return Number.isFinite(relative) ? relative : { abstained: { code: "zero_base", params: { what: "baseline" } } };
}

/** How much looking costs against one look at the end; nothing where the size was given. */
function sequentialCost(
  plan: Omit<ExperimentPlan, "notes">,
  expectedSize: number,
  { solvedFor, power }: Question,
): Reason[] {
  if (solvedFor !== "size") return [];
  const { sequential: _, ...fixed } = plan.design;
  const design: ExperimentDesign = { ...fixed, test: fixed.kind === "rate" ? "unpooled" : "welch" };
  const control = solveControl(design, plan.effect.absolute, power as number);
  if (typeof control !== "number") return [];
  const total = customersOf(design, { control, treated: control * design.ratio }, false).total;
  return [
    {
      code: "experiment_sequential_cost",
      params: { times: plan.sizes.exact.total / total, expected: expectedSize / total },
    },
  ];
}
