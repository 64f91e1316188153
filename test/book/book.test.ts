import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { drawCampaigns } from "../../examples/book/generate/campaigns.ts";
import { drawAccounts } from "../../examples/book/generate/customers.ts";
import { AS_OF, BOOK_SEED, TRUTH } from "../../examples/book/generate/truth.ts";
import { type BookFile, generateBook } from "../../examples/book/generate.ts";
import { readCsv } from "../../examples/book/read.ts";
import { createRandom } from "../../src/math/random.ts";
import { toDay, toIsoDate } from "../../src/time/day.ts";

type Row = Record<string, string>;

const folder = new URL("../../examples/book/", import.meta.url);
const committed = (name: BookFile): string => readFileSync(new URL(name, folder), "utf8");
const book = generateBook(BOOK_SEED);
const files = Object.keys(book) as BookFile[];

function rowsOf(text: string): Row[] {
  return readCsv(text).rows.map(({ cells }) => cells);
}

const customers = rowsOf(book["customers.csv"]);
const answers = rowsOf(book["satisfaction.csv"]);
const evidence = rowsOf(book["switching.csv"]);
const opportunities = rowsOf(book["opportunities.csv"]);
const history = rowsOf(book["stage-history.csv"]);
const campaigns = rowsOf(book["campaigns.csv"]);
const links = rowsOf(book["campaign-links.csv"]);

const text = (row: Row, column: string): string => row[column] as string;
const number = (row: Row, column: string): number => Number(text(row, column));
const column = (rows: readonly Row[], name: string): string[] => rows.map((row) => text(row, name));
const share = <T>(items: readonly T[], is: (item: T) => boolean): number => items.filter(is).length / items.length;
const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function groupBy(rows: readonly Row[], name: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(text(row, name));
    if (group === undefined) groups.set(text(row, name), [row]);
    else group.push(row);
  }
  return groups;
}

const customerById = new Map(customers.map((row) => [text(row, "customer_id"), row]));
const regionOf = (row: Row): string => text(customerById.get(text(row, "customer_id")) as Row, "region");
const boundOf = (row: Row): boolean => text(customerById.get(text(row, "customer_id")) as Row, "contract_end") > AS_OF;
const stagesOf = groupBy(history, "opportunity_id");
const lastStage = (id: string): string => text(stagesOf.get(id)?.at(-1) as Row, "stage");
const OPEN = ["prospect", "bid", "negotiation"];

describe("the committed files", () => {
  test.each(files)("%s is byte for byte what the generator makes", (name) => {
    expect(committed(name) === book[name]).toBe(true);
  });

  test("come out the same each time, and differently from another seed", () => {
    expect(generateBook(BOOK_SEED)).toEqual(book);
    const other = generateBook(1);
    for (const name of files) expect(other[name]).not.toBe(book[name]);
  });

  test("stay under 700 kB together", () => {
    expect(files.reduce((total, name) => total + Buffer.byteLength(book[name]), 0)).toBeLessThan(700_000);
  });

  test.each(files)("%s reads without a problem and ends every line alike", (name) => {
    expect(readCsv(book[name]).problems).toEqual([]);
    expect(book[name]).toMatch(/[^\n]\n$/);
    expect(book[name]).not.toContain("\r");
  });

  test("have the columns that the README names", () => {
    const readme = readFileSync(new URL("README.md", folder), "utf8");
    for (const name of files) {
      for (const heading of readCsv(book[name]).header) expect(readme).toContain(`\`${heading}\``);
    }
  });

  test("rest on the parameters that the README names", () => {
    const readme = readFileSync(new URL("README.md", folder), "utf8");
    const { customers: accounts, survey, deals, campaigns: planned } = TRUTH;
    const named = [
      ...[accounts.sigma, accounts.pointValue, survey.boundExponent, survey.freeExponent, survey.answerSpread],
      ...[deals.quarterEnd, deals.quarterStart, deals.monthlyShock, deals.strongOwner, deals.directAward],
      ...[planned.baseRate, planned.marginRate, planned.overrun, planned.links.wonPreference],
      ...Object.values(planned.forms).map(({ lift }) => lift),
      ...Object.values(TRUTH.regions).map(({ boundShare }) => boundShare),
      ...Object.values(deals.products).map(({ share }) => share),
      ...Object.values(deals.hazards).flatMap(({ forward, lost, cancelled }) => [...forward, ...lost, ...cancelled]),
    ];
    for (const figure of named)
      expect(readme, String(figure)).toMatch(new RegExp(`(^|[^\\d.])${figure}([^\\d.]|\\.\\D|$)`, "m"));
  });

  test("hold what a book of this operator holds", () => {
    expect(customers).toHaveLength(2000);
    expect(evidence).toHaveLength(2000);
    expect(opportunities).toHaveLength(1500);
    expect(campaigns).toHaveLength(24);
    expect(new Set(column(customers, "region"))).toEqual(new Set(["North", "East", "South", "West"]));
    expect(new Set(column(customers, "industry")).size).toBe(8);
    expect(new Set(column(opportunities, "product")).size).toBe(6);
    expect(new Set(column(opportunities, "owner")).size).toBe(20);
  });
});

