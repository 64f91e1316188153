import {
  type CoveragePeriod,
  type ForecastCall,
  measureCoverageNeed,
  measureForecastBias,
  measurePace,
  type OpenDealCredit,
  type PacePeriod,
  predictFromCall,
  type Quota,
  type QuotaBook,
  type WonDealCredit,
} from "../../src/funnel/index.ts";
import { createRandom, type Random } from "../../src/math/random.ts";

export const QUARTER = { from: "2026-04-01", to: "2026-06-30" } as const;

/** A quarter's book as a sales department has it: two teams, overlay credit, a newcomer, a deal of no region. */
export function quarterBook(): QuotaBook {
  const quota = (
    dimension: Quota["dimension"],
    unit: string,
    amountMinor: number,
    more: Partial<Quota> = {},
  ): Quota => ({
    dimension,
    unit,
    ...QUARTER,
    amountMinor,
    ...more,
  });
  const alone = (owner: string, amountMinor: number) => ({ amountMinor, credit: [{ owner, amountMinor }] });
  const won: WonDealCredit[] = [
    { dealId: "w1", wonOn: "2026-04-10", region: "north", product: "press", ...alone("ann", 6_000_001) },
    { dealId: "w2", wonOn: "2026-05-02", region: "south", product: "press", ...alone("cy", 2_500_000) },
    {
      dealId: "w3",
      wonOn: "2026-05-11",
      product: "lathe",
      amountMinor: 3_000_001,
      credit: [
        { owner: "ann", amountMinor: 1_500_001 },
        { owner: "bo", amountMinor: 1_500_000 },
        { owner: "specialist", amountMinor: 600_000 },
      ],
    },
    { dealId: "w0", wonOn: "2026-03-31", ...alone("ann", 9_999_999) },
    { dealId: "w9", wonOn: "2026-05-21", ...alone("ann", 9_999_999) },
  ];
  const open: OpenDealCredit[] = [
    { dealId: "o1", chance: 0.6, region: "north", product: "press", ...alone("ann", 2_000_000) },
    { dealId: "o2", chance: 0.3, region: "north", product: "lathe", ...alone("bo", 4_000_000) },
    { dealId: "o3", chance: 0.5, region: "south", product: "press", ...alone("cy", 3_000_000) },
    { dealId: "o4", chance: 0.2, region: "south", product: "press", ...alone("cy", 5_000_000) },
  ];
  const quotas = [
    quota("person", "ann", 8_000_000),
    quota("person", "bo", 9_100_000, { startsOn: "2026-05-01", ramp: [0, 0.5] }),
    quota("person", "cy", 7_000_000),
    quota("team", "west", 8_000_000),
    quota("region", "north", 12_000_000),
  ];
  const people = [
    { id: "ann", team: "east" },
    { id: "bo", team: "east" },
    { id: "cy", team: "west" },
    { id: "specialist" },
  ];
  return { quotas, won, open, people };
}

/** How calls come about in a simulated team. */
export interface Team {
  readonly owners: number;
  readonly periods: number;
  /** Deviation of the owners' true ratios around 0.9. */
  readonly between: number;
  /** Coefficient of variation of a period. */
  readonly noise: number;
  /** 1 where large calls scatter less, as sums of independent deals do. */
  readonly sizeExponent: number;
  /** Share of the noise's variance that all owners of a period have in common. */
  readonly shared: number;
}

/** Shares of intervals that hold the true ratio, and the next period's actual amount. */
export function biasCoverage(team: Team, replicates: number, seed: number) {
  const random = createRandom(seed);
  let told = 0;
  let ratios = 0;
  let actuals = 0;
  for (let i = 0; i < replicates; i++) {
    const { calls, truth, next } = simulateCalls(team, random);
    const bias = measureForecastBias(calls);
    for (const { id, ratio } of bias.owners.members) {
      if ("abstained" in ratio) continue;
      told++;
      if (holds(ratio.interval, truth.get(id) as number)) ratios++;
      const { forecast, actual } = next.find(({ owner }) => owner === id) as ForecastCall;
      const corrected = predictFromCall(bias, { id, forecast });
      if ("interval" in corrected && holds(corrected.interval, actual)) actuals++;
    }
  }
  return { ratios: ratios / told, actuals: actuals / told, told };
}

