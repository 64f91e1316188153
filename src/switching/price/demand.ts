import type { Abstention } from "../../core/estimate.ts";
import { chanceOfLogOdds } from "../../math/log-odds.ts";
import { fitLogistic } from "../../math/logistic.ts";
import { studentTQuantile } from "../../math/student-t.ts";

/** Fewer respondents carry no interval. */
const LEAST_RESPONDENTS = 10;

/** The answers of one respondent, by price. */
export type RespondentAnswers = readonly { readonly price: number; readonly buys: boolean }[];

/** Log-odds of buying = intercept − slope × price. */
interface DemandLine {
  readonly intercept: number;
  readonly slope: number;
}

/** A falling demand curve, and what it would be without each respondent. */
export interface DemandFit {
  readonly line: DemandLine;
  /** One step from the fit towards the one without a respondent; `times` counts those who answered alike. */
  readonly without: readonly { readonly line: DemandLine; readonly times: number }[];
}

/** Fits the demand curve of all answers, or says why there is none. */
export function fitDemand(groups: readonly RespondentAnswers[], level: number): DemandFit | Abstention {
  const n = groups.length;
  const rows = groups.flat();
  if (n < LEAST_RESPONDENTS) return { abstained: { code: "too_few_rows", params: { n, needed: LEAST_RESPONDENTS } } };
  // in units of the highest price, so that tiny and huge currencies give the same fit
  const unit = rows.reduce((most, { price }) => Math.max(most, price), 0);
  const fit = fitLogistic(
    [rows.map(({ price }) => price / unit)],
    rows.map(({ buys }) => (buys ? 1 : 0)),
    { ridge: 0 },
  );
  if (fit === undefined || !fit.converged) {
    return { abstained: { code: "price_runs_away", params: { rows: rows.length } } };
  }
  const line = { intercept: fit.intercept, slope: -(fit.coefficients[0] as number) };
  const without = leaveOut(groups, line, unit);
  if (without === undefined) return { abstained: { code: "price_runs_away", params: { rows: rows.length } } };
  const half = jackknifedHalf({ line, without }, n, level, ({ slope }) => slope);
  const scaled = ({ intercept, slope }: DemandLine): DemandLine => ({ intercept, slope: slope / unit });
  if (!(line.slope - half > 0) || without.some((part) => !(part.line.slope > 0))) {
    const { slope } = scaled(line);
    return {
      abstained: {
        code: "price_slope_unclear",
        params: { slope, lower: slope - half / unit, upper: slope + half / unit },
      },
    };
  }
  return { line: scaled(line), without: without.map((part) => ({ line: scaled(part.line), times: part.times })) };
}

/** Half of the interval of a figure of the line, by leaving one of n respondents out at a time. */
export function jackknifedHalf(
  { line, without }: DemandFit,
  n: number,
  level: number,
  figure: (line: DemandLine) => number,
): number {
  const value = figure(line);
  let squares = 0;
  for (const part of without) squares += part.times * (figure(part.line) - value) ** 2;
  return studentTQuantile((1 + level) / 2, n - 1) * Math.sqrt(((n - 1) / n) * squares);
}

/** Newton's step from the fit to the one without a respondent. Equal respondents stand side by side and count once. */
function leaveOut(
  groups: readonly RespondentAnswers[],
  { intercept, slope }: DemandLine,
  unit: number,
): DemandFit["without"] | undefined {
  const parts: {
    times: number;
    group: RespondentAnswers;
    g0: number;
    g1: number;
    h00: number;
    h01: number;
    h11: number;
  }[] = [];
  const total = { h00: 0, h01: 0, h11: 0 };
  for (const group of groups) {
    const last = parts.at(-1);
    if (last !== undefined && same(last.group, group)) last.times++;
    else {
      const part = { times: 1, group, g0: 0, g1: 0, h00: 0, h01: 0, h11: 0 };
      for (const { price, buys } of group) {
        const x = price / unit;
        const chance = chanceOfLogOdds(intercept - slope * x);
        const miss = (buys ? 1 : 0) - chance;
        const information = chance * (1 - chance);
        part.g0 += miss;
        part.g1 += miss * x;
        part.h00 += information;
        part.h01 += information * x;
        part.h11 += information * x * x;
      }
      parts.push(part);
    }
    const own = parts.at(-1) as (typeof parts)[number];
    total.h00 += own.h00;
    total.h01 += own.h01;
    total.h11 += own.h11;
  }
  const out: DemandFit["without"][number][] = [];
  for (const { times, g0, g1, h00, h01, h11 } of parts) {
    const a = total.h00 - h00;
    const b = total.h01 - h01;
    const d = total.h11 - h11;
    const determinant = a * d - b * b;
    if (!(determinant > 1e-12 * a * d)) return undefined;
    // without the respondent the gradient is minus their own, so that is where the step goes
    const step0 = (-g0 * d + g1 * b) / determinant;
    const step1 = (g0 * b - g1 * a) / determinant;
    const line = { intercept: intercept + step0, slope: slope - step1 };
    out.push({ line, times });
  }
  return out;
}

function same(a: RespondentAnswers, b: RespondentAnswers): boolean {
  return a.length === b.length && a.every((row, i) => row.price === b[i]?.price && row.buys === b[i]?.buys);
}