describe("ids, references and dates", () => {
  test.each([
    ["customers", column(customers, "customer_id")],
    ["customer names", column(customers, "name")],
    ["survey answers", answers.map((row) => `${row["customer_id"]} ${row["wave"]}`)],
    ["switching rows", column(evidence, "customer_id")],
    ["opportunities", column(opportunities, "opportunity_id")],
    ["campaigns", column(campaigns, "campaign_id")],
    ["links", links.map((row) => `${row["campaign_id"]} ${row["opportunity_id"]}`)],
  ])("%s are unique", (_, ids) => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    ["answers", column(answers, "customer_id"), column(customers, "customer_id")],
    ["switching rows", column(evidence, "customer_id"), column(customers, "customer_id")],
    ["opportunities", column(opportunities, "customer_id"), column(customers, "customer_id")],
    ["stages", column(history, "opportunity_id"), column(opportunities, "opportunity_id")],
    ["links to campaigns", column(links, "campaign_id"), column(campaigns, "campaign_id")],
    ["links to opportunities", column(links, "opportunity_id"), column(opportunities, "opportunity_id")],
  ])("%s refer to records that exist", (_, references, ids) => {
    const known = new Set(ids);
    expect(references.filter((id) => !known.has(id))).toEqual([]);
  });

  test("nothing happened after the as-of day; only contracts, promises and running campaigns end later", () => {
    const happened = [
      ...column(customers, "since"),
      ...column(answers, "date"),
      ...column(opportunities, "created"),
      ...column(history, "entered"),
      ...column(campaigns, "start"),
    ];
    for (const date of happened) expect(toIsoDate(toDay(date)) === date && date <= AS_OF, date).toBe(true);
    for (const row of customers) {
      const end = text(row, "contract_end");
      expect(end === "" || (toIsoDate(toDay(end)) === end && end > text(row, "since")), end).toBe(true);
    }
    for (const row of opportunities) expect(text(row, "expected_close") > text(row, "created")).toBe(true);
    for (const row of campaigns) expect(text(row, "end") >= text(row, "start")).toBe(true);
  });

  test("nobody answers or buys before being a customer", () => {
    const since = (row: Row): string => text(customerById.get(text(row, "customer_id")) as Row, "since");
    expect(answers.filter((row) => text(row, "date") <= since(row))).toEqual([]);
    expect(opportunities.filter((row) => text(row, "created") < since(row))).toEqual([]);
  });

  test("amounts, counts and ratings keep to their units", () => {
    const whole = (value: number, lower: number, upper: number): boolean =>
      Number.isInteger(value) && value >= lower && value <= upper;
    for (const row of customers) {
      expect(text(row, "annual_revenue")).toMatch(/^(0|-?\d+\.\d\d)$/);
      for (const name of ["employees", "monthly_fee", "prepaid_balance", "points"]) {
        expect(whole(number(row, name), 0, 1e9), name).toBe(true);
      }
    }
    for (const row of answers) {
      expect(whole(number(row, "satisfaction"), 1, 10) && whole(number(row, "loyalty"), 1, 10)).toBe(true);
      expect(whole(number(row, "recommend"), 0, 10)).toBe(true);
    }
    for (const row of evidence) {
      const cells = Object.entries(row).flatMap(([name, cell]) => (name === "customer_id" ? [] : [cell]));
      expect(cells.filter((cell) => !["", "0", "0.25", "0.5", "0.75", "1"].includes(cell))).toEqual([]);
    }
    expect(opportunities.filter((row) => !(number(row, "amount") >= 1000))).toEqual([]);
  });
});

