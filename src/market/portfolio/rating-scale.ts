import { requireNumber, requireObject } from "../../core/checks.ts";

/** Lowest and highest rating. */
export interface RatingScale {
  readonly min: number;
  readonly max: number;
}

/** A scale of ratings, checked, with nothing else on it. */
export function requireScale(scale: RatingScale | undefined, name: string): RatingScale {
  requireObject(scale, name);
  const { min, max } = scale as RatingScale;
  requireNumber(min, `${name}.min`, { min: -1e6, max: 1e6 });
  requireNumber(max, `${name}.max`, { above: min, max: 1e6 });
  return { min, max };
}
