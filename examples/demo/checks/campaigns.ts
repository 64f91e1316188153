import { toDay } from "clientele";
import type { Problem } from "../../page/source.ts";
import { problemAt, quoted, type Reading, refuseRows } from "../reading.ts";
import type { CampaignRow } from "../tables.ts";

/** Refuses campaigns that end before they begin, and takes the groups off those whose counts cannot be. */
export function keepPossible(reading: Reading<CampaignRow>): Reading<CampaignRow> {
  const kept = refuseRows(reading, ({ start, end }) =>
    end !== undefined && toDay(end) < toDay(start)
      ? { field: "end", reason: `${quoted(end)} lies before the start, ${start}` }
      : undefined,
  );
  const problems: Problem[] = [];
  const rows = kept.rows.map((row, i) => {
    const arm = tooMany(row, "treated", "treatedConversions") ?? tooMany(row, "control", "controlConversions");
    if (arm === undefined) return row;
    problems.push(problemAt(kept, kept.lines[i] as number, arm));
    const { treated: _t, treatedConversions: _tc, control: _c, controlConversions: _cc, ...campaign } = row;
    return campaign;
  });
  return { ...kept, rows, problems: [...kept.problems, ...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

function tooMany(
  row: CampaignRow,
  group: "treated" | "control",
  conversions: "treatedConversions" | "controlConversions",
) {
  const [n, converted] = [row[group], row[conversions]];
  if (n === undefined || converted === undefined || converted <= n) return undefined;
  const reason = `${converted} conversions among ${n} customers cannot be: the campaign is taken, its control group is not`;
  return { field: conversions, reason };
}
