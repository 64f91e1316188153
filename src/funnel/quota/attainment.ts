import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import type { FunnelForecast } from "../forecast/types.ts";
import type {
  Quota,
  QuotaAttainment,
  QuotaAttainmentOptions,
  QuotaBook,
  QuotaDimension,
  UnitAttainment,
} from "./attainment-types.ts";
import { ledgerOf, readOpen, readPeople, readWon, type UnitDeal, wholeSum } from "./credits.ts";
import { chanceOfAtLeast, forecastAtLeast, openOutlook, outlookQuantile } from "./outlook.ts";
import { effectiveQuota, QUOTA_DIMENSIONS, readQuotas, type Span, spanOf } from "./ramp.ts";
import { readForecasts } from "./unit-forecast.ts";

/**
 * Measures how far people, teams, regions and products are to their quotas: what is booked, what open deals will add by
 * the period's end, the chance to get there, and what it takes per day.
 *
 * @param book - Quotas (with start date and ramp for newcomers), won deals with their credit as `splitOpportunity` gives
 * it, open deals with their chances by the period's end, people with their teams, and forecasts of single units where
 * there are some. Amounts are whole minor units (cents, fen). The order does not matter.
 * @param options - The period `from`–`to` (last day included), `asOf` inside it, and `sharedVariance`, which makes
 * ranges as wide as good and bad periods demand.
 * @returns One row per unit. Booked credit and open expectation of every dimension sum to the total; credit of no unit
 * has a row without `unit`. A team without a quota of its own has its people's. The outlook adds up open deals, exactly
 * for up to 11 or amounts of a common unit and on a grid of 1,024 points else, the shared shock integrated out; deals yet to come are in it only where a
 * forecast is given for the unit. Credit beyond revenue shows as `overlayMinor`.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `not_finite`, `out_of_range` (also sums beyond
 * 9,007,199,254,740,991), `unknown_id`, `duplicate_id`, `empty_input`, `inconsistent` (a quota that overlaps the period
 * in part, `asOf` outside it, a forecast of another day or horizon, a ramp without `startsOn`, a unit forecast twice).
 * @example
 * ```ts
 * const quarter = { from: "2026-04-01", to: "2026-06-30" };
 * const quotas = [
 *   { dimension: "person", unit: "ann", ...quarter, amountMinor: 91_000 },
 *   { dimension: "person", unit: "bo", ...quarter, amountMinor: 91_000, startsOn: "2026-05-01", ramp: [0, 0.5] },
 * ];
 * const won = [{ dealId: "d1", wonOn: "2026-04-20", amountMinor: 60_000, credit: [{ owner: "ann", amountMinor: 60_000 }] }];
 * const open = [{ dealId: "d2", chance: 0.5, amountMinor: 40_000, credit: [{ owner: "ann", amountMinor: 40_000 }] }];
 * const people = [{ id: "ann", team: "north" }, { id: "bo", team: "north" }];
 * const { units } = measureQuotaAttainment({ quotas, won, open, people }, { ...quarter, asOf: "2026-05-15" });
 * const [ann, bo, north] = units;
 * ann.attainment; // ≈ 0.659
 * ann.chanceToReach; // ≈ 0.5
 * bo.quota.effectiveMinor; // => 15000
 * north.quota.effectiveMinor; // => 106000
 * ```
 */
