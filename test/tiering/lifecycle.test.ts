import { expect, test } from "vitest";
import { parseRecords, describe as say } from "../../src/core/index.ts";
import {
  assignLifecycle,
  assignLifecycleColumn,
  explainLifecycle,
  type LifecycleCustomer,
  lifecycleStatuses,
  summarizeLifecycle,
} from "../../src/tiering/index.ts";
import { lifecycleCustomerSchema } from "../../src/tiering/stability/schema.ts";
import { deepFreeze } from "./book.ts";

const asOf = "2026-06-30";
const status = (customer: LifecycleCustomer, more: object = {}) => assignLifecycle(customer, { asOf, ...more });

test("the last day of a term still counts, the day after does not", () => {
  expect(status({ lastPurchase: "2025-06-30" })).toBe("active");
  expect(status({ lastPurchase: "2025-06-29" })).toBe("inactive");
  expect(status({ lastContact: "2025-06-30" })).toBe("prospect");
  expect(status({ lastContact: "2025-06-29" })).toBe("rest");
  expect(status({ lastPurchase: asOf }, { activeDays: 0 })).toBe("active");
});

test("purchase counts before contact, contact before fit", () => {
  expect(status({ lastPurchase: "2020-01-01", lastContact: asOf, fitsTarget: false })).toBe("inactive");
  expect(status({ lastContact: asOf, fitsTarget: false })).toBe("prospect");
  expect(status({ lastContact: "2020-01-01", fitsTarget: true })).toBe("suspect");
  expect(status({ fitsTarget: false })).toBe("rest");
  expect(status({})).toBe("rest");
});

test("a former customer may be forgotten after a stated time", () => {
  const long = { lastPurchase: "2020-01-01", fitsTarget: true };
  expect(status(long)).toBe("inactive");
  expect(status(long, { inactiveDays: 1000 })).toBe("suspect");
  expect(explainLifecycle(long, { asOf, inactiveDays: 1000 }).reasons.map((reason) => say(reason))).toEqual([
    "the last purchase was 2,372 days ago, which no longer counts after 1,000 days",
    "there was never any contact",
    "the offer fits the need",
  ]);
});

test("an explanation says until when a status holds, in both languages", () => {
  const why = explainLifecycle({ lastContact: "2026-06-29" }, { asOf, prospectDays: 30 });
  expect(why).toMatchObject({ status: "prospect", daysSinceContact: 1, until: "2026-07-29" });
  expect(assignLifecycle({ lastContact: "2026-06-29" }, { asOf: "2026-07-29", prospectDays: 30 })).toBe("prospect");
  expect(assignLifecycle({ lastContact: "2026-06-29" }, { asOf: "2026-07-30", prospectDays: 30 })).toBe("rest");
  expect(why.reasons.map((reason) => say(reason, "zh"))).toEqual(["从未购买", "最近一次接触在 1 天前，未超过 30 天"]);
  expect(explainLifecycle({ lastPurchase: "2020-01-01" }, { asOf })).not.toHaveProperty("until");
});

test("time zones do not change a status: days are UTC days", () => {
  expect(status({ lastPurchase: "2025-06-30T23:30:00-02:00" })).toBe("active");
  expect(status({ lastPurchase: "2025-06-30T01:00:00+02:00" })).toBe("inactive");
});

test("a market is counted once each, column and single answers agree", () => {
  const market = deepFreeze([
    { lastPurchase: "2026-02-10" },
    { lastPurchase: "2024-02-10" },
    { lastContact: asOf },
    { fitsTarget: true },
    { fitsTarget: false },
    {},
  ]);
  const summary = summarizeLifecycle(market, { asOf });
  expect(summary.rows.map((row) => [row.status, row.customers])).toEqual([
    ["active", 1],
    ["inactive", 1],
    ["prospect", 1],
    ["suspect", 1],
    ["rest", 2],
  ]);
  expect(summary).toMatchObject({ customers: 6, asOf, unchecked: 1 });
  const column = assignLifecycleColumn(market, { asOf });
  expect(Array.from(column, (place) => lifecycleStatuses[place])).toEqual(
    market.map((row) => assignLifecycle(row, { asOf })),
  );
  expect(assignLifecycleColumn([], { asOf })).toEqual(new Uint8Array());
});

test("rows come in checked, and what a caller gets wrong is named", () => {
  const { accepted, rejected } = parseRecords(lifecycleCustomerSchema, [
    { id: "a", lastPurchase: "2026-01-01", x: 1 },
    { lastPurchase: true },
    { fitsTarget: "yes" },
  ]);
  expect(accepted).toEqual([{ id: "a", lastPurchase: "2026-01-01" }]);
  expect(rejected).toHaveLength(2);
  const refused = (code: string, text = "") =>
    expect.objectContaining({ name: "ClienteleError", code, message: expect.stringContaining(text) });
  expect(() => summarizeLifecycle([], { asOf })).toThrow(refused("empty_input"));
  expect(() => summarizeLifecycle([{}, { lastPurchase: "2026-02-30" }], { asOf })).toThrow(
    refused("invalid_date", "customers[1].lastPurchase"),
  );
  expect(() => assignLifecycleColumn([{}, { lastContact: "2026-07-01" }], { asOf })).toThrow(
    refused("inconsistent", "customers[1].lastContact lies 1 days after"),
  );
  expect(() => assignLifecycle({ fitsTarget: "yes" as never }, { asOf })).toThrow(refused("invalid_type"));
  expect(() => assignLifecycle({}, {} as never)).toThrow(refused("invalid_type", "asOf"));
  expect(() => assignLifecycle({}, { asOf, activeDays: -1 })).toThrow(refused("out_of_range"));
  expect(() => assignLifecycle({}, { asOf, prospectDays: Number.NaN })).toThrow(refused("not_finite"));
  expect(() => assignLifecycle({}, { asOf, activeDays: 400, inactiveDays: 300 })).toThrow(refused("inconsistent"));
  expect(() => summarizeLifecycle([{}], { asOf, level: 1 })).toThrow(refused("out_of_range"));
  for (const bad of [undefined, null, 5, "x", [], [1]]) {
    expect(() => assignLifecycle(bad as never, { asOf })).toThrow(refused("invalid_type"));
    expect(() => explainLifecycle({}, bad as never)).toThrow(refused("invalid_type"));
  }
  for (const bad of [undefined, null, 5, "x", {}, [null]])
    expect(() => summarizeLifecycle(bad as never, { asOf })).toThrow(refused("invalid_type"));
});
