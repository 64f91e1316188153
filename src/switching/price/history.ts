import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Abstention, Estimate } from "../../core/estimate.ts";
import type { Reason } from "../../core/reasons.ts";
import { flag } from "./checks.ts";
import { canSeparate, type Fitted, fitElasticity, type Prepared, preparePanel } from "./elasticity.ts";
import { type Panel, readPanel, subPanel } from "./panel.ts";
import { poolFigures } from "./pool.ts";
import type {
  MeasurePriceSensitivityOptions,
  PricePurchase,
  PriceSensitivity,
  PriceVerdict,
  SegmentSensitivity,
} from "./types.ts";

/** Below so many customers with more than one price the interval is wide and a reason says so. */
const FEW_CUSTOMERS = 20;

/**
 * Measures from past purchases how far customers buy less when the price rises, for all and segment by segment, and says
 * what the data cannot tell.
 *
 * Each customer is compared with themselves only, so that large customers with low prices do not pass for price
 * sensitivity; ups and downs common to all customers in a period are taken out too, where the prices allow it. Segments
 * are drawn towards their mean as far as chance explains the difference; from four measured segments on.
 *
 * @param purchases - Customer, date, price of a unit (above 0), quantity (at least 0), segment at will. Not mutated.
 * @param options - `method` (`poisson`, which takes zeros, or `log_log`), `period` and `periodEffects`, `randomised` where
 * prices were set by chance, `level` of the intervals.
 * @returns The elasticity with its interval by customer clusters, the segments, and reasons for caution. `elasticity` is
 * an abstention where fewer than five customers met more than one price, where the search does not settle, or where
 * nothing is left to chance.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `invalid_date`, `unknown_id`,
 * `inconsistent` for a customer of two segments; the row is named.
 * @example
 * ```ts
 * const purchases = Array.from({ length: 120 }, (_, i) => {
 *   const price = [8, 10, 12][(i + Math.floor(i / 12)) % 3];
 *   return { customer: `c${i % 12}`, date: `2026-0${1 + Math.floor(i / 24)}-15`, price, quantity: Math.round(2000 / price ** 2) + (i * 7) % 3 };
 * });
 * const sensitivity = measurePriceSensitivity(purchases, { randomised: true });
 * sensitivity.elasticity.value; // ≈ -1.871
 * sensitivity.verdict; // => "elastic"
 * ```
 * @see Wooldridge (1999), Distribution-free estimation of some nonlinear panel data models, Journal of Econometrics 90
 * (Poisson with customer effects); Cameron & Miller (2015), Journal of Human Resources 50 (clusters, section VI);
 * Carter, Schnepel & Steigerwald (2017), Review of Economics and Statistics 99 (effective number of clusters)
 */
export function measurePriceSensitivity(
  purchases: ArrayLike<PricePurchase>,
  options: MeasurePriceSensitivityOptions = {},
): PriceSensitivity {
  requireObject(options, "options");
  const { method = "poisson", period = "month", level = 0.95 } = options;
  requireOneOf(method, ["poisson", "log_log"], "options.method");
  requireOneOf(period, ["day", "week", "month", "quarter", "year"], "options.period");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const wanted = flag(options.periodEffects, "options.periodEffects") ?? true;
  const randomised = flag(options.randomised, "options.randomised") ?? false;
  const poisson = method === "poisson";
  const panel = readPanel(purchases, period, poisson);
  const whole = preparePanel(panel);
  const separable = whole.informative > 0 && canSeparate(whole);
  const periodEffects = wanted && separable && whole.panel.periods > 1;
  const fit = fitElasticity(whole, poisson, periodEffects, level);
  const { segments, spread } = segmentsOf(panel, poisson, periodEffects, level);
  return {
    method,
    periodEffects,
    elasticity: estimateOf(fit),
    verdict: verdictOf(estimateOf(fit)),
    customers: whole.customers,
    informative: whole.informative,
    rows: whole.rows,
    ...("dispersion" in fit ? { dispersion: fit.dispersion as number } : {}),
    segments,
    ...(spread === undefined ? {} : { spread }),
    reasons: reasonsOf(whole, fit, wanted && !separable && whole.panel.periods > 1, randomised),
  };
}

/** Whether an elasticity is surely beyond −1, surely this side of it, or neither. */
function verdictOf(elasticity: Estimate | Abstention): PriceVerdict {
  if ("abstained" in elasticity) return "undecided";
  const { lower, upper } = elasticity.interval;
  return upper < -1 ? "elastic" : lower > -1 ? "inelastic" : "undecided";
}

function estimateOf(fit: Fitted | Abstention): Estimate | Abstention {
  return "abstained" in fit ? fit : fit.estimate;
}

function segmentsOf(
  panel: Panel,
  poisson: boolean,
  periods: boolean,
  level: number,
): { readonly segments: readonly SegmentSensitivity[]; readonly spread?: number } {
  const ids = [...new Set(panel.segments)].filter((id) => id !== undefined).sort();
  const parts = ids.map((id) => {
    const prepared = preparePanel(subPanel(panel, (c) => panel.segments[c] === id));
    const own = prepared.informative > 0 && periods && !canSeparate(prepared);
    // a segment whose prices move all at once would lose its price with the season
    const fit: Fitted | Abstention = own
      ? { abstained: { code: "price_only_with_time", params: { share: prepared.separate } } }
      : fitElasticity(prepared, poisson, periods, level);
    return { id, prepared, fit };
  });
  const measured = parts.flatMap(({ fit }) => ("abstained" in fit ? [] : [fit]));
  const pooled = poolFigures(
    measured.map(({ estimate, variance }) => ({ value: estimate.value, variance })),
    level,
  );
  let next = 0;
  const segments = parts.map(({ id, prepared, fit }): SegmentSensitivity => {
    const own = estimateOf(fit);
    const drawn = "abstained" in own ? pooled?.unmeasured : pooled?.groups[next++];
    const { value, half, weight } = drawn ?? {};
    const elasticity =
      value === undefined || half === undefined
        ? own
        : { value, n: prepared.rows, interval: { lower: value - half, upper: value + half, level } };
    return {
      id,
      customers: prepared.customers,
      informative: prepared.informative,
      own,
      elasticity,
      weight: weight ?? ("abstained" in own ? 0 : 1),
      verdict: verdictOf(elasticity),
    };
  });
  return pooled === undefined ? { segments } : { segments, spread: pooled.spread };
}

function reasonsOf(
  whole: Prepared,
  fit: Fitted | Abstention,
  together: boolean,
  randomised: boolean,
): readonly Reason[] {
  const { silent, informative, separate, rows } = whole;
  const reasons: Reason[] = [];
  if (silent.customers > 0) reasons.push({ code: "price_never_bought", params: silent });
  if ("abstained" in fit) return [fit.abstained, ...reasons];
  if (informative < FEW_CUSTOMERS) {
    reasons.push({ code: "price_thin_data", params: { informative, wanted: FEW_CUSTOMERS } });
  }
  if (together) reasons.push({ code: "price_only_with_time", params: { share: separate } });
  if (!randomised) reasons.push({ code: "price_not_randomised", params: { rows } });
  const { value, interval } = fit.estimate;
  if (interval.lower > 0) {
    reasons.push({ code: "price_rises_with_demand", params: { elasticity: value, lower: interval.lower } });
  }
  return reasons;
}
