import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type CoxModel,
  type FitCoxOptions,
  fitAft,
  fitCox,
  fitDiscreteHazard,
  predictSurvival,
} from "../../src/retention/index.ts";

interface Row {
  readonly stop: number;
  readonly left: number;
  readonly x: number;
  readonly z: number;
}

const rows = fc.array(
  fc.record({
    stop: fc.integer({ min: 1, max: 9 }),
    left: fc.constantFrom(0, 1, 1),
    x: fc.integer({ min: -3, max: 3 }),
    z: fc.constantFrom(0, 1),
  }),
  { minLength: 15, maxLength: 40 },
);
const ties = fc.constantFrom("efron", "breslow") as fc.Arbitrary<"efron" | "breslow">;
/** A little ridge keeps every draw, separating ones too, to one finite answer. */
const RIDGE = 0.1;

const coxOf = (list: readonly Row[], options: FitCoxOptions = {}): CoxModel | undefined => {
  const model = fitCox(
    { durations: list.map(({ stop }) => stop), left: list.map(({ left }) => left) },
    { x: list.map(({ x }) => x), z: list.map(({ z }) => z) },
    { ridge: RIDGE, ...options },
  );
  return "abstained" in model ? undefined : model;
};
const figures = (model: CoxModel | undefined): number[] =>
  model === undefined
    ? []
    : [
        model.logLikelihood,
        ...model.terms.flatMap((term) => [term.coefficient.value, term.standardError]),
        ...(model.baseline[0]?.cumulativeHazard ?? []),
      ];
function same(a: readonly number[], b: readonly number[], digits: number = 7): void {
  expect(a).toHaveLength(b.length);
  a.forEach((value, k) => {
    expect(Math.abs(value - (b[k] as number)) / (1 + Math.abs(value))).toBeLessThan(10 ** -digits);
  });
}

test("the order of rows decides nothing", () => {
  fc.assert(
    fc.property(rows, ties, (list, tie) => {
      same(figures(coxOf([...list].reverse(), { ties: tie })), figures(coxOf(list, { ties: tie })));
    }),
    { numRuns: 60 },
  );
});

test("with Breslow's ties a weight is as many rows", () => {
  fc.assert(
    fc.property(rows, (list) => {
      const weights = list.map((_, i) => 1 + (i % 3));
      const repeated = list.flatMap((row, i) => new Array<Row>(weights[i] as number).fill(row));
      const model = fitCox(
        { durations: list.map(({ stop }) => stop), left: list.map(({ left }) => left), weights },
        { x: list.map(({ x }) => x), z: list.map(({ z }) => z) },
        { ridge: RIDGE, ties: "breslow" },
      );
      same(figures("abstained" in model ? undefined : model), figures(coxOf(repeated, { ties: "breslow" })));
    }),
    { numRuns: 60 },
  );
});

test("a currency of weights changes errors alone", () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(1e-80, 1e-9, 1e70),
      fc.constantFrom("cox", "weibull", "discrete"),
      (list, unit, kind) => {
        const effects = (weight: number): number[] => {
          const stays = {
            durations: list.map(({ stop }) => stop),
            left: list.map(({ left }) => left),
            weights: list.map((_, i) => weight * (1 + (i % 2))),
          };
          const covariates = { x: list.map(({ x }) => x) };
          const model =
            kind === "cox"
              ? fitCox(stays, covariates)
              : kind === "weibull"
                ? fitAft(stays, covariates)
                : fitDiscreteHazard(stays, covariates, { knots: 2 });
          if ("abstained" in model || !model.converged) return [];
          return model.terms.flatMap((term) => [term.coefficient.value, term.standardError * Math.sqrt(weight)]);
        };
        same(effects(unit), effects(1), 6);
      },
    ),
    { numRuns: 60 },
  );
});

