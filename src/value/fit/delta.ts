import type { Interval } from "../../core/estimate.ts";
import { normalQuantile } from "../../math/normal.ts";
import type { ModelFigure } from "./types.ts";

/** On which scale a figure is nearly normal: amounts and counts on `log`, shares on `logit`. */
export type FigureScale = "log" | "logit" | "identity";

/** Parameters with the covariance of their logarithms, as a model holds them. */
export interface UncertainParameters {
  readonly parameters: readonly number[];
  /** Absent where the data do not decide the parameters. */
  readonly covariance?: readonly (readonly number[])[] | undefined;
  readonly level: number;
  /** Customers behind the parameters. */
  readonly n: number;
}

const FORWARD: Readonly<Record<FigureScale, (y: number) => number>> = {
  log: Math.log,
  logit: (y) => Math.log(y) - Math.log1p(-y),
  identity: (y) => y,
};
const BACK: Readonly<Record<FigureScale, (w: number) => number>> = {
  log: Math.exp,
  logit: (w) => 1 / (1 + Math.exp(-w)),
  identity: (w) => w,
};

/** Step of the central differences, in logarithms of parameters. */
const STEP = 1e-4;

/**
 * A figure of a fitted model with its interval by the delta method: how far it moves when the parameters move as far as
 * the data leave open.
 *
 * @internal
 */
export function deltaFigure(
  figure: (parameters: readonly number[]) => number,
  { parameters, covariance, level, n }: UncertainParameters,
  scale: FigureScale,
): ModelFigure {
  const value = figure(parameters);
  if (covariance === undefined) return { value, n };
  const interval = deltaInterval(figure, value, parameters, covariance, level, scale);
  return interval === undefined ? { value, n } : { value, n, interval };
}

function deltaInterval(
  figure: (parameters: readonly number[]) => number,
  value: number,
  parameters: readonly number[],
  covariance: readonly (readonly number[])[],
  level: number,
  scale: FigureScale,
): Interval | undefined {
  const n = parameters.length;
  const moved = (i: number, by: number): number =>
    figure(parameters.map((cell, j) => (j === i ? cell * Math.exp(by) : cell)));
  const pairs = parameters.map((_, i) => [moved(i, STEP), moved(i, -STEP)] as const);
  // a share of exactly 0 or 1 that no parameter moves is certain
  if (pairs.every(([up, down]) => up === value && down === value)) return { lower: value, upper: value, level };
  const forward = FORWARD[scale];
  const slopes = pairs.map(([up, down]) => (forward(up) - forward(down)) / (2 * STEP));
  let variance = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      variance += (slopes[i] as number) * (slopes[j] as number) * (covariance[i]?.[j] as number);
    }
  }
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, variance));
  const lower = BACK[scale](forward(value) - reach);
  const upper = BACK[scale](forward(value) + reach);
  return Number.isFinite(lower) && Number.isFinite(upper) ? { lower, upper, level } : undefined;
}
