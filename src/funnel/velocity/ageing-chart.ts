import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireColumn, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { formatNumber } from "../../core/format.ts";
import { funnelLabels } from "../../core/labels/funnel.ts";
import { type Locale, labelIn } from "../../core/locale.ts";
import { requireId } from "../pipeline/rules.ts";
import type { StageVelocity, Velocity } from "./types.ts";

const ROW = 64;
const SHIFT = 11;
const TEXT = {
  title: { en: "How old open deals are", zh: "进行中商机的停留时间" },
  subtitle: {
    en: (n: string) => `${n} open deals, one mark each; bars: deals that went on from the stage`,
    zh: (n: string) => `共 ${n} 个进行中的商机，每个一条竖线；横条为从该阶段继续推进的商机`,
  },
  days: { en: "Days in the stage", zh: "在阶段内的天数" },
  kinds: {
    en: ["Half went on by", "95% went on by", "Open deal", "Open, older than that"],
    zh: ["半数已推进", "95% 已推进", "进行中", "进行中，已超过 95%"],
  },
  older: {
    en: (past: string, n: string) => `${past} of ${n} older`,
    zh: (past: string, n: string) => `${n} 个中 ${past} 个超过`,
  },
} as const;

/**
 * Draws the age of the open deals of each stage against the ages by which half, and 95 %, of those that went on from there
 * had gone on.
 *
 * @param velocity - From {@link measureVelocity}.
 * @param options - `locale`, `width` (default 560) and `height` in pixels.
 * @returns A Vega-Lite chart, one row per stage that any deal was in; of more than 200 open deals in a stage 200 evenly
 * picked ones are drawn.
 * @throws `ClienteleError` `invalid_type`, `empty_input` (no stage that any deal was in), `not_finite`, `out_of_range`,
 * `unknown_id`.
 * @example
 * ```ts
 * const deals = [{ dealId: "a", stages: [{ stage: "bid", entered: "2026-01-01" }] }];
 * const velocity = measureVelocity(deals, { pipeline: standardPipeline, asOf: "2026-02-01" });
 * ageingChart(velocity, { locale: "zh" }).title.text; // => "进行中商机的停留时间"
 * ```
 */
export function ageingChart(velocity: Velocity, options: ChartOptions = {}): Chart {
  requireObject(velocity, "velocity");
  requireColumn(velocity.stages, "velocity.stages");
  const stages = Array.from(velocity.stages, requireStage).filter(({ n }) => n > 0);
  if (stages.length === 0) throw new ClienteleError("empty_input", "velocity.stages must hold a stage with deals", {});
  const { locale, width, height } = chartFrame(options, 560, stages.length * ROW, 40);
  const [half, most, open, overdue] = TEXT.kinds[locale];
  const names = stages.map((stage) => nameOf(stage, locale));
  const bars = stages.flatMap(({ wentOnBy }, i) =>
    wentOnBy === undefined
      ? []
      : [
          { stage: names[i], from: wentOnBy.p50, to: wentOnBy.p95, kind: most },
          { stage: names[i], from: 0, to: wentOnBy.p50, kind: half },
        ],
  );
  const marks = stages.flatMap(({ openAges, wentOnBy }, i) =>
    openAges.map((age) => ({
      stage: names[i],
      age,
      kind: wentOnBy !== undefined && age > wentOnBy.p95 ? overdue : open,
    })),
  );
  const longest = Math.max(1, ...bars.map(({ to }) => to), ...marks.map(({ age }) => age));
  const texts = stages.map((stage, i) => ({
    stage: names[i],
    age: Math.max(0, ...stage.openAges, stage.wentOnBy?.p95 ?? 0),
    text: stage.open === 0 ? "" : TEXT.older[locale](formatNumber(stage.overdue), formatNumber(stage.open)),
  }));
  const y = category("stage", "", names, {
    axis: { minExtent: Math.min(260, Math.max(...names.map(textWidth))), domain: false, ticks: false, labelPadding: 8 },
    scale: { domain: names },
  });
  const x = (field: string) =>
    quantity(field, TEXT.days[locale], { scale: { domain: [0, longest * 1.2], nice: false }, axis: { tickCount: 6 } });
  const color = {
    ...colored("kind", [half, most, open, overdue], ["#7FB8D8", "#CFE3EF", chartInk.text, chartInk.bad], ""),
    legend: {
      title: null,
      orient: "top",
      direction: "horizontal",
      columns: 4,
      columnPadding: 20,
      symbolType: "square",
    },
  };
  return defineChart({
    title: {
      text: TEXT.title[locale],
      subtitle: TEXT.subtitle[locale](formatNumber(stages.reduce((total, stage) => total + stage.open, 0))),
    },
    width,
    height,
    layer: [
      {
        data: { values: bars },
        mark: { type: "bar", size: 16, yOffset: SHIFT },
        encoding: { y, x: x("from"), x2: { field: "to" }, color },
      },
      {
        data: { values: marks },
        mark: { type: "tick", size: 18, thickness: 1.5, opacity: 0.85, yOffset: -SHIFT },
        encoding: { y, x: x("age"), color },
      },
      {
        data: { values: texts },
        mark: { type: "text", align: "left", dx: 8, fontSize: 11, color: chartInk.muted, yOffset: -SHIFT },
        encoding: { y, x: x("age"), text: { field: "text", type: "nominal" } },
      },
    ],
  });
}

function nameOf({ stage, name }: StageVelocity, locale: Locale): string {
  return name ?? labelIn(funnelLabels.stage, stage, locale);
}

function requireStage(stage: StageVelocity, i: number): StageVelocity {
  const at = `velocity.stages[${i}]`;
  requireObject(stage, at);
  requireId(stage.stage, `${at}.stage`);
  if (stage.name !== undefined) requireId(stage.name, `${at}.name`);
  for (const key of ["n", "open", "overdue"] as const) requireNumber(stage[key], `${at}.${key}`, { min: 0 });
  requireColumn(stage.openAges, `${at}.openAges`);
  for (const age of stage.openAges) requireNumber(age, `${at}.openAges`, { min: 0 });
  if (stage.wentOnBy !== undefined) {
    requireObject(stage.wentOnBy, `${at}.wentOnBy`);
    requireNumber(stage.wentOnBy.p50, `${at}.wentOnBy.p50`, { min: 0 });
    requireNumber(stage.wentOnBy.p95, `${at}.wentOnBy.p95`, { min: 0 });
  }
  return stage;
}
