import type { Abstention } from "../../src/core/index.ts";
import type { Random } from "../../src/math/index.ts";
import type { Covariates, StayTable } from "../../src/retention/index.ts";
import { readSharedCsv } from "../support/shared-data.ts";

/** The model, or a failure that says why there is none. */
export function fitted<M extends object>(model: M | Abstention): M {
  if ("abstained" in model) throw new Error(JSON.stringify(model.abstained));
  return model as M;
}

/** 432 released prisoners, arrested again or not within a year; as columns. */
export function rossi(): { readonly stays: StayTable; readonly column: (name: string) => number[] } {
  const rows = readSharedCsv("survival/rossi.csv");
  const column = (name: string): number[] => rows.map((row) => Number(row[name]));
  return { stays: { durations: column("week"), left: column("arrest") }, column };
}

/** Weights 1.5, 2, 1, 1.5, 2, 1… as in the R script that made the reference numbers. */
export const rossiWeights: readonly number[] = Array.from({ length: 432 }, (_, i) => 1 + ((i + 1) % 3) / 2);

export function pick(column: (name: string) => number[], names: readonly string[]): Covariates {
  return Object.fromEntries(names.map((name) => [name, column(name)]));
}

/** Customers whose time to leave follows `time`, watched for up to `window`. */
export function population(
  random: Random,
  n: number,
  time: (x: number, plan: string) => number,
  window: number,
): { readonly stays: StayTable; readonly covariates: { readonly x: number[]; readonly plan: string[] } } {
  const durations: number[] = [];
  const left: number[] = [];
  const x: number[] = [];
  const plan: string[] = [];
  for (let i = 0; i < n; i++) {
    const value = random.normal();
    const level = random.uniform() < 0.4 ? "monthly" : "yearly";
    const ends = time(value, level);
    const watched = window * (0.3 + 0.7 * random.uniform());
    durations.push(Math.min(ends, watched));
    left.push(ends <= watched ? 1 : 0);
    x.push(value);
    plan.push(level);
  }
  return { stays: { durations, left }, covariates: { x, plan } };
}
