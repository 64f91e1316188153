import { requireNumber, requireObject } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { requireModel } from "./assign.ts";
import { STABLE } from "./judge.ts";
import type { ClusterExplanation, ClusterModel, ClusterProfile, ExplainClustersOptions } from "./types.ts";

/**
 * Tells in words what sets each group apart: its size, the fields in which it differs most, and whether to build on it.
 *
 * @param model - From {@link fitClusters} or `loadModel`.
 * @param options - `top`: differences a cluster, 1 to 20, default 3. Only those whose interval leaves out 0 are named,
 * and each field once.
 * @returns One explanation a cluster, in the order of the model; `describe` words each reason.
 * @throws ClienteleError `invalid_model`, `invalid_type`, `out_of_range`.
 * @example
 * ```ts
 * const rows = Array.from({ length: 60 }, (_, i) => ({ orders: (i % 2) * 20 + (i % 7), plan: i % 2 ? "pro" : "free" }));
 * const model = fitClusters(rows, { fields: { orders: (row) => row.orders, plan: (row) => row.plan } });
 * describe(explainClusters(model)[0].reasons[0]); // => "30 customers, 50% of all"
 * ```
 */
export function explainClusters(model: ClusterModel, options: ExplainClustersOptions = {}): ClusterExplanation[] {
  requireModel(model);
  requireObject(options, "options");
  const { top = 3 } = options;
  requireNumber(top, "options.top", { min: 1, max: 20, integer: true });
  return model.clusters.map((cluster) => {
    if (!Array.isArray(cluster.profile) || typeof cluster.share !== "object" || cluster.share === null) {
      throw new ClienteleError("invalid_model", `cluster ${cluster.id} has no share or profile; fit it again`, {});
    }
    const reasons: Reason[] = [{ code: "cluster_size", params: { n: cluster.n, share: cluster.share.value } }];
    const told = new Set<string>();
    for (const profile of cluster.profile) {
      if (reasons.length > top) break;
      const { lower, upper } = profile.difference.interval;
      // further names of a field mostly mirror the one that was told
      if ((lower <= 0 && upper >= 0) || told.has(profile.id)) continue;
      const reason = reasonOf(profile);
      if (reason === undefined) continue;
      told.add(profile.id);
      reasons.push(reason);
    }
    const { stability } = cluster;
    if (stability !== undefined && stability < STABLE)
      reasons.push({ code: "cluster_unstable", params: { stability } });
    if (model.clusters.length === 1 && model.structure?.found === false) {
      reasons.push({ code: "clusters_none", params: { pValue: model.structure.pValue } });
    }
    return { cluster: cluster.id, reasons };
  });
}

function reasonOf(profile: ClusterProfile): Reason | undefined {
  const { lower, upper } = profile.difference.interval;
  if (profile.kind === "category") {
    const { id: field, level, share, rest } = profile;
    return { code: "cluster_level_apart", params: { field, level, share, rest, lower, upper } };
  }
  const { id: field, typical, rest, difference } = profile;
  if (typical === undefined || rest === undefined) return undefined;
  return { code: "cluster_number_apart", params: { field, typical, rest, difference: difference.value, lower, upper } };
}
