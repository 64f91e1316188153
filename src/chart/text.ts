import { show } from "../core/checks.ts";

/**
 * Pixels that a label of 12 px takes: a Chinese character is square, a Latin letter about half as wide. Renderers
 * without a font measure both alike and would cut one or waste room for the other.
 *
 * @param text - One line.
 * @returns Whole pixels, a little air included.
 * @example
 * ```ts
 * textWidth("主顾客"); // => 44
 * ```
 */
export function textWidth(text: string): number {
  let width = 8;
  for (const char of typeof text === "string" ? text : show(text)) width += char.charCodeAt(0) > 0x2e7f ? 12 : 6.3;
  return Math.ceil(width);
}
