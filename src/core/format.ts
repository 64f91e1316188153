import { requireNumber } from "./checks.ts";

/**
 * Writes a number with thousands separators and at most `digits` decimals, the same on every machine (no ICU).
 *
 * @param value - Any number; NaN and infinities are written as a dash.
 * @param digits - Decimals at most, 0–20, default 0. Trailing zeros are dropped.
 * @returns Text such as `12,345.6`.
 * @throws `ClienteleError` `out_of_range`, `not_finite` or `invalid_type` for bad `digits`.
 * @example
 * ```ts
 * formatNumber(1234567.891, 1); // => "1,234,567.9"
 * ```
 */
export function formatNumber(value: number, digits: number = 0): string {
  requireNumber(digits, "digits", { min: 0, max: 20, integer: true });
  if (!Number.isFinite(value)) return "–";
  const fixed = Math.abs(value).toFixed(digits);
  if (fixed.includes("e")) return value.toExponential(2);
  const [whole = "0", decimals = ""] = fixed.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const kept = decimals.replace(/0+$/, "");
  const text = kept === "" ? grouped : `${grouped}.${kept}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/**
 * Writes a share as a percentage.
 *
 * @param share - A share; 1 is the whole.
 * @param digits - Decimals at most, default 1.
 * @returns Text such as `12.5%`.
 * @throws `ClienteleError` `out_of_range`, `not_finite` or `invalid_type` for bad `digits`.
 * @example
 * ```ts
 * formatShare(0.125); // => "12.5%"
 * ```
 */
export function formatShare(share: number, digits: number = 1): string {
  return Number.isFinite(share) ? `${formatNumber(share * 100, digits)}%` : "–";
}
