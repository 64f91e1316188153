import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { parseRecordsOf } from "../support/csv.ts";
import { describeWithData } from "../support/shared-data.ts";
import { type RunPage, runPage } from "./run-page.ts";

describeWithData("the page of Hillstrom's e-mail test", ["hillstrom/hillstrom.csv"], () => {
  let run: RunPage;
  let list: Record<string, string>[] = [];
  beforeAll(() => {
    run = runPage("hillstrom");
    list = parseRecordsOf(readFileSync(join(run.folder, "out/hillstrom-list.csv"), "utf8"));
  }, 120_000);

  test("tells each decision in words, in both languages", () => {
    for (const text of ["Men's e-mail: send.", "Women's e-mail: keep testing."])
      expect(run.seenIn("en")).toContain(text);
    for (const text of ["男装邮件：发送。", "女装邮件：继续测试。"]) expect(run.seenIn("zh")).toContain(text);
    expect(run.told).toContain("Men's e-mail: send.");
  });

  test("shows what SciPy gives for the same rows", () => {
    for (const figure of ["+7.66 points", "+4.52 points", "+0.68 points", "+0.31 points", "$0.77", "$0.42", "0.203"])
      expect(run.seenIn("en")).toContain(figure);
    // 1000 · (0.7698271559 · 0.5 − 0.1), and the same of 0.4244122159
    for (const figure of ["$285", "$112"]) expect(run.seenIn("en")).toContain(figure);
    for (const figure of ["285 美元", "112 美元"]) expect(run.seenIn("zh")).toContain(figure);
  });

  test("says plainly that the list is not shown to beat sending to all", () => {
    expect(run.seenIn("en")).toContain("is not shown to earn more than writing to all");
    expect(run.seenIn("zh")).toContain("未能证实比全部发送赚得更多");
  });

  test("mixes no languages: no Chinese in the English page, no English sentence in the Chinese one", () => {
    const english = run.seenIn("en").replace("中文", "");
    expect(english.match(/[\u4e00-\u9fff]+/g) ?? []).toEqual([]);
    const chinese = run.seenIn("zh").replace(/SELECT[\s\S]*?\]\}/, "");
    expect(chinese.match(/[A-Za-z']+(?: [A-Za-z']+){2,}/g) ?? []).toEqual([]);
    expect(chinese).not.toMatch(/undefined|NaN|\[object|keep_testing|_alone/);
  });

  test("shows every picture in both languages and fetches nothing", () => {
    expect(run.page.match(/<svg/g)?.length).toBe(10);
    expect(run.page).not.toMatch(/\b(src|href)="(?!#)/);
  });

  test("the list holds every customer: all get the men's e-mail, buyers of women's wear the next test", () => {
    expect(list.length).toBe(64_000);
    expect(list.every(({ send }) => send === "mens")).toBe(true);
    // 35,182 customers of the file bought women's wear
    expect(list.filter(({ next_test }) => next_test === "womens").length).toBe(35_182);
    expect(run.page).toContain("WHERE CASE WHEN CAST(&quot;womens&quot; AS double precision)");
    expect(run.page).toContain("{&quot;var&quot;:&quot;womens&quot;}");
  });
});
