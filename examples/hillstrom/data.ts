import { readFileSync } from "node:fs";

/** What a customer was drawn for. */
export type ArmId = "mens" | "womens" | "none";

/** The two mailings; the third arm got nothing. */
export const MAILINGS = ["mens", "womens"] as const;
export type MailingId = (typeof MAILINGS)[number];

/** One customer: what was known before the mailing, and what the two weeks after it brought. */
export interface Customer {
  /** Row of the file, from 1; the set has no ids of its own. */
  readonly row: number;
  /** Months since the last purchase. */
  readonly recency: number;
  /** Dollars spent in the past year. */
  readonly history: number;
  /** 1 where men's wear was bought in the past year. */
  readonly mens: number;
  readonly womens: number;
  readonly zip_code: string;
  /** 1 where the first purchase was in the past year. */
  readonly newbie: number;
  readonly channel: string;
  readonly arm: ArmId;
  readonly visit: number;
  readonly conversion: number;
  /** Dollars spent in the two weeks. */
  readonly spend: number;
}

/** What was known beforehand, and may therefore decide who is asked. */
export const FIELDS = ["recency", "history", "mens", "womens", "zip_code", "newbie", "channel"] as const;

const ARM_OF = new Map<string, ArmId>([
  ["Mens E-Mail", "mens"],
  ["Womens E-Mail", "womens"],
  ["No E-Mail", "none"],
]);

/** Reads the public file; columns are found by their names. */
export function readCustomers(path: URL): Customer[] {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line, i) => {
    // a band of spending is quoted where it holds a comma
    const cells = line.replace(/"[^"]*"/g, "quoted").split(",");
    const at = (name: string): string => cells[names.indexOf(name)] ?? "";
    const number = (name: string): number => Number(at(name));
    const arm = ARM_OF.get(at("segment"));
    if (arm === undefined) throw new Error(`line ${i + 2} names no known arm: ${at("segment")}`);
    return {
      row: i + 1,
      recency: number("recency"),
      history: number("history"),
      mens: number("mens"),
      womens: number("womens"),
      zip_code: at("zip_code"),
      newbie: number("newbie"),
      channel: at("channel"),
      arm,
      visit: number("visit"),
      conversion: number("conversion"),
      spend: number("spend"),
    };
  });
}
