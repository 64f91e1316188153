import { describe, expect, test } from "vitest";
import {
  addBusinessHours,
  businessHoursBetween,
  businessHoursColumn,
  defineBusinessCalendar,
  isBusinessTime,
} from "../../src/time/index.ts";
import { codeOf } from "../loyalty/support.ts";

const day = ["09:00–12:00", "13:00–18:00"];
const hours = { mon: day, tue: day, wed: day, thu: day, fri: day };
const china = defineBusinessCalendar({
  hours,
  // the autumn of 2025: 1–8 October off, Sunday 28 September and Saturday 11 October worked
  // (General Office of the State Council, notice on holidays in 2025, 国办发明电〔2024〕12号)
  holidays: ["2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-07", "2025-10-08"],
  extraDays: [
    { date: "2025-09-28", like: "mon" },
    { date: "2025-10-11", hours: ["09:00-12:00"] },
  ],
  utcOffsetMinutes: 480,
});
const iso = (ms: number): string => new Date(ms).toISOString();

describe("working hours in China", () => {
  test("a request of the last evening before the National Day is answered eight days later in one hour", () => {
    expect(businessHoursBetween(china, "2025-09-30T17:30+08:00", "2025-10-09T09:30+08:00")).toBe(1);
    expect(iso(addBusinessHours(china, "2025-09-30T17:30+08:00", 1))).toBe("2025-10-09T01:30:00.000Z");
  });

  test("a make-up Sunday counts as the weekday it stands for, a short Saturday as its own hours", () => {
    expect(businessHoursBetween(china, "2025-09-28T00:00+08:00", "2025-09-29T00:00+08:00")).toBe(8);
    expect(businessHoursBetween(china, "2025-10-11T00:00+08:00", "2025-10-12T00:00+08:00")).toBe(3);
  });

  test("the noon break does not count, opening does and closing does not", () => {
    expect(businessHoursBetween(china, "2025-11-03T11:30+08:00", "2025-11-03T13:30+08:00")).toBe(1);
    expect(isBusinessTime(china, "2025-11-03T09:00+08:00")).toBe(true);
    expect(isBusinessTime(china, "2025-11-03T12:00+08:00")).toBe(false);
    expect(isBusinessTime(china, "2025-10-01T10:00+08:00")).toBe(false);
  });

  test("no time is no hours, and a promise of no hours is due at once", () => {
    expect(businessHoursBetween(china, "2025-10-04", "2025-10-04")).toBe(0);
    expect(iso(addBusinessHours(china, "2025-10-04T10:00Z", 0))).toBe("2025-10-04T10:00:00.000Z");
  });

  test("a full day's hours end that evening, not the next morning", () => {
    expect(iso(addBusinessHours(china, "2025-11-03T09:00+08:00", 8))).toBe("2025-11-03T10:00:00.000Z");
  });
});

describe("daylight saving, given by the caller", () => {
  // New York 2026: clocks go ahead on 8 March at 07:00 UTC, back on 1 November at 06:00 UTC
  const night = ["00:00–06:00"];
  const newYork = defineBusinessCalendar({
    hours: { sun: night },
    utcOffsetMinutes: -300,
    offsetChanges: [
      { from: "2026-11-01T06:00Z", utcOffsetMinutes: -300 },
      { from: "2026-03-08T07:00Z", utcOffsetMinutes: -240 },
    ],
  });

  test("the night shift of spring is an hour shorter, that of autumn an hour longer", () => {
    expect(businessHoursBetween(newYork, "2026-03-01T00:00-05:00", "2026-03-02T00:00-05:00")).toBe(6);
    expect(businessHoursBetween(newYork, "2026-03-08T00:00-05:00", "2026-03-09T00:00-04:00")).toBe(5);
    expect(businessHoursBetween(newYork, "2026-11-01T00:00-04:00", "2026-11-02T00:00-05:00")).toBe(7);
  });

  test("a deadline is found across the change", () => {
    expect(iso(addBusinessHours(newYork, "2026-03-08T00:00-05:00", 5))).toBe("2026-03-08T10:00:00.000Z");
    expect(iso(addBusinessHours(newYork, "2026-03-08T00:00-05:00", 5.5))).toBe("2026-03-15T04:30:00.000Z");
  });
});

