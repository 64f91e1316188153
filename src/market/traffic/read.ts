import { requireNonEmpty, requireNumber, requireObject, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { UNKNOWN_SOURCE } from "../../core/labels/traffic.ts";
import type { TrafficRow, TrafficTotals } from "./types.ts";

/** Counts of an interval go up to here. */
const MOST = 1e9;
const LARGEST = 1e100;

/** What one period brought, of rows that give what is asked for. */
interface PeriodSums {
  cost: number;
  revenue: number;
  visits: number;
  leads: number;
  customers: number;
}

/** The rows of one channel, added up. */
export interface ChannelSums {
  readonly channel: string;
  rows: number;
  visits: number;
  leads: number;
  customers: number;
  cost: number;
  costRows: number;
  revenue: number;
  revenueRows: number;
  /** Rows with a cost, by period; rows without a period stand alone under none. */
  readonly costPeriods: Map<string, PeriodSums>;
  /** Rows with a cost and a revenue, by period. */
  readonly revenuePeriods: Map<string, PeriodSums>;
  /** Rows that give a cost and no period. */
  undated: number;
  /** Counts of the rows with a cost. */
  readonly costed: PeriodSums;
}

/** Checks the source of a row; rows without one go into a bucket of their own. */
export function channelOf(source: unknown, name: string): string {
  if (source === undefined || source === null || source === "") return UNKNOWN_SOURCE;
  if (typeof source === "string") return source;
  throw new ClienteleError("invalid_type", `${name}.source must be a text or absent, got ${show(source)}`, { name });
}

function noSums(): PeriodSums {
  return { cost: 0, revenue: 0, visits: 0, leads: 0, customers: 0 };
}

function addTo(sums: PeriodSums, row: TrafficRow): void {
  sums.cost += row.cost ?? 0;
  sums.revenue += row.revenue ?? 0;
  sums.visits += row.visits;
  sums.leads += row.leads;
  sums.customers += row.customers;
}

/** Checks rows and adds them up by channel, in the order of their names. */
export function readTraffic(rows: ArrayLike<TrafficRow>, name: string): readonly ChannelSums[] {
  requireNonEmpty(rows, name);
  const byChannel = new Map<string, ChannelSums>();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as TrafficRow;
    const at = `${name}[${i}]`;
    requireObject(row, at);
    const channel = channelOf(row.source, at);
    for (const stage of ["visits", "leads", "customers"] as const) {
      requireNumber(row[stage], `${at}.${stage}`, { min: 0, max: MOST, integer: true });
    }
    if (row.cost !== undefined) requireNumber(row.cost, `${at}.cost`, { min: 0, max: LARGEST });
    if (row.revenue !== undefined) requireNumber(row.revenue, `${at}.revenue`, { min: 0, max: LARGEST });
    if (row.period !== undefined && typeof row.period !== "string") {
      throw new ClienteleError("invalid_type", `${at}.period must be a text, got ${show(row.period)}`, { index: i });
    }
    const sums = byChannel.get(channel) ?? emptyChannel(channel);
    byChannel.set(channel, sums);
    addRow(sums, row);
  }
  const channels = [...byChannel.values()].sort((a, b) => (a.channel < b.channel ? -1 : 1));
  for (const stage of ["visits", "leads", "customers"] as const) {
    const total = channels.reduce((sum, own) => sum + own[stage], 0);
    requireNumber(total, `the ${stage} of all rows`, { max: MOST });
  }
  return channels;
}

function emptyChannel(channel: string): ChannelSums {
  const counts = { rows: 0, visits: 0, leads: 0, customers: 0, cost: 0, costRows: 0, revenue: 0, revenueRows: 0 };
  return {
    channel,
    ...counts,
    costPeriods: new Map(),
    revenuePeriods: new Map(),
    undated: 0,
    costed: noSums(),
  };
}

function addRow(sums: ChannelSums, row: TrafficRow): void {
  sums.rows++;
  sums.visits += row.visits;
  sums.leads += row.leads;
  sums.customers += row.customers;
  if (row.revenue !== undefined) {
    sums.revenueRows++;
    sums.revenue += row.revenue;
  }
  if (row.cost === undefined) return;
  sums.costRows++;
  sums.cost += row.cost;
  addTo(sums.costed, row);
  if (row.period === undefined || row.period === "") {
    sums.undated++;
    return;
  }
  for (const periods of row.revenue === undefined ? [sums.costPeriods] : [sums.costPeriods, sums.revenuePeriods]) {
    const own = periods.get(row.period) ?? noSums();
    addTo(own, row);
    periods.set(row.period, own);
  }
}

/** Counts and money of some channels together. */
export function totalsOf(channels: readonly ChannelSums[]): TrafficTotals {
  const total = (value: (sums: ChannelSums) => number): number => channels.reduce((sum, own) => sum + value(own), 0);
  return {
    rows: total(({ rows }) => rows),
    visits: total(({ visits }) => visits),
    leads: total(({ leads }) => leads),
    customers: total(({ customers }) => customers),
    ...(total(({ costRows }) => costRows) > 0 ? { cost: total(({ cost }) => cost) } : {}),
    ...(total(({ revenueRows }) => revenueRows) > 0 ? { revenue: total(({ revenue }) => revenue) } : {}),
  };
}
