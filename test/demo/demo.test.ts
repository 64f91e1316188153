import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { parseRecordsOf } from "../support/csv.ts";
import { hasSharedData } from "../support/shared-data.ts";
import { demo, type Outcome, visible } from "./run-demo.ts";

const book = (name: string) => parseRecordsOf(readFileSync(`examples/book/${name}.csv`, "utf8"));

describe("the brief from the example book", () => {
  let run: Outcome;
  beforeAll(() => {
    run = demo([]);
  }, 60_000);

  test("ends well, with seven sections and charts in both languages", () => {
    expect(run.code, run.stderr).toBe(0);
    for (const id of ["tiers", "loyalty", "funnel", "grid", "switching", "campaigns", "strategies"])
      expect(run.page).toContain(`<section id="${id}">`);
    expect(run.page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(24);
    expect(visible(run.page)).toContain("Every row was taken.");
    expect(visible(run.page)).toContain("客户金字塔");
  });

  test("opens without a network: nothing is fetched", () => {
    expect(run.page).not.toMatch(/\b(src|href)="(?!#)/);
    expect(run.page).not.toMatch(/@import|url\(["']?(?!#)/);
    expect(
      run.page.match(/https?:\/\/[^"'\s<]*/g)?.filter((url) => !url.startsWith("http://www.w3.org/")) ?? [],
    ).toEqual([]);
  });

  test("has no id twice, so that no picture borrows the clipping of another", () => {
    const ids = [...run.page.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of run.page.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(target);
  });

  test("the value of the 20 top customers is what sorting the file by hand gives", () => {
    const values = book("customers")
      .map((row) => Number(row["annual_revenue"]))
      .sort((a, b) => b - a);
    const total = values.reduce((a, b) => a + b, 0);
    const top = values.slice(0, 20).reduce((a, b) => a + b, 0);
    const row =
      /<tr><td[^>]*>(?:(?!<\/tr>)[\s\S])*?Top[\s\S]*?<\/tr>/.exec(
        run.page.slice(run.page.indexOf('id="tiers"')),
      )?.[0] ?? "";
    expect(visible(row)).toContain(`${(Math.round((top / total) * 1000) / 10).toString()}%`);
    expect(
      run.accounts
        .filter((account) => account["tier"] === "top")
        .map((account) => Number(account["value"]))
        .sort((a, b) => b - a),
    ).toEqual(values.slice(0, 20));
  });

  test("the hostages are those whose last answer is dissatisfied and loyal", () => {
    const last = new Map(book("satisfaction").map((row) => [row["customer_id"], row] as const));
    const hostages = [...last.values()].filter(
      (row) => Number(row["satisfaction"]) <= 4 && Number(row["loyalty"]) >= 7,
    );
    const card = /Hostage<\/span>[\s\S]*?class="value">([\d,]+)/.exec(run.page)?.[1];
    expect(card).toBe(String(hostages.length));
    expect(run.accounts.filter((account) => account["quadrant"] === "hostage").length).toBe(hostages.length);
  });

  test("the campaigns' real cost against plan is the difference of two sums", () => {
    const known = book("campaigns").filter((row) => row["real_cost"] !== "");
    const overrun = known.reduce((sum, row) => sum + Number(row["real_cost"]) - Number(row["planned_cost"]), 0);
    const card = /Real cost against plan<\/span>[\s\S]*?class="value"><span class="en" lang="en">([^<]+)/.exec(
      run.page,
    )?.[1];
    expect(card).toBe(`${Math.round(overrun / 1000)}k`);
  });

  test("the contracts won that no campaign claims are counted from the files", () => {
    const linked = new Set(book("campaign-links").map((row) => row["opportunity_id"]));
    const won = new Set(
      book("stage-history")
        .filter((row) => row["stage"] === "contract")
        .map((row) => row["opportunity_id"]),
    );
    const unclaimed = book("opportunities").filter((row) => !linked.has(row["opportunity_id"]));
    expect(visible(run.page)).toContain(`${unclaimed.filter((row) => won.has(row["opportunity_id"])).length} won,`);
  });

  test("the target, what was won of it and every region's share are sums over the files", () => {
    const won = new Map(
      book("stage-history")
        .filter((row) => row["stage"] === "contract")
        .map((row) => [row["opportunity_id"], row["entered"]]),
    );
    const regions = new Map(book("customers").map((row) => [row["customer_id"], row["region"]]));
    const total = (year: string, region?: string) =>
      book("opportunities")
        .filter((row) => won.get(row["opportunity_id"])?.startsWith(year))
        .filter((row) => region === undefined || regions.get(row["customer_id"]) === region)
        .reduce((sum, row) => sum + Number(row["amount"]), 0);
    // three figures that count, as the page shows millions
    const millions = (value: number) => `${Number((value / 1e6).toPrecision(3))}M`;
    const section = visible(run.page.slice(run.page.indexOf('id="grid"'), run.page.indexOf('id="switching"')));
    expect(section).toContain(`${millions(total("2026"))} of the target of ${millions(total("2025") * 1.1)} for 2026`);
    const table = section.slice(section.indexOf("By region"), section.indexOf("By month"));
    for (const region of ["East", "North", "South", "West"]) {
      const row = table.slice(table.indexOf(region));
      expect(row.slice(0, 200)).toContain(millions(total("2026", region)));
      expect(row.slice(0, 60)).toContain(millions(total("2025", region) * 1.1));
    }
    expect(run.stdout).toContain("Exceptions, most money first");
  });

  test("the best strategy stands first in words, with what it rests on", () => {
    const section = visible(run.page.slice(run.page.indexOf('id="strategies"')));
    expect(section).toMatch(/[A-Z][a-z, ]+ is worth most: [\d.]+M over doing nothing in 36 months/);
    expect(section).toContain("experiment: 5 control groups");
    expect(section).toContain("Belief: the chance to leave within a year");
    expect(section).toContain("no budget was given (--budget AMOUNT)");
  });

  test("every account stands in the file with its tier and its index", () => {
    expect(run.accounts.length).toBe(book("customers").length);
    expect(run.accounts.every((account) => account["tier"] !== "" && Number(account["switching_index"]) >= 0)).toBe(
      true,
    );
  });
});

describe.skipIf(!hasSharedData)(
  `the brief from the real sets${hasSharedData ? "" : " (skipped: no ../shared/data beside the project)"}`,
  () => {
    test("is made, with the switching index of every telecom customer", () => {
      const { code, stderr, page, accounts } = demo([], "real");
      expect(code, stderr).toBe(0);
      expect(accounts.length).toBe(7043);
      expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(8);
    }, 60_000);
  },
);
