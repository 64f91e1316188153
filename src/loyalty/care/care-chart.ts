import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { chartInk, chartPalette } from "../../chart/theme.ts";
import { requireColumn, requireObject } from "../../core/checks.ts";
import { formatNumber } from "../../core/format.ts";
import { careLabels } from "../../core/labels/care.ts";
import { type Locale, labelIn } from "../../core/locale.ts";
import { endOfPeriod, type PeriodUnit, periodLabel, toDay } from "../../time/index.ts";
import { requireText } from "./read.ts";
import type { CarePlan, CareTriggerCount, PlannedCare } from "./types.ts";

/** Up to so many days a bar is a week, then a month, then a year, so that the bars can be told apart. */
const WEEKS_UP_TO = 126;
const MONTHS_UP_TO = 1100;

/** As many triggers as the palette has dark colours; the rest is drawn as one. */
const MOST_COLOURS = 6;

const MOST_TICKS = 7;

/** Pixels right of the legend: renderers that lack the theme's fonts draw words wider than measured. */
const AIR = 28;

const WORDS = {
  en: { title: "Care calendar", acts: "Acts of care", other: "Other" },
  zh: { title: "关怀日历", acts: "关怀次数", other: "其他" },
} as const;
const PERIODS = {
  en: { week: "Week in which to act", month: "Month in which to act", year: "Year in which to act" },
  zh: { week: "行动所在周", month: "行动所在月", year: "行动所在年" },
} as const;

/**
 * Draws how many acts of care fall into each week, month or year of a plan, by what they are for.
 *
 * @param plan - From {@link planCare}.
 * @param options - `locale`, `width` (default 560) and `height` (default 280) in pixels, at least 200.
 * @returns A Vega-Lite specification; the six most frequent triggers have a colour of their own.
 * @throws ClienteleError `invalid_type`, `invalid_date`, `not_finite`, `out_of_range`, `unknown_id` for another language.
 * @example
 * ```ts
 * const firms = [{ id: "a", kind: "account", dates: [{ id: "founding", on: "1998-05-04" }] }];
 * const plan = planCare(firms, { from: "2026-01-01", to: "2026-12-31" });
 * careChart(plan, { locale: "zh" }).title.text; // => "关怀日历"
 * ```
 */
export function careChart(plan: CarePlan, options: ChartOptions = {}): Chart {
  const { locale, width, height } = chartFrame(options, 560, 280, 200);
  requirePlan(plan);
  const words = WORDS[locale];
  const names = plan.triggers.filter(({ planned }) => planned > 0).sort((a, b) => b.planned - a.planned);
  const own = names.length > MOST_COLOURS ? names.slice(0, MOST_COLOURS - 1) : names;
  const nameOf = new Map(own.map((trigger) => [trigger.id, labelOfTrigger(trigger, locale)]));
  const [from, to] = [toDay(plan.from, "plan.from"), toDay(plan.to, "plan.to")];
  const unit = to - from <= WEEKS_UP_TO ? "week" : to - from <= MONTHS_UP_TO ? "month" : "year";
  const counts = new Map<string, Map<string, number>>();
  for (const { actOn, trigger } of plan.entries) {
    const period = periodLabel(toDay(actOn, "plan.entries actOn"), unit);
    const name = nameOf.get(trigger) ?? words.other;
    const bar = counts.get(period) ?? new Map<string, number>();
    bar.set(name, (bar.get(name) ?? 0) + 1);
    counts.set(period, bar);
  }
  const order = [...nameOf.values(), ...(own.length < names.length ? [words.other] : [])];
  const colors = [...chartPalette.slice(0, own.length), ...(own.length < names.length ? [chartInk.neutral] : [])];
  const values = [...counts].flatMap(([period, bar]) =>
    [...bar].map(([name, n]) => ({ period, name, n, rank: order.indexOf(name) })),
  );
  const highest = [...counts.values()].reduce((most, bar) => Math.max(most, sumOf(bar.values())), 1);
  return defineChart({
    title: { text: words.title, subtitle: subtitleOf(plan, locale) },
    width,
    height,
    padding: { left: 12, top: 12, right: AIR, bottom: 12 },
    data: { values },
    mark: { type: "bar" },
    encoding: {
      x: category("period", PERIODS[locale][unit], periodsOf(from, to, unit), {
        type: "ordinal",
        scale: { domain: periodsOf(from, to, unit) },
        axis: { labelAngle: -45, labelOverlap: true, grid: false },
      }),
      // never more ticks than acts: halves would be labelled as whole numbers
      y: quantity("n", words.acts, { axis: { tickCount: Math.min(MOST_TICKS, highest), format: ",d" } }),
      color: { ...colored("name", order, colors, ""), sort: order },
      order: { field: "rank", type: "quantitative", sort: "descending" },
      tooltip: [{ field: "period" }, { field: "name" }, { field: "n" }],
    },
  });
}

function sumOf(counts: Iterable<number>): number {
  let total = 0;
  for (const n of counts) total += n;
  return total;
}

function labelOfTrigger({ id, name }: CareTriggerCount, locale: Locale): string {
  return name === undefined ? labelIn(careLabels.careTrigger, id, locale) : name[locale];
}

/** Every period of the plan, so that a week without care shows as a gap. */
function periodsOf(from: number, to: number, unit: PeriodUnit): string[] {
  const labels: string[] = [];
  for (let day = from; day <= to; day = endOfPeriod(day, unit) + 1) labels.push(periodLabel(day, unit));
  return labels;
}

function subtitleOf({ asOf, counts, done, withheld }: CarePlan, locale: Locale): string {
  const { upcoming, due, overdue } = counts;
  const [all, late, held] = [upcoming + due + overdue, overdue, withheld].map((n) => formatNumber(n));
  return locale === "zh"
    ? `共 ${all} 次待办，截至 ${asOf} 逾期 ${late} 次；已办 ${formatNumber(done)} 次，未经授权未列入 ${held} 次`
    : `${all} to do, ${late} of them overdue on ${asOf}; ${formatNumber(done)} done, ${held} withheld without consent`;
}

/** Refuses what was edited by hand into something that cannot be drawn. */
function requirePlan(plan: CarePlan): void {
  requireObject(plan, "plan");
  requireColumn(plan.entries, "plan.entries");
  requireColumn(plan.triggers, "plan.triggers");
  requireObject(plan.counts, "plan.counts");
  plan.triggers.forEach((trigger, i) => {
    requireObject(trigger, `plan.triggers[${i}]`);
    requireText(trigger.id, `plan.triggers[${i}].id`);
  });
  plan.entries.forEach((entry: PlannedCare, i) => {
    requireObject(entry, `plan.entries[${i}]`);
  });
}
