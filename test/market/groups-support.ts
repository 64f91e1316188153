import { compareGroups } from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";
import { normalCdf } from "../../src/math/normal.ts";

/** Normal groups with known means and spreads; one size, mean and spread each. */
export interface GroupWorld {
  readonly sizes: readonly number[];
  readonly means: readonly number[];
  readonly sds: readonly number[];
}

/** Worlds without any difference: every chance to lie above another group is one half. */
export interface LevelWorld {
  readonly sizes: readonly number[];
  readonly sds: readonly number[];
  readonly shape: "normal" | "lognormal" | "t3";
  /** Shift of each group; none where left out. */
  readonly means?: readonly number[];
}

/** How often tests of ranks call a difference: over all groups, and of any pair by Holm's steps. */
export function rankCalls({ sizes, sds, shape, means }: LevelWorld, replicates: number, seed: number) {
  const random = createRandom(seed);
  const group = sizes.flatMap((n, g) => Array.from({ length: n }, () => `g${g}`));
  const draw = (spread: number, shift: number): number => {
    const z = random.normal();
    if (shape === "normal") return shift + spread * z;
    // all logarithms around one centre, so that all medians are alike and means are not
    if (shape === "lognormal") return Math.exp(shift + 0.5 * spread * z);
    return shift + (spread * z) / Math.sqrt((random.normal() ** 2 + random.normal() ** 2 + random.normal() ** 2) / 3);
  };
  const calls = { anovaType: 0, kruskal: 0, pairs: 0, first: 0, wilcoxon: 0 };
  for (let r = 0; r < replicates; r++) {
    const values = sizes.flatMap((n, g) => Array.from({ length: n }, () => draw(sds[g] as number, means?.[g] ?? 0)));
    const { ranks, pairs } = compareGroups(values, { group });
    if (!("follows" in ranks)) continue;
    calls.kruskal += ranks.pValue < 0.05 ? 1 : 0;
    calls.anovaType += (ranks.anovaType ?? ranks).pValue < 0.05 ? 1 : 0;
    calls.pairs += pairs.some((pair) => "adjusted" in pair.ranks && pair.ranks.adjusted < 0.05) ? 1 : 0;
    const last = pairs.find(({ first, second }) => first === "g0" && second === `g${sizes.length - 1}`)?.ranks;
    if (last === undefined || !("follows" in last)) continue;
    calls.first += (last.brunnerMunzel ?? last).pValue < 0.05 ? 1 : 0;
    calls.wilcoxon += last.pValue < 0.05 ? 1 : 0;
  }
  return Object.fromEntries(Object.entries(calls).map(([name, n]) => [name, n / replicates])) as typeof calls;
}

/** How often intervals hold the truth, and how often tests call a difference. */
export function groupCoverage(world: GroupWorld, replicates: number, seed: number, level: number) {
  const { sizes, means, sds } = world;
  const random = createRandom(seed);
  const group = sizes.flatMap((n, g) => Array.from({ length: n }, () => `g${g}`));
  const n = group.length;
  const weights = sizes.map((size, g) => size / (sds[g] as number) ** 2);
  const center = weights.reduce((t, w, g) => t + w * (means[g] as number), 0) / weights.reduce((t, w) => t + w, 0);
  const lambda = weights.reduce((t, w, g) => t + w * ((means[g] as number) - center) ** 2, 0);
  const omega = lambda / (lambda + n);
  const [s0, s1] = sds as readonly [number, number];
  const gap = (means[0] as number) - (means[1] as number);
  const g = gap / Math.sqrt((s0 ** 2 + s1 ** 2) / 2);
  const above = normalCdf(gap / Math.hypot(s0, s1));
  const hits = {
    mean: 0,
    median: 0,
    omega: 0,
    epsilon: 0,
    hedges: 0,
    superiority: 0,
    together: 0,
    welch: 0,
    kruskal: 0,
  };
  const epsilon = rankShare(world);
  const inside = (figure: { interval?: { lower: number; upper: number } } | undefined, truth: number): number =>
    figure?.interval !== undefined && figure.interval.lower <= truth && truth <= figure.interval.upper ? 1 : 0;
  for (let r = 0; r < replicates; r++) {
    const values = sizes.flatMap((size, j) =>
      Array.from({ length: size }, () => (means[j] as number) + (sds[j] as number) * random.normal()),
    );
    const compared = compareGroups(values, { group, level });
    hits.mean += inside(compared.groups[0]?.mean, means[0] as number);
    hits.median += inside(compared.groups[0]?.median, means[0] as number);
    if ("omegaSquared" in compared.means) {
      hits.omega += inside(compared.means.omegaSquared, omega);
      hits.welch += compared.means.pValue < 1 - level ? 1 : 0;
    }
    if ("epsilonSquared" in compared.ranks) {
      hits.epsilon += inside(compared.ranks.epsilonSquared, epsilon);
      hits.kruskal += compared.ranks.pValue < 1 - level ? 1 : 0;
    }
    const [pair] = compared.pairs;
    if (pair !== undefined && "hedgesG" in pair.means) hits.hedges += inside(pair.means.hedgesG, g);
    if (pair !== undefined && "superiority" in pair.ranks) hits.superiority += inside(pair.ranks.superiority, above);
    hits.together += compared.pairs.every(({ first, second, means: found }) => {
      const at = (id: string) => means[Number(id.slice(1))] as number;
      return "difference" in found && inside(found.difference, at(first) - at(second)) === 1;
    })
      ? 1
      : 0;
  }
  const share = (key: keyof typeof hits): number => hits[key] / replicates;
  return {
    mean: share("mean"),
    median: share("median"),
    omega: share("omega"),
    epsilon: share("epsilon"),
    hedges: share("hedges"),
    superiority: share("superiority"),
    together: share("together"),
    welch: share("welch"),
    kruskal: share("kruskal"),
  };
}

/** Share of the variance of ranks that lies between groups, from the chances that one group lies above another. */
function rankShare({ sizes, means, sds }: GroupWorld): number {
  const n = sizes.reduce((t, size) => t + size, 0);
  let between = 0;
  means.forEach((mean, i) => {
    const relative = means.reduce(
      (t, other, j) =>
        t + ((sizes[j] as number) / n) * normalCdf((mean - other) / Math.hypot(sds[i] as number, sds[j] as number)),
      0,
    );
    between += ((sizes[i] as number) / n) * (relative - 0.5) ** 2;
  });
  return 12 * between;
}
