import type { Reason } from "../../core/reasons.ts";
import { toDay } from "../../time/day.ts";
import { type AccountRead, monthlyChance } from "./read.ts";
import type { AccountFacts } from "./types.ts";

/** Days from which an end of contract within them is near. */
const NEAR_DAYS = 180;
/** From this chance on a deal counts as likely. */
const LIKELY = 0.5;
/** Up to this chance to leave within the horizon a customer counts as staying. */
const STAYING = 0.05;

/** Chance to leave within so many months, from the prediction nearest to that, every month taken as alike. */
function churnWithin(churn: NonNullable<AccountRead["churn"]>, months: number): number {
  return -Math.expm1(months * Math.log1p(-monthlyChance(churn.chance.value, churn.months)));
}

/** Pairs of facts that can hardly both be true, or that call for a question. The facts have been checked. */
export function contradictionsOf(
  facts: AccountFacts,
  read: AccountRead,
  asOf: number,
  months: number,
  highChurn: number,
): Reason[] {
  const { switching, lockIn, relationship, contact, deals = [], chain, service, project } = facts;
  const { quadrant, churn } = read;
  const found: Reason[] = [];
  const chance = churn === undefined ? undefined : churnWithin(churn, months);
  if (quadrant === "apostle" && chance !== undefined && chance >= highChurn) {
    found.push({ code: "account_apostle_leaving", params: { chance, months } });
  }
  if (quadrant === "defector" && chance !== undefined && chance <= STAYING) {
    found.push({ code: "account_defector_staying", params: { chance, months } });
  }
  const index = switching?.index;
  if (quadrant === "hostage" && index !== undefined && (switching?.band === "free" || switching?.band === "loose")) {
    found.push({ code: "account_hostage_free", params: { index } });
  }
  if (index !== undefined && switching?.band === "bound" && chance !== undefined && chance >= highChurn) {
    found.push({ code: "account_bound_leaving", params: { index, chance, months } });
  }
  if (lockIn?.freeOn !== undefined && index !== undefined && switching?.band === "bound") {
    const days = toDay(lockIn.freeOn, "facts.lockIn.freeOn") - asOf;
    if (days >= 0 && days <= NEAR_DAYS) {
      found.push({ code: "account_bound_but_free_soon", params: { index, freeOn: lockIn.freeOn, days } });
    }
  }
  const away = contact?.status === "silent" || contact?.status === "never" || contact?.status === "overdue";
  if (away && (relationship?.level === "intimate" || relationship?.level === "face_to_face")) {
    found.push({ code: "account_close_but_silent", params: { level: relationship.level, status: contact.status } });
  }
  const likely = deals.filter((deal) => deal.status === "open" && deal.chance >= LIKELY);
  if (likely.length > 0 && chain !== undefined && !("abstained" in chain.stance) && chain.stance.value < 0) {
    found.push({ code: "account_deal_against_chain", params: { deals: likely.length, stance: chain.stance.value } });
  }
  const { clocks = [], cases = [] } = service ?? {};
  const unhappy = quadrant === "hostage" || quadrant === "defector";
  if (
    unhappy &&
    clocks.length > 0 &&
    clocks.every(({ light }) => light === "green") &&
    cases.every((row) => row.state !== "broken")
  ) {
    found.push({ code: "account_served_but_unhappy", params: { quadrant, clocks: clocks.length } });
  }
  const missed = project?.schedule?.missed.length ?? 0;
  if (missed > 0 && project?.objectives?.light === "green") {
    found.push({ code: "account_green_but_late", params: { missed } });
  }
  return found;
}
