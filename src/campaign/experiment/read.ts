import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { ExperimentTest } from "../../core/labels/experiment.ts";
import { CLUSTER_SIZE, LOOKS, POSITIVE_SHARE, RATIO, TREATMENTS, TUNING } from "./bounds.ts";
import type {
  ExperimentClusters,
  ExperimentCommonOptions,
  ExperimentDesign,
  ExperimentOptions,
  ExperimentSequential,
} from "./types.ts";

/** The parts of a design that no data tell: settings with their defaults. */
export type ExperimentSettings = Omit<
  ExperimentDesign,
  "baseline" | "standardDeviation" | "treatedStandardDeviation" | "correlation"
>;

const LARGEST_VARIATION = 1e3;

/** Reads what an experiment is like, and refuses settings that contradict each other. */
export function readSettings(options: ExperimentOptions): ExperimentSettings {
  requireObject(options, "options");
  const { kind } = options;
  requireOneOf(kind, ["rate", "mean"], "options.kind");
  const { level = 0.95, sides = "two", treatments = 1, ratio = 1, correction = "holm" } = options;
  const { reached = 1, observed = 1 } = options;
  requireNumber(level, "options.level", { above: 0, below: 1 });
  requireOneOf(sides, ["one", "two"], "options.sides");
  requireNumber(treatments, "options.treatments", TREATMENTS);
  requireNumber(ratio, "options.ratio", RATIO);
  requireOneOf(correction, ["holm", "bonferroni", "none"], "options.correction");
  requireNumber(reached, "options.reached", POSITIVE_SHARE);
  requireNumber(observed, "options.observed", POSITIVE_SHARE);
  const clusters = readClusters(options.clusters, observed);
  const sequential = readSequential(options.sequential, sides, level);
  if (clusters !== undefined && sequential !== undefined) {
    throw new ClienteleError(
      "inconsistent",
      "options.clusters and options.sequential do not go together: looks at few clusters have no valid interval here",
      { name: "options.sequential" },
    );
  }
  return {
    kind,
    test: testOf(options),
    level,
    comparisonLevel: correction === "none" ? level : 1 - (1 - level) / treatments,
    sides,
    treatments,
    ratio,
    correction,
    ...(sequential && { sequential }),
    ...(clusters && { clusters }),
    designEffect: clusters === undefined ? 1 : designEffectOf(clusters, observed),
    reached,
    observed,
  };
}

function readClusters(
  clusters: ExperimentCommonOptions["clusters"],
  observed: number,
): Required<ExperimentClusters> | undefined {
  if (clusters === undefined) return undefined;
  requireObject(clusters, "options.clusters");
  const { size, icc, variation = 0 } = clusters;
  requireNumber(size, "options.clusters.size", CLUSTER_SIZE);
  requireNumber(icc, "options.clusters.icc", { min: 0, max: 1 });
  requireNumber(variation, "options.clusters.variation", { min: 0, max: LARGEST_VARIATION });
  if (size * observed < 1) {
    throw new ClienteleError(
      "inconsistent",
      `options.observed leaves ${size * observed} customers in a cluster; at least one must be known`,
      { size, observed },
    );
  }
  return { size, icc, variation };
}

/**
 * 1 + ((1 + variation²)·m − 1)·icc with m observed customers in a cluster.
 *
 * @see Eldridge, Ashby & Kerry (2006), International Journal of Epidemiology 35, 1292–1300
 */
function designEffectOf({ size, icc, variation }: Required<ExperimentClusters>, observed: number): number {
  return 1 + ((1 + variation * variation) * size * observed - 1) * icc;
}

function readSequential(
  sequential: ExperimentCommonOptions["sequential"],
  sides: "one" | "two",
  level: number,
): Required<ExperimentSequential> | undefined {
  if (sequential === undefined) return undefined;
  requireObject(sequential, "options.sequential");
  const { tuning = 5000, looks = 20 } = sequential;
  requireNumber(tuning, "options.sequential.tuning", TUNING);
  requireNumber(looks, "options.sequential.looks", LOOKS);
  if (sides === "one") requireNumber(level, "options.level of a one-sided sequential test", { above: 0.5, below: 1 });
  return { tuning, looks };
}

function testOf(options: ExperimentOptions): ExperimentTest {
  const { kind, clusters, sequential, covariate } = options;
  const special = sequential !== undefined ? "sequential" : clusters !== undefined ? "cluster" : undefined;
  if (kind === "mean") return special ?? "welch";
  const { test } = options;
  if (test !== undefined) {
    requireOneOf(test, ["pooled", "unpooled", "arcsine"], "options.test");
    if (test !== "unpooled" && (special !== undefined || covariate !== undefined)) {
      throw new ClienteleError(
        "inconsistent",
        `options.test "${test}" is not made with clusters, a covariate or looks; leave it out`,
        { name: "options.test" },
      );
    }
  }
  return special ?? test ?? (covariate === undefined ? "pooled" : "unpooled");
}
