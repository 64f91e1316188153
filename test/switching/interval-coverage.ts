import { createRandom } from "../../src/math/random.ts";
import {
  defaultSwitchingModel,
  type LeverId,
  scoreSwitchingCosts,
  switchingLevers,
} from "../../src/switching/index.ts";

/** How answers are made in {@link indexCoverage}. */
export interface IndexCoverageOptions {
  readonly accounts: number;
  readonly levers: number;
  /** Standard deviation of an answer, told to the score as it is. */
  readonly sd: number;
  /** How far a judge errs in the same direction on all levers. */
  readonly correlation: number;
  readonly seed: number;
  /** True answers in quarters, 0 and 1 as often as any other, rather than anywhere between. */
  readonly anchors?: boolean;
}

/** Share of accounts whose true index over the answered levers lies in the interval. Answers stay on the scale. */
export function indexCoverage({
  accounts,
  levers,
  sd,
  correlation,
  seed,
  anchors = false,
}: IndexCoverageOptions): number {
  const random = createRandom(seed);
  let inside = 0;
  for (let i = 0; i < accounts; i++) {
    const chosen = switchingLevers
      .map(({ id }) => ({ id, at: random.uniform() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, levers)
      .map(({ id }) => id);
    const truth: Partial<Record<LeverId, number>> = {};
    const evidence: Partial<Record<LeverId, number>> = {};
    const shared = random.normal();
    for (const id of chosen) {
      const value = anchors ? random.integer(0, 4) / 4 : random.uniform();
      const error = sd * (Math.sqrt(correlation) * shared + Math.sqrt(1 - correlation) * random.normal());
      truth[id] = value;
      evidence[id] = Math.min(1, Math.max(0, value + error));
    }
    const doubt = { evidenceSd: sd, evidenceCorrelation: correlation };
    const { interval } = scoreSwitchingCosts({ id: "a", evidence }, defaultSwitchingModel, doubt);
    const { index } = scoreSwitchingCosts({ id: "a", evidence: truth }, defaultSwitchingModel);
    if (interval === undefined || index === undefined) throw new Error("expected an index");
    if (interval.lower <= index && index <= interval.upper) inside++;
  }
  return inside / accounts;
}
