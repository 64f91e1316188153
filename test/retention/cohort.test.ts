import { describe, expect, test } from "vitest";
import { describe as word } from "../../src/core/index.ts";
import { parseRecords } from "../../src/core/records.ts";
import { wilsonInterval } from "../../src/math/index.ts";
import { cohortChart, measureCohorts, measureSurvival } from "../../src/retention/index.ts";
import { cohortOrderSchema, subscriptionRecordSchema } from "../../src/schemas.ts";
import { addPeriods, toDay, toIsoDate } from "../../src/time/index.ts";
import { codeOf } from "../loyalty/support.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { expectClose } from "../support/close.ts";
import { describeWithData, readSharedCsv, readSharedText } from "../support/shared-data.ts";
import { activeOf, cohortCoverage, contractBook, orderBook } from "./cohort-support.ts";

const subscribedOf = (rows: readonly { start: string; end?: string | null }[], asOf: string, more: object = {}) =>
  measureCohorts(rows, {
    definition: "subscribed",
    start: (c) => c.start,
    end: (c) => c.end,
    by: "month",
    asOf,
    ...more,
  });

describe("active in the period", () => {
  const orders = orderBook(300, 12, 0.35, 4);
  const table = activeOf(orders, "2024-12-31");

  test("counts each customer once a period, as a plain count by hand does", () => {
    const monthOf = (o: { date: string }) => o.date.slice(0, 7);
    const months = [...new Set(orders.map(monthOf))].sort();
    const firstOf = new Map<string, string>();
    for (const order of orders) {
      const first = firstOf.get(order.customer);
      if (first === undefined || monthOf(order) < first) firstOf.set(order.customer, monthOf(order));
    }
    expect(table.cohorts.map(({ id }) => id)).toEqual(months);
    for (const cohort of table.cohorts) {
      const own = orders.filter((o) => firstOf.get(o.customer) === cohort.id);
      const customers = new Set(own.map(({ customer }) => customer));
      expect(cohort.customers).toBe(customers.size);
      for (const { age, kept, share, cumulative, complete } of cohort.cells) {
        const month = months[months.indexOf(cohort.id) + age] as string;
        const active = new Set(own.filter((o) => monthOf(o) === month).map(({ customer }) => customer));
        expect(kept).toBe(active.size);
        expect(share.interval).toEqual(wilsonInterval(active.size, customers.size));
        expect(complete).toBe(true);
        const brought = own.filter((o) => monthOf(o) <= month).reduce((sum, o) => sum + o.amount, 0);
        expectClose(cumulative?.value as number, brought / customers.size, 1e-10);
      }
    }
  });

  test("pools complete cells alone, so that a running month does not look like a loss", () => {
    const running = activeOf(orders, "2024-12-10");
    const last = running.cohorts.map(({ cells }) => cells.at(-1));
    expect(last.every((cell) => cell?.complete === false)).toBe(true);
    expect(running.pooled).toHaveLength(11);
    const whole = running.cohorts.filter(({ cells }) => cells[1]?.complete);
    expect(running.pooled[1]?.share.n).toBe(whole.reduce((sum, { customers }) => sum + customers, 0));
    expect(running.notes.map(({ code }) => code)).toContain("cohort_cells_running");
    expect(running.notes.map(({ code }) => code)).toContain("cohort_later_rows");
  });

  test("a refund lowers what a cohort brought, and one customer has no interval", () => {
    const rows = [
      { customer: "a", date: "2024-01-03", amount: 50 },
      { customer: "a", date: "2024-02-03", amount: -20 },
    ];
    const [cohort] = activeOf(rows, "2024-02-29").cohorts;
    expect(cohort?.cells.map(({ cumulative }) => cumulative)).toEqual([
      { value: 50, n: 1 },
      { value: 30, n: 1 },
    ]);
  });

  test("ISO weeks, quarters and years are cohorts as well", () => {
    expect(activeOf(orders, "2024-12-31", { by: "quarter" }).cohorts.map(({ id }) => id)).toEqual([
      "2024-Q1",
      "2024-Q2",
      "2024-Q3",
      "2024-Q4",
    ]);
    expect(activeOf(orders, "2024-12-31", { by: "week" }).cohorts[0]).toMatchObject({ id: "2024-W01", place: 0 });
    expect(activeOf(orders, "2024-12-31", { by: "year" }).cohorts).toHaveLength(1);
  });
});

