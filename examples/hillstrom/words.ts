import { type Estimate, formatNumber, formatShare, type Interval, type Label, type Locale } from "clientele/core";
import type { SegmentFields } from "clientele/targeting";
import type { ArmId } from "./data.ts";
import type { Metric } from "./effects.ts";

export const ARM_NAMES: Readonly<Record<ArmId, Label>> = {
  mens: { en: "Men's e-mail", zh: "男装邮件" },
  womens: { en: "Women's e-mail", zh: "女装邮件" },
  none: { en: "No e-mail", zh: "不发邮件" },
};

export const METRIC_NAMES: Readonly<Record<Metric, Label>> = {
  visit: { en: "Visited the shop's site", zh: "访问网站" },
  conversion: { en: "Bought something", zh: "购买" },
  spend: { en: "Spent per customer", zh: "每位客户消费" },
};

const AREAS = [
  ["Rural", "rural", "乡村"],
  ["Surburban", "suburban", "郊区"],
  ["Urban", "urban", "城市"],
] as const;

const CHANNELS = [
  ["Multichannel", "several channels", "多渠道"],
  ["Phone", "telephone", "电话"],
  ["Web", "web", "网站"],
] as const;

/** How the fields of the file are called where a rule is told in words. */
export function fieldNames(locale: Locale): SegmentFields {
  const pick = (en: string, zh: string): string => (locale === "zh" ? zh : en);
  const levels = (rows: readonly (readonly [string, string, string])[]): Record<string, string> =>
    Object.fromEntries(rows.map(([level, en, zh]) => [level, pick(en, zh)]));
  return {
    recency: { name: pick("months since the last purchase", "距上次购买的月数") },
    history: { name: pick("spent in the past year ($)", "过去一年消费额（美元）") },
    mens: { name: pick("bought men's wear", "买过男装"), yesNo: true },
    womens: { name: pick("bought women's wear", "买过女装"), yesNo: true },
    newbie: { name: pick("new in the past year", "过去一年新客户"), yesNo: true },
    zip_code: { name: pick("lives in an area that is", "居住地区"), levels: levels(AREAS) },
    channel: { name: pick("bought by", "购买渠道"), levels: levels(CHANNELS) },
  };
}

/** A difference of shares in percentage points with its interval: +7.66 points (6.90 to 8.42). */
export function pointsWithInterval({ value, interval }: Estimate, digits: number = 2): Label {
  const point = (share: number): string => (share * 100).toFixed(digits);
  const sign = value > 0 ? "+" : "";
  const { lower, upper } = interval;
  return {
    en: `${sign}${point(value)} points (${point(lower)} to ${point(upper)})`,
    zh: `${sign}${point(value)} 个百分点（${point(lower)} 至 ${point(upper)}）`,
  };
}

/** A share with its interval: +118% (45% to 191%). */
export function percentWithInterval({ value, interval }: Estimate, digits: number = 0): Label {
  const { lower, upper } = interval;
  const sign = value > 0 ? "+" : "";
  return {
    en: `${sign}${formatShare(value, digits)} (${formatShare(lower, digits)} to ${formatShare(upper, digits)})`,
    zh: `${sign}${formatShare(value, digits)}（${formatShare(lower, digits)} 至 ${formatShare(upper, digits)}）`,
  };
}

/** A plain number with its interval, in both languages. */
export function numberWithInterval({ value, interval }: Estimate, digits: number): Label {
  const [own, lower, upper] = [value, interval.lower, interval.upper].map((v) => formatNumber(v, digits));
  return { en: `${own} (${lower} to ${upper})`, zh: `${own}（${lower} 至 ${upper}）` };
}

/** A chance that is all but certain is not written as certain. */
export function chanceText(chance: number): string {
  return chance > 0.999 ? "> 99.9%" : formatShare(chance, 1);
}

/** p-value as a reader takes it. */
export function pValueText(p: number): string {
  return p < 0.001 ? "< 0.001" : formatNumber(p, 3);
}

/** Where an interval lies: told from zero or not. */
export function beyondZero({ lower, upper }: Interval): "above" | "below" | "open" {
  return lower > 0 ? "above" : upper < 0 ? "below" : "open";
}
