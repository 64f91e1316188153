import { requireNumber, requireObject } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { countBelow } from "../../math/count-below.ts";
import type { ContactStatus, SilenceRule } from "./contact-types.ts";

/** Checks the rule and fills in what it leaves open. */
export function readSilence(rule: SilenceRule = {}): Required<SilenceRule> {
  requireObject(rule, "options.silence");
  const { ownExceptions = 0, tierShare = 0.95, minGaps = 20, factor = 2 } = rule;
  requireNumber(ownExceptions, "options.silence.ownExceptions", { min: 0, max: 1000, integer: true });
  requireNumber(tierShare, "options.silence.tierShare", { above: 0, max: 1 });
  requireNumber(minGaps, "options.silence.minGaps", { min: 1, max: 1e9, integer: true });
  requireNumber(factor, "options.silence.factor", { min: 1, max: 1000 });
  return { ownExceptions, tierShare, minGaps, factor };
}

/** What an account is judged by besides its own gaps. */
interface Yardstick {
  readonly cadence: number;
  readonly soonDays: number;
  readonly rule: Required<SilenceRule>;
  /** Completed gaps of the whole tier, this account's among them, ascending. */
  readonly tier: Float64Array;
}

/** Status and reason of an account whose open gap is `open` days (absent: never contacted); `own` ascends. */
export function judgeContact(
  open: number | undefined,
  own: Float64Array,
  yardstick: Yardstick,
): { readonly status: ContactStatus; readonly reason: Reason } {
  const { cadence, soonDays } = yardstick;
  if (open === undefined) return { status: "never", reason: { code: "care_contact_never", params: { cadence } } };
  const left = cadence - open;
  if (left > soonDays) {
    return { status: "on_time", reason: { code: "care_contact_on_time", params: { days: open, cadence } } };
  }
  if (left >= 0) return { status: "due_soon", reason: { code: "care_contact_due_soon", params: { left, cadence } } };
  const silent = silenceOf(open, own, yardstick);
  if (silent !== undefined) return { status: "silent", reason: silent };
  return {
    status: "overdue",
    reason: { code: "care_contact_overdue", params: { days: open, cadence, overdue: -left } },
  };
}

/**
 * Every part of the rule can only ease as the open gap shrinks and a gap joins the account's own: its longest gap does
 * not fall, and the tier's other accounts are not touched. A percentile of its own gaps would: a short gap more lowers
 * it, and a call could turn a late account into a silent one.
 */
function silenceOf(open: number, own: Float64Array, { cadence, rule, tier }: Yardstick): Reason | undefined {
  const longest = own[own.length - 1 - rule.ownExceptions];
  if (longest !== undefined && open <= longest) return undefined;
  const base = { days: open, cadence, ...(longest !== undefined && { longest }) };
  const others = tier.length - own.length;
  if (others < rule.minGaps) {
    return open < rule.factor * cadence ? undefined : { code: "care_contact_silent", params: base };
  }
  const share = (countBelow(tier, open) - countBelow(own, open)) / others;
  return share < rule.tierShare ? undefined : { code: "care_contact_silent", params: { ...base, share } };
}
