import fc from "fast-check";
import { expect, test } from "vitest";
import { backtestFunnel, type DealHistory, standardPipeline } from "../../src/funnel/index.ts";
import { DAY, makePast } from "./backtest-books.ts";

const RUNS = 6;
const origin = 60 * DAY;
const horizonDays = 14;
const end = origin + horizonDays * DAY;
const options = {
  pipeline: standardPipeline,
  origins: [origin - 20 * DAY, origin],
  horizonDays,
  knownUntil: end,
  seed: 1,
  fit: { shockPeriodDays: 14 },
  forecast: { draws: 100 },
} as const;
const book = fc.integer({ min: 1, max: 1e6 }).map((seed) => makePast({ seed, days: 80, perDay: 1.2 }));

test("the order of deals changes no figure", () => {
  fc.assert(
    fc.property(book, fc.integer(), (deals, rotation) => {
      const at = Math.abs(rotation) % deals.length;
      const turned = [...deals.slice(at), ...deals.slice(0, at)].reverse();
      expect(backtestFunnel(turned, options)).toEqual(backtestFunnel(deals, options));
    }),
    { numRuns: RUNS },
  );
});

test("nothing after the end of the horizon changes anything, whatever it is", () => {
  fc.assert(
    fc.property(book, (deals) => {
      const before = deals.flatMap((deal): DealHistory[] => {
        const stages = deal.stages.filter(({ entered }) => (entered as number) <= end);
        return stages.length === 0 ? [] : [{ ...deal, stages }];
      });
      const known = before.map((deal) => ({ ...deal, activities: [end + DAY], pushes: [end + 1] }));
      const silent = before.map((deal) => ({ ...deal, activities: [], pushes: [] }));
      expect(backtestFunnel(known, options)).toEqual(backtestFunnel(silent, options));
      const whole = backtestFunnel(deals, options);
      const cut = backtestFunnel(before, options);
      // only how many deals were given differs
      expect({ ...whole, notes: [] }).toEqual({ ...cut, notes: [] });
    }),
    { numRuns: RUNS },
  );
});

test("what happens after an origin changes what came, never what was forecast", () => {
  fc.assert(
    fc.property(book, fc.constantFrom("contract", "lost"), (deals, fate) => {
      // all that was open at the last origin meets one fate on the next day, and is never heard of again
      const turned = deals.flatMap((deal): DealHistory[] => {
        const stages = deal.stages.filter(({ entered }) => (entered as number) <= origin);
        if (stages.length === 0) return [];
        const open = !stages.some(({ stage }) => stage === "contract" || stage === "lost");
        const signed = open && fate === "contract" ? { signedAmount: 7 } : {};
        return [{ ...deal, ...signed, stages: open ? [...stages, { stage: fate, entered: origin + DAY }] : stages }];
      });
      const [was, is] = [deals, turned].map((data) => {
        const { origins } = backtestFunnel(data, options);
        const last = origins[origins.length - 1];
        return last?.status === "judged" ? last : undefined;
      });
      expect(was).toBeDefined();
      const said = (one: typeof was): unknown => ({
        count: { ...one?.count, actual: 0 },
        amount: { ...one?.amount, actual: 0 },
        open: one?.openDeals,
        expected: one?.fromOpen.expected,
        baselines: one?.baselines,
      });
      expect(said(is)).toEqual(said(was));
      expect(is?.fromOpen.actual).toBe(fate === "contract" ? is?.openDeals : 0);
    }),
    { numRuns: RUNS },
  );
});
