import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { parseRequest } from "../../examples/demo/args.ts";
import { assembleBook } from "../../examples/demo/assemble.ts";
import type { Book } from "../../examples/demo/book.ts";
import { type Grid, gridOf } from "../../examples/demo/grid.ts";
import { readAll } from "../../examples/demo/read.ts";
import { chancesBest, type Strategies, strategiesOf } from "../../examples/demo/strategies.ts";
import { simulateStrategies } from "../../src/strategy/index.ts";
import { parseRecordsOf } from "../support/csv.ts";

const table = (name: string) => parseRecordsOf(readFileSync(`examples/book/${name}.csv`, "utf8"));

function bookOf(args: readonly string[]): Book {
  const request = parseRequest(args);
  if (request === "help") throw new Error("no book");
  return assembleBook(
    readAll(request.files, request.columns, () => {}),
    request,
  ).book;
}

/** Every contract of the files with its region, product, amount and day. */
function contracts() {
  const regions = new Map(table("customers").map((row) => [row["customer_id"], row["region"]]));
  const won = new Map(
    table("stage-history")
      .filter((row) => row["stage"] === "contract")
      .map((row) => [row["opportunity_id"], row["entered"] as string]),
  );
  return table("opportunities").flatMap((row) => {
    const date = won.get(row["opportunity_id"]);
    if (date === undefined) return [];
    const cell = `${regions.get(row["customer_id"])}/${row["product"]}`;
    return [{ cell, amount: Number(row["amount"]), year: date.slice(0, 4), month: date.slice(5, 7) }];
  });
}

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0);

let book: Book;
beforeAll(() => {
  book = bookOf([]);
});

describe("the grid of the example book", () => {
  let grid: Grid;
  beforeAll(() => {
    grid = gridOf(book) as Grid;
  });

  test("asks for a tenth more than the contracts of last year, to the cent, at every level", () => {
    const before = sum(contracts().flatMap(({ year, amount }) => (year === "2025" ? [amount] : [])));
    expect(grid.lastYear.amount).toBe(before);
    expect(Math.round(sum(grid.cells.map(({ target }) => target * 100)))).toBe(Math.round(before * 110));
    const { whole, levels } = grid.attainment;
    for (const level of levels) expect(sum(level.map(({ target }) => target))).toBeCloseTo(whole.target, 2);
    expect(whole.target).toBeCloseTo(1.1 * before, 2);
  });

  test("hands each region and product its share of last year, spread over the months of the whole", () => {
    const rows = contracts().filter(({ year }) => year === "2025");
    const before = sum(rows.map(({ amount }) => amount));
    for (const { path, month, target } of grid.cells) {
      const own = sum(rows.filter(({ cell }) => cell === path.join("/")).map(({ amount }) => amount));
      const ofMonth = sum(rows.filter((row) => row.month === month.slice(5)).map(({ amount }) => amount));
      expect(Math.abs(target - (1.1 * own * ofMonth) / before)).toBeLessThan(0.03);
    }
  });

  test("counts every contract of this year once, where it belongs", () => {
    const rows = contracts().filter(({ year }) => year === "2026");
    const { whole, levels, ledger } = grid.attainment;
    expect(whole.actual).toBe(sum(rows.map(({ amount }) => amount)));
    expect(ledger.counted.rows).toBe(rows.length);
    for (const { path, actual } of levels[1] ?? []) {
      expect(actual).toBe(sum(rows.filter(({ cell }) => cell === path.join("/")).map(({ amount }) => amount)));
    }
    const due = sum(grid.cells.flatMap(({ month, target }) => (month <= "2026-06" ? [target] : [])));
    expect(whole.targetToDate).toBeCloseTo(due, 2);
  });

  test("learns the season from the one whole year, not from the months in which the records begin", () => {
    expect(grid.begins).toBeUndefined();
    const { outlook } = grid.attainment.whole;
    expect("pastYears" in outlook && outlook.pastYears).toBe(1);
  });

  test("follows a target that is given, and does with fewer dimensions", () => {
    const given = gridOf({ ...book, target: 20_000_000 }) as Grid;
    expect(given.attainment.whole.target).toBe(20_000_000);
    const histories = book.histories.map(({ product: _, ...history }) => history);
    const byOwner = gridOf({ ...book, histories }) as Grid;
    expect(byOwner.sides).toEqual(["region", "owner"]);
    expect(byOwner.attainment.whole.actual).toBe(grid.attainment.whole.actual);
    const bare = histories.map(({ owner: _, ...history }) => history);
    expect((gridOf({ ...book, histories: bare }) as Grid).sides).toEqual(["region"]);
    expect(gridOf({ ...book, histories: bare, customers: [] })).toBe("no_side_known");
    expect(gridOf({ ...book, asOf: "2024-12-31" })).toBe("no_contract_last_year");
  });
});

