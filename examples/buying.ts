// Who of 23,570 buyers of music still buys? Half of the CDNOW log teaches the models, the other half judges them.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  type BuyingModel,
  fitBgNbd,
  fitFromState,
  fitParetoNbd,
  mergeStates,
  predictAlive,
  predictAliveColumn,
  predictLifetimePurchases,
  predictPurchases,
  predictPurchasesColumn,
  stateOf,
  summarizePurchases,
  updateBuying,
} from "clientele/value";

const path = new URL("../../shared/data/cdnow/CDNOW_master.txt", import.meta.url);
if (existsSync(path)) {
  const orders = readFileSync(path, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, day = ""]) => /^\d{8}$/.test(day))
    .map(([id = "", day = "", , dollars]) => {
      return { id, on: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`, dollars: Number(dollars) };
    });
  const history = summarizePurchases(orders, {
    unit: "week",
    end: "1997-09-30",
    holdoutEnd: "1998-06-30",
    customerId: (order) => order.id,
    date: (order) => order.on,
    amount: (order) => order.dollars,
  });
  const { table, holdout } = history;
  assert.ok(holdout !== undefined);
  console.log(`${formatNumber(history.orders)} orders of ${formatNumber(table.ids.length)} customers`);
  console.log(`${formatNumber(history.merged)} of them on the day of another one`);
  assert.equal(table.ids.length, 23_570);

  // two halves of the book, counted apart and put together, give the very model of the whole
  const half = (from: number, to: number) =>
    stateOf({
      unit: "week",
      frequency: table.frequency.subarray(from, to),
      recency: table.recency.subarray(from, to),
      age: table.age.subarray(from, to),
    });
  const model = fitBgNbd(table);
  assert.deepEqual(fitFromState("bg_nbd", mergeStates([half(0, 10_000), half(10_000, 23_570)])), model);
  const { report } = model.fittedOn;
  assert.ok(report?.converged && report.identifiable && model.fittedOn.notes.length === 0);

  // how much of the next 39 weeks each model foretells
  const total = (column: ArrayLike<number>): number => Array.from(column).reduce((sum, cell) => sum + cell, 0);
  const actual = total(holdout.purchases);
  for (const one of [model, fitParetoNbd(table)] as readonly BuyingModel<"week">[]) {
    const expected = total(predictPurchasesColumn(one, table, holdout.duration));
    console.log(`${one.kind}: ${formatNumber(expected)} purchases expected, ${formatNumber(actual)} made`);
    assert.ok(expected / actual > 0.8 && expected / actual < 1);
  }

  // those whom the model takes to be live come back more often
  const alive = predictAliveColumn(model, table);
  const share = (of: (chance: number) => boolean): number => {
    const rows = Array.from(alive.keys()).filter((i) => (table.frequency[i] as number) > 0 && of(alive[i] as number));
    return rows.filter((i) => (holdout.purchases[i] as number) > 0).length / rows.length;
  };
  const [likely, unlikely] = [share((chance) => chance > 0.8), share((chance) => chance < 0.3)];
  console.log(`came back: ${formatShare(likely)} of the likely live, ${formatShare(unlikely)} of the likely lost`);
  assert.ok(likely > 2 * unlikely);

  // one customer, before and after a new order; nothing is fitted anew
  const customer = { unit: "week", frequency: 6, recency: 20, age: 38 } as const;
  const next = updateBuying(customer, { order: 38.5 });
  const horizon = { unit: "week", length: 13 } as const;
  for (const record of [customer, next]) {
    const { value, interval } = predictPurchases(model, record, horizon);
    assert.ok(interval !== undefined && interval.lower < value && value < interval.upper);
    console.log(
      `live ${formatShare(predictAlive(model, record).value)}, ${formatNumber(value, 2)} purchases in 13 weeks (${formatNumber(interval.lower, 2)} to ${formatNumber(interval.upper, 2)})`,
    );
  }
  const ever = predictLifetimePurchases(model, next);
  assert.ok("abstained" in ever);
  console.log(describe(ever.abstained));
} else {
  console.log("skipped: needs ../shared/data/cdnow/CDNOW_master.txt beside the project");
}