describe("still subscribed", () => {
  test("counts full periods of the customer's own, over those watched that long", () => {
    const rows = [
      { start: "2024-01-31", end: "2024-02-29" },
      { start: "2024-01-01", end: "2024-03-02" },
      { start: "2024-01-20", end: null },
      { start: "2024-03-15", end: "2024-03-15" },
    ];
    const table = subscribedOf(rows, "2024-03-25");
    const [january, march] = table.cohorts;
    // one month after 31 January is 29 February: who leaves that day has stayed no month
    expect(january?.cells.map(({ kept, share, complete }) => [kept, share.n, complete])).toEqual([
      [3, 3, true],
      [2, 3, true],
      // who started on the last of January has not been watched two months
      [2, 2, false],
    ]);
    expect(march).toMatchObject({ id: "2024-03", place: 2, customers: 1 });
    expect(march?.cells[0]).toMatchObject({ kept: 0, complete: true });
  });

  test("the pooled curve is Kaplan–Meier in whole periods", () => {
    const book = contractBook(500, 8, 0.1, 3);
    const table = subscribedOf(book, "2024-12-31");
    const periods = book.map(({ start, end }) => {
      let watched = 0;
      while (addPeriods(toDay(start), watched + 1, "month") <= toDay("2024-12-31")) watched++;
      let kept = 0;
      while (kept <= watched && addPeriods(toDay(start), kept, "month") < toDay(end)) kept++;
      const gone = kept <= watched && end <= "2024-12-31";
      return { duration: gone ? kept : watched, gone };
    });
    const curve = measureSurvival(
      { durations: periods.map((p) => p.duration), left: periods.map((p) => p.gone) },
      { ages: table.pooled.map(({ age }) => age) },
    );
    table.pooled.forEach(({ share }, i) => {
      expectClose(share.value, curve.at[i]?.staying?.value as number, 1e-12);
    });
    expect(table.pooled.length).toBeGreaterThan(10);
  });

  test("who leaves after the day of the data still stays", () => {
    const rows = [{ start: "2024-01-01", end: "2024-06-01" }];
    expect(subscribedOf(rows, "2024-05-15").pooled.map(({ share }) => share.value)).toEqual([1, 1, 1, 1, 1]);
    expect(subscribedOf(rows, "2024-06-01").pooled.at(-1)?.share.value).toBe(0);
  });

  test("nobody has started yet: an empty table that says so", () => {
    const table = subscribedOf([{ start: "2025-01-01" }], "2024-12-31");
    expect(table).toMatchObject({ customers: 0, cohorts: [], pooled: [], drift: [] });
    expect(table.notes).toEqual([{ code: "cohort_none_started", params: { rows: 1 } }]);
    expectValidChart(cohortChart(table));
  });
});

