import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Campaign,
  type CampaignLink,
  type CampaignOpportunity,
  compareCampaigns,
  type LiftArm,
  measureCampaignRoi,
  measureLift,
} from "../../src/campaign/index.ts";
import { liftArmSchema } from "../../src/campaign/lift/schema.ts";
import { campaignLinkSchema, campaignOpportunitySchema, campaignSchema } from "../../src/campaign/schema.ts";
import { sum } from "../../src/math/sum.ts";
import { expectClose } from "../support/close.ts";
import type { Book } from "./sample.ts";

// round amounts and few regions on purpose: real books are full of ties and zeros
const money = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 }), fc.double({ min: 0.01, max: 1e7, noNaN: true }));
const day = fc.integer({ min: 20_454, max: 20_700 }).map((days) => days * 86_400_000);

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

const book: fc.Arbitrary<Book> = fc
  .record({
    campaigns: fc.array(
      fc.record({ region: fc.constantFrom("N", "S", "__proto__"), cost: money, real: fc.option(money), start: day }),
      { minLength: 1, maxLength: 9 },
    ),
    deals: fc.array(
      fc.record({
        amount: money,
        won: fc.boolean(),
        wonOn: fc.option(day),
        marginRate: fc.option(fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100)),
        parts: fc.uniqueArray(fc.nat(8), { maxLength: 4 }),
        weights: fc.option(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 })),
      }),
      { maxLength: 40 },
    ),
  })
  .map(({ campaigns, deals }) => {
    const rows = campaigns.map(
      ({ region, cost, real, start }, i): Campaign => ({
        id: `c${i}`,
        region,
        form: i % 2 === 0 ? "dinner" : "mailing",
        start,
        plannedCost: cost,
        ...(real === null ? {} : { realCost: real }),
      }),
    );
    const opportunities = deals.map(
      ({ amount, won, wonOn, marginRate }, i): CampaignOpportunity => ({
        id: `o${i}`,
        amount,
        won,
        ...(wonOn === null ? {} : { wonOn }),
        ...(marginRate === null ? {} : { marginRate }),
      }),
    );
    const links = deals.flatMap(({ parts, weights }, i): CampaignLink[] => {
      const ids = [...new Set(parts.map((part) => `c${part % rows.length}`))];
      const own = ids.map((_, k) => weights?.[k] ?? 0);
      const total = own.reduce((a, b) => a + b, 0);
      return ids.map((campaignId, k) => ({
        campaignId,
        opportunityId: `o${i}`,
        ...(total === 0 ? {} : { credit: (own[k] ?? 0) / total }),
      }));
    });
    return deepFreeze({ campaigns: rows, opportunities, links });
  });

const options = { asOf: "2026-06-30", marginRate: 0.3 } as const;
const roi = (b: Book) => measureCampaignRoi(b.campaigns, b.opportunities, b.links, options);
const compare = (b: Book, by: "region" | "form" | "scale" = "region") =>
  compareCampaigns(b.campaigns, b.opportunities, b.links, { ...options, by, permutations: 99 });

/** Every number inside is finite. */
function expectPlain(value: unknown): void {
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
}

