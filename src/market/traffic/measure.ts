import { requireNumber, requireObject, requireOneOf } from "../../core/checks.ts";
import { UNKNOWN_SOURCE } from "../../core/labels/traffic.ts";
import type { Reason } from "../../core/reasons.ts";
import { concentrationOf } from "./concentration.ts";
import { costPer, returnOnCost } from "./costs.ts";
import { testDifference } from "./difference.ts";
import { rateOf, ratesOf } from "./rates.ts";
import { type ChannelSums, readTraffic, totalsOf } from "./read.ts";
import type { TrafficChannel, TrafficOptions, TrafficReport, TrafficRow, TrafficStage } from "./types.ts";

/**
 * Follows visits through leads to customers by channel: every rate with its interval, what a visit, lead and customer
 * costs, whether channels differ beyond chance, and how much hangs on the largest one.
 *
 * Rows of one channel are added up. Rates of small channels are also drawn towards that of all channels, and say by how
 * much. Rows without a source stand in a channel of their own, `(unknown)`; nothing is lost.
 *
 * @param rows - One row per source and period with whole counts of `visits`, `leads` and `customers` (at most 1e9 in
 * all), and where known `cost`, `revenue` and the name of the `period`. Not mutated.
 * @param options - `by`: the count by which dependence is measured, default `customers`; `level`, default 0.95.
 * @returns Channels with the most customers first, totals, tests and notes. A rate without a base, or above one, comes
 * back as an abstention with the reason.
 * @throws `ClienteleError` `empty_input`, `invalid_type`, `not_finite`, `out_of_range`, `unknown_id` for another `by`.
 * @example
 * ```ts
 * const report = measureTraffic([
 *   { source: "search", visits: 4000, leads: 200, customers: 40, cost: 6000 },
 *   { source: "fair", visits: 300, leads: 60, customers: 15, cost: 9000 },
 *   { source: "referral", visits: 100, leads: 30, customers: 12 },
 * ]);
 * report.channels[1].visitToCustomer.value; // => 0.05
 * report.channels[1].visitToCustomer.interval.upper; // ≈ 0.0808
 * report.channels[0].costPerCustomer.value; // => 150
 * report.difference.visitToCustomer.pValue < 0.001; // => true
 * report.concentration.effective.value; // ≈ 2.32
 * ```
 * @see Wilson (1927), JASA 22, 209–212, for the intervals of rates
 */
export function measureTraffic(rows: ArrayLike<TrafficRow>, options: TrafficOptions = {}): TrafficReport {
  requireObject(options, "options");
  const { by = "customers", level = 0.95 } = options;
  requireOneOf(by, ["visits", "leads", "customers"], "options.by");
  requireNumber(level, "options.level", { above: 0, below: 1 });
  const sums = readTraffic(rows, "rows");
  const total = totalsOf(sums);
  const step = (from: TrafficStage, to: TrafficStage) => {
    const groups = sums.map((own) => ({ channel: own.channel, n: own[from], x: own[to] }));
    return {
      own: ratesOf(groups, from, to, level),
      all: rateOf({ n: total[from], x: total[to] }, from, to, level),
      test: testDifference(groups),
    };
  };
  const first = step("visits", "leads");
  const second = step("leads", "customers");
  const whole = step("visits", "customers");
  const channels = sums.map((own, c): TrafficChannel => {
    const pick = <T>(list: readonly T[]): T => list[c] as T;
    return {
      channel: own.channel,
      ...totalsOf([own]),
      visitToLead: pick(first.own),
      leadToCustomer: pick(second.own),
      visitToCustomer: pick(whole.own),
      costPerVisit: costPer(own, "visits", level),
      costPerLead: costPer(own, "leads", level),
      costPerCustomer: costPer(own, "customers", level),
      returnOnCost: returnOnCost(own, level),
    };
  });
  return {
    level,
    channels: channels.sort((a, b) => b.customers - a.customers),
    total,
    visitToLead: first.all,
    leadToCustomer: second.all,
    visitToCustomer: whole.all,
    difference: { visitToLead: first.test, leadToCustomer: second.test, visitToCustomer: whole.test },
    concentration: concentrationOf(sums, by, level),
    notes: sums.flatMap((own) => notesOf(own, total.customers)),
  };
}

function notesOf(own: ChannelSums, all: number): readonly Reason[] {
  const { channel, rows, visits, leads, customers, costRows } = own;
  const notes: Reason[] = [];
  if (channel === UNKNOWN_SOURCE) {
    const share = all > 0 ? customers / all : 0;
    notes.push({ code: "traffic_unknown_source", params: { rows, visits, customers, share } });
  }
  if (leads > 0 && visits === 0) notes.push({ code: "traffic_leads_without_visits", params: { channel, leads } });
  else if (leads > visits) notes.push({ code: "traffic_leads_above_visits", params: { channel, leads, visits } });
  if (customers > leads) notes.push({ code: "traffic_customers_above_leads", params: { channel, customers, leads } });
  if (costRows > 0 && costRows < rows) {
    notes.push({ code: "traffic_cost_partial", params: { channel, rows: costRows, of: rows } });
  }
  return notes;
}
