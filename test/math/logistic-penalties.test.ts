import { describe, expect, test } from "vitest";
import { fitLogistic } from "../../src/math/index.ts";
import { expectClose } from "../support/close.ts";

const a = [1, 2, 3, 4, 5, 6, 7, 8];
const b = [2, 1, 4, 3, 6, 5, 8, 8];
const outcomes = [0, 0, 1, 0, 1, 0, 1, 1];

describe("a ridge of its own for each coefficient", () => {
  test("is the common ridge where all penalties are 1", () => {
    expect(fitLogistic([a, b], outcomes, { ridge: 0.7, penalties: [1, 1] })).toEqual(
      fitLogistic([a, b], outcomes, { ridge: 0.7 }),
    );
  });

  test("leaves a coefficient free at 0 and holds it at zero where it is huge", () => {
    const fit = fitLogistic([a, b], outcomes, { ridge: 1, penalties: [0, 1e9] });
    const alone = fitLogistic([a], outcomes, { ridge: 0 });
    expectClose(fit?.coefficients[0] as number, alone?.coefficients[0] as number, 1e-6);
    expect(Math.abs(fit?.coefficients[1] as number)).toBeLessThan(1e-8);
  });

  test("draws a coefficient of a scaled column as a normal prior on that scale does", () => {
    // at the maximum the gradient of the log-likelihood equals the pull of the prior: Σ (y − p) z = penalty × β
    const ridge = 2;
    const fit = fitLogistic([a], outcomes, { ridge, penalties: [1.5] });
    const mean = 4.5;
    const deviation = Math.sqrt(a.reduce((sum, x) => sum + (x - mean) ** 2, 0) / a.length);
    const beta = (fit?.coefficients[0] as number) * deviation;
    const gradient = a.reduce((sum, x, i) => {
      const chance = 1 / (1 + Math.exp(-((fit?.intercept as number) + (fit?.coefficients[0] as number) * x)));
      return sum + ((outcomes[i] as number) - chance) * ((x - mean) / deviation);
    }, 0);
    expectClose(gradient, ridge * 1.5 * beta, 1e-8);
  });

  test("refuses too few of them, and one below 0", () => {
    expect(() => fitLogistic([a, b], outcomes, { penalties: [1] })).toThrow(/options\.penalties/);
    expect(() => fitLogistic([a], outcomes, { penalties: [-1] })).toThrow(/options\.penalties\[0\]/);
  });
});
