/** The chance that belongs to log-odds; neither end overflows. @internal */
export function chanceOfLogOdds(logOdds: number): number {
  return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds));
}

/** Chances nearer to 0 or 1 have no finite log-odds and are taken to lie here. */
const CLIP = 1e-12;

/** The log-odds of a chance; those of 0 and 1 are large, not infinite. @internal */
export function logOddsOfChance(chance: number): number {
  const held = Math.min(1 - CLIP, Math.max(CLIP, chance));
  return Math.log(held / (1 - held));
}
