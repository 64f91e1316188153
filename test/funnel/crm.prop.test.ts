import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CrmExport,
  fitFunnel,
  fromSalesforce,
  fromTwenty,
  type SalesforceExport,
  toEpochMs,
} from "../../src/index.ts";

const STAGES = ["Prospecting", "Proposal", "Closed Won", "Closed Lost"];
const stages = STAGES.map((MasterLabel, SortOrder) => ({
  MasterLabel,
  SortOrder,
  IsClosed: SortOrder > 1,
  IsWon: SortOrder === 2,
}));
const START = Date.UTC(2026, 0, 1);
const moment = (hour: number): string => new Date(START + hour * 3_600_000).toISOString();

/** Good and bad rows mixed: deleted stages, deals that were not exported, dates and amounts that cannot be read. */
const stage = fc.constantFrom(...STAGES, ...STAGES, "Gone");
const deal = (Id: string) =>
  fc.record({
    Id: fc.constant(Id),
    StageName: stage,
    Amount: fc.constantFrom(100, "250.5", "1,000", null),
    CreatedDate: fc.constant(moment(0)),
    LastModifiedDate: fc.constantFrom(moment(2000), undefined),
  });
const row = fc.record({
  OpportunityId: fc.constantFrom("a", "b", "c", "__proto__", "elsewhere"),
  StageName: stage,
  // few hours, so that many rows fall on one moment
  CreatedDate: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 40 }).map(moment) }, fc.constant("soon")),
  Amount: fc.constantFrom(100, "90", "1,5", null),
  CloseDate: fc.constantFrom("2026-03-01", "2026-04-01", "2026-05-01", null),
});
const exported: fc.Arbitrary<SalesforceExport> = fc.record({
  stages: fc.constant(stages),
  opportunities: fc.tuple(deal("a"), deal("b"), deal("c"), deal("__proto__")).map((rows) => [...rows]),
  history: fc.array(row, { maxLength: 30 }),
});
const deals = ({ pipeline, histories, notes }: CrmExport) => ({ pipeline, histories, notes });

