import { expect, it } from "vitest";
import { exampleStrategies, strategyBook } from "../../examples/strategies/book.ts";
import { strategyBookSchema, strategySchema } from "../../src/schemas.ts";
import { MOVES, smallBook } from "./books.ts";

it("books and strategies that crossed a process boundary pass, and what they cannot be does not", () => {
  const wire = (value: unknown) => JSON.parse(JSON.stringify(value));
  for (const book of [strategyBook(), smallBook(9, 1, { byMonth: true, rivals: true })]) {
    expect(strategyBookSchema.parse(wire(book))).toEqual(book);
  }
  for (const strategy of [...exampleStrategies(), { id: "s", moves: Object.values(MOVES), movesPerCustomer: 2 }]) {
    expect(strategySchema.parse(wire(strategy))).toEqual(wire(strategy));
  }
  const customer = { id: "a", monthlyRevenue: 1, monthlyChurn: 0.1 };
  expect(strategyBookSchema.safeParse({ customers: [{ ...customer, monthlyChurn: 1 }] }).success).toBe(false);
  expect(strategyBookSchema.safeParse({ customers: [{ ...customer, size: 1 }] }).success).toBe(false);
  expect(strategyBookSchema.safeParse({ customers: [{ ...customer, id: "" }] }).success).toBe(false);
  expect(strategySchema.safeParse({ id: "", moves: [] }).success).toBe(false);
  expect(strategySchema.safeParse({ id: "s", moves: [{ ...MOVES.care, aim: "sell" }] }).success).toBe(false);
  expect(strategySchema.safeParse({ id: "s", moves: [{ ...MOVES.care, effects: [{}] }] }).success).toBe(false);
});
