import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareTraffic, measureChannelReach, measureTraffic } from "../../src/market/index.ts";

const count = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1e6 }));
const row = fc.record(
  {
    source: fc.constantFrom("a", "b", "c", "__proto__", ""),
    visits: count,
    leads: count,
    customers: count,
    cost: count,
  },
  { requiredKeys: ["visits", "leads", "customers"] },
);
const rows = fc.array(row, { minLength: 1, maxLength: 12 });
const touches = fc.array(
  fc.record(
    {
      person: fc.constantFrom("p", "q", "r", "s", "__proto__"),
      source: fc.constantFrom("a", "b", "c", ""),
      customer: fc.boolean(),
    },
    { requiredKeys: ["person"] },
  ),
  { minLength: 1, maxLength: 20 },
);

describe("traffic", () => {
  test("nothing is lost: channels sum to all rows", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const { channels, total } = measureTraffic(given);
        for (const stage of ["rows", "visits", "leads", "customers"] as const) {
          expect(channels.reduce((sum, own) => sum + own[stage], 0)).toBe(total[stage]);
        }
        expect(total.rows).toBe(given.length);
      }),
    );
  });

  test("every figure lies in its interval, and shrunk rates between their own and that of all", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const { channels, concentration } = measureTraffic(given);
        for (const own of channels) {
          for (const figure of [own.visitToLead, own.leadToCustomer, own.costPerVisit, own.costPerCustomer]) {
            if ("abstained" in figure) continue;
            expect(figure.value).toBeGreaterThanOrEqual(figure.interval.lower * (1 - 1e-9));
            expect(figure.value).toBeLessThanOrEqual(figure.interval.upper * (1 + 1e-9));
            if (!("shrunk" in figure)) continue;
            expect(figure.shrunk.value).toBeGreaterThanOrEqual(0);
            expect(figure.shrunk.value).toBeLessThanOrEqual(1);
            expect(figure.shrunk.ownWeight).toBeGreaterThanOrEqual(0);
            expect(figure.shrunk.ownWeight).toBeLessThanOrEqual(1);
          }
        }
        if ("abstained" in concentration) return;
        const { effective } = concentration;
        expect(effective.value).toBeGreaterThanOrEqual(effective.interval.lower - 1e-9);
        expect(effective.value).toBeLessThanOrEqual(effective.interval.upper + 1e-9);
        expect(effective.interval.lower).toBeGreaterThanOrEqual(1);
        expect(effective.interval.upper).toBeLessThanOrEqual(channels.length + 1e-9);
      }),
    );
  });

  test("the order of rows does not matter", () => {
    fc.assert(
      fc.property(rows, touches, (given, people) => {
        expect(measureTraffic([...given].reverse())).toEqual(measureTraffic(given));
        expect(measureChannelReach([...people].reverse())).toEqual(measureChannelReach(people));
      }),
    );
  });

  test("the parts of a change sum to it, in all and by channel; turned round they change sign", () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const { change, effects, channels } = compareTraffic(before, after);
        const size = 1e-9 * Math.max(1, ...channels.flatMap((own) => Object.values(own.effects).map(Math.abs)));
        const parts = Object.values(effects).reduce((sum, { value }) => sum + value, 0);
        expect(Math.abs(parts - change.value)).toBeLessThanOrEqual(size);
        for (const own of channels) {
          const sum = Object.values(own.effects).reduce((total, value) => total + value, 0);
          expect(Math.abs(sum - own.change)).toBeLessThanOrEqual(size);
        }
        const back = compareTraffic(after, before).effects;
        for (const cause of ["volume", "mix", "visit_to_lead", "lead_to_customer", "outside"] as const) {
          expect(Math.abs(back[cause].value + effects[cause].value)).toBeLessThanOrEqual(size);
        }
      }),
    );
  });

  test("every person is counted once", () => {
    fc.assert(
      fc.property(touches, (given) => {
        const { people, customers, channels, byChannels } = measureChannelReach(given);
        expect(people).toBe(new Set(given.map(({ person }) => person)).size);
        expect(byChannels.reduce((sum, own) => sum + own.people, 0)).toBe(people);
        expect(byChannels.reduce((sum, own) => sum + own.customers, 0)).toBe(customers);
        expect(channels.reduce((sum, { divided }) => sum + divided, 0)).toBeCloseTo(people, 9);
        for (const own of channels) expect(own.exclusive + own.shared).toBe(own.people);
        const alone = byChannels.find((own) => own.channels === 1)?.people ?? 0;
        expect(channels.reduce((sum, { exclusive }) => sum + exclusive, 0)).toBe(alone);
        expect(channels.reduce((sum, { touches: own }) => sum + own, 0)).toBe(given.length);
      }),
    );
  });
});
