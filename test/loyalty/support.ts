import type { LoyaltyModel, RatingScale } from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";

/** One answer of a made-up survey. */
export interface Answer {
  readonly satisfaction: number;
  readonly loyalty: number;
  readonly revenue: number;
}

export const FIVE: RatingScale = { min: 1, max: 5 };
export const ELEVEN: RatingScale = { min: 0, max: 10 };

export const axes = {
  satisfaction: (answer: Pick<Answer, "satisfaction">): number => answer.satisfaction,
  loyalty: (answer: Pick<Answer, "loyalty">): number => answer.loyalty,
};

/** A model as one would write it by hand. */
export function byHand(satisfaction: LoyaltyModel["satisfaction"], loyalty: LoyaltyModel["loyalty"]): LoyaltyModel {
  const counts = { apostle: 0, hostage: 0, mercenary: 0, defector: 0, indifferent: 0 };
  return {
    kind: "loyalty",
    version: 1,
    method: "given",
    satisfaction,
    loyalty,
    fittedOn: { customers: 0, counts, notes: [] },
  };
}

/** A survey with the ties of whole answers: satisfaction 1–5, loyalty 0–10, both drawn by a common mood. */
export function survey(n: number, seed: number): Answer[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => {
    const mood = random.normal();
    const whole = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, Math.round(value)));
    return {
      satisfaction: whole(3.6 + 0.8 * mood + 0.6 * random.normal(), 1, 5),
      loyalty: whole(6.5 + 1.6 * mood + 1.8 * random.normal(), 0, 10),
      revenue: Math.round(100 * Math.exp(4 + random.normal())) / 100,
    };
  });
}

/** Runs what must fail, and gives its error code, or the kind of error that should not have been. */
export function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : `not ours: ${String(error)}`;
  }
  return "nothing was thrown";
}
