import { readSharedText } from "../support/shared-data.ts";

/** One purchase of the CDNOW cohort. */
export interface CdnowPurchase {
  readonly customer: string;
  /** ISO date. */
  readonly date: string;
  readonly dollars: number;
}

export const CDNOW = "cdnow/CDNOW_master.txt";

/** The last day of the CDNOW observation. */
export const CDNOW_END = "1998-06-30";

/** All purchases of the CDNOW cohort, in the order of the file. */
export function readCdnow(): CdnowPurchase[] {
  return readSharedText(CDNOW)
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells.length === 4 && /^\d{8}$/.test(cells[1] as string))
    .map(([customer = "", day = "", , dollars = ""]) => ({
      customer,
      date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      dollars: Number(dollars),
    }));
}
