import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf, requireText } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { FrontierPoint, StrategyFrontier } from "./frontier-types.ts";
import { strategyName } from "./names.ts";

const SMALLEST = 160;

const WORDS = {
  en: {
    title: "Value against risk and spend",
    value: { difference: "Gain over doing nothing", npv: "Net present value" },
    risk: { standardDeviation: "Risk: standard deviation", lowTenth: "Value in the worst tenth (right is safer)" },
    spend: "Spend (present value)",
    kinds: ["Efficient", "Not efficient", "Beyond the budget"],
    budget: "Budget",
  },
  zh: {
    title: "价值与风险、花费的权衡",
    value: { difference: "相对不采取行动的收益", npv: "净现值" },
    risk: { standardDeviation: "风险：标准差", lowTenth: "最差一成时的价值（越右越稳）" },
    spend: "花费（现值）",
    kinds: ["有效", "非有效", "超出预算"],
    budget: "预算",
  },
} as const;

/**
 * Draws what each strategy is worth against its risk and, beside it, against its spend; the efficient ones are joined.
 *
 * @param frontier - From {@link measureStrategyFrontier}.
 * @param options - `locale`; `width` (default 330) and `height` (default 300) of a panel in pixels, at least 160.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `unknown_id`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * const book = { customers: [{ id: "a", count: 500, monthlyRevenue: 100, monthlyChurn: 0.03 }] };
 * const gift = { id: "gift", aim: "retain", means: "campaign", cost: { perCustomer: 5 }, effects: [] };
 * const found = simulateStrategies(book, [{ id: "gifts", moves: [gift] }], { horizonMonths: 12, discountRate: 0.1, seed: 1 });
 * strategyFrontierChart(measureStrategyFrontier(found), { locale: "zh" }).title.text; // => "价值与风险、花费的权衡"
 * ```
 */
export function strategyFrontierChart(frontier: StrategyFrontier, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 330, 300, SMALLEST);
  requireFrontier(frontier);
  const words = WORDS[locale];
  const { points, risk, of, budget } = frontier;
  const names = points.map((point) => strategyName(point, locale));
  const y = quantity("value", words.value[of], { axis: { format: AMOUNT_FORMAT, tickCount: 6 } });
  const legend = { title: null, orient: "right", symbolSize: 110 };
  const color = {
    ...colored(
      "name",
      names,
      names.map((_, k) => chartPalette[k % chartPalette.length] as string),
      "",
    ),
    legend: { ...legend, symbolType: "circle" },
  };
  const shape = {
    field: "kind",
    type: "nominal",
    scale: { domain: words.kinds, range: ["circle", "cross", "triangle-up"] },
    legend: { ...legend, symbolFillColor: chartInk.neutral, symbolStrokeColor: chartInk.neutral },
  };
  const panel = (field: "standardDeviation" | "lowTenth" | "spend", title: string): object => {
    const efficient = field === "spend" ? "efficientBySpend" : "efficientByRisk";
    const rows = points.map((point, k) => ({
      x: point[field],
      value: point.value,
      name: names[k],
      kind: words.kinds[!point.affordable ? 2 : point[efficient] ? 0 : 1],
    }));
    const x = quantity("x", title, {
      axis: { format: AMOUNT_FORMAT, tickCount: 5, grid: false },
      scale: { zero: field !== "lowTenth" },
    });
    const joined = rows.filter(({ kind }) => kind === words.kinds[0]);
    return {
      width,
      height,
      layer: [
        ...(joined.length > 1
          ? [
              {
                data: { values: joined },
                mark: { type: "line", color: chartInk.neutral, strokeWidth: 1.5, strokeDash: [5, 4] },
                encoding: { x, y, order: { field: "x", type: "quantitative" } },
              },
            ]
          : []),
        ...(field === "spend" && budget !== undefined
          ? [
              {
                data: { values: [{ x: budget, text: words.budget }] },
                encoding: { x },
                layer: [
                  { mark: { type: "rule", color: chartInk.text, strokeDash: [2, 3] } },
                  {
                    mark: { type: "text", align: "right", baseline: "bottom", dx: -5, y: "height", dy: -6 },
                    encoding: { text: { field: "text", type: "nominal" } },
                  },
                ],
              },
            ]
          : []),
        { data: { values: rows }, mark: { type: "point", size: 140, opacity: 1 }, encoding: { x, y, color, shape } },
      ],
    };
  };
  return defineChart({
    title: { text: words.title },
    spacing: 32,
    hconcat: [panel(risk, words.risk[risk]), panel("spend", words.spend)],
  });
}

function requireFrontier(frontier: StrategyFrontier): void {
  requireObject(frontier, "frontier");
  requireColumn(frontier.points, "frontier.points");
  requireOneOf(frontier.risk, ["standardDeviation", "lowTenth"], "frontier.risk");
  requireOneOf(frontier.of, ["difference", "npv"], "frontier.of");
  if (frontier.budget !== undefined) requireNumber(frontier.budget, "frontier.budget", { min: 0 });
  if (frontier.points.length === 0) {
    throw new ClienteleError("empty_input", "frontier.points must hold a strategy", { name: "frontier.points" });
  }
  frontier.points.forEach((point: FrontierPoint, i) => {
    const name = `frontier.points[${i}]`;
    requireObject(point, name);
    for (const key of ["value", "standardDeviation", "lowTenth", "spend"] as const) {
      requireNumber(point[key], `${name}.${key}`);
    }
    requireText(point.strategy, `${name}.strategy`);
  });
}
