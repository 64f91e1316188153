import type { Problem } from "../../page/source.ts";
import { keepKnown, problemAt, quoted, type Reading, refuseLines, refuseRows } from "../reading.ts";
import type { LinkRow } from "../tables.ts";

/** How far the credits of one opportunity may sum from one: rounding of shares such as 1/3. */
const CREDIT_SLACK = 1e-9;

/** What the links may point at. */
export interface LinkTargets {
  readonly campaigns: ReadonlySet<string>;
  /** Campaigns that begin after the day of the brief. */
  readonly laterCampaigns: ReadonlySet<string>;
  readonly opportunities: ReadonlySet<string>;
  /** Opportunities of which it is known where they stand. */
  readonly followed: ReadonlySet<string>;
}

/** Keeps the links whose campaign and opportunity are known and whose credits share one opportunity out in full. */
export function keepWholeCredits(reading: Reading<LinkRow>, targets: LinkTargets): Reading<LinkRow> {
  const { campaigns, laterCampaigns, opportunities, followed } = targets;
  const allCampaigns = new Set([...campaigns, ...laterCampaigns]);
  let kept = keepKnown(reading, "campaignId", allCampaigns, "campaigns");
  kept = keepKnown(kept, "opportunityId", opportunities, "opportunities");
  kept = refuseRows(kept, ({ opportunityId }) =>
    followed.has(opportunityId)
      ? undefined
      : {
          field: "opportunityId",
          reason: `${quoted(opportunityId)} has no usable stage history, so its outcome is unknown`,
        },
  );
  kept = refuseRepeats(kept);
  return refuseIncomplete(kept, laterCampaigns);
}

function refuseRepeats(reading: Reading<LinkRow>): Reading<LinkRow> {
  const first = new Map<string, number>();
  return refuseRows(reading, ({ campaignId, opportunityId }, line) => {
    const key = JSON.stringify([campaignId, opportunityId]);
    const before = first.get(key);
    if (before === undefined) first.set(key, line);
    return before === undefined
      ? undefined
      : { reason: `repeats the link of ${quoted(campaignId)} to ${quoted(opportunityId)} of line ${before}` };
  });
}

function refuseIncomplete(reading: Reading<LinkRow>, laterCampaigns: ReadonlySet<string>): Reading<LinkRow> {
  const links = new Map<string, { line: number; row: LinkRow }[]>();
  reading.rows.forEach((row, i) => {
    const own = links.get(row.opportunityId) ?? [];
    links.set(row.opportunityId, own);
    own.push({ line: reading.lines[i] as number, row });
  });
  const lost = new Map<string, number>();
  for (const { line, cells } of reading.refused) lost.set(String(cells["opportunityId"]), line);
  const gone = new Set<number>();
  const problems: Problem[] = [];
  for (const [id, all] of links) {
    // credits are judged as the file gives them, a campaign that has not begun included
    const given = all.flatMap(({ row }) => (row.credit === undefined ? [] : [row.credit]));
    const total = given.reduce((a, b) => a + b, 0);
    const wrong =
      given.length > 0 && given.length < all.length
        ? `a credit stands on ${given.length} of the ${all.length} links of ${quoted(id)}: give it on all or on none`
        : given.length > 0 && Math.abs(total - 1) > CREDIT_SLACK
          ? `the credits of ${quoted(id)} sum to ${Number(total.toFixed(9))}, not to 1`
          : undefined;
    const early = all.filter(({ row }) => laterCampaigns.has(row.campaignId));
    const late = early.length > 0 && early.length < all.length && given.length > 0 && wrong === undefined;
    if (wrong === undefined && !late) continue;
    const line = (all[0] as { line: number }).line;
    const others = all.slice(1).map((link) => link.line);
    const also = others.length === 0 ? "" : `; refused with line${others.length > 1 ? "s" : ""} ${others.join(", ")}`;
    const cause = lost.has(id) ? ` once line ${lost.get(id)} is refused` : "";
    const reason = late
      ? `${quoted(id)} gives credit to a campaign that begins after the day of the brief, so the rest is not the whole`
      : `${wrong}${cause}`;
    for (const link of all) gone.add(link.line);
    problems.push(problemAt(reading, line, { field: "credit", reason: `${reason}${also}` }));
  }
  return gone.size === 0 ? reading : refuseLines(reading, gone, problems);
}
