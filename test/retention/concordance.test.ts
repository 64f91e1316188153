import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concordanceIndex, createRandom } from "../../src/math/index.ts";
import { describeWithData } from "../support/shared-data.ts";
import { rossi, rossiWeights } from "./hazard-support.ts";

interface Case {
  readonly stop: number;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly weight: number;
  readonly stratum: number;
}

/** The definition, pair by pair, with the jackknife's influence of each case. */
function brute(cases: readonly Case[]): { value: number; error: number; tied: number; pairs: number } {
  const right = cases.map(() => 0);
  const pairs = cases.map(() => 0);
  let good = 0;
  let all = 0;
  let tied = 0;
  cases.forEach((a, i) => {
    cases.forEach((b, j) => {
      if (i === j || a.end === 0 || a.stratum !== b.stratum || b.start >= a.stop) return;
      const stayed = b.stop > a.stop || (b.stop === a.stop && b.end === 0);
      if (!stayed) return;
      const hit = a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0;
      const weight = a.weight * b.weight;
      good += weight * hit;
      all += weight;
      if (hit === 0.5) tied += weight;
      right[i] = (right[i] as number) + b.weight * hit;
      right[j] = (right[j] as number) + a.weight * hit;
      pairs[i] = (pairs[i] as number) + b.weight;
      pairs[j] = (pairs[j] as number) + a.weight;
    });
  });
  const value = good / all;
  const variance = cases.reduce(
    (total, { weight }, i) => total + ((weight * ((right[i] as number) - value * (pairs[i] as number))) / all) ** 2,
    0,
  );
  return { value, error: Math.sqrt(variance), tied, pairs: all };
}

