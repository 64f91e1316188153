import { type DealHistory, measureVelocity, standardPipeline, type Velocity } from "../../src/funnel/index.ts";
import { createRandom, type Random } from "../../src/math/random.ts";

const DAY = 86_400_000;
const STAGES = ["prospect", "bid", "negotiation"] as const;
/** Chance to pass on, and mean days, of each stage. */
const PASS = [0.6, 0.5, 0.7];
const MEAN_DAYS = [10, 15, 8];
/** Log-normal amounts with this spread on the log scale. */
const SPREAD = 0.6;

/** Chance to win from each stage on entry, and from the start. */
const WIN = PASS.map((_, i) => PASS.slice(i).reduce((product, pass) => product * pass, 1));
const WIN_RATE = WIN[0] as number;
const MEAN_AMOUNT = 1000 * Math.exp(SPREAD ** 2 / 2);

/** A book whose truth is known: Poisson arrivals, exponential stays, chances that depend on nothing but the stage. */
export function velocityBook(
  perDay: number,
  days: number,
  random: Random,
): { histories: DealHistory[]; asOf: number; standing: number[] } {
  const histories: DealHistory[] = [];
  const standing = [0, 0, 0];
  const n = random.poisson(perDay * days);
  for (let k = 0; k < n; k++) {
    let at = random.uniform() * days;
    const amount = 1000 * Math.exp(SPREAD * random.normal());
    const stages: { stage: string; entered: number }[] = [];
    for (let i = 0; i < 3; i++) {
      stages.push({ stage: STAGES[i] as string, entered: at * DAY });
      at -= (MEAN_DAYS[i] as number) * Math.log(1 - random.uniform());
      if (at > days) standing[i] = (standing[i] as number) + amount;
      const passes = random.uniform() < (PASS[i] as number);
      if (!passes || i === 2) {
        stages.push({ stage: passes ? "contract" : "lost", entered: at * DAY });
        break;
      }
      if (at > days) break;
    }
    histories.push({ dealId: `d${k}`, amount, stages });
  }
  return { histories, asOf: days * DAY, standing };
}

/** Median days to a win: the sum of three exponential times, by bisection on its closed form. */
function medianCycle(): number {
  const rates = MEAN_DAYS.map((days) => 1 / days);
  const open = (t: number): number =>
    rates.reduce((total, rate, i) => {
      const others = rates.filter((_, j) => j !== i);
      return total + Math.exp(-rate * t) * others.reduce((product, other) => product * (other / (other - rate)), 1);
    }, 0);
  let [low, high] = [0, 500];
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (open(middle) > 0.5) low = middle;
    else high = middle;
  }
  return low;
}

/** Share of books in which each interval holds the truth. */
export interface VelocityCoverage {
  readonly [figure: string]: number;
}

/** Simulates books and counts. */
export function velocityCoverage(
  perDay: number,
  days: number,
  books: number,
  resamples: number,
  seed: number,
): VelocityCoverage {
  const random = createRandom(seed);
  const cycle = medianCycle();
  const hits = new Map<string, [number, number]>();
  const visits = WIN.map((win) => WIN_RATE / win);
  const totalDays = visits.reduce((total, visit, i) => total + visit * (MEAN_DAYS[i] as number), 0);
  const revenue = perDay * WIN_RATE * MEAN_AMOUNT;
  for (let b = 0; b < books; b++) {
    const { histories, asOf, standing } = velocityBook(perDay, days, random);
    const found = measureVelocity(histories, {
      pipeline: standardPipeline,
      asOf,
      seed: b,
      resamples,
      revenuePerDay: revenue,
    });
    const check = (name: string, figure: Velocity["perDay"] | undefined, truth: number): void => {
      if (figure === undefined || !("interval" in figure)) return;
      const [held, told] = hits.get(name) ?? [0, 0];
      hits.set(name, [held + (figure.interval.lower <= truth && truth <= figure.interval.upper ? 1 : 0), told + 1]);
    };
    check("winRate", found.winRate, WIN_RATE);
    check("wonAmount", found.wonAmount, MEAN_AMOUNT);
    check("cycleDays", found.cycleDays, cycle);
    check("enteredPerDay", found.enteredPerDay, perDay);
    check("perDay", found.perDay, (found.open * WIN_RATE * MEAN_AMOUNT) / cycle);
    found.stages.forEach((stage, i) => {
      check(`wentOn${i}`, stage.wentOn, PASS[i] as number);
      if (!("abstained" in stage.better)) {
        check(`passOn${i}`, stage.better.passOn.added, 30 * revenue * 0.1);
        const saved = 0.1 * (visits[i] as number) * (MEAN_DAYS[i] as number);
        check(`faster${i}`, stage.better.faster.added, (30 * revenue * saved) / (totalDays - saved));
      }
      if (!("abstained" in stage.holding)) {
        // stays forget their age: what stands there wins as often as what comes in
        const needed = (revenue / WIN_RATE) * (visits[i] as number) * (MEAN_DAYS[i] as number) * (WIN[i] as number);
        check(`holding${i}`, stage.holding.ratio, ((standing[i] as number) * (WIN[i] as number)) / needed);
      }
    });
  }
  return Object.fromEntries([...hits].map(([name, [held, told]]) => [name, held / told]));
}
