import { describe, expect, test } from "vitest";
import { defaultSwitchingModel, type SwitchingAccount, scoreSwitchingCosts } from "../../src/switching/index.ts";
import type { SwitchingMoney } from "../../src/switching/types.ts";
import { expectClose } from "../support/close.ts";

function money(account: Partial<SwitchingAccount>, asOf?: string): SwitchingMoney {
  const options = asOf === undefined ? {} : { asOf };
  return scoreSwitchingCosts({ id: "a", evidence: {}, ...account }, defaultSwitchingModel, options).money;
}

describe("months left on a contract", () => {
  const months = (asOf: string, end: string): number =>
    money({ contract: { end, monthlyFee: 1 } }, asOf).contractMonths as number;

  test("are whole from anniversary to anniversary, however long the months", () => {
    expect(months("2026-01-15", "2026-03-15")).toBe(2);
    expect(months("2025-03-15", "2027-03-15")).toBe(24);
  });

  test("count the running month by its days", () => {
    expectClose(months("2026-03-01", "2026-03-15"), 14 / 28, 1e-12);
    expectClose(months("2026-03-14", "2026-03-15"), 1 / 28, 1e-12);
    expectClose(months("2026-07-31", "2026-10-01"), 2 + 1 / 31, 1e-12);
  });

  test("take the last day of a month that has no such day", () => {
    expect(months("2026-02-28", "2026-05-31")).toBe(3);
    expect(months("2024-02-29", "2024-03-31")).toBe(1);
    expectClose(months("2026-02-27", "2026-03-31"), 1 + 1 / 28, 1e-12);
  });

  test("are none on the day of the end and after it", () => {
    expect(months("2026-03-15", "2026-03-15")).toBe(0);
    expect(months("2030-01-01", "2026-03-15")).toBe(0);
  });
});

describe("money lost on leaving", () => {
  test("is the fee of the months left × the share that is due", () => {
    const contract = { end: "2026-12-01", monthlyFee: 200, terminationShare: 0.25 };
    expect(money({ contract }, "2026-06-01").contractRemainder).toBe(300);
    expect(money({ contract: { end: "2026-12-01", monthlyFee: 200 } }, "2026-06-01").contractRemainder).toBe(1200);
  });

  test("ends with the contract, and the score says so", () => {
    const account = { id: "a", evidence: {}, contract: { end: "2026-01-01", monthlyFee: 200 } };
    const score = scoreSwitchingCosts(account, defaultSwitchingModel, { asOf: "2026-01-01" });
    expect(score.money).toEqual({ contractMonths: 0, contractRemainder: 0, total: 0, items: [] });
    expect(score.reasons.map(({ code }) => code)).toEqual(["switching_no_evidence", "switching_contract_over"]);
  });

  test("tells what is not known apart from what is zero", () => {
    expect(money({})).toEqual({ total: 0, items: [] });
    expect(money({ prepaidBalance: 0 })).toEqual({ prepaidBalance: 0, total: 0, items: [] });
  });

  test("lists the largest sum first", () => {
    const { items, total } = money({ prepaidBalance: 10, points: 500, pointValue: 0.1 });
    expect(items).toEqual([
      { kind: "points", amount: 50 },
      { kind: "prepaid_balance", amount: 10 },
    ]);
    expect(total).toBe(60);
  });

  test("is put in months of revenue where there is revenue", () => {
    expect(money({ prepaidBalance: 100, monthlyRevenue: 40 }).monthsOfRevenue).toBe(2.5);
    expect(money({ prepaidBalance: 100, monthlyRevenue: 0 }).monthsOfRevenue).toBeUndefined();
  });

  test("is valued on the account's own day where the call names none, else on the call's", () => {
    const contract = { end: "2026-12-01", monthlyFee: 100 };
    expect(money({ contract, asOf: "2026-10-01" }).contractRemainder).toBe(200);
    expect(money({ contract, asOf: "2026-10-01" }, "2026-11-01").contractRemainder).toBe(100);
  });

  test("is the same for every way of writing a date", () => {
    const of = (end: SwitchingAccount["asOf"]): number =>
      money({ contract: { end: end as string, monthlyFee: 100 } }, "2026-10-01").total;
    expect(of(new Date("2026-12-01T00:00Z"))).toBe(200);
    expect(of(Date.UTC(2026, 11, 1))).toBe(200);
    expect(of("2026-12-01T08:00:00+08:00")).toBe(200);
  });
});
