import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { toDay, toIsoDate } from "../../time/day.ts";
import type { LifecycleCustomer, LifecycleExplanation, LifecycleOptions, LifecycleStatus } from "./types.ts";

/**
 * The five statuses in the order in which they are shown, nearest first.
 *
 * @example
 * ```ts
 * lifecycleStatuses; // => ["active", "inactive", "prospect", "suspect", "rest"]
 * ```
 * @see Curry & Curry, The Customer Marketing Method (2000), chapter 1: the customer pyramid
 */
export const lifecycleStatuses: readonly LifecycleStatus[] = ["active", "inactive", "prospect", "suspect", "rest"];

/** A year: customers are counted active who bought within the last twelve months. */
const YEAR_DAYS = 365;

/** No calendar reaches further than this many days. */
const LONGEST = 200_000_000;

/** Checked options, dates as UTC day numbers. @internal */
export interface LifecycleClock {
  readonly today: number;
  readonly activeDays: number;
  readonly inactiveDays: number | undefined;
  readonly prospectDays: number;
}

/** Refuses options that name no day or no length of time. @internal */
export function lifecycleClock(options: LifecycleOptions): LifecycleClock {
  requireObject(options, "options");
  const { asOf, activeDays = YEAR_DAYS, inactiveDays, prospectDays = YEAR_DAYS } = options;
  const today = toDay(asOf, "options.asOf");
  requireNumber(activeDays, "options.activeDays", { min: 0, max: LONGEST, integer: true });
  requireNumber(prospectDays, "options.prospectDays", { min: 0, max: LONGEST, integer: true });
  if (inactiveDays !== undefined) {
    requireNumber(inactiveDays, "options.inactiveDays", { min: 0, max: LONGEST, integer: true });
    if (inactiveDays < activeDays) {
      throw new ClienteleError(
        "inconsistent",
        `options.inactiveDays must not be less than activeDays (${activeDays}), got ${inactiveDays}`,
        { activeDays, inactiveDays },
      );
    }
  }
  return { today, activeDays, inactiveDays, prospectDays };
}

/** Days since purchase and contact, and the status they give. @internal */
export interface LifecyclePlace {
  readonly status: LifecycleStatus;
  readonly bought: number | undefined;
  readonly touched: number | undefined;
  readonly fits: boolean | undefined;
}

/** Places one row; `name` is the row in error messages. @internal */
export function placeLifecycle(customer: LifecycleCustomer, clock: LifecycleClock, name: string): LifecyclePlace {
  requireObject(customer, name);
  const { lastPurchase, lastContact, fitsTarget: fits } = customer;
  if (fits !== undefined && typeof fits !== "boolean") {
    throw new ClienteleError("invalid_type", `${name}.fitsTarget must be true, false or absent, got ${show(fits)}`, {
      name,
    });
  }
  const bought = daysSince(lastPurchase, clock, `${name}.lastPurchase`);
  const touched = daysSince(lastContact, clock, `${name}.lastContact`);
  return { status: statusOf(bought, touched, fits, clock), bought, touched, fits };
}

function statusOf(
  bought: number | undefined,
  touched: number | undefined,
  fits: boolean | undefined,
  { activeDays, inactiveDays = Number.POSITIVE_INFINITY, prospectDays }: LifecycleClock,
): LifecycleStatus {
  if (bought !== undefined && bought <= activeDays) return "active";
  if (bought !== undefined && bought <= inactiveDays) return "inactive";
  if (touched !== undefined && touched <= prospectDays) return "prospect";
  return fits === true ? "suspect" : "rest";
}

function daysSince(
  date: LifecycleCustomer["lastPurchase"],
  { today }: LifecycleClock,
  name: string,
): number | undefined {
  if (date === undefined) return undefined;
  const days = today - toDay(date, name);
  if (days < 0) {
    throw new ClienteleError("inconsistent", `${name} lies ${-days} days after options.asOf`, { name, days });
  }
  return days;
}

/**
 * Tells whether somebody is an active or a former customer, a prospect, a suspect or the rest of the market.
 *
 * Purchase counts before contact, contact before fit: bought within `activeDays` is `active`, bought before `inactive`;
 * in touch within `prospectDays` and never bought is a `prospect`; out of touch but fitting the target a `suspect`;
 * everybody else the `rest`. Whether somebody fits must have been checked: unknown is not yes.
 *
 * @param customer - Dates of the last purchase and the last contact, and whether the offer fits; what is unknown is
 * absent. Not mutated.
 * @param options - `asOf` (required), and in whole UTC days `activeDays` (default 365), `prospectDays` (default 365)
 * and `inactiveDays` (default: a former customer stays one for ever). The last day of each still counts.
 * @returns The status.
 * @throws `ClienteleError` `invalid_type`, `invalid_date`, `not_finite`, `out_of_range`, `inconsistent` (a date after
 * `asOf`, `inactiveDays` below `activeDays`).
 * @example
 * ```ts
 * assignLifecycle({ lastPurchase: "2026-02-10" }, { asOf: "2026-06-30" }); // => "active"
 * assignLifecycle({ lastContact: "2026-05-02" }, { asOf: "2026-06-30" }); // => "prospect"
 * assignLifecycle({ fitsTarget: true }, { asOf: "2026-06-30" }); // => "suspect"
 * ```
 * @see Curry & Curry, The Customer Marketing Method (2000), chapter 1: the customer pyramid
 */
