import { requireColumn, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import type { CampaignRefusalParams } from "../../core/wording/campaign-activity.ts";
import { sum } from "../../math/sum.ts";
import { requireText } from "../roi/records.ts";
import { LARGEST_AMOUNT } from "./check-event.ts";
import type { CampaignLinePlan } from "./events.ts";
import type { CampaignActivity, CampaignActivityOptions, CampaignRefusal } from "./types.ts";

const LISTS = [
  "lines",
  "draft",
  "rejections",
  "holds",
  "costs",
  "attendance",
  "results",
  "recordIds",
  "links",
  "reviews",
] as const;
type Lists = (typeof LISTS)[number];

/** A state that may still be written to: a replay grows its lists in place instead of copying them at every event. */
export type DraftState = { -readonly [Key in keyof Omit<CampaignActivity, Lists>]: CampaignActivity[Key] } & {
  [Key in Lists]: CampaignActivity[Key][number][];
};

/** Rules with every default filled in. */
export interface RuleBook {
  readonly approvalAbove: number;
  readonly cancelReasons?: readonly string[];
  readonly grades?: readonly string[];
}

/** A campaign in the making, with the rules it follows. */
export interface Draft {
  state: DraftState;
  readonly rules: RuleBook;
  /** Ids of the records, laid out at the first one. */
  recordIds?: Set<string>;
}

/** The range in which ECMAScript dates exist, in milliseconds either side of 1970. */
const MAX_MS = 8.64e15;

/** Checks the options once. */
export function readRules(options: CampaignActivityOptions): RuleBook {
  requireObject(options, "options");
  const { rules = {} } = options;
  requireObject(rules, "options.rules");
  const { approvalAbove = 0, cancelReasons, grades } = rules;
  requireNumber(approvalAbove, "options.rules.approvalAbove", { min: 0 });
  for (const [list, name] of [
    [cancelReasons, "cancelReasons"],
    [grades, "grades"],
  ] as const) {
    if (list === undefined) continue;
    requireColumn(list, `options.rules.${name}`);
    for (let i = 0; i < list.length; i++) requireText(list[i], `options.rules.${name}[${i}]`);
  }
  return {
    approvalAbove,
    ...(cancelReasons === undefined ? {} : { cancelReasons: Array.from(cancelReasons) }),
    ...(grades === undefined ? {} : { grades: Array.from(grades) }),
  };
}

/** A draft of its own, so that what it was taken from never changes. */
export function openDraft(state: CampaignActivity, rules: RuleBook): Draft {
  requireState(state, "state");
  const copy = { ...state } as DraftState;
  for (const list of LISTS) (copy[list] as unknown[]) = [...state[list]];
  return { rules, state: copy };
}

/** Refuses what is plainly no campaign made of events; JSON from outside goes through `loadModel` for the full check. */
export function requireState(state: CampaignActivity, name: string): void {
  requireObject(state, name);
  if (state.kind !== "campaign_activity") {
    throw new ClienteleError("invalid_type", `${name} must come from events, got kind ${show(state.kind)}`, { name });
  }
  if (state.version !== 1) {
    throw new ClienteleError("unsupported_version", `${name}.version must be 1, got ${show(state.version)}`, { name });
  }
  for (const text of ["campaignId", "region", "form", "standing"] as const) {
    requireText(state[text], `${name}.${text}`);
  }
  for (const list of LISTS) {
    requireColumn(state[list], `${name}.${list}`);
    for (let i = 0; i < state[list].length; i++) {
      if (list === "recordIds") requireText(state[list][i], `${name}.${list}[${i}]`);
      else requireObject(state[list][i], `${name}.${list}[${i}]`);
    }
  }
  state.lines.forEach((line, i) => {
    requireText(line.line, `${name}.lines[${i}].line`);
    requireNumber(line.planned, `${name}.lines[${i}].planned`, { min: 0, max: LARGEST_AMOUNT });
  });
  state.costs.forEach((cost, i) => {
    requireNumber(cost.amount, `${name}.costs[${i}].amount`, { min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT });
  });
  requireNumber(state.revision, `${name}.revision`, { min: 1, integer: true });
  for (const time of ["start", "plannedAt", "lastEventAt"] as const) {
    requireNumber(state[time], `${name}.${time}`, { min: -MAX_MS, max: MAX_MS });
  }
}

/** Planned cost of all lines. */
export function budgetOf(lines: readonly CampaignLinePlan[]): number {
  return sum(lines.map(({ planned }) => planned));
}

/** Up to which a campaign may be spent on as things stand. */
export function limitOf({ state, rules }: Draft): number {
  return Math.max(state.approval?.limit ?? 0, rules.approvalAbove);
}

/** A refusal as data. */
export function refuse<Code extends keyof CampaignRefusalParams>(
  code: Code,
  params: CampaignRefusalParams[Code],
): CampaignRefusal {
  // code and parameters belong together by the signature; the compiler cannot carry that into the union
  return { code, params } as CampaignRefusal;
}
