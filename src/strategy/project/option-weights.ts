import { requireNonEmpty, requireNumber, requireObject, requireText, requireUnique } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { Random } from "../../math/random.ts";
import { sum } from "../../math/sum.ts";
import { principalOf } from "../../tiering/ahp/eigenvector.ts";
import { readComparisons } from "../../tiering/ahp/matrix.ts";
import { solveComparisons } from "../../tiering/ahp/solve.ts";
import type { AhpSolution, CriterionWeight } from "../../tiering/ahp/types.ts";
import type { ScoreOptionsOptions } from "./option-types.ts";

/** Weights and how to draw others that might as well have been meant. */
export interface DoubtedWeights {
  /** In the order of the criteria's ids, summing to 1. */
  readonly weights: readonly CriterionWeight[];
  readonly ahp?: AhpSolution;
  readonly doubt: number;
  /** Other weights in the same order; those given where nothing is in doubt. */
  draw(random: Random): Float64Array;
}

/** Reads weights or judgements. The order of the criteria is that of their ids, so that draws do not hang on it. */
export function readWeights(how: ScoreOptionsOptions): DoubtedWeights {
  const { weights, judgements, criteria } = how;
  const stated = how.doubt?.weights;
  if (stated !== undefined) requireNumber(stated, "how.doubt.weights", { min: 0, max: 10 });
  if ((weights === undefined) === (judgements === undefined)) {
    throw new ClienteleError("inconsistent", "how must hold either weights or judgements", {});
  }
  if (weights !== undefined) return bySpread(byId(givenWeights(weights)), stated ?? 0);
  const data = judgements as NonNullable<typeof judgements>;
  const ahp = solveComparisons(data, criteria, "how.judgements");
  if (stated !== undefined) return { ...bySpread(byId(ahp.weights), stated), ahp };
  const { ids, cells } = readComparisons(data, criteria, "how.judgements");
  return { ...byJudgements(ids, cells, ahp), ahp };
}

function byId(weights: readonly CriterionWeight[]): CriterionWeight[] {
  return [...weights].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function givenWeights(weights: readonly CriterionWeight[]): CriterionWeight[] {
  requireNonEmpty(weights, "how.weights");
  const list = Array.from(weights, (entry, k) => {
    requireObject(entry, `how.weights[${k}]`);
    requireText(entry.id, `how.weights[${k}].id`);
    requireNumber(entry.weight, `how.weights[${k}].weight`, { min: 0, max: 1e9 });
    return { id: entry.id, weight: entry.weight };
  });
  requireUnique(
    list.map(({ id }) => id),
    "how.weights",
  );
  const total = sum(list.map(({ weight }) => weight));
  if (!(total > 0)) throw new ClienteleError("inconsistent", "how.weights must hold a weight above 0", {});
  return list.map(({ id, weight }) => ({ id, weight: weight / total }));
}

function bySpread(weights: readonly CriterionWeight[], doubt: number): DoubtedWeights {
  const given = Float64Array.from(weights, ({ weight }) => weight);
  return {
    weights,
    doubt,
    draw: (random) =>
      doubt === 0 ? given : normalised(given.map((weight) => weight * Math.exp(doubt * random.normal()))),
  };
}

/**
 * What judgements contradict of one another is their error: as many degrees of freedom as there are judgements beyond
 * those that just connect the criteria. Each draw errs anew in every judgement and weighs again.
 *
 * @see Crawford & Williams, A note on the analysis of subjective judgment matrices, Journal of Mathematical Psychology
 * 29 (1985) (errors of judgements as lognormal)
 */
function byJudgements(ids: readonly string[], cells: Float64Array, ahp: AhpSolution): Omit<DoubtedWeights, "ahp"> {
  const n = ids.length;
  const own = ahp.weights.map(({ weight }) => weight);
  const places = Array.from(ids.keys()).sort((a, b) => ((ids[a] as string) < (ids[b] as string) ? -1 : 1));
  // pairs in the order of the ids, so that draws do not hang on the order of the judgements
  const pairs = places
    .flatMap((i, at) => places.slice(at + 1).map((j) => [i, j] as const))
    .filter(([i, j]) => (cells[i * n + j] as number) !== 0);
  const freedom = pairs.length - (n - 1);
  const squares = pairs.map(([i, j]) => {
    const error = Math.log(cells[i * n + j] as number) - Math.log((own[i] as number) / (own[j] as number));
    return error * error;
  });
  const doubt = freedom > 0 ? Math.sqrt(sum(squares) / freedom) : 0;
  const given = Float64Array.from(places, (i) => own[i] as number);
  return {
    weights: places.map((i) => ({ id: ids[i] as string, weight: own[i] as number })),
    doubt,
    draw: (random) => {
      if (doubt === 0) return given;
      const other = new Float64Array(n * n);
      for (const [i, j] of pairs) {
        const ratio = (cells[i * n + j] as number) * Math.exp(doubt * random.normal());
        other[i * n + j] = ratio;
        other[j * n + i] = 1 / ratio;
      }
      const drawn = principalOf(other, n)?.weights ?? given;
      return normalised(Float64Array.from(places, (i) => drawn[i] as number));
    },
  };
}

function normalised(weights: Float64Array): Float64Array {
  const total = weights.reduce((all, weight) => all + weight, 0);
  return total > 0 && Number.isFinite(total) ? weights.map((weight) => weight / total) : weights;
}

/** Refuses criteria that an option does not rate, and ratings of what is no criterion. */
export function requireRatings(ratings: unknown, criteria: readonly CriterionWeight[], name: string): void {
  requireObject(ratings, name);
  const known = new Set(criteria.map(({ id }) => id));
  for (const id of Object.keys(ratings as object)) {
    if (!known.has(id)) {
      throw new ClienteleError("unknown_id", `${name} rates ${id}, which is no criterion with a weight`, { id });
    }
  }
  for (const { id } of criteria) {
    if (!Object.hasOwn(ratings as object, id)) {
      throw new ClienteleError("inconsistent", `${name} lacks a rating for ${id}; rate every criterion`, { id });
    }
  }
}
