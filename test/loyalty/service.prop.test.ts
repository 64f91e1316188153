import fc from "fast-check";
import { expect, test } from "vitest";
import { measureService, planServiceQueue, type ServiceEvent } from "../../src/loyalty/index.ts";
import { wilsonInterval } from "../../src/math/index.ts";
import { defineBusinessCalendar } from "../../src/time/index.ts";

const HOUR = 3_600_000;
const DAY = 100 * HOUR;
const calendar = defineBusinessCalendar({
  hours: { thu: ["00:00–24:00"], fri: ["06:00–20:00"], mon: ["01:00–02:00"] },
});
const clocks = [
  { id: "a", limitHours: 8, targetShare: 0.9 },
  { id: "b", limitHours: 5, targetShare: 0.5, unit: "business", calendar },
] as const;

const tier = fc.option(fc.constantFrom("top", "__proto__", "constructor"), { nil: undefined });
/** Ages that tie often, zero and exactly the limit among them; a few cases start or end after the day. */
const event: fc.Arbitrary<ServiceEvent> = fc
  .record({
    clock: fc.constantFrom("a", "b"),
    started: fc.oneof(
      fc.integer({ min: 0, max: 110 }).map((h) => h * HOUR),
      fc.integer({ min: -1e12, max: DAY }),
    ),
    hours: fc.option(fc.oneof(fc.constantFrom(0, 5, 8, 8 + 1 / HOUR), fc.double({ min: 0, max: 200, noNaN: true })), {
      nil: undefined,
    }),
    tier,
    caseId: fc.option(fc.constantFrom("1", "2", "3"), { nil: undefined }),
  })
  .map(({ clock, started, hours, tier: own, caseId }) => ({
    clock,
    started,
    ...(hours !== undefined && { ended: started + Math.round(hours * HOUR) }),
    ...(own !== undefined && { tier: own }),
    ...(caseId !== undefined && { caseId }),
  }));
const events = fc.array(event, { maxLength: 60 });
const options = { clocks, asOf: DAY, by: ["tier", "region"], since: 50 * HOUR, formerSince: 0 } as const;

test("figures and queue do not depend on the order of the rows", () => {
  fc.assert(
    fc.property(
      events.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        expect(measureService(shuffled, options)).toEqual(measureService(list, options));
        expect(planServiceQueue(shuffled, options)).toEqual(planServiceQueue(list, options));
      },
    ),
  );
});

test("every run is counted once: kept, broken or undecided, in one group of each grouping, in one period", () => {
  fc.assert(
    fc.property(events, (list) => {
      const { clocks: all, counts } = measureService(list, options);
      expect(counts.measured + counts.former + counts.outside).toBe(list.length);
      expect(all.reduce((sum, { n }) => sum + n, 0)).toBe(counts.measured);
      for (const figures of all) {
        expect(figures.kept + figures.broken + figures.undecided).toBe(figures.n);
        for (const by of ["tier", "region"] as const) {
          const groups = figures.groups.filter((group) => group.by === by);
          for (const field of ["n", "closed", "kept", "broken", "undecided", "overdue"] as const) {
            expect(groups.reduce((sum, group) => sum + group[field], 0)).toBe(figures[field]);
          }
        }
      }
      const whole = measureService(list, { clocks, asOf: DAY }).clocks;
      const queue = planServiceQueue(list, { clocks, asOf: DAY });
      expect(queue.cases).toHaveLength(whole.reduce((sum, { n, closed }) => sum + n - closed, 0));
      expect(queue.counts.broken).toBe(whole.reduce((sum, { overdue }) => sum + overdue, 0));
    }),
  );
});

test("the share lies between those in which every undecided case is broken and every one is kept", () => {
  fc.assert(
    fc.property(events, (list) => {
      for (const { share, n, kept, undecided } of measureService(list, { clocks, asOf: DAY }).clocks) {
        if ("abstained" in share) continue;
        expect(share.value).toBeGreaterThanOrEqual(kept / n - 1e-12);
        expect(share.value).toBeLessThanOrEqual((kept + undecided) / n + 1e-12);
        expect(share.interval.lower).toBeLessThanOrEqual(share.value);
        expect(share.interval.upper).toBeGreaterThanOrEqual(share.value);
        expect(share.effective).toBeGreaterThan(0);
        expect(share.effective).toBeLessThanOrEqual(n);
        if (undecided === 0) expect(share.interval).toEqual(wilsonInterval(kept, n));
      }
    }),
  );
});

test("a percentile lies in its interval, and a higher one is not shorter", () => {
  fc.assert(
    fc.property(events, (list) => {
      for (const { percentiles } of measureService(list, { clocks, asOf: DAY }).clocks) {
        percentiles.forEach(({ hours, lower, upper }, i) => {
          if (hours !== undefined) {
            expect(lower).toBeLessThanOrEqual(hours);
            expect(upper ?? hours).toBeGreaterThanOrEqual(hours);
            expect(percentiles[i - 1]?.hours ?? 0).toBeLessThanOrEqual(hours);
          }
        });
      }
    }),
  );
});
