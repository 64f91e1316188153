import type { Estimate } from "clientele/core";
import { normalQuantile, stratifiedFolds } from "clientele/math";
import { fitUplift, predictUpliftColumn, readFeatures } from "clientele/targeting";
import { ASSUMPTIONS, SEED } from "./assumptions.ts";
import { type ArmId, type Customer, FIELDS, type MailingId } from "./data.ts";
import { liftBetween, worthwhileUplift } from "./worth.ts";

/** Parts: each is listed by rules from the other four. */
const FOLDS = 5;

/** Who gets a mailing by the rule of the customers of other parts: true for the list. */
export function crossFitList(customers: readonly Customer[], mailing: MailingId): boolean[] {
  const armCode = customers.map(({ arm }) => (arm === "none" ? 0 : arm === "mens" ? 1 : 2));
  const part = stratifiedFolds(armCode, { folds: FOLDS, seed: SEED });
  const everybody = readFeatures(customers, FIELDS);
  const listed = customers.map(() => false);
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = customers.filter(({ arm }, i) => part[i] !== fold && (arm === mailing || arm === "none"));
    const model = fitUplift(
      readFeatures(others, FIELDS),
      others.map(({ arm }) => arm === mailing),
      others.map(({ visit }) => visit),
      { method: "tree", honest: { seed: SEED } },
    );
    const cut = worthwhileUplift(others, mailing);
    const uplifts = predictUpliftColumn(model, everybody);
    customers.forEach((_, i) => {
      if (part[i] === fold) listed[i] = (uplifts[i] as number) >= cut;
    });
  }
  return listed;
}

/**
 * What one way of mailing earns beyond another, per customer of the book. Customers whom both treat alike cancel out; of
 * every other group the experiment holds both arms, drawn by lot.
 */
export function gainOver(
  customers: readonly Customer[],
  choose: (customer: Customer, index: number) => ArmId,
  instead: ArmId,
): Estimate {
  const { contactCost, marginRate } = ASSUMPTIONS;
  const costOf = (arm: ArmId): number => (arm === "none" ? 0 : contactCost);
  const groups = new Map<ArmId, Customer[]>();
  customers.forEach((customer, i) => {
    const arm = choose(customer, i);
    if (arm === instead) return;
    const group = groups.get(arm);
    if (group === undefined) groups.set(arm, [customer]);
    else group.push(customer);
  });
  let value = 0;
  let variance = 0;
  for (const [arm, group] of groups) {
    const share = group.length / customers.length;
    const lift = liftBetween(group, arm, instead, "spend");
    value += share * (marginRate * lift.value - costOf(arm) + costOf(instead));
    variance += (share * marginRate * lift.standardError) ** 2;
  }
  const half = normalQuantile(0.975) * Math.sqrt(variance);
  return { value, n: customers.length, interval: { lower: value - half, upper: value + half, level: 0.95 } };
}
