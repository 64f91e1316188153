import fc from "fast-check";
import { expect, test } from "vitest";
import type { CoverageAccount, CoverageManager, PlanCoverageOptions } from "../../src/tiering/coverage/types.ts";
import { type CoveragePlan, planCoverage } from "../../src/tiering/index.ts";
import { deepFreeze } from "./book.ts";

const GRADES = ["senior", "middle", "junior"] as const;
const region = fc.constantFrom("north", "south", "__proto__");
const grade = fc.constantFrom(...GRADES);
const team = fc.option(fc.constant("giants"), { nil: undefined, freq: 4 });

const tier = fc.record({
  promises: fc.tuple(
    fc.record({
      level: fc.constantFrom("responsive" as const, "relationship" as const),
      visitsPerYear: fc.integer({ min: 0, max: 12 }),
      hoursPerVisit: fc.constantFrom(0.5, 2.5, 4, 7.3),
      hoursPerYear: fc.constantFrom(1, 10, 33.3),
    }),
  ),
  minGrade: grade,
});
const accountsOf = (most: number, groups: number) =>
  fc.array(
    fc.record({
      tier: fc.constantFrom("A", "B"),
      region,
      n: fc.integer({ min: 1, max: most }),
      team,
      localOnly: fc.boolean(),
    }),
    { minLength: 1, maxLength: groups },
  );
const managersOf = (most: number) =>
  fc.array(fc.record({ grade, region, hoursPerYear: fc.integer({ min: 20, max: 160 }), team }), {
    minLength: 1,
    maxLength: most,
  });
const optionsOf = fc
  .record({
    tiers: fc.tuple(tier, tier),
    travel: fc.option(fc.record({ hoursPerVisit: fc.constantFrom(0, 1, 3) }), { nil: undefined }),
    maxAccounts: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    hire: fc.integer({ min: 60, max: 200 }),
  })
  .map(
    ({ tiers: [a, b], travel, maxAccounts, hire }): PlanCoverageOptions => ({
      tiers: [
        { id: "A", ...a },
        { id: "B", ...b },
      ],
      newManager: { hoursPerYear: hire },
      ...(travel !== undefined && { travel }),
      ...(maxAccounts !== undefined && { maxAccounts }),
    }),
  );
type Loose = { readonly team: string | undefined };
const tidy = <T extends Loose>(rows: readonly T[]): (Omit<T, "team"> & { team?: string })[] =>
  rows.map(({ team: of, ...row }) => ({ ...row, ...(of !== undefined && { team: of }) }));

/** The best score by trying every way to hand out single accounts: the reference of the solver. */
function bestByTrying(
  accounts: readonly CoverageAccount[],
  managers: readonly CoverageManager[],
  options: PlanCoverageOptions,
): number {
  const facts = new Map(
    options.tiers.map(({ id, promises, minGrade = "junior" }, i) => [
      id,
      {
        visits: promises.reduce((total, p) => total + (p.visitsPerYear ?? 0), 0),
        hours: promises.reduce(
          (total, p) => total + (p.visitsPerYear ?? 0) * (p.hoursPerVisit ?? 0) + (p.hoursPerYear ?? 0),
          0,
        ),
        rank: GRADES.indexOf(minGrade),
        weight: 2 ** (options.tiers.length - 1 - i),
      },
    ]),
  );
  const single = accounts.flatMap((account) => Array.from({ length: account.n ?? 1 }, () => account));
  const room = managers.map((manager) => manager.hoursPerYear);
  const slots = managers.map(() => options.maxAccounts ?? 99);
  const search = (at: number): number => {
    const account = single[at];
    if (account === undefined) return 0;
    const { visits, hours, rank, weight } = facts.get(account.tier) as {
      visits: number;
      hours: number;
      rank: number;
      weight: number;
    };
    let best = search(at + 1);
    managers.forEach((manager, m) => {
      const away = manager.region !== account.region;
      const perVisit = away ? options.travel?.hoursPerVisit : 0;
      if (perVisit === undefined || (away && account.localOnly === true)) return;
      if (GRADES.indexOf(manager.grade) > rank || manager.team !== account.team) return;
      const need = hours + visits * perVisit;
      if ((slots[m] as number) < 1 || need > (room[m] as number) + 1e-9) return;
      slots[m] = (slots[m] as number) - 1;
      room[m] = (room[m] as number) - need;
      best = Math.max(best, weight * hours - 0.01 * visits * perVisit + search(at + 1));
      slots[m] = (slots[m] as number) + 1;
      room[m] = (room[m] as number) + need;
    });
    return best;
  };
  return search(0);
}

const smallBook = fc.tuple(accountsOf(2, 4), managersOf(3), optionsOf);
const anyBook = fc.tuple(accountsOf(30, 8), managersOf(8), optionsOf);

