import {
  fitPlacement,
  type LoyaltyModel,
  loyaltyQuadrants,
  type PlacementModel,
  type PlacementRating,
  predictPlacementColumn,
} from "../../src/loyalty/index.ts";
import { quadrantIndex } from "../../src/loyalty/quadrant/axis.ts";
import { createRandom, type Random } from "../../src/math/random.ts";
import { axes, byHand } from "./support.ts";

/** Shapes of true ratings, as shares of the scale; the crowd stands around the cut of 0.6. */
const truths = {
  normal: (r: Random) => {
    const mood = r.normal();
    return [0.6 + 0.16 * mood + 0.12 * r.normal(), 0.55 + 0.154 * mood + 0.157 * r.normal()];
  },
  skewed: (r: Random) => {
    const short = r.gamma(2, 0.12);
    return [1.02 - short, 1.02 - 0.6 * short - r.gamma(1.2, 0.1) - 0.05 * r.normal()];
  },
  bimodal: (r: Random) =>
    r.uniform() < 0.4
      ? [0.22 + 0.13 * r.normal(), 0.25 + 0.15 * r.normal()]
      : [0.78 + 0.13 * r.normal(), (r.uniform() < 0.25 ? 0.3 : 0.8) + 0.13 * r.normal()],
  crowd: (r: Random) => {
    const mood = r.normal();
    return r.uniform() < 0.3
      ? [0.6 + 0.13 * r.normal(), 0.6 + 0.13 * r.normal()]
      : [0.6 + 0.22 * mood, 0.55 + 0.15 * mood + 0.18 * r.normal()];
  },
  spike: (r: Random) => {
    const mood = r.normal();
    return r.uniform() < 0.25 ? [0.6, 0.6] : [0.6 + 0.22 * mood, 0.55 + 0.15 * mood + 0.18 * r.normal()];
  },
} satisfies Record<string, (r: Random) => number[]>;

/** How one simulated question is asked. */
export interface Question extends PlacementRating {
  readonly min: number;
  readonly max: number;
}

export interface Setting {
  readonly truth: keyof typeof truths;
  readonly n: number;
  readonly satisfaction: Question;
  readonly loyalty: Question;
}

const within = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

/** A book with both what was answered and where each customer truly belongs. */
export function placedBook(setting: Setting, seed: number) {
  const random = createRandom(seed);
  const cutOf = ({ min, max, answers }: Question) =>
    answers === "graded" ? min + 0.6 * (max - min) : max - min === 4 ? min + 3 : min + 7;
  const axisOf = (q: Question) => ({ scale: { min: q.min, max: q.max }, low: cutOf(q), high: cutOf(q) });
  const model = byHand(axisOf(setting.satisfaction), axisOf(setting.loyalty));
  const answerOf = (value: number, { min, max, answers }: Question) =>
    within(answers === "graded" ? value : Math.round(value), min, max);
  const places: number[] = [];
  const rows = Array.from({ length: setting.n }, () => {
    const shares = truths[setting.truth](random);
    const [s, l] = (["satisfaction", "loyalty"] as const).map((name, i) => {
      const question = setting[name];
      const raw = question.min + (shares[i] as number) * (question.max - question.min);
      const truth = question.truth === "whole" ? within(Math.round(raw), question.min, question.max) : raw;
      return {
        truth: answerOf(truth, question),
        seen: answerOf(truth + question.errorSd * random.normal(), question),
      };
    }) as [{ truth: number; seen: number }, { truth: number; seen: number }];
    places.push(quadrantIndex(model, s.truth, l.truth));
    return { satisfaction: s.seen, loyalty: l.seen };
  });
  const ratingOf = ({ errorSd, answers = "whole", truth = "graded" }: Question) => ({ errorSd, answers, truth });
  const ratings = { satisfaction: ratingOf(setting.satisfaction), loyalty: ratingOf(setting.loyalty) };
  return { model, rows, places, ratings };
}

/** Fits, and fails loudly where the function abstains. */
export function placed(
  model: LoyaltyModel,
  rows: readonly { readonly satisfaction: number; readonly loyalty: number }[],
  ratings: { readonly satisfaction: PlacementRating; readonly loyalty: PlacementRating },
): PlacementModel {
  const placement = fitPlacement(model, rows, { ...axes, ratings });
  if ("abstained" in placement) throw new Error(placement.abstained.code);
  return placement;
}

/** Share of intervals that hold the true number, over the four quadrants, and the worst decile of probabilities. */
export function placementSimulation(setting: Setting, books: number, seed: number) {
  let held = 0;
  const pairs: [probability: number, hit: number][] = [];
  for (let book = 0; book < books; book++) {
    const { model, rows, places, ratings } = placedBook(setting, seed * 100_000 + book);
    const placement = placed(model, rows, ratings);
    const column = (name: "satisfaction" | "loyalty") => rows.map((row) => row[name]);
    const chances = predictPlacementColumn(placement, column("satisfaction"), column("loyalty"));
    for (let q = 0; q < 4; q++) {
      const truly = places.reduce((n, place) => n + (place === q ? 1 : 0), 0);
      const { interval } = (placement.sizes[q] as PlacementModel["sizes"][number]).expected;
      if (interval.lower <= truly && truly <= interval.upper) held++;
      const own = chances[loyaltyQuadrants[q] as "apostle"];
      places.forEach((place, i) => {
        pairs.push([own[i] as number, place === q ? 1 : 0]);
      });
    }
  }
  pairs.sort(([a], [b]) => a - b);
  const deciles = Array.from({ length: 10 }, (_, d) => {
    const part = pairs.slice(Math.round((d * pairs.length) / 10), Math.round(((d + 1) * pairs.length) / 10));
    return part.reduce((sum, [p, hit]) => sum + p - hit, 0) / part.length;
  });
  return { coverage: held / (4 * books), strays: Math.max(...deciles.map(Math.abs)) };
}
