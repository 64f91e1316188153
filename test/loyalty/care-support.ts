import { measureSilenceCost, type SilenceCost, type SilenceHistory } from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { toEpochMs } from "../../src/time/index.ts";

const DAY = 86_400_000;
export const LANDMARK = "2025-06-30";
const landmark = toEpochMs(LANDMARK);

/** One tier of a made-up book: how large, how often silent, how often lost in contact and after silence. */
export interface BookTier {
  readonly tier: string;
  readonly accounts: number;
  readonly silent: number;
  readonly lost: number;
  readonly lostAfterSilence: number;
  /** Typical value of an account. */
  readonly value: number;
}

/** Silence does nothing, and the tiers are alike in both. */
export const NULL_BOOK: readonly BookTier[] = [
  { tier: "top", accounts: 80, silent: 0.4, lost: 0.15, lostAfterSilence: 0.15, value: 1000 },
  { tier: "large", accounts: 120, silent: 0.4, lost: 0.15, lostAfterSilence: 0.15, value: 200 },
  { tier: "small", accounts: 200, silent: 0.4, lost: 0.15, lostAfterSilence: 0.15, value: 50 },
];

/** Silence does nothing, but small accounts are contacted less and leave more. */
export const CONFOUNDED_BOOK: readonly BookTier[] = [
  { tier: "top", accounts: 100, silent: 0.15, lost: 0.08, lostAfterSilence: 0.08, value: 1000 },
  { tier: "large", accounts: 150, silent: 0.35, lost: 0.2, lostAfterSilence: 0.2, value: 200 },
  { tier: "small", accounts: 250, silent: 0.7, lost: 0.4, lostAfterSilence: 0.4, value: 50 },
];

/** Silence hurts, differently in each tier. */
export const COSTLY_BOOK: readonly BookTier[] = [
  { tier: "top", accounts: 120, silent: 0.25, lost: 0.05, lostAfterSilence: 0.25, value: 1000 },
  { tier: "large", accounts: 200, silent: 0.35, lost: 0.12, lostAfterSilence: 0.22, value: 200 },
  { tier: "small", accounts: 400, silent: 0.6, lost: 0.3, lostAfterSilence: 0.35, value: 50 },
];

/** Draws a book; values are lognormal around those of the tier, as revenues are. */
export function drawBook(book: readonly BookTier[], seed: number): SilenceHistory[] {
  const random = createRandom(seed);
  return book.flatMap(({ tier, accounts, silent, lost, lostAfterSilence, value }) =>
    Array.from({ length: accounts }, (_, i) => {
      const isSilent = random.uniform() < silent;
      const gone = random.uniform() < (isSilent ? lostAfterSilence : lost);
      return {
        id: `${tier}${i}`,
        tier,
        contacts: [landmark - DAY * (isSilent ? random.integer(31, 300) : random.integer(0, 30))],
        value: value * Math.exp(0.6 * random.normal()),
        ...(gone && { left: landmark + DAY * random.integer(1, 180) }),
      };
    }),
  );
}

export function costOf(histories: readonly SilenceHistory[], book: readonly BookTier[], level = 0.95): SilenceCost {
  return measureSilenceCost(histories, {
    landmark: LANDMARK,
    followDays: 180,
    asOf: "2026-01-31",
    cadence: book.map(({ tier }) => ({ tier, days: 30 })),
    level,
  });
}

/** What many drawn books say: how often intervals hold the truth, how often the test cries at 5 %, mean estimates. */
export function simulate(book: readonly BookTier[], books: number, seed: number) {
  let covered = 0;
  let ratioCovered = 0;
  let crudeCovered = 0;
  let lossCovered = 0;
  let tiersCried = 0;
  let mean = 0;
  let crude = 0;
  let abstained = 0;
  const pValues: number[] = [];
  for (let b = 0; b < books; b++) {
    const cost = costOf(drawBook(book, seed * 1_000_003 + b), book);
    const { difference, ratio, test, lossPerSilent, crude: raw, homogeneity } = cost;
    if (
      !("value" in difference && "value" in ratio && "pValue" in test && "value" in lossPerSilent && "value" in raw)
    ) {
      abstained++;
      continue;
    }
    const truths = truthOf(book, cost);
    const holds = ({ lower, upper }: { lower: number; upper: number }, value: number) =>
      lower <= value && value <= upper;
    covered += Number(holds(difference.interval, truths.difference));
    ratioCovered += Number(holds(ratio.interval, truths.ratio));
    crudeCovered += Number(holds(raw.interval, truths.difference));
    lossCovered += Number(holds(lossPerSilent.interval, truths.loss));
    tiersCried += Number("pValue" in homogeneity && homogeneity.pValue < 0.05);
    mean += difference.value;
    crude += raw.value;
    pValues.push(test.pValue);
  }
  const n = books - abstained;
  return {
    abstained: abstained / books,
    covered: covered / n,
    ratioCovered: ratioCovered / n,
    crudeCovered: crudeCovered / n,
    lossCovered: lossCovered / n,
    tiersCried: tiersCried / n,
    mean: mean / n,
    crude: crude / n,
    pValues,
  };
}

/** The figures that the estimators aim at: those of the accounts that fell silent, which chance decided. */
function truthOf(book: readonly BookTier[], { tiers }: SilenceCost) {
  let weights = 0;
  let weighted = 0;
  let above = 0;
  let below = 0;
  let silent = 0;
  let loss = 0;
  for (const row of tiers) {
    const tier = book.find(({ tier: id }) => id === row.tier) as BookTier;
    const weight = (row.silent * row.contacted) / (row.silent + row.contacted);
    const rise = tier.lostAfterSilence - tier.lost;
    weights += weight;
    weighted += weight * rise;
    above += weight * tier.lostAfterSilence;
    below += weight * tier.lost;
    silent += row.silent;
    // mean of a lognormal number with sigma 0.6
    loss += row.silent * rise * tier.value * Math.exp(0.18);
  }
  return { difference: weighted / weights, ratio: above / below, loss: loss / silent };
}
