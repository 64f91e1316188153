// A telecom operator's customers end to end: who leaves, what holds the others and until when, and whom to keep with
// which lever under a budget. Writes a page in English and Chinese. Without the public data set beside the project it
// says so and ends.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { drawBrief } from "./page/draw.ts";
import { renderPage } from "./page/page.ts";
import { makeBrief } from "./telecom/brief.ts";
import { check } from "./telecom/check.ts";
import { readSubscribers } from "./telecom/data.ts";
import { measureAll } from "./telecom/findings.ts";

const path = new URL("../../shared/data/telco/telco-customer-churn.csv", import.meta.url);
if (existsSync(path)) {
  const customers = readSubscribers(path);
  const findings = measureAll(customers);
  check(findings);
  const brief = makeBrief(findings);
  const file = "telco-customer-churn.csv";
  const source = { file, rows: customers, problems: [], warnings: [], rejected: 0, later: 0 };
  mkdirSync("out", { recursive: true });
  writeFileSync("out/telecom.html", renderPage(brief, await drawBrief(brief), [source]));
  for (const { title, finding } of brief.sections) console.log(`${title.en}\n  ${finding.en}\n`);
  console.log("Page: out/telecom.html");
} else {
  console.log("skipped: needs ../shared/data/telco/telco-customer-churn.csv beside the project");
}
