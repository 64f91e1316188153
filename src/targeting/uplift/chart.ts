import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { type Channel, colored, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import type { UpliftMeasurement } from "./types.ts";

const SMALLEST = 240;

const WORDS = {
  en: {
    curve: "What contacting the best share adds",
    groups: "Uplift by score",
    share: "Share of customers contacted, best scores first",
    added: { yes_no: "Added answers per customer of the book", amount: "Added amount per customer of the book" },
    uplift: { yes_no: "Uplift (difference of rates)", amount: "Uplift (difference of mean amounts)" },
    group: "Group by score, 1 = highest",
    scored: "By score, with its interval",
    random: "At random",
    above: "Interval above 0",
    across: "Interval crosses 0",
    below: "Interval below 0: leave alone",
  },
  zh: {
    curve: "联系最优部分客户带来的增量",
    groups: "各评分组的增量",
    share: "被联系客户的比例（评分由高到低）",
    added: { yes_no: "增加的响应（按全部客户平均）", amount: "增加的金额（按全部客户平均）" },
    uplift: { yes_no: "增量（响应率之差）", amount: "增量（平均金额之差）" },
    group: "评分组（1 为最高）",
    scored: "按评分排序及其区间",
    random: "随机排序",
    above: "区间高于 0",
    across: "区间跨越 0",
    below: "区间低于 0：请勿打扰",
  },
} as const;

/**
 * Draws the Qini curve in its band beside the straight line of a random order: where it lies above the line, the score
 * finds customers whom contact changes.
 *
 * @param measured - From {@link measureUplift}.
 * @param options - `locale`, `width` (default 560) and `height` (default 360) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const measured = measureUplift([4, 3, 2, 1], [1, 0, 1, 0], [1, 0, 0, 1]);
 * upliftChart(measured, { locale: "zh" }).title.text; // => "联系最优部分客户带来的增量"
 * ```
 */
export function upliftChart(measured: UpliftMeasurement, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 360, SMALLEST);
  requireMeasured(measured);
  const words = WORDS[locale];
  const { curve, outcome } = measured;
  curve.forEach(({ share, value, random }, i) => {
    requireNumber(share, `measured.curve[${i}].share`, { min: 0, max: 1 });
    requireNumber(value, `measured.curve[${i}].value`);
    requireNumber(random, `measured.curve[${i}].random`);
  });
  const x = quantity("share", words.share, { axis: { format: SHARE_FORMAT }, scale: { domain: [0, 1] } });
  const format = outcome === "yes_no" ? ".1%" : "~s";
  const y = (field: string): Channel => quantity(field, words.added[outcome], { axis: { format } });
  const color: Channel = {
    ...colored("series", [words.scored, words.random], [chartInk.good, chartInk.neutral], ""),
    legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 24, symbolType: "stroke" },
  };
  const ends = [curve[0], curve.at(-1)].flatMap((point) =>
    point === undefined ? [] : [{ share: point.share, value: point.random, series: words.random }],
  );
  return defineChart({
    title: { text: words.curve, subtitle: subtitleOf(measured, locale) },
    width,
    height,
    layer: [
      {
        data: {
          values: curve.flatMap(({ share, interval }) =>
            interval === undefined ? [] : [{ share, lower: interval.lower, upper: interval.upper }],
          ),
        },
        mark: { type: "area", opacity: 0.2, color: chartInk.good },
        encoding: { x, y: y("lower"), y2: { field: "upper" } },
      },
      {
        data: { values: ends },
        mark: { type: "line", strokeDash: [6, 4], strokeWidth: 2 },
        encoding: { x, y: y("value"), color },
      },
      {
        data: { values: curve.map(({ share, value }) => ({ share, value, series: words.scored })) },
        mark: { type: "line", strokeWidth: 2.5 },
        encoding: { x, y: y("value"), color },
      },
    ],
  });
}

/**
 * Draws the uplift of each group by score as bars with their intervals; groups that contact drives away stand out.
 *
 * @param measured - From {@link measureUplift}.
 * @param options - `locale`, `width` (default 560) and `height` (default 320) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const measured = measureUplift([4, 3, 2, 1], [1, 0, 1, 0], [1, 0, 0, 1], { groups: 2 });
 * upliftGroupsChart(measured).title.text; // => "Uplift by score"
 * ```
 */
