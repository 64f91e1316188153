import { fitLoyaltyCurve } from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { readSharedCsv } from "../support/shared-data.ts";
import { axes, ELEVEN, FIVE } from "./support.ts";

/** Whole answers whose mean loyalty is exactly satisfaction to the power k, with a scatter that differs by satisfaction. */
export function curveSurvey(n: number, k: number, seed: number): { satisfaction: number; loyalty: number }[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => {
    const satisfaction = random.integer(1, 5);
    const mean = ((satisfaction - 1) / 4) ** k;
    const mood = mean === 0 || mean === 1 ? mean : random.beta(4 * mean, 4 * (1 - mean));
    return { satisfaction, loyalty: random.binomial(10, mood) };
  });
}

/** Share of simulated surveys whose interval holds the true exponent. */
export function curveCoverage(k: number, n: number, replicates: number, seed: number): number {
  let held = 0;
  for (let r = 0; r < replicates; r++) {
    const scales = { satisfaction: FIVE, loyalty: ELEVEN };
    const { power } = fitLoyaltyCurve(curveSurvey(n, k, seed * 100_000 + r), { ...axes, scales });
    if ("exponent" in power && power.exponent.interval.lower <= k && k <= power.exponent.interval.upper) held++;
  }
  return held / replicates;
}

/** One airline passenger: the mean of the ratings that were asked (1–5), and whether the customer is loyal. */
export interface Passenger {
  readonly satisfaction: number;
  readonly loyal: boolean;
  readonly cabin: string;
}

/** The 20,000 passengers; a 0 means that the question was not asked. */
export function passengers(): Passenger[] {
  return readSharedCsv("satisfaction/airline_passenger_satisfaction.csv").map((row) => {
    const ratings = Object.values(row)
      .slice(7, 21)
      .map(Number)
      .filter((rating) => rating > 0);
    return {
      satisfaction: ratings.reduce((total, rating) => total + rating, 0) / ratings.length,
      loyal: row["Customer Type"] === "Loyal Customer",
      cabin: row["Class"] ?? "",
    };
  });
}