export function assignLifecycle(customer: LifecycleCustomer, options: LifecycleOptions): LifecycleStatus {
  return placeLifecycle(customer, lifecycleClock(options), "customer").status;
}

/**
 * Places a whole market by status.
 *
 * @param customers - Rows as in `assignLifecycle`. Not mutated.
 * @param options - As in `assignLifecycle`.
 * @returns One number per row: the place of its status in `lifecycleStatuses`.
 * @throws `ClienteleError` as `assignLifecycle`, naming the row.
 * @example
 * ```ts
 * assignLifecycleColumn([{}, { lastPurchase: "2026-02-10" }], { asOf: "2026-06-30" }); // => Uint8Array.of(4, 0)
 * ```
 */
export function assignLifecycleColumn(customers: ArrayLike<LifecycleCustomer>, options: LifecycleOptions): Uint8Array {
  requireColumn(customers, "customers");
  const clock = lifecycleClock(options);
  return Uint8Array.from({ length: customers.length }, (_, i) =>
    lifecycleStatuses.indexOf(placeLifecycle(customers[i] as LifecycleCustomer, clock, `customers[${i}]`).status),
  );
}

/**
 * Tells why somebody has a status, how many days have passed, and until when it holds if nothing happens.
 *
 * @param customer - As in `assignLifecycle`.
 * @param options - As in `assignLifecycle`.
 * @returns The status with its reasons, which `describe` words in English or Chinese.
 * @throws `ClienteleError` as `assignLifecycle`.
 * @example
 * ```ts
 * const why = explainLifecycle({ lastPurchase: "2026-02-10" }, { asOf: "2026-06-30" });
 * why.until; // => "2027-02-10"
 * describe(why.reasons[0]); // => "the last purchase was 140 days ago, within 365 days"
 * ```
 */
export function explainLifecycle(customer: LifecycleCustomer, options: LifecycleOptions): LifecycleExplanation {
  const clock = lifecycleClock(options);
  const { status, bought, touched, fits } = placeLifecycle(customer, clock, "customer");
  const { today, activeDays, inactiveDays, prospectDays } = clock;
  const reasons: LifecycleExplanation["reasons"][number][] = [];
  if (bought === undefined) reasons.push({ code: "lifecycle_never_bought", params: {} });
  else if (bought <= activeDays) {
    reasons.push({ code: "lifecycle_bought", params: { days: bought, within: activeDays } });
  } else if (status === "inactive") {
    reasons.push({ code: "lifecycle_bought_once", params: { days: bought, within: activeDays } });
  } else reasons.push({ code: "lifecycle_forgotten", params: { days: bought, after: inactiveDays ?? activeDays } });
  if (status !== "active" && status !== "inactive") {
    if (touched === undefined) reasons.push({ code: "lifecycle_never_in_touch", params: {} });
    else {
      const code = status === "prospect" ? "lifecycle_in_touch" : "lifecycle_out_of_touch";
      reasons.push({ code, params: { days: touched, within: prospectDays } });
    }
    if (status !== "prospect") {
      const code = fits === undefined ? "lifecycle_fit_unknown" : fits ? "lifecycle_fits" : "lifecycle_fits_not";
      reasons.push({ code, params: {} });
    }
  }
  const left =
    status === "active"
      ? activeDays - (bought as number)
      : status === "inactive" && inactiveDays !== undefined
        ? inactiveDays - (bought as number)
        : status === "prospect"
          ? prospectDays - (touched as number)
          : undefined;
  return {
    status,
    reasons,
    ...(bought === undefined ? {} : { daysSincePurchase: bought }),
    ...(touched === undefined ? {} : { daysSinceContact: touched }),
    ...(left === undefined ? {} : untilDay(today + left)),
  };
}

/** A day beyond the calendar is no end that anybody lives to see. */
function untilDay(day: number): { readonly until?: string } {
  return day > LAST_DAY ? {} : { until: toIsoDate(day) };
}

/** The last day that ECMAScript dates reach. */
const LAST_DAY = 100_000_000;
