import { show } from "./checks.ts";
import { ClienteleError } from "./errors.ts";
import type { Messages } from "./locale.ts";

/**
 * Words a reason by one catalogue. A part that words reasons of its own room alone passes that room's: a bundle then
 * leaves out the sentences of all others.
 */
export function wordReason<Params>(
  catalogue: Messages<Params>,
  reason: { readonly code: unknown; readonly params?: unknown } | null | undefined,
): string {
  const code: unknown = reason?.code;
  if (typeof code !== "string" || !Object.hasOwn(catalogue, code)) {
    throw new ClienteleError("unknown_id", `no reason has the code ${show(code)}`, { code });
  }
  // each message takes the parameters of its own code; the pairing is guaranteed by the type of reasons
  return (catalogue[code as keyof Params] as (params: unknown) => string)(reason?.params);
}
