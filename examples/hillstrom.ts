// Hillstrom's e-mail test of 2008 end to end: cost, effect with interval, profit, a decision, and whom to ask next. Writes a
// page in English and Chinese and the list. Without the public data set beside the project it says so and ends.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { makeBrief } from "./hillstrom/brief.ts";
import { check } from "./hillstrom/check.ts";
import { readCustomers } from "./hillstrom/data.ts";
import { measureAll } from "./hillstrom/findings.ts";
import { listCsv } from "./hillstrom/list-csv.ts";
import { drawBrief } from "./page/draw.ts";
import { renderPage } from "./page/page.ts";

const path = new URL("../../shared/data/hillstrom/hillstrom.csv", import.meta.url);
if (existsSync(path)) {
  const customers = readCustomers(path);
  const findings = measureAll(customers);
  check(findings, customers);
  const brief = makeBrief(findings);
  const source = { file: "hillstrom.csv", rows: customers, problems: [], warnings: [], rejected: 0, later: 0 };
  mkdirSync("out", { recursive: true });
  writeFileSync("out/hillstrom.html", renderPage(brief, await drawBrief(brief), [source]));
  writeFileSync("out/hillstrom-list.csv", listCsv(customers, findings));
  for (const { title, finding } of brief.sections) console.log(`${title.en}\n  ${finding.en}\n`);
  console.log("Page: out/hillstrom.html\nList: out/hillstrom-list.csv");
} else {
  console.log("skipped: needs ../shared/data/hillstrom/hillstrom.csv beside the project");
}
