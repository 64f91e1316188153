import { expect, test } from "vitest";
import {
  addPeriods,
  differenceInPeriods,
  endOfPeriod,
  periodLabel,
  startOfPeriod,
  toDay,
  toIsoDate,
} from "../../src/time/index.ts";

const start = (date: string, unit: never) => toIsoDate(startOfPeriod(toDay(date), unit));
const end = (date: string, unit: never) => toIsoDate(endOfPeriod(toDay(date), unit));
const add = (date: string, count: number, unit: never) => toIsoDate(addPeriods(toDay(date), count, unit));
const difference = (from: string, to: string, unit: never) => differenceInPeriods(toDay(from), toDay(to), unit);

test.each([
  ["2024-02-29", "day", "2024-02-29", "2024-02-29"],
  ["2026-01-01", "week", "2025-12-29", "2026-01-04"],
  ["2026-01-05", "week", "2026-01-05", "2026-01-11"],
  ["2024-02-10", "month", "2024-02-01", "2024-02-29"],
  ["2023-12-31", "month", "2023-12-01", "2023-12-31"],
  ["2026-05-20", "quarter", "2026-04-01", "2026-06-30"],
  ["2026-12-31", "quarter", "2026-10-01", "2026-12-31"],
  ["2024-07-04", "year", "2024-01-01", "2024-12-31"],
  ["1969-12-31", "year", "1969-01-01", "1969-12-31"],
])("%s lies in the %s from %s to %s", (date, unit, first, last) => {
  expect(start(date, unit as never)).toBe(first);
  expect(end(date, unit as never)).toBe(last);
});

test("months keep the day, or take the last day of a shorter month", () => {
  expect(add("2026-01-31", 1, "month" as never)).toBe("2026-02-28");
  expect(add("2024-01-31", 1, "month" as never)).toBe("2024-02-29");
  expect(add("2024-02-29", 1, "year" as never)).toBe("2025-02-28");
  expect(add("2026-05-31", -1, "quarter" as never)).toBe("2026-02-28");
  expect(add("2026-03-30", 2, "week" as never)).toBe("2026-04-13");
  expect(add("2026-03-30", -2, "day" as never)).toBe("2026-03-28");
});

test("full periods are counted as anniversaries", () => {
  expect(difference("2024-01-15", "2026-01-14", "year" as never)).toBe(1);
  expect(difference("2024-01-15", "2026-01-15", "year" as never)).toBe(2);
  expect(difference("2026-01-14", "2024-01-15", "year" as never)).toBe(-1);
  expect(difference("2026-01-31", "2026-02-28", "month" as never)).toBe(1);
  expect(difference("2026-01-30", "2026-02-27", "month" as never)).toBe(0);
  expect(difference("2026-01-01", "2026-07-01", "quarter" as never)).toBe(2);
  expect(difference("2026-01-01", "2026-01-15", "week" as never)).toBe(2);
  expect(Object.is(difference("2026-01-03", "2026-01-01", "week" as never), 0)).toBe(true);
  expect(difference("2026-01-03", "2026-01-01", "day" as never)).toBe(-2);
});

test("periods are named so that text order is time order", () => {
  const name = (date: string) =>
    (["day", "week", "month", "quarter", "year"] as const).map((unit) => periodLabel(toDay(date), unit));
  expect(name("2026-05-20")).toEqual(["2026-05-20", "2026-W21", "2026-05", "2026-Q2", "2026"]);
  expect(name("2027-01-01")).toEqual(["2027-01-01", "2026-W53", "2027-01", "2027-Q1", "2027"]);
});

test("every day of eight years lies inside its own period", () => {
  for (let day = toDay("2023-12-25"); day < toDay("2032-01-10"); day++) {
    for (const unit of ["week", "month", "quarter", "year"] as const) {
      const first = startOfPeriod(day, unit);
      const last = endOfPeriod(day, unit);
      expect(first <= day && day <= last).toBe(true);
      expect(startOfPeriod(last + 1, unit)).toBe(last + 1);
      expect(addPeriods(first, 1, unit)).toBe(last + 1);
    }
  }
});

test("bad input is refused", () => {
  const refused = (code: string) => expect.objectContaining({ code });
  for (const act of [startOfPeriod, endOfPeriod, periodLabel]) {
    expect(() => act(0, "fortnight" as never)).toThrow(refused("unknown_id"));
    expect(() => act(0.5, "month")).toThrow(refused("out_of_range"));
    expect(() => act(Number.NaN, "month")).toThrow(refused("not_finite"));
    expect(() => act(undefined as never, "month")).toThrow(refused("invalid_type"));
    expect(() => act(1e15, "month")).toThrow(refused("invalid_date"));
  }
  expect(() => addPeriods(0, 0.5, "month")).toThrow(refused("out_of_range"));
  expect(() => addPeriods(0, 1e9, "month")).toThrow(refused("out_of_range"));
  expect(() => addPeriods(0, Number.NaN, "month")).toThrow(refused("not_finite"));
  expect(() => differenceInPeriods(0, Number.NaN, "month")).toThrow(refused("not_finite"));
  expect(() => differenceInPeriods(0, 1, "toString" as never)).toThrow(refused("unknown_id"));
});
