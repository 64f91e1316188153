import type { Reason } from "../../core/reasons.ts";
import type { Pace } from "./duration.ts";
import type { ComparedUnits } from "./power.ts";
import type { ExperimentOptions, ExperimentPlan } from "./types.ts";

/** Clusters below which tests of clusters err too often: Kahan et al. (2016), Trials 17, 438. */
const ENOUGH_CLUSTERS = 40;
/** Responders, and others, below which the normal approximation of a rate is rough. */
const ENOUGH_EVENTS = 10;
/** Customers an arm needs per squared skewness: Kohavi et al. (2014), Seven Rules of Thumb for Web Site Experimenters. */
const PER_SQUARED_SKEWNESS = 355;
/** Ratio of the ends of a range above which the answer hangs on a thin estimate. */
const WIDE = 2;

/** What a reader should know before the test starts, the gravest first. */
export function notesOf(
  options: ExperimentOptions,
  plan: Omit<ExperimentPlan, "notes">,
  units: ComparedUnits,
  pace: Pace,
): Reason[] {
  const { design, effect, range, sizes, halfWidth, power, duration } = plan;
  const notes: Reason[] = [];
  const change = Math.abs(effect.diluted);
  if (plan.solvedFor === "power" && change < halfWidth) {
    notes.push({ code: "experiment_below_noise", params: { effect: effect.diluted, halfWidth, power } });
  }
  if (duration !== undefined && !("abstained" in duration)) {
    const { weeks, days } = duration;
    if (weeks > pace.longestWeeks) {
      notes.push({ code: "experiment_long", params: { weeks, longest: pace.longestWeeks } });
    }
    if (days < 7) notes.push({ code: "experiment_part_week", params: { days } });
  }
  if (design.clusters !== undefined) {
    const clusters = units.control + units.treated;
    if (clusters < ENOUGH_CLUSTERS) {
      notes.push({ code: "experiment_few_clusters", params: { clusters, needed: ENOUGH_CLUSTERS } });
    }
  }
  const smallest = Math.min(sizes.control, sizes.treated) * design.observed;
  if (design.kind === "rate") {
    const p1 = design.baseline as number;
    const p2 = p1 + effect.diluted;
    const events = Math.min(
      ...[p1, 1 - p1].map((share) => share * sizes.control * design.observed),
      ...[p2, 1 - p2].map((share) => share * sizes.treated * design.observed),
    );
    if (events < ENOUGH_EVENTS) {
      notes.push({ code: "experiment_few_events", params: { n: events, needed: ENOUGH_EVENTS } });
    }
  } else if (options.kind === "mean" && options.skewness !== undefined) {
    const needed = Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(PER_SQUARED_SKEWNESS * options.skewness ** 2));
    if (smallest < needed) notes.push({ code: "experiment_skewed", params: { n: Math.floor(smallest), needed } });
  }
  if (range?.upper !== undefined && widthOf(range.lower, range.upper) > WIDE) {
    const { lower, upper, n } = range;
    notes.push({ code: "experiment_wide_range", params: { lower, upper, n } });
  }
  if (design.reached < 1) {
    const times = Math.min(Number.MAX_SAFE_INTEGER, 1 / design.reached ** 2);
    notes.push({ code: "experiment_diluted", params: { reached: design.reached, times } });
  }
  const { treatments, comparisonLevel, level, correction } = design;
  if (treatments > 1) {
    notes.push(
      correction === "none"
        ? { code: "experiment_no_correction", params: { treatments, chance: Math.min(1, treatments * (1 - level)) } }
        : { code: "experiment_correction", params: { treatments, level: comparisonLevel } },
    );
  }
  return notes;
}

/** The larger end over the smaller one; an end of zero is endlessly far. */
function widthOf(lower: number, upper: number): number {
  const [a, b] = [Math.abs(lower), Math.abs(upper)];
  return Math.max(a, b) / Math.min(a, b);
}
