import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { momentsOf } from "../../math/moments.ts";
import { sum } from "../../math/sum.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import { LARGEST_AMOUNT, requireList } from "./category.ts";
import { tailFactor } from "./credibility.ts";
import type { Pace, PaceOptions, PacePeriod, PaceStanding, WonAmount } from "./need-types.ts";

/** With fewer the spread of past periods is no more than a guess. */
const LEAST_PERIODS = 4;

/**
 * Tells whether a period is ahead of its plan or behind, measured against where past periods stood at the same point
 * and not against a straight line: sales come late in a month or quarter.
 *
 * @param won - Amounts won, by day. Those outside the period or after `asOf` are left aside. The order does not matter.
 * @param options - Period, day of looking, plan, and finished periods of the same kind; `level`, default 0.8.
 * @returns Where a period on plan stands by now, how far ahead or behind this one is, and its light. **Green**: at or
 * above plan × the usual share. **Amber**: below, and inside the range of past shares. **Red**: below that range, where
 * at the default level one period in ten that ends on plan would stand. The range is Student's t prediction interval of
 * the share, cut at 0 and 1. `{ abstained }` with fewer than four past periods with wins.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `not_finite`, `out_of_range`, `inconsistent` (a period that
 * ends before it begins, a day of looking outside it, history that is not over).
 * @example
 * ```ts
 * const late = [70, 75, 68, 80].map((last, i) => ({
 *   from: `2026-0${i + 1}-01`,
 *   to: `2026-0${i + 1}-28`,
 *   won: [{ on: `2026-0${i + 1}-10`, amount: 100 - last }, { on: `2026-0${i + 1}-27`, amount: last }],
 * }));
 * const may = { from: "2026-05-01", to: "2026-05-28", asOf: "2026-05-14", plan: 200, history: late };
 * const pace = measurePace([{ on: "2026-05-12", amount: 60 }], may);
 * pace.linear; // => 100
 * pace.standing.expected.value; // ≈ 53.5
 * pace.standing.light; // => "green"
 * ```
 */
export function measurePace(won: readonly WonAmount[], options: PaceOptions): Pace {
  requireList(won, "won");
  requireObject(options, "options");
  const { plan, history, level = 0.8 } = options;
  const asOf = toDay(options.asOf, "options.asOf");
  const span = spanOf(options, "options");
  if (asOf < span.from || asOf > span.to) {
    throw new ClienteleError("inconsistent", "options.asOf must lie in the period from options.from to options.to", {});
  }
  requireNumber(plan, "options.plan", { above: 0, max: LARGEST_AMOUNT });
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireList(history, "options.history");
  const elapsed = (asOf - span.from + 1) / (span.to - span.from + 1);
  const booked = totalOf(readWon(won, "won").filter(({ day }) => day >= span.from && day <= asOf));
  const shares: number[] = [];
  let empty = 0;
  history.forEach((period, i) => {
    const share = shareAt(period, elapsed, asOf, `options.history[${i}]`);
    if (share === undefined) empty++;
    else shares.push(share);
  });
  const reasons: Reason[] = empty === 0 ? [] : [{ code: "quota_pace_empty_periods", params: { periods: empty } }];
  const base = { asOf: toIsoDate(asOf), elapsed, won: booked, plan, linear: plan * elapsed };
  if (shares.length < LEAST_PERIODS) {
    const reason: Reason = { code: "too_few_rows", params: { n: shares.length, needed: LEAST_PERIODS } };
    return { ...base, standing: { abstained: reason }, reasons: [reason, ...reasons] };
  }
  const standing = standingOf(shares, booked, plan, level);
  const { light, expected } = standing;
  const params = { light, won: booked, expected: expected.value, lower: expected.interval.lower, level };
  return { ...base, standing, reasons: [{ code: "quota_pace_standing", params }, ...reasons] };
}

function standingOf(shares: readonly number[], won: number, plan: number, level: number): PaceStanding {
  const n = shares.length;
  const { mean, m2 } = momentsOf(shares.slice().sort((a, b) => a - b));
  const usual = Math.min(1, mean);
  const half = tailFactor(level, n - 1) * Math.sqrt((m2 / (n - 1)) * (1 + 1 / n));
  const lower = Math.max(0, usual - half);
  const upper = Math.min(1, usual + half);
  // a share of 1e-300 would project beyond every double
  const projected = usual > 1e-9 ? won / usual : undefined;
  return {
    usualShare: { value: usual, n, interval: { lower, upper, level } },
    expected: { value: plan * usual, n, interval: { lower: plan * lower, upper: plan * upper, level } },
    ahead: { value: won - plan * usual, interval: { lower: won - plan * upper, upper: won - plan * lower, level } },
    light: won >= plan * usual ? "green" : won >= plan * lower ? "amber" : "red",
    ...(projected === undefined ? {} : { projected }),
  };
}

/** Share of a past period's total that was won when the same share of its days was over; part of a day counts in part. */
function shareAt(period: PacePeriod, elapsed: number, asOf: number, name: string): number | undefined {
  requireObject(period, name);
  const { from, to } = spanOf(period, name);
  if (to >= asOf) {
    throw new ClienteleError("inconsistent", `${name} must be over before options.asOf; leave out the running period`, {
      name,
    });
  }
  const wins = readWon(period.won, `${name}.won`).filter(({ day }) => day >= from && day <= to);
  const total = totalOf(wins);
  if (!(total > 0)) return undefined;
  const days = elapsed * (to - from + 1);
  const whole = Math.floor(days + 1e-9);
  const before = totalOf(wins.filter(({ day }) => day < from + whole));
  const running = totalOf(wins.filter(({ day }) => day === from + whole));
  return Math.min(1, (before + Math.max(0, days - whole) * running) / total);
}

interface Win {
  readonly day: number;
  readonly amount: number;
}

function readWon(won: readonly WonAmount[], name: string): Win[] {
  requireList(won, name);
  return won.map((row, i) => {
    requireObject(row, `${name}[${i}]`);
    requireNumber(row.amount, `${name}[${i}].amount`, { min: 0, max: LARGEST_AMOUNT });
    return { day: toDay(row.on, `${name}[${i}].on`), amount: row.amount };
  });
}

/** Sorted first, so that the order of the rows leaves no trace in the last bit. */
function totalOf(wins: readonly Win[]): number {
  return wins.length === 0 ? 0 : sum(Float64Array.from(wins, ({ amount }) => amount).sort());
}

function spanOf(period: Pick<PacePeriod, "from" | "to">, name: string): { readonly from: number; readonly to: number } {
  const from = toDay(period.from, `${name}.from`);
  const to = toDay(period.to, `${name}.to`);
  if (to < from) throw new ClienteleError("inconsistent", `${name} ends before it begins`, { name });
  return { from, to };
}
