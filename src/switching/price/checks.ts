import { show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";

/** Reads a switch of the options that may be left out. */
export function flag(value: unknown, name: string): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  throw new ClienteleError("invalid_type", `${name} must be true or false, got ${show(value)}`, { name });
}
