import type { Estimate } from "clientele/core";
import { type Customer, MAILINGS, type MailingId } from "./data.ts";
import { type Effects, measureEffects } from "./effects.ts";
import { crossFitList, gainOver } from "./lists.ts";
import { findResponders, type Responders } from "./responders.ts";

/** A list for one mailing, judged on customers whom its rules have not seen. Money is per customer of the book. */
export interface JudgedList {
  /** Customers of the book on the list. */
  readonly listed: number;
  /** Customers whom the final rule, made from all parts, takes. */
  readonly final: number;
  /** Customers for whom rules of the other parts say what the final rule says. */
  readonly agree: number;
  readonly overAll: Estimate;
  readonly overNobody: Estimate;
}

/** Everything that the page tells, as figures. */
export interface Findings {
  readonly n: number;
  /** Share of the customers who bought. */
  readonly buyers: number;
  readonly effects: Effects;
  readonly responders: ReadonlyMap<MailingId, Responders>;
  readonly lists: ReadonlyMap<MailingId, JudgedList>;
  /** Women's e-mail for its list and men's for all others, against men's for all. */
  readonly eachTheirOwn: Estimate;
}

/** Runs the whole chain, from the split of the test to the list. */
export function measureAll(customers: readonly Customer[]): Findings {
  const responders = new Map<MailingId, Responders>();
  const lists = new Map<MailingId, JudgedList>();
  let eachTheirOwn: Estimate | undefined;
  for (const mailing of MAILINGS) {
    const found = findResponders(customers, mailing);
    const listed = crossFitList(customers, mailing);
    const onList = (_: Customer, i: number) => (listed[i] === true ? mailing : "none");
    responders.set(mailing, found);
    lists.set(mailing, {
      listed: listed.filter(Boolean).length,
      final: customers.filter((_, i) => isAsked(found, i)).length,
      agree: listed.filter((own, i) => own === isAsked(found, i)).length,
      overAll: gainOver(customers, onList, mailing),
      overNobody: gainOver(customers, onList, "none"),
    });
    if (mailing === "womens")
      eachTheirOwn = gainOver(customers, (_, i) => (listed[i] === true ? "womens" : "mens"), "mens");
  }
  return {
    n: customers.length,
    buyers: customers.filter(({ conversion }) => conversion === 1).length / customers.length,
    effects: measureEffects(customers),
    responders,
    lists,
    eachTheirOwn: eachTheirOwn as Estimate,
  };
}

/** Whether the final rule of a mailing asks the customer at this place of the file. */
export function isAsked({ uplifts, worthwhile }: Responders, index: number): boolean {
  return (uplifts[index] as number) >= worthwhile;
}
