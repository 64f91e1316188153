import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity, SHARE_FORMAT } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject, requireOneOf, requireText } from "../../core/checks.ts";
import { formatShare } from "../../core/format.ts";
import { rivalProfileLabels } from "../../core/labels/rival-profile.ts";
import type { Locale } from "../../core/locale.ts";
import { wordReason } from "../../core/word-reason.ts";
import { rivalProfileEn, rivalProfileZh } from "../../core/wording/rival-profile.ts";
import { rivalSteps } from "./fields.ts";
import type { RivalReport, RivalStepReading } from "./types.ts";

const SMALLEST = 240;
const STATES = ["current", "stale", "missing"] as const;
const TITLE = { en: "What is known about the rival", zh: "对竞争对手的了解程度" } as const;
const AXIS = { en: "Share of the step's weight", zh: "占该步骤权重的比例" } as const;

/**
 * Draws how far each of the six steps is known: current, out of date and missing, with the next question below the
 * title.
 *
 * @param report - From {@link measureRivalProfile}.
 * @param options - `locale`, `width` (default 520) and `height` (default 260) in pixels, at least 240.
 * @returns A Vega-Lite specification.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `unknown_id`.
 * @example
 * ```ts
 * const report = measureRivalProfile({ id: "north", facts: [] }, { asOf: "2026-06-30" });
 * rivalProfileChart(report, { locale: "zh" }).title.text; // => "对竞争对手的了解程度：north"
 * ```
 */
export function rivalProfileChart(report: RivalReport, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 520, 260, SMALLEST);
  requireReport(report);
  const steps = Array.from(report.steps);
  const label = ({ step }: RivalStepReading): string => rivalProfileLabels.rivalStep[step][locale];
  const names = STATES.map((state) => rivalProfileLabels.rivalFactState[state][locale]);
  const values = steps.flatMap((step) => {
    const shares = [step.current, step.completeness - step.current, 1 - step.completeness];
    let from = 0;
    return shares.map((share, i) => {
      const row = { step: label(step), state: names[i], from, to: Math.min(1, from + share) };
      from = row.to;
      return row;
    });
  });
  return defineChart({
    title: {
      text: `${TITLE[locale]}${locale === "zh" ? "：" : ": "}${report.name ?? report.id}`,
      subtitle: subtitleOf(report, locale),
    },
    width,
    height,
    data: { values },
    mark: { type: "bar", height: { band: 0.66 } },
    encoding: {
      y: category("step", "", steps.map(label), { axis: { domain: false, ticks: false } }),
      x: quantity("from", AXIS[locale], { scale: { domain: [0, 1] }, axis: { format: SHARE_FORMAT, tickCount: 5 } }),
      x2: { field: "to" },
      color: {
        ...colored("state", names, [chartInk.good, "#E69F00", "#D9E2EC"]),
        legend: { title: null, orient: "top", direction: "horizontal", columnPadding: 20, symbolType: "square" },
      },
    },
  });
}

function subtitleOf(report: RivalReport, locale: Locale): string[] {
  const [known, current] = [formatShare(report.completeness, 0), formatShare(report.current, 0)];
  const first = report.ask[0];
  const next = first === undefined ? [] : [wordReason(locale === "zh" ? rivalProfileZh : rivalProfileEn, first.reason)];
  return locale === "zh"
    ? [`截至 ${report.asOf}：已知 ${known}，有效 ${current}`, ...next.map((text) => `下一个问题：${text}`)]
    : [`As of ${report.asOf}: ${known} known, ${current} current`, ...next.map((text) => `Ask next: ${text}`)];
}

/** Refuses a report that was edited by hand into something that cannot be drawn. */
function requireReport(report: RivalReport): void {
  requireObject(report, "report");
  requireText(report.id, "report.id");
  if (report.name !== undefined) requireText(report.name, "report.name");
  const share = { min: 0, max: 1 } as const;
  for (const field of ["completeness", "current"] as const) requireNumber(report[field], `report.${field}`, share);
  requireColumn(report.ask, "report.ask");
  const first = report.ask[0];
  if (first !== undefined) {
    requireObject(first, "report.ask[0]");
    requireObject(first.reason, "report.ask[0].reason");
    requireObject(first.reason.params, "report.ask[0].reason.params");
  }
  requireColumn(report.steps, "report.steps");
  Array.from(report.steps).forEach((step, i) => {
    requireObject(step, `report.steps[${i}]`);
    requireOneOf(step.step, rivalSteps, `report.steps[${i}].step`);
    requireNumber(step.completeness, `report.steps[${i}].completeness`, share);
    requireNumber(step.current, `report.steps[${i}].current`, { min: 0, max: step.completeness });
  });
}
