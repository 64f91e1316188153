import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { toDay } from "../../time/day.ts";
import { readAnswers, requireItems } from "../questionnaire/read.ts";
import type { QuestionnaireItem } from "../questionnaire/types.ts";
import { sharesOf, weigh } from "../questionnaire/weigh.ts";
import { intentionGrades, intentionSignals, requireGrades } from "./grades.ts";
import type {
  AssignIntentionOptions,
  IntentionAssignment,
  IntentionGrade,
  IntentionLead,
  IntentionSignals,
} from "./types.ts";

/**
 * Grades a lead's intention H, A, B or C (D21): from the time in which the customer expects to buy, and from signals. What
 * is not answered is not a no: coverage, range and the grades still possible say what it could change.
 *
 * @param lead - `expectedDays` (0 or more) or `expectedOn` (a date), and `signals`; each may be missing. Not mutated.
 * @param options - `grades` and `signals` as data; `asOf` with `expectedOn`; `minCoverage` of the signals before they
 * grade (default 0.5); `prefer` `"days"` (default) or `"signals"` where both give a grade.
 * @returns The grade with its basis; `beyond` where it is known that no grade fits; `unknown` with `abstained` where too
 * little is known. Where time and signals disagree, `agree` is false and a reason says how. An expected day that has
 * passed gives no grade.
 * @throws ClienteleError `invalid_type`, `invalid_date`, `not_finite`, `out_of_range`, `unknown_id`, `duplicate_id`,
 * `empty_input`, `inconsistent` (both `expectedDays` and `expectedOn`; grades out of order).
 * @example
 * ```ts
 * const lead = assignIntention({ expectedDays: 12, signals: { money: "ready", named_day: true, came_back: null, choice: "one" } });
 * lead.grade; // => "A"
 * lead.signals.grade; // => "H"
 * lead.signals.possible; // => ["H", "A"]
 * lead.agree; // => false
 * assignIntention({}).status; // => "unknown"
 * ```
 */
export function assignIntention(lead: IntentionLead, options: AssignIntentionOptions = {}): IntentionAssignment {
  requireObject(lead, "lead");
  requireObject(options, "options");
  const { signals: items = intentionSignals, minCoverage = 0.5, prefer = "days" } = options;
  const grades = requireGrades(options.grades ?? intentionGrades);
  requireNumber(minCoverage, "options.minCoverage", { min: 0, max: 1 });
  requireOneOf(prefer, ["days", "signals"], "options.prefer");
  const expected = expectedDays(lead, options);
  const days = expected !== undefined && expected >= 0 ? expected : undefined;
  const byDays = days === undefined ? undefined : grades.find(({ withinDays }) => days <= withinDays);
  const signals = readSignals(items, lead, grades, minCoverage);
  const speaks = { days: days !== undefined, signals: signals.score !== undefined && signals.coverage >= minCoverage };
  const other = prefer === "days" ? "signals" : "days";
  const basis = speaks[prefer] ? prefer : speaks[other] ? other : undefined;
  const given = { days: byDays?.id, signals: signals.grade };
  const agree = speaks.days && speaks.signals ? given.days === given.signals : undefined;
  const grade = basis === undefined ? undefined : given[basis];
  const abstained = { code: "intention_unknown", params: { coverage: signals.coverage, needed: minCoverage } } as const;
  const reasons: Reason[] = [];
  if (expected !== undefined) reasons.push(daysReason(expected, byDays, grades));
  reasons.push(...signalReasons(signals, grades, minCoverage, speaks.signals));
  if (agree === false) {
    const { days: a, signals: b } = given;
    reasons.push({
      code: "intention_disagree",
      params: { ...(a !== undefined && { days: a }), ...(b !== undefined && { signals: b }) },
    });
  }
  return {
    status: basis === undefined ? "unknown" : grade === undefined ? "beyond" : "graded",
    ...(grade !== undefined && { grade }),
    ...(basis !== undefined && { basis }),
    ...(days !== undefined && { days }),
    signals,
    ...(agree !== undefined && { agree }),
    ...(basis === undefined && { abstained }),
    reasons: basis === undefined ? [abstained, ...reasons] : reasons,
  };
}

/** Days until the expected purchase, negative where the day has passed. */
function expectedDays(lead: IntentionLead, { asOf }: AssignIntentionOptions): number | undefined {
  const { expectedDays: days, expectedOn } = lead;
  const today = asOf === undefined ? undefined : toDay(asOf, "options.asOf");
  const dated = expectedOn !== undefined && expectedOn !== null;
  if (days !== undefined && days !== null) {
    requireNumber(days, "lead.expectedDays", { min: 0, max: 1e6 });
    if (dated) {
      throw new ClienteleError("inconsistent", "give lead.expectedDays or lead.expectedOn, not both", {});
    }
    return days;
  }
  if (!dated) return undefined;
  const day = toDay(expectedOn, "lead.expectedOn");
  if (today === undefined) {
    throw new ClienteleError("invalid_type", "options.asOf must be given, because the lead has expectedOn", {});
  }
  return day - today;
}

function readSignals(
  items: readonly QuestionnaireItem[],
  lead: IntentionLead,
  grades: readonly IntentionGrade[],
  minCoverage: number,
): IntentionSignals {
  const shares = sharesOf(requireItems(items, "options.signals", new Set()), "options.signals");
  const chosen = readAnswers(items, lead.signals === undefined ? {} : lead.signals, "lead.signals");
  const weighed = Array.from(items, ({ id }, i) => {
    const value = chosen[i]?.value;
    return { id, share: shares[i] as number, ...(value !== undefined && { value }) };
  });
  const { score, range, coverage } = weigh(weighed);
  const [low, high] = range;
  const at = (points: number): number => {
    const index = grades.findIndex(({ fromScore }) => points >= fromScore);
    return index < 0 ? grades.length : index;
  };
  const grade = score === undefined || coverage < minCoverage ? undefined : grades[at(score)]?.id;
  return {
    ...(score !== undefined && { score }),
    range,
    coverage,
    ...(grade !== undefined && { grade }),
    possible: grades.slice(at(high), at(low) + 1).map(({ id }) => id),
    possiblyNone: at(low) === grades.length,
    unanswered: weighed
      .filter((item) => item.value === undefined)
      .sort((a, b) => b.share - a.share)
      .map(({ id }) => id),
  };
}

function daysReason(days: number, grade: IntentionGrade | undefined, grades: readonly IntentionGrade[]): Reason {
  if (days < 0) return { code: "intention_date_passed", params: { days: -days } };
  if (grade === undefined) {
    return { code: "intention_beyond_days", params: { days, limit: (grades.at(-1) as IntentionGrade).withinDays } };
  }
  return { code: "intention_by_days", params: { grade: grade.id, days, withinDays: grade.withinDays } };
}

function signalReasons(
  { score, coverage, grade, possible, possiblyNone }: IntentionSignals,
  grades: readonly IntentionGrade[],
  needed: number,
  speaks: boolean,
): Reason[] {
  if (score === undefined) return [];
  const still = { code: "intention_still_possible", params: { grades: possible, none: possiblyNone } } as const;
  const open = coverage < 1 ? [still] : [];
  if (!speaks) return [{ code: "intention_signals_thin", params: { coverage, needed } }, ...open];
  if (grade === undefined) {
    const limit = (grades.at(-1) as IntentionGrade).fromScore;
    return [{ code: "intention_below_signals", params: { score, limit } }, ...open];
  }
  return [{ code: "intention_by_signals", params: { grade, score, coverage } }, ...open];
}
