import type { PathFinder } from "../predict/path.ts";
import type { Bet } from "./simulate.ts";

/** How much faster the trial pace is; the response hardly depends on it. */
const TRIAL = 1.25;

/** Deals of a stage that are tried; a stage's response varies little among them. */
const TRIED = 64;

/**
 * How strongly the chances of deals in each stage respond to the pace of winning, on the logarithm: 1 for a deal that
 * stands where deals are won, less for one that has yet to get there, for which winning is not what takes the time.
 */
export function stageResponses(finder: PathFinder, bets: readonly Bet[], stages: number): Float64Array {
  const plain = new Float64Array(stages);
  const quick = new Float64Array(stages);
  const tried = new Int32Array(stages);
  // spread over the book: every so-manieth deal of a stage
  const inStage = new Int32Array(stages);
  for (const { standing } of bets) inStage[standing.stage] = (inStage[standing.stage] as number) + 1;
  const seen = new Int32Array(stages);
  for (const { journey, standing, path } of bets) {
    const { stage } = standing;
    const every = Math.max(1, Math.floor((inStage[stage] as number) / TRIED));
    const turn = (seen[stage] as number) % every === 0;
    seen[stage] = (seen[stage] as number) + 1;
    if (!turn || path.chance === 0) continue;
    tried[stage] = (tried[stage] as number) + 1;
    plain[stage] = (plain[stage] as number) + intensityOf(path.chance);
    quick[stage] = (quick[stage] as number) + intensityOf(finder.winPath(journey, standing, TRIAL).chance);
  }
  return plain.map((total, stage) => responseOf(total, quick[stage] as number));
}

/** Response from the intensity at the plain and at the trial pace. */
export function responseOf(plain: number, quick: number): number {
  return plain > 0 ? Math.min(1, Math.max(0, Math.log(quick / plain) / Math.log(TRIAL))) : 1;
}

/** The trial pace, for those who follow deals of their own. */
export const trialPace: number = TRIAL;

/** Mean of g^e over a gamma g of mean one and variance v, by which a response is kept at its mean. */
export function meanResponse(response: number, variance: number): number {
  return 1 + (response * (response - 1) * variance) / 2;
}

function intensityOf(chance: number): number {
  return -Math.log1p(-chance);
}
