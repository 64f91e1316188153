import { isClienteleError } from "../../src/core/index.ts";

/** What a caller without TypeScript may hand in where something else is wanted. */
export const WRONG: readonly unknown[] = [undefined, null, 7, "x", true, [], {}, Number.NaN, () => 1];

/** Codes with which wrong input is refused. */
export const OURS: RegExp =
  /^(empty_input|not_finite|out_of_range|invalid_type|unknown_id|inconsistent|invalid_model|invalid_date|length_mismatch|duplicate_id)$/;

/** Hands a value past the type checker. */
export const js = <T>(value: unknown): T => value as T;

/** The code with which a call is refused, or `nothing`; anything else it throws is passed on. */
export function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
  return "nothing";
}
