import { expect, test } from "vitest";
import { ClienteleError, isClienteleError } from "../../src/core/index.ts";

test("an error carries a stable code, a message for people and details", () => {
  const error = new ClienteleError("out_of_range", "share must be at most 1, got 3", { name: "share" });
  expect(error).toBeInstanceOf(Error);
  expect({ ...error, message: error.message }).toEqual({
    name: "ClienteleError",
    code: "out_of_range",
    message: "share must be at most 1, got 3",
    details: { name: "share" },
  });
});

test("an error from another copy of the package is recognised, anything else is not", () => {
  const foreign = Object.assign(new Error("x"), { name: "ClienteleError", code: "empty_input", details: {} });
  expect(isClienteleError(foreign)).toBe(true);
  for (const other of [
    new Error("x"),
    { name: "ClienteleError", code: "empty_input" },
    "empty_input",
    null,
    undefined,
  ]) {
    expect(isClienteleError(other)).toBe(false);
  }
});