describe("accounts", () => {
  const revenues = customers.map((row) => number(row, "annual_revenue")).sort((a, b) => b - a);
  const positive = revenues.filter((revenue) => revenue > 0);

  test("the best fifth brings about four fifths of the revenue", () => {
    const total = positive.reduce((a, b) => a + b, 0);
    const top = positive.slice(0, Math.round(positive.length / 5)).reduce((a, b) => a + b, 0);
    expect(top / total).toBeGreaterThan(0.75);
    expect(top / total).toBeLessThan(0.85);
  });

  test("some bring nothing and a few cost more in credits than they bring", () => {
    expect(revenues.filter((revenue) => revenue === 0)).toHaveLength(TRUTH.customers.withoutRevenue);
    expect(revenues.filter((revenue) => revenue < 0)).toHaveLength(TRUTH.customers.creditsExceedSales);
  });

  test("contracts bind most often in the West", () => {
    const bound = (region: string): number =>
      share(
        customers.filter((row) => row["region"] === region),
        boundOf,
      );
    expect(bound("West")).toBeGreaterThan(0.78);
    for (const region of ["North", "East", "South"]) expect(bound(region)).toBeLessThan(0.68);
  });
});

describe("the survey", () => {
  const waves = groupBy(answers, "wave");
  const low = (row: Row, name: string): boolean => number(row, name) <= 5;
  const hostage = (row: Row): boolean => low(row, "satisfaction") && !low(row, "loyalty");
  const apostle = (row: Row): boolean => !low(row, "satisfaction") && !low(row, "loyalty");
  const within = (region: string): Row[] => answers.filter((row) => regionOf(row) === region);

  test("is answered by 55 to 65 % in each of two waves, and by many in both", () => {
    expect([...waves.keys()]).toEqual(["2025H2", "2026H1"]);
    for (const rows of waves.values()) {
      expect(rows.length / 2000).toBeGreaterThan(0.55);
      expect(rows.length / 2000).toBeLessThan(0.65);
    }
    const both = [...groupBy(answers, "customer_id").values()].filter((rows) => rows.length === 2).length;
    expect(both / 2000).toBeGreaterThan(0.3425 + 0.02); // more than answers given independently: 0.585²
  });

  test("finds hostages in the West and apostles in the North", () => {
    for (const region of ["North", "East", "South"]) {
      expect(share(within("West"), hostage)).toBeGreaterThan(2.5 * share(within(region), hostage));
    }
    for (const region of ["East", "South", "West"]) {
      expect(share(within("North"), apostle)).toBeGreaterThan(share(within(region), apostle) + 0.1);
    }
  });

  test("finds the dissatisfied loyal only where a contract binds", () => {
    const dissatisfied = answers.filter((row) => low(row, "satisfaction"));
    expect(share(dissatisfied.filter(boundOf), hostage)).toBeGreaterThan(0.6);
    expect(
      share(
        dissatisfied.filter((row) => !boundOf(row)),
        hostage,
      ),
    ).toBeLessThan(0.1);
  });

  test("bends loyalty below the diagonal where customers are free and above it where they are bound", () => {
    for (const [bound, planted] of [
      [true, TRUTH.survey.boundExponent],
      [false, TRUTH.survey.freeExponent],
    ] as const) {
      const group = answers.filter((row) => boundOf(row) === bound && number(row, "satisfaction") >= 4);
      expect(Math.abs(nearestExponent(group) - planted)).toBeLessThan(0.15 * planted + 0.05);
    }
  });

  test("hardly changes from one wave to the next", () => {
    const [before = [], after = []] = [...waves.values()];
    for (const name of ["satisfaction", "loyalty", "recommend"]) {
      const mean = (rows: readonly Row[]): number => average(rows.map((row) => number(row, name)));
      expect(Math.abs(mean(after) - mean(before)), name).toBeLessThan(0.25);
    }
  });

  /** The exponent of loyalty = satisfaction ^ k with the least squared error, on a grid. */
  function nearestExponent(rows: readonly Row[]): number {
    const error = (k: number): number =>
      average(
        rows.map((row) => {
          const x = (number(row, "satisfaction") - 1) / 9;
          return ((number(row, "loyalty") - 1) / 9 - x ** k) ** 2;
        }),
      );
    const grid = Array.from({ length: 300 }, (_, i) => 0.1 + i / 100);
    return grid.reduce((best, k) => (error(k) < error(best) ? k : best));
  }
});

