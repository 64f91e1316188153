import { type Estimate, formatNumber, type Interval, type Label } from "clientele/core";

/** Dollars with a fixed number of decimals: $0.77, -$34; 0.77 美元. */
export function dollars(value: number, digits: number = 0): Label {
  const { sign, text } = written(value, digits);
  return { en: `${sign}$${text}`, zh: `${sign}${text} 美元` };
}

/** Dollars with their interval: $285 ($122 to $448); 285 美元（122 至 448）. */
export function dollarsWithInterval(estimate: Estimate, digits: number = 0): Label {
  const value = dollars(estimate.value, digits);
  const { lower, upper } = estimate.interval;
  const range = dollarRange(estimate.interval, digits).en;
  return { en: `${value.en} (${range})`, zh: `${value.zh}（${bare(lower, digits)} 至 ${bare(upper, digits)}）` };
}

function written(value: number, digits: number): { sign: string; text: string } {
  const fixed = Math.abs(value).toFixed(digits);
  const [whole = "0", decimals] = fixed.split(".");
  const text = `${formatNumber(Number(whole))}${decimals === undefined ? "" : `.${decimals}`}`;
  return { sign: value < 0 && /[1-9]/.test(text) ? "-" : "", text };
}

/** An interval of dollars: $122 to $448; 122 至 448 美元. */
export function dollarRange({ lower, upper }: Interval, digits: number = 0): Label {
  const [from, to] = [dollars(lower, digits), dollars(upper, digits)];
  return { en: `${from.en} to ${to.en}`, zh: `${bare(lower, digits)} 至 ${to.zh}` };
}

function bare(value: number, digits: number): string {
  const { sign, text } = written(value, digits);
  return `${sign}${text}`;
}
