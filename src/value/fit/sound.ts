import { isClienteleError } from "../../core/errors.ts";

/** Whether a check passes that refuses by throwing, for a schema that answers yes or no. @internal */
export function soundState(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (isClienteleError(error)) return false;
    throw error;
  }
}
