import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { SeparationVerdict } from "../../core/labels/decision-chain.ts";
import { momentsOf, varianceOf } from "../../math/moments.ts";
import { rocAuc } from "../../math/roc.ts";
import { studentTQuantile } from "../../math/student-t.ts";
import type { ScoreSeparation, ScoreSeparationOptions } from "./types.ts";

/** Where the interval of the area was checked by simulation, see rocAuc. */
const NEEDED = 10;

/** Scores beyond this would overflow the sum of their squares. */
const LARGEST = 1e100;

const CODES = {
  separates: "separation_holds",
  cannot_tell: "separation_unclear",
  wrong_way: "separation_wrong_way",
} as const;

/**
 * Checks a score on past deals: does it rank the won above the lost? For the maturity of a deal, the score of a decision
 * chain, a seller's gut feeling, or anything else that was written down **before** the outcome.
 *
 * @param deals - Deals of any shape. Not mutated; their order does not matter.
 * @param options - `score` and `won` read a deal; an open deal and one without a score are counted and left out.
 * `level` default 0.95; `needed` deals of each outcome, default 10.
 * @returns How often a won deal outranks a lost one (area under the ROC curve) with its interval, mean scores by outcome,
 * and a verdict: `separates` where the whole interval lies above one half, `wrong_way` below, else `cannot_tell`.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`.
 * @example
 * ```ts
 * const deals = Array.from({ length: 40 }, (_, i) => ({ score: (i * 7) % 40, won: (i * 7) % 40 > 12 + (i % 9) }));
 * const check = measureScoreSeparation(deals, { score: (deal) => deal.score, won: (deal) => deal.won });
 * check.verdict; // => "separates"
 * check.n; // => 40
 * ```
 * @see {@link rocAuc}
 */
export function measureScoreSeparation<T>(deals: ArrayLike<T>, options: ScoreSeparationOptions<T>): ScoreSeparation {
  requireColumn(deals, "deals");
  requireObject(options, "options");
  const { score, won, level = 0.95, needed = NEEDED } = options;
  requireReader(score, "options.score");
  requireReader(won, "options.won");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(needed, "options.needed", { min: 2, max: 1e6, integer: true });
  const wins: number[] = [];
  const losses: number[] = [];
  let open = 0;
  let unscored = 0;
  for (let i = 0; i < deals.length; i++) {
    const outcome: unknown = won(deals[i] as T, i);
    const points: unknown = score(deals[i] as T, i);
    if (outcome !== undefined && outcome !== null && typeof outcome !== "boolean") {
      throw new ClienteleError(
        "invalid_type",
        `options.won must return true, false or undefined for deals[${i}], got ${show(outcome)}`,
        { index: i },
      );
    }
    if (points !== undefined && points !== null) {
      requireNumber(points as number, `the score of deals[${i}]`, { min: -LARGEST, max: LARGEST });
    }
    if (outcome === undefined || outcome === null) open++;
    else if (points === undefined || points === null) unscored++;
    else (outcome ? wins : losses).push(points as number);
  }
  return { n: wins.length + losses.length, open, unscored, ...judge(wins.sort(up), losses.sort(up), level, needed) };
}

const up = (a: number, b: number): number => a - b;

function judge(
  wins: readonly number[],
  losses: readonly number[],
  level: number,
  needed: number,
): Omit<ScoreSeparation, "n" | "open" | "unscored"> {
  const won = meanOf(wins, level);
  const lost = meanOf(losses, level);
  const means = { ...(won !== undefined && { won }), ...(lost !== undefined && { lost }) };
  const refuse = <R extends ScoreSeparation["reason"]>(reason: R) => ({ ...means, auc: { abstained: reason }, reason });
  if (wins.length < needed || losses.length < needed) {
    return refuse({ code: "separation_too_few", params: { won: wins.length, lost: losses.length, needed } });
  }
  const scores = [...wins, ...losses];
  const value = scores[0] as number;
  if (scores.every((each) => each === value)) {
    return refuse({ code: "all_values_equal", params: { n: scores.length, value } });
  }
  const outcomes = scores.map((_, i) => (i < wins.length ? 1 : 0));
  // at least two of each are there, so there is an area
  const auc = rocAuc(scores, outcomes, { level }) as NonNullable<ReturnType<typeof rocAuc>>;
  const { lower, upper } = auc.interval;
  const verdict: SeparationVerdict = lower > 0.5 ? "separates" : upper < 0.5 ? "wrong_way" : "cannot_tell";
  return { ...means, auc, verdict, reason: { code: CODES[verdict], params: { auc: auc.value, lower, upper } } };
}

function meanOf(scores: readonly number[], level: number): Estimate | undefined {
  const n = scores.length;
  if (n < 2) return undefined;
  const moments = momentsOf(scores);
  const half = -studentTQuantile((1 - level) / 2, n - 1) * Math.sqrt((varianceOf(moments) as number) / n);
  return { value: moments.mean, n, interval: { lower: moments.mean - half, upper: moments.mean + half, level } };
}

function requireReader(reader: unknown, name: string): void {
  if (typeof reader === "function") return;
  throw new ClienteleError("invalid_type", `${name} must be a function of a deal, got ${show(reader)}`, { name });
}
