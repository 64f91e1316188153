import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  assignLoyalty,
  assignLoyaltyColumn,
  fitLoyalty,
  type LoyaltyModel,
  loyaltyQuadrants,
  loyaltyToSql,
} from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { awkward, type Cell, type Engine, engines, nextDouble, START_UP } from "./engines.ts";

const ROWS = 20_000;
const random = createRandom(11);
const options = {
  satisfaction: (row: readonly number[]) => row[0] as number,
  loyalty: (row: readonly number[]) => row[1] as number,
  satisfactionScale: { min: 1, max: 5 },
  loyaltyScale: { min: -2.5, max: 10 },
};
const answers = [
  [4, 5],
  [2, 1],
];

const models: readonly (readonly [name: string, model: LoyaltyModel])[] = [
  ["no zone of indifference", fitLoyalty(answers, options)],
  ["a zone on both axes", fitLoyalty(answers, { ...options, indifference: 1.1 })],
  ["a zone on one axis", fitLoyalty(answers, { ...options, indifference: { loyalty: 0.3 } })],
  [
    "a zone from the bottom of the scale to its top",
    fitLoyalty(answers, { ...options, cuts: { satisfaction: { low: 1, high: 5 }, loyalty: { low: -2.5, high: 10 } } }),
  ],
];

function ratingsFor({ scale, low, high }: LoyaltyModel["satisfaction"]): Cell[] {
  const edges = [scale.min, scale.max, low, high].flatMap((cut) => [cut, nextDouble(cut, 1), nextDouble(cut, -1)]);
  return [...awkward, ...edges, low, high, (low + high) / 2];
}

describe.each(engines)("%s", (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  }, START_UP);
  afterAll(() => engine.close());

  test.each(models)("%s: every one of 20,000 rows gets the quadrant that TypeScript gives it", async (_name, model) => {
    // every awkward or boundary rating against every other, then answers as surveys have them
    const across = ratingsFor(model.satisfaction);
    const upwards = ratingsFor(model.loyalty);
    const pairs = across.flatMap((s) => upwards.map((l) => [s, l] as const));
    while (pairs.length < ROWS) {
      pairs.push([random.integer(2, 10) / 2, random.integer(-25, 100) / 10]);
    }
    const satisfaction = pairs.map(([s]) => s);
    const loyalty = pairs.map(([, l]) => l);
    await engine.load(['how "glad"?', "顾客's loyalty"], [satisfaction, loyalty]);
    const columns = { satisfaction: 'how "glad"?', loyalty: ["book", "顾客's loyalty"] };
    const quadrant = loyaltyToSql(model, { dialect: engine.dialect, columns, as: "quadrant" });
    const rows = (await engine.rows(`SELECT ${quadrant} FROM book ORDER BY id`)).map(([id]) => id);

    const inside = (rating: Cell, axis: LoyaltyModel["satisfaction"]) =>
      rating !== null && rating >= axis.scale.min && rating <= axis.scale.max;
    const kept = pairs.flatMap(([s, l], i) => (inside(s, model.satisfaction) && inside(l, model.loyalty) ? [i] : []));
    const placed = new Map(
      kept.map((i) => {
        const rating = { satisfaction: satisfaction[i] as number, loyalty: loyalty[i] as number };
        return [i, assignLoyalty(model, rating) as string];
      }),
    );
    expect(rows).toEqual(pairs.map((_pair, i) => placed.get(i) ?? null));
    expect(kept.length).toBeGreaterThan(10_000);
    const column = assignLoyaltyColumn(
      model,
      kept.map((i) => satisfaction[i] as number),
      kept.map((i) => loyalty[i] as number),
    );
    expect(Array.from(column, (place) => loyaltyQuadrants[place])).toEqual(kept.map((i) => rows[i]));
  });
});

test("NULL stands exactly where TypeScript refuses the rating", () => {
  const model = fitLoyalty(answers, options);
  for (const bad of [null, Number.NaN, Number.POSITIVE_INFINITY, 0.9999999999999999, 5.000000000000001]) {
    expect(() => assignLoyalty(model, { satisfaction: bad as number, loyalty: 3 })).toThrow(
      expect.objectContaining({ name: "ClienteleError" }),
    );
  }
});

test("without a zone of indifference nobody is asked about one", () => {
  const columns = { satisfaction: "s", loyalty: "l" };
  const written = models.map(([, model]) => loyaltyToSql(model, { dialect: "trino", columns }));
  expect(written.map((text) => text.includes("indifferent"))).toEqual([false, true, true, true]);
});
