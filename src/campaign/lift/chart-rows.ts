import type { ChartOptions } from "../../chart/chart.ts";
import { requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Abstention, Interval } from "../../core/estimate.ts";
import type { LiftFigure } from "../../core/labels/lift.ts";
import type { LiftKind } from "./arm-types.ts";
import type { LiftComparison } from "./several-types.ts";
import type { Lift, LiftEffect } from "./types.ts";

/** A lift with the name of its arm, or of its metric. */
export interface LiftChartEntry {
  readonly id: string;
  readonly lift: Lift | Abstention;
}

/** Options of {@link liftChart}. */
export interface LiftChartOptions extends ChartOptions {
  /** Which figure is drawn; default `"absolute"`. */
  readonly figure?: LiftFigure;
}

/** What a row's colour says. */
export type LiftJudgement = "up" | "open" | "down" | "unknown";

/** One row of the chart. */
export interface LiftChartRow {
  readonly label: string;
  readonly judgement: LiftJudgement;
  readonly value?: number;
  readonly lower?: number;
  readonly upper?: number;
}

/** Rows, and what they share. */
export interface LiftChartRows {
  readonly rows: readonly LiftChartRow[];
  readonly kind: LiftKind | undefined;
  readonly level: number | undefined;
}

/** Longest name shown in full; the axis has room for no more. */
const MAX_NAME = 40;

/** Brings a comparison, or a list of lifts, to rows in the order given. */
export function liftRows(input: LiftComparison | readonly LiftChartEntry[], figure: LiftFigure): LiftChartRows {
  const entries = entriesOf(input);
  const used = new Map<string, number>();
  let kind: LiftKind | undefined;
  let level: number | undefined;
  const rows = entries.map(({ id, lift }, i): LiftChartRow => {
    const label = labelOf(id, used);
    const effect = effectOf(lift, figure);
    if ("kind" in lift) {
      if (kind !== undefined && kind !== lift.kind) throw mixed("kinds");
      kind = lift.kind;
    }
    if ("abstained" in effect) return { label, judgement: "unknown" };
    const interval: Interval = effect.interval;
    const name = `lifts[${i}]`;
    requireNumber(effect.value, `${name}.value`);
    requireObject(interval, `${name}.interval`);
    requireNumber(interval.lower, `${name}.interval.lower`);
    requireNumber(interval.upper, `${name}.interval.upper`);
    requireNumber(interval.level, `${name}.interval.level`, { above: 0, below: 1 });
    if (level !== undefined && level !== interval.level) throw mixed("levels");
    level = interval.level;
    const judgement = interval.lower > 0 ? "up" : interval.upper < 0 ? "down" : "open";
    return { label, judgement, value: effect.value, lower: interval.lower, upper: interval.upper };
  });
  return { rows, kind, level };
}

function entriesOf(input: LiftComparison | readonly LiftChartEntry[]): readonly LiftChartEntry[] {
  const given: unknown = input;
  const entries = Array.isArray(given) ? given : (given as Partial<LiftComparison> | null | undefined)?.comparisons;
  if (!Array.isArray(entries)) {
    throw new ClienteleError("invalid_type", `lifts must come from measureArms or be a list, got ${show(given)}`, {
      name: "lifts",
    });
  }
  if (entries.length === 0) throw new ClienteleError("empty_input", "lifts must hold at least one lift", {});
  entries.forEach((entry: LiftChartEntry, i) => {
    requireObject(entry, `lifts[${i}]`);
    requireObject(entry.lift, `lifts[${i}].lift`);
    if (typeof entry.id !== "string") {
      throw new ClienteleError("invalid_type", `lifts[${i}].id must be text, got ${show(entry.id)}`, { index: i });
    }
  });
  return entries;
}

function effectOf(lift: Lift | Abstention, figure: LiftFigure): LiftEffect | Abstention {
  if ("abstained" in lift) return lift;
  const chosen = lift[figure];
  if (chosen === undefined) {
    throw new ClienteleError("inconsistent", `a lift has no "${figure}" figure; choose another one`, { figure });
  }
  requireObject(chosen, `lift.${figure}`);
  if ("abstained" in chosen) return chosen;
  const effect = "absolute" in chosen ? chosen.absolute : chosen;
  requireObject(effect, `lift.${figure}`);
  return effect;
}

/** Two rows of one name would fall on one line. */
function labelOf(id: string, used: Map<string, number>): string {
  const name = id.length <= MAX_NAME ? id : `${id.slice(0, MAX_NAME - 1)}…`;
  const times = (used.get(name) ?? 0) + 1;
  used.set(name, times);
  return times === 1 ? name : `${name} (${times})`;
}

function mixed(what: string): ClienteleError {
  return new ClienteleError("inconsistent", `lifts of different ${what} share no axis; draw them apart`, { what });
}
