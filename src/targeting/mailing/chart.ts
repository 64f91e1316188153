import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import type { Locale } from "../../core/locale.ts";
import type { MailingPlan, MailingProfitPoint } from "./types.ts";

const SMALLEST = 240;

const TEXT = {
  en: {
    title: { expected: "Profit that the chances promise", measured: "Profit as the past mailing tells it" },
    x: "Share of the list contacted, best first",
    y: "Profit",
    cut: "best cut-off",
    rule: "cost ÷ value",
    limit: "limit",
    wander: "cut-off in redrawn mailings",
    best: (n: string, share: string, profit: string) => `Contact ${n} (${share}): ${profit}`,
    band: {
      expected: (level: string) => `band: what chance may make of it, ${level}`,
      measured: (level: string) => `band: ${level} interval of each share`,
    },
    held: (profit: string, lower: string, upper: string) =>
      `${profit} (${lower} to ${upper}), judged on unseen customers`,
    none: "Contact nobody",
  },
  zh: {
    title: { expected: "按概率预计的利润", measured: "按以往活动测算的利润" },
    x: "已联系客户占名单的比例（从优到劣）",
    y: "利润",
    cut: "最优分界",
    rule: "成本 ÷ 价值",
    limit: "上限",
    wander: "重抽样中的分界范围",
    best: (n: string, share: string, profit: string) => `联系 ${n} 个客户（${share}）：${profit}`,
    band: {
      expected: (level: string) => `色带：偶然性的范围，${level}`,
      measured: (level: string) => `色带：各比例的 ${level} 区间`,
    },
    held: (profit: string, lower: string, upper: string) => `${profit}（${lower} 至 ${upper}），以未参与选择的客户检验`,
    none: "不联系任何人",
  },
} as const;

/**
 * Draws the profit by share of the list contacted in the band of its interval, with the best cut-off, the plain rule's
 * cut-off, and the limit on contacts.
 *
 * @param plan - From {@link planMailing}.
 * @param options - `locale`, `width` (default 560) and `height` (default 360) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws ClienteleError `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id` for another language.
 * @example
 * ```ts
 * const plan = planMailing([0.4, 0.3, 0.02], { contactCost: 1, valuePerResponse: 10 });
 * mailingChart(plan, { locale: "zh" }).title.text; // => "按概率预计的利润"
 * ```
 */
export function mailingChart(plan: MailingPlan, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 360, SMALLEST);
  requirePlan(plan);
  const text = TEXT[locale];
  const values = plan.curve.map(({ share, profit, interval: { lower, upper } }) => ({ share, profit, lower, upper }));
  const top = values.reduce((most, { upper }) => Math.max(most, upper), plan.best.interval.upper);
  const bottom = values.reduce((least, { lower }) => Math.min(least, lower), plan.best.interval.lower);
  const x = quantity("share", text.x, {
    scale: { domain: [0, 1], nice: false },
    axis: { format: SHARE_FORMAT, tickCount: 6 },
  });
  const y = quantity("profit", text.y, {
    // room above for the names of the lines
    scale: { domain: [bottom, top + (top - bottom || 1) * 0.12], nice: false },
    axis: { format: AMOUNT_FORMAT, tickCount: 6, grid: true },
  });
  return defineChart({
    title: { text: text.title[plan.basis], subtitle: subtitleOf(plan, locale) },
    width,
    height,
    layer: [
      ...wanderLayer(plan, x),
      {
        data: { values },
        mark: { type: "area", opacity: 0.22, color: chartPalette[0] },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } },
      },
      { data: { values: [{ profit: 0 }] }, mark: { type: "rule", color: chartInk.muted }, encoding: { y } },
      { data: { values }, mark: { type: "line", strokeWidth: 2.2 }, encoding: { x, y } },
      ...lineLayers(plan, x, locale, width),
      {
        data: { values: [{ share: plan.best.share, profit: plan.best.profit }] },
        mark: { type: "circle", color: chartInk.bad, opacity: 1, size: 80, stroke: "#FFFFFF", strokeWidth: 1 },
        encoding: { x, y },
      },
    ],
  });
}

