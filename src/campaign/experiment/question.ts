import { requireNumber, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { ExperimentQuantity } from "../../core/labels/experiment.ts";
import { LARGEST_SIZE } from "./solve.ts";
import type { ExperimentDesign, ExperimentQuestion } from "./types.ts";

/** What is asked, read. Exactly the figures that are given are there. */
export interface Question {
  readonly solvedFor: ExperimentQuantity;
  readonly effect?: number;
  readonly relativeEffect?: number;
  readonly direction: 1 | -1;
  readonly size?: number;
  readonly weeks?: number;
  /** The wanted power; absent where it is asked. */
  readonly power?: number;
}

const DEFAULT_POWER = 0.8;
const FEWEST_CUSTOMERS = 4;
/** A hundred years. */
export const MOST_WEEKS = 5200;

/** Finds out which of size, effect and power is asked. */
export function readQuestion(options: ExperimentQuestion, level: number): Question {
  const { effect, relativeEffect, direction, size, weeks, power } = options;
  for (const [value, name] of [
    [effect, "effect"],
    [relativeEffect, "relativeEffect"],
  ] as const) {
    if (value === undefined) continue;
    requireNumber(value, `options.${name}`);
    if (value === 0) {
      throw new ClienteleError("out_of_range", `options.${name} must not be 0: no test finds what is not there`, {
        name,
        value,
      });
    }
  }
  both("effect", effect, "relativeEffect", relativeEffect);
  both("size", size, "weeks", weeks);
  if (size !== undefined)
    requireNumber(size, "options.size", { min: FEWEST_CUSTOMERS, max: LARGEST_SIZE, integer: true });
  if (weeks !== undefined) requireNumber(weeks, "options.weeks", { min: 1, max: MOST_WEEKS, integer: true });
  if (direction !== undefined) requireOneOf(direction, ["up", "down"], "options.direction");
  const hasEffect = effect !== undefined || relativeEffect !== undefined;
  const hasSize = size !== undefined || weeks !== undefined;
  if (!hasEffect && !hasSize) {
    throw new ClienteleError(
      "inconsistent",
      "options must give effect (or relativeEffect) or size (or weeks), so that the rest can be found",
      { name: "options" },
    );
  }
  if (hasEffect && hasSize && power !== undefined) {
    throw new ClienteleError(
      "inconsistent",
      "of effect, size and power leave one out of options: it is what is asked",
      {
        name: "options.power",
      },
    );
  }
  if (direction !== undefined && hasEffect) {
    throw new ClienteleError("inconsistent", "options.direction belongs to a question for the effect; leave it out", {
      name: "options.direction",
    });
  }
  if (power !== undefined) requireNumber(power, "options.power", { above: 0, below: 1 });
  const wanted = power ?? DEFAULT_POWER;
  const asksPower = hasEffect && hasSize;
  if (!asksPower && !(wanted > 1 - level)) {
    throw new ClienteleError(
      "out_of_range",
      `options.power must exceed 1 − level = ${1 - level}, which a test finds without any effect; got ${wanted}`,
      { name: "power", value: wanted, alpha: 1 - level },
    );
  }
  return {
    solvedFor: asksPower ? "power" : hasEffect ? "size" : "effect",
    ...(effect !== undefined && { effect }),
    ...(relativeEffect !== undefined && { relativeEffect }),
    direction: direction === "down" ? -1 : 1,
    ...(size !== undefined && { size }),
    ...(weeks !== undefined && { weeks }),
    ...(!asksPower && { power: wanted }),
  };
}

function both(one: string, a: unknown, two: string, b: unknown): void {
  if (a === undefined || b === undefined) return;
  throw new ClienteleError("inconsistent", `give options.${one} or options.${two}, not both`, {
    name: `options.${one}`,
  });
}

/** The stated effect in the metric's unit, `undefined` where it is asked. A rate must stay between 0 and 1. */
export function statedEffect(question: Question, design: ExperimentDesign): number | undefined {
  const { effect, relativeEffect } = question;
  const { baseline, kind } = design;
  if (relativeEffect !== undefined && (baseline === undefined || baseline === 0)) {
    throw new ClienteleError(
      "inconsistent",
      "options.relativeEffect needs a baseline that is not 0; state options.baseline or give options.effect",
      { name: "options.relativeEffect" },
    );
  }
  const absolute = relativeEffect === undefined ? effect : relativeEffect * Math.abs(baseline as number);
  if (absolute === undefined) return undefined;
  if (!Number.isFinite(absolute) || absolute === 0) {
    throw new ClienteleError("out_of_range", `options.relativeEffect of the baseline is ${absolute}; give another`, {
      name: "options.relativeEffect",
    });
  }
  const after = (baseline ?? 0) + absolute;
  // what rounds back to the baseline would be no change at all
  if (kind === "rate" && !(after > 0 && after < 1 && after !== baseline)) {
    const name = effect === undefined ? "relativeEffect" : "effect";
    throw new ClienteleError(
      "out_of_range",
      `options.${name} moves the rate from ${baseline} to ${after}; it must change and stay inside (0, 1)`,
      { name, baseline, after },
    );
  }
  return absolute;
}
