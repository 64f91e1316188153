import { requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { countBelow, countUpTo } from "../../math/count-below.ts";
import { normalQuantile } from "../../math/normal.ts";
import { flag } from "./checks.ts";
import { bestPrice, buyingAt, type IntentAnswer } from "./purchase-intent.ts";
import type { MeasureVanWestendorpOptions, VanWestendorp, VanWestendorpAnswer, VanWestendorpPoint } from "./types.ts";

/** Prices at which the curves are given at most. */
const MOST_POINTS = 200;

const QUESTIONS = ["tooCheap", "cheap", "expensive", "tooExpensive"] as const;
type Question = (typeof QUESTIONS)[number];

/**
 * Finds the range of acceptable prices from four questions per respondent: too cheap, a bargain, getting expensive, too
 * expensive (van Westendorp's price sensitivity meter); with purchase intents also the price of the highest revenue
 * (Newton, Miller and Smith).
 *
 * Each of the four points is where one curve falls below another that rises. That is the median of the answers to both
 * questions taken together, and so it is computed. Its interval holds every price that a sign test over respondents does
 * not refuse: no shape is assumed and no seed is needed.
 *
 * @param answers - One row per respondent, prices of at least 0 in one currency. Not mutated.
 * @param options - `range`, `strict`, `level`; with intents `seed`, `resamples` and `unitCost`.
 * @returns The four points with their intervals, the curves, the number of respondents whose prices do not rise (set
 * apart), and `best` where intents are given.
 * @throws `ClienteleError` `empty_input` also where no respondent is consistent, `invalid_type`, `not_finite`,
 * `out_of_range`, `unknown_id`, `inconsistent` where only some respondents name intents; the row is named.
 * @example
 * ```ts
 * const answers = Array.from({ length: 60 }, (_, i) => {
 *   const base = 10 + (i * 7) % 12;
 *   return { tooCheap: base * 0.5, cheap: base * 0.8, expensive: base * 1.3, tooExpensive: base * 1.7 };
 * });
 * const survey = measureVanWestendorp(answers);
 * survey.optimalPrice.value; // => 13.75
 * survey.marginalCheapness.value; // ≈ 9.55
 * survey.inconsistent; // => 0
 * ```
 * @see van Westendorp (1976), NSS Price Sensitivity Meter, 29th ESOMAR Congress; Newton, Miller & Smith (1993), A market
 * acceptance extension to traditional price sensitivity measurement, American Marketing Association ART Forum
 */
export function measureVanWestendorp(
  answers: ArrayLike<VanWestendorpAnswer>,
  options: MeasureVanWestendorpOptions = {},
): VanWestendorp {
  requireObject(options, "options");
  const { range = "original", level = 0.95, unitCost = 0 } = options;
  requireOneOf(range, ["original", "narrower"], "options.range");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireNumber(unitCost, "options.unitCost", { min: 0 });
  const strict = flag(options.strict, "options.strict") ?? false;
  requireNonEmpty(answers, "answers");
  const all = Array.from(answers, readAnswer);
  const kept = all.filter((answer) => rises(answer, strict)).sort(byPrices);
  const inconsistent = all.length - kept.length;
  if (kept.length === 0) {
    throw new ClienteleError(
      "empty_input",
      `answers hold no respondent whose prices rise from too cheap to too expensive; check the order of the questions`,
      { respondents: all.length },
    );
  }
  const point = (low: Question, high: Question): Estimate => crossing(kept, low, high, level);
  const intents = readIntents(kept);
  const best = intents === undefined ? undefined : bestPrice(intents, { ...options, unitCost, level });
  return {
    kind: "van_westendorp",
    respondents: kept.length,
    inconsistent,
    range,
    marginalCheapness: point("tooCheap", range === "original" ? "cheap" : "expensive"),
    marginalExpensiveness: point(range === "original" ? "expensive" : "cheap", "tooExpensive"),
    optimalPrice: point("tooCheap", "tooExpensive"),
    indifferencePrice: point("cheap", "expensive"),
    ...(best === undefined ? {} : { best }),
    curve: curveOf(kept, intents),
    reasons: reasonsOf(all.length, inconsistent),
  };
}

function readAnswer(answer: VanWestendorpAnswer, i: number): VanWestendorpAnswer {
  const name = `answers[${i}]`;
  requireObject(answer, name);
  for (const question of QUESTIONS) requireNumber(answer[question], `${name}.${question}`, { min: 0, max: 1e100 });
  for (const intent of ["intentCheap", "intentExpensive"] as const) {
    if (answer[intent] !== undefined) requireNumber(answer[intent], `${name}.${intent}`, { min: 0, max: 1 });
  }
  return answer;
}

function rises({ tooCheap, cheap, expensive, tooExpensive }: VanWestendorpAnswer, strict: boolean): boolean {
  if (strict) return tooCheap < cheap && cheap < expensive && expensive < tooExpensive;
  return tooCheap <= cheap && cheap <= expensive && expensive <= tooExpensive && tooCheap < tooExpensive;
}

/** An order by content alone, so that resampling does not hang on the order of the rows. */
function byPrices(a: VanWestendorpAnswer, b: VanWestendorpAnswer): number {
  for (const field of [...QUESTIONS, "intentCheap", "intentExpensive"] as const) {
    const difference = (a[field] ?? -1) - (b[field] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The median of two answers of each respondent, and the prices that a sign test over respondents does not refuse. */
function crossing(kept: readonly VanWestendorpAnswer[], low: Question, high: Question, level: number): Estimate {
  const n = kept.length;
  const lows = columnOf(kept, low);
  const highs = columnOf(kept, high);
  const events = new Float64Array(2 * n);
  events.set(lows);
  events.set(highs, n);
  events.sort();
  const value = ((events[n - 1] as number) + (events[n] as number)) / 2;
  const z = normalQuantile((1 + level) / 2);
  // a respondent counts +1 once both prices lie below, −1 while both lie above, 0 between: the two curves cross where
  // the sum is 0, and chance alone leaves it a spread of the root of those who are not between
  const prices = Array.from(new Set(events));
  let lower = prices[0] as number;
  let upper = prices.at(-1) as number;
  let i = 0;
  let j = 0;
  let open = true;
  for (const price of prices) {
    while (i < n && (lows[i] as number) <= price) i++;
    while (j < n && (highs[j] as number) <= price) j++;
    const sum = i + j - n;
    const refused = Math.abs(sum) > z * Math.sqrt(n - (i - j));
    if (open && (!refused || sum > 0)) {
      lower = price;
      open = false;
    }
    if (sum > 0 && refused) {
      upper = price;
      break;
    }
  }
  return { value, n, interval: { lower: Math.min(lower, value), upper: Math.max(upper, value), level } };
}

/** The answers to one question, rising. */
function columnOf(kept: readonly VanWestendorpAnswer[], question: Question): Float64Array {
  return Float64Array.from(kept, (answer) => answer[question]).sort();
}

function readIntents(kept: readonly VanWestendorpAnswer[]): readonly IntentAnswer[] | undefined {
  const named = kept.filter((answer) => answer.intentCheap !== undefined || answer.intentExpensive !== undefined);
  if (named.length === 0) return undefined;
  return kept.map((answer) => {
    const { intentCheap, intentExpensive } = answer;
    if (intentCheap === undefined || intentExpensive === undefined) {
      throw new ClienteleError(
        "inconsistent",
        "answers name purchase intents for some respondents only; give intentCheap and intentExpensive for all or none",
        { named: named.length, respondents: kept.length },
      );
    }
    return { ...answer, intentCheap, intentExpensive };
  });
}

function curveOf(
  kept: readonly VanWestendorpAnswer[],
  intents: readonly IntentAnswer[] | undefined,
): readonly VanWestendorpPoint[] {
  const n = kept.length;
  const sorted = QUESTIONS.map((question) => columnOf(kept, question));
  const prices = [...new Set(sorted.flatMap((column) => Array.from(column)))].sort((a, b) => a - b);
  const step = Math.max(1, (prices.length - 1) / (MOST_POINTS - 1));
  const taken = [
    ...new Set(Array.from({ length: Math.min(prices.length, MOST_POINTS) }, (_, k) => Math.round(k * step))),
  ];
  const below = (k: number, price: number, included: boolean): number => {
    const column = sorted[k] as Float64Array;
    return (included ? countUpTo(column, price) : countBelow(column, price)) / n;
  };
  return taken.map((k) => {
    const price = prices[k] as number;
    return {
      price,
      tooCheap: 1 - below(0, price, false),
      cheap: 1 - below(1, price, false),
      expensive: below(2, price, true),
      tooExpensive: below(3, price, true),
      ...(intents === undefined ? {} : { buying: buyingAt(intents, price) }),
    };
  });
}

function reasonsOf(respondents: number, inconsistent: number): readonly Reason[] {
  const reasons: Reason[] = [];
  if (inconsistent > 0) reasons.push({ code: "price_inconsistent_answers", params: { inconsistent, respondents } });
  reasons.push({ code: "price_survey_not_sales", params: { respondents: respondents - inconsistent } });
  return reasons;
}
