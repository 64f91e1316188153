import { requireNumber, requireObject } from "../../core/checks.ts";
import { type ServiceClockId, serviceLabels } from "../../core/labels/service.ts";
import { clockOf } from "../../time/business-calendar.ts";
import type { GreenChannelOptions, ServiceClock, ServiceClockDefinition, ServiceLightRule } from "./types.ts";

const EIGHT: readonly ServiceClockId[] = [
  "appointment",
  "waiting",
  "response",
  "service",
  "delivery",
  "guarantee",
  "correction",
  "delay",
];

/**
 * The eight clocks by which customers feel how quick a service is (服务效率), each with its names and from when to when
 * it runs.
 *
 * @example
 * ```ts
 * serviceClocks.map(({ id }) => id).join(" "); // => "appointment waiting response service delivery guarantee correction delay"
 * serviceClocks[2].meaning.en; // => "from the request to the first qualified answer"
 * ```
 */
export const serviceClocks: readonly ServiceClockDefinition[] = /* @__PURE__ */ (() =>
  EIGHT.map((id) => ({ id, name: serviceLabels.serviceClock[id], meaning: serviceLabels.serviceClockMeaning[id] })))();

/**
 * Two ready sets of rules for the light.
 *
 * - `interval` says green or red only where the data tell: green when the lower end of the interval reaches the target,
 *   red when the upper end lies below it, amber while it cannot be told.
 * - `value` looks at the share alone: green from the target on, amber up to five points below, red further down.
 *
 * @example
 * ```ts
 * serviceLightRules.interval[0]; // => { light: "green", figure: "lower", atLeast: "target" }
 * ```
 */
export const serviceLightRules: Readonly<Record<"interval" | "value", readonly ServiceLightRule[]>> = {
  interval: [
    { light: "green", figure: "lower", atLeast: "target" },
    { light: "red", figure: "upper", below: "target" },
    { light: "amber" },
  ],
  value: [
    { light: "green", figure: "value", atLeast: "target" },
    { light: "amber", figure: "value", atLeast: "target", margin: 0.05 },
    { light: "red" },
  ],
};

/**
 * States the two promises of a green channel (绿色通道): by when receipt is confirmed, and by when the reply is given.
 *
 * @param options - `receiptHours` greater than 0, `replyHours` not fewer; `targetShare` in (0, 1], default 0.95;
 * `calendar` for working hours.
 * @returns Two clocks, `receipt` and `reply`, for {@link measureService} and {@link planServiceQueue}.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `invalid_model` for another kind of calendar.
 * @example
 * ```ts
 * const clocks = greenChannelClocks({ receiptHours: 2, replyHours: 24 });
 * clocks[1]; // => { id: "reply", limitHours: 24, targetShare: 0.95, unit: "calendar" }
 * ```
 */
export function greenChannelClocks(options: GreenChannelOptions): readonly ServiceClock[] {
  requireObject(options, "options");
  const { receiptHours, replyHours, targetShare = 0.95, calendar } = options;
  requireNumber(receiptHours, "options.receiptHours", { above: 0, max: MOST_HOURS });
  requireNumber(replyHours, "options.replyHours", { min: receiptHours, max: MOST_HOURS });
  requireNumber(targetShare, "options.targetShare", { above: 0, max: 1 });
  if (calendar !== undefined) clockOf(calendar, "options.calendar");
  const shared = { targetShare, ...(calendar === undefined ? { unit: "calendar" } : { unit: "business", calendar }) };
  return [
    { id: "receipt", limitHours: receiptHours, ...shared } as ServiceClock,
    { id: "reply", limitHours: replyHours, ...shared } as ServiceClock,
  ];
}

/** A hundred years; longer promises are typing mistakes. @internal */
export const MOST_HOURS = 876_600;
