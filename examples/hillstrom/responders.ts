import type { Locale } from "clientele/core";
import type { TreeModel, UpliftMailingPlan, UpliftMeasurement, UpliftSegment } from "clientele/targeting";
import {
  describeUpliftSegments,
  fitUplift,
  holdOutUplift,
  measureUplift,
  planUpliftMailing,
  predictUpliftColumn,
  readFeatures,
  upliftToTree,
} from "clientele/targeting";
import { ASSUMPTIONS, SEED } from "./assumptions.ts";
import { type Customer, FIELDS, type MailingId } from "./data.ts";
import { fieldNames } from "./words.ts";
import { worthwhileUplift } from "./worth.ts";

/** Who responds to one mailing. */
export interface Responders {
  /** Extra visits from which a contact pays, as a share of the customers written to. */
  readonly worthwhile: number;
  /** Segments from one half of the customers, their figures from the other. */
  readonly segments: readonly UpliftSegment[];
  /** Rule of each segment by its number, with the fields as the shop calls them. */
  readonly rules: Readonly<Record<Locale, ReadonlyMap<number, string>>>;
  readonly tree: TreeModel;
  /** Foretold extra visits of every customer of the file, by segment. */
  readonly uplifts: Float64Array;
  /** A finer score, learned from one half of the customers and judged on the other. */
  readonly measured: UpliftMeasurement;
  /** The most profitable cut-off of that score. */
  readonly plan: UpliftMailingPlan;
}

/**
 * Finds who visits because of a mailing. Spending is too rare to learn from (nine in a thousand buy), visits are not; so
 * visits give the order, and dollars judge it.
 */
export function findResponders(customers: readonly Customer[], mailing: MailingId): Responders {
  const own = customers.filter(({ arm }) => arm === mailing || arm === "none");
  const table = readFeatures(own, FIELDS);
  const treated = own.map(({ arm }) => arm === mailing);
  const visits = own.map(({ visit }) => visit);
  const model = fitUplift(table, treated, visits, { method: "tree", honest: { seed: SEED } });
  const worthwhile = worthwhileUplift(own, mailing);
  const rulesIn = (locale: Locale): ReadonlyMap<number, string> => {
    const { segments } = describeUpliftSegments(model, { locale, fields: fieldNames(locale) });
    return new Map(segments.map(({ leaf, rule }) => [leaf, rule]));
  };

  const held = holdOutUplift(table, treated, visits, { method: "two_model", holdOut: { seed: SEED } });
  const spend = Array.from(held.rows, (row) => own[row]?.spend ?? 0);
  const { contactCost, marginRate, per } = ASSUMPTIONS;
  return {
    worthwhile,
    segments: describeUpliftSegments(model, { worthwhile }).segments,
    rules: { en: rulesIn("en"), zh: rulesIn("zh") },
    tree: upliftToTree(model),
    uplifts: predictUpliftColumn(model, readFeatures(customers, FIELDS)),
    measured: measureUplift(held.scores, held.treated, held.outcomes),
    plan: planUpliftMailing(held.scores, held.treated, spend, {
      outcome: "amount",
      contactCost,
      marginRate,
      customers: per,
      seed: SEED,
    }),
  };
}