const holds = ({ lower, upper }: { readonly lower: number; readonly upper: number }, value: number): boolean =>
  lower <= value && value <= upper;

function simulateCalls({ owners, periods, between, noise, sizeExponent, shared }: Team, random: Random) {
  const shocks = Array.from({ length: periods + 1 }, () => random.normal());
  const truth = new Map<string, number>();
  const rows: ForecastCall[] = [];
  for (let o = 0; o < owners; o++) {
    const ratio = Math.max(0.05, 0.9 + between * random.normal());
    const size = 100 * Math.exp(0.5 * random.normal());
    truth.set(`o${o}`, ratio);
    for (let t = 0; t <= periods; t++) {
      const forecast = size * Math.exp(0.4 * random.normal());
      const variance = noise ** 2 * (forecast / 100) ** -sizeExponent;
      const own = random.gamma(1 / (variance * (1 - shared)), variance * (1 - shared));
      const factor = Math.max(0, own + Math.sqrt(variance * shared) * (shocks[t] as number));
      rows.push({ owner: `o${o}`, period: `p${t + 10}`, forecast, actual: forecast * ratio * factor });
    }
  }
  const last = `p${periods + 10}`;
  return {
    calls: rows.filter(({ period }) => period !== last),
    next: rows.filter(({ period }) => period === last),
    truth,
  };
}

/** Shares of intervals that hold the true 50 % and 80 % need of log-normal periods. */
export function needCoverage(periods: number, replicates: number, seed: number) {
  const random = createRandom(seed);
  // z of 0.8 from NIST/SEMATECH e-Handbook § 1.3.6.7.1
  const truth = { p50: Math.exp(1.1), p80: Math.exp(1.1 + 0.25 * 0.8416) };
  const held = { p50: 0, p80: 0 };
  for (let i = 0; i < replicates; i++) {
    const history: CoveragePeriod[] = Array.from({ length: periods }, (_, t) => {
      const open = 1000 * Math.exp(0.3 * random.normal());
      return { period: `${t}`, open, won: open / Math.exp(1.1 + 0.25 * random.normal()) };
    });
    const { need } = measureCoverageNeed(history);
    if ("abstained" in need) continue;
    for (const key of ["p50", "p80"] as const) if (holds(need[key].interval, truth[key])) held[key]++;
  }
  return { p50: held.p50 / replicates, p80: held.p80 / replicates };
}

const DAY_MS = 86_400_000;

/** A month of 30 days that sells a fourth of its total evenly and the rest in its last five days. */
export function lateMonth(index: number, random: Random): PacePeriod {
  const from = index * 30;
  const rush = 3 + Math.exp(0.3 * random.normal());
  const won = Array.from({ length: 30 }, (_, day) => ({
    on: (from + day) * DAY_MS,
    amount: random.poisson(day > 24 ? 1 + rush : 1) * random.gamma(2, 50),
  }));
  return { from: from * DAY_MS, to: (from + 29) * DAY_MS, won };
}

/** How often a month that ends exactly on plan stands inside the range, and how often its light is red. */
export function paceCoverage(periods: number, day: number, replicates: number, seed: number) {
  const random = createRandom(seed);
  let held = 0;
  let red = 0;
  for (let i = 0; i < replicates; i++) {
    const history = Array.from({ length: periods }, (_, m) => lateMonth(m, random));
    const { from, to, won } = lateMonth(periods, random);
    const plan = won.reduce((total, { amount }) => total + amount, 0);
    const pace = measurePace(won, { from, to, asOf: (from as number) + (day - 1) * DAY_MS, plan, history });
    if ("abstained" in pace.standing) continue;
    if (holds(pace.standing.expected.interval, pace.won)) held++;
    if (pace.standing.light === "red") red++;
  }
  return { held: held / replicates, red: red / replicates };
}