describe("drift between cohorts", () => {
  // kept 40, 35, 30, 22, 18 of 100, 100, 90, 80, 75 at age 1
  const sizes = [100, 100, 90, 80, 75];
  const kept = [40, 35, 30, 22, 18];
  const rows = sizes.flatMap((size, place) => {
    const start = addPeriods(toDay("2024-01-01"), place, "month");
    return Array.from({ length: size }, (_, i) => ({
      start: toIsoDate(start),
      end: i < (kept[place] as number) ? null : toIsoDate(start + 10),
    }));
  });
  const table = subscribedOf(rows, "2024-06-30");

  test("is the test of trend of Cochran and Armitage, with the slope by least squares", () => {
    // R 4.2: prop.trend.test(kept, sizes, 0:4), coef(lm(kept / sizes ~ 0:4, weights = sizes))
    const drift = table.drift.find(({ age }) => age === 1);
    expectClose(drift?.pValue as number, 0.0133353050716, 1e-11);
    expectClose(drift?.slope.value as number, -0.0393457460564, 1e-12);
    expect(drift).toMatchObject({ cohorts: 5, dispersion: 1 });
    // the same five shares stand at every later age, over fewer cohorts
    expect(table.drift.map(({ age, cohorts }) => [age, cohorts])).toEqual([
      [1, 5],
      [2, 4],
      [3, 3],
    ]);
    expect(drift?.adjustedPValue).toBeGreaterThan(0.0133 * 2);
  });

  test("is told in words where it is clear", () => {
    const steeper = [80, 60, 40, 20, 10].flatMap((stay, place) => {
      const start = addPeriods(toDay("2024-01-01"), place, "month");
      return Array.from({ length: 100 }, (_, i) => ({
        start: toIsoDate(start),
        end: i < stay ? null : toIsoDate(start + 10),
      }));
    });
    const found = subscribedOf(steeper, "2024-06-30").notes.find(({ code }) => code === "cohort_drift");
    expect(word(found as never, "en")).toMatch(/each later cohort keeps [\d.]+ points less/);
    expect(word(found as never, "zh")).toContain("低");
  });

  test("cohorts that scatter widen their own test", () => {
    const shares = [0.9, 0.2, 0.85, 0.15, 0.8, 0.1];
    const scattered = shares.flatMap((share, place) => {
      const start = addPeriods(toDay("2024-01-01"), place, "month");
      return Array.from({ length: 200 }, (_, i) => ({
        start: toIsoDate(start),
        end: i < share * 200 ? null : toIsoDate(start + 10),
      }));
    });
    const { drift, notes } = subscribedOf(scattered, "2024-06-30");
    const first = drift.find(({ age }) => age === 1);
    expect(first?.dispersion).toBeGreaterThan(20);
    expect(first?.pValue).toBeGreaterThan(0.3);
    expect(notes.map(({ code }) => code)).toContain("cohort_scatter");
    for (const note of notes)
      for (const locale of ["en", "zh"] as const) expect(word(note, locale)).not.toMatch(/undefined/);
  });
});

