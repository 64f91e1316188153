// Five ways to keep a telecom operator's customers over three years: which is worth most, how sure that is, what to test
// first, what a budget should buy, and what a year of it would teach. Without the public data set beside the project it
// says so and ends.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { npvFanChart, strategyFrontierChart, tornadoChart } from "clientele/strategy";
import { readSubscribers } from "./telecom/data.ts";
import { checkChoice, checkOtherReading, checkRound, checkStart } from "./telecom/strategy-check.ts";
import { choose, givenAway, goRound, otherReading, startOf } from "./telecom/strategy-findings.ts";
import { tellChoice, tellOtherReading, tellRound, tellStart } from "./telecom/strategy-words.ts";

const path = new URL("../../shared/data/telco/telco-customer-churn.csv", import.meta.url);
if (existsSync(path)) {
  const customers = readSubscribers(path);
  const start = startOf(customers);
  const away = givenAway(start);
  checkStart(start, away);
  console.log(tellStart(start, away));

  const choice = choose(start);
  checkChoice(start, choice);
  console.log(tellChoice(start, choice));

  // the year is simulated: nobody has tried any of it
  const all = goRound(start, choice, "all");
  const half = goRound(start, choice, "half");
  checkRound(all, half);
  console.log(tellRound(all, half));

  const other = otherReading(customers, start);
  checkOtherReading(start.found, other);
  console.log(tellOtherReading(other));

  mkdirSync("out", { recursive: true });
  writeFileSync("out/telecom-strategies-fan.vl.json", JSON.stringify(npvFanChart(start.found)));
  writeFileSync("out/telecom-strategies-tornado.vl.json", JSON.stringify(tornadoChart(choice.why)));
  writeFileSync("out/telecom-strategies-frontier.vl.json", JSON.stringify(strategyFrontierChart(choice.frontier)));
} else {
  console.log("skipped: needs ../shared/data/telco/telco-customer-churn.csv beside the project");
}
