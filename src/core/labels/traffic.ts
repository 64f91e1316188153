import type { Label } from "../locale.ts";

/** The counts of a channel, from the first to the last. */
export type TrafficStage = "visits" | "leads" | "customers";

/** What moves the number of customers from one period to the next. */
export type TrafficCause = "volume" | "mix" | "visit_to_lead" | "lead_to_customer" | "outside";

/** Name of the bucket of rows that name no source. */
export const UNKNOWN_SOURCE = "(unknown)";

/** Label families of `traffic`. */
export interface TrafficLabels {
  readonly trafficStage: Readonly<Record<TrafficStage, Label>>;
  readonly trafficCause: Readonly<Record<TrafficCause, Label>>;
  readonly trafficChannel: Readonly<Record<string, Label>>;
}

export const trafficLabels: TrafficLabels = {
  trafficStage: {
    visits: { en: "Visits", zh: "访问" },
    leads: { en: "Leads", zh: "线索" },
    customers: { en: "Customers", zh: "客户" },
  },
  trafficCause: {
    volume: { en: "Number of visits", zh: "访问总量" },
    mix: { en: "Mix of channels", zh: "渠道构成" },
    visit_to_lead: { en: "Leads per visit", zh: "访问转线索" },
    lead_to_customer: { en: "Customers per lead", zh: "线索转客户" },
    outside: { en: "Customers without visits or leads", zh: "无访问或线索的客户" },
  },
  trafficChannel: {
    [UNKNOWN_SOURCE]: { en: "Unknown source", zh: "来源不明" },
  },
};
