import {
  describe,
  type Estimate,
  formatNumber,
  formatShare,
  type Interval,
  type Label,
  type Locale,
  type Reason,
} from "clientele";
import type { Cell } from "./document.ts";

/** An amount as people of each language read it: 12.3M in English, 1,230万 in Chinese. */
export function amount(value: number): Label {
  return {
    en: scaled(value, [
      [1e9, "B"],
      [1e6, "M"],
      [1e3, "k"],
    ]),
    zh: scaled(value, [
      [1e8, "亿"],
      [1e4, "万"],
    ]),
  };
}

function scaled(value: number, units: readonly (readonly [number, string])[]): string {
  // three figures that count
  const [size, name] = units.find(([unit]) => Math.abs(value) >= unit) ?? [1, ""];
  const scaledTo = Math.abs(value / size);
  const digits = size === 1 || scaledTo >= 100 ? 0 : scaledTo >= 10 ? 1 : 2;
  return `${formatNumber(value / size, digits)}${name}`;
}

/** A share with its interval, such as 12.5% (11.1–14%). */
export function shareWithInterval({ value, interval }: Estimate, digits: number = 1): string {
  return `${formatShare(value, digits)} (${shareInterval(interval, digits)})`;
}

/** A plain number with its interval, such as 3.2 (2.9–3.5). */
export function numberWithInterval({ value, interval }: Estimate, digits: number = 1): string {
  return `${formatNumber(value, digits)} (${numberInterval(interval, digits)})`;
}

/** An interval of shares without its value; the sign of the percentage stands once. */
export function shareInterval({ lower, upper }: Interval, digits: number = 1): string {
  return `${numberInterval({ lower: lower * 100, upper: upper * 100 }, digits)}%`;
}

/** An interval of numbers without its value. */
export function numberInterval({ lower, upper }: Pick<Interval, "lower" | "upper">, digits: number = 1): string {
  // a dash beside a sign would be read as another
  return `${formatNumber(lower, digits)}${lower < 0 || upper < 0 ? " to " : "–"}${formatNumber(upper, digits)}`;
}

/** So many of something: 1 customer, 2 customers; 1 位客户. Give `zh` with its measure word. */
export function counted(n: number, one: string, zh: string, many: string = `${one}s`): Label {
  return { en: `${formatNumber(n)} ${n === 1 ? one : many}`, zh: `${formatNumber(n)} ${zh}` };
}

export const customersOf = (n: number): Label => counted(n, "customer", "位客户");

/** One text per language with shared cells filled in: `say("{0} of {1}", "{1} 中的 {0}", a, b)`. */
export function say(en: string, zh: string, ...cells: readonly (Cell | number)[]): Label {
  const fill = (template: string, locale: "en" | "zh") =>
    template.replace(/\{(\d+)\}/g, (_, i) => {
      const cell = cells[Number(i)] ?? "";
      return typeof cell === "number" ? formatNumber(cell) : typeof cell === "string" ? cell : cell[locale];
    });
  return { en: fill(en, "en"), zh: fill(zh, "zh") };
}

/** A text worded by language, such as a reason. */
export function bothLanguages(word: (locale: Locale) => string): Label {
  return { en: word("en"), zh: word("zh") };
}

/** A reason as a sentence that stands by itself. */
export function sentence(reason: Reason): Label {
  const en = describe(reason, "en");
  return { en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.`, zh: `${describe(reason, "zh")}。` };
}
