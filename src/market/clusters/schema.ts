// Each schema is built inside a call marked as pure: bundlers cannot see that building one has no effect, and would
// otherwise keep every schema of this file for a user of one.
import * as z from "zod/mini";
import type { Estimate } from "../../core/estimate.ts";
import type { ModelSpec } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import { widthOf } from "./encode.ts";
import type { Cluster, ClusterField, ClusterModel, ClusterProfile } from "./types.ts";

const count = /* @__PURE__ */ (() => z.int().check(z.nonnegative()))();
const share = /* @__PURE__ */ (() => z.number().check(z.minimum(0), z.maximum(1)))();
const positive = /* @__PURE__ */ (() => z.number().check(z.gt(0)))();
const estimate: z.ZodMiniType<Estimate> = /* @__PURE__ */ (() =>
  z.strictObject({
    value: z.number(),
    n: count,
    interval: z.strictObject({ lower: z.number(), upper: z.number(), level: z.number().check(z.gt(0), z.lt(1)) }),
  }))();
const field: z.ZodMiniType<ClusterField> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      id: z.string(),
      kind: z.literal("number"),
      scale: z.literal(["linear", "log"]),
      unit: z.exactOptional(positive),
      centre: z.number(),
      spread: positive,
      weight: positive,
      missing: count,
    }),
    z.strictObject({
      id: z.string(),
      kind: z.literal("category"),
      levels: z.readonly(z.array(z.string())),
      size: positive,
      weight: positive,
      missing: count,
    }),
  ]))();
const profile: z.ZodMiniType<ClusterProfile> = /* @__PURE__ */ (() =>
  z.union([
    z.strictObject({
      id: z.string(),
      kind: z.literal("number"),
      typical: z.exactOptional(z.number()),
      rest: z.exactOptional(z.number()),
      difference: estimate,
    }),
    z.strictObject({
      id: z.string(),
      kind: z.literal("category"),
      level: z.string(),
      share,
      rest: share,
      difference: estimate,
    }),
  ]))();
const cluster: z.ZodMiniType<Cluster> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: z.string(),
    n: count,
    share: estimate,
    centre: z.readonly(z.array(z.number())),
    silhouette: z.exactOptional(z.number().check(z.minimum(-1), z.maximum(1))),
    stability: z.exactOptional(share),
    profile: z.readonly(z.array(profile)),
  }))();
const note: z.ZodMiniType<Reason> = /* @__PURE__ */ (() =>
  // each code stands with its own parameters in the wording; they are told apart where they are worded
  z.strictObject({
    code: z.literal([
      "clusters_none",
      "clusters_cut_a_cloud",
      "clusters_unstable",
      "clusters_missing",
      "clusters_constant",
    ]),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }) as unknown as z.ZodMiniType<Reason>)();

/** Runtime check of a {@link ClusterModel} that crossed a process boundary. */
export const clusterModelSchema: z.ZodMiniType<ClusterModel> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      kind: z.literal("clusters"),
      version: z.literal(1),
      method: z.literal(["means", "medoids"]),
      fields: z.readonly(z.array(field)),
      clusters: z.readonly(z.array(cluster).check(z.minLength(1))),
      structure: z.strictObject({
        found: z.boolean(),
        statistic: z.number(),
        pValue: share,
        references: count,
        n: count,
      }),
      level: z.number().check(z.gt(0), z.lt(1)),
      fittedOn: z.strictObject({
        rows: count,
        seed: z.int(),
        by: z.literal(["given", "silhouette", "no_structure"]),
        candidates: z.readonly(
          z.array(z.strictObject({ k: count, silhouette: z.number(), stability: share, agreement: z.number() })),
        ),
        judged: count,
        notes: z.readonly(z.array(note)),
      }),
    })
    .check(
      z.refine(({ fields, clusters }) => {
        const width = fields.reduce((total, one) => total + widthOf(one), 0);
        return clusters.every(({ centre }) => centre.length === width);
      }, "centres must be as wide as the fields"),
      z.refine(
        ({ clusters, fittedOn }) => clusters.reduce((total, { n }) => total + n, 0) === fittedOn.rows,
        "clusters must sum to all rows",
      ),
    ))();

/** Loads a {@link ClusterModel} through `loadModel`. */
export const clusterModelSpec: ModelSpec<ClusterModel> = { kind: "clusters", version: 1, schema: clusterModelSchema };
