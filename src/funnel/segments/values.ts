import { selectRanks } from "../../math/quantile.ts";
import type { Journey } from "../pipeline/history.ts";
import { MS_PER_DAY } from "../stages/grid.ts";
import type { SegmentField } from "./types.ts";

/** Sizes are cut into so many bands of as many deals each. */
const SIZE_BANDS = 3;

/** The way to the present stage is cut into so many bands of as many deals each. */
const PACE_BANDS = 5;

/** Put off never, once, twice or more often. */
const PUSH_EDGES = [1, 2];

/** Silent for up to a week, a month, a quarter, longer. */
const SILENCE_EDGES = [7, 30, 90];

/** Where the bands of a field begin; nothing for fields that have names of their own. */
export function edgesOf(field: SegmentField, list: readonly Journey[]): readonly number[] | undefined {
  if (field === "pushes") return PUSH_EDGES;
  if (field === "silence") return SILENCE_EDGES;
  if (field === "pace") {
    const last = list.flatMap((journey) =>
      journey.entered.length < 2 ? [] : [daysTo(journey, journey.entered.length - 1)],
    );
    return bandsOf(last, PACE_BANDS);
  }
  if (field !== "size") return undefined;
  return bandsOf(
    list.flatMap(({ amount }) => (amount === undefined ? [] : [amount])),
    SIZE_BANDS,
  );
}

/** Where bands of as many values each begin. */
function bandsOf(values: readonly number[], bands: number): number[] {
  if (values.length < bands) return [];
  const ranks = Array.from({ length: bands - 1 }, (_, i) => Math.floor(((i + 1) * values.length) / bands));
  return [...new Set(selectRanks(Float64Array.from(values), ranks))];
}

/** Days from the first stage of a deal to its k-th. */
function daysTo({ entered }: Journey, k: number): number {
  return ((entered[k] as number) - (entered[0] as number)) / MS_PER_DAY;
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
  if (field === "pace") return pacedSpan(journey, edges, from, until);
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
  if (field !== "pushes" && field !== "silence" && field !== "pace") return journey[field];
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

/** A deal in its first stage has come no way yet, so nothing is known of it. */
function pacedSpan(journey: Journey, edges: readonly number[], from: number, until: number): ValueSpan[] {
  const { entered } = journey;
  let k = 0;
  while (k + 1 < entered.length && (entered[k + 1] as number) <= from) k++;
  return k === 0 ? [] : [{ from, until, value: bandOf(edges, daysTo(journey, k)) }];
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
