// Hillstrom's e-mail experiment: for whom did the men's and the women's e-mail change a visit or what was spent?
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  describeUpliftSegments,
  holdOutUplift,
  measureUplift,
  planUpliftMailing,
  readFeatures,
  upliftChart,
} from "clientele/targeting";

const path = new URL("../../shared/data/hillstrom/hillstrom.csv", import.meta.url);
if (existsSync(path)) {
  const customers = readFileSync(path, "utf8")
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const cells = line.replace(/"[^"]*"/g, "").split(",");
      const [recency, , history, mens, womens, zip, newbie, channel, segment, visit, , spend] = cells;
      return {
        recency: Number(recency),
        history: Number(history),
        mens: Number(mens),
        womens: Number(womens),
        zip: zip ?? "",
        newbie: Number(newbie),
        channel: channel ?? "",
        segment: segment ?? "",
        visit: Number(visit),
        spend: Number(spend),
      };
    });
  assert.equal(customers.length, 64_000);
  const fields = ["recency", "history", "mens", "womens", "zip", "newbie", "channel"];
  mkdirSync("out", { recursive: true });

  for (const arm of ["Mens E-Mail", "Womens E-Mail"]) {
    const own = customers.filter(({ segment }) => segment === arm || segment === "No E-Mail");
    const table = readFeatures(own, fields);
    const treated = own.map(({ segment }) => (segment === arm ? 1 : 0));
    for (const outcome of ["visit", "spend"] as const) {
      const outcomes = own.map((customer) => customer[outcome]);
      const held = holdOutUplift(table, treated, outcomes, { method: "two_model", holdOut: { seed: 1 } });
      const measured = measureUplift(held.scores, held.treated, held.outcomes);
      const { value, interval } = measured.gain;
      const range = `${formatNumber(interval.lower, 4)} to ${formatNumber(interval.upper, 4)}`;
      console.log(`${arm}, ${outcome}: the order gains ${formatNumber(value, 4)} per customer (${range})`);
      for (const caution of measured.cautions) console.log(`- ${describe(caution)}`);
      if (outcome === "visit") {
        writeFileSync(`out/uplift-${arm.split(" ")[0]}.vl.json`, JSON.stringify(upliftChart(measured)));
      }
      if (arm === "Womens E-Mail" && outcome === "visit") assert.ok(measured.chance.pValue < 0.001);
      if (outcome === "spend") {
        // an e-mail at 0.05, a third of the spending kept
        const plan = planUpliftMailing(held.scores, held.treated, held.outcomes, {
          contactCost: 0.05,
          marginRate: 1 / 3,
          customers: 64_000,
        });
        assert.ok(plan.best.profit >= 0 && plan.heldOut.interval.lower <= plan.heldOut.value);
        console.log(`- ${describe(plan.decision)}`);
      }
    }
    // who is moved: segments from half of the customers, their figures from the other half
    const visits = own.map(({ visit }) => visit);
    const { model } = holdOutUplift(table, treated, visits, {
      method: "tree",
      honest: { seed: 1 },
      holdOut: { share: 0.1 },
    });
    const { segments } = describeUpliftSegments(model);
    for (const { rule, n, uplift, type } of segments) {
      assert.ok("value" in uplift);
      console.log(`  ${rule}: ${formatShare(uplift.value)} more visits, n ${formatNumber(n)}, ${type}`);
    }
    if (arm === "Womens E-Mail") assert.ok(segments.length >= 2 && /womens/.test(segments[0]?.rule ?? ""));
  }
} else {
  console.log("skipped: needs ../shared/data/hillstrom/hillstrom.csv beside the project");
}