function wanderLayer({ wander }: MailingPlan, x: object): object[] {
  if (wander === undefined) return [];
  return [
    {
      data: { values: [{ share: wander.lower, to: wander.upper }] },
      mark: { type: "rect", color: chartPalette[4], opacity: 0.2 },
      encoding: { x, x2: { field: "to" } },
    },
  ];
}

/** Vertical lines with their names; each name stands on its own row, so that near lines do not cover one another. */
function lineLayers(plan: MailingPlan, x: object, locale: Locale, width: number): object[] {
  const text = TEXT[locale];
  const { capacity, customers } = plan;
  const lines = [
    { share: plan.best.share, name: text.cut, color: chartInk.bad, dash: [1, 0] },
    { share: plan.rule.share, name: text.rule, color: chartPalette[2], dash: [6, 4] },
    ...(capacity === undefined || capacity.limit >= customers
      ? []
      : [{ share: capacity.limit / customers, name: text.limit, color: chartInk.text, dash: [2, 3] }]),
  ];
  return lines.flatMap(({ share, name, color, dash }, row) => {
    const right = share * width > width * 0.75;
    const data = { values: [{ share }] };
    return [
      { data, mark: { type: "rule", color, strokeDash: dash, strokeWidth: 1.6 }, encoding: { x } },
      {
        data,
        mark: { type: "text", text: name, align: right ? "right" : "left", dx: right ? -5 : 5, y: 8 + row * 15, color },
        encoding: { x },
      },
    ];
  });
}

const amount = (value: number): string => formatNumber(value, Math.abs(value) < 100 ? 2 : 0);

function subtitleOf(plan: MailingPlan, locale: Locale): string[] {
  const text = TEXT[locale];
  const { best, basis, heldOut, level, wander } = plan;
  const held =
    heldOut !== undefined && "value" in heldOut
      ? text.held(amount(heldOut.value), amount(heldOut.interval.lower), amount(heldOut.interval.upper))
      : undefined;
  const first =
    best.customers === 0
      ? text.none
      : text.best(formatNumber(best.customers), formatShare(best.share), held ?? amount(best.profit));
  const band = text.band[basis](formatShare(level));
  const joint = locale === "zh" ? "；" : "; ";
  return [first, wander === undefined ? band : `${band}${joint}${text.wander}: ${shares(wander)}`];
}

const shares = ({ lower, upper }: { readonly lower: number; readonly upper: number }): string =>
  `${formatShare(lower)}–${formatShare(upper)}`;

/** Refuses a plan that was edited by hand into something that cannot be drawn. */
function requirePlan(plan: MailingPlan): void {
  requireObject(plan, "plan");
  requireOneOf(plan.basis, ["expected", "measured"], "plan.basis");
  requireNumber(plan.customers, "plan.customers", { min: 1, integer: true });
  requireNumber(plan.level, "plan.level", { above: 0, below: 1 });
  requireNonEmpty(plan.curve, "plan.curve");
  for (let i = 0; i < plan.curve.length; i++) requirePoint(plan.curve[i] as MailingProfitPoint, `plan.curve[${i}]`);
  requirePoint(plan.best, "plan.best");
  requireObject(plan.rule, "plan.rule");
  requireNumber(plan.rule.share, "plan.rule.share", { min: 0, max: 1 });
  if (plan.capacity !== undefined) {
    requireObject(plan.capacity, "plan.capacity");
    requireNumber(plan.capacity.limit, "plan.capacity.limit", { min: 0 });
  }
  if (plan.heldOut !== undefined && !("abstained" in plan.heldOut)) requireInterval(plan.heldOut, "plan.heldOut");
  if (plan.wander !== undefined) requireInterval({ interval: plan.wander }, "plan.wander");
}

function requirePoint(point: MailingProfitPoint, name: string): void {
  requireInterval(point, name);
  requireNumber(point.share, `${name}.share`, { min: 0, max: 1 });
  requireNumber(point.profit, `${name}.profit`);
  requireNumber(point.customers, `${name}.customers`, { min: 0 });
}

function requireInterval(
  holder: { readonly interval: { readonly lower: number; readonly upper: number } },
  name: string,
): void {
  requireObject(holder, name);
  requireObject(holder.interval, `${name}.interval`);
  requireNumber(holder.interval.lower, `${name}.interval.lower`);
  requireNumber(holder.interval.upper, `${name}.interval.upper`);
}
