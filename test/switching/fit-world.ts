import { createRandom, type Random } from "../../src/math/random.ts";
import {
  defaultSwitchingModel,
  defineSwitchingModel,
  fitSwitchingModel,
  type LeverId,
  type SwitchingAccount,
  type SwitchingFit,
  scoreSwitchingCosts,
  switchingLevers,
} from "../../src/switching/index.ts";

/** A population in which it is known what each lever does. */
export interface FitWorld {
  readonly accounts: readonly SwitchingAccount[];
  readonly left: ReadonlySet<string>;
  /** True rise of the log-odds of staying by each lever. */
  readonly effects: ReadonlyMap<LeverId, number>;
}

/** How a population is made. */
export interface FitWorldOptions {
  readonly customers: number;
  /** Levers that are asked about; all others are never answered. */
  readonly levers: readonly LeverId[];
  /** Log-odds of staying that the stated pattern spans from 0 to 100. */
  readonly scale: number;
  /** How far true effects lie from the stated pattern: standard deviation, in log-odds. */
  readonly deviation: number;
  /** Share of answers that are missing at random. */
  readonly missing: number;
}

/** Draws a population: true effects around the stated pattern, then answers, then who leaves. */
export function fitWorld(random: Random, options: FitWorldOptions): FitWorld {
  const { customers, levers, scale, deviation, missing } = options;
  const effects = new Map(
    levers.map((id) => [id, scale * defaultSwitchingModel.weights[id] + deviation * random.normal()] as const),
  );
  const centre = [...effects.values()].reduce((a, b) => a + b / 2, 0);
  const left = new Set<string>();
  const accounts = Array.from({ length: customers }, (_, i) => {
    const id = `c${i}`;
    const evidence: Partial<Record<LeverId, number>> = {};
    // about one in four leaves at middling evidence
    let logOdds = 1.1 - centre;
    for (const [lever, effect] of effects) {
      const answer = random.integer(0, 4) / 4;
      logOdds += effect * answer;
      if (random.uniform() >= missing) evidence[lever] = answer;
    }
    if (random.uniform() > 1 / (1 + Math.exp(-logOdds))) left.add(id);
    return { id, evidence };
  });
  return { accounts, left, effects };
}

/** Share of all effects that lie inside their intervals, over many populations. */
export function effectCoverage(options: FitWorldOptions & { readonly worlds: number; readonly seed: number }): {
  readonly share: number;
  readonly n: number;
} {
  const random = createRandom(options.seed);
  let inside = 0;
  let n = 0;
  for (let w = 0; w < options.worlds; w++) {
    const { accounts, left, effects } = fitWorld(random, options);
    const fit = fitSwitchingModel(accounts, { left: ({ id }) => left.has(id), seed: w, folds: 2 });
    if ("abstained" in fit) throw new Error("expected a fit");
    for (const { lever, effect } of (fit as SwitchingFit).report.levers) {
      if (effect === undefined) continue;
      const truth = effects.get(lever) as number;
      n++;
      if (effect.interval.lower <= truth && truth <= effect.interval.upper) inside++;
    }
  }
  return { share: inside / n, n };
}

/** Levers that a sales team can usually answer. */
export const asked: readonly LeverId[] = switchingLevers
  .map(({ id }) => id)
  .filter((id) => ["agreements", "habits", "bundling", "points", "service", "contacts", "brand", "clubs"].includes(id));

/** Share of indices by the true weights that lie in their interval by learned ones, answers taken as certain. */
export function learnedIndexCoverage(options: FitWorldOptions & { readonly worlds: number; readonly seed: number }): {
  readonly share: number;
  readonly n: number;
} {
  const random = createRandom(options.seed);
  let inside = 0;
  let n = 0;
  for (let w = 0; w < options.worlds; w++) {
    const { accounts, left, effects } = fitWorld(random, options);
    const fit = fitSwitchingModel(accounts, { left: ({ id }) => left.has(id), seed: w, folds: 2 });
    if ("abstained" in fit || fit.model.doubt === undefined) continue;
    const told = fit.report.levers.filter(({ verdict }) => verdict !== "not_told");
    const share = told.reduce((sum, { stated }) => sum + stated, 0);
    const held = (lever: LeverId): number => Math.max(0, effects.get(lever) as number);
    const total = told.reduce((sum, { lever }) => sum + held(lever), 0);
    // levers that are not told keep the stated weight in truth as well: their doubt is belief's, not the data's
    const weights = { ...fit.model.weights };
    for (const { lever } of told) weights[lever] = (share * held(lever)) / total;
    for (const account of accounts.slice(0, 20)) {
      const { interval } = scoreSwitchingCosts(account, fit.model, { evidenceSd: 0 });
      const { index } = scoreSwitchingCosts(account, defineSwitchingModel({ weights }));
      if (interval === undefined || index === undefined) continue;
      n++;
      if (interval.lower <= index && index <= interval.upper) inside++;
    }
  }
  return { share: inside / n, n };
}