describe("the strategies of the example book", () => {
  let known: Strategies;
  beforeAll(() => {
    known = strategiesOf(book) as Strategies;
  });

  test("hold seven mixes against doing nothing, on every customer who brings something", () => {
    expect(known.found.outcomes.length).toBe(8);
    const values = table("customers").flatMap((row) => {
      const value = Number(row["annual_revenue"]);
      return value > 0 ? [value] : [];
    });
    expect(known.found.customers.ours).toBe(values.length);
    expect(12 * sum(known.book.customers.map(({ monthlyRevenue }) => monthlyRevenue))).toBeCloseTo(sum(values), 2);
  });

  test("what a visit sells and costs comes from the visit programmes' control groups and bills", () => {
    const visits = table("campaigns").filter((row) => row["form"] === "visit programme");
    const total = (column: string) => sum(visits.map((row) => Number(row[column])));
    const lift = total("treated_conversions") / total("treated") - total("control_conversions") / total("control");
    expect(known.tested?.form).toBe("visit programme");
    expect(known.tested?.lift.mean).toBeCloseTo(lift, 12);
    const bills = sum(visits.map((row) => Number(row["real_cost"] || row["planned_cost"])));
    expect(known.tested?.perCustomer).toBeCloseTo(bills / total("treated"), 9);
    const effect = known.moves.find(({ move }) => move.id === "move.develop")?.move.effects[0];
    expect(effect?.source).toEqual({ kind: "experiment", n: total("treated") + total("control") });
  });

  test("developing is worth what a loop over customers and months gives", () => {
    const { book: ours, tested } = known;
    const effect = (tested?.lift.mean ?? Number.NaN) * (tested?.saleShare ?? Number.NaN);
    const discount = 1.1 ** (-1 / 12);
    let gain = 0;
    for (const { tier, monthlyRevenue, monthlyChurn } of ours.customers) {
      if (tier === "small") continue;
      let stays = 1;
      for (let month = 0; month < 36; month++) {
        gain += monthlyRevenue * effect * 0.35 * stays * discount ** (month + 1);
        stays *= 1 - Number(monthlyChurn);
      }
      gain -= (tested?.perCustomer ?? Number.NaN) * discount;
    }
    const { customers, marginRate = 1 } = ours;
    const moves = known.moves.flatMap(({ move }) => (move.id === "move.develop" ? [move] : []));
    const options = {
      horizonMonths: 36,
      discountRate: 0.1,
      seed: 1,
      draws: 20,
      luck: "none",
      moveShares: false,
    } as const;
    // without doubt about the market, whose means hold only on average
    const { npvAtMeans } = simulateStrategies({ customers, marginRate }, [{ id: "develop", moves }], options);
    expect((npvAtMeans[1] as number) - (npvAtMeans[0] as number)).toBeCloseTo(gain, 2);
  });

  test("the best is the one with the highest mean, and the chances to be best sum to one", () => {
    const { found, why } = known;
    const most = [...found.outcomes].sort((a, b) => b.npv.value - a.npv.value)[0];
    expect(why.best).toBe(most?.strategy);
    expect(sum(chancesBest(found))).toBeCloseTo(1, 9);
    expect(why.beliefs.assumptions.length).toBeGreaterThan(0);
  });

  test("the plan stays within the budget and is worth as much on draws it was not chosen by", () => {
    const { plan, budget } = known;
    if (!("moves" in plan)) throw new Error("no plan");
    expect(plan.spend).toBeLessThanOrEqual(budget);
    expect(plan.fresh.value).toBeGreaterThan(0);
    expect(Math.abs(plan.optimism.value)).toBeLessThan(4 * plan.optimism.standardError);
    const rebate = plan.moves.find(({ move }) => move === "move.rebate");
    expect(rebate?.chosen).toBe(false);
  });

  test("the same seed gives the same answer, whatever the order of the customers", () => {
    const again = strategiesOf({ ...book, customers: [...book.customers].reverse() }) as Strategies;
    expect(again.why.best).toBe(known.why.best);
    for (const [s, { npv }] of again.found.outcomes.entries()) {
      expect(Math.abs(npv.value / (known.found.outcomes[s]?.npv.value as number) - 1)).toBeLessThan(1e-9);
    }
  });

  test("without answers, evidence or control groups what is left rests on beliefs", () => {
    const bare = strategiesOf({ ...book, answers: [], accounts: [], experiments: [] }) as Strategies;
    expect(bare.moves.map(({ move }) => move.id)).toEqual(["move.develop"]);
    expect(bare.moves[0]?.move.effects[0]?.source.kind).toBe("belief");
    expect(strategiesOf({ ...book, customers: [] })).toBeUndefined();
  });
});
