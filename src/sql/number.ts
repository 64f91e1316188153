import { requireNumber } from "../core/checks.ts";
import { rulesOf } from "./dialect.ts";
import type { Dialect } from "./types.ts";

/** Below this, and with at most {@link SAFE_DECIMALS} decimals, every SQLite reads a decimal text exactly. */
const SAFE_MAGNITUDE = 1e11;
/** With 4 decimals a quotient stays farther from a rounding boundary (1 / 2·5⁴) than an 80-bit division errs (2⁻¹²). */
const SAFE_DECIMALS = 4;
const ODD_LIMIT = 2 ** 53;
/** The largest factor that JavaScript prints in full and every SQLite reads exactly. */
const STEP = 52;

/**
 * Writes a number as a literal that the engine reads as the same double, to the last bit.
 *
 * @param value - A finite number; −0 keeps its sign where the engine keeps one.
 * @param dialect - The engine that will read it.
 * @returns The shortest decimal text, wrapped so that the engine reads a double and not a decimal. For SQLite, which
 * misread one such text in some twenty thousand before version 3.43, a fraction of more than four decimals is written as
 * a whole number and powers of two.
 * @throws `ClienteleError` `invalid_type`, `not_finite`; `unknown_id` for an unknown dialect.
 * @example
 * ```ts
 * sqlNumber(167.5, "duckdb"); // => "1.675e+2"
 * sqlNumber(0.1, "postgres"); // => "CAST('1e-1' AS double precision)"
 * sqlNumber(-1e21, "spark"); // => "-1e+21D"
 * sqlNumber(2 ** -20, "sqlite"); // => "(1.0 / 1048576.0)"
 * ```
 */
export function sqlNumber(value: number, dialect: Dialect): string {
  const {
    double: [before, after],
  } = rulesOf(dialect);
  requireNumber(value, "value");
  const size = Math.abs(value);
  // toExponential drops the sign of −0
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const exact = dialect !== "sqlite" || (size < SAFE_MAGNITUDE && Number(size.toFixed(SAFE_DECIMALS)) === size);
  return exact ? before + sign + size.toExponential() + after : sign + byPowersOfTwo(size);
}

/** A whole number below 2⁵³ times or divided by powers of two: every step is exact in binary. */
function byPowersOfTwo(size: number): string {
  let whole = size;
  let exponent = 0;
  for (; !Number.isInteger(whole); exponent--) whole *= 2;
  for (; whole > ODD_LIMIT; exponent++) whole /= 2;
  let text = `${whole}.0`;
  for (let left = Math.abs(exponent); left > 0; left -= STEP) {
    text += `${exponent < 0 ? " / " : " * "}${2 ** Math.min(left, STEP)}.0`;
  }
  return `(${text})`;
}
