import { expect, test } from "vitest";
import { toDay, toDayColumn, toDayFraction, toEpochMs, toIsoDate } from "../../src/time/index.ts";

const failure = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

test("a date is the same day in every form and every time zone", () => {
  const forms = [
    "2024-02-29",
    "2024-02-29T00:00",
    "2024-02-29 23:59:59.999",
    "2024-03-01T07:59:59+08:00",
    "2024-02-28T22:00:00-0500",
  ];
  const day = Date.UTC(2024, 1, 29) / 86_400_000;
  expect(forms.map((form) => toDay(form))).toEqual(forms.map(() => day));
  expect(toDay(new Date(Date.UTC(2024, 1, 29, 12)))).toBe(day);
  expect(toDay(Date.UTC(2024, 1, 29, 23, 59))).toBe(day);
});

test("text without an offset is read as UTC, with one it is moved", () => {
  expect(toEpochMs("2011-10-01T00:38:44.546+02:00")).toBe(Date.parse("2011-10-01T00:38:44.546+02:00"));
  expect(toEpochMs("2011-10-01T00:38:44,5")).toBe(Date.UTC(2011, 9, 1, 0, 38, 44, 500));
  expect(toEpochMs("2011-10-01T24:00")).toBe(Date.UTC(2011, 9, 2));
});

test("days before 1970 and years far away count on", () => {
  expect(toDay("1969-12-31T23:00Z")).toBe(-1);
  expect(toDay(-1)).toBe(-1);
  expect(toIsoDate(toDay("0001-01-01"))).toBe("0001-01-01");
  expect(toIsoDate(toDay("-000001-06-30"))).toBe("-000001-06-30");
  expect(toIsoDate(toDay("+010000-01-01"))).toBe("+010000-01-01");
});

test("bad text throws with the text quoted", () => {
  const bad = [
    "",
    "yesterday",
    "2024-2-3",
    "2023-02-29",
    "2024-13-01",
    "2024-04-31",
    "2024-01-01T25:00",
    "2024-01-01T24:30",
    "2024-01-01T10:61",
    "01/02/2024",
    "2024-01-01T10:00+99:00",
    "20240101",
  ];
  for (const text of bad) expect(() => toDay(text, "close")).toThrow(failure("invalid_date", `"${text}"`));
  expect(() => toDay("nope", "close")).toThrow(failure("invalid_date", "close must be ISO 8601"));
});

test("what is no date is refused", () => {
  expect(() => toDay(Number.NaN)).toThrow(failure("invalid_date", "NaN"));
  expect(() => toDay(Number.POSITIVE_INFINITY)).toThrow(failure("invalid_date", "Infinity"));
  expect(() => toDay(new Date("nope"))).toThrow(failure("invalid_date", "NaN"));
  for (const bad of [undefined, null, {}, [], true])
    expect(() => toDay(bad as never)).toThrow(failure("invalid_type", "date"));
  expect(() => toIsoDate(Number.NaN)).toThrow(failure("invalid_date", "NaN"));
  expect(() => toIsoDate(1e12)).toThrow(failure("invalid_date", "day"));
});

test("a column names the row that is wrong", () => {
  expect(toDayColumn(["1970-01-02", 0])).toEqual(Int32Array.of(1, 0));
  expect(toDayColumn([])).toEqual(new Int32Array());
  expect(() => toDayColumn(["1970-01-02", "x"], "entered")).toThrow(failure("invalid_date", "entered[1]"));
  expect(() => toDayColumn(undefined as never)).toThrow(failure("invalid_type", "dates"));
  expect(() => toDayColumn("2024-01-01" as never)).toThrow(failure("invalid_type", "dates"));
});

test("fractions of a day are exact to the millisecond", () => {
  expect(toDayFraction("1970-01-03T06:00:00.000Z")).toBe(2.25);
  expect(toDayFraction(1)).toBe(1 / 86_400_000);
});