export function measureQuotaAttainment(book: QuotaBook, options: QuotaAttainmentOptions): QuotaAttainment {
  requireObject(book, "book");
  requireObject(options, "options");
  const span = spanOf(options, "options");
  const asOf = toDay(options.asOf, "options.asOf");
  if (asOf < span.from || asOf > span.to) {
    throw new ClienteleError("inconsistent", "options.asOf must lie in the period from options.from to options.to", {});
  }
  const { sharedVariance = 0 } = options;
  requireNumber(sharedVariance, "options.sharedVariance", { min: 0, max: 10 });
  const { used, outside } = readQuotas(book.quotas, span);
  const won = readWon(book.won, span, asOf);
  const open = readOpen(book.open ?? []);
  const teams = readPeople(book.people ?? []);
  const forecasts = readForecasts(book.forecasts ?? [], span, asOf);
  const parts = (deals: typeof won | typeof open): number[] =>
    deals.flatMap(({ credit }) => credit.map((part) => part.amountMinor));
  const revenueMinor = wholeSum(
    won.map(({ amountMinor }) => amountMinor),
    "the revenue of book.won",
  );
  const creditMinor = wholeSum(parts(won), "the credit of book.won");
  const openCreditMinor = wholeSum(parts(open), "the credit of book.open");
  const days = { elapsed: asOf - span.from + 1, left: span.to - asOf };
  const units = QUOTA_DIMENSIONS.flatMap((dimension): UnitAttainment[] => {
    const own = quotasOf(dimension, used, span, teams);
    const wonLedger = ledgerOf(won, dimension, teams);
    const openLedger = ledgerOf(open, dimension, teams);
    const names = new Set([...own.keys(), ...wonLedger.keys(), ...openLedger.keys()]);
    for (const forecast of forecasts) if (forecast.dimension === dimension) names.add(forecast.unit);
    // a dimension that nothing in the book speaks of is left out
    if (dimension !== "person" && [...names].every((name) => name === undefined)) return [];
    return [...names].sort(unitOrder).map((unit) => {
      const forecast = forecasts.find((one) => one.dimension === dimension && one.unit === unit)?.forecast;
      const quota = unit === undefined ? undefined : own.get(unit);
      return unitOf({
        dimension,
        unit,
        quota,
        won: wonLedger.get(unit) ?? [],
        open: openLedger.get(unit) ?? [],
        forecast,
        sharedVariance,
        days,
      });
    });
  });
  return {
    from: toIsoDate(span.from),
    to: toIsoDate(span.to),
    asOf: toIsoDate(asOf),
    daysElapsed: days.elapsed,
    daysLeft: days.left,
    sharedVariance,
    units,
    total: {
      wonDeals: won.length,
      revenueMinor,
      creditMinor,
      overlayMinor: creditMinor - revenueMinor,
      openDeals: open.length,
      openCreditMinor,
      openExpectedMinor: [...ledgerOf(open, "person", teams).values()].reduce(
        (total, deals) => total + expected(deals),
        0,
      ),
    },
    wonOutside: book.won.length - won.length,
    quotasOutside: outside,
    reasons: notesOf(units, sharedVariance, creditMinor, revenueMinor),
  };
}

type UnitQuota = NonNullable<UnitAttainment["quota"]> & { readonly peopleMinor?: number };

/** Quotas by unit; a team without one has the sum of its people's. */
function quotasOf(
  dimension: QuotaDimension,
  quotas: readonly Quota[],
  span: Span,
  teams: ReadonlyMap<string, string | undefined>,
): Map<string, UnitQuota> {
  const found = new Map<string, UnitQuota>();
  if (dimension === "team") {
    for (const quota of quotas) {
      const team = quota.dimension === "person" ? teams.get(quota.unit) : undefined;
      if (team === undefined) continue;
      const { amountMinor = 0, effectiveMinor = 0 } = found.get(team) ?? {};
      found.set(team, {
        amountMinor: wholeSum([amountMinor, quota.amountMinor], `the quotas of team "${team}"`),
        effectiveMinor: effectiveMinor + effectiveQuota(quota, span),
        source: "rolled_up",
      });
    }
  }
  for (const quota of quotas) {
    if (quota.dimension !== dimension) continue;
    const peopleMinor = found.get(quota.unit)?.effectiveMinor;
    const effectiveMinor = effectiveQuota(quota, span);
    found.set(quota.unit, {
      amountMinor: quota.amountMinor,
      effectiveMinor,
      source: "given",
      ...(peopleMinor === undefined ? {} : { peopleMinor }),
    });
  }
  return found;
}

