import { ClienteleError } from "../../core/errors.ts";
import { fitLogistic } from "../../math/logistic.ts";
import type { LogisticPredictor } from "../../math/logistic-design.ts";
import { codesOf, numbersOf } from "./columns.ts";
import type { EncodedField } from "./encode.ts";
import type { ClosedLeads, LeadCore } from "./naive-bayes.ts";
import type { LeadFieldModel, LeadRest } from "./types.ts";

/** A value met in fewer leads shares its coefficient with the other rare ones. */
const FEWEST = 10;
/** The most frequent values of a field that get a coefficient of their own. */
const MOST_LEVELS = 50;
/** Above this many coefficients their covariance would outweigh the model; intervals are left out. */
const MOST_COVARIANCE = 150;

/** One field laid out for the regression, and how its coefficients come back as a model. */
interface Columns {
  readonly predictors: readonly LogisticPredictor[];
  readonly count: number;
  readonly model: (coefficients: Float64Array) => LeadFieldModel;
}

/**
 * Logistic regression with a ridge over all fields at once, so that two fields that say the same are not counted twice.
 * Rare values share a coefficient, and "not known" has one of its own.
 */
export function fitLogisticScore(closed: ClosedLeads, rows: Uint32Array, ridge: number): LeadCore {
  const outcomes = numbersOf(rows, (row) => closed.outcomes[row] as number);
  const weights = numbersOf(rows, (row) => closed.weights[row] as number);
  const columns = closed.fields.map((field) => columnsOf(field, rows, outcomes, weights));
  const fit = fitLogistic(
    columns.flatMap(({ predictors }) => predictors),
    outcomes,
    { ridge, weights },
  );
  if (fit === undefined || !fit.converged) {
    throw new ClienteleError("no_convergence", "the regression did not settle; raise options.ridge", { ridge });
  }
  let from = 0;
  let base = fit.intercept;
  const fields = columns.map(({ count, model }) => {
    const field = model(fit.coefficients.subarray(from, from + count));
    from += count;
    // what the average lead has in a field moves from the field to the base
    base -= field.offset;
    return field;
  });
  const p = fit.coefficients.length + 1;
  const covariance: number[] = [];
  if (p <= MOST_COVARIANCE) {
    for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) covariance.push((fit.covariance[i * p + j] as number) + 0);
  }
  return { base, fields, ...(covariance.length === 0 ? {} : { covariance }) };
}

function columnsOf(field: EncodedField, rows: Uint32Array, outcomes: Float64Array, weights: Float64Array): Columns {
  const missing = tally(rows, outcomes, weights, (row) => (field.codes[row] as number) < 0);
  if (field.kind === "tags") return tagColumns(field, rows, outcomes, weights, missing);
  return field.numbers === undefined
    ? categoryColumns(field, rows, outcomes, weights)
    : numberColumns(field, field.numbers, rows, weights, missing);
}

type Tally = Readonly<{ won: number; lost: number }>;

function tally(rows: Uint32Array, outcomes: Float64Array, weights: Float64Array, has: (row: number) => boolean): Tally {
  let won = 0;
  let lost = 0;
  for (let r = 0; r < rows.length; r++) {
    if (!has(rows[r] as number)) continue;
    if (outcomes[r] === 1) won += weights[r] as number;
    else lost += weights[r] as number;
  }
  return { won, lost };
}

const sizeOf = ({ won, lost }: Tally): number => won + lost;
/** A sum with 0 turns −0, which JSON cannot carry, into 0; so below. */
const restOf = (counts: Tally, logOdds: number): LeadRest => ({
  won: counts.won,
  lost: counts.lost,
  logOdds: logOdds + 0,
});

function categoryColumns(
  { id, kind, codes, vocabulary, cuts }: EncodedField,
  rows: Uint32Array,
  outcomes: Float64Array,
  weights: Float64Array,
): Columns {
  const size = vocabulary.length;
  const won = new Float64Array(size + 1);
  const lost = new Float64Array(size + 1);
  for (let r = 0; r < rows.length; r++) {
    const code = codes[rows[r] as number] as number;
    const into = outcomes[r] === 1 ? won : lost;
    // the last place holds leads that are not known
    const place = code < 0 ? size : code;
    into[place] = (into[place] as number) + (weights[r] as number);
  }
  const counts = Array.from(won, (w, i): Tally => ({ won: w, lost: lost[i] as number }));
  const kept = frequent(counts.slice(0, size));
  const place = new Int32Array(size + 1).fill(-1);
  kept.forEach((code, i) => {
    place[code] = i;
  });
  const rare = sum(counts.slice(0, size).filter((_, code) => (place[code] as number) < 0));
  let levels = kept.length;
  const otherAt = sizeOf(rare) > 0 ? levels++ : -1;
  for (let code = 0; code < size; code++) if ((place[code] as number) < 0) place[code] = otherAt;
  const missing = counts[size] as Tally;
  const missingAt = sizeOf(missing) > 0 ? levels++ : -1;
  place[size] = missingAt;
  const coded = codesOf(rows, (row) => {
    const code = codes[row] as number;
    return place[code < 0 ? size : code] as number;
  });
  return {
    predictors: levels === 0 ? [] : [{ codes: coded, levels }],
    count: levels,
    model: (beta) => {
      const groups = [
        ...kept.map((code) => counts[code] as Tally),
        ...(otherAt < 0 ? [] : [rare]),
        ...(missingAt < 0 ? [] : [missing]),
      ];
      const total = groups.reduce((n, group) => n + sizeOf(group), 0);
      const offset = -groups.reduce((n, group, i) => n + (sizeOf(group) / total) * (beta[i] as number), 0);
      return {
        id,
        kind,
        offset: total > 0 ? offset + 0 : 0,
        levels: kept.map((code, i) => ({
          value: vocabulary[code] as string,
          ...restOf(counts[code] as Tally, beta[i] as number),
        })),
        ...(cuts === undefined ? {} : { cuts }),
        ...(otherAt < 0 ? {} : { other: restOf(rare, beta[otherAt] as number) }),
        ...(missingAt < 0 ? {} : { missing: restOf(missing, beta[missingAt] as number) }),
      };
    },
  };
}

