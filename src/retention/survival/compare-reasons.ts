import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Abstention } from "../../core/estimate.ts";
import { type AalenJohansenCurves, aalenJohansen, type CauseIncidence } from "../../math/aalen-johansen.ts";
import { countUpTo } from "../../math/count-below.ts";
import { rowsByGroup } from "../../math/group-rows.ts";
import { rankTests } from "../../math/log-rank.ts";
import { adjustPValues } from "../../math/p-values.ts";
import { watchedRows } from "../../math/watched.ts";
import type { StayTable } from "../types.ts";
import { requireTwo } from "./compare.ts";
import { differenceOf } from "./difference.ts";
import { commonHorizon } from "./horizon.ts";
import { readNames, readStays } from "./read.ts";
import { incidenceAt, readReasons } from "./reasons.ts";
import type {
  CompareLeavingReasonsOptions,
  LeavingReasonsComparison,
  ReasonComparison,
  SurvivalTest,
} from "./types.ts";

/**
 * Compares groups of customers reason by reason: whether they leave for it at another rate, and by how much the share
 * that has left for it differs at one age.
 *
 * @param stays - One row per customer, see `measureSurvival`. Not mutated.
 * @param reasons - Why each customer left, see `measureLeavingReasons`.
 * @param groups - Group of each stay; at least two different ones.
 * @param options - `age`, `strata`, `level`; see {@link CompareLeavingReasonsOptions}.
 * @returns For every reason the cause-specific log-rank test with a p-value adjusted over the reasons (Holm), and the
 * shares by `age` with their differences. The two may disagree rightly: a rival reason that takes customers early leaves
 * fewer to go for this one at the same rate. Gray's test of whole incidence curves is not among them.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`, `inconsistent`
 * for a reason of a customer who stays, or where all customers are of one group.
 * @example
 * ```ts
 * const stays = { durations: [2, 3, 4, 5, 8, 9], left: [1, 1, 1, 0, 1, 0] };
 * const why = ["price", "service", "price", "", "service", ""];
 * const { reasons } = compareLeavingReasons(stays, why, ["a", "a", "a", "b", "b", "b"], { age: 4 });
 * reasons[0].id; // => "price"
 * reasons[0].differences[0].value; // ≈ -0.667
 * ```
 * @see Prentice et al. (1978), Biometrics 34, 541–554, for rates by cause; Zou & Donner (2008), Statistics in Medicine
 * 27, 1693–1702, for the interval of a difference
 */
export function compareLeavingReasons(
  stays: StayTable,
  reasons: ArrayLike<string | undefined | null>,
  groups: ArrayLike<string>,
  options: CompareLeavingReasonsOptions = {},
): LeavingReasonsComparison {
  requireObject(options, "options");
  const { level = 0.95, strata, age } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  if (age !== undefined) requireNumber(age, "options.age", { min: 0 });
  const watched = readStays(stays);
  const rows = watched.durations.length;
  const { ids: causeIds, causes } = readReasons(watched, reasons);
  const { ids, codes } = readNames(groups, "groups", rows);
  requireTwo(ids);
  const layers = strata === undefined ? undefined : readNames(strata, "options.strata", rows).codes;
  const caused = { ...watched, causes };
  const curves = rowsByGroup(codes).map((own) => aalenJohansen(watchedRows(caused, own), causeIds.length, level));
  const until = age ?? commonHorizon(curves);
  const tests = causeIds.map((_, k): SurvivalTest | Abstention => {
    const own = { ...watched, causes: Uint8Array.from(causes, (cause) => (cause === k + 1 ? 1 : 0)) };
    const [test] = rankTests(own, codes, ids.length, ["log_rank"], layers).tests;
    return test === undefined || test.degreesOfFreedom === 0
      ? { abstained: { code: "survival_nothing_to_compare", params: { groups: ids.length } } }
      : { weighting: "log_rank", ...test };
  });
  const adjusted = adjustPValues(
    tests.flatMap((test) => ("pValue" in test ? [test.pValue] : [])),
    "holm",
  );
  let next = 0;
  const found = causeIds.map((id, k): ReasonComparison => {
    const test = tests[k] as SurvivalTest | Abstention;
    const rate = "pValue" in test ? { ...test, adjustedPValue: adjusted[next++] as number } : test;
    return { id, rate, ...sharesOf(curves, k, ids, until, level) };
  });
  return { level, ...(until > 0 && { age: until }), reasons: found };
}

/** Shares by an age and their differences; both empty where a group was not watched so long. */
function sharesOf(
  curves: readonly AalenJohansenCurves[],
  k: number,
  ids: readonly string[],
  age: number,
  level: number,
): Pick<ReasonComparison, "shares" | "differences"> {
  const figures = curves.map((curve) => {
    const cause = curve.causes[k] as CauseIncidence;
    const { incidence } = incidenceAt(curve, cause, age, level);
    const standardError = cause.errors[countUpTo(curve.times, age) - 1] ?? 0;
    return incidence === undefined ? undefined : { ...incidence, standardError };
  });
  const [first, ...rest] = figures;
  if (first === undefined || rest.some((figure) => figure === undefined)) return { shares: [], differences: [] };
  return {
    shares: figures.flatMap((figure, g) =>
      figure === undefined ? [] : [{ id: ids[g] as string, incidence: figure.value, interval: figure.interval }],
    ),
    differences: rest.flatMap((figure, g) =>
      figure === undefined
        ? []
        : [{ first: ids[0] as string, second: ids[g + 1] as string, ...differenceOf(first, figure, level) }],
    ),
  };
}
