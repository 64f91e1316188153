import {
  fitPurchaseChoice,
  measurePurchaseCriteria,
  type PurchaseAnswer,
  predictPurchaseChoice,
} from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";

export const survey = {
  us: "us",
  rivals: ["alpha", "beta"],
  criteria: ["price", "performance", "service"],
  scale: { min: 1, max: 7 },
} as const;

/** How strongly a weighted rating point moves choice in the made-up market. */
export const SENSITIVITY = 1.2;
const MEANS = [
  [3.2, 5.4, 4.6],
  [4.8, 4.2, 4.1],
  [4.1, 4.9, 3.6],
];
const POINTS = [5, 3, 2];

/** What is particular to a made-up market: constants by supplier, and points added to all its ratings. */
interface World {
  readonly constants: readonly number[];
  readonly lifts: readonly number[];
}
const CHOICES: World = { constants: [0, 0.4, -0.3], lifts: [0, 0, 0] };
/** Without constants, and with suppliers so far apart that shares tell the sensitivity. */
const SALES: World = { constants: [0, 0, 0], lifts: [0, 0.9, -0.6] };

/** Customers of a made-up market: what they weigh varies, liking one supplier colours all its ratings. */
export function market(n: number, seed: number, { constants, lifts }: World = CHOICES): PurchaseAnswer[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => {
    const points = POINTS.map((mean) => random.gamma(mean, 20));
    const sum = points.reduce((a, b) => a + b, 0);
    const own = MEANS.map((means, s) => {
      const liking = 0.6 * random.normal();
      return means.map((mean) =>
        Math.min(7, Math.max(1, Math.round(mean + (lifts[s] as number) + liking + random.normal()))),
      );
    });
    const utilities = own.map(
      (ratings, s) =>
        SENSITIVITY * ratings.reduce((total, rating, c) => total + ((points[c] as number) / sum) * rating, 0) +
        (constants[s] as number),
    );
    const weights = utilities.map((u) => Math.exp(u - Math.max(...utilities)));
    let draw = random.uniform() * weights.reduce((a, b) => a + b, 0);
    let choice = 0;
    while (choice < 2 && draw >= (weights[choice] as number)) draw -= weights[choice++] as number;
    const suppliers = [survey.us, ...survey.rivals];
    return {
      weights: Object.fromEntries(survey.criteria.map((criterion, c) => [criterion, points[c] as number])),
      ratings: Object.fromEntries(
        suppliers.map((supplier, s) => [
          supplier,
          Object.fromEntries(survey.criteria.map((criterion, c) => [criterion, (own[s] as number[])[c] as number])),
        ]),
      ),
      choice: suppliers[choice] as string,
    };
  });
}

/** Every figure of interest of one survey, by name, as value and interval. */
function figures(answers: readonly PurchaseAnswer[], sales?: Readonly<Record<string, number>>) {
  const found = new Map<string, { value: number; interval: { lower: number; upper: number } }>();
  const report = measurePurchaseCriteria(answers, survey);
  if ("abstained" in report.overall) throw new Error("abstained");
  const [price] = report.overall.criteria;
  if (price === undefined) throw new Error("no criterion");
  found.set("weight", price.weight);
  found.set("gap", price.gaps[0]?.gap as never);
  found.set("weighted gap", price.gaps[0]?.weighted as never);
  found.set("score", report.overall.scores.find(({ supplier }) => supplier === "us")?.score as never);
  found.set("lead", report.overall.scores.find(({ supplier }) => supplier === "alpha")?.lead as never);
  const model = fitPurchaseChoice(answers, sales === undefined ? survey : { ...survey, sales });
  if ("abstained" in model) throw new Error("abstained");
  found.set("sensitivity", model.sensitivity);
  const prediction = predictPurchaseChoice(model, answers, { ...survey, draws: 100 });
  if ("abstained" in prediction) throw new Error("abstained");
  found.set("share", prediction.shares[0]?.share as never);
  const move = prediction.moves.find(({ criterion }) => criterion === "price");
  found.set("change", move?.change as never);
  found.set("matching", move?.matching as never);
  return found;
}

/**
 * Share of surveys whose interval holds the truth, by figure. The truth is that of `everyone`: what they differ from the
 * market by chance moves every interval of the simulation to the same side, so they must be many hundred times a survey.
 */
export function coverage(n: number, runs: number, seed: number, sold = 0, size = 10_000 + 50 * n): Map<string, number> {
  const world = sold > 0 ? SALES : CHOICES;
  const everyone = market(size, seed, world);
  const shares = [survey.us, ...survey.rivals].map(
    (supplier) => everyone.filter(({ choice }) => choice === supplier).length / everyone.length,
  );
  const counts = (of: readonly number[], all: number) =>
    Object.fromEntries(
      [survey.us, ...survey.rivals].map((supplier, s) => [supplier, Math.round((of[s] as number) * all)]),
    );
  const truth = figures(everyone, sold > 0 ? counts(shares, 1e9) : undefined);
  if (sold === 0) truth.set("sensitivity", { value: SENSITIVITY, interval: { lower: 0, upper: 0 } });
  const held = new Map([...truth.keys()].map((name) => [name, 0]));
  const random = createRandom(seed + 1);
  for (let run = 0; run < runs; run++) {
    const answers = market(n, seed + 2 + run, world);
    let sales: Readonly<Record<string, number>> | undefined;
    if (sold > 0) {
      const first = random.binomial(sold, shares[0] as number);
      const second = random.binomial(sold - first, (shares[1] as number) / (1 - (shares[0] as number)));
      sales = { us: first, alpha: second, beta: sold - first - second };
    }
    for (const [name, { interval }] of figures(answers, sales)) {
      const { value } = truth.get(name) as { value: number };
      if (interval.lower <= value && value <= interval.upper) held.set(name, (held.get(name) as number) + 1 / runs);
    }
  }
  return held;
}
