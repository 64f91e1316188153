/**
 * What sets deals apart beside stage and age: what is sold, where, by whom, how large it is, how often its promised close
 * date was put off, how long nothing was done about it, and how many days it took from its first stage to the one it is in.
 */
export type SegmentField = "product" | "region" | "owner" | "size" | "pushes" | "silence" | "pace";

/** What a segment does to the chance of going on from one stage. */
export interface SegmentStage {
  readonly stage: string;
  /** Multiplier of the intensity of going on to a later stage or being won. */
  readonly factor: number;
  /** How much of the stage's own ratio is in it; the rest is the segment's over all stages. */
  readonly weight: number;
  /** Times that deals of the segment went on from the stage, and how often stage and age let one expect it. */
  readonly n: number;
  readonly expected: number;
}

/** One segment: its pace over all stages, and stage by stage. */
export interface SegmentEffect {
  /** The product, region or owner; the band, counted from 0, of a size, of pushes, of silence or of pace. */
  readonly value: string;
  /** Multiplier over all stages, 1 being the pipeline as a whole. */
  readonly factor: number;
  /** How much of the segment's own ratio is in it; the rest is the pipeline's. */
  readonly weight: number;
  readonly n: number;
  readonly expected: number;
  readonly stages: readonly SegmentStage[];
}

/** All segments of one field. */
export interface FunnelSegment {
  readonly field: SegmentField;
  /** Where the next band begins: amounts, pushes, or days of silence or on the way; absent for products, regions and owners. */
  readonly edges?: readonly number[];
  readonly effects: readonly SegmentEffect[];
}
