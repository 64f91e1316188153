import { expect, test } from "vitest";
import { gaussLegendre } from "../../src/math/gauss-legendre.ts";

test("the rule with three and with five nodes is that of Abramowitz and Stegun", () => {
  // table 25.4
  const three = gaussLegendre(3);
  expect(three.nodes[2]).toBeCloseTo(0.774596669241483, 14);
  expect(three.weights[1]).toBeCloseTo(8 / 9, 14);
  const five = gaussLegendre(5);
  expect(five.nodes[4]).toBeCloseTo(0.906179845938664, 14);
  expect(five.weights[4]).toBeCloseTo(0.236926885056189, 14);
});

test("n nodes integrate every power up to 2n − 1 exactly", () => {
  for (const n of [1, 2, 7, 40, 150]) {
    const { nodes, weights } = gaussLegendre(n);
    for (const power of [0, 1, n - 1, 2 * n - 2, 2 * n - 1]) {
      const total = nodes.reduce((sum, x, i) => sum + (weights[i] as number) * x ** power, 0);
      expect(total).toBeCloseTo(power % 2 === 1 ? 0 : 2 / (power + 1), 12);
    }
  }
});