describe("what is no calendar", () => {
  const define = (change: object) => codeOf(() => defineBusinessCalendar({ hours, ...change } as never));

  test("a calendar without a single hour", () => {
    expect(define({ hours: {} })).toBe("empty_input");
    expect(define({ hours: { mon: [] }, holidays: ["2026-01-01"] })).toBe("empty_input");
    expect(define({ hours: {}, extraDays: [{ date: "2026-01-03", hours: ["09:00-10:00"] }] })).toBe(
      "nothing was thrown",
    );
  });

  test("hours that cannot be", () => {
    for (const text of ["9-17", "25:00-26:00", "09:60-10:00", "24:00-24:00", "09:00", 9, null]) {
      expect(define({ hours: { mon: [text] } })).toBe("invalid_type");
    }
    expect(define({ hours: { mon: ["22:00–06:00"] } })).toBe("inconsistent");
    expect(define({ hours: { mon: ["09:00–09:00"] } })).toBe("inconsistent");
    expect(define({ hours: { mon: ["09:00–12:00", "11:59–13:00"] } })).toBe("inconsistent");
    expect(define({ hours: { monday: day } })).toBe("unknown_id");
  });

  test("dates and offsets that cannot be", () => {
    expect(define({ holidays: ["2026-02-30"] })).toBe("invalid_date");
    expect(define({ holidays: ["2026-02-20T00:00Z"] })).toBe("invalid_date");
    expect(define({ extraDays: [{ date: "2026-02-21", like: "holiday" }] })).toBe("unknown_id");
    expect(define({ extraDays: [{ date: "2026-02-21", hours: [] }] })).toBe("empty_input");
    const extra = { date: "2026-02-21", like: "mon" };
    expect(define({ extraDays: [extra, extra] })).toBe("duplicate_id");
    expect(define({ extraDays: [extra], holidays: ["2026-02-21"] })).toBe("inconsistent");
    expect(define({ utcOffsetMinutes: 8.5 })).toBe("out_of_range");
    expect(define({ utcOffsetMinutes: 2000 })).toBe("out_of_range");
    const change = { from: "2026-03-08T07:00Z", utcOffsetMinutes: 60 };
    expect(define({ offsetChanges: [change, change] })).toBe("duplicate_id");
    expect(define({ offsetChanges: [{ from: "soon", utcOffsetMinutes: 60 }] })).toBe("invalid_date");
  });

  test("hours that touch are joined, holidays that repeat are one, and the order does not matter", () => {
    const calendar = defineBusinessCalendar({
      hours: { mon: ["12:00–18:00", "9:00-12:00"] },
      holidays: ["2026-05-01", "2026-01-01", "2026-05-01"],
    });
    expect(calendar.hours.mon).toEqual(["09:00–18:00"]);
    expect(calendar.holidays).toEqual(["2026-01-01", "2026-05-01"]);
  });
});

describe("what cannot be counted", () => {
  test("an end before its beginning, by row", () => {
    expect(codeOf(() => businessHoursBetween(china, "2026-01-02", "2026-01-01"))).toBe("inconsistent");
    expect(() => businessHoursColumn(china, [0, 5], [0, 4])).toThrow(/to\[1\]/);
    expect(codeOf(() => businessHoursColumn(china, [0, 5], [0]))).toBe("length_mismatch");
  });

  test("another kind of object, and hours without end", () => {
    expect(codeOf(() => businessHoursBetween({ kind: "tiers" } as never, 0, 1))).toBe("invalid_model");
    expect(codeOf(() => isBusinessTime(null as never, 0))).toBe("invalid_type");
    expect(codeOf(() => addBusinessHours(china, 0, -1))).toBe("out_of_range");
    expect(codeOf(() => addBusinessHours(china, 0, 4e9))).toBe("out_of_range");
    const once = defineBusinessCalendar({ hours: {}, extraDays: [{ date: "2026-01-03", hours: ["09:00-10:00"] }] });
    expect(iso(addBusinessHours(once, "2026-01-01", 1))).toBe("2026-01-03T10:00:00.000Z");
    expect(codeOf(() => addBusinessHours(once, "2026-01-01", 1.5))).toBe("out_of_range");
  });
});

test("a defined calendar cannot be changed, so that it never disagrees with what was computed from it", () => {
  expect(Object.isFrozen(china) && Object.isFrozen(china.hours.mon) && Object.isFrozen(china.extraDays[0])).toBe(true);
});

test("a hundred thousand intervals of up to three years are a matter of milliseconds, not of stepping through them", () => {
  const n = 100_000;
  const from = new Float64Array(n);
  const to = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    from[i] = Date.UTC(2024, 0, 1) + ((i * 7_919_777) % 94_608_000) * 1000;
    to[i] = (from[i] as number) + ((i * 104_729) % 94_608_000) * 1000;
  }
  const column = businessHoursColumn(china, from, to);
  let scalar = 0;
  for (let i = 0; i < n / 10; i++) scalar += businessHoursBetween(china, from[i] as number, to[i] as number);
  // some fifty times what an idle machine needs; steps by the day would take longer still
  expect(scalar).toBeCloseTo(
    column.subarray(0, n / 10).reduce((sum, value) => sum + value, 0),
    3,
  );
});