test("on small books the plan is as good as the best of all ways to hand out the accounts", () => {
  let optimal = 0;
  fc.assert(
    fc.property(smallBook, ([rows, staff, options]) => {
      const [accounts, managers] = [tidy(rows), tidy(staff)];
      const plan = planCoverage(accounts, managers, options);
      const best = bestByTrying(accounts, managers, options);
      expect(Math.abs(plan.total.score - best)).toBeLessThanOrEqual(1e-6 * Math.max(1, best));
      expect(plan.method.bound).toBeGreaterThanOrEqual(best - 1e-6 * Math.max(1, best));
      if (plan.method.status === "optimal") optimal++;
    }),
    { numRuns: 400 },
  );
  // that it is the best is not only true, it is proved
  expect(optimal).toBeGreaterThanOrEqual(396);
});

/** The plan against the rules, from the rows alone. */
function expectLawful(
  plan: CoveragePlan,
  accounts: readonly CoverageAccount[],
  managers: readonly CoverageManager[],
  options: PlanCoverageOptions,
): void {
  const n = accounts.reduce((total, row) => total + (row.n ?? 1), 0);
  const unmet = plan.unmet.reduce((total, row) => total + row.accounts, 0);
  expect(plan.total.served + unmet).toBe(n);
  expect(plan.managers.length).toBe(managers.length);
  expect(plan.managers.reduce((total, row) => total + row.accounts, 0)).toBe(plan.total.served);
  expect(plan.tiers.reduce((total, row) => total + row.served, 0)).toBe(plan.total.served);
  for (const row of plan.managers) {
    expect(row.serviceHours + row.travelHours).toBeLessThanOrEqual(row.hoursPerYear + 1e-8);
    expect(row.accounts).toBeLessThanOrEqual(options.maxAccounts ?? n);
    for (const group of row.groups) {
      const asked = options.tiers.find((one) => one.id === group.tier)?.minGrade ?? "junior";
      expect(GRADES.indexOf(row.grade)).toBeLessThanOrEqual(GRADES.indexOf(asked));
      expect(group.team).toBe(row.team);
      if (group.localOnly || options.travel === undefined) expect(group.region).toBe(row.region);
    }
  }
  const hours = plan.tiers.reduce((total, row) => total + row.keptHours, 0);
  expect(hours).toBeCloseTo(plan.total.hours, 6);
  expect(hours).toBeCloseTo(
    plan.levels.reduce((total, row) => total + row.keptHours, 0),
    6,
  );
  expect(hours).toBeCloseTo(
    plan.managers.reduce((total, row) => total + row.serviceHours, 0),
    6,
  );
  expect(plan.total.promisedHours - hours).toBeCloseTo(
    plan.unmet.reduce((total, row) => total + row.hours, 0),
    6,
  );
  expect(plan.naive.score).toBeLessThanOrEqual(plan.total.score * (1 + 1e-12));
  expect(plan.total.score).toBeLessThanOrEqual(plan.method.bound * (1 + 1e-9));
  for (const { worth } of plan.binding) expect(worth.score).toBeGreaterThan(0);
}

test("no plan breaks a rule, loses an account or is worse than the naive one; rows may come in any order, frozen", () => {
  fc.assert(
    fc.property(anyBook, ([rows, staff, options]) => {
      const [accounts, managers] = [deepFreeze(tidy(rows)), deepFreeze(tidy(staff))];
      const plan = planCoverage(accounts, managers, deepFreeze(options));
      expectLawful(plan, accounts, managers, options);
      expect(planCoverage([...accounts].reverse(), [...managers].reverse(), options)).toEqual(plan);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    }),
    { numRuns: 60 },
  );
});

test("another manager never lowers what the plan is worth", () => {
  fc.assert(
    fc.property(smallBook, ([rows, staff, options]) => {
      const [accounts, managers] = [tidy(rows), tidy(staff)];
      const before = planCoverage(accounts, managers.slice(1), options).total.score;
      const after = planCoverage(accounts, managers, options).total.score;
      expect(after).toBeGreaterThanOrEqual(before * (1 - 1e-6));
    }),
    { numRuns: 100 },
  );
});

test("with the people who are missing every promise is kept that a person can keep, and fewer than the least are too few", () => {
  fc.assert(
    fc.property(fc.tuple(accountsOf(12, 5), managersOf(4), optionsOf), ([rows, staff, options]) => {
      const [accounts, managers] = [tidy(rows), tidy(staff)];
      const { shortage } = planCoverage(accounts, managers, options);
      expect(shortage.atLeast).toBeLessThanOrEqual(shortage.people);
      expect(shortage.byGrade.reduce((total, row) => total + row.people, 0)).toBe(shortage.people);
      const hired = shortage.hires.map(({ grade: of, region: at, team: on, people }) => ({
        grade: of,
        region: at,
        n: people,
        hoursPerYear: shortage.hoursPerYear,
        ...(on !== undefined && { team: on }),
      }));
      const after = planCoverage(accounts, [...managers, ...hired], options);
      const unmet = after.unmet.reduce((total, row) => total + row.accounts, 0);
      if (after.method.status === "optimal") expect(unmet).toBeLessThanOrEqual(shortage.accountsBeyond);
    }),
    { numRuns: 60 },
  );
});
