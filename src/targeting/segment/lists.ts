import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { SegmentListName, SegmentVerdict } from "../../core/labels/segment.ts";
import type { TreeModel } from "../tree/types.ts";
import type { SegmentFigure, SegmentList, SegmentThresholds, TreeSegment, TreeSegments } from "./types.ts";

/** Both lists; one without a threshold is absent. */
export type Lists = Pick<TreeSegments, "likely" | "unlikely">;

/** "95 % likely" and "5 % likely" of the mining of target customers. */
const LIKELY = 0.95;
const UNLIKELY = 0.05;

/** Checks the thresholds; undefined where there is nothing to put on a list. */
export function readThresholds(
  { outcome }: TreeModel,
  thresholds: SegmentThresholds | undefined,
  position: number | undefined,
): SegmentThresholds | undefined {
  if (thresholds !== undefined) requireObject(thresholds, "options.thresholds");
  if (outcome.kind === "class" && position === undefined) {
    if (thresholds === undefined) return undefined;
    throw new ClienteleError(
      "inconsistent",
      "options.thresholds need options.class where there are several classes",
      {},
    );
  }
  const rates = outcome.kind !== "amount";
  const likely = thresholds?.likely ?? (rates ? LIKELY : undefined);
  const unlikely = thresholds?.unlikely ?? (rates ? UNLIKELY : undefined);
  const range = rates ? { min: 0, max: 1 } : {};
  if (likely !== undefined) requireNumber(likely, "options.thresholds.likely", range);
  if (unlikely !== undefined) requireNumber(unlikely, "options.thresholds.unlikely", range);
  if (likely !== undefined && unlikely !== undefined && unlikely >= likely) {
    throw new ClienteleError(
      "inconsistent",
      `options.thresholds.unlikely ${unlikely} must lie below options.thresholds.likely ${likely}`,
      { likely, unlikely },
    );
  }
  if (likely === undefined && unlikely === undefined) return undefined;
  return { ...(likely === undefined ? {} : { likely }), ...(unlikely === undefined ? {} : { unlikely }) };
}

/** The list of a value. */
export function listOf(value: number, { likely, unlikely }: SegmentThresholds): SegmentListName {
  if (likely !== undefined && value >= likely) return "likely";
  return unlikely !== undefined && value <= unlikely ? "unlikely" : "between";
}

/** Whether customers whom the tree has not seen agree; undefined between the lists or without an interval of theirs. */
export function verdictOf(
  list: SegmentListName,
  heldOut: SegmentFigure | undefined,
  { likely, unlikely }: SegmentThresholds,
): SegmentVerdict | undefined {
  const interval = heldOut?.interval;
  if (interval === undefined || list === "between") return undefined;
  if (list === "likely") {
    const from = likely as number;
    return interval.lower >= from ? "confirmed" : interval.upper < from ? "refuted" : "undecided";
  }
  const downTo = unlikely as number;
  return interval.upper <= downTo ? "confirmed" : interval.lower > downTo ? "refuted" : "undecided";
}

/** Gathers the segments of each list. */
export function listsOf(segments: readonly TreeSegment[], { likely, unlikely }: SegmentThresholds): Lists {
  return {
    ...(likely === undefined ? {} : { likely: gather(segments, "likely", likely) }),
    ...(unlikely === undefined ? {} : { unlikely: gather(segments, "unlikely", unlikely) }),
  };
}

function gather(segments: readonly TreeSegment[], name: SegmentListName, threshold: number): SegmentList {
  const own = segments.filter(({ list }) => list === name);
  return {
    threshold,
    leaves: own.map(({ leaf }) => leaf),
    n: own.reduce((sum, { figure }) => sum + figure.n, 0),
    share: own.reduce((sum, { share }) => sum + share, 0),
  };
}