interface UnitInput {
  readonly dimension: QuotaDimension;
  readonly unit: string | undefined;
  readonly quota: UnitQuota | undefined;
  readonly won: readonly UnitDeal[];
  readonly open: readonly UnitDeal[];
  readonly forecast: FunnelForecast | undefined;
  readonly sharedVariance: number;
  readonly days: { readonly elapsed: number; readonly left: number };
}

function unitOf({ dimension, unit, quota, won, open, forecast, sharedVariance, days }: UnitInput): UnitAttainment {
  const bookedMinor = won.reduce((total, { creditMinor }) => total + creditMinor, 0);
  const distribution = openOutlook(open, sharedVariance);
  const at = (share: number): number => bookedMinor + outlookQuantile(distribution, share);
  const outlook: UnitAttainment["outlook"] =
    forecast === undefined
      ? {
          expected: bookedMinor + expected(open),
          p10: at(0.1),
          p50: at(0.5),
          p90: at(0.9),
          method: distribution.method,
        }
      : {
          expected: bookedMinor + forecast.expected,
          p10: bookedMinor + forecast.p10,
          p50: bookedMinor + forecast.p50,
          p90: bookedMinor + forecast.p90,
          method: "forecast",
        };
  const base = {
    dimension,
    ...(unit === undefined ? {} : { unit }),
    bookedMinor,
    wonDeals: won.length,
    open: {
      deals: open.length,
      creditMinor: open.reduce((total, { creditMinor }) => total + creditMinor, 0),
      expectedMinor: expected(open),
    },
    outlook,
    bookedPerDayMinor: bookedMinor / days.elapsed,
  };
  if (quota === undefined) return { ...base, reasons: [] };
  const { peopleMinor, ...shown } = quota;
  const missing = quota.effectiveMinor - bookedMinor;
  const remainingMinor = Math.max(0, missing);
  return {
    ...base,
    quota: shown,
    ...(quota.effectiveMinor > 0 ? { attainment: bookedMinor / quota.effectiveMinor } : {}),
    chanceToReach: forecast === undefined ? chanceOfAtLeast(distribution, missing) : forecastAtLeast(forecast, missing),
    remainingMinor,
    ...(remainingMinor === 0 ? { requiredPerDayMinor: 0 } : {}),
    ...(remainingMinor > 0 && days.left > 0 ? { requiredPerDayMinor: remainingMinor / days.left } : {}),
    reasons: quotaReasons(shown, peopleMinor),
  };
}

function quotaReasons(quota: NonNullable<UnitAttainment["quota"]>, peopleMinor: number | undefined): Reason[] {
  const { amountMinor, effectiveMinor } = quota;
  const reasons: Reason[] = [];
  if (effectiveMinor !== amountMinor) {
    reasons.push({ code: "quota_ramped", params: { share: effectiveMinor / amountMinor } });
  }
  if (peopleMinor !== undefined && peopleMinor !== effectiveMinor) {
    reasons.push({ code: "quota_team_mismatch", params: { givenMinor: effectiveMinor, peopleMinor } });
  }
  return reasons;
}

function notesOf(
  units: readonly UnitAttainment[],
  sharedVariance: number,
  creditMinor: number,
  revenueMinor: number,
): Reason[] {
  const reasons: Reason[] = [];
  const alone = units.filter(({ outlook }) => outlook.method !== "forecast").length;
  if (creditMinor > revenueMinor) reasons.push({ code: "quota_overlay", params: { creditMinor, revenueMinor } });
  if (alone > 0) reasons.push({ code: "quota_without_new_deals", params: { units: alone } });
  if (alone > 0 && sharedVariance === 0) reasons.push({ code: "quota_without_shared_shock", params: { units: alone } });
  return reasons;
}

function expected(deals: readonly UnitDeal[]): number {
  return deals.reduce((total, { creditMinor, chance }) => total + creditMinor * chance, 0);
}

/** By name; credit of no unit comes last. */
function unitOrder(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
