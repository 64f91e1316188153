import { type Chart, type ChartOptions, defineChart } from "../../chart/chart.ts";
import { category, colored, quantity } from "../../chart/encode.ts";
import { chartFrame } from "../../chart/frame.ts";
import { textWidth } from "../../chart/text.ts";
import { chartInk } from "../../chart/theme.ts";
import { requireNonEmpty, requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Label } from "../../core/locale.ts";
import { dayToMs, toDay, toIsoDate } from "../../time/day.ts";
import { ROUNDING } from "./calendar.ts";
import type { ProjectForecast } from "./forecast-types.ts";
import { MOST } from "./three-point.ts";
import type { ProjectSchedule, ScheduledTask } from "./types.ts";

const TEXTS = {
  title: { en: "Project plan", zh: "项目计划" },
  critical: { en: "Critical", zh: "关键" },
  slack: { en: "With slack", zh: "有时差" },
  room: { en: "Slack", zh: "时差" },
  today: { en: "as of", zh: "截至" },
  deadline: { en: "deadline", zh: "期限" },
  axis: { en: "Working time from the start", zh: "自开工起的工作时间" },
  ends: { en: "ends", zh: "完工" },
  shown: { en: "tasks shown", zh: "项任务" },
} as const satisfies Record<string, Label>;

/** More rows than this nobody reads. */
const MOST_ROWS = 60;
const ROW_HEIGHT = 22;
/** Pixels that a name may take. */
const LABEL = 240;

/** Options of {@link ganttChart}. */
export interface GanttChartOptions extends ChartOptions {
  /** Draws the day as a line: a date where the schedule has dates, else working time from the start. */
  readonly asOf?: number | string | Date;
  /** Adds the finish that is held with a chance of 80 %. */
  readonly forecast?: ProjectForecast;
  /** Tasks at most, 1 to 60, critical ones first; default 40. */
  readonly rows?: number;
}

/**
 * Draws a project as a Gantt chart: bars by earliest dates, critical ones in their own colour, slack behind them,
 * milestones, the day it is read on, the deadline, and the finish that is held with a chance of 80 %.
 *
 * @param schedule - From `scheduleProject`.
 * @param options - `asOf`, `forecast` (of the same tasks), `rows` at most, `locale`, `width`, `height`.
 * @returns A Vega-Lite specification. Of more tasks than `rows` the critical ones are kept, then the earliest; the
 * subtitle says how many are shown.
 * @throws `ClienteleError` `invalid_type`, `empty_input`, `not_finite`, `out_of_range`, `unknown_id`, `invalid_date`,
 * `inconsistent` for an `asOf` that is a date where the schedule has none, or the reverse.
 * @example
 * ```ts
 * const chart = ganttChart(scheduleProject([{ id: "audit", duration: 5 }, { id: "visit", duration: 2 }]), { asOf: 1 });
 * chart.title.text; // => "Project plan"
 * ```
 */
export function ganttChart(schedule: ProjectSchedule, options: GanttChartOptions = {}): Chart {
  requireObject(schedule, "schedule");
  requireNonEmpty(schedule.tasks, "schedule.tasks");
  requireNumber(schedule.finish, "schedule.finish", { min: 0, max: 1e12 });
  requireObject(options, "options");
  const { rows = 40, asOf, forecast } = options;
  requireNumber(rows, "options.rows", { min: 1, max: MOST_ROWS, integer: true });
  schedule.tasks.forEach((task, i) => {
    requireObject(task, `schedule.tasks[${i}]`);
    for (const field of ["earliestStart", "earliestFinish", "latestFinish", "totalSlack"] as const) {
      requireNumber(task[field], `schedule.tasks[${i}].${field}`);
    }
  });
  const shown = shownTasks(schedule.tasks, rows);
  const { locale, width, height } = chartFrame(options, 620, ROW_HEIGHT * shown.length, 20);
  const word = (key: keyof typeof TEXTS): string => TEXTS[key][locale];
  const dated = schedule.start !== undefined;
  const kinds = [word("critical"), word("slack"), word("room")];

  /** The beginning or the end of a piece of work on the axis; on a dated one with the part of the day that is gone. */
  const at = (offset: number, date: string | undefined, end: boolean): number | string => {
    if (!dated || date === undefined) return offset;
    const before = end ? Math.max(0, Math.ceil(offset - ROUNDING) - 1) : Math.floor(offset + ROUNDING);
    const part = offset - before;
    const day = toDay(date, "a date of the schedule");
    const whole = Math.round(part);
    return Math.abs(part - whole) <= ROUNDING ? toIsoDate(day + whole) : dayToMs(day) + Math.round(part * dayToMs(1));
  };
  const names = shown.map(({ id, name }) => name ?? id);
  // equal names would share a row
  const labelAt = (i: number): string =>
    (names.indexOf(names[i] as string) === i ? names[i] : `${names[i]} (${shown[i]?.id})`) as string;
  const labels = shown.map((_, i) => labelAt(i));
  const bars = shown.flatMap((task, i) => {
    const label = labels[i] as string;
    const bar = {
      task: label,
      kind: word(task.critical ? "critical" : "slack"),
      from: at(task.earliestStart, task.startDate, false),
      to: at(task.earliestFinish, task.finishDate, true),
      shape: task.summary ? "summary" : task.duration > 0 ? "bar" : "milestone",
    };
    if (!(task.totalSlack > 0) || task.summary) return [bar];
    const room = {
      task: label,
      kind: word("room"),
      from: bar.to,
      to: at(task.latestFinish, task.latestFinishDate, true),
    };
    return [bar, { ...room, shape: "room" }];
  });
  const marks = marksOf(schedule, forecast, asOf, dated, word);
  const x = dated
    ? {
        field: "from",
        type: "temporal",
        title: null,
        scale: { type: "utc" },
        axis: { format: "%Y-%m-%d", labelOverlap: true, tickCount: 6 },
      }
    : quantity("from", word("axis"), { scale: { zero: true } });
  const y = category("task", "", labels, {
    axis: {
      labelLimit: LABEL,
      minExtent: Math.min(LABEL, Math.max(...labels.map(textWidth))),
      ticks: false,
      domain: false,
    },
  });
  const color = colored("kind", kinds, [chartInk.bad, chartInk.good, chartInk.grid], "");
  // a layer without rows would have an axis without ends
  const layer = (shape: string, mark: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>>) =>
    bars.some((bar) => bar.shape === shape)
      ? [{ transform: [{ filter: `datum.shape === '${shape}'` }], mark, encoding: { y, x, ...more } }]
      : [];
  const ends = dated ? schedule.finishDate : String(Math.round(schedule.finish * 100) / 100);
  const counts =
    shown.length < schedule.tasks.length ? ` · ${shown.length}/${schedule.tasks.length} ${word("shown")}` : "";
  return defineChart({
    title: { text: word("title"), subtitle: `${word("ends")} ${ends}${counts}` },
    width,
    height,
    data: { values: bars },
    layer: [
      ...layer("room", { type: "bar", height: 4 }, { x2: { field: "to" }, color }),
      ...layer("bar", { type: "bar", height: 13, cornerRadius: 2 }, { x2: { field: "to" }, color }),
      ...layer("summary", { type: "bar", height: 5, color: chartInk.muted }, { x2: { field: "to" } }),
      ...layer(
        "milestone",
        { type: "point", shape: "diamond", size: 130, opacity: 1 },
        { x: { ...x, field: "to" }, color },
      ),
      ...marks.flatMap((mark) => ruleLayers(mark, dated, x)),
    ],
  });
}

