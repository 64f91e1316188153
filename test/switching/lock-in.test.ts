import { describe, expect, test } from "vitest";
import { isClienteleError, describe as word } from "../../src/core/index.ts";
import {
  defaultSwitchingModel,
  defineSwitchingModel,
  explainLockIn,
  type ForecastLockInOptions,
  forecastLockIn,
  lockInChart,
  type SwitchingAccount,
  scoreSwitchingCosts,
} from "../../src/switching/index.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { expectClose } from "../support/close.ts";
import { lockInBook, lockInDay } from "./lock-in-book.ts";

const model = defaultSwitchingModel;
const options: ForecastLockInOptions = { asOf: lockInDay, months: 12, model };
const one = (account: Partial<SwitchingAccount>, more: Partial<ForecastLockInOptions> = {}) => {
  const forecast = forecastLockIn([{ id: "a", evidence: {}, ...account }], { ...options, ...more });
  return { forecast, customer: forecast.customers[0] as (typeof forecast.customers)[number] };
};

describe("what still holds a customer", () => {
  test("is at the start what the score says, and after each month what it would say then", () => {
    const book = lockInBook(60);
    const forecast = forecastLockIn(book, { ...options, months: 18 });
    for (const [i, { money, index }] of forecast.customers.entries()) {
      const account = book[i] as SwitchingAccount;
      expectClose(scoreSwitchingCosts(account, model, { asOf: lockInDay }).index ?? 0, index?.[0] ?? 0, 1e-12);
      for (const [month, total] of money.entries()) {
        const { day } = forecast.months[month] as (typeof forecast.months)[number];
        expectClose(scoreSwitchingCosts(account, model, { asOf: day }).money.total, total, 1e-9);
      }
    }
  });

  test("falls to what effort alone costs once every date has passed", () => {
    const { customer } = one({
      contract: { end: "2026-10-01", monthlyFee: 100 },
      prepaidBalance: 50,
      prepaidUntil: "2026-09-01",
      migration: { hours: 10, hourlyRate: 40 },
    });
    expect(customer.money.slice(0, 5)).toEqual([750, 650, 500, 400, 400]);
    expect(customer.events).toEqual([
      { day: "2026-09-01", kind: "prepayment_end" },
      { day: "2026-10-01", kind: "contract_end" },
    ]);
  });

  test("rises only on the day on which a contract renews itself", () => {
    const { customer, forecast } = one({
      contract: { end: "2026-10-01", monthlyFee: 100, noticeDays: 30, renewalMonths: 6, id: "Fibre" },
    });
    expect(customer.events).toEqual([
      { day: "2026-09-02", kind: "renewal", contract: "Fibre" },
      { day: "2027-03-03", kind: "renewal", contract: "Fibre" },
    ]);
    const rises = customer.money.flatMap((total, m) => (m > 0 && total > (customer.money[m - 1] as number) ? [m] : []));
    expect(rises).toEqual([3, 9]);
    expect(forecast.calendar).toEqual([
      { id: "a", freeOn: "2026-10-01", noticeBy: "2026-09-01", againMonths: 6, money: 0 },
    ]);
  });
});

describe("the index over the months", () => {
  const weights = defineSwitchingModel({ weights: { agreements: 1, habits: 1 } });

  test("loses agreements on the day of the last contract, and keeps habits while they are kept up", () => {
    const { customer } = one(
      { evidence: { agreements: 1, habits: 1 }, contract: { end: "2026-09-15", monthlyFee: 1 } },
      { model: weights, months: 3 },
    );
    expect(customer.index).toEqual([100, 100, 100, 50]);
  });

  test("lets habits fade by halves once nobody keeps them up", () => {
    const { customer, forecast } = one(
      { evidence: { habits: 1 } },
      { model: weights, upkeep: "stopped", halfLives: { habits: 3 } },
    );
    // three mean months after 1 July 2026: 1 October lies 92 days on, 91.3 days are three mean months
    expectClose(customer.index?.[3] as number, 100 * 2 ** -(92 / ((3 * 146_097) / 4_800)), 1e-9);
    expect(forecast.reasons.map(({ code }) => code)).toContain("lock_in_assumed_half_lives");
  });

  test("begins to fade on the day on which a lever is given up", () => {
    const { customer } = one(
      { evidence: { habits: 1, agreements: 1 }, leverEnds: { habits: "2026-09-01", agreements: "2026-10-01" } },
      { model: weights, months: 4 },
    );
    const index = customer.index as readonly number[];
    expect(index.slice(0, 3)).toEqual([100, 100, 100]);
    expect(index[3] as number).toBeLessThan(50);
    expectClose(index[4] as number, 50 * 2 ** -(61 / ((6 * 146_097) / 4_800)), 1e-9);
  });

  test("keeps an answer that was given after a contract had ended, and asks whether it is right", () => {
    const { customer, forecast } = one(
      { evidence: { agreements: 1 }, contract: { end: "2026-01-01", monthlyFee: 10 } },
      { model: weights },
    );
    expect(customer.index?.at(-1)).toBe(100);
    const outlived = forecast.reasons.find(({ code }) => code === "lock_in_outlived");
    if (outlived === undefined) throw new Error("expected a doubt");
    expect(word(outlived)).toBe(
      "1 answer says that binding agreements still holds, though what it rests on has ended: ask again",
    );
  });
});

