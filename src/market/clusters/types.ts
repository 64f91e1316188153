import type { Estimate } from "../../core/estimate.ts";
import type { ModelEnvelope } from "../../core/model.ts";
import type { Reason } from "../../core/reasons.ts";
import type { MaybeName, RowField } from "../rows/field.ts";

/** How a field of numbers enters: in units of its own robust spread around its median. */
export interface ClusterNumberField {
  readonly id: string;
  readonly kind: "number";
  /** `log`: the logarithm of 1 + value / unit is scaled, for amounts of which few are very large. */
  readonly scale: "linear" | "log";
  /** Median of the positive values; `log` alone. */
  readonly unit?: number;
  /** Median, and robust standard deviation, after the logarithm where there is one. */
  readonly centre: number;
  readonly spread: number;
  /** How much the field counts; 1 unless asked otherwise. */
  readonly weight: number;
  /** Rows in which it is not known; they count as the median. */
  readonly missing: number;
}

/** How a field of names enters: one column a name. */
export interface ClusterCategoryField {
  readonly id: string;
  readonly kind: "category";
  /** Names by their characters; the last one is empty where the name of some rows is not known. */
  readonly levels: readonly string[];
  /** What a name counts in its column: a difference of names weighs on average as much as one of numbers. */
  readonly size: number;
  readonly weight: number;
  readonly missing: number;
}

/** A field as the model reads it. */
export type ClusterField = ClusterNumberField | ClusterCategoryField;

/** A field of numbers in one cluster against the rest. */
export interface ClusterNumberProfile {
  readonly id: string;
  readonly kind: "number";
  /** Median in the field's own unit, in the cluster and in the rest; absent where none is known. */
  readonly typical?: number;
  readonly rest?: number;
  /** Difference of means in robust standard deviations within groups, clusters being taken as given. */
  readonly difference: Estimate;
}

/** A name in one cluster against the rest. */
export interface ClusterLevelProfile {
  readonly id: string;
  readonly kind: "category";
  /** The name; empty where it is not known. */
  readonly level: string;
  /** Share of the cluster and of the rest, in [0, 1]. */
  readonly share: number;
  readonly rest: number;
  /** Share in the cluster less that in the rest. */
  readonly difference: Estimate;
}

/** What sets a cluster apart, in one field or name. */
export type ClusterProfile = ClusterNumberProfile | ClusterLevelProfile;

/** One cluster. */
export interface Cluster {
  /** `c1` is the largest. */
  readonly id: string;
  readonly n: number;
  /** Share of all rows. */
  readonly share: Estimate;
  /** Its centre in the scaled columns of the model. */
  readonly centre: readonly number[];
  /** Mean silhouette of its rows, in [−1, 1]; absent with one cluster. */
  readonly silhouette?: number;
  /** How alike it comes out of resampled rows (mean Jaccard index, in [0, 1]); absent with one cluster. */
  readonly stability?: number;
  /** What sets it apart, the largest effect first; empty with one cluster. */
  readonly profile: readonly ClusterProfile[];
}

/** One number of clusters as it was judged. */
export interface ClusterCandidate {
  readonly k: number;
  /** Mean silhouette. */
  readonly silhouette: number;
  /** Mean Jaccard index over clusters, by size. */
  readonly stability: number;
  /** Mean adjusted Rand index between the clusters of all rows and of resampled ones. */
  readonly agreement: number;
}

/** Whether rows fall into clusters at all, against unimodal rows of the same spread and correlation. */
export interface ClusterStructure {
  readonly found: boolean;
  /** Largest standardised gap over the numbers of clusters tried. */
  readonly statistic: number;
  /** Share of rows without clusters that would look as clustered, at least 1 / (references + 1). */
  readonly pValue: number;
  readonly references: number;
  /** Rows that were tested: all of them, or a sample. */
  readonly n: number;
}

/** Groups of alike customers. Plain JSON. */
export interface ClusterModel extends ModelEnvelope<"clusters", 1> {
  readonly method: "means" | "medoids";
  readonly fields: readonly ClusterField[];
  /** Largest first. */
  readonly clusters: readonly Cluster[];
  readonly structure: ClusterStructure;
  readonly level: number;
  readonly fittedOn: {
    readonly rows: number;
    readonly seed: number;
    /** Why so many: stated by the caller, by silhouette and stability, or one because no clusters were found. */
    readonly by: "given" | "silhouette" | "no_structure";
    /** Numbers of clusters that were judged. */
    readonly candidates: readonly ClusterCandidate[];
    /** Rows on which silhouettes were taken: all, or a sample. */
    readonly judged: number;
    readonly notes: readonly Reason[];
  };
}

/** Options of {@link fitClusters}. */
export interface FitClustersOptions<T> {
  /** Fields by name: functions of a row, or columns. Numbers are scaled, text and yes/no are names; null is not known. */
  readonly fields: Readonly<Record<string, RowField<T, MaybeName>>>;
  /** Squared distances around means (default), or plain ones around typical rows: slower, wild rows move it less. */
  readonly method?: "means" | "medoids";
  /** How many clusters, from 1 to 50; left out, it is found. */
  readonly k?: number;
  /** Most clusters tried where `k` is left out, from 2 to 15; default 8. */
  readonly most?: number;
  /** Fields of numbers to take on the scale of logarithms; default `"auto"`: no value below 0 and a long upper tail. */
  readonly logs?: "auto" | readonly string[];
  /** How much a field counts, above 0 and at most 100; default 1 each. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Chance to claim clusters where there are none, in [0.01, 0.5]; default 0.05. */
  readonly falseClaims?: number;
  /** Resamples for stability, from 10 to 500; default 20. */
  readonly resamples?: number;
  /** Nominal coverage of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
  /** Seed of starts, samples and references, a safe integer; default 1. */
  readonly seed?: number;
}

/** A customer as the model reads it: fields by name. */
export type ClusterRecord = Readonly<Record<string, MaybeName>>;

/** Where a customer belongs. */
export interface ClusterAssignment {
  /** Id of the nearest cluster. */
  readonly cluster: string;
  /** Distance to its centre, in robust standard deviations. */
  readonly distance: number;
  /** The next nearest cluster; absent with one cluster. */
  readonly next?: string;
  /** How clear it is, from 0 (half way to the next) to 1 (on the centre); absent with one cluster. */
  readonly clarity?: number;
}

/** Options of {@link explainClusters}. */
export interface ExplainClustersOptions {
  /** Differences named a cluster, from 1 to 20; default 3. */
  readonly top?: number;
}

/** A cluster in words. */
export interface ClusterExplanation {
  readonly cluster: string;
  readonly reasons: readonly Reason[];
}