describeWithData("published retention", ["cdnow/sbg_retention.csv", "cdnow/CDNOW_master.txt"], () => {
  test("the regular customers of Fader and Hardie (2007) are counted back from dates", () => {
    const rows = readSharedCsv("cdnow/sbg_retention.csv").filter((r) => r["cohort"] === "regular");
    const survivors = rows.map((r) => Number(r["survivors"]));
    const start = toDay("2000-01-01");
    const customers = Array.from({ length: 1000 }, (_, i) => {
      const years = survivors.filter((n) => n > i).length - 1;
      const stays = years === survivors.length - 1;
      return { start: "2000-01-01", end: stays ? null : toIsoDate(addPeriods(start, years, "year") + 30) };
    });
    const asOf = toIsoDate(addPeriods(start, survivors.length - 1, "year"));
    const table = subscribedOf(customers, asOf, { by: "year" });
    expect(table.cohorts[0]?.cells.map((cell) => cell.kept)).toEqual(survivors);
    table.pooled.forEach(({ share }, i) => {
      expectClose(share.value, (survivors[i] as number) / 1000, 1e-12);
    });
  });

  test("all 23,570 customers of CDNOW start in twelve weeks, and every order counts once", () => {
    const orders = readSharedText("cdnow/CDNOW_master.txt")
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .map(([customer = "", day = "", , amount = ""]) => ({
        customer,
        date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`,
        amount: Number(amount),
      }))
      .filter(({ date }) => date.startsWith("199"));
    const table = activeOf(orders, "1998-06-30");
    expect(table.customers).toBe(23_570);
    expect(table.cohorts.map(({ id }) => id)).toEqual(["1997-01", "1997-02", "1997-03"]);
    const spent = table.cohorts.reduce(
      (sum, { customers, cells }) => sum + customers * (cells.at(-1)?.cumulative?.value ?? 0),
      0,
    );
    const total = orders.reduce((sum, { amount }) => sum + amount, 0);
    expectClose(spent / total, 1, 1e-12);
  });
});

describe("bad input is named", () => {
  test.each([
    [() => activeOf([], "2024-01-01"), "empty_input"],
    [() => activeOf([{ customer: "a", date: "2024-02-30", amount: 1 }], "2024-12-31"), "invalid_date"],
    [() => activeOf([{ customer: "a", date: "2024-02-03", amount: Number.NaN }], "2024-12-31"), "not_finite"],
    [() => activeOf([{ customer: "a", date: "2024-02-03", amount: 1e13 }], "2024-12-31"), "out_of_range"],
    [() => activeOf([{ customer: null as never, date: "2024-02-03", amount: 1 }], "2024-12-31"), "invalid_type"],
    [() => activeOf(orderBook(3, 3, 0.5, 1), "2024-12-31", { by: "decade" }), "unknown_id"],
    [() => activeOf(orderBook(3, 3, 0.5, 1), "2024-12-31", { definition: "alive" }), "unknown_id"],
    [() => activeOf(orderBook(3, 3, 0.5, 1), "2024-12-31", { maxAge: 0 }), "out_of_range"],
    [() => activeOf(orderBook(3, 3, 0.5, 1), "2024-12-31", { interval: "wald" }), "unknown_id"],
    [() => activeOf(orderBook(3, 3, 0.5, 1), "2024-12-31", { customer: "id" }), "invalid_type"],
    [() => subscribedOf([{ start: "2024-02-03", end: "2024-02-02" }], "2024-12-31"), "inconsistent"],
    [() => cohortChart({} as never), "unknown_id"],
  ] as const)("%s", (act, code) => {
    expect(codeOf(act)).toBe(code);
  });

  test("rows are checked one by one on their way in", () => {
    expect(
      parseRecords(cohortOrderSchema, [{ customer: "a", date: "2024-01-05", amount: 3 }, { customer: "a" }]),
    ).toMatchObject({ accepted: [{ customer: "a" }], rejected: [{ index: 1 }] });
    expect(parseRecords(subscriptionRecordSchema, [{ start: "2024-01-05" }, { start: "soon" }])).toMatchObject({
      accepted: [{ start: "2024-01-05" }],
      rejected: [{ index: 1 }],
    });
  });

  test("ids such as __proto__ are customers like others", () => {
    const rows = ["__proto__", "constructor", "__proto__"].map((customer) => ({
      customer,
      date: "2024-01-05",
      amount: 1,
    }));
    expect(activeOf(rows, "2024-01-31").customers).toBe(2);
  });
});

describe("the chart", () => {
  test.each(["en", "zh"] as const)(
    "is a triangle, darker where more are kept, pale where it still runs (%s)",
    async (locale) => {
      const chart = cohortChart(activeOf(orderBook(900, 12, 0.4, 8), "2024-12-12"), { locale });
      expectValidChart(chart);
      const svg = await writePicture(chart, `cohort-${locale}`);
      expect(svg).toContain("2024-03 (");
    },
  );

  test("of customers who seldom come back uses all its shades beyond the first period", async () => {
    const chart = cohortChart(activeOf(orderBook(900, 12, 0.04, 8), "2024-12-31"));
    const [cells] = chart["layer"] as [{ encoding: { color: { scale: { domain: number[] } } } }];
    expect(cells.encoding.color.scale.domain[1]).toBeLessThanOrEqual(0.15);
    await writePicture(chart, "cohort-seldom");
  });

  test("of many weeks is drawn without a text in each cell", async () => {
    const chart = cohortChart(subscribedOf(contractBook(3000, 14, 0.06, 2), "2025-06-30", { by: "week" }));
    expectValidChart(chart);
    expect(chart["layer"]).toHaveLength(1);
    await writePicture(chart, "cohort-weeks");
  });
});

test("intervals cover and alike cohorts do not drift, in a few hundred simulated books", () => {
  for (const [name, share] of Object.entries(cohortCoverage(60, 5))) {
    const [low, high] = name.startsWith("size") ? [-0.001, 0.12] : [0.87, 1.001];
    expect(share, name).toBeGreaterThan(low);
    expect(share, name).toBeLessThan(high);
  }
});
