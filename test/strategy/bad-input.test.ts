import { describe, expect, it } from "vitest";
import type { ClienteleErrorCode } from "../../src/core/index.ts";
import {
  explainStrategies,
  type Move,
  measureStrategyFrontier,
  planStrategyExperiment,
  type StrategyCustomer,
  simulateStrategies,
} from "../../src/strategy/index.ts";
import { effect, MOVES } from "./books.ts";

const OPTIONS = { horizonMonths: 12, discountRate: 0.1, seed: 1, draws: 20 } as const;
const customer: StrategyCustomer = { id: "a", monthlyRevenue: 10, monthlyChurn: 0.1 };
const codeOf = (run: () => unknown): ClienteleErrorCode | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as { code: ClienteleErrorCode }).code;
  }
};
const withCustomer = (more: object) =>
  codeOf(() => simulateStrategies({ customers: [{ ...customer, ...more }] }, [], OPTIONS));
const withMove = (more: object) =>
  codeOf(() =>
    simulateStrategies({ customers: [customer] }, [{ id: "s", moves: [{ ...MOVES.care, ...more } as Move] }], OPTIONS),
  );
const withOptions = (more: object) =>
  codeOf(() => simulateStrategies({ customers: [customer] }, [], { ...OPTIONS, ...more }));

describe("a simulation refuses", () => {
  it("customers that cannot be", () => {
    expect(withCustomer({})).toBeUndefined();
    expect(withCustomer({ monthlyRevenue: -1 })).toBe("out_of_range");
    expect(withCustomer({ monthlyRevenue: Number.NaN })).toBe("not_finite");
    expect(withCustomer({ monthlyChurn: 1 })).toBe("out_of_range");
    expect(withCustomer({ monthlyChurn: [0.1, Number.NaN] })).toBe("not_finite");
    expect(withCustomer({ monthlyChurn: [] })).toBe("empty_input");
    expect(withCustomer({ monthlyChurn: "often" })).toBe("invalid_type");
    expect(withCustomer({ count: 0.5 })).toBe("out_of_range");
    expect(withCustomer({ standing: "theirs" })).toBe("unknown_id");
    expect(withCustomer({ yearlyGrowth: -1 })).toBe("out_of_range");
    expect(withCustomer({ id: "" })).toBe("invalid_type");
    expect(withCustomer({ tier: "" })).toBe("invalid_type");
    expect(withCustomer({ quadrant: 3 })).toBe("invalid_type");
    expect(withCustomer({ switchingIndex: Number.NaN })).toBe("not_finite");
    expect(withCustomer({ switchingIndex: 101 })).toBe("out_of_range");
    expect(codeOf(() => simulateStrategies({ customers: [customer, customer] }, [], OPTIONS))).toBe("duplicate_id");
  });

  it("facts that are none, which a rule that excludes values would take for others", () => {
    expect(withCustomer({ facts: { region: "", held: false, score: 0, other: undefined } })).toBeUndefined();
    expect(withCustomer({ facts: { region: null } })).toBe("invalid_type");
    expect(withCustomer({ facts: { regions: ["West"] } })).toBe("invalid_type");
    expect(withCustomer({ facts: { score: Number.NaN } })).toBe("not_finite");
  });

  it("moves that cannot be", () => {
    expect(withMove({})).toBeUndefined();
    expect(withMove({ id: "" })).toBe("invalid_type");
    expect(withMove({ effects: [effect("", "churn", 0.9)] })).toBe("invalid_type");
    const noted = (note: unknown) =>
      withMove({ effects: [{ ...effect("x", "churn", 0.9), source: { kind: "belief", note } }] });
    expect(noted("")).toBeUndefined();
    expect(noted(7)).toBe("invalid_type");
    expect(withMove({ aim: "sell" })).toBe("unknown_id");
    expect(withMove({ startMonth: 12 })).toBe("out_of_range");
    expect(withMove({ capacity: -1 })).toBe("out_of_range");
    expect(withMove({ cost: { fixed: -1 } })).toBe("out_of_range");
    expect(withMove({ cost: { perWin: 1 } })).toBe("inconsistent");
    expect(withMove({ effects: [effect("x", "conversion", 0.1)] })).toBe("inconsistent");
    expect(withMove({ effects: [effect("market.churn", "churn", 0.1)] })).toBe("inconsistent");
    expect(withMove({ effects: [effect("x", "churn", 0.9), effect("x", "churn", 0.8)] })).toBe("inconsistent");
    expect(withMove({ target: { where: [{ field: "tier" }] } })).toBe("inconsistent");
    expect(withMove({ target: { where: [{ field: "size", min: 1 }] } })).toBe("unknown_id");
  });

  it("strategies of one id, also that of doing nothing", () => {
    const run = (...ids: string[]) =>
      codeOf(() =>
        simulateStrategies(
          { customers: [customer] },
          ids.map((id) => ({ id, moves: [] })),
          OPTIONS,
        ),
      );
    expect(run("a", "__proto__")).toBeUndefined();
    expect(run("a", "a")).toBe("duplicate_id");
    expect(run("nothing")).toBe("duplicate_id");
    expect(run("")).toBe("invalid_type");
    const named = [{ id: "a", name: "", moves: [] }];
    expect(codeOf(() => simulateStrategies({ customers: [customer] }, named, OPTIONS))).toBe("invalid_type");
  });

  it("options out of range", () => {
    expect(withOptions({ horizonMonths: 0 })).toBe("out_of_range");
    expect(withOptions({ draws: 10 })).toBe("out_of_range");
    expect(withOptions({ discountRate: -0.1 })).toBe("out_of_range");
    expect(withOptions({ luck: "good" })).toBe("unknown_id");
    expect(withOptions({ asOf: "soon" })).toBe("invalid_date");
  });
});