const cases = fc.array(
  fc.record({
    stop: fc.integer({ min: 1, max: 8 }),
    start: fc.constantFrom(0, 0, 0, 1, 3),
    end: fc.integer({ min: 0, max: 1 }),
    score: fc.constantFrom(-2, -1, -0, 0, 0.5, 1, 1e9),
    weight: fc.constantFrom(1, 1, 0.5, 3),
    stratum: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 1, maxLength: 40 },
);
const columns = (list: readonly Case[]) => ({
  durations: list.map(({ stop }) => stop),
  ended: list.map(({ end }) => end),
  scores: list.map(({ score }) => score),
  options: {
    entries: list.map(({ start }) => start),
    weights: list.map(({ weight }) => weight),
    strata: list.map(({ stratum }) => stratum),
  },
});

describe("concordance", () => {
  test("over many small strata is the sum of what each gives alone", () => {
    const random = createRandom(11);
    const list = Array.from({ length: 600 }, (_, i) => {
      const stop = 1 + Math.floor(30 * random.uniform());
      return {
        stratum: i % 97,
        stop,
        start: Math.floor(stop * random.uniform()),
        left: i % 3 ? 1 : 0,
        score: random.uniform(),
      };
    });
    const of = (rows: typeof list, strata?: number[]) =>
      concordanceIndex(
        rows.map(({ stop }) => stop),
        rows.map(({ left }) => left),
        rows.map(({ score }) => score),
        { entries: rows.map(({ start }) => start), ...(strata !== undefined && { strata }) },
      );
    const whole = of(
      list,
      list.map(({ stratum }) => stratum),
    );
    const alone = Array.from({ length: 97 }, (_, s) => of(list.filter(({ stratum }) => stratum === s)));
    const sum = (name: "concordant" | "discordant") => alone.reduce((total, one) => total + (one?.[name] ?? 0), 0);
    expect(whole).toMatchObject({ concordant: sum("concordant"), discordant: sum("discordant") });
  });

  test("is what counting pair by pair gives, with ties, late entries, weights and strata", () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const list = drawn.filter(({ start, stop }) => start < stop);
        if (list.length === 0) return;
        const { durations, ended, scores, options } = columns(list);
        const found = concordanceIndex(durations, ended, scores, options);
        const wanted = brute(list);
        if (wanted.pairs === 0) {
          expect(found).toBeUndefined();
          return;
        }
        expect(found?.value).toBeCloseTo(wanted.value, 10);
        expect(found?.standardError).toBeCloseTo(wanted.error, 10);
        expect(found?.tiedScores).toBeCloseTo(wanted.tied, 9);
        const total = (found?.concordant ?? 0) + (found?.discordant ?? 0) + (found?.tiedScores ?? 0);
        expect(total).toBeCloseTo(wanted.pairs, 9);
      }),
    );
  });

  test("a turned score turns the index, and the order of rows decides nothing", () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const list = drawn.map((one) => ({ ...one, start: 0 }));
        const { durations, ended, scores } = columns(list);
        const found = concordanceIndex(durations, ended, scores);
        const turned = concordanceIndex(
          durations,
          ended,
          scores.map((score) => -score),
        );
        if (found !== undefined) expect(found.value + (turned?.value ?? 0)).toBeCloseTo(1, 10);
        const back = columns([...list].reverse());
        const again = concordanceIndex(back.durations, back.ended, back.scores);
        expect(again?.value ?? -1).toBeCloseTo(found?.value ?? -1, 12);
        expect(again?.standardError ?? -1).toBeCloseTo(found?.standardError ?? -1, 12);
      }),
    );
  });

  test("a weight is as many rows", () => {
    const durations = [4, 2, 7, 3, 9, 2];
    const ended = [1, 1, 0, 1, 1, 0];
    const scores = [3, 5, 1, 3, 2, 2];
    const weights = [1, 3, 2, 1, 2, 1];
    const repeat = (cells: readonly number[]) =>
      cells.flatMap((cell, i) => new Array<number>(weights[i] as number).fill(cell));
    const weighted = concordanceIndex(durations, ended, scores, { weights });
    const repeated = concordanceIndex(repeat(durations), repeat(ended), repeat(scores));
    // two of the same row that left at one age make no pair
    expect(weighted?.concordant).toBe(repeated?.concordant);
    expect(weighted?.value).toBeCloseTo(repeated?.value ?? -1, 12);
  });

  test("a perfect order has an interval that does not claim perfection", () => {
    const found = concordanceIndex([1, 2, 3, 4], [1, 1, 1, 0], [4, 3, 2, 1]);
    expect(found?.value).toBe(1);
    expect(found?.interval.lower).toBeLessThan(0.5);
    expect(found?.interval.upper).toBe(1);
  });

  test("thousands of rows are counted as few are", () => {
    const random = createRandom(5);
    const list = Array.from({ length: 4500 }, () => ({
      stop: 1 + random.integer(0, 300),
      start: 0,
      end: random.integer(0, 1),
      score: Math.round(random.normal() * 1000) / 500,
      weight: 1,
      stratum: 0,
    }));
    const { durations, ended, scores } = columns(list);
    const wanted = brute(list);
    const found = concordanceIndex(durations, ended, scores);
    expect(found?.value).toBeCloseTo(wanted.value, 12);
    expect(found?.standardError).toBeCloseTo(wanted.error, 12);
  });

  test("bad input names argument and row", () => {
    expect(() => concordanceIndex([1, 2], [1], [1, 2])).toThrow(/ended/);
    expect(() => concordanceIndex([1, -2], [1, 0], [1, 2])).toThrow(/durations\[1\]/);
    expect(() => concordanceIndex([1, 2], [1, 3], [1, 2])).toThrow(/ended\[1\]/);
    expect(() => concordanceIndex([1, 2], [1, 0], [1, Number.NaN])).toThrow(/scores\[1\]/);
    expect(() => concordanceIndex([1, 2], [1, 0], [1, 2], { entries: [0, 2] })).toThrow(/entries\[1\]/);
    expect(() => concordanceIndex([1, 2], [1, 0], [1, 2], { weights: [0, 2] })).toThrow(/weights\[0\]/);
    expect(() => concordanceIndex([], [], [])).toThrow(/at least one/);
  });
});

describeWithData("432 released prisoners", ["survival/rossi.csv"], () => {
  test("late entries, weights and clusters as in R", () => {
    const { stays, column } = rossi();
    const entries = rossiWeights.map((_, i) => Math.max(0, ((i + 1) % 7) - 2));
    const kept = entries.flatMap((entry, i) => (entry < (stays.durations[i] as number) ? [i] : []));
    const take = (cells: ArrayLike<number | boolean>): number[] => kept.map((i) => Number(cells[i]));
    const found = concordanceIndex(take(stays.durations), take(stays.left), take(column("prio")), {
      entries: take(entries),
      weights: take(rossiWeights),
      clusters: kept.map((_, i) => Math.floor(i / 3)),
    });
    // R survival 3.5-3: concordance(Surv(entry, week, arrest) ~ prio, weights = w, reverse = TRUE, cluster = cl)
    expect(found?.value).toBeCloseTo(0.596852493785187, 12);
    expect(found?.standardError).toBeCloseTo(0.0282518426107131, 12);
    expect([found?.concordant, found?.discordant, found?.tiedScores]).toEqual([49445.75, 31270.75, 13111.75]);
  });
});
