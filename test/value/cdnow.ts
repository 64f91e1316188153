import type { BuyingTable } from "../../src/value/index.ts";
import { readSharedCsv, readSharedText } from "../support/shared-data.ts";

/** One order of the CDNOW log. */
export interface CdnowOrder {
  readonly id: string;
  readonly on: string;
  readonly dollars: number;
}

/** The 2,357 customers of the published sample, times in weeks with two decimals. */
export function cdnowCustomers(): BuyingTable<"week"> {
  const rows = readSharedCsv("cdnow/cdnow_customers_summary.csv");
  const column = (name: string): number[] => rows.map((row) => Number(row[name]));
  return { unit: "week", frequency: column("frequency"), recency: column("recency"), age: column("T") };
}

/** Orders of the sample (6,919) or of all customers (69,659); the sample's lines begin with the old customer number. */
export function cdnowOrders(set: "sample" | "master"): CdnowOrder[] {
  const lines = readSharedText(`cdnow/CDNOW_${set}.txt`).split(/\r?\n/);
  return lines.flatMap((line) => {
    const cells = line.trim().split(/\s+/);
    const [id = "", day = "", , dollars = ""] = set === "sample" ? cells.slice(1) : cells;
    if (!/^\d{8}$/.test(day)) return [];
    return [{ id, on: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`, dollars: Number(dollars) }];
  });
}

/** How an order of the log is read: 39 weeks of calibration, 39 of holdout. */
export const cdnowPeriods = {
  unit: "week",
  end: "1997-09-30",
  holdoutEnd: "1998-06-30",
  customerId: (order: CdnowOrder) => order.id,
  date: (order: CdnowOrder) => order.on,
  amount: (order: CdnowOrder) => order.dollars,
} as const;
