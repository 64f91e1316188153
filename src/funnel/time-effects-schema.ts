// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { CalendarFactor, FunnelCalendar, FunnelSeason, FunnelShock } from "./calendar/types.ts";
import type { FunnelCreation } from "./creation/types.ts";
import type { FunnelSegment } from "./segments/types.ts";

const id = /* @__PURE__ */ (() => z.string().check(z.minLength(1)))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const count = /* @__PURE__ */ (() => z.int().check(z.minimum(0)))();
const positive = /* @__PURE__ */ (() => z.number().check(z.minimum(0)))();

const factor: z.ZodMiniType<CalendarFactor> = /* @__PURE__ */ (() =>
  z.strictObject({ factor: positive, n: count, expected: positive, weight: share }))();

const week = <T>(day: z.ZodMiniType<T>): z.ZodMiniType<readonly T[]> => z.readonly(z.array(day).check(z.length(7)));

/** What the day of the calendar does. */
export const calendarSchema: z.ZodMiniType<FunnelCalendar> = /* @__PURE__ */ (() =>
  z.strictObject({ weekday: week(factor), holiday: factor, monthEnd: factor, quarterEnd: factor }))();

const ascending = (edges: readonly number[]): boolean =>
  edges.every((edge, i) => i === 0 || edge > (edges[i - 1] as number));

/** What the place in the season does. */
export const seasonSchema: z.ZodMiniType<FunnelSeason> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      period: z.union([
        z.strictObject({ unit: z.literal("month") }),
        z.strictObject({ unit: z.literal("days"), days: z.int().check(z.minimum(1)), from: z.int() }),
      ]),
      bands: z.readonly(z.array(count).check(z.refine(ascending, "bands must ascend"))),
      pace: z.readonly(
        z.array(
          z.readonly(
            z.array(
              z.strictObject({
                mean: positive,
                shape: z.exactOptional(z.number().check(z.gt(0))),
                n: count,
                expected: positive,
              }),
            ),
          ),
        ),
      ),
    })
    .check(
      z.refine(
        ({ period, bands, pace }) =>
          pace.length === (period.unit === "month" ? 3 : 1) && pace.every((row) => row.length === bands.length + 1),
        "one row of paces per place, one pace per band",
      ),
    ))();

/** How much periods swing. */
export const shockSchema: z.ZodMiniType<FunnelShock> = /* @__PURE__ */ (() =>
  z.strictObject({
    variance: positive,
    likely: z.readonly(z.array(z.strictObject({ variance: positive, weight: share })).check(z.minLength(1))),
    periods: count,
    effectivePeriods: positive,
    unmeasured: z.exactOptional(z.literal(["few_periods", "one_cohort"])),
  }))();

/** How deals come in. */
export const creationSchema: z.ZodMiniType<FunnelCreation> = /* @__PURE__ */ (() =>
  z.strictObject({
    perDay: positive,
    variance: positive,
    weekday: week(positive),
    entry: z.readonly(z.array(z.strictObject({ stage: id, share }))),
    amounts: z.readonly(z.array(positive)),
    priced: share,
    n: count,
    periods: count,
    unmeasured: z.exactOptional(z.literal(["few_periods", "one_cohort"])),
  }))();

/** What sets deals apart. */
export const segmentSchema: z.ZodMiniType<FunnelSegment> = /* @__PURE__ */ (() => {
  const pull = { factor: z.number().check(z.gt(0)), weight: share, n: count, expected: positive };
  return z.strictObject({
    field: z.literal(["product", "region", "owner", "size", "pushes", "silence", "pace"]),
    edges: z.exactOptional(z.readonly(z.array(z.number()))),
    effects: z.readonly(
      z.array(
        z.strictObject({
          value: z.string(),
          ...pull,
          stages: z.readonly(z.array(z.strictObject({ stage: id, ...pull }))),
        }),
      ),
    ),
  });
})();
