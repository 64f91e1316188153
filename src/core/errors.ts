/**
 * Machine-readable reason of a `ClienteleError`. Adding a code is a minor change, renaming or removing one a
 * major change.
 *
 * - `empty_input`: nothing was given where at least one row is needed
 * - `length_mismatch`: two inputs that belong together differ in length
 * - `not_finite`: a number is NaN or infinite
 * - `out_of_range`: a number lies outside the range that the docblock states
 * - `invalid_type`: a value is not of the stated type (text where a number belongs, `undefined` where rows belong)
 * - `invalid_date`: a date cannot be read
 * - `duplicate_id`: an id that must be unique stands twice
 * - `unknown_id`: an id (tier, stage, lever, reason…) is not one of those defined
 * - `inconsistent`: two inputs contradict each other (an end before its start, shares that do not sum to one)
 * - `invalid_model`: JSON that is not a model of the expected kind
 * - `unsupported_version`: a model newer than this package, or too old to lift
 * - `no_convergence`: a numerical search failed where no typed answer could be given
 */
export type ClienteleErrorCode =
  | "empty_input"
  | "length_mismatch"
  | "not_finite"
  | "out_of_range"
  | "invalid_type"
  | "invalid_date"
  | "duplicate_id"
  | "unknown_id"
  | "inconsistent"
  | "invalid_model"
  | "unsupported_version"
  | "no_convergence";

/**
 * The only error class this package throws. Branch on `code`, never on `message`: the message is for people and
 * names the argument, the index and the remedy.
 *
 * @example
 * ```ts
 * const error = new ClienteleError("out_of_range", "share must lie in [0, 1], got 3", { name: "share", value: 3 });
 * error.code; // => "out_of_range"
 * ```
 */
export class ClienteleError extends Error {
  override readonly name = "ClienteleError";
  readonly code: ClienteleErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ClienteleErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/**
 * Tells whether something caught came from this package, for its ESM and its CJS copy alike (`instanceof` fails
 * where both are loaded).
 *
 * @param value - Anything that was caught.
 * @returns True for every `ClienteleError`.
 * @example
 * ```ts
 * isClienteleError(new ClienteleError("empty_input", "no rows")); // => true
 * isClienteleError(new TypeError("no rows")); // => false
 * ```
 */
export function isClienteleError(value: unknown): value is ClienteleError {
  return value instanceof Error && value.name === "ClienteleError" && "code" in value && "details" in value;
}
