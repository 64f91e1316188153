import { requireNumber, requireObject, requireOneOf, requireUnique, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention } from "../../core/estimate.ts";
import { adjustPValues } from "../../math/p-values.ts";
import type { NamedArm } from "./arm-types.ts";
import { requireNamed } from "./arms.ts";
import { measureLift } from "./lift.ts";
import { measureSampleRatio } from "./sample-ratio.ts";
import type { LiftComparison, MeasureArmsOptions } from "./several-types.ts";
import type { Lift } from "./types.ts";

/**
 * Compares several arms (two mailings, three offers) with one control, and keeps the number of comparisons from finding
 * something by chance.
 *
 * @param arms - At least two arms with unique ids; all of one kind. Not mutated.
 * @param options - `control` names the control's id; `correction` (default `"holm"`), `test` (default `"absolute"`),
 * `expectedShares`, and the options of `measureLift`.
 * @returns Every other arm against the control with adjusted p-values, and the check of the split over all arms.
 * @throws `ClienteleError` `empty_input`, `duplicate_id`, `unknown_id` (control, correction), `inconsistent` for a single
 * arm, arms of two kinds, shares that do not sum to 1, or `test: "adjusted"` without covariates; as `measureLift`.
 * @example
 * ```ts
 * const arms = [
 *   { id: "mens", arm: { kind: "rate", n: 21307, successes: 267 } },
 *   { id: "womens", arm: { kind: "rate", n: 21387, successes: 189 } },
 *   { id: "none", arm: { kind: "rate", n: 21306, successes: 122 } },
 * ];
 * const answer = measureArms(arms, { control: "none" });
 * answer.comparisons.map((row) => row.id); // => ["mens", "womens"]
 * answer.intervalLevel; // ≈ 0.975
 * answer.comparisons[1].adjustedPValue; // ≈ 0.000157
 * ```
 * @see Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 65–70;
 * Benjamini & Hochberg (1995), Controlling the false discovery rate, JRSS B 57, 289–300
 */
export function measureArms(arms: readonly NamedArm[], options: MeasureArmsOptions): LiftComparison {
  requireArms(arms);
  requireObject(options, "options");
  const { control, correction = "holm", test = "absolute", level = 0.95, expectedShares, ...lifting } = options;
  requireOneOf(correction, ["holm", "benjamini_hochberg", "none"], "options.correction");
  requireOneOf(test, ["absolute", "adjusted"], "options.test");
  requireOneOf(
    control,
    arms.map(({ id }) => id),
    "options.control",
  );
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const own = arms.find(({ id }) => id === control) as NamedArm;
  const others = arms.filter((named) => named !== own);
  const intervalLevel = correction === "holm" ? 1 - (1 - level) / others.length : level;
  const rows = others.map(({ id, arm }) => {
    const lift = measureLift(arm, own.arm, { ...lifting, level: intervalLevel });
    return { id, arm, lift, pValue: pValueOf(lift, test) };
  });
  const pValues = rows.map((row) => row.pValue);
  const adjusted = correction === "none" ? pValues : adjustPValues(pValues, correction);
  return {
    control,
    correction,
    test,
    level,
    intervalLevel,
    comparisons: rows.map((row, i) => {
      const adjustedPValue = adjusted[i] as number;
      return { ...row, adjustedPValue, significant: adjustedPValue < 1 - level };
    }),
    split: measureSampleRatio(
      arms.map(({ arm }) => arm.n),
      sharesOf(arms, expectedShares),
    ),
  };
}

function requireArms(arms: readonly NamedArm[]): void {
  if (!Array.isArray(arms)) {
    throw new ClienteleError("invalid_type", `arms must be an array, got ${show(arms)}`, { name: "arms" });
  }
  if (arms.length === 0) throw new ClienteleError("empty_input", "arms must hold at least two arms", { name: "arms" });
  if (arms.length === 1) {
    throw new ClienteleError("inconsistent", "arms must hold a control and at least one other arm, got 1", { arms: 1 });
  }
  arms.forEach((named, i) => {
    requireNamed(named, `arms[${i}]`, i);
  });
  requireUnique(
    arms.map(({ id }) => id),
    "arms",
  );
}

/** An arm that abstains finds nothing, and still counts as a comparison. */
function pValueOf(lift: Lift | Abstention, test: "absolute" | "adjusted"): number {
  if ("abstained" in lift) return 1;
  if (test === "adjusted" && lift.adjusted === undefined) {
    throw new ClienteleError("inconsistent", 'options.test "adjusted" needs covariates in every arm', { test });
  }
  const figure = test === "absolute" ? lift.absolute : lift.adjusted;
  if (figure === undefined || "abstained" in figure) return 1;
  const tested = "absolute" in figure ? figure.absolute : figure;
  return "abstained" in tested ? 1 : tested.pValue;
}

function sharesOf(arms: readonly NamedArm[], expected: MeasureArmsOptions["expectedShares"]): number[] | undefined {
  if (expected === undefined) return undefined;
  requireObject(expected, "options.expectedShares");
  const shares = expected instanceof Map ? expected : new Map(Object.entries(expected));
  const ids = arms.map(({ id }) => id);
  for (const id of shares.keys()) requireOneOf(id, ids, "options.expectedShares");
  return ids.map((id) => {
    const share: number | undefined = shares.get(id);
    requireNumber(share as number, `options.expectedShares of ${show(id)}`, { above: 0, max: 1 });
    return share as number;
  });
}