test("a unit of a covariate divides its effect, and an origin changes nothing", () => {
  fc.assert(
    fc.property(
      rows,
      ties,
      fc.constantFrom(0.001, 3, -2, 1e6),
      fc.constantFrom(0, -50, 1000),
      (list, tie, scale, shift) => {
        const model = coxOf(list, { ties: tie });
        const moved = coxOf(
          list.map((row) => ({ ...row, x: row.x * scale + shift })),
          { ties: tie },
        );
        if (model === undefined || moved === undefined) return;
        expect(moved.terms.length).toBe(model.terms.length);
        model.terms.forEach((term, j) => {
          const factor = term.column === "x" ? scale : 1;
          same(
            [term.coefficient.value, term.z * Math.sign(factor)],
            [(moved.terms[j]?.coefficient.value ?? 0) * factor, moved.terms[j]?.z ?? 0],
            6,
          );
        });
        same([moved.logLikelihood], [model.logLikelihood]);
      },
    ),
    { numRuns: 60 },
  );
});

test("a row split by age into two changes nothing", () => {
  fc.assert(
    fc.property(rows, ties, fc.integer({ min: 1, max: 8 }), (list, tie, cut) => {
      const parts = list.flatMap(({ stop, left, x, z }) =>
        stop <= cut
          ? [{ start: 0, stop, left, x, z }]
          : [
              { start: 0, stop: cut, left: 0, x, z },
              { start: cut, stop, left, x, z },
            ],
      );
      const column = <K extends "start" | "stop" | "left" | "x" | "z">(name: K) => parts.map((part) => part[name]);
      // the ridge counts per standard deviation, which splitting would change: without one, where a fit exists
      const whole = coxOf(list, { ties: tie, ridge: 0 });
      const split = fitCox(
        { durations: column("stop"), left: column("left"), entries: column("start") },
        { x: column("x"), z: column("z") },
        { ties: tie },
      );
      if (whole === undefined || "abstained" in split || !whole.converged) return;
      same(
        split.terms.map((term) => term.coefficient.value),
        whole.terms.map((term) => term.coefficient.value),
      );
      same([split.logLikelihood], [whole.logLikelihood]);
      const record = { x: 1, z: 0 };
      const survival = (model: CoxModel): number[] =>
        predictSurvival(model, record, { times: [1] }).points.flatMap(({ survival: s }) =>
          "value" in s ? [s.value, s.interval.lower, s.interval.upper] : [],
        );
      same(survival(split), survival(whole), 6);
    }),
    { numRuns: 60 },
  );
});

test("a predicted chance never rises with time, and its limits hold it", () => {
  fc.assert(
    fc.property(rows, fc.constantFrom("cox", "aft", "discrete"), fc.integer({ min: 0, max: 4 }), (list, kind, age) => {
      const stays = { durations: list.map(({ stop }) => stop), left: list.map(({ left }) => left) };
      const covariates = { x: list.map(({ x }) => x), z: list.map(({ z }) => (z === 1 ? "yes" : "no")) };
      const model =
        kind === "cox"
          ? fitCox(stays, covariates, { ridge: RIDGE })
          : kind === "aft"
            ? fitAft(stays, covariates, { ridge: RIDGE })
            : fitDiscreteHazard(stays, covariates, { ridge: RIDGE });
      if ("abstained" in model) return;
      const record = {
        x: 2,
        z: model.covariates.flatMap((code) => (code.kind === "category" ? code.reference : []))[0] as string,
      };
      const { points } = predictSurvival(model, record, { times: [4, 5, 6, 7, 8, 9], age });
      let before = 1;
      for (const { survival } of points) {
        if ("abstained" in survival) continue;
        expect(survival.value).toBeLessThanOrEqual(before);
        expect(survival.interval.lower).toBeLessThanOrEqual(survival.value);
        expect(survival.interval.upper).toBeGreaterThanOrEqual(survival.value);
        expect(survival.interval.lower).toBeGreaterThanOrEqual(0);
        expect(survival.interval.upper).toBeLessThanOrEqual(1);
        before = survival.value;
      }
    }),
    { numRuns: 60 },
  );
});
