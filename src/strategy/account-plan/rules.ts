import type { AccountMoveRule, AccountPart } from "./types.ts";

/** Every part of a plan in the order in which it is shown. */
export const ACCOUNT_PARTS: readonly AccountPart[] = [
  "tier",
  "revenue",
  "value",
  "loyalty",
  "churn",
  "switching",
  "lock_in",
  "relationship",
  "chain",
  "deals",
  "target",
  "service",
  "contact",
  "care",
  "campaigns",
  "dossier",
  "project",
];

/**
 * What a plan must hold, by tier of the standard pyramid; an account of another tier, or of none, is held to `large`.
 * The nearer to the top, the more has to be known before somebody may decide.
 *
 * @example
 * ```ts
 * accountNeeds.small; // => ["tier", "revenue", "churn"]
 * ```
 */
export const accountNeeds: Readonly<Record<"top" | "large" | "medium" | "small", readonly AccountPart[]>> = {
  top: ACCOUNT_PARTS,
  large: [
    "tier",
    "revenue",
    "loyalty",
    "churn",
    "switching",
    "lock_in",
    "relationship",
    "chain",
    "deals",
    "target",
    "service",
    "contact",
    "dossier",
  ],
  medium: ["tier", "revenue", "loyalty", "churn", "switching", "service", "contact"],
  small: ["tier", "revenue", "churn"],
};

/** Believed cut of the hazard to leave: median and the standard deviation of its logarithm. */
const keeps = (median: number, logStandardDeviation: number): AccountMoveRule["belief"] => ({
  kind: "logNormal",
  median,
  logStandardDeviation,
});

/**
 * Moves that are proposed where facts ask for them, each with the belief it rests on: conventions to start from, none
 * of them measured. Replace the beliefs by what experiments show.
 *
 * @example
 * ```ts
 * accountMoveRules[0].id; // => "mend_satisfaction"
 * accountMoveRules[0].belief.median; // => 0.8
 * ```
 */
export const accountMoveRules: readonly AccountMoveRule[] = /* @__PURE__ */ (() => [
  { id: "mend_satisfaction", aim: "retain", means: "service", on: "churn", belief: keeps(0.8, 0.2), hours: 24 },
  { id: "raise_barrier", aim: "retain", means: "lever", on: "churn", belief: keeps(0.85, 0.15), hours: 20 },
  { id: "renew_early", aim: "retain", means: "lever", on: "churn", belief: keeps(0.85, 0.2), hours: 16 },
  { id: "settle_cases", aim: "retain", means: "service", on: "churn", belief: keeps(0.9, 0.1), hours: 6 },
  { id: "restore_contact", aim: "retain", means: "service", on: "churn", belief: keeps(0.92, 0.1), hours: 4 },
  { id: "widen_chain", aim: "retain", means: "service", on: "churn", belief: keeps(0.92, 0.12), hours: 12 },
  {
    id: "ask_for_referrals",
    aim: "develop",
    means: "campaign",
    on: "revenue",
    belief: { kind: "normal", mean: 0.03, standardDeviation: 0.03 },
    hours: 6,
  },
])();
