import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import {
  defaultSwitchingModel,
  explainSwitching,
  type SwitchingAccount,
  type SwitchingContract,
  type SwitchingMoney,
  scoreSwitchingCosts,
} from "../../src/switching/index.ts";
import { expectClose } from "../support/close.ts";

/** Mean Gregorian month: 146,097 days in 4,800 months. */
const MONTH = 146_097 / 4_800;

const score = (account: Partial<SwitchingAccount>, asOf: string) =>
  scoreSwitchingCosts({ id: "a", evidence: {}, ...account }, defaultSwitchingModel, { asOf });
const money = (account: Partial<SwitchingAccount>, asOf: string): SwitchingMoney => score(account, asOf).money;
const contract: SwitchingContract = { end: "2027-01-01", monthlyFee: 100 };

describe("leaving a contract early", () => {
  test("costs a fixed charge instead of the remaining fees where one is agreed, and both where both are", () => {
    const fixed = money({ contract: { ...contract, terminationFee: 250 } }, "2026-07-01");
    expect([fixed.contractRemainder, fixed.terminationFee, fixed.total]).toEqual([0, 250, 250]);
    expect(fixed.items).toEqual([{ kind: "termination_fee", amount: 250, ends: "2027-01-01" }]);
    const both = money({ contract: { ...contract, terminationFee: 250, terminationShare: 0.5 } }, "2026-07-01");
    expect(both.total).toBe(6 * 100 * 0.5 + 250);
  });

  test("costs less by steps, the first of them from the beginning", () => {
    const feeSchedule = [
      { from: "2026-03-01", fee: 300 },
      { from: "2026-09-01", fee: 120 },
    ];
    const fee = (asOf: string): number | undefined =>
      money({ contract: { ...contract, feeSchedule } }, asOf).terminationFee;
    expect(["2026-01-01", "2026-08-31", "2026-09-01", "2026-12-31", "2027-01-01"].map(fee)).toEqual([
      300, 300, 120, 120, 0,
    ]);
  });

  test("means paying full fees until the notice has run out, then what the contract asks for", () => {
    const early = money({ contract: { ...contract, noticeDays: 30, terminationShare: 0.5 } }, "2026-07-02");
    expectClose(early.noticePeriod as number, (30 / MONTH) * 100, 1e-12);
    // notice runs out on 1 August: five months to go
    expectClose(early.contractRemainder as number, 5 * 100 * 0.5, 1e-12);
    const late = money({ contract: { ...contract, noticeDays: 90, terminationFee: 500 } }, "2026-12-12");
    expectClose(late.noticePeriod as number, (20 / MONTH) * 100, 1e-12);
    expect(late.terminationFee).toBe(0);
    expect(late.freeOn).toBe("2027-01-01");
  });
});

describe("a contract that renews itself", () => {
  const rolling: SwitchingContract = { ...contract, noticeDays: 60, renewalMonths: 12 };

  test("can be left at its end while there is time for notice, else a term later", () => {
    expect(money({ contract: rolling }, "2026-11-02").freeOn).toBe("2027-01-01");
    expect(money({ contract: rolling }, "2026-11-03").freeOn).toBe("2028-01-01");
    expect(money({ contract: rolling }, "2029-06-01").freeOn).toBe("2030-01-01");
  });

  test("keeps the last day of a month that has no such day", () => {
    const monthly = { end: "2026-01-31", monthlyFee: 10, renewalMonths: 1 };
    expect(money({ contract: monthly }, "2026-02-01").freeOn).toBe("2026-02-28");
    expect(money({ contract: monthly }, "2026-03-01").freeOn).toBe("2026-03-31");
  });

  test("is free on the very day of its end where no notice is asked for", () => {
    const free = money({ contract: { ...contract, renewalMonths: 6 } }, "2027-01-01");
    expect([free.total, free.freeOn, free.contractMonths]).toEqual([0, undefined, 0]);
    expect(money({ contract: { ...contract, renewalMonths: 6 } }, "2027-01-02").freeOn).toBe("2027-07-01");
  });

  test("is explained with the last day for notice, in both languages", () => {
    const reasons = explainSwitching(score({ contract: { ...rolling, id: "Fibre" } }, "2026-07-01"));
    const renews = reasons.find(({ code }) => code === "switching_renews");
    if (renews === undefined) throw new Error("expected a renewal");
    expect(word(renews)).toBe("without notice by 2026-11-02 contract Fibre renews itself on 2027-01-01 for 12 months");
    expect(word(renews, "zh")).toBe("若 2026-11-02 当日及之前未提出解约，合同 Fibre 将于 2027-01-01 自动续约 12 个月");
  });
});

test("several contracts add up, each with its own day, and the last one decides when the customer is free", () => {
  const both = money(
    {
      contract: { ...contract, id: "Lines" },
      contracts: [{ id: "Cloud", end: "2026-09-01", monthlyFee: 50 }],
    },
    "2026-07-01",
  );
  expect(both.items).toEqual([
    { kind: "contract_remainder", amount: 600, ends: "2027-01-01", contract: "Lines" },
    { kind: "contract_remainder", amount: 100, ends: "2026-09-01", contract: "Cloud" },
  ]);
  expect([both.total, both.contractRemainder, both.contractMonths, both.freeOn]).toEqual([700, 700, 6, "2027-01-01"]);
});

describe("other money lost on leaving", () => {
  test("points are lost until they run out, those without a day for good", () => {
    const points: Partial<SwitchingAccount> = {
      points: 100,
      pointLots: [{ points: 500, expires: "2026-08-01" }],
      pointValue: 0.1,
    };
    expect(money(points, "2026-07-31").items).toEqual([
      { kind: "points", amount: 50, ends: "2026-08-01" },
      { kind: "points", amount: 10 },
    ]);
    expect(money(points, "2026-08-01").points).toBe(10);
  });

  test("a balance is lost until it is used up", () => {
    const balance = { prepaidBalance: 80, prepaidUntil: "2026-08-01" };
    expect(money(balance, "2026-07-31").items).toEqual([{ kind: "prepaid_balance", amount: 80, ends: "2026-08-01" }]);
    expect(money(balance, "2026-08-01")).toEqual({ prepaidBalance: 0, total: 0, items: [] });
  });

  test("moving and learning cost hours at their rate, and end on no day", () => {
    const effort = money(
      {
        migration: { hours: 40, hourlyRate: 60 },
        retraining: { people: 12, hoursEach: 3, hourlyRate: 45 },
      },
      "2026-07-01",
    );
    expect([effort.migration, effort.retraining, effort.total]).toEqual([2400, 1620, 4020]);
    expect(effort.items.map(({ ends }) => ends)).toEqual([undefined, undefined]);
  });

  test("equipment is written off evenly by day", () => {
    // 365 days from 1 January 2026 to 1 January 2027; 184 of them are left on 1 July
    const gear = [{ cost: 3650, boughtOn: "2026-01-01", writtenOffOn: "2027-01-01" }];
    expectClose(money({ equipment: gear }, "2026-07-01").equipment as number, 1840, 1e-12);
    expect(money({ equipment: gear }, "2027-01-01").equipment).toBe(0);
    // ordered and not yet there: whole
    expect(money({ equipment: gear }, "2025-06-01").equipment).toBe(3650);
  });

  test("discounts are lost for the months for which they would still be given", () => {
    const discounts = [{ monthly: 25, until: "2026-12-01" }];
    expect(money({ discounts }, "2026-07-01").discountsLost).toBe(125);
    expect(money({ discounts }, "2027-01-01").discountsLost).toBe(0);
  });
});