describe("who can leave when", () => {
  test("counts each customer once: bound, free or not known", () => {
    const book = lockInBook(200);
    const forecast = forecastLockIn(book, options);
    for (const { bound, free, unknown } of forecast.months) expect(bound + free + unknown).toBe(200);
    const listed = forecast.calendar.length;
    expect(forecast.months.reduce((sum, { comingFree }) => sum + comingFree, 0)).toBe(listed);
    const value = forecast.calendar.reduce((sum, row) => sum + (row.value ?? 0), 0);
    expectClose(
      forecast.months.reduce((sum, { valueComingFree }) => sum + valueComingFree, 0),
      value,
      1e-12,
    );
  });

  test("does not take a customer of whom no contract is known for free, unless the answers or an empty list say so", () => {
    const status = (account: Partial<SwitchingAccount>): string => one(account).customer.status;
    expect(status({})).toBe("unknown");
    expect(status({ evidence: { agreements: 0.5 } })).toBe("unknown");
    expect(status({ evidence: { agreements: 0 } })).toBe("free");
    expect(status({ contracts: [] })).toBe("free");
    expect(status({ contract: { end: "2026-07-02", monthlyFee: 1 } })).toBe("bound");
    expect(status({ contract: { end: "2026-07-01", monthlyFee: 1 } })).toBe("free");
  });

  test("puts the most valuable first among those who come free on one day, by any measure of value", () => {
    const accounts = ["a", "b", "c"].map((id) => ({ id, evidence: { agreements: 0 } }));
    const worth = new Map([
      ["b", 9],
      ["c", 4],
    ]);
    const forecast = forecastLockIn(accounts, { ...options, value: ({ id }) => worth.get(id) });
    expect(forecast.calendar.map(({ id }) => id)).toEqual(["b", "c", "a"]);
    expect(forecast.value).toEqual({ total: 13, known: 2 });
  });

  test("is told of the rival's customers by the same function, from what is known", () => {
    const rival = forecastLockIn(lockInBook(30), { ...options, side: "rival" });
    expect(rival.side).toBe("rival");
    expect(word(explainLockIn(rival)[0] as never)).toMatch(/^The rival's customers: leaving would cost them/);
    expect(word(explainLockIn(rival)[0] as never, "zh")).toMatch(/^对手客户：/);
  });
});

describe("the picture and the words", () => {
  for (const locale of ["en", "zh"] as const) {
    test(`stack the money by kind over who comes free (${locale})`, async () => {
      const forecast = forecastLockIn(lockInBook(240), { ...options, months: 18 });
      const chart = lockInChart(forecast, { locale });
      expectValidChart(chart);
      const [money] = chart["vconcat"] as { data: { values: { month: number; amount: number }[] } }[];
      for (const {
        month,
        money: { total },
      } of forecast.months) {
        const rows = money?.data.values.filter((row) => row.month === month) ?? [];
        expectClose(
          rows.reduce((sum, { amount }) => sum + amount, 0),
          total,
          1e-9,
        );
      }
      await writePicture(chart, `lock-in-${locale}`);
    });

    test(`draw the rival's book of one customer (${locale})`, async () => {
      const { forecast } = one(
        { evidence: { habits: 1 }, contract: { end: "2026-10-10", monthlyFee: 90 }, monthlyRevenue: 90 },
        { side: "rival", months: 6 },
      );
      const chart = lockInChart(forecast, { locale });
      expectValidChart(chart);
      await writePicture(chart, `lock-in-rival-${locale}`);
    });
  }

  test("draw an empty book and five years", async () => {
    for (const [name, n, months] of [
      ["empty", 0, 1],
      ["years", 120, 60],
    ] as const) {
      const chart = lockInChart(forecastLockIn(lockInBook(n), { ...options, months }));
      expectValidChart(chart);
      await writePicture(chart, `lock-in-${name}`);
    }
  });

  test("say every reason in both languages, without NaN or undefined", () => {
    const forecast = forecastLockIn(lockInBook(80), { ...options, upkeep: "stopped", halfLives: { clubs: 2 } });
    for (const locale of ["en", "zh"] as const) {
      for (const reason of explainLockIn(forecast)) expect(word(reason, locale)).not.toMatch(/NaN|undefined|Infinity/);
    }
    const codes = explainLockIn(forecast).map(({ code }) => code);
    for (const code of [
      "lock_in_money",
      "lock_in_coming_free",
      "lock_in_peak",
      "lock_in_customer_free",
      "lock_in_index",
    ]) {
      expect(codes).toContain(code);
    }
    const thin = explainLockIn(one({ evidence: { habits: 1 } }).forecast);
    expect(thin.map(({ code }) => code)).toContain("lock_in_thin_evidence");
  });
});

describe("bad input", () => {
  const codeOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (isClienteleError(error)) return error.code;
      throw error;
    }
    return "no error";
  };
  const forecast = (more: object, accounts: unknown = [{ id: "a", evidence: {} }]): string =>
    codeOf(() => forecastLockIn(accounts as never, { ...options, ...more } as never));

  test("is refused by name", () => {
    expect(forecast({ months: 0 })).toBe("out_of_range");
    expect(forecast({ months: 121 })).toBe("out_of_range");
    expect(forecast({ asOf: "soon" })).toBe("invalid_date");
    expect(forecast({ side: "theirs" })).toBe("unknown_id");
    expect(forecast({ upkeep: "some" })).toBe("unknown_id");
    expect(forecast({ model: {} })).toBe("invalid_model");
    expect(forecast({ halfLives: { agreements: 3 } })).toBe("inconsistent");
    expect(forecast({ halfLives: { habits: 0 } })).toBe("out_of_range");
    expect(forecast({ halfLives: { habit: 1 } })).toBe("unknown_id");
    expect(forecast({ level: 1 })).toBe("out_of_range");
    expect(
      forecast({}, [
        { id: "a", evidence: {} },
        { id: "a", evidence: {} },
      ]),
    ).toBe("duplicate_id");
    expect(forecast({}, [{ id: "a", evidence: {}, leverEnds: { habits: "soon" } }])).toBe("invalid_date");
  });

  test("in contracts and ties is refused with the field named", () => {
    const account = (more: object): string => forecast({}, [{ id: "a", evidence: {}, ...more }]);
    const contract = { end: "2027-01-01", monthlyFee: 10 };
    expect(account({ contract: { ...contract, noticeDays: 1.5 } })).toBe("out_of_range");
    expect(account({ contract: { ...contract, renewalMonths: 0 } })).toBe("out_of_range");
    expect(account({ contract: { ...contract, terminationFee: -1 } })).toBe("out_of_range");
    expect(account({ contract: { ...contract, feeSchedule: [] } })).toBe("invalid_type");
    const rising = [
      { from: "2026-01-01", fee: 10 },
      { from: "2026-02-01", fee: 20 },
    ];
    expect(account({ contract: { ...contract, feeSchedule: rising } })).toBe("inconsistent");
    expect(account({ contracts: "none" })).toBe("invalid_type");
    expect(account({ pointLots: [{ points: 5, expires: "2027-01-01" }] })).toBe("inconsistent");
    expect(account({ equipment: [{ cost: 1, boughtOn: "2026-01-01", writtenOffOn: "2026-01-01" }] })).toBe(
      "inconsistent",
    );
    expect(account({ migration: { hours: 1e200, hourlyRate: 1e200 } })).toBe("not_finite");
    expect(account({ discounts: [{ monthly: Number.NaN, until: "2027-01-01" }] })).toBe("not_finite");
  });

  test("that is no forecast is refused by words and picture", () => {
    for (const junk of [undefined, null, {}, [], { ...forecastLockIn([], options), months: [] }]) {
      expect(codeOf(() => explainLockIn(junk as never))).not.toBe("no error");
      expect(codeOf(() => lockInChart(junk as never))).not.toBe("no error");
    }
  });
});

test("two thousand customers over three years take one call", () => {
  const book = lockInBook(500);
  const accounts = Array.from({ length: 2_000 }, (_, i) => ({ ...(book[i % 500] as SwitchingAccount), id: `${i}` }));
  const forecast = forecastLockIn(accounts, { ...options, months: 36 });
  expect(forecast.n).toBe(2_000);
});
