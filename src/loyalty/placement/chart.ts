import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNumber, requireObject, requireOneOf, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { loyaltyLabels } from "../../core/labels/loyalty.ts";
import { loyaltyQuadrants } from "../quadrant/axis.ts";
import { requirePlacement } from "./check.ts";
import type { PlacementModel, PlacementSize } from "./types.ts";

const SMALLEST = 240;
const TITLE = { en: "Customers who truly belong to each quadrant", zh: "各象限的真实客户数" } as const;
const NAMES = {
  en: { observed: "As rated", expected: "Expected in truth, with interval", customers: "Customers" },
  zh: { observed: "按评分计数", expected: "真实人数的期望值及区间", customers: "客户数" },
} as const;

/**
 * Draws how many customers truly belong to each quadrant, with intervals, beside the numbers that the ratings show.
 *
 * @param model - From {@link fitPlacement} or `loadModel`.
 * @param options - `locale`, `width` (default 560) and `height` (default 280) in pixels, at least 240.
 * @returns A Vega-Lite specification. The zone of indifference is left out where there is none.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const answers = Array.from({ length: 800 }, (_, i) => [1 + (i % 5), Math.max(1, Math.min(5, (i % 5) + (Math.floor(i / 5) % 3)))]);
 * const axes = { satisfaction: (row) => row[0], loyalty: (row) => row[1] };
 * const scale = { min: 1, max: 5 };
 * const model = fitLoyalty(answers, { ...axes, satisfactionScale: scale, loyaltyScale: scale, cuts: "top_two_box" });
 * const ratings = { satisfaction: { errorSd: 0.5 }, loyalty: { errorSd: 0.6 } };
 * placementChart(fitPlacement(model, answers, { ...axes, ratings }), { locale: "zh" }).title.text; // => "各象限的真实客户数"
 * ```
 */
export function placementChart(model: PlacementModel, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 280, SMALLEST);
  requirePlacement(model);
  requireSizes(model);
  const names = NAMES[locale];
  const label = ({ quadrant }: PlacementSize): string => loyaltyLabels.quadrant[quadrant][locale];
  const { satisfaction, loyalty } = model;
  const zone = satisfaction.low < satisfaction.high || loyalty.low < loyalty.high;
  const sizes = model.sizes.filter(({ quadrant }) => zone || quadrant !== "indifferent");
  const most = sizes.reduce((top, s) => Math.max(top, s.observed, s.expected.interval.upper), 1);
  const y = category("quadrant", "", sizes.map(label), { axis: { domain: false, ticks: false } });
  const x = quantity("n", names.customers, { scale: { domain: [0, most], nice: true } });
  const color = {
    ...colored("series", [names.observed, names.expected], ["#BCCCDC", chartInk.good]),
    legend: { title: null, orient: "top", direction: "horizontal", symbolType: "square" },
  };
  const expected = sizes.map((size) => ({
    quadrant: label(size),
    n: size.expected.value,
    lower: size.expected.interval.lower,
    upper: size.expected.interval.upper,
    series: names.expected,
  }));
  return defineChart({
    title: { text: TITLE[locale], subtitle: subtitleOf(model, locale === "zh") },
    width,
    height,
    layer: [
      {
        data: { values: sizes.map((size) => ({ quadrant: label(size), n: size.observed, series: names.observed })) },
        mark: { type: "bar", height: { band: 0.6 } },
        encoding: { x, y, color },
      },
      {
        data: { values: expected },
        mark: { type: "rule", strokeWidth: 3 },
        encoding: { x: { ...x, field: "lower" }, x2: { field: "upper" }, y, color },
      },
      {
        data: { values: expected },
        mark: { type: "tick", thickness: 3, size: 22, opacity: 1 },
        encoding: { x, y, color },
      },
    ],
  });
}

function subtitleOf({ fittedOn, sizes }: PlacementModel, zh: boolean): string[] {
  const n = formatNumber(fittedOn.customers);
  const sure = formatShare(fittedOn.surelyPlaced / fittedOn.customers, 0);
  const level = formatShare((sizes[0] as PlacementSize).expected.interval.level);
  return zh
    ? [`共 ${n} 位客户；其中 ${sure} 的象限把握不低于 90%`, `横线为真实人数的 ${level} 区间`]
    : [
        `${n} customers; ${sure} of them placed with at least 90% certainty`,
        `Lines: ${level} interval of the true number`,
      ];
}

/** Refuses sizes that were edited by hand into something that cannot be drawn. */
function requireSizes({ sizes, fittedOn }: PlacementModel): void {
  requireObject(fittedOn, "model.fittedOn");
  const { customers } = fittedOn;
  requireNumber(customers, "model.fittedOn.customers", { min: 1, integer: true });
  requireNumber(fittedOn.surelyPlaced, "model.fittedOn.surelyPlaced", { min: 0, max: customers });
  if (!Array.isArray(sizes)) {
    throw new ClienteleError("invalid_type", `model.sizes must be an array, got ${show(sizes)}`, {
      name: "model.sizes",
    });
  }
  loyaltyQuadrants.forEach((quadrant, i) => {
    const name = `model.sizes[${i}]`;
    const size = sizes[i] as PlacementSize;
    requireObject(size, name);
    requireOneOf(size.quadrant, [quadrant], `${name}.quadrant`);
    requireNumber(size.observed, `${name}.observed`, { min: 0, max: customers, integer: true });
    requireObject(size.expected, `${name}.expected`);
    requireObject(size.expected.interval, `${name}.expected.interval`);
    const { lower, upper, level } = size.expected.interval;
    // sums of probabilities carry rounding errors
    for (const figure of [size.expected.value, lower, upper]) {
      requireNumber(figure, `${name}.expected`, { min: 0, max: customers * (1 + 1e-9) });
    }
    requireNumber(level, `${name}.expected.interval.level`, { above: 0, below: 1 });
  });
}