export function upliftGroupsChart(measured: UpliftMeasurement, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 320, SMALLEST);
  requireMeasured(measured);
  const words = WORDS[locale];
  const { outcome, groups } = measured;
  const rows = groups.flatMap(({ group, uplift }, i) => {
    requireObject(uplift, `measured.groups[${i}].uplift`);
    if (!("value" in uplift)) return [];
    requireObject(uplift.interval, `measured.groups[${i}].uplift.interval`);
    const { lower, upper } = uplift.interval;
    for (const figure of [group, uplift.value, lower, upper]) requireNumber(figure, `measured.groups[${i}]`);
    const series = upper < 0 ? words.below : lower > 0 ? words.above : words.across;
    return [{ group, uplift: uplift.value, lower, upper, series }];
  });
  const x: Channel = { field: "group", type: "ordinal", title: words.group, axis: { labelAngle: 0 } };
  const y = quantity("uplift", words.uplift[outcome], { axis: { format: outcome === "yes_no" ? ".1%" : "~s" } });
  const order = [words.above, words.across, words.below].filter((name) => rows.some(({ series }) => series === name));
  const inks = order.map((name) =>
    name === words.above ? chartInk.good : name === words.below ? chartInk.bad : "#9AA5B1",
  );
  return defineChart({
    title: { text: words.groups, subtitle: subtitleOf(measured, locale) },
    width,
    height,
    data: { values: rows },
    layer: [
      {
        mark: { type: "bar", width: { band: 0.7 } },
        encoding: {
          x,
          y,
          color: {
            ...colored("series", order, inks, ""),
            legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 24, symbolType: "square" },
          },
        },
      },
      {
        mark: { type: "rule", strokeWidth: 1.5 },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } },
      },
    ],
  });
}

function subtitleOf({ n, qini, chance }: UpliftMeasurement, locale: Locale): string {
  const zh = locale === "zh";
  const p = chance.pValue < 0.001 ? "< 0.001" : `= ${formatNumber(chance.pValue, 3)}`;
  const customers = formatNumber(n);
  if (!("value" in qini)) return zh ? `共 ${customers} 个客户` : `${customers} customers`;
  const { lower, upper, level } = qini.interval;
  const range = `${formatNumber(lower, 3)} ${zh ? "至" : "to"} ${formatNumber(upper, 3)}`;
  const value = formatNumber(qini.value, 3);
  return zh
    ? `共 ${customers} 个客户；Qini 系数 ${value}（${formatShare(level)} 区间 ${range}）；优于随机：p ${p}`
    : `${customers} customers; Qini ${value} (${formatShare(level)} interval ${range}); better than chance: p ${p}`;
}

/** Refuses what {@link measureUplift} would not have made. */
function requireMeasured(measured: UpliftMeasurement): void {
  requireObject(measured, "measured");
  requireOneOf(measured.outcome, ["yes_no", "amount"], "measured.outcome");
  requireNumber(measured.n, "measured.n", { min: 1 });
  for (const field of ["qini", "chance"] as const) requireObject(measured[field], `measured.${field}`);
  requireNumber(measured.chance.pValue, "measured.chance.pValue", { min: 0, max: 1 });
  if ("value" in measured.qini) {
    requireNumber(measured.qini.value, "measured.qini.value");
    requireObject(measured.qini.interval, "measured.qini.interval");
    const { lower, upper, level } = measured.qini.interval;
    for (const figure of [lower, upper, level]) requireNumber(figure, "measured.qini.interval");
  }
  for (const field of ["curve", "groups"] as const) {
    const list: unknown = measured[field];
    if (!Array.isArray(list)) {
      throw new ClienteleError("invalid_type", `measured.${field} must be a list, got ${show(list)}`, { name: field });
    }
    list.forEach((entry, i) => {
      requireObject(entry, `measured.${field}[${i}]`);
    });
  }
}
