import { betaGeometricLikelihood } from "../buying/beta-likelihood.ts";
import type { BuyingCells } from "../buying/cells.ts";
import { requireBuyingModel } from "../buying/model.ts";
import { paretoLikelihood } from "../buying/pareto-likelihood.ts";
import type { BuyingKind, BuyingModel } from "../buying/types.ts";
import type { BuyingTable } from "../types.ts";
import { pointOf, requireCustomers } from "./customers.ts";

/**
 * How likely a model makes what each customer did, as logarithms; customers who are alike are computed once.
 *
 * @internal
 */
export function logLikelihoods(model: BuyingModel, table: BuyingTable): Float64Array {
  const read = requireBuyingModel(model);
  const customers = requireCustomers(table, read);
  const { frequency, recency, age } = customers;
  const logs = new Float64Array(frequency.length);
  const gradient = new Float64Array(4);
  for (const part of customers.parts) {
    const point = Array.from(pointOf(read, read.uncertain.parameters, part), Math.log);
    const known = new Map<string, number>();
    for (let k = 0; k < part.rows.length; k++) {
      const i = part.rows[k] as number;
      const key = `${frequency[i]} ${recency[i]} ${age[i]}`;
      let log = known.get(key);
      if (log === undefined) {
        const one = (column: ArrayLike<number>): Float64Array => Float64Array.of(column[i] as number);
        const cells = {
          frequency: one(frequency),
          recency: one(recency),
          age: one(age),
          count: Float64Array.of(1),
          values: [],
        };
        log = likelihoodOf(read.kind, cells).evaluate(point, gradient);
        known.set(key, log);
      }
      logs[i] = log;
    }
  }
  return logs;
}

function likelihoodOf(kind: BuyingKind, cells: BuyingCells): ReturnType<typeof paretoLikelihood> {
  return kind === "pareto_nbd" ? paretoLikelihood(cells) : betaGeometricLikelihood(cells, kind === "mbg_nbd" ? 1 : 0);
}
