import { selectRanks } from "../../math/quantile.ts";
import type { Journey } from "../pipeline/history.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { SegmentField } from "./types.ts";

/** Sizes are cut into so many bands of as many deals each. */
const SIZE_BANDS = 3;

/** Put off never, once, twice or more often. */
const PUSH_EDGES = [1, 2];

/** Silent for up to a week, a month, a quarter, longer. */
const SILENCE_EDGES = [7, 30, 90];

/** Where the bands of a field begin; nothing for fields that have names of their own. */
export function edgesOf(field: SegmentField, list: readonly Journey[]): readonly number[] | undefined {
  if (field === "pushes") return PUSH_EDGES;
  if (field === "silence") return SILENCE_EDGES;
  if (field !== "size") return undefined;
  const amounts = list.flatMap(({ amount }) => (amount === undefined ? [] : [amount]));
  if (amounts.length < SIZE_BANDS) return [];
  const ranks = Array.from({ length: SIZE_BANDS - 1 }, (_, i) => Math.floor(((i + 1) * amounts.length) / SIZE_BANDS));
  return [...new Set(selectRanks(Float64Array.from(amounts), ranks))];
}

/** A stretch of time through which a deal had one value of a field. */
export interface ValueSpan {
  readonly from: number;
  readonly until: number;
  readonly value: string;
}

/** The values that a field had between two moments of a deal; empty where nothing is known. */
export function spansOf(
  field: SegmentField,
  edges: readonly number[],
  journey: Journey,
  from: number,
  until: number,
): ValueSpan[] {
  if (field === "pushes") return countedSpans(journey.pushes, edges, from, until);
  if (field === "silence") return silentSpans(journey, edges, from, until);
  const value =
    field === "size" ? (journey.amount === undefined ? undefined : bandOf(edges, journey.amount)) : journey[field];
  return value === undefined ? [] : [{ from, until, value }];
}

/** The value of a field at one moment. */
export function valueAt(
  field: SegmentField,
  edges: readonly number[],
  journey: Journey,
  moment: number,
): string | undefined {
  if (field === "size") return journey.amount === undefined ? undefined : bandOf(edges, journey.amount);
  if (field !== "pushes" && field !== "silence") return journey[field];
  const spans = spansOf(field, edges, journey, moment, moment);
  return spans[spans.length - 1]?.value;
}

function bandOf(edges: readonly number[], x: number): string {
  let band = 0;
  while (band < edges.length && x >= (edges[band] as number)) band++;
  return String(band);
}

function countedSpans(
  moments: readonly number[] | undefined,
  edges: readonly number[],
  from: number,
  until: number,
): ValueSpan[] {
  if (moments === undefined) return [];
  let count = 0;
  while (count < moments.length && (moments[count] as number) <= from) count++;
  const spans: ValueSpan[] = [];
  let begin = from;
  for (; count < moments.length && (moments[count] as number) < until; count++) {
    spans.push({ from: begin, until: moments[count] as number, value: bandOf(edges, count) });
    begin = moments[count] as number;
  }
  spans.push({ from: begin, until, value: bandOf(edges, count) });
  return spans;
}

/** Silence counts from the last activity, or from the deal's begin; a stage entered is no activity of ours. */
function silentSpans(
  { activities, entered }: Journey,
  edges: readonly number[],
  from: number,
  until: number,
): ValueSpan[] {
  if (activities === undefined) return [];
  const spans: ValueSpan[] = [];
  let last = entered[0] as number;
  let next = 0;
  while (next < activities.length && (activities[next] as number) <= from)
    last = Math.max(last, activities[next++] as number);
  let begin = from;
  for (;;) {
    const stop = Math.min(until, activities[next] ?? until);
    let band = Number(bandOf(edges, (begin - last) / MS_PER_DAY));
    for (;;) {
      const edge = edges[band];
      const turn = edge === undefined ? stop : Math.min(stop, last + edge * MS_PER_DAY);
      spans.push({ from: begin, until: turn, value: String(band) });
      begin = turn;
      if (turn >= stop) break;
      band++;
    }
    if (stop >= until) return spans;
    last = activities[next++] as number;
  }
}
