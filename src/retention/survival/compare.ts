import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { rowsByGroup } from "../../math/group-rows.ts";
import { curveOfWatched, type KaplanMeierCurve } from "../../math/kaplan-meier.ts";
import { type RankTest, rankTests } from "../../math/log-rank.ts";
import type { RestrictedMean } from "../../math/restricted-mean.ts";
import { survivalBandQuantile } from "../../math/survival-read.ts";
import { watchedRows } from "../../math/watched.ts";
import type { StayTable } from "../types.ts";
import { crossingsOf } from "./crossing.ts";
import { differenceOf } from "./difference.ts";
import { commonHorizon } from "./horizon.ts";
import { meanUntil } from "./measure.ts";
import { readNames, readStays } from "./read.ts";
import type {
  CompareSurvivalOptions,
  GroupDifference,
  SurvivalComparison,
  SurvivalTest,
  SurvivalWeightingChoice,
} from "./types.ts";

const NAMED = ["log_rank", "gehan_wilcoxon", "tarone_ware", "peto_peto"] as const;

/** What is shown beside the chosen test: early ages ever less, and at last the late ones alone. */
const SHOWN: readonly SurvivalWeightingChoice[] = [...NAMED, { kind: "fleming_harrington", p: 0, q: 1 }];

/** Highest power of a weighting. */
const LARGEST_POWER = 10;

/**
 * Tests whether groups of customers stay equally long, and says by how much their mean stays differ.
 *
 * @param stays - One row per customer, see `measureSurvival`. Not mutated.
 * @param groups - Group of each stay; at least two different ones.
 * @param options - `weighting`, `strata`, `horizon`, `level`; see {@link CompareSurvivalOptions}.
 * @returns The test with leavers observed and expected, the same by every standard weighting, differences of mean stays
 * up to a common horizon, and where curves cross. Groups must not be chosen by how long customers stayed.
 * @throws ClienteleError `empty_input`, `length_mismatch`, `not_finite`, `out_of_range`, `invalid_type`, `unknown_id`,
 * `inconsistent` for an entry that is not before its duration, or where all customers are of one group.
 * @example
 * ```ts
 * const stays = { durations: [4, 5, 6, 9, 2, 3, 3, 5], left: [1, 1, 0, 0, 1, 1, 1, 1] };
 * const groups = ["bound", "bound", "bound", "bound", "free", "free", "free", "free"];
 * const { test, meanDifferences } = compareSurvival(stays, groups, { horizon: 5 });
 * test.pValue; // ≈ 0.0601
 * meanDifferences[0].value; // ≈ -1.5
 * ```
 * @see Mantel (1966), Cancer Chemotherapy Reports 50, 163–170; Fleming & Harrington (1991), Counting Processes and
 * Survival Analysis, chapter 7
 */
export function compareSurvival(
  stays: StayTable,
  groups: ArrayLike<string>,
  options: CompareSurvivalOptions = {},
): SurvivalComparison {
  requireObject(options, "options");
  const { level = 0.95, weighting = "log_rank", strata, horizon } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireWeighting(weighting);
  if (horizon !== undefined) requireNumber(horizon, "options.horizon", { above: 0 });
  const watched = readStays(stays);
  const rows = watched.durations.length;
  const { ids, codes } = readNames(groups, "groups", rows);
  requireTwo(ids);
  const layers = strata === undefined ? undefined : readNames(strata, "options.strata", rows).codes;
  const asked = [weighting, ...SHOWN];
  const { observed, expected, tests } = rankTests(watched, codes, ids.length, asked, layers);
  const curves = rowsByGroup(codes).map((own) => curveOfWatched(watchedRows(watched, own), level, "log_log"));
  const until = horizon ?? commonHorizon(curves);
  const crossings = crossingsOf(curves, ids);
  const test = testOf(weighting, tests[0] as RankTest);
  const weightings = SHOWN.map((shown, i) => testOf(shown, tests[i + 1] as RankTest));
  const compared = test.degreesOfFreedom > 0;
  return {
    level,
    groups: ids.map((id, g) => ({
      id,
      n: (curves[g] as KaplanMeierCurve).n,
      observed: observed[g] as number,
      expected: expected[g] as number,
      median: survivalBandQuantile(curves[g] as KaplanMeierCurve, 0.5),
    })),
    test: compared ? test : { abstained: { code: "survival_nothing_to_compare", params: { groups: ids.length } } },
    weightings: compared ? weightings : [],
    meanDifferences: meanDifferences(curves, ids, until, level),
    ...(until > 0 && { horizon: until }),
    crossings,
    notes: [
      ...crossings.map((crossing): Reason => ({ code: "survival_curves_cross", params: { ...crossing } })),
      ...weightingNote(compared ? [test, ...weightings] : [], 1 - level),
    ],
  };
}

/** Refuses a comparison of one group with itself. */
export function requireTwo(ids: readonly string[]): void {
  if (ids.length >= 2) return;
  throw new ClienteleError("inconsistent", `groups must name at least two different groups, got ${ids.length}`, {
    groups: ids.length,
  });
}

function requireWeighting(weighting: SurvivalWeightingChoice): void {
  if (typeof weighting === "string") {
    requireOneOf(weighting, NAMED, "options.weighting");
    return;
  }
  requireObject(weighting, "options.weighting");
  requireOneOf(weighting.kind, ["fleming_harrington"], "options.weighting.kind");
  requireNumber(weighting.p, "options.weighting.p", { min: 0, max: LARGEST_POWER });
  requireNumber(weighting.q, "options.weighting.q", { min: 0, max: LARGEST_POWER });
}

function testOf(weighting: SurvivalWeightingChoice, test: RankTest): SurvivalTest {
  return { weighting, ...test };
}

/** Weightings that fall on both sides of the level. */
function weightingNote(tests: readonly SurvivalTest[], alpha: number): Reason[] {
  const pValues = tests.map(({ pValue }) => pValue);
  const lowest = Math.min(...pValues);
  const highest = Math.max(...pValues);
  return lowest < alpha && highest >= alpha && tests.length > 0
    ? [{ code: "survival_weighting_matters", params: { lowest, highest } }]
    : [];
}

function meanDifferences(
  curves: readonly KaplanMeierCurve[],
  ids: readonly string[],
  horizon: number,
  level: number,
): GroupDifference[] {
  const means = curves.map((curve) => meanUntil(curve, horizon));
  if (means.some((mean) => "abstained" in mean)) return [];
  const [first, ...rest] = means as RestrictedMean[];
  const base = first as RestrictedMean;
  return rest.map((mean, i) => ({
    first: ids[0] as string,
    second: ids[i + 1] as string,
    ...differenceOf(base, mean, level),
  }));
}
