import { beforeAll, expect, test } from "vitest";
import { describeWithData } from "../support/shared-data.ts";
import { type RunPage, runPage } from "./run-page.ts";

describeWithData("the page of a telecom operator's customers", ["telco/telco-customer-churn.csv"], () => {
  let run: RunPage;
  beforeAll(() => {
    run = runPage("telecom");
  }, 240_000);

  test("tells what to do and what it is better than, in both languages", () => {
    for (const text of ["more in hand than by giving a gift contract", "No plan could gain more than"])
      expect(run.seenIn("en")).toContain(text);
    for (const text of ["比手工名单", "任何计划至多再多得"]) expect(run.seenIn("zh")).toContain(text);
    expect(run.told).toContain("Of 5,174 customers who are still here");
  });

  test("says that effects are believed, and that nobody gets a discount whose answer to a price is not known", () => {
    expect(run.seenIn("en")).toContain("what a lever does about them is believed, not measured");
    expect(run.seenIn("en")).toMatch(/Nobody gets the discount: [1-9][\d,]* customers are at risk enough for one/);
    expect(run.seenIn("zh")).toContain("无人获得折扣");
  });

  test("mixes no languages: no Chinese in the English page, no English sentence in the Chinese one", () => {
    const english = run.seenIn("en").replace("中文", "");
    expect(english.match(/[\u4e00-\u9fff]+/g) ?? []).toEqual([]);
    const chinese = run.seenIn("zh").replace(/SELECT[\s\S]*?FROM customers/, "");
    expect(chinese.match(/[A-Za-z']+(?: [A-Za-z']+){2,}/g) ?? []).toEqual([]);
    expect(chinese).not.toMatch(/undefined|NaN|\[object/);
  });

  test("shows every picture in both languages and fetches nothing", () => {
    expect(run.page.match(/<svg/g)?.length).toBe(8);
    expect(run.page).not.toMatch(/\b(src|href)="(?!#)/);
  });

  test("hands the chances over as SQL", () => {
    expect(run.page).toContain("AS &quot;chance_to_leave&quot;");
  });
});
