import type { Abstention } from "../../src/core/index.ts";
import { createRandom } from "../../src/math/random.ts";
import {
  fitBgNbd,
  fitGammaGamma,
  fitMbgNbd,
  fitParetoNbd,
  type GammaGammaModel,
  type LifetimeModels,
  type LifetimeValue,
  predictLifetimeValue,
} from "../../src/value/index.ts";
import { simulatedBook, type Truth } from "./buying-books.ts";

/** The spending model that was published for the CDNOW sample: Fader & Hardie (2013), The Gamma-Gamma Model. */
export const publishedSpending: GammaGammaModel = spendingOf(6.25, 3.74, 15.44);

/** A spending model with these parameters and no data behind it. */
function spendingOf(p: number, q: number, v: number): GammaGammaModel {
  const fittedOn = { customers: 0, repeaters: 0, purchases: 0, notes: [] };
  return { kind: "gamma_gamma", version: 1, parameters: { p, q, v }, level: 0.95, fittedOn };
}

/** What fitGammaGamma learned, where it did. */
export function learned(found: GammaGammaModel | Abstention): GammaGammaModel {
  if ("abstained" in found) throw new Error(found.abstained.code);
  return found;
}

const FITS = { bg_nbd: fitBgNbd, mbg_nbd: fitMbgNbd, pareto_nbd: fitParetoNbd } as const;

/**
 * In what share of simulated books the interval of a customer's expected value holds the value under the true
 * parameters, for several customers.
 */
export function lifetimeCoverage(
  kind: keyof typeof FITS,
  names: readonly [string, string, string, string],
  truth: Truth,
  books: number,
  customers: number,
  seed: number,
  define: (parameters: never) => LifetimeModels<"week">["buying"],
): readonly number[] {
  const [p, q, v] = [6, 4, 15];
  const real: LifetimeModels<"week"> = {
    buying: define(Object.fromEntries(names.map((name, i) => [name, truth[i]])) as never),
    spending: spendingOf(p, q, v),
  };
  const people = [
    { unit: "week", frequency: 0, recency: 0, age: 40, meanSpend: 0 },
    { unit: "week", frequency: 2, recency: 25, age: 45, meanSpend: 40 },
    { unit: "week", frequency: 8, recency: 40, age: 50, meanSpend: 22 },
  ] as const;
  const options = [
    { horizon: { unit: "week", length: 52 }, discountRate: 0.15, marginRate: 0.3 },
    { horizon: "infinite", discountRate: 0.15, marginRate: 0.3 },
  ] as const;
  const hits = people.flatMap(() => options.map(() => 0));
  let decided = 0;
  for (let book = 0; book < books; book++) {
    const table = simulatedBook(kind, truth, customers, seed * 10_000 + book);
    const random = createRandom(seed * 20_000 + book);
    const meanSpend = Array.from(table.frequency, (x) =>
      x === 0 ? 0 : random.gamma(p * x, 1 / (random.gamma(q, 1 / v) * x)),
    );
    const buying = FITS[kind]({ ...table, meanSpend });
    const spending = learned(fitGammaGamma({ frequency: table.frequency, meanSpend }));
    if (buying.covariance === undefined || spending.covariance === undefined) continue;
    decided++;
    people.forEach((person, i) => {
      options.forEach((terms, j) => {
        const found = predictLifetimeValue({ buying, spending }, person, terms) as LifetimeValue;
        const right = (predictLifetimeValue(real, person, terms) as LifetimeValue).value.value;
        const { lower, upper } = found.value.interval as { lower: number; upper: number };
        const at = i * options.length + j;
        if (lower <= right && right <= upper) hits[at] = (hits[at] as number) + 1;
      });
    });
  }
  if (decided < 0.98 * books) throw new Error(`only ${decided} of ${books} books decide the parameters`);
  return hits.map((hit) => hit / decided);
}
