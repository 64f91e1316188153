import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Interval } from "../../core/estimate.ts";
import { normalCdf, normalQuantile } from "../../math/normal.ts";
import type { Random } from "../../math/random.ts";
import type { PortfolioFigure } from "./types.ts";

/**
 * A figure with its doubt on the scale on which it is judged: half a normal curve below the value, half above, each as
 * wide as its side of the interval says. The interval's ends are exactly the quantiles they claim to be.
 */
export interface Spread {
  readonly value: number;
  /** Standard deviation below the value; 0 where no doubt was given. */
  readonly below: number;
  readonly above: number;
}

/** How a figure is read: on its own scale, or by its logarithm where ratios count. */
export interface FigureScale {
  readonly log?: boolean;
  readonly min?: number;
  readonly max?: number;
}

/** Beyond it a figure is a typing error, and its square would soon be no number. */
const LARGEST = 1e12;

/** Reads a figure, checked, onto its scale. */
export function spreadOf(figure: PortfolioFigure, name: string, scale: FigureScale = {}): Spread {
  if (typeof figure === "number") return { value: at(figure, name, scale), below: 0, above: 0 };
  requireObject(figure, name);
  const value = at(figure.value, `${name}.value`, scale);
  const { interval } = figure;
  if (interval === undefined) return { value, below: 0, above: 0 };
  requireObject(interval, `${name}.interval`);
  requireNumber(interval.level, `${name}.interval.level`, { above: 0, below: 1 });
  // an interval may reach past the ends of a rating scale: Student's does, close to them
  const ends: FigureScale = scale.log === true ? { log: true } : {};
  const lower = at(interval.lower, `${name}.interval.lower`, ends);
  const upper = at(interval.upper, `${name}.interval.upper`, ends);
  if (lower > value || upper < value) {
    throw new ClienteleError("inconsistent", `${name}.interval must hold ${name}.value`, { name });
  }
  const z = normalQuantile(0.5 + interval.level / 2);
  return { value, below: (value - lower) / z, above: (upper - value) / z };
}

function at(value: number, name: string, { log = false, min = -LARGEST, max = LARGEST }: FigureScale): number {
  requireNumber(value, name, log ? { above: 0, max } : { min, max });
  return log ? Math.log(value) : value;
}

/** Chance that the true figure lies at the cut or above it. Without doubt a figure at the cut counts as high. */
export function chanceAtLeast({ value, below, above }: Spread, cut: number): number {
  if (cut <= value) return below === 0 ? 1 : chanceWithin(value - cut, below);
  return above === 0 ? 0 : chanceWithin(value - cut, above);
}

/** Beyond so many standard deviations no chance is left that a number could hold; a doubt near 0 would overflow. */
const FAR = 40;

/** Chance that an error of this size does not undo a gap. */
export function chanceWithin(gap: number, sd: number): number {
  return normalCdf(Math.max(-FAR, Math.min(FAR, gap / sd)));
}

/** The interval of a figure at the wished level, back on the scale on which it was given; none without doubt. */
export function intervalOf({ value, below, above }: Spread, level: number, log: boolean): Interval | undefined {
  if (below === 0 && above === 0) return undefined;
  const z = normalQuantile(0.5 + level / 2);
  const back = (x: number): number => (log ? Math.min(Number.MAX_VALUE, Math.exp(x)) : x);
  return { lower: back(value - z * below), upper: back(value + z * above), level };
}

/** One draw of what the figure may truly be. */
export function drawFigure({ value, below, above }: Spread, random: Random): number {
  const z = random.normal();
  return value + z * (z < 0 ? below : above);
}
