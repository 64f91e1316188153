export type { BuyingRecord, BuyingTable, Duration, FitReport, TimeUnit } from "./types.ts";
