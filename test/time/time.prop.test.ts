import fc from "fast-check";
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

const day = fc.integer({ min: toDay("0001-01-01"), max: toDay("9999-12-31") });
const unit = fc.constantFrom("day", "week", "month", "quarter", "year");

test("a day written as text reads back as the same day", () => {
  fc.assert(
    fc.property(day, (d) => {
      expect(toDay(toIsoDate(d))).toBe(d);
    }),
  );
});

test("an instant belongs to the day that ECMAScript's own UTC calendar gives", () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      const midnight = new Date(date.getTime());
      expect(toDay(date) * 86_400_000).toBe(midnight.setUTCHours(0, 0, 0, 0));
      expect(toDay(date.getTime())).toBe(toDay(date));
    }),
  );
});

test("periods tile the calendar: each day lies in one, and the next begins the day after", () => {
  fc.assert(
    fc.property(day, unit, (d, u) => {
      const [first, last] = [startOfPeriod(d, u), endOfPeriod(d, u)];
      expect(first <= d && d <= last).toBe(true);
      expect(startOfPeriod(last + 1, u)).toBe(last + 1);
      expect(periodLabel(first, u)).toBe(periodLabel(last, u));
      if (last < toDay("9999-12-31")) expect(periodLabel(last + 1, u) > periodLabel(first, u)).toBe(true);
    }),
  );
});

test("full periods between two days are the most that fit", () => {
  fc.assert(
    fc.property(day, day, unit, (a, b, u) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const count = differenceInPeriods(from, to, u);
      expect(addPeriods(from, count, u)).toBeLessThanOrEqual(to);
      expect(addPeriods(from, count + 1, u)).toBeGreaterThan(to);
      expect(differenceInPeriods(to, from, u) + count).toBe(0);
    }),
  );
});

test("a whole number of periods later is that many periods away", () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -600, max: 600 }), unit, (d, count, u) => {
      const first = startOfPeriod(d, u);
      expect(differenceInPeriods(first, addPeriods(first, count, u), u)).toBe(count);
    }),
  );
});