describe("the evidence of switching costs", () => {
  const header = readCsv(book["switching.csv"]).header;
  const blanks = (rows: readonly Row[]): number =>
    average(rows.map((row) => header.filter((name) => row[name] === "").length / 17));

  test("names the seventeen levers in their order", () => {
    expect(header.slice(1).join(" ")).toBe(
      "quality service bundling standing brand personal_care promotion planned_visits differentiation agreements points social_gatherings clubs contacts habits prepayment emotional_account",
    );
  });

  test("is unknown in 20 to 35 % of the cells, less for large accounts", () => {
    const largest = new Set(
      [...customers]
        .sort((a, b) => number(b, "annual_revenue") - number(a, "annual_revenue"))
        .slice(0, 400)
        .map((row) => text(row, "customer_id")),
    );
    const large = evidence.filter((row) => largest.has(text(row, "customer_id")));
    const others = evidence.filter((row) => !largest.has(text(row, "customer_id")));
    expect(blanks(evidence)).toBeGreaterThan(0.2);
    expect(blanks(evidence)).toBeLessThan(0.35);
    expect(blanks(large)).toBeLessThan(blanks(others) - 0.08);
  });

  test("of contracts and prepayment agrees with the account", () => {
    for (const row of evidence) {
      const account = customerById.get(text(row, "customer_id")) as Row;
      if (row["agreements"] !== "") expect(number(row, "agreements") > 0).toBe(boundOf(row));
      if (row["prepayment"] !== "") expect(number(row, "prepayment") > 0).toBe(number(account, "prepaid_balance") > 0);
    }
  });
});

