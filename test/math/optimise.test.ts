import { describe, expect, it } from "vitest";
import { minimizeBfgs } from "../../src/math/bfgs.ts";
import { brentMinimum, brentRoot } from "../../src/math/brent.ts";
import type { Objective } from "../../src/math/minimum.ts";
import { minimizeNelderMead } from "../../src/math/nelder-mead.ts";
import { expectClose } from "../support/close.ts";

type Four = [number, number, number, number];
const at = (x: Float64Array): Four => Array.from(x) as Four;

// More, Garbow, Hillstrom, Testing unconstrained optimization software, ACM TOMS 7 (1981): problems 1, 13, 5
const rosenbrock: Objective = (x) => {
  const [a, b] = at(x);
  return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
};
const powell: Objective = (x) => {
  const [a, b, c, d] = at(x);
  return (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4;
};
const beale: Objective = (x) => {
  const [a, b] = at(x);
  return (1.5 - a * (1 - b)) ** 2 + (2.25 - a * (1 - b * b)) ** 2 + (2.625 - a * (1 - b ** 3)) ** 2;
};
// Himmelblau, Applied Nonlinear Programming (1972)
const himmelblau: Objective = (x) => {
  const [a, b] = at(x);
  return (a * a + b - 11) ** 2 + (a + b * b - 7) ** 2;
};

const searches = { bfgs: minimizeBfgs, "nelder-mead": minimizeNelderMead };
for (const [name, minimize] of Object.entries(searches)) {
  describe(name, () => {
    it.each([
      ["Rosenbrock", rosenbrock, [-1.2, 1], [1, 1]],
      ["Beale", beale, [1, 1], [3, 0.5]],
      ["Himmelblau", himmelblau, [1, 1], [3, 2]],
    ] as const)("finds the minimum of %s", (_, f, start, optimum) => {
      const found = minimize(f, start);
      expect(found.converged).toBe(true);
      for (const [i, x] of optimum.entries()) expectClose(found.x[i] as number, x, 1e-6);
      expect(found.value).toBeLessThan(1e-12);
      expect(found.gradientNorm).toBeLessThan(1e-6);
      expect(found.evaluations).toBeGreaterThan(found.iterations);
    });

    it("finds the minimum of Powell's function, whose Hessian is singular there", () => {
      const found = minimize(powell, [3, -1, 0, 1]);
      expect(found.converged).toBe(true);
      expect(found.value).toBeLessThan(1e-12);
      // the valley is quartic: x is known to the fourth root of the value
      for (const x of found.x) expectClose(x, 0, 1e-3);
    });

    it("turns back from where the function is not defined", () => {
      const found = minimize((x) => at(x)[0] - Math.log(at(x)[0]), [20]);
      expect(found.converged).toBe(true);
      expectClose(found.x[0] as number, 1, 1e-6);
    });

    it("does not claim a minimum where there is none", () => {
      for (const f of [(x: Float64Array) => at(x)[0], (x: Float64Array) => -Math.log(at(x)[0])]) {
        const found = minimize(f, [1]);
        expect(found.converged).toBe(false);
        expect(["unbounded", "max_iterations"]).toContain(found.reason);
        expect(found.x.every(Number.isFinite)).toBe(true);
      }
    });

    it("says that the start has no value", () => {
      const found = minimize(() => Number.NaN, [1, 2]);
      expect(found).toMatchObject({ x: [1, 2], converged: false, reason: "not_finite_start" });
      expect(found.value).toBeUndefined();
      expect(found.gradientNorm).toBeUndefined();
    });

    it("says that it ran out of steps", () => {
      expect(minimize(rosenbrock, [-1.2, 1], { maxIterations: 5 })).toMatchObject({
        converged: false,
        reason: "max_iterations",
        iterations: 5,
      });
    });

    it("is content with a constant", () => {
      expect(minimize(() => 5, [1, 2])).toMatchObject({ converged: true, value: 5, gradientNorm: 0 });
    });

    it("does not change the start", () => {
      const start = Float64Array.of(-1.2, 1);
      minimize(rosenbrock, start);
      expect(start).toEqual(Float64Array.of(-1.2, 1));
    });
  });
}

describe("bfgs with its gradient given", () => {
  const gradient = (x: Float64Array, out: Float64Array): void => {
    const [a, b] = at(x);
    out[0] = -400 * a * (b - a * a) - 2 * (1 - a);
    out[1] = 200 * (b - a * a);
  };

  it("needs fewer calls and ends closer", () => {
    const found = minimizeBfgs(rosenbrock, [-1.2, 1], { gradient });
    expect(found.converged).toBe(true);
    for (const x of found.x) expectClose(x, 1, 1e-8);
    expect(found.evaluations).toBeLessThan(minimizeBfgs(rosenbrock, [-1.2, 1]).evaluations / 3);
  });

  it("says that a wrong gradient leads nowhere", () => {
    const wrong = (x: Float64Array, out: Float64Array): void => {
      gradient(x, out);
      for (const [i, slope] of out.entries()) out[i] = -slope;
    };
    expect(minimizeBfgs(rosenbrock, [-1.2, 1], { gradient: wrong })).toMatchObject({
      converged: false,
      reason: "line_search_failed",
    });
  });
});

describe("nelder-mead", () => {
  it("finds the corner of a roof", () => {
    const found = minimizeNelderMead((x) => Math.abs(at(x)[0] - 1) + 3 * Math.abs(at(x)[1] + 2), [5, 5]);
    expect(found.converged).toBe(true);
    expectClose(found.x[0] as number, 1, 1e-6);
    expectClose(found.x[1] as number, -2, 1e-6);
  });
});

describe("brent's root", () => {
  // mpmath.findroot at 30 digits
  it("is where the function crosses zero", () => {
    expectClose(brentRoot((x) => Math.cos(x) - x, 0, 1).x, 0.73908513321516, 1e-12);
    expectClose(brentRoot((x) => x ** 3 - 2 * x - 5, 2, 3).x, 2.09455148154233, 1e-12);
  });

  it("is found at an end of the interval", () => {
    expect(brentRoot((x) => x, 0, 1)).toEqual({ x: 0, value: 0, converged: true, iterations: 0, reason: "root_exact" });
    expect(brentRoot((x) => x - 1, 0, 1).x).toBe(1);
  });

  it("is found where the function is flat, or infinite on one side", () => {
    expectClose(brentRoot((x) => x ** 9, -1, 2).x, 0, 1e-12);
    expectClose(brentRoot((x) => (x <= 0 ? Number.NEGATIVE_INFINITY : Math.log(x)), 0, 5).x, 1, 1e-12);
  });

  it("is not claimed where there is none", () => {
    expect(brentRoot((x) => x * x + 1, -1, 1)).toMatchObject({ converged: false, reason: "no_sign_change" });
    expect(brentRoot((x) => 1 / x, -1, 2)).toMatchObject({ converged: false, reason: "pole" });
    expect(brentRoot(() => Number.NaN, -1, 2)).toMatchObject({ value: undefined, reason: "not_finite" });
    expect(brentRoot((x) => (x > -1 && x < 2 ? Number.NaN : x), -1, 2).reason).toBe("not_finite");
    expect(brentRoot((x) => x ** 9 - 1e-9, -1, 2, { maxIterations: 2 }).reason).toBe("max_iterations");
  });
});

describe("brent's minimum", () => {
  it("is the lowest point of the interval", () => {
    expectClose(brentMinimum((x) => -Math.exp(-((x - 1) ** 2)), -5, 10).x, 1, 1e-7);
    // x·log x is lowest at 1/e
    expectClose(brentMinimum((x) => x * Math.log(x), 0, 4).x, 1 / Math.E, 1e-7);
  });

  it("comes close to an end that is lowest", () => {
    expectClose(brentMinimum((x) => x, 0, 5).x, 0, 1e-7);
  });

  it("turns back from where the function is not defined", () => {
    expectClose(brentMinimum((x) => (x < 2 ? Number.NaN : (x - 3) ** 2), 0, 10).x, 3, 1e-7);
  });

  it("is not claimed where the function has no value", () => {
    expect(brentMinimum(() => Number.NaN, 0, 1)).toMatchObject({
      converged: false,
      value: undefined,
      reason: "not_finite",
    });
    expect(brentMinimum((x) => (x - 2) ** 4, 0, 5, { maxIterations: 3 }).reason).toBe("max_iterations");
  });
});
