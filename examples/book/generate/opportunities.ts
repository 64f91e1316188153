import type { Random } from "../../../src/math/random.ts";
import { toDay, toIsoDate } from "../../../src/time/day.ts";
import { endOfPeriod } from "../../../src/time/period.ts";
import { toCsv } from "./csv.ts";
import type { Account } from "./customers.ts";
import { drawMarket, drawStages, isWorkday, type StageEntry } from "./deal-path.ts";
import { entriesOf, happens, last, logNormal, pick, pickWeighted } from "./draws.ts";
import { OWNERS } from "./names.ts";
import { AS_OF, type Region, TRUTH } from "./truth.ts";

/** A deal with its way through the stages. */
export interface Deal {
  readonly id: string;
  readonly customerId: string;
  readonly region: Region;
  readonly product: keyof typeof TRUTH.deals.products;
  readonly owner: string;
  /** CNY a year. */
  readonly amount: number;
  /** UTC day number. */
  readonly created: number;
  /** UTC day number, as promised on creation. */
  readonly expectedClose: number;
  readonly stages: readonly StageEntry[];
}

const { deals } = TRUTH;
const asOf = toDay(AS_OF);
const firstDay = toDay(deals.from);

/** Draws the deals of two years, oldest first. */
export function drawDeals(random: Random, accounts: readonly Account[]): Deal[] {
  const market = drawMarket(random.fork(1), firstDay, asOf);
  const dates = random.fork(2);
  const created = Array.from({ length: deals.count }, () => drawCreationDay(dates)).sort((a, b) => a - b);
  const buyers = accounts.map((account) => [account, Math.exp(0.5 * account.size)] as const);
  const products = entriesOf(deals.products).map(([product, { share }]) => [product, share] as const);
  return created.map((day, i) => {
    // a stream for each deal: a change to one leaves the others as they are
    const own = random.fork(1000 + i);
    let account = pickWeighted(own, buyers);
    while (account.since > day) account = pickWeighted(own, buyers);
    const product = pickWeighted(own, products);
    const { medianAmount, pace } = deals.products[product];
    const colleagues = OWNERS[account.region].filter((name) => name !== account.owner);
    const owner = happens(own, deals.otherOwner) ? pick(own, colleagues) : account.owner;
    const amount = logNormal(own, medianAmount * Math.exp(deals.amountPerSize * account.size), deals.amountSigma);
    const skill = (deals.strongOwners as readonly string[]).includes(owner) ? deals.strongOwner : 1;
    return {
      id: `O${String(i + 1).padStart(4, "0")}`,
      customerId: account.id,
      region: account.region,
      product,
      owner,
      amount: Math.max(1000, Math.round(amount / 100) * 100),
      created: day,
      expectedClose: drawPromise(own, day),
      stages: drawStages(own, market, { created: day, asOf, pace: pace * skill }),
    };
  });
}

/** How a deal stands on the as-of day. */
export function outcomeOf(deal: Deal): "open" | "won" | "lost" | "cancelled" {
  const { stage } = last(deal.stages);
  if (stage === "contract") return "won";
  return stage === "lost" || stage === "cancelled" ? stage : "open";
}

/** Writes `opportunities.csv`. */
export function opportunitiesCsv(all: readonly Deal[]): string {
  return toCsv(
    ["opportunity_id", "customer_id", "product", "owner", "amount", "created", "expected_close"],
    all.map((deal) => [
      deal.id,
      deal.customerId,
      deal.product,
      deal.owner,
      deal.amount,
      toIsoDate(deal.created),
      toIsoDate(deal.expectedClose),
    ]),
  );
}

/** Writes `stage-history.csv`. */
export function stageHistoryCsv(all: readonly Deal[]): string {
  return toCsv(
    ["opportunity_id", "stage", "entered"],
    all.flatMap(({ id, stages }) => stages.map(({ stage, entered }) => [id, stage, toIsoDate(entered)])),
  );
}

function drawCreationDay(random: Random): number {
  const highest = Math.max(...deals.season) * (1 + 2 * deals.growth);
  for (;;) {
    const day = random.integer(firstDay, asOf);
    const month = Number(toIsoDate(day).slice(5, 7)) - 1;
    const rate = (deals.season[month] as number) * (1 + (deals.growth * (day - firstDay)) / 365.25);
    if (happens(random, rate / highest) && isWorkday(day)) return day;
  }
}

/** Half of the promises name the end of a month. */
function drawPromise(random: Random, created: number): number {
  const day = created + Math.max(7, Math.round(logNormal(random, deals.promisedDays, deals.promisedSigma)));
  return happens(random, 0.5) ? endOfPeriod(day, "month") : day;
}
