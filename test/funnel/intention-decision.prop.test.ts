import fc from "fast-check";
import { expect, test } from "vitest";
import {
  assignIntention,
  type ChainPerson,
  dealMaturityParts,
  decisionChainRoles,
  type FlowContact,
  type GradedLead,
  intentionSignals,
  measureDecisionChain,
  measureIntentionGrades,
  scoreDealMaturity,
  summarizeFlow,
} from "../../src/funnel/index.ts";
import { toIsoDate } from "../../src/time/index.ts";

const questions = dealMaturityParts.flatMap((part) => part.questions);
const answersTo = (items: typeof questions) =>
  fc.record(
    Object.fromEntries(
      items.map(({ id, options }) => [id, fc.constantFrom(...options.map((option) => option.id), null)]),
    ),
  );
const weighted = fc.array(fc.double({ min: 0.001, max: 50, noNaN: true }), { minLength: 7, maxLength: 7 });

test("a better answer never lowers maturity, and an answer more never lowers coverage nor widens the range", () => {
  fc.assert(
    fc.property(answersTo(questions), weighted, fc.nat(8), (answers, weights, at) => {
      const parts = dealMaturityParts.map((part, i) => ({ ...part, weight: weights[i] as number }));
      const before = scoreDealMaturity(answers, { parts });
      const { id, options } = questions[at] as (typeof questions)[number];
      const stood = options.findIndex((option) => option.id === answers[id]);
      for (const [k, option] of options.entries()) {
        if (k <= stood) continue;
        const after = scoreDealMaturity({ ...answers, [id]: option.id }, { parts });
        expect(after.coverage).toBeGreaterThanOrEqual(before.coverage);
        expect(after.range[0]).toBeGreaterThanOrEqual(before.range[0]);
        if (stood >= 0) expect(after.score).toBeGreaterThanOrEqual(before.score as number);
        else expect(after.range[1]).toBeLessThanOrEqual(before.range[1]);
      }
      const { score, range, parts: scored } = before;
      if (score !== undefined) expect(score >= range[0] && score <= range[1]).toBe(true);
      expect(scored.reduce((sum, { weightShare }) => sum + weightShare, 0)).toBeCloseTo(1, 9);
      const known = scored.filter((part) => part.score !== undefined).map((part) => part.score as number);
      expect(known).toEqual([...known].sort((a, b) => a - b));
      expect(JSON.parse(JSON.stringify(before))).toEqual(before);
    }),
  );
});

test("whatever the open signals turn out to be, the grade is one of those said to be possible", () => {
  const complete = fc.record(
    Object.fromEntries(intentionSignals.map(({ id, options }) => [id, fc.constantFrom(...options.map((o) => o.id))])),
  );
  fc.assert(
    fc.property(answersTo([...intentionSignals]), complete, (known, rest) => {
      const { signals } = assignIntention({ signals: known });
      const stated = Object.fromEntries(Object.entries(known).filter(([, answer]) => answer !== null));
      const { grade } = assignIntention({ signals: { ...rest, ...stated } });
      if (grade === undefined) expect(signals.possiblyNone).toBe(true);
      else expect(signals.possible).toContain(grade);
      if (signals.grade !== undefined) expect(signals.possible).toContain(signals.grade);
    }),
  );
});

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const person = fc.record({
  role: fc.constantFrom(...decisionChainRoles.map(({ id }) => id)),
  influence: maybe(
    fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom("low" as const, "mid" as const, "high" as const),
    ),
  ),
  stance: maybe(fc.integer({ min: -2, max: 2 })),
  met: maybe(fc.boolean()),
});