describe("the funnel", () => {
  const FOLLOWING: Record<string, readonly string[]> = {
    prospect: ["bid", "negotiation", "lost", "cancelled"],
    bid: ["negotiation", "lost", "cancelled"],
    negotiation: ["contract", "lost", "cancelled", "bid"],
    contract: [],
    lost: [],
    cancelled: [],
  };
  const ids = column(opportunities, "opportunity_id");
  const open = ids.filter((id) => OPEN.includes(lastStage(id)));
  const won = ids.filter((id) => lastStage(id) === "contract");
  const day = (row: Row | undefined): number => toDay(text(row as Row, "entered"));

  test("lets every deal begin as a prospect, move on by a way that exists, and end once", () => {
    expect(stagesOf.size).toBe(1500);
    for (const row of opportunities) {
      const stages = stagesOf.get(text(row, "opportunity_id")) as Row[];
      expect([stages[0]?.["stage"], stages[0]?.["entered"]]).toEqual(["prospect", row["created"]]);
      for (const [i, later] of stages.slice(1).entries()) {
        expect(FOLLOWING[text(stages[i] as Row, "stage")]).toContain(later["stage"]);
        expect(text(later, "entered") > text(stages[i] as Row, "entered")).toBe(true);
      }
    }
  });

  test("moves on working days only", () => {
    const weekdays = new Set(column(history, "entered").map((date) => new Date(date).getUTCDay()));
    expect([...weekdays].sort()).toEqual([1, 2, 3, 4, 5]);
  });

  test("has 300 to 400 open deals, some of them older than 99 of 100 won ones ever grew", () => {
    expect(open.length).toBeGreaterThanOrEqual(300);
    expect(open.length).toBeLessThanOrEqual(400);
    const lasted = won.map((id) => day(stagesOf.get(id)?.at(-1)) - day(stagesOf.get(id)?.[0])).sort((a, b) => a - b);
    const usual = lasted[Math.floor(lasted.length * 0.99)] as number;
    expect(open.filter((id) => toDay(AS_OF) - day(stagesOf.get(id)?.[0]) > usual).length).toBeGreaterThan(20);
  });

  test("signs more than twice as many contracts a day at the end of a quarter", () => {
    const daysLeft = (row: Row): number => {
      const [year = 0, month = 0, date = 0] = text(row, "entered").split("-").map(Number);
      return Math.round((Date.UTC(year, Math.ceil(month / 3) * 3, 0) - Date.UTC(year, month - 1, date)) / 86_400_000);
    };
    const signed = history.filter((row) => row["stage"] === "contract");
    const late = signed.filter((row) => daysLeft(row) < TRUTH.deals.quarterEndDays).length;
    // 10 of a quarter's 91 days
    expect(late / 10 / ((signed.length - late) / 81)).toBeGreaterThan(2);
  });

  test("lets the two strong managers win more of what they close than the others", () => {
    const strong = new Set<string>(TRUTH.deals.strongOwners);
    const rate = (isStrong: boolean): number =>
      share(
        opportunities
          .filter((row) => strong.has(text(row, "owner")) === isStrong)
          .map((row) => lastStage(text(row, "opportunity_id")))
          .filter((stage) => stage === "contract" || stage === "lost"),
        (stage) => stage === "contract",
      );
    expect(rate(true)).toBeGreaterThan(rate(false) + 0.08);
  });
});