describe("what holds for any export", () => {
  test("no row is lost: each is taken into one place or given back once", () => {
    fc.assert(
      fc.property(exported, (input) => {
        const result = fromSalesforce(input);
        for (const { table, rows, taken, rejected } of result.tables) {
          expect(rows).toBe((input[table as "history"] ?? []).length);
          expect(taken + rejected).toBe(rows);
          const places = result.rejected.filter((bad) => bad.table === table).map(({ index }) => index);
          expect(new Set(places).size).toBe(rejected);
          expect(places).toHaveLength(rejected);
        }
        const taken = (name: string) => result.tables.find(({ table }) => table === name)?.taken;
        expect(new Set(result.histories.map(({ opportunity }) => opportunity)).size).toBe(taken("opportunities"));
        expect(result.extra.flatMap(({ history }) => history)).toHaveLength(taken("history") ?? -1);
        for (const { issues } of result.rejected) expect(issues.length).toBeGreaterThan(0);
      }),
    );
  });

  test("the order of rows never matters", () => {
    fc.assert(
      fc.property(
        exported.chain((input) =>
          fc.tuple(
            fc.constant(input),
            fc.shuffledSubarray([...input.history], { minLength: input.history.length }),
            fc.shuffledSubarray([...input.opportunities], { minLength: input.opportunities.length }),
          ),
        ),
        ([input, history, opportunities]) => {
          expect(deals(fromSalesforce({ ...input, history, opportunities }))).toEqual(deals(fromSalesforce(input)));
        },
      ),
    );
  });

  test("rows exported twice say no more than once", () => {
    fc.assert(
      fc.property(exported, (input) => {
        const twice = fromSalesforce({ ...input, history: [...input.history, ...input.history] });
        expect(twice.histories).toEqual(fromSalesforce(input).histories);
      }),
    );
  });

  test("the stage model takes every history, and no deal has two ids", () => {
    fc.assert(
      fc.property(exported, (input) => {
        // the model needs one deal that was open
        const open = { Id: "z", StageName: "Proposal", CreatedDate: moment(0) };
        const { pipeline, histories } = fromSalesforce({ ...input, opportunities: [...input.opportunities, open] });
        const model = fitFunnel(histories, { pipeline, asOf: "2026-12-31", calendar: false, segments: [] });
        const on = model.fittedOn;
        expect(on.won + on.lost + on.cancelled + on.open + on.notStarted).toBe(histories.length);
      }),
      { numRuns: 30 },
    );
  });

  test("a history cut off at a day tells the same way up to that day", () => {
    fc.assert(
      fc.property(exported, fc.integer({ min: 0, max: 40 }), (input, hour) => {
        const day = START + hour * 3_600_000;
        const all = {
          ...input,
          opportunities: input.opportunities.map((one) => ({ ...one, Amount: 1, LastModifiedDate: moment(2000) })),
        };
        const cut = { ...all, history: all.history.filter(({ CreatedDate }) => String(CreatedDate) <= moment(hour)) };
        const until = ({ histories }: CrmExport) =>
          histories
            .map(({ dealId, stages: way }) => ({ dealId, way: way.filter(({ entered }) => Number(entered) <= day) }))
            .filter(({ way }) => way.length > 0);
        expect(until(fromSalesforce(cut))).toEqual(until(fromSalesforce(all)));
      }),
    );
  });

  test("millionths of any size come out as the nearest number", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (micros) => {
        const { histories } = fromTwenty({
          opportunities: [{ id: "1", stage: "NEW", createdAt: moment(0), amount: { amountMicros: String(micros) } }],
          timeline: [],
        });
        expect(histories[0]?.amount).toBe(Number(`${micros}e-6`));
      }),
    );
  });

  test("a moment reads the same as anywhere else in the package, a day that does not exist is given back", () => {
    const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, "0"));
    const date = fc.tuple(fc.integer({ min: 1000, max: 9999 }), two(13), two(32)).map((parts) => parts.join("-"));
    const time = fc
      .tuple(two(25), two(60), two(60), fc.constantFrom("", ".123"), fc.constantFrom("Z", "+0000", "+05:30", ""))
      .map(([h, m, s, ms, zone]) => `T${h}:${m}:${s}${ms}${zone}`);
    fc.assert(
      fc.property(date, fc.oneof(time, fc.constant("")), (day, clock) => {
        let known: number | undefined;
        try {
          known = toEpochMs(day + clock);
        } catch {
          known = undefined;
        }
        const { histories } = fromSalesforce({
          stages,
          opportunities: [{ Id: "1", StageName: "Proposal", CreatedDate: day + clock }],
          history: [],
        });
        expect(histories[0]?.created).toBe(known);
      }),
      { numRuns: 500 },
    );
  });

  test("eight times the rows are eight times the work, however many deals they belong to", () => {
    const reads = (n: number): number => {
      let count = 0;
      const opportunities = Array.from({ length: n / 4 }, (_, i) => ({
        Id: `d${i}`,
        StageName: "Closed Won",
        CreatedDate: moment(0),
      }));
      const history = Array.from({ length: n }, (_, i) => {
        const round = Math.floor((4 * i) / n);
        const row = { StageName: STAGES[Math.min(2, round)], CreatedDate: moment(round * 24) };
        return Object.defineProperty(row, "OpportunityId", {
          enumerable: true,
          get: () => {
            count++;
            return `d${i % (n / 4)}`;
          },
        });
      });
      const { histories, rejected } = fromSalesforce({ stages, opportunities, history });
      expect([histories.length, rejected.length, histories[0]?.stages.length]).toEqual([n / 4, 0, 3]);
      return count;
    };
    expect(reads(16_000)).toBe(8 * reads(2000));
  });
});
