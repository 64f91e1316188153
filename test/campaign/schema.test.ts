import { describe, expect, test } from "vitest";
import { liftArmSchema } from "../../src/campaign/lift/schema.ts";
import { campaignLinkSchema, campaignOpportunitySchema, campaignSchema } from "../../src/campaign/schema.ts";
import { parseRecords } from "../../src/core/index.ts";

const campaign = { id: "c", region: "East", form: "dinner", start: "2026-01-01", plannedCost: 100 };

describe("rows from a CRM export", () => {
  test("good campaigns are taken, bad ones come back with the field at fault", () => {
    const { accepted, rejected } = parseRecords(
      campaignSchema,
      [
        campaign,
        { ...campaign, id: "d", end: "2026-01-03", realCost: 90, lines: [{ kind: "venue", planned: 100, real: 90 }] },
        { ...campaign, plannedCost: -1 },
        { ...campaign, start: "next week" },
        { ...campaign, end: "2025-12-31" },
        { ...campaign, lines: [{ kind: "venue", planned: 60 }] },
        { ...campaign, realCost: undefined },
        { ...campaign, budget: 5 },
      ],
      { uniqueBy: (row) => row.id },
    );
    expect(accepted).toHaveLength(2);
    expect(rejected.map(({ issues }) => issues[0]?.path.join("."))).toEqual([
      "plannedCost",
      "start",
      "end",
      "lines",
      "realCost",
      "",
    ]);
  });

  test("an opportunity names its margin in one way", () => {
    const row = { id: "o", amount: 5, won: true, wonOn: "2026-02-01", margin: -2 };
    expect(campaignOpportunitySchema.safeParse(row)).toEqual({ success: true, data: row });
    expect(campaignOpportunitySchema.safeParse({ ...row, marginRate: 0.2 }).success).toBe(false);
    expect(campaignOpportunitySchema.safeParse({ ...row, won: "yes" }).success).toBe(false);
  });

  test("a credit is a share", () => {
    const row = { campaignId: "c", opportunityId: "o", credit: 0.5 };
    expect(campaignLinkSchema.safeParse(row)).toEqual({ success: true, data: row });
    expect(campaignLinkSchema.safeParse({ ...row, credit: 50 }).success).toBe(false);
  });

  test("an arm is told apart by its kind", () => {
    expect(liftArmSchema.safeParse({ kind: "rate", n: 10, successes: 3 }).success).toBe(true);
    expect(liftArmSchema.safeParse({ kind: "mean", n: 10, sum: -3, sumOfSquares: 9 }).success).toBe(true);
    expect(liftArmSchema.safeParse({ kind: "rate", n: 10, successes: 11 }).success).toBe(false);
    expect(liftArmSchema.safeParse({ kind: "mean", n: 10, successes: 3 }).success).toBe(false);
  });
});
