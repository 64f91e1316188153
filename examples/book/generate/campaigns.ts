import type { Random } from "../../../src/math/random.ts";
import { toDay, toIsoDate } from "../../../src/time/day.ts";
import { toCsv } from "./csv.ts";
import { logNormal } from "./draws.ts";
import { AS_OF, type CampaignForm, type Region, TRUTH } from "./truth.ts";

/** What one arm of a campaign did, as sums over its sites. */
interface Arm {
  readonly sites: number;
  readonly conversions: number;
  readonly revenueSum: number;
  readonly revenueSumSquares: number;
}

/** A campaign with its holdout. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly region: Region;
  readonly form: CampaignForm;
  /** UTC day numbers. */
  readonly start: number;
  readonly end: number;
  /** CNY, whole. */
  readonly plannedCost: number;
  /** Absent while the campaign runs. */
  readonly realCost: number | undefined;
  readonly treated: Arm;
  readonly control: Arm;
}

const { campaigns } = TRUTH;
const asOf = toDay(AS_OF);

/** Six campaigns a region in their order; an asterisk marks a pilot. */
const PLAN: Readonly<Record<Region, readonly string[]>> = {
  North: ["seminar", "direct mail", "visit programme", "online", "trade fair", "seminar"],
  East: ["trade fair", "visit programme", "direct mail", "seminar", "online", "visit programme"],
  South: ["direct mail", "seminar", "visit programme*", "trade fair", "seminar*", "online"],
  West: ["visit programme", "online", "seminar", "direct mail", "trade fair*", "direct mail"],
};

/** The first campaign of a region may start on this day, the next ones follow at this distance. */
const FIRST_START = toDay("2024-09-02");
const DISTANCE_DAYS = 106;
/** The last campaigns of these regions still run on the as-of day. */
const STILL_RUNNING: readonly Region[] = ["East", "South"];

/** Draws the campaigns, oldest first. */
export function drawCampaigns(random: Random): Campaign[] {
  const slots = (Object.keys(PLAN) as Region[]).flatMap((region) =>
    PLAN[region].map((entry, i) => {
      const form = entry.replace("*", "") as CampaignForm;
      const traits = campaigns.forms[form];
      const days = random.integer(...traits.days);
      const running = i === PLAN[region].length - 1 && STILL_RUNNING.includes(region);
      const start = running
        ? asOf - random.integer(18, 26)
        : workday(FIRST_START + i * DISTANCE_DAYS + random.integer(0, 28));
      return { region, form, pilot: entry.endsWith("*"), start, end: start + days - 1 };
    }),
  );
  slots.sort((a, b) => a.start - b.start || (a.region < b.region ? -1 : 1));
  return slots.map(({ region, form, pilot, start, end }, i) => {
    const traits = campaigns.forms[form];
    const size = pilot ? campaigns.pilotSize : 1;
    const sites = Math.round(random.integer(...traits.treated) * size);
    const plannedCost = Math.round((random.integer(...traits.cost) * (pilot ? 0.35 : 1)) / 1000) * 1000;
    const realCost = Math.round(logNormal(random, plannedCost * campaigns.overrun, campaigns.overrunSigma));
    const control = Math.round(sites * (0.3 + 0.2 * random.uniform()));
    return {
      id: `C${String(i + 1).padStart(2, "0")}`,
      name: `${region} ${form}${pilot ? " pilot" : ""} ${seasonOf(start)}`,
      region,
      form,
      start,
      end,
      plannedCost,
      realCost: end > asOf ? undefined : realCost,
      treated: drawArm(random, sites, campaigns.baseRate + traits.lift),
      control: drawArm(random, control, campaigns.baseRate),
    };
  });
}

/** Writes `campaigns.csv`. */
export function campaignsCsv(all: readonly Campaign[]): string {
  const header =
    "campaign_id name region form start end planned_cost real_cost treated treated_conversions control control_conversions treated_revenue_sum treated_revenue_sum_squares control_revenue_sum control_revenue_sum_squares";
  return toCsv(
    header.split(" "),
    all.map(({ id, name, region, form, start, end, plannedCost, realCost, treated, control }) => [
      ...[id, name, region, form, toIsoDate(start), toIsoDate(end), plannedCost, realCost],
      ...[treated.sites, treated.conversions, control.sites, control.conversions],
      ...[treated.revenueSum, treated.revenueSumSquares, control.revenueSum, control.revenueSumSquares],
    ]),
  );
}

function drawArm(random: Random, sites: number, rate: number): Arm {
  const conversions = random.binomial(sites, rate);
  let revenueSum = 0;
  let revenueSumSquares = 0;
  for (let i = 0; i < conversions; i++) {
    // whole amounts: their sums and squares are exact
    const revenue = Math.max(
      1,
      Math.round(random.gamma(campaigns.revenueShape, campaigns.revenueMean / campaigns.revenueShape)),
    );
    revenueSum += revenue;
    revenueSumSquares += revenue * revenue;
  }
  return { sites, conversions, revenueSum, revenueSumSquares };
}

function workday(day: number): number {
  const weekday = (day + 3) % 7;
  return weekday < 5 ? day : day + 7 - weekday;
}

function seasonOf(day: number): string {
  const [year = "", month = ""] = toIsoDate(day).split("-");
  const season = ["winter", "spring", "summer", "autumn"][Math.floor((Number(month) % 12) / 3)] as string;
  // December opens the winter that the next year names
  return `${season} ${month === "12" ? Number(year) + 1 : year}`;
}