describe("laws of campaign returns", () => {
  test("credits conserve: what campaigns are credited with is what linked deals brought, and no more", () => {
    fc.assert(
      fc.property(book, (b) => {
        const { campaigns, totals, unlinked } = roi(b);
        const linked = new Set(b.links.map((link) => link.opportunityId));
        const won = b.opportunities.filter(
          ({ won, wonOn }) => won && (wonOn === undefined || Number(wonOn) < Date.UTC(2026, 6, 1)),
        );
        const brought = won.filter(({ id }) => linked.has(id)).map(({ amount }) => amount);
        expectClose(totals.revenue, sum(brought), 1e-12);
        expectClose(totals.opportunities, linked.size, 1e-12);
        expectClose(totals.revenue + unlinked.revenue, sum(won.map(({ amount }) => amount)), 1e-12);
        for (const key of ["revenue", "contribution", "cost", "opportunities", "contracts", "plannedCost"] as const) {
          expect(totals[key]).toBe(sum(campaigns.map((campaign) => campaign[key])));
        }
      }),
    );
  });

  test("the order of campaigns, opportunities and links does not matter", () => {
    fc.assert(
      fc.property(book, (b) => {
        const turned = {
          campaigns: [...b.campaigns].reverse(),
          opportunities: [...b.opportunities].reverse(),
          links: [...b.links].reverse(),
        };
        const [a, z] = [roi(b), roi(turned)];
        expect([...z.campaigns].reverse()).toEqual(a.campaigns);
        expect(z.unlinked).toEqual(a.unlinked);
        for (const by of ["region", "form", "scale"] as const) expect(compare(turned, by)).toEqual(compare(b, by));
      }),
    );
  });

  test("money in another unit scales contribution and leaves every return alone", () => {
    fc.assert(
      fc.property(book, (b) => {
        const FACTOR = 1024; // a power of two, so that scaling is exact
        const scaled = {
          campaigns: b.campaigns.map((row) => ({
            ...row,
            plannedCost: row.plannedCost * FACTOR,
            ...(row.realCost === undefined ? {} : { realCost: row.realCost * FACTOR }),
          })),
          opportunities: b.opportunities.map((row) => ({ ...row, amount: row.amount * FACTOR })),
          links: b.links,
        };
        const [a, z] = [roi(b), roi(scaled)];
        expect(z.totals.contribution).toBe(a.totals.contribution * FACTOR);
        z.campaigns.forEach((row, i) => {
          expect(row.realizedRoi).toEqual(a.campaigns[i]?.realizedRoi);
          expect(row.roi).toEqual(a.campaigns[i]?.roi);
        });
      }),
    );
  });

  test("results are plain JSON, and intervals hold their value", () => {
    fc.assert(
      fc.property(book, (b) => {
        const result = roi(b);
        expectPlain(result);
        for (const { roi: figure, costPerContract } of [...result.campaigns, result.totals]) {
          for (const estimate of [figure, costPerContract]) {
            if ("abstained" in estimate) continue;
            expect(estimate.interval.lower).toBeLessThanOrEqual(estimate.value);
            expect(estimate.interval.upper).toBeGreaterThanOrEqual(estimate.value);
          }
        }
      }),
    );
  });

  test("groups sum to the whole, and shrinkage moves money between groups without making any", () => {
    fc.assert(
      fc.property(book, (b) => {
        const { groups, overall, excluded, spread } = compare(b);
        expectPlain(groups);
        expectClose(sum(groups.map((group) => group.cost)), overall.cost, 1e-12);
        expectClose(sum(groups.map((group) => group.contribution)), overall.contribution, 1e-12);
        expect(overall.n + excluded.length).toBe(b.campaigns.length);
        for (const { shrunk } of groups) {
          if (shrunk === undefined) continue;
          expect(shrunk.weight).toBeGreaterThanOrEqual(0);
          expect(shrunk.weight).toBeLessThanOrEqual(1);
        }
        if (spread === undefined) return;
        // the balance property of credibility: Σ cost · expected return = Σ contribution
        const expected = sum(groups.map((group) => group.cost * ((group.shrunk?.value ?? 0) + 1)));
        expect(Math.abs(expected - overall.contribution)).toBeLessThanOrEqual(1e-9 * Math.max(1, overall.contribution));
      }),
    );
  });

  test("records pass their schemas", () => {
    fc.assert(
      fc.property(book, (b) => {
        for (const row of b.campaigns) expect(campaignSchema.safeParse(row)).toEqual({ success: true, data: row });
        for (const row of b.opportunities) expect(campaignOpportunitySchema.safeParse(row).success).toBe(true);
        for (const row of b.links) expect(campaignLinkSchema.safeParse(row).success).toBe(true);
      }),
    );
  });
});

const rateArm: fc.Arbitrary<LiftArm> = fc
  .record({
    n: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 1e6 })),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ n, share }) => ({ kind: "rate", n, successes: Math.round(n * share) }));
const meanArm: fc.Arbitrary<LiftArm> = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: -9, max: 9 }), fc.double({ min: 0, max: 1e6, noNaN: true })), {
    minLength: 2,
    maxLength: 60,
  })
  .map((column) => ({
    kind: "mean",
    n: column.length,
    sum: sum(column),
    sumOfSquares: sum(column.map((value) => value * value)),
  }));
const arms = fc.oneof(fc.tuple(rateArm, rateArm), fc.tuple(meanArm, meanArm));

describe("laws of lift", () => {
  test("swapping the arms turns the absolute difference round, by every method", () => {
    fc.assert(
      fc.property(arms, fc.constantFrom("newcombe", "wald", "agresti_caffo", "score"), ([a, b], method) => {
        const options = a.kind === "rate" ? { method } : {};
        const [there, back] = [measureLift(a, b, options), measureLift(b, a, options)];
        if ("abstained" in there || "abstained" in back) throw new Error("abstained");
        if ("abstained" in there.absolute || "abstained" in back.absolute) {
          expect(back.absolute).toEqual(there.absolute);
          return;
        }
        expectClose(back.absolute.value, -there.absolute.value, 1e-12);
        // the score interval's ends are roots of a cubic's trigonometric solution, good to about 1e-8
        expectClose(back.absolute.interval.lower, -there.absolute.interval.upper, method === "score" ? 1e-7 : 1e-12);
        expectClose(back.absolute.pValue, there.absolute.pValue, 1e-12);
      }),
    );
  });

  test("effects are finite, and intervals hold their value", () => {
    fc.assert(
      fc.property(arms, ([a, b]) => {
        const lift = measureLift(a, b);
        expectPlain(lift);
        if ("abstained" in lift) throw new Error("abstained");
        for (const effect of [lift.absolute, lift.relative]) {
          if ("abstained" in effect) continue;
          const slack = 1e-12 * Math.max(1, Math.abs(effect.value));
          expect(effect.interval.lower).toBeLessThanOrEqual(effect.value + slack);
          expect(effect.interval.upper).toBeGreaterThanOrEqual(effect.value - slack);
          expect(effect.pValue).toBeGreaterThanOrEqual(0);
          expect(effect.pValue).toBeLessThanOrEqual(1);
        }
        expect(liftArmSchema.safeParse(JSON.parse(JSON.stringify(a))).success).toBe(true);
      }),
    );
  });

  test("a higher level never gives a narrower interval", () => {
    fc.assert(
      fc.property(arms, ([a, b]) => {
        const width = (level: number) => {
          const lift = measureLift(a, b, { level });
          if ("abstained" in lift || "abstained" in lift.absolute) return 0;
          return lift.absolute.interval.upper - lift.absolute.interval.lower;
        };
        expect(width(0.99)).toBeGreaterThanOrEqual(width(0.8));
      }),
    );
  });
});