function tagColumns(
  { id, codes, vocabulary, starts, tags }: EncodedField,
  rows: Uint32Array,
  outcomes: Float64Array,
  weights: Float64Array,
  missing: Tally,
): Columns {
  const counts = vocabulary.map(() => ({ won: 0, lost: 0 }));
  const places = new Map<number, number>();
  const each = (row: number, visit: (tag: number) => void): void => {
    for (let k = starts?.[row] ?? 0; k < (starts?.[row + 1] ?? 0); k++) visit(tags?.[k] as number);
  };
  for (let r = 0; r < rows.length; r++) {
    each(rows[r] as number, (tag) => {
      const count = counts[tag] as { won: number; lost: number };
      if (outcomes[r] === 1) count.won += weights[r] as number;
      else count.lost += weights[r] as number;
    });
  }
  const kept = frequent(counts);
  kept.forEach((tag, i) => {
    places.set(tag, i);
  });
  const flags = kept.map(() => new Int32Array(rows.length).fill(-1));
  for (let r = 0; r < rows.length; r++) {
    each(rows[r] as number, (tag) => {
      const flag = flags[places.get(tag) ?? -1];
      if (flag !== undefined) flag[r] = 0;
    });
  }
  const unknown = sizeOf(missing) > 0;
  if (unknown) flags.push(codesOf(rows, (row) => ((codes[row] as number) < 0 ? 0 : -1)));
  const total = weights.reduce((n, weight) => n + weight, 0);
  return {
    predictors: flags.map((flag) => ({ codes: flag, levels: 1 })),
    count: flags.length,
    model: (beta) => {
      const groups = [...kept.map((tag) => counts[tag] as Tally), ...(unknown ? [missing] : [])];
      return {
        id,
        kind: "tags",
        offset: -groups.reduce((n, group, i) => n + (sizeOf(group) / total) * (beta[i] as number), 0) + 0,
        levels: kept.map((tag, i) => ({
          value: vocabulary[tag] as string,
          ...restOf(counts[tag] as Tally, beta[i] as number),
        })),
        ...(unknown ? { missing: restOf(missing, beta[kept.length] as number) } : {}),
      };
    },
  };
}

function numberColumns(
  { id, codes }: EncodedField,
  numbers: Float64Array,
  rows: Uint32Array,
  weights: Float64Array,
  missing: Tally,
): Columns {
  let n = 0;
  let mean = 0;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] as number;
    if ((codes[row] as number) < 0) continue;
    from = Math.min(from, numbers[row] as number);
    to = Math.max(to, numbers[row] as number);
    n += weights[r] as number;
    mean += ((numbers[row] as number) - mean) * ((weights[r] as number) / n);
  }
  const unknown = sizeOf(missing) > 0;
  const line = numbersOf(rows, (row) => ((codes[row] as number) < 0 ? 0 : (numbers[row] as number) - mean));
  const flag = { codes: codesOf(rows, (row) => ((codes[row] as number) < 0 ? 0 : -1)), levels: 1 };
  return {
    predictors: [line, ...(unknown ? [flag] : [])],
    count: unknown ? 2 : 1,
    model: (beta) => ({
      id,
      kind: "number",
      offset: unknown ? -(sizeOf(missing) / (n + sizeOf(missing))) * (beta[1] as number) + 0 : 0,
      levels: [],
      // a field that nobody fills in has no range
      line: { mean, slope: (beta[0] as number) + 0, from: n > 0 ? from : 0, to: n > 0 ? to : 0 },
      ...(unknown ? { missing: restOf(missing, beta[1] as number) } : {}),
    }),
  };
}

/** Values with enough leads, the most frequent ones where there are many; in the order of the vocabulary. */
function frequent(counts: readonly Tally[]): number[] {
  return counts
    .map((count, code) => ({ code, n: sizeOf(count) }))
    .filter(({ n }) => n >= FEWEST)
    .sort((a, b) => b.n - a.n || a.code - b.code)
    .slice(0, MOST_LEVELS)
    .map(({ code }) => code)
    .sort((a, b) => a - b);
}

function sum(counts: readonly Tally[]): Tally {
  return counts.reduce((total, { won, lost }) => ({ won: total.won + won, lost: total.lost + lost }), {
    won: 0,
    lost: 0,
  });
}