/** A line across the chart with its name above it. */
interface Mark {
  readonly text: string;
  readonly at: number | string;
  readonly color: string;
  readonly line: number;
}

function marksOf(
  schedule: ProjectSchedule,
  forecast: ProjectForecast | undefined,
  asOf: GanttChartOptions["asOf"],
  dated: boolean,
  word: (key: keyof typeof TEXTS) => string,
): Mark[] {
  const marks: Omit<Mark, "line">[] = [];
  if (asOf !== undefined) {
    if (dated === (typeof asOf === "number")) {
      throw new ClienteleError(
        "inconsistent",
        `options.asOf must be ${dated ? "a date" : "working time"}, as the schedule is`,
        {},
      );
    }
    if (typeof asOf === "number") requireNumber(asOf, "options.asOf", { min: 0, max: MOST });
    const place = typeof asOf === "number" ? asOf : toIsoDate(toDay(asOf, "options.asOf"));
    marks.push({ text: `${word("today")} ${place}`, at: place, color: chartInk.text });
  }
  const { deadline, deadlineDate } = schedule;
  if (deadline !== undefined) {
    const place = dated && deadlineDate !== undefined ? toIsoDate(toDay(deadlineDate) + 1) : deadline;
    marks.push({ text: `${word("deadline")} ${deadlineDate ?? deadline}`, at: place, color: chartInk.muted });
  }
  if (forecast !== undefined) {
    requireObject(forecast, "options.forecast");
    requireNonEmpty(forecast.percentiles, "options.forecast.percentiles");
    const held = forecast.percentiles.find(({ share }) => share === 0.8);
    if (held !== undefined) {
      const place = dated && held.date !== undefined ? toIsoDate(toDay(held.date) + 1) : held.finish.value;
      const shown = dated ? held.date : Math.round(held.finish.value * 10) / 10;
      marks.push({ text: `P80 ${shown}`, at: place, color: chartInk.bad });
    }
  }
  return marks.map((mark, line) => ({ ...mark, line }));
}

function ruleLayers({ text, at, color, line }: Mark, dated: boolean, x: Readonly<Record<string, unknown>>) {
  const data = { values: [{ from: at, text }] };
  const { scale, axis: _axis, ...place } = x as { scale?: unknown; axis?: unknown };
  const encoding = { x: { ...place, ...(dated ? { scale } : {}) } };
  return [
    { data, mark: { type: "rule", color, strokeDash: [4, 3], strokeWidth: 1.5 }, encoding },
    {
      data,
      mark: { type: "text", color, align: "left", dx: 4, y: -6 - 14 * line, limit: textWidth(text) },
      encoding: { ...encoding, text: { field: "text" } },
    },
  ];
}

/** Critical tasks first where not all fit, then in the order in which they can start. */
function shownTasks(tasks: readonly ScheduledTask[], most: number): ScheduledTask[] {
  const early = (a: ScheduledTask, b: ScheduledTask): number =>
    a.earliestStart - b.earliestStart || a.earliestFinish - b.earliestFinish || (a.id < b.id ? -1 : 1);
  const kept = Array.from(tasks)
    .sort((a, b) => Number(b.critical) - Number(a.critical) || early(a, b))
    .slice(0, most);
  // a summary stands above what it spans
  return kept.sort((a, b) => a.earliestStart - b.earliestStart || Number(b.summary) - Number(a.summary) || early(a, b));
}
