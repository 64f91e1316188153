import type { Label } from "../locale.ts";

/** How clusters are formed: around means, or around typical rows. */
export type ClusterMethod = "means" | "medoids";

/** Names of `clusters` that are shown, by family. */
export interface ClustersLabels {
  readonly clusterMethod: Readonly<Record<ClusterMethod, Label>>;
}

export const clustersLabels: ClustersLabels = {
  clusterMethod: {
    means: { en: "Around means", zh: "以均值为中心" },
    medoids: { en: "Around typical rows", zh: "以典型客户为中心" },
  },
};
