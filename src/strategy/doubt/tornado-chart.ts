import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { AMOUNT_FORMAT, category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf, requireText } from "../../core/checks.ts";
import { formatNumber } from "../../core/format.ts";
import { doubtName, strategyName } from "./names.ts";
import type { AssumptionWeight, StrategyExplanation } from "./types.ts";

/** What {@link tornadoChart} draws. */
export interface TornadoChartOptions extends ChartOptions {
  /** The lead of the best strategy over the second (default), or the worth of the best. */
  readonly of?: "lead" | "npv";
  /** Assumptions shown at most, the widest first, a whole number from 1; default 10. */
  readonly most?: number;
}

const ROW_HEIGHT = 34;

const LABEL_PADDING = 10;

/** A bar below this share of the widest could not be seen. */
const NARROWEST = 0.002;

const HALO = { stroke: "#FFFFFF", strokeWidth: 4, strokeJoin: "round" } as const;

const WORDS = {
  en: {
    title: { lead: "What moves the lead", npv: "What moves the value" },
    ends: ["At its 10% point", "At its 90% point"],
    axis: { lead: "Lead over the second best", npv: "Net present value" },
    subtitle: (best: string, second: string) => `${best} against ${second}; all else at its mean`,
    zero: "left of the line the second best wins",
    none: "No single assumption moves it",
  },
  zh: {
    title: { lead: "哪些假设影响领先幅度", npv: "哪些假设影响价值" },
    ends: ["取 10% 分位点", "取 90% 分位点"],
    axis: { lead: "相对次优策略的领先额", npv: "净现值" },
    subtitle: (best: string, second: string) => `${best} 对 ${second}；其余假设取均值`,
    zero: "线左侧表示次优策略胜出",
    none: "没有任何单项假设能左右结果",
  },
} as const;

/**
 * Draws how far each assumption moves the choice: bars from its 10 % to its 90 % point, the widest on top, with the values
 * of the assumption at their ends.
 *
 * @param explanation - From {@link explainStrategies}.
 * @param options - `of`: `lead` (default) or `npv`; `most` assumptions (default 10); `locale`, `width` (default 460); the
 * default height grows with the assumptions.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `unknown_id`, `out_of_range`, `not_finite`.
 * @example
 * ```ts
 * const book = { customers: [{ id: "a", count: 1000, monthlyRevenue: 100, monthlyChurn: 0.02 }], doubt: { churn: 0.1 } };
 * const gift = { id: "gift", aim: "retain", means: "campaign", cost: { perCustomer: 5 }, effects: [] };
 * const found = simulateStrategies(book, [{ id: "gifts", moves: [gift] }], { horizonMonths: 12, discountRate: 0.1, seed: 1 });
 * tornadoChart(explainStrategies(found), { locale: "zh" }).title.text; // => "哪些假设影响领先幅度"
 * ```
 */
export function tornadoChart(explanation: StrategyExplanation, options: TornadoChartOptions = {}): Chart {
  const { locale, width, height: given } = chartFrame(options, 460, ROW_HEIGHT, 20);
  const { of = "lead", most = 10 } = options;
  requireOneOf(of, ["lead", "npv"], "options.of");
  requireNumber(most, "options.most", { min: 1, integer: true });
  requireExplanation(explanation);
  const words = WORDS[locale];
  const swing = ({ low, high }: AssumptionWeight): number => Math.abs(high[of] - low[of]);
  const sorted = [...explanation.assumptions].sort((a, b) => swing(b) - swing(a));
  const widest = sorted[0] === undefined ? 0 : swing(sorted[0]);
  const rows = sorted.slice(0, most).filter((weight) => swing(weight) > NARROWEST * widest);
  const { best, second, names: ownNames } = explanation;
  const named = (strategy: string): string => {
    const name = ownNames.find(({ id }) => id === strategy)?.name;
    return strategyName({ strategy, ...(name !== undefined && { name }) }, locale);
  };
  const title = {
    text: words.title[of],
    subtitle: [words.subtitle(named(best), named(second)), ...(of === "lead" ? [words.zero] : [])],
  };
  if (rows.length === 0) {
    return defineChart({
      title,
      width,
      height: ROW_HEIGHT,
      data: { values: [{ text: words.none }] },
      mark: { type: "text", align: "left", x: 0 },
      encoding: { text: { field: "text", type: "nominal" } },
    });
  }
  const names = rows.map(({ assumption }) => doubtName(assumption, locale));
  const middle = rows.map(({ low, high }) => (low[of] + high[of]) / 2);
  const values = rows.flatMap(({ low, high }, k) =>
    [low, high].map((end, side) => ({
      name: names[k],
      from: middle[k],
      to: end[of],
      side: words.ends[side],
      text: formatNumber(end.value, 3),
      right: end[of] > (middle[k] as number) || (end[of] === middle[k] && side === 1),
    })),
  );
  const extent = LABEL_PADDING + Math.max(...names.map(textWidth));
  const y = category("name", "", names, {
    axis: { labelPadding: LABEL_PADDING, ticks: false, domain: false, labelLimit: 0, minExtent: extent },
    scale: { paddingInner: 0.35, paddingOuter: 0.2 },
  });
  const x = (field: string) =>
    quantity(field, words.axis[of], {
      axis: { format: AMOUNT_FORMAT, tickCount: 6 },
      scale: { zero: of === "lead", padding: 40 },
    });
  const label = (right: boolean): object[] =>
    // the line may run behind a figure
    [HALO, {}].map((halo) => ({
      transform: [{ filter: `datum.right === ${right}` }],
      mark: { type: "text", align: right ? "left" : "right", dx: right ? 5 : -5, fontSize: 11, ...halo },
      encoding: { y, x: x("to"), text: { field: "text", type: "nominal" } },
    }));
  return defineChart({
    title,
    width,
    height: options.height === undefined ? rows.length * ROW_HEIGHT : given,
    data: { values },
    layer: [
      {
        mark: { type: "bar" },
        encoding: {
          y,
          x: x("from"),
          x2: { field: "to" },
          color: {
            ...colored("side", words.ends, [chartInk.bad, chartInk.good], ""),
            legend: { title: null, orient: "bottom", direction: "horizontal", columnPadding: 24 },
          },
        },
      },
      ...(of === "lead"
        ? [{ mark: { type: "rule", color: chartInk.text, strokeWidth: 1.5 }, encoding: { x: { datum: 0 } } }]
        : []),
      ...label(true),
      ...label(false),
    ],
  });
}

function requireExplanation(explanation: StrategyExplanation): void {
  requireObject(explanation, "explanation");
  requireColumn(explanation.assumptions, "explanation.assumptions");
  requireColumn(explanation.names, "explanation.names");
  for (const name of explanation.names) requireObject(name, "explanation.names[]");
  for (const key of ["best", "second"] as const) requireText(explanation[key], `explanation.${key}`);
  explanation.assumptions.forEach((weight, i) => {
    const name = `explanation.assumptions[${i}]`;
    requireObject(weight, name);
    requireText(weight.assumption, `${name}.assumption`);
    for (const end of ["low", "high"] as const) {
      requireObject(weight[end], `${name}.${end}`);
      for (const key of ["value", "npv", "lead"] as const) requireNumber(weight[end][key], `${name}.${end}.${key}`);
    }
  });
}
