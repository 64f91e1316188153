import fc from "fast-check";
import { type BusinessCalendarDefinition, toDay, toIsoDate, type Weekday } from "../../src/time/index.ts";

export const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MINUTE = 60_000;

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Up to two pieces of a day, apart or touching. */
const hours = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 4 })
  .map((cuts) => cuts.sort((a, b) => a - b))
  .map((cuts) =>
    Array.from(
      { length: Math.floor(cuts.length / 2) },
      (_, i) => `${clock(cuts[2 * i] as number)}-${clock(cuts[2 * i + 1] as number)}`,
    ),
  );

/** Days around the turn of the year 2026, and around 1970, where day numbers change sign. */
const date = fc.oneof(
  fc.integer({ min: toDay("2025-12-20"), max: toDay("2026-01-20") }),
  fc.integer({ min: -15, max: 15 }),
);

/** Calendars with odd hours, holidays, make-up days and clocks that jump. */
export const calendars: fc.Arbitrary<BusinessCalendarDefinition> = fc
  .record({
    hours: fc.record(Object.fromEntries(WEEKDAYS.map((id) => [id, hours])) as Record<Weekday, typeof hours>, {
      requiredKeys: [],
    }),
    holidays: fc.array(date, { maxLength: 5 }),
    extra: fc.uniqueArray(fc.record({ day: date, hours }), { maxLength: 4, selector: ({ day }) => day }),
    utcOffsetMinutes: fc.integer({ min: -720, max: 840 }),
    changes: fc.uniqueArray(
      fc.record({ day: date, minute: fc.nat(1439), shift: fc.integer({ min: -120, max: 120 }) }),
      {
        maxLength: 2,
        selector: ({ day }) => day,
      },
    ),
  })
  .map(({ hours: week, holidays, extra, utcOffsetMinutes, changes }) => ({
    hours: week,
    holidays: holidays.map(toIsoDate),
    extraDays: extra
      .filter((e) => e.hours.length > 0 && !holidays.includes(e.day))
      .map((e) => ({ date: toIsoDate(e.day), hours: e.hours })),
    utcOffsetMinutes,
    offsetChanges: changes.map(({ day, minute, shift }) => ({
      from: day * 86_400_000 + minute * MINUTE,
      utcOffsetMinutes: utcOffsetMinutes + shift,
    })),
  }))
  .filter((c) => Object.values(c.hours).some((h) => (h ?? []).length > 0) || c.extraDays.length > 0);

/** Whether a minute is worked, read off the definition as a person would: the judge of the fast arithmetic. */
export function worked(definition: BusinessCalendarDefinition, at: number): boolean {
  let offset = definition.utcOffsetMinutes ?? 0;
  const changes = [...(definition.offsetChanges ?? [])].sort((a, b) => Number(a.from) - Number(b.from));
  for (const change of changes) if (Number(change.from) <= at) offset = change.utcOffsetMinutes;
  const local = new Date(at + offset * MINUTE);
  const day = local.toISOString().slice(0, 10);
  const time = local.toISOString().slice(11, 16);
  if (definition.holidays?.includes(day)) return false;
  const extra = definition.extraDays?.find((e) => e.date === day) as { hours: readonly string[] } | undefined;
  const open = extra?.hours ?? definition.hours[WEEKDAYS[(local.getUTCDay() + 6) % 7] as Weekday] ?? [];
  return open.some((text) => {
    const [from = "", to = ""] = text.split("-");
    return from <= time && time < to;
  });
}

/** Minutes from the start of the window of {@link date}, so that every interval can be stepped through. */
export const moment: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: 32 * 1440 }).map((minute) => Date.UTC(2025, 11, 19) + minute * MINUTE),
  fc.integer({ min: -16 * 1440, max: 16 * 1440 }).map((minute) => minute * MINUTE),
);
