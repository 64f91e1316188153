import { requireColumn, requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import type { Estimate } from "../../core/estimate.ts";
import { METHODS, requireName } from "./plan.ts";
import type { Attribution, AttributionComparison, ChannelCredit, MethodCredits } from "./types.ts";

/** Figures beyond it would overflow where two are set against each other. */
const LARGEST = 1e100;

const FIGURE = { min: -LARGEST, max: LARGEST } as const;

/** Refuses an estimate that cannot be set against another. */
export function requireEstimate(estimate: Estimate, name: string): void {
  requireObject(estimate, name);
  requireNumber(estimate.value, `${name}.value`, FIGURE);
  requireObject(estimate.interval, `${name}.interval`);
  const { lower, upper, level } = estimate.interval;
  requireNumber(lower, `${name}.interval.lower`, FIGURE);
  requireNumber(upper, `${name}.interval.upper`, { min: lower, max: LARGEST });
  requireNumber(level, `${name}.interval.level`, { above: 0, below: 1 });
}

/** Refuses what is not a result of `measureAttribution` in the parts that others read. */
export function requireAttribution(attribution: Attribution): void {
  requireObject(attribution, "attribution");
  requireNumber(attribution.level, "attribution.level", { above: 0, below: 1 });
  requireNumber(attribution.journeys, "attribution.journeys", { min: 1 });
  requireNumber(attribution.conversions, "attribution.conversions", { min: 0 });
  eachRow(attribution.reach, "attribution.reach", (row, name) => requireName(row.channel, `${name}.channel`));
  eachRow(attribution.methods, "attribution.methods", (entry, name) => {
    requireOneOf(entry.method, METHODS, `${name}.method`);
    if ("abstained" in entry) return;
    eachRow((entry as MethodCredits).channels, `${name}.channels`, (row: ChannelCredit, place) => {
      requireName(row.channel, `${place}.channel`);
      requireEstimate(row.conversions, `${place}.conversions`);
    });
  });
}

/** The same for a result of `compareAttribution`. */
export function requireComparison(comparison: AttributionComparison): void {
  requireObject(comparison, "options.comparison");
  eachRow(comparison.channels, "options.comparison.channels", (row, name) => {
    requireName(row.channel, `${name}.channel`);
    requireEstimate(row.incremental, `${name}.incremental`);
  });
}

function eachRow<T>(rows: readonly T[], name: string, check: (row: T, name: string) => void): void {
  requireColumn(rows, name);
  Array.from(rows).forEach((row, i) => {
    requireObject(row, `${name}[${i}]`);
    check(row, `${name}[${i}]`);
  });
}
