import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/math/index.ts";
import { fitWinOver, planWinBack, type StatedChance, type WinOverAttempt } from "../../src/switching/index.ts";

const asOf = "2026-07-01";
const stated: StatedChance = {
  source: "stated",
  points: [
    { dose: 0, chance: 0.1 },
    { dose: 3, chance: 0.25 },
  ],
  triesWorth: 3,
};
const customer = { id: "Bay Print", value: 9000, attemptCost: 300, doseUnit: 240, leftOn: "2026-02-01" };
const codes = (reasons: readonly { code: string }[] | undefined) => reasons?.map(({ code }) => code);

/** Lost customers come back less the longer they are gone, and least those who left for service. */
const attempts = (n: number): WinOverAttempt[] => {
  const random = createRandom(4);
  return Array.from({ length: n }, () => {
    const dose = 3 * random.uniform();
    const monthsSince = 24 * random.uniform();
    const reason = ["price", "service"][random.integer(0, 1)] as string;
    const eta = -0.5 + 0.8 * dose - 0.6 * Math.log1p(monthsSince) - (reason === "service" ? 1 : 0);
    return { dose, monthsSince, reason, won: random.uniform() < 1 / (1 + Math.exp(-eta)) };
  });
};

describe("winning lost customers back", () => {
  test("who left for the price gets an offer first, who left for service gets the cause mended first (D28)", () => {
    const firstOf = (reason?: string) =>
      codes(
        planWinBack([reason === undefined ? customer : { ...customer, reason }], { asOf, chance: stated }).plans[0]
          ?.steps[0]?.tasks,
      );
    for (const reason of ["price", "rival_offer"]) expect(firstOf(reason)).toContain("win_back_price_first");
    for (const reason of ["service", "tenure", "systemic", "moved away"])
      expect(firstOf(reason)).toContain("win_back_cause_first");
    expect(firstOf()).toContain("win_back_reason_unknown");
  });

  test("the longer a customer is gone, and the worse the reason, the smaller the chance", () => {
    const model = fitWinOver(attempts(2000));
    if ("abstained" in model) throw new Error("no model");
    const chanceOf = (leftOn: string, reason: string) =>
      planWinBack([{ ...customer, leftOn, reason, maxInducement: 0 }], { asOf, chance: model }).plans[0]?.chance
        .value as number;
    expect(chanceOf("2026-06-01", "price")).toBeGreaterThan(chanceOf("2025-01-01", "price"));
    expect(chanceOf("2026-06-01", "price")).toBeGreaterThan(chanceOf("2026-06-01", "service"));
    expect(model.reasons?.map(({ id }) => id).sort()).toEqual(["price", "service"]);
  });

  test("a reason that no past attempt had is named", () => {
    const model = fitWinOver(attempts(200));
    if ("abstained" in model) throw new Error("no model");
    const [plan] = planWinBack([{ ...customer, reason: "tenure" }], { asOf, chance: model }).plans;
    expect(codes(plan?.reasons)).toContain("win_over_unseen_reason");
  });

  test("who left without a reason on record is foreseen by the attempts at such customers", () => {
    const noted = attempts(2000).map(({ reason, ...attempt }): WinOverAttempt => {
      return reason === "service" ? attempt : { ...attempt, reason: "price" };
    });
    const model = fitWinOver([...noted, ...noted.filter(({ reason }) => reason === "price")]);
    if ("abstained" in model) throw new Error("no model");
    expect(model.reasons?.map(({ id }) => id)).toEqual(["price", "unstated"]);
    const chanceOf = (reason: { reason?: string }) =>
      planWinBack([{ ...customer, ...reason, maxInducement: 0 }], { asOf, chance: model }).plans[0]?.chance
        .value as number;
    expect(chanceOf({})).toBe(chanceOf({ reason: "unstated" }));
    expect(chanceOf({})).toBeLessThan(chanceOf({ reason: "price" }));
  });

  test("who left after the day of the plan is refused", () => {
    expect(() => planWinBack([{ ...customer, leftOn: "2026-08-01" }], { asOf, chance: stated })).toThrow("leftOn");
    expect(() => planWinBack([{ ...customer, leftOn: "soon" }], { asOf, chance: stated })).toThrow("leftOn");
  });
});
