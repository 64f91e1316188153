import fc from "fast-check";
import { expect, test } from "vitest";
import { loadModel } from "../../src/core/model.ts";
import {
  type DealHistory,
  dealSpells,
  definePipeline,
  fitFunnel,
  forecastFunnel,
  measureIncidence,
  predictDeal,
  standardPipeline,
  summarizeFunnel,
} from "../../src/funnel/index.ts";
import { dealHistorySchema, funnelModelSpec, pipelineSpec } from "../../src/funnel/schema.ts";

const DAY = 86_400_000;
const OPEN = ["prospect", "bid", "negotiation"] as const;

// whole days make ties, fractions do not; a gap of zero makes moves within one moment
const gap = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ min: 0, max: 30, noNaN: true }));
const step = fc.record({ stage: fc.constantFrom(...OPEN), gap });
const path = fc.record({
  start: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })),
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
  end: fc.option(fc.constantFrom("contract", "lost", "cancelled"), { nil: undefined }),
  endGap: gap,
  amount: fc.option(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e9, noNaN: true })), { nil: undefined }),
});
const histories: fc.Arbitrary<DealHistory[]> = fc.array(path, { minLength: 1, maxLength: 60 }).map((paths) =>
  paths.map(({ start, steps, end, endGap, amount }, i) => {
    let at = start;
    const stages = steps.map((one) => {
      const entered = Math.trunc(at * DAY);
      at += one.gap;
      return { stage: one.stage as string, entered };
    });
    if (end !== undefined) stages.push({ stage: end, entered: Math.trunc((at + endGap) * DAY) });
    return { dealId: `d${i}`, stages, ...(amount === undefined ? {} : { amount }) };
  }),
);
const asOf = 140 * DAY;
const options = { pipeline: standardPipeline, asOf };
const newcomer = fc.record({
  stage: fc.constantFrom(...OPEN),
  age: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.double({ min: 0, max: 300, noNaN: true })),
});

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

test("chances sum to one at every horizon, and more horizon never lowers any of the three ends", () => {
  fc.assert(
    fc.property(
      histories,
      newcomer,
      fc.array(fc.double({ min: 0, max: 400, noNaN: true }), { maxLength: 6 }),
      (past, { stage, age }, more) => {
        const model = fitFunnel(past, options);
        const deal = { dealId: "x", stages: [{ stage, entered: Math.trunc(asOf - age * DAY) }] };
        let before = { won: 0, lost: 0, cancelled: 0 };
        for (const horizonDays of [0, 1, 2, 3, 7, 30, ...more].sort((a, b) => a - b)) {
          const now = predictDeal(model, deal, { asOf, horizonDays });
          expect(Math.abs(now.won + now.lost + now.cancelled + now.open - 1)).toBeLessThan(1e-12);
          for (const end of ["won", "lost", "cancelled"] as const) {
            expect(now[end]).toBeGreaterThanOrEqual(before[end] - 1e-12);
            expect(now[end]).toBeLessThanOrEqual(1);
          }
          before = now;
        }
      },
    ),
    { numRuns: 150 },
  );
});

test("the order of histories changes nothing, inputs stay as they were, and a model is its own JSON", () => {
  fc.assert(
    fc.property(histories, (past) => {
      deepFreeze(past);
      const model = fitFunnel(past, options);
      const turned = fitFunnel([...past].reverse(), options);
      expect(turned.stages).toEqual(model.stages);
      expect(turned.shock.variance).toBeCloseTo(model.shock.variance, 9);
      expect(loadModel(funnelModelSpec, JSON.parse(JSON.stringify(model)))).toEqual(model);
      expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    }),
    { numRuns: 100 },
  );
});

test("the order of deals changes no figure of a forecast, and its quantiles ascend", () => {
  fc.assert(
    fc.property(histories, fc.integer(), (past, seed) => {
      const model = {
        ...fitFunnel(past, options),
        shock: { variance: 0.2, likely: [{ variance: 0.2, weight: 1 }], periods: 9, effectivePeriods: 9 },
      };
      const ahead = { asOf, horizonDays: 30, seed, draws: 200 };
      const forecast = forecastFunnel(model, deepFreeze(past), ahead);
      const turned = forecastFunnel(model, [...past].reverse(), ahead);
      expect({ ...turned, deals: [], expected: 0 }).toEqual({ ...forecast, deals: [], expected: 0 });
      for (const range of [forecast, forecast.count]) {
        expect(range.p10).toBeLessThanOrEqual(range.p50);
        expect(range.p50).toBeLessThanOrEqual(range.p90);
      }
      expect(forecast.deals).toHaveLength(past.length);
      expect(forecast.distribution.reduce((sum, bin) => sum + bin.share, 0)).toBeCloseTo(1, 9);
      expect(JSON.parse(JSON.stringify(forecast))).toEqual(forecast);
    }),
    { numRuns: 60 },
  );
});

