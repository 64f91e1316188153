import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { CLUSTER_SIZE, LOOKS, POSITIVE_SHARE, RATIO, TREATMENTS, TUNING } from "./bounds.ts";
import type { ExperimentDesign } from "./types.ts";

/** Refuses a design that was built or edited by hand into something that cannot be computed. */
export function requireDesign(design: ExperimentDesign, name: string): void {
  requireObject(design, name);
  const { kind, test, baseline, clusters, sequential } = design;
  requireOneOf(kind, ["rate", "mean"], `${name}.kind`);
  const simple = kind === "rate" ? ["pooled", "unpooled", "arcsine"] : ["welch"];
  requireOneOf(test, [...simple, "cluster", "sequential"], `${name}.test`);
  if (kind === "rate") requireNumber(baseline as number, `${name}.baseline`, { above: 0, below: 1 });
  else {
    if (baseline !== undefined) requireNumber(baseline, `${name}.baseline`);
    requireNumber(design.standardDeviation as number, `${name}.standardDeviation`, { above: 0 });
    const { treatedStandardDeviation: treated } = design;
    if (treated !== undefined) requireNumber(treated, `${name}.treatedStandardDeviation`, { above: 0 });
  }
  requireNumber(design.comparisonLevel, `${name}.comparisonLevel`, {
    above: test === "sequential" && design.sides === "one" ? 0.5 : 0,
    below: 1,
  });
  requireOneOf(design.sides, ["one", "two"], `${name}.sides`);
  requireNumber(design.treatments, `${name}.treatments`, TREATMENTS);
  requireNumber(design.ratio, `${name}.ratio`, RATIO);
  requireNumber(design.correlation, `${name}.correlation`, { above: -1, below: 1 });
  requireNumber(design.designEffect, `${name}.designEffect`, { min: 1, max: 1e18 });
  requireNumber(design.reached, `${name}.reached`, POSITIVE_SHARE);
  requireNumber(design.observed, `${name}.observed`, POSITIVE_SHARE);
  if ((test === "cluster") !== (clusters !== undefined) || (test === "sequential") !== (sequential !== undefined)) {
    throw new ClienteleError("inconsistent", `${name}.test "${test}" does not go with its clusters or looks`, { name });
  }
  if (clusters !== undefined) {
    requireObject(clusters, `${name}.clusters`);
    requireNumber(clusters.size, `${name}.clusters.size`, CLUSTER_SIZE);
  }
  if (sequential !== undefined) {
    requireObject(sequential, `${name}.sequential`);
    requireNumber(sequential.tuning, `${name}.sequential.tuning`, TUNING);
    requireNumber(sequential.looks, `${name}.sequential.looks`, LOOKS);
  }
}
