import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createRandom } from "../../src/math/random.ts";
import { campaignsCsv, drawCampaigns } from "./generate/campaigns.ts";
import { customersCsv, drawAccounts } from "./generate/customers.ts";
import { switchingCsv } from "./generate/levers.ts";
import { campaignLinksCsv } from "./generate/links.ts";
import { drawDeals, opportunitiesCsv, stageHistoryCsv } from "./generate/opportunities.ts";
import { drawServedWell, satisfactionCsv } from "./generate/survey.ts";
import { BOOK_SEED } from "./generate/truth.ts";

/** The files of the book. */
export type BookFile =
  | "customers.csv"
  | "satisfaction.csv"
  | "switching.csv"
  | "opportunities.csv"
  | "stage-history.csv"
  | "campaigns.csv"
  | "campaign-links.csv";

/**
 * Makes the account book of a telecom operator's group-customer business; what is planted in it stands in
 * `generate/truth.ts` and in the README.
 *
 * @param seed - Whole number; the committed files are those of `BOOK_SEED`.
 * @returns The text of each file by its name. The same seed gives the same bytes.
 */
export function generateBook(seed: number): Record<BookFile, string> {
  // a stream for each part: a change to one leaves the others as they are
  const random = createRandom(seed);
  const accounts = drawAccounts(random.fork(1));
  const servedWell = drawServedWell(random.fork(2), accounts);
  const deals = drawDeals(random.fork(5), accounts);
  const campaigns = drawCampaigns(random.fork(6));
  return {
    "customers.csv": customersCsv(accounts),
    "satisfaction.csv": satisfactionCsv(random.fork(3), accounts, servedWell),
    "switching.csv": switchingCsv(random.fork(4), accounts, servedWell),
    "opportunities.csv": opportunitiesCsv(deals),
    "stage-history.csv": stageHistoryCsv(deals),
    "campaigns.csv": campaignsCsv(campaigns),
    "campaign-links.csv": campaignLinksCsv(random.fork(7), deals, campaigns),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(generateBook(BOOK_SEED))) {
    writeFileSync(new URL(name, import.meta.url), text);
    console.log(`${name}: ${Buffer.byteLength(text)} bytes`);
  }
}
