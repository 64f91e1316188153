import fc from "fast-check";
import { expect, test } from "vitest";
import { loadModel } from "../../src/core/index.ts";
import {
  addBusinessHours,
  businessHoursBetween,
  businessHoursColumn,
  defineBusinessCalendar,
  isBusinessTime,
} from "../../src/time/index.ts";
import { businessCalendarSpec } from "../../src/time/schema.ts";
import { calendars, moment, WEEKDAYS, worked } from "./business-support.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const ms = (hours: number): number => Math.round(hours * HOUR);
const start = fc.oneof(fc.constant(Date.UTC(2025, 11, 19)), fc.constant(-16 * 86_400_000));

test("hours between two moments are those that a minute-by-minute count finds", () => {
  fc.assert(
    fc.property(calendars, start, fc.nat(40_000), fc.nat(8000), (definition, origin, first, length) => {
      const calendar = defineBusinessCalendar(definition);
      const from = origin + first * MINUTE;
      let count = 0;
      for (let minute = 0; minute < length; minute++) {
        const open = worked(definition, from + minute * MINUTE);
        if (open) count++;
        if (minute % 97 === 0) expect(isBusinessTime(calendar, from + minute * MINUTE)).toBe(open);
      }
      expect(ms(businessHoursBetween(calendar, from, from + length * MINUTE))).toBe(count * MINUTE);
    }),
    { numRuns: 60 },
  );
});

test("two intervals that meet are worth as much as the one that spans them, to the millisecond", () => {
  const instant = fc.integer({ min: -8.64e15, max: 8.64e15 });
  fc.assert(
    fc.property(calendars, fc.array(fc.oneof(moment, instant), { minLength: 3, maxLength: 3 }), (definition, cuts) => {
      const calendar = defineBusinessCalendar(definition);
      const [a = 0, b = 0, c = 0] = cuts.sort((x, y) => x - y);
      const [ab, bc, ac] = businessHoursColumn(calendar, [a, b, a], [b, c, c]) as unknown as [number, number, number];
      expect(ms(ab) + ms(bc)).toBe(ms(ac));
    }),
  );
});

test("a deadline is the first moment by which the hours have passed", () => {
  fc.assert(
    fc.property(calendars, moment, fc.integer({ min: 1, max: 200 * HOUR }), (definition, from, business) => {
      const calendar = defineBusinessCalendar(definition);
      let due: number;
      try {
        due = addBusinessHours(calendar, from, business / HOUR);
      } catch (error) {
        // only extra days are worked, and they end
        expect(error).toMatchObject({ code: "out_of_range" });
        expect(Object.values(definition.hours).every((hours) => (hours ?? []).length === 0)).toBe(true);
        return;
      }
      expect(ms(businessHoursBetween(calendar, from, due))).toBe(business);
      expect(ms(businessHoursBetween(calendar, from, due - 1))).toBe(business - 1);
    }),
  );
});

test("a calendar that is always open is the clock on the wall, whatever its offset", () => {
  const always = Object.fromEntries(WEEKDAYS.map((id) => [id, ["00:00–24:00"]]));
  fc.assert(
    fc.property(calendars, moment, fc.nat(1e12), ({ utcOffsetMinutes = 0, offsetChanges = [] }, from, length) => {
      const calendar = defineBusinessCalendar({ hours: always, utcOffsetMinutes, offsetChanges });
      expect(ms(businessHoursBetween(calendar, from, from + length))).toBe(length);
      expect(addBusinessHours(calendar, from, length / HOUR)).toBe(from + length);
    }),
  );
});

test("a calendar says the same after a trip through JSON, and defined once more", () => {
  fc.assert(
    fc.property(calendars, moment, moment, (definition, a, b) => {
      const calendar = defineBusinessCalendar(definition);
      const json = JSON.parse(JSON.stringify(calendar));
      expect(json).toEqual(calendar);
      expect(defineBusinessCalendar(json)).toEqual(calendar);
      expect(loadModel(businessCalendarSpec, json)).toEqual(calendar);
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      expect(businessHoursBetween(json, from, to)).toBe(businessHoursBetween(calendar, from, to));
    }),
  );
});
