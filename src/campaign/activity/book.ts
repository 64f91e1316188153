import { requireColumn, requireObject, requireUnique } from "../../core/checks.ts";
import type { Reason } from "../../core/reasons.ts";
import { sum } from "../../math/sum.ts";
import { msToDay, toIsoDate } from "../../time/day.ts";
import { CREDIT_SLACK } from "../roi/credits.ts";
import { requireText } from "../roi/records.ts";
import type { Campaign, CampaignCostLine, CampaignLink } from "../roi/types.ts";
import type { CampaignBook, CampaignBookOptions, CampaignContract } from "./book-types.ts";
import { budgetOf, requireState } from "./draft.ts";
import type { CampaignTarget } from "./events.ts";
import type { CampaignActivity } from "./types.ts";

/**
 * Turns campaigns made of events into the tables that `measureCampaignRoi` and `compareCampaigns` take, with credits
 * that sum to one for every opportunity and every contract.
 *
 * A campaign that has ended, or has not started, costs what was booked; one that runs costs what is planned, because its
 * bills are not all in. Its start is the day on which it really began, its end the last day planned or the one on which
 * it really ended.
 *
 * @param campaigns - From `replayCampaigns(…).campaigns` or a snapshot. Not mutated.
 * @param options - `contracts`, with the opportunity each came of: one to which no campaign is linked takes over the
 * credits of its opportunity.
 * @returns Campaigns in input order, links by target and campaign, and a note for each target whose credits were
 * brought to one: a link without a credit gets an equal part of what the others leave; what then does not sum to one is
 * scaled.
 * @throws `ClienteleError` `invalid_type`, `not_finite`, `out_of_range`, `duplicate_id`, `unsupported_version`.
 * @example
 * ```ts
 * const event = (campaignId, more) => ({ campaignId, at: "2026-01-05", ...more });
 * const log = ["fair", "dinner"].flatMap((id) => [
 *   event(id, { type: "planned", region: "East", form: id, start: "2026-02-01", lines: [{ line: "all", planned: 500 }] }),
 *   event(id, { type: "linked", to: "opportunity", targetId: "o1", ...(id === "fair" ? { credit: 0.75 } : {}) }),
 * ]);
 * const { links, contractLinks } = toCampaigns(replayCampaigns(log).campaigns, { contracts: [{ id: "k1", opportunityId: "o1" }] });
 * links.map((link) => [link.campaignId, link.credit]); // => [["dinner", 0.25], ["fair", 0.75]]
 * contractLinks.map((link) => link.credit); // => [0.25, 0.75]
 * ```
 */
export function toCampaigns(campaigns: readonly CampaignActivity[], options: CampaignBookOptions = {}): CampaignBook {
  requireObject(options, "options");
  requireColumn(campaigns, "campaigns");
  const states = Array.from(campaigns);
  states.forEach((state, i) => {
    requireState(state, `campaigns[${i}]`);
  });
  requireUnique(
    states.map(({ campaignId }) => campaignId),
    "campaigns",
  );
  const contracts = checkContracts(options.contracts ?? []);
  const notes: Reason<"campaign_credit_rescaled">[] = [];
  const opportunities = sharesOf(states, "opportunity", notes);
  const own = sharesOf(states, "contract", notes);
  for (const { id, opportunityId } of contracts) {
    const inherited = opportunityId === undefined ? undefined : opportunities.get(opportunityId);
    if (!own.has(id) && inherited !== undefined) own.set(id, inherited);
  }
  return {
    campaigns: states.map(campaignOf),
    links: linksOf(opportunities),
    contractLinks: linksOf(own),
    notes,
  };
}

function checkContracts(contracts: readonly CampaignContract[]): readonly CampaignContract[] {
  requireColumn(contracts, "options.contracts");
  const ids = Array.from(contracts, (contract, i) => {
    requireObject(contract, `options.contracts[${i}]`);
    requireText(contract.id, `options.contracts[${i}].id`);
    if (contract.opportunityId !== undefined) {
      requireText(contract.opportunityId, `options.contracts[${i}].opportunityId`);
    }
    return contract.id;
  });
  requireUnique(ids, "options.contracts");
  return contracts;
}

type Shares = ReadonlyMap<string, number>;

/** Credits by target and campaign, each target's summing to one. */
function sharesOf(
  states: readonly CampaignActivity[],
  to: CampaignTarget,
  notes: Reason<"campaign_credit_rescaled">[],
): Map<string, Shares> {
  const given = new Map<string, Map<string, number | undefined>>();
  for (const { campaignId, links } of states) {
    for (const link of links) {
      if (link.to !== to) continue;
      const shares = given.get(link.targetId) ?? new Map<string, number | undefined>();
      given.set(link.targetId, shares.set(campaignId, link.credit));
    }
  }
  const result = new Map<string, Shares>();
  for (const target of [...given.keys()].sort()) {
    const shares = given.get(target) as Map<string, number | undefined>;
    const stated = sum([...shares.values()].filter((credit) => credit !== undefined));
    const open = [...shares.values()].filter((credit) => credit === undefined).length;
    const left = open === 0 ? 0 : Math.max(0, 1 - stated) / open;
    const total = stated + open * left;
    if (Math.abs(total - 1) > CREDIT_SLACK) {
      notes.push({ code: "campaign_credit_rescaled", params: { to, target, total } });
    }
    const ids = [...shares.keys()].sort();
    result.set(target, new Map(ids.map((id) => [id, total === 0 ? 1 / ids.length : (shares.get(id) ?? left) / total])));
  }
  return result;
}

function linksOf(targets: ReadonlyMap<string, Shares>): CampaignLink[] {
  return [...targets.keys()].sort().flatMap((opportunityId) =>
    Array.from(targets.get(opportunityId) as Shares, ([campaignId, credit]) => ({
      campaignId,
      opportunityId,
      credit,
    })),
  );
}

function campaignOf(state: CampaignActivity): Campaign {
  const { campaignId, name, region, form, lines, standing, startedAt, endedAt } = state;
  const start = msToDay(startedAt ?? state.start);
  const ended = endedAt ?? state.end;
  const booked = standing === "running" || standing === "paused" ? undefined : spentByLine(state);
  const costs = lines.map(
    ({ line, planned }): CampaignCostLine => ({
      kind: line,
      planned,
      ...(booked === undefined ? {} : { real: booked.get(line) ?? 0 }),
    }),
  );
  return {
    id: campaignId,
    ...(name === undefined ? {} : { name }),
    region,
    form,
    start: toIsoDate(start),
    ...(ended === undefined ? {} : { end: toIsoDate(Math.max(start, msToDay(ended))) }),
    plannedCost: budgetOf(lines),
    ...(booked === undefined ? {} : { realCost: sum([...booked.values()]) }),
    lines: costs,
  };
}

/** Real cost of each line on which money was booked. */
export function spentByLine({ costs }: CampaignActivity): Map<string, number> {
  const amounts = new Map<string, number[]>();
  for (const { line, amount } of costs) {
    const list = amounts.get(line);
    if (list === undefined) amounts.set(line, [amount]);
    else list.push(amount);
  }
  // a refund of all that was spent may leave the rounding of the largest booking
  return new Map(Array.from(amounts, ([line, list]) => [line, Math.max(0, sum(list))]));
}
