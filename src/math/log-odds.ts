/** The chance that belongs to log-odds; neither end overflows. @internal */
export function chanceOfLogOdds(logOdds: number): number {
  return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds));
}
