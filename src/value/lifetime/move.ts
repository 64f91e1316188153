import type { Request } from "./request.ts";

/** Step of the central differences, in logarithms of parameters. */
const STEP = 1e-4;

/** Figures of both models, and how far the logarithm of each is spread by what the parameters leave open. */
export interface MovedFigures {
  readonly values: readonly number[];
  /** By buying parameters alone; absent where the data do not decide them. */
  readonly byBuying?: readonly number[];
  /** By the spending parameters alone, 0 where the spend is given; absent where the data do not decide them. */
  readonly bySpending?: readonly number[];
}

/**
 * The delta method for many positive figures at once, whose parameters come from two models that were fitted apart.
 *
 * @param at - The figures at these parameters of the buying and the spending model; undefined where they do not exist.
 * @internal
 */
export function moveFigures(
  at: (buying: readonly number[], spending: readonly number[] | undefined) => readonly number[] | undefined,
  { read, spending }: Request,
): MovedFigures {
  const { parameters, covariance } = read.uncertain;
  const money = spending && [spending.parameters.p, spending.parameters.q, spending.parameters.v];
  const values = at(parameters, money) as readonly number[];
  const byBuying = spreads(parameters, covariance, (moved) => at(moved, money));
  const bySpending =
    money === undefined ? values.map(() => 0) : spreads(money, spending?.covariance, (moved) => at(parameters, moved));
  return { values, ...(byBuying !== undefined && { byBuying }), ...(bySpending !== undefined && { bySpending }) };
}

function spreads(
  parameters: readonly number[],
  covariance: readonly (readonly number[])[] | undefined,
  at: (moved: readonly number[]) => readonly number[] | undefined,
): readonly number[] | undefined {
  if (covariance === undefined) return undefined;
  const slopes: (readonly number[])[] = [];
  for (let i = 0; i < parameters.length; i++) {
    const moved = (by: number): readonly number[] | undefined =>
      at(parameters.map((cell, j) => (i === j ? cell * Math.exp(by) : cell)));
    const [up, down] = [moved(STEP), moved(-STEP)];
    if (up === undefined || down === undefined) return undefined;
    slopes.push(up.map((cell, k) => (Math.log(cell) - Math.log(down[k] as number)) / (2 * STEP)));
  }
  return (slopes[0] as readonly number[]).map((_, k) => {
    let variance = 0;
    slopes.forEach((a, i) => {
      slopes.forEach((b, j) => {
        variance += (a[k] as number) * (b[k] as number) * (covariance[i]?.[j] as number);
      });
    });
    return Math.sqrt(Math.max(0, variance));
  });
}