test("a decision chain does not hang on the order of people, and its figures lie in their ranges", () => {
  fc.assert(
    fc.property(fc.array(person, { maxLength: 8 }), fc.integer({ min: -2, max: 2 }), (rows, stance) => {
      const people: ChainPerson[] = rows.map((row, i) => ({ id: `p${i}`, ...row }));
      const chain = measureDecisionChain(people);
      expect(measureDecisionChain([...people].reverse())).toEqual(chain);
      for (const figure of [chain.coverage, chain.stance]) {
        if ("abstained" in figure) continue;
        expect(figure.lower <= figure.value && figure.value <= figure.upper).toBe(true);
      }
      // a stance given never lowers what is known, and stays within what was said to be possible
      const at = people.findIndex((each) => each.stance === undefined);
      if (at < 0) return;
      const after = measureDecisionChain(people.map((each, i) => (i === at ? { ...each, stance } : each)));
      expect(after.stanceKnown).toBeGreaterThanOrEqual((chain.stanceKnown as number) - 1e-12);
      if ("abstained" in chain.stance || "abstained" in after.stance) return;
      expect(after.stance.lower).toBeGreaterThanOrEqual(chain.stance.lower - 1e-9);
      expect(after.stance.upper).toBeLessThanOrEqual(chain.stance.upper + 1e-9);
    }),
  );
});

const contact: fc.Arbitrary<FlowContact> = fc.record({
  on: fc.integer({ min: 19_990, max: 20_060 }).map(toIsoDate),
  kind: fc.constantFrom("visit" as const, "call" as const),
  first: maybe(fc.boolean()),
  dataKept: maybe(fc.boolean()),
  outcome: fc.constantFrom("won" as const, "lost" as const, "open" as const, null),
  lostReason: maybe(fc.constantFrom("price", "__proto__", "")),
  grade: maybe(fc.constantFrom("H", "A", "own")),
  source: maybe(fc.constantFrom("web", "constructor", "fair")),
  minutes: maybe(fc.integer({ min: 0, max: 120 })),
});

test("a flow table reconciles: periods sum to the total, groups to the contacts counted, reasons to the lost", () => {
  const of = fc.constantFrom("visit" as const, "call" as const, "all" as const);
  const unit = fc.constantFrom("day" as const, "week" as const, "month" as const);
  fc.assert(
    fc.property(fc.array(contact, { minLength: 1, maxLength: 30 }), unit, of, (contacts, byUnit, kind) => {
      Object.freeze(contacts);
      const flow = summarizeFlow(contacts, { unit: byUnit, of: kind });
      expect(summarizeFlow([...contacts].reverse(), { unit: byUnit, of: kind })).toEqual(flow);
      const { total, periods, breakdowns, lost } = flow;
      for (const key of [
        "contacts",
        "visits",
        "firstVisits",
        "firstUnknown",
        "calls",
        "kept",
        "notKept",
        "keptUnknown",
        "deals",
        "lost",
      ] as const) {
        expect(
          periods.reduce((sum, row) => sum + row[key], 0),
          key,
        ).toBe(total[key]);
      }
      for (const key of ["n", "won", "lost", "open"] as const) {
        expect(periods.reduce((sum, { conversion }) => sum + conversion[key], 0)).toBe(total.conversion[key]);
        for (const { groups } of breakdowns)
          expect(groups.reduce((sum, row) => sum + row[key], 0)).toBe(total.conversion[key]);
      }
      expect(total.contacts).toBe(contacts.length);
      expect(total.kept + total.notKept + total.keptUnknown).toBe(total.contacts);
      expect(lost.reasons.reduce((sum, { n }) => sum + n, lost.unknown)).toBe(lost.lost);
      expect(JSON.parse(JSON.stringify(flow))).toEqual(flow);
    }),
    { numRuns: 40 },
  );
});

test("every graded lead is counted once, in whatever order leads come", () => {
  const lead = fc
    .tuple(fc.constantFrom("H", "A", "B", "C"), fc.nat(80), maybe(fc.nat(60)), maybe(fc.nat(60)))
    .map(([grade, at, bought, lost]): GradedLead => {
      const on = (wait: number | undefined) => (wait === undefined ? null : toIsoDate(20_000 + at + wait));
      return { grade, gradedOn: toIsoDate(20_000 + at), boughtOn: on(bought), lostOn: on(lost) };
    });
  fc.assert(
    fc.property(fc.array(lead, { minLength: 1, maxLength: 40 }), (history) => {
      const options = { asOf: toIsoDate(20_060) };
      const report = measureIntentionGrades(history, options);
      expect(measureIntentionGrades([...history].reverse(), options)).toEqual(report);
      expect(report.grades.reduce((sum, { n }) => sum + n, report.later)).toBe(history.length);
      for (const { n, bought, lost, open } of report.grades) expect(bought + lost + open).toBe(n);
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    }),
    { numRuns: 40 },
  );
});