describe("the campaigns", () => {
  const forms = groupBy(campaigns, "form");

  test("are of five forms in four regions, the two that still run without a real cost", () => {
    expect(new Set(column(campaigns, "region")).size).toBe(4);
    expect([...forms.keys()].sort()).toEqual(["direct mail", "online", "seminar", "trade fair", "visit programme"]);
    const running = campaigns.filter((row) => text(row, "end") > AS_OF);
    expect(running).toHaveLength(2);
    expect(campaigns.filter((row) => row["real_cost"] === "")).toEqual(running);
  });

  test("have sums that real revenues can have", () => {
    for (const row of campaigns) {
      for (const arm of ["treated", "control"]) {
        const [n, conversions] = [number(row, arm), number(row, `${arm}_conversions`)];
        const [sum, squares] = [number(row, `${arm}_revenue_sum`), number(row, `${arm}_revenue_sum_squares`)];
        expect(conversions).toBeLessThanOrEqual(n);
        expect(Number.isSafeInteger(squares)).toBe(true);
        expect(sum === 0).toBe(conversions === 0);
        // Cauchy–Schwarz over the sites that bought
        if (conversions > 0) expect(squares).toBeGreaterThanOrEqual((sum * sum) / conversions);
      }
    }
  });

  test("show the lift of visits and seminars, and none of direct mail", () => {
    expect(pooledZ("visit programme")).toBeGreaterThan(3);
    expect(pooledZ("seminar")).toBeGreaterThan(2.5);
    expect(Math.abs(pooledZ("direct mail"))).toBeLessThan(1.96);
  });

  test("of a small size cannot tell although their form works", () => {
    const pilots = campaigns.filter((row) => text(row, "name").includes("pilot"));
    expect(pilots).toHaveLength(3);
    for (const row of pilots) expect(Math.abs(zOf([row]))).toBeLessThan(1.96);
  });

  test("share the credit of a deal so that it sums to one", () => {
    const byDeal = groupBy(links, "opportunity_id");
    expect(links).toHaveLength(700);
    expect(byDeal.size).toBe(450);
    for (const rows of byDeal.values()) {
      expect(rows.reduce((total, row) => total + Math.round(number(row, "credit") * 100), 0)).toBe(100);
      for (const row of rows) expect(text(row, "credit")).toMatch(/^(1|0\.\d{1,2})$/);
    }
    expect([...byDeal.values()].filter((rows) => rows.length === 2).length).toBeGreaterThan(100);
    expect([...byDeal.values()].filter((rows) => rows.length === 3).length).toBeGreaterThan(20);
  });

  test("are credited only with deals of their region that came after their start", () => {
    const campaignById = new Map(campaigns.map((row) => [text(row, "campaign_id"), row]));
    const dealById = new Map(opportunities.map((row) => [text(row, "opportunity_id"), row]));
    for (const link of links) {
      const campaign = campaignById.get(text(link, "campaign_id")) as Row;
      const deal = dealById.get(text(link, "opportunity_id")) as Row;
      expect(regionOf(deal)).toBe(campaign["region"]);
      expect(text(deal, "created") >= text(campaign, "start")).toBe(true);
    }
  });

  function pooledZ(form: string): number {
    return zOf(forms.get(form) as Row[]);
  }

  /** Difference of conversion over its standard error, each campaign weighted by its precision. */
  function zOf(rows: readonly Row[]): number {
    let weighted = 0;
    let weight = 0;
    for (const row of rows) {
      const [n, m] = [number(row, "treated"), number(row, "control")];
      const [p, q] = [number(row, "treated_conversions") / n, number(row, "control_conversions") / m];
      const precision = 1 / ((p * (1 - p)) / n + (q * (1 - q)) / m);
      weighted += (p - q) * precision;
      weight += precision;
    }
    return weighted / Math.sqrt(weight);
  }
});

test("over many books the planted lifts and the 80 % come out as written down", () => {
  const lifts = new Map<string, number[]>();
  const tops: number[] = [];
  for (let seed = 1; seed <= 20; seed++) {
    const random = createRandom(seed);
    const revenues = drawAccounts(random)
      .map(({ revenue }) => revenue)
      .filter((revenue) => revenue > 0)
      .sort((a, b) => b - a);
    const total = revenues.reduce((a, b) => a + b, 0);
    tops.push(revenues.slice(0, Math.round(revenues.length / 5)).reduce((a, b) => a + b, 0) / total);
    for (const { form, treated, control } of drawCampaigns(random)) {
      const lift = treated.conversions / treated.sites - control.conversions / control.sites;
      lifts.set(form, [...(lifts.get(form) ?? []), lift]);
    }
  }
  expect(Math.abs(average(tops) - 0.8)).toBeLessThan(0.015);
  for (const [form, { lift }] of Object.entries(TRUTH.campaigns.forms)) {
    const seen = lifts.get(form) as number[];
    const mean = average(seen);
    const error = Math.sqrt(average(seen.map((value) => (value - mean) ** 2)) / seen.length);
    expect(Math.abs(mean - lift), form).toBeLessThan(4 * error);
  }
});