test("what happens after the day changes neither spells nor model", () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 0, max: 140 }), (past, cut) => {
      const then = { pipeline: standardPipeline, asOf: cut * DAY };
      const seen = past.map((history) => ({
        ...history,
        stages: history.stages.filter((s) => (s.entered as number) <= then.asOf),
      }));
      expect(dealSpells(past, then)).toEqual(dealSpells(seen, then));
      fc.pre(dealSpells(past, then).length > 0);
      expect(fitFunnel(past, then)).toEqual(fitFunnel(seen, then));
    }),
    { numRuns: 60 },
  );
});

test("a deal cut off at an age never changes an incidence before that age by more than its weight at risk", () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 0, max: 60 }), (past, watched) => {
      const from = "bid";
      const base = measureIncidence(past, { ...options, from, at: [watched + 1] });
      fc.pre(base.n > 0);
      const extra = { dealId: "extra", stages: [{ stage: "bid", entered: asOf - watched * DAY }] };
      const more = measureIncidence([...past, extra], { ...options, from, at: [0, watched, watched + 1] });
      const plain = measureIncidence(past, { ...options, from, at: [0, watched, watched + 1] });
      plain.at.forEach((row, i) => {
        const other = more.at[i];
        if ("abstained" in row || other === undefined || "abstained" in other) return;
        // at risk up to and at the age at which it is cut off, and never after
        expect(other.atRisk - row.atRisk).toBe(row.days < watched ? 1 : 0);
        expect(other.won.value).toBeLessThanOrEqual(row.won.value + 1e-12 + (row.days > watched ? 1 : 0));
      });
    }),
    { numRuns: 100 },
  );
});

test("deals are conserved: summary, incidence and model count each one once", () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 0, max: 140 }), (past, cut) => {
      const then = { pipeline: standardPipeline, asOf: cut * DAY };
      const { stages, won, lost, cancelled, notStarted } = summarizeFunnel(past, then);
      expect(stages.reduce((sum, stage) => sum + stage.deals, won + lost + cancelled + notStarted)).toBe(past.length);
      const spells = dealSpells(past, then);
      expect(stages.reduce((sum, stage) => sum + stage.entered, 0)).toBe(spells.length);
      const incidence = measureIncidence(past, { ...then, from: "bid", at: [5] });
      expect(incidence.won + incidence.lost + incidence.cancelled + incidence.open).toBe(incidence.n);
      const row = incidence.at[0];
      if (row === undefined || "abstained" in row) return;
      expect(row.won.value + row.lost.value + row.cancelled.value + row.open.value).toBeCloseTo(1, 12);
      for (const { value, interval } of [row.won, row.lost, row.cancelled, row.open]) {
        expect(interval.lower).toBeLessThanOrEqual(value + 1e-12);
        expect(interval.upper).toBeGreaterThanOrEqual(value - 1e-12);
      }
    }),
  );
});

test("the model's incidence at whole days is the exact Aalen–Johansen one", () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 1, max: 60 }), (past, horizonDays) => {
      // one open stage alone, often enough to stand for itself and watched long enough
      const pipeline = definePipeline({
        id: "one",
        stages: [
          { id: "open", category: "open" },
          { id: "won", category: "won" },
          { id: "lost", category: "lost" },
        ],
      });
      const single = Array.from({ length: 4 }, (_, copy) =>
        past.map((history, i) => {
          const [first] = history.stages;
          const last = history.stages.at(-1);
          const start = first?.entered as number;
          const end = last?.stage === "contract" ? "won" : last?.stage === "lost" ? "lost" : undefined;
          return {
            dealId: `${copy}-${i}`,
            stages: [
              { stage: "open", entered: start },
              ...(end === undefined ? [] : [{ stage: end, entered: Math.max(start + 1, last?.entered as number) }]),
            ],
          };
        }),
      ).flat();
      fc.pre(single.length >= 40);
      const model = fitFunnel(single, { pipeline, asOf, smooth: false, calendar: false });
      fc.pre(horizonDays <= (model.stages[0]?.steady.fromAge as number));
      const row = measureIncidence(single, { pipeline, asOf, from: "open", at: [horizonDays] }).at[0];
      if (row === undefined || "abstained" in row) return;
      const fresh = predictDeal(
        model,
        { dealId: "x", stages: [{ stage: "open", entered: asOf }] },
        { asOf, horizonDays },
      );
      expect(fresh.won).toBeCloseTo(row.won.value, 9);
      expect(fresh.lost).toBeCloseTo(row.lost.value, 9);
    }),
    { numRuns: 100 },
  );
});

test("a pipeline and a history pass their schemas and come back as they were", () => {
  fc.assert(
    fc.property(histories, (past) => {
      expect(loadModel(pipelineSpec, JSON.parse(JSON.stringify(standardPipeline)))).toEqual(standardPipeline);
      for (const history of past) {
        const result = dealHistorySchema.safeParse(JSON.parse(JSON.stringify(history)));
        expect(result).toEqual({ success: true, data: history });
      }
    }),
    { numRuns: 20 },
  );
});
