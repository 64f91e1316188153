import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { type ContactStatus, careLabels } from "../../core/labels/care.ts";
import type { Locale } from "../../core/locale.ts";
import type { ContactMeasurement, TierContact } from "./contact-types.ts";
import { requireText } from "./read.ts";

/** Accounts of one tier within one of so many steps of days are drawn as one circle, larger where they are more. */
const STEPS = 60;

/** Pixels left of the longest line, for wide types. */
const AIR = 12;

/** From calm to urgent; never contacted has no gap, so it stands in the tier's name. */
const DRAWN: readonly ContactStatus[] = ["on_time", "due_soon", "overdue", "silent"];
const COLORS = [chartInk.good, "#56B4E9", "#E69F00", chartInk.bad] as readonly string[];

const WORDS = {
  en: { title: "Days since the last contact", days: "Days since the last contact" },
  zh: { title: "距上次联系的天数", days: "距上次联系的天数" },
} as const;

/**
 * Draws how long the accounts of each tier have not been heard from, with the promised days as a line: what lies right
 * of the line is late.
 *
 * @param measurement - From {@link measureContact}.
 * @param options - `locale`, `width` (default 560) and `height` (default 70 per tier) in pixels, at least 120.
 * @returns A Vega-Lite specification. Accounts never contacted have no gap; their number stands beside the tier.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another language.
 * @example
 * ```ts
 * const found = measureContact([{ id: "a", tier: "top" }], [{ account: "a", on: "2026-05-01" }], {
 *   cadence: [{ tier: "top", days: 30 }],
 *   asOf: "2026-06-30",
 * });
 * contactChart(found, { locale: "zh" }).title.text; // => "距上次联系的天数"
 * ```
 */
export function contactChart(measurement: ContactMeasurement, options: ChartOptions = {}): Chart {
  requireMeasurement(measurement);
  const tiers = measurement.tiers.filter(({ accounts }) => accounts > 0);
  const { locale, width, height } = chartFrame(options, 560, Math.max(120, 70 * Math.min(100, tiers.length)), 120);
  const names = new Map(tiers.map((tier) => [tier.tier, nameOf(tier, locale)]));
  const promised = tiers.map((tier) => ({ tier: names.get(tier.tier), days: tier.cadenceDays }));
  const farthest = [
    ...promised.map(({ days }) => days),
    ...measurement.accounts.map(({ daysSince = 0 }) => daysSince),
  ].reduce((most, days) => Math.max(most, days), 1);
  const circles = circlesOf(measurement, names, farthest / STEPS);
  const largest = circles.reduce((most, { n }) => Math.max(most, n), 1);
  const labels = DRAWN.map((status) => careLabels.contactStatus[status][locale]);
  const words = WORDS[locale];
  const order = [...names.values()];
  const y = category("tier", "", order, {
    scale: { domain: order, padding: 0.2 },
    axis: {
      labelLineHeight: 15,
      labelOffset: -12,
      labelExpr: "split(datum.label, '\\n')",
      minExtent: AIR + Math.max(0, ...order.flatMap((name) => name.split("\n").map(textWidth))),
      ticks: false,
      domain: false,
      grid: false,
    },
  });
  const x: Channel = quantity("days", words.days, {
    // a root scale, so that tiers promised a week and tiers promised half a year can both be read
    scale: { type: "sqrt", domain: [0, farthest], nice: true },
    axis: { tickCount: 8, labelOverlap: "greedy" },
  });
  const rows = circles.map((circle) => ({ ...circle, status: careLabels.contactStatus[circle.status][locale] }));
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(measurement, locale) },
    width,
    height,
    layer: [
      {
        data: { values: rows },
        mark: { type: "circle", opacity: 0.75, stroke: "#FFFFFF", strokeWidth: 0.5 },
        encoding: {
          x,
          y,
          color: {
            ...colored("status", labels, COLORS, ""),
            legend: { title: null, orient: "top", direction: "horizontal" },
          },
          size: quantity("n", "", { scale: { domain: [0, largest], range: [25, 500] }, legend: null }),
        },
      },
      {
        data: { values: promised },
        mark: { type: "tick", thickness: 2.5, color: chartInk.text, size: Math.min(56, (0.8 * height) / order.length) },
        encoding: { x, y },
      },
    ],
  });
}

