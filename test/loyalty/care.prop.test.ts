import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CareSubject,
  type Contact,
  type ContactStatus,
  measureContact,
  measureSilenceCost,
  planCare,
} from "../../src/loyalty/index.ts";
import { toDay, toIsoDate } from "../../src/time/index.ts";
import { COSTLY_BOOK, costOf, drawBook } from "./care-support.ts";

const day = fc.integer({ min: toDay("1899-01-01"), max: toDay("2110-12-31") });
const leapDay = fc.constantFrom("february_28", "march_1");
const birthday = [{ id: "birthday", kind: "yearly" }] as const;

describe("the calendar", () => {
  test("a yearly date comes up exactly once in every calendar year, leap days and turns of the year included", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          day,
          fc.constantFrom(toDay("1904-02-29"), toDay("2000-02-29"), toDay("1999-12-31"), toDay("2001-01-01")),
        ),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 400 }),
        leapDay,
        (born, years, lead, leap) => {
          const first = Number(toIsoDate(born).slice(0, 4)) + 1;
          const from = toDay(`${first}-01-01`) - lead;
          const to = toDay(`${first + years - 1}-12-31`) - lead;
          const subject: CareSubject = { id: "a", kind: "person", dates: [{ id: "birthday", on: toIsoDate(born) }] };
          const plan = planCare([subject], {
            from: toIsoDate(from),
            to: toIsoDate(to),
            leadDays: lead,
            triggers: birthday,
            leapDay: leap,
          });
          expect(plan.entries.map(({ on }) => Number(on.slice(0, 4)))).toEqual(
            Array.from({ length: years }, (_, i) => first + i),
          );
          const kept = toIsoDate(born).slice(5);
          for (const { on } of plan.entries) {
            expect(kept === "02-29" ? ["02-28", "02-29", "03-01"] : [kept]).toContain(on.slice(5));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test("two neighbouring ranges hold together what one range over both holds", () => {
    const dates = fc.array(fc.record({ id: fc.constantFrom("contract_end", "failure"), on: day.map(toIsoDate) }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        dates,
        day,
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 1, max: 4000 }),
        (own, start, a, b) => {
          const subjects: CareSubject[] = [{ id: "a", kind: "account", dates: own }];
          const between = (from: number, to: number) =>
            planCare(subjects, { from: toIsoDate(from), to: toIsoDate(to), asOf: toIsoDate(start) }).entries;
          expect([...between(start, start + a - 1), ...between(start + a, start + a + b)]).toEqual(
            between(start, start + a + b),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  test("the order of subjects, dates, triggers and log does not matter, and every entry is planned, done or withheld", () => {
    const dates = fc.uniqueArray(
      fc.record({ id: fc.constantFrom("birthday", "illness", "change"), on: day.map(toIsoDate) }),
      {
        selector: ({ id }) => id,
      },
    );
    fc.assert(
      fc.property(fc.array(dates, { minLength: 1, maxLength: 5 }), day, fc.boolean(), (lists, start, sensitive) => {
        const subjects = lists.map((own, i): CareSubject => ({ id: `s${i}`, kind: "person", dates: own }));
        const range = { from: toIsoDate(start), to: toIsoDate(start + 1500) };
        const all = planCare(subjects, { ...range, sensitive: true });
        const done = all.entries
          .filter((_, i) => i % 3 === 0)
          .map(({ subject, trigger, on }) => ({ subject, trigger, on }));
        const plan = planCare(subjects, { ...range, sensitive, done });
        const turned = planCare(
          [...subjects].reverse().map((subject) => ({ ...subject, dates: [...(subject.dates ?? [])].reverse() })),
          { ...range, sensitive, done: [...done].reverse() },
        );
        expect(turned).toEqual(plan);
        expect(plan.entries.length + plan.done + plan.withheld).toBe(all.entries.length);
        expect(plan.counts.upcoming + plan.counts.due + plan.counts.overdue).toBe(plan.entries.length);
      }),
      { numRuns: 100 },
    );
  });
});

const AS_OF = toDay("2026-06-30");
const RANK: Readonly<Record<ContactStatus, number>> = { on_time: 0, due_soon: 1, overdue: 2, silent: 3, never: 4 };
const accounts = Array.from({ length: 6 }, (_, i) => ({ id: `a${i}`, tier: i < 3 ? "top" : "small" }));
const contact = fc.record({
  account: fc.constantFrom(...accounts.map(({ id }) => id)),
  on: fc.integer({ min: AS_OF - 400, max: AS_OF }).map(toIsoDate),
  kind: fc.constantFrom("contact", "deal", "service"),
}) as fc.Arbitrary<Contact>;
const options = {
  cadence: [
    { tier: "top", days: 14 },
    { tier: "small", days: 60 },
  ],
  asOf: toIsoDate(AS_OF),
} as const;

describe("contact", () => {
  test("a later contact never makes an account's status worse, whatever the rule of silence", () => {
    const rule = fc.record({
      ownExceptions: fc.integer({ min: 0, max: 2 }),
      tierShare: fc.constantFrom(0.5, 0.8, 0.95, 1),
      minGaps: fc.constantFrom(1, 5, 20),
      factor: fc.constantFrom(1, 1.5, 2),
    });
    fc.assert(
      fc.property(fc.array(contact, { maxLength: 60 }), rule, fc.nat(), (contacts, silence, pick) => {
        const before = measureContact(accounts, contacts, { ...options, silence }).accounts;
        for (const { account, status, daysSince = 400 } of before) {
          const later = { account, on: toIsoDate(AS_OF - (pick % (daysSince + 1))) };
          const after = measureContact(accounts, [...contacts, later], { ...options, silence }).accounts;
          const now = after.find((row) => row.account === account)?.status as ContactStatus;
          expect(RANK[now]).toBeLessThanOrEqual(RANK[status]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("the order of accounts and contacts does not matter, and the states sum to the accounts", () => {
    fc.assert(
      fc.property(fc.array(contact, { maxLength: 60 }), (contacts) => {
        const found = measureContact(accounts, contacts, options);
        expect(measureContact([...accounts].reverse(), [...contacts].reverse(), options)).toEqual(found);
        const total = (counts: Readonly<Record<ContactStatus, number>>) =>
          Object.values(counts).reduce((a, b) => a + b, 0);
        expect(total(found.counts)).toBe(accounts.length);
        for (const tier of found.tiers) expect(total(tier.counts)).toBe(tier.accounts);
        expect(found.accounts).toHaveLength(accounts.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the cost of silence", () => {
  test("the order of accounts does not matter to the last bit, every account is compared or excluded, parts sum", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const book = drawBook(COSTLY_BOOK, seed).filter((_, i) => i % 4 === 0);
        const cost = costOf(book, COSTLY_BOOK);
        expect(costOf([...book].reverse(), COSTLY_BOOK)).toEqual(cost);
        const { gone, later, unknown, between, thin } = cost.excluded;
        expect(cost.silent + cost.contacted + gone + later + unknown + between + thin).toBe(book.length);
        if (!("value" in cost.lossPerSilent && "value" in cost.lossTotal)) return;
        expect(cost.lossTotal.value).toBeCloseTo(cost.lossPerSilent.value * cost.silent, 6);
        for (const { value, interval } of [cost.lossPerSilent, cost.lossTotal]) {
          expect(value).toBeGreaterThanOrEqual(interval.lower);
          expect(value).toBeLessThanOrEqual(interval.upper);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("amounts in another unit change the loss by that factor and the shares not at all", () => {
    const book = drawBook(COSTLY_BOOK, 5);
    const cents = book.map((row) => ({ ...row, value: (row.value as number) * 100 }));
    const [a, b] = [costOf(book, COSTLY_BOOK), costOf(cents, COSTLY_BOOK)];
    expect(b.difference).toEqual(a.difference);
    if (!("value" in a.lossTotal && "value" in b.lossTotal)) throw new Error("no loss");
    expect(b.lossTotal.value / a.lossTotal.value).toBeCloseTo(100, 9);
  });

  test("contacts after the landmark change nothing", () => {
    const book = drawBook(COSTLY_BOOK, 6);
    const called = book.map((row) => ({ ...row, contacts: [...row.contacts, "2025-07-15", "2026-01-05"] }));
    expect(costOf(called, COSTLY_BOOK)).toEqual(costOf(book, COSTLY_BOOK));
    expect(() => measureSilenceCost(book, {} as never)).toThrow();
  });
});