describe("an empty book or a move that touches nobody", () => {
  it("is worth nothing but its fixed cost, and the move is named", () => {
    const found = simulateStrategies({ customers: [] }, [{ id: "s", moves: [MOVES.care] }], OPTIONS);
    expect(found.outcomes[1]?.npv.value).toBeCloseTo(-500 * 1.1 ** (-1 / 12), 10);
    expect(found.notes).toEqual([{ code: "strategy_move_touches_nobody", params: { strategy: "s", move: "care" } }]);
  });

  it("shows draws that count as the limit", () => {
    const move = { ...MOVES.care, effects: [effect("x", "churn", 0.1, 0.2)] };
    const { notes } = simulateStrategies(
      { customers: [{ ...customer, tier: "top" }] },
      [{ id: "s", moves: [move] }],
      OPTIONS,
    );
    expect(notes[0]?.code).toBe("strategy_draws_at_limit");
  });
});

describe("what explains a simulation refuses", () => {
  const found = simulateStrategies(
    { customers: [{ ...customer, tier: "top" }] },
    [{ id: "s", moves: [MOVES.care] }],
    OPTIONS,
  );

  it("unknown strategies and assumptions", () => {
    expect(codeOf(() => explainStrategies(found, { among: ["x", "s"] }))).toBe("unknown_id");
    expect(codeOf(() => explainStrategies(found, { among: ["s"] }))).toBe("empty_input");
    expect(codeOf(() => measureStrategyFrontier(found, { budget: -1 }))).toBe("out_of_range");
    const outcome = { kind: "churn", baseRate: 0.1 } as const;
    expect(codeOf(() => planStrategyExperiment(found, { assumption: "x", outcome }))).toBe("unknown_id");
    expect(
      codeOf(() => planStrategyExperiment(found, { assumption: "care keeps", outcome: { kind: "conversion" } })),
    ).toBe("inconsistent");
  });

  it("another object than a simulation", () => {
    expect(codeOf(() => explainStrategies({ ...found, npvByDraw: [] }))).toBe("length_mismatch");
    expect(codeOf(() => explainStrategies(JSON.parse("{}")))).toBe("invalid_type");
  });

  it("nothing in doubt, as a typed abstention", () => {
    const sure = { ...MOVES.care, effects: [effect("sure", "churn", 0.8)] };
    const simulation = simulateStrategies(
      { customers: [{ ...customer, tier: "top" }] },
      [{ id: "s", moves: [sure] }],
      OPTIONS,
    );
    const outcome = { kind: "churn", baseRate: 0.1 } as const;
    expect(planStrategyExperiment(simulation, { assumption: "sure", outcome })).toEqual({
      abstained: { code: "strategy_nothing_to_learn", params: { assumption: "sure" } },
    });
  });
});
