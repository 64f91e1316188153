import { type Chart, defineChart } from "../../chart/chart.ts";
import { quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber, formatShare } from "../../core/format.ts";
import { survivalLabels } from "../../core/labels/survival.ts";
import { type Locale, labelIn } from "../../core/locale.ts";
import { counted } from "../../core/wording/count.ts";
import { ageTicks, ageTitle, drawnSteps, requireColumns, type StayChartOptions } from "./chart-rows.ts";
import type { LeavingReasonFigures, LeavingReasons } from "./types.ts";

const SMALLEST = 240;
/** Quiet ground of those who stay. */
const PAPER = "#E4EBF1";

const WORDS = {
  en: { title: "Who has left, and why", y: "Share of customers", staying: "Staying", others: "Other reasons" },
  zh: { title: "谁离开了，为什么", y: "客户占比", staying: "留存", others: "其他原因" },
} as const;

/**
 * Draws what share of customers has left for which reason by age, stacked up to those who stay: the layers sum to all
 * customers at every age.
 *
 * @param reasons - From {@link measureLeavingReasons}. Beyond seven reasons the rarest are one layer.
 * @param options - `unit` of the ages, `locale`, `width` (default 560) and `height` (default 320) in pixels, at least 240.
 * @returns A Vega-Lite specification; the legend names each share at the last age at which anybody left.
 * @throws ClienteleError `invalid_type`, `not_finite`, `out_of_range`, `length_mismatch`, `unknown_id` for another
 * language or unit.
 * @example
 * ```ts
 * const stays = { durations: [2, 3, 4, 5, 8], left: [1, 1, 1, 0, 1] };
 * const reasons = measureLeavingReasons(stays, ["price", "service", "price", "", "price"]);
 * leavingReasonsChart(reasons).title.text; // => "Who has left, and why"
 * ```
 */
export function leavingReasonsChart(reasons: LeavingReasons, options: StayChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 320, SMALLEST);
  requireReasons(reasons);
  const words = WORDS[locale];
  const { times, lastAge, survival } = reasons;
  const layers = layersOf(reasons, locale);
  const steps = drawnSteps(times, lastAge);
  const shareAt = (column: Float64Array, step: number, start: number): number =>
    step < 0 ? start : (column[step] as number);
  const columns = [
    ...layers.map(({ name, incidences }) => ({
      name,
      at: (step: number) => incidences.reduce((sum, column) => sum + shareAt(column, step, 0), 0),
    })),
    { name: words.staying, at: (step: number) => shareAt(survival, step, 1) },
  ];
  const lastStep = steps.at(-1) as number;
  const named = columns.map(({ name, at }) => `${name} ${formatShare(at(lastStep))}`);
  const ages = steps.map((step) => (step < 0 ? 0 : (times[step] as number)));
  // one row per layer and age: two would be stacked on each other
  if ((ages.at(-1) as number) < lastAge) {
    ages.push(lastAge);
    steps.push(lastStep);
  }
  if (ages[1] === 0) {
    ages.shift();
    steps.shift();
  }
  const rows = columns.flatMap(({ at }, place) =>
    steps.map((step, i) => ({ age: ages[i] as number, share: at(step), name: named[place] as string, place })),
  );
  const end = lastAge > 0 ? lastAge : 1;
  const colors = [...layers.map((_, i) => chartPalette[i] as string), PAPER];
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(reasons, lastStep < 0 ? 0 : (times[lastStep] as number), locale) },
    width,
    height,
    data: { values: rows },
    mark: { type: "area", interpolate: "step-after", opacity: 0.92, line: false },
    encoding: {
      x: quantity("age", ageTitle(options, locale), {
        scale: { domain: [0, end], nice: false },
        axis: { values: ageTicks(end), grid: false },
      }),
      y: quantity("share", words.y, {
        stack: "zero",
        scale: { domain: [0, 1] },
        axis: { format: SHARE_FORMAT, tickCount: 5 },
      }),
      color: {
        field: "name",
        type: "nominal",
        scale: { domain: named, range: colors },
        // as the layers lie: those who stay on top
        legend: { title: null, orient: "right", values: [...named].reverse(), symbolType: "square" },
      },
      order: { field: "place", type: "quantitative" },
    },
  });
}

interface Layer {
  readonly name: string;
  readonly incidences: readonly Float64Array[];
}

function layersOf({ reasons }: LeavingReasons, locale: Locale): Layer[] {
  const name = (id: string): string => labelIn(survivalLabels.leavingReason, id, locale);
  const most = chartPalette.length - 1;
  if (reasons.length <= most) return reasons.map(({ id, incidence }) => ({ name: name(id), incidences: [incidence] }));
  const kept = reasons.slice(0, most - 1).map(({ id, incidence }) => ({ name: name(id), incidences: [incidence] }));
  return [...kept, { name: WORDS[locale].others, incidences: reasons.slice(most - 1).map((r) => r.incidence) }];
}

function subtitleOf({ n, left }: LeavingReasons, age: number, locale: Locale): string {
  const gone = formatNumber(left);
  return locale === "zh"
    ? `共 ${formatNumber(n)} 个客户，其中 ${gone} 个已离开；图例为到 ${formatNumber(age, 2)} 为止的占比`
    : `${counted(n, "customer", "customers")}, ${gone} of whom left; shares in the legend are those by ${formatNumber(age, 2)}`;
}

function requireReasons(reasons: LeavingReasons): void {
  requireColumns(reasons, "reasons", ["times", "survival"]);
  requireNumber(reasons.n, "reasons.n", { above: 0 });
  requireNumber(reasons.left, "reasons.left", { min: 0 });
  requireNumber(reasons.lastAge, "reasons.lastAge", { min: 0 });
  requireColumn(reasons.reasons, "reasons.reasons");
  Array.from(reasons.reasons).forEach((reason: LeavingReasonFigures, i) => {
    const name = `reasons.reasons[${i}]`;
    requireObject(reason, name);
    requireColumns(reason, name, ["incidence"]);
    if (reason.incidence.length !== reasons.times.length) {
      throw new ClienteleError("length_mismatch", `${name}.incidence must be as long as reasons.times`, { index: i });
    }
    if (typeof reason.id !== "string") {
      throw new ClienteleError("invalid_type", `${name}.id must be text, got ${show(reason.id)}`, { index: i });
    }
  });
}