interface Circle {
  readonly tier: string;
  readonly status: ContactStatus;
  readonly days: number;
  readonly n: number;
}

/** Accounts of a tier and status, gathered by steps of days and placed at the mean of their days. */
function circlesOf({ accounts }: ContactMeasurement, names: ReadonlyMap<string, string>, step: number): Circle[] {
  const circles = new Map<string, { tier: string; status: ContactStatus; total: number; n: number }>();
  for (const { tier, status, daysSince } of accounts) {
    const name = names.get(tier);
    if (daysSince === undefined || name === undefined) continue;
    const key = JSON.stringify([tier, status, Math.floor(daysSince / step)]);
    const circle = circles.get(key) ?? { tier: name, status, total: 0, n: 0 };
    circle.total += daysSince;
    circle.n++;
    circles.set(key, circle);
  }
  return [...circles.values()].map(({ total, ...circle }) => ({ ...circle, days: total / circle.n }));
}

function nameOf({ tier, cadenceDays, accounts, counts }: TierContact, locale: Locale): string {
  const [n, days, never] = [accounts, cadenceDays, counts.never].map((value) => formatNumber(value));
  if (locale === "zh") {
    return `${tier}（${n} 个）\n承诺 ${days} 天${counts.never > 0 ? `\n从未联系 ${never} 个` : ""}`;
  }
  return `${tier} (${n})\npromised ${days} ${cadenceDays === 1 ? "day" : "days"}${counts.never > 0 ? `\n${never} never contacted` : ""}`;
}

function subtitleOf({ accounts, counts, asOf }: ContactMeasurement, locale: Locale): string[] {
  const n = accounts.length;
  const share = n === 0 ? "–" : formatShare(counts.silent / n);
  const [all, overdue, silent] = [n, counts.overdue, counts.silent].map((value) => formatNumber(value));
  return locale === "zh"
    ? [
        `截至 ${asOf} 共 ${all} 个客户：逾期 ${overdue} 个，失联 ${silent} 个（${share}）`,
        "竖线为承诺的间隔；圆点越大，客户越多",
      ]
    : [
        `${all} accounts on ${asOf}: ${overdue} overdue, ${silent} silent (${share})`,
        "Bar: the promised gap; larger circles: more accounts",
      ];
}

/** Refuses what was edited by hand into something that cannot be drawn. */
function requireMeasurement(measurement: ContactMeasurement): void {
  requireObject(measurement, "measurement");
  requireColumn(measurement.accounts, "measurement.accounts");
  requireColumn(measurement.tiers, "measurement.tiers");
  requireObject(measurement.counts, "measurement.counts");
  for (let i = 0; i < measurement.tiers.length; i++) {
    const tier = measurement.tiers[i] as TierContact;
    requireObject(tier, `measurement.tiers[${i}]`);
    requireText(tier.tier, `measurement.tiers[${i}].tier`);
    requireNumber(tier.cadenceDays, `measurement.tiers[${i}].cadenceDays`, { min: 1, max: 3650 });
    requireNumber(tier.accounts, `measurement.tiers[${i}].accounts`, { min: 0 });
    requireObject(tier.counts, `measurement.tiers[${i}].counts`);
  }
  for (let i = 0; i < measurement.accounts.length; i++) {
    const account = measurement.accounts[i] as ContactMeasurement["accounts"][number];
    requireObject(account, `measurement.accounts[${i}]`);
    requireOneOf(account.status, ["never", ...DRAWN], `measurement.accounts[${i}].status`);
    if (account.daysSince !== undefined) {
      requireNumber(account.daysSince, `measurement.accounts[${i}].daysSince`, { min: 0 });
    }
  }
}
