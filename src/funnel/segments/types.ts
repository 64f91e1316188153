/**
 * What sets deals apart beside stage and age: what is sold, where, by whom, how large it is, how often its promised close
 * date was put off, and how long nothing was done about it.
 */
export type SegmentField = "product" | "region" | "owner" | "size" | "pushes" | "silence";

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
  /** The product, region or owner; the band, counted from 0, of a size, of pushes or of silence. */
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
  /** Where the next band begins: amounts, pushes, or days of silence; absent for products, regions and owners. */
  readonly edges?: readonly number[];
  readonly effects: readonly SegmentEffect[];
}
