import { expect, test } from "vitest";
import { describe as say } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { assignTier, assignTierWithHysteresis, fitTiers, type TierState } from "../../src/tiering/index.ts";
import { tierStateSchema } from "../../src/tiering/stability/schema.ts";

const model = fitTiers([1], {
  method: "thresholds",
  tiers: [{ id: "gold", from: 1000 }, { id: "silver", from: 500 }, { id: "base" }],
});
/** Runs a customer's values through the months, the state stored as JSON in between. */
function run(values: readonly number[], options: object = {}, start?: TierState) {
  let state = start;
  return values.map((value) => {
    const now = assignTierWithHysteresis(model, state === undefined ? { value } : { value, previous: state }, options);
    state = tierStateSchema.parse(JSON.parse(JSON.stringify(now.state)));
    return now;
  });
}
const names = (values: readonly number[], options: object = {}, start?: TierState) =>
  run(values, options, start).map((now) => now.tier);

test("a new customer stands where the value says", () => {
  expect(run([700])[0]).toEqual({
    tier: "silver",
    measured: "silver",
    moved: "joined",
    state: { tier: "silver" },
    reasons: [{ code: "tier_first", params: { tier: "silver" } }],
  });
});

test("inside the margin nobody moves, however long it lasts", () => {
  expect(new Set(names(new Array(50).fill(1099.99), {}, { tier: "silver" }))).toEqual(new Set(["silver"]));
  expect(new Set(names(new Array(50).fill(450), {}, { tier: "silver" }))).toEqual(new Set(["silver"]));
  const why = run([1050], {}, { tier: "silver" })[0];
  expect(say(why?.reasons[0] as never)).toBe(
    "the value alone would mean gold, but does not pass the cut of 1,000 by the margin of 10%, so the customer stays in silver",
  );
  expect(why?.measured).toBe("gold");
});

test("a lasting change moves after the grace period, a passing one never", () => {
  expect(names([1100, 1100, 1100, 1100], {}, { tier: "silver" })).toEqual(["silver", "silver", "gold", "gold"]);
  expect(names([1100, 1100, 900, 1100, 1100, 1100], {}, { tier: "silver" })).toEqual([
    "silver",
    "silver",
    "silver",
    "silver",
    "silver",
    "gold",
  ]);
  expect(names([400, 400, 400], {}, { tier: "silver" })).toEqual(["silver", "silver", "base"]);
  expect(names([1100], { gracePeriods: 0 }, { tier: "silver" })).toEqual(["gold"]);
  // up and down do not add up
  expect(names([1100, 400, 1100, 400, 1100, 400], {}, { tier: "silver" })).toEqual(new Array(6).fill("silver"));
});

test("a jump beyond the next tier moves at once", () => {
  const up = run([1500], {}, { tier: "base" })[0];
  expect(up).toMatchObject({ tier: "gold", moved: "up", state: { tier: "gold" } });
  expect(say(up?.reasons[0] as never, "zh")).toBe("价值 1,500 已越过相邻层级，立即由base变为gold");
  expect(names([100], {}, { tier: "gold" })).toEqual(["base"]);
  // beyond the second cut, but not by the margin: that waits like any step
  expect(names([1050], {}, { tier: "base" })).toEqual(["base"]);
});

test("tiers that nobody can reach are no step on the way", () => {
  const tied = fitTiers([1, ...new Array(99).fill(7)]);
  expect(assignTierWithHysteresis(tied, { value: 9, previous: { tier: "small" } }).state).toEqual({
    tier: "small",
    pending: { direction: "up", periods: 1 },
  });
});

test("without margin and grace the answer is that of assignTier", () => {
  const random = createRandom(5);
  let previous: TierState | undefined;
  for (let i = 0; i < 500; i++) {
    const value = 1600 * random.uniform() - 50;
    const now = assignTierWithHysteresis(model, previous === undefined ? { value } : { value, previous }, {
      margin: 0,
      gracePeriods: 0,
    });
    expect(now.tier).toBe(assignTier(model, value));
    previous = now.state;
  }
});

test("on noisy values margin and grace cut the flips by more than nine tenths and still follow a lasting change", () => {
  const random = createRandom(77);
  let plain = 0;
  let steady = 0;
  let followed = 0;
  const customers = 400;
  for (let c = 0; c < customers; c++) {
    const level = 300 + 1000 * random.uniform();
    // three years of months with noise of 10 %, then the level doubles for half a year
    const values = Array.from(
      { length: 42 },
      (_, month) => level * (month < 36 ? 1 : 2) * Math.exp(0.1 * random.normal()),
    );
    const measured = values.map((value) => assignTier(model, value));
    const held = names(values);
    for (let month = 1; month < 36; month++) {
      if (measured[month] !== measured[month - 1]) plain++;
      if (held[month] !== held[month - 1]) steady++;
    }
    const last = assignTierWithHysteresis(model, { value: 2 * level, previous: { tier: held[41] as string } });
    if (last.reasons[0]?.code === "tier_confirmed" || last.reasons[0]?.code === "tier_within_margin") followed++;
  }
  expect(plain).toBeGreaterThan(1000);
  expect(steady / plain).toBeLessThan(0.1);
  expect(followed / customers).toBeGreaterThan(0.95);
});

test("what is no state, no value and no option is refused with a code", () => {
  const act = (period: unknown, options?: unknown) => () =>
    assignTierWithHysteresis(model, period as never, options as never);
  const refused = (code: string) => expect.objectContaining({ name: "ClienteleError", code });
  for (const bad of [undefined, null, 5, "x", []]) expect(act(bad)).toThrow(refused("invalid_type"));
  for (const bad of [null, 5, "x", []]) expect(act({ value: 1, previous: bad })).toThrow(refused("invalid_type"));
  for (const bad of [undefined, "__proto__", 5])
    expect(act({ value: 1, previous: { tier: bad } })).toThrow(refused("unknown_id"));
  expect(act({ value: Number.NaN })).toThrow(refused("not_finite"));
  expect(act({ value: "1" })).toThrow(refused("invalid_type"));
  expect(act({ value: 1, previous: { tier: "gold", pending: { direction: "sideways", periods: 1 } } })).toThrow(
    refused("invalid_type"),
  );
  expect(act({ value: 1, previous: { tier: "gold", pending: { direction: "up", periods: 0 } } })).toThrow(
    refused("out_of_range"),
  );
  for (const options of [{ margin: 1 }, { margin: -0.1 }, { gracePeriods: 1.5 }, { gracePeriods: -1 }])
    expect(act({ value: 1 }, options)).toThrow(refused("out_of_range"));
  expect(act({ value: 1 }, { margin: Number.NaN })).toThrow(refused("not_finite"));
  expect(() => assignTierWithHysteresis({} as never, { value: 1 })).toThrow(refused("invalid_model"));
});
