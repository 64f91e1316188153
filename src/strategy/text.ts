import { show } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** Refuses what is no text with at least one sign in it. */
export function requireText(text: unknown, name: string): void {
  if (typeof text !== "string" || text === "") {
    throw new ClienteleError("invalid_type", `${name} must be a text that is not empty, got ${show(text)}`, { name });
  }
}
