import { type Lift, type LiftArm, type LiftOptions, liftStateColumn, measureLift } from "../../src/campaign/index.ts";
import type { Abstention, Estimate } from "../../src/core/index.ts";
import type { Random } from "../../src/math/random.ts";

/** Share of simulated experiments whose interval held the truth; abstentions do not count. */
export function coverageOf(
  experiments: number,
  random: Random,
  draw: (random: Random) => Estimate | Abstention | undefined,
  truth: number,
): number {
  let [held, named] = [0, 0];
  for (let i = 0; i < experiments; i++) {
    const effect = draw(random);
    if (effect === undefined || "abstained" in effect) continue;
    named++;
    if (effect.interval.lower <= truth && truth <= effect.interval.upper) held++;
  }
  return held / named;
}

/** An answer that must not abstain. */
export function named<T extends object>(answer: T | Abstention | undefined): T {
  if (answer === undefined || "abstained" in answer) throw new Error(`abstained: ${JSON.stringify(answer)}`);
  return answer;
}

/** A lift that must be named. */
export function liftOf(arms: readonly [LiftArm, LiftArm], options: LiftOptions = {}): Lift {
  return named(measureLift(...arms, options));
}

const rate = (n: number, successes: number): LiftArm => ({ kind: "rate", n, successes });

/** 15 % respond with the campaign, 10 % without. */
export function rates(random: Random, n: number): [LiftArm, LiftArm] {
  return [rate(n, random.binomial(n, 0.15)), rate(n, random.binomial(n, 0.1))];
}

/** One in ten spends a log-normal amount (σ = 1), with the campaign 12 %: the difference is 0.02, the lift a fifth. */
export function spend(random: Random, n: number): [LiftArm, LiftArm] {
  const arm = (share: number): LiftArm => {
    let [sum, sumOfSquares] = [0, 0];
    for (let i = random.binomial(n, share); i > 0; i--) {
      const amount = Math.exp(random.normal() - 0.5);
      sum += amount;
      sumOfSquares += amount * amount;
    }
    return { kind: "mean", n, sum, sumOfSquares };
  };
  return [arm(0.12), arm(0.1)];
}

/** Orders with revenue that follows covariates: 11 against 10 an order, 27.5 against 25 a customer. */
export function orders(random: Random, n: number, covariates: number, ratio: boolean): [LiftArm, LiftArm] {
  const column = () => new Float64Array(2 * n);
  const [arm, value, base] = [column(), column(), column()];
  const known = Array.from({ length: covariates }, column);
  for (let i = 0; i < 2 * n; i++) {
    arm[i] = i % 2;
    const z = random.normal();
    for (const one of known) one[i] = z + random.normal();
    const count = random.poisson(2) + (random.uniform() < 0.5 ? 1 : 0);
    base[i] = count;
    for (let order = 0; order < count; order++) {
      value[i] = (value[i] as number) + (10 + 2 * z + (i % 2)) * random.gamma(2, 0.5);
    }
  }
  const states = liftStateColumn({ arm, value, covariates: known, ...(ratio ? { base } : {}) });
  return [states[1]?.arm as LiftArm, states[0]?.arm as LiftArm];
}

/** A campaign that raises the response of those whom it reaches by 0.08; it reaches rather those who respond anyway. */
export function reached(
  random: Random,
  n: number,
  shares: readonly [number, number],
  known: boolean,
): [LiftArm, LiftArm] {
  const arm = (share: number): LiftArm => {
    let [successes, received, receivedValue] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const u = random.uniform();
      const got = u < share;
      const responded = random.uniform() < (u < 0.15 ? 0.3 : 0.1) + (got ? 0.08 : 0);
      if (responded) successes++;
      if (got) received++;
      if (got && responded) receivedValue++;
    }
    return { kind: "rate", n, successes, received, ...(known ? { receivedValue } : {}) };
  };
  return [arm(shares[0]), arm(shares[1])];
}

/** Whether a sequential test of equal arms, looked at after every `every` pairs of customers from the hundredth, ever says "different". */
export function everCalled(random: Random, most: number, tuning: number, covariate: boolean, every: number): boolean {
  const arm = () => ({ n: 0, sum: 0, sumOfSquares: 0, x: 0, xx: 0, xy: 0 });
  const both = [arm(), arm()] as const;
  const read = ({ n, sum, sumOfSquares, x, xx, xy }: ReturnType<typeof arm>): LiftArm => ({
    kind: "mean",
    n,
    sum,
    sumOfSquares,
    ...(covariate ? { covariates: { sums: [x], products: [[xx]], withValue: [xy] } } : {}),
  });
  for (let i = 1; i <= most; i++) {
    for (const one of both) {
      const x = random.normal();
      const y = x + random.gamma(1, 1);
      one.n++;
      one.sum += y;
      one.sumOfSquares += y * y;
      one.x += x;
      one.xx += x * x;
      one.xy += x * y;
    }
    if (i < 100 || i % every > 0) continue;
    const lift = liftOf([read(both[0]), read(both[1])], { sequential: { tuning } });
    const adjusted = lift.adjusted;
    const tested = covariate
      ? adjusted === undefined || "abstained" in adjusted
        ? adjusted
        : adjusted.absolute
      : lift.absolute;
    if (tested !== undefined && "pValue" in tested && tested.pValue < 0.05) return true;
  }
  return false;
}
