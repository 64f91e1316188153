import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseRecordsOf } from "../support/csv.ts";
import { hasSharedData } from "../support/shared-data.ts";

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly page: string;
  readonly accounts: Record<string, string>[];
}

/** Runs the demo as a user does, into a folder of its own. */
function demo(args: readonly string[], program: string = "main"): Outcome {
  const folder = mkdtempSync(join(tmpdir(), "brief-"));
  const command = ["node_modules/tsx/dist/cli.mjs", "--tsconfig", "tsconfig.dev.json", `examples/demo/${program}.ts`];
  const out = join(folder, "brief.html");
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args, "--out", out], {
    encoding: "utf8",
  });
  const read = (file: string) => {
    try {
      return readFileSync(join(folder, file), "utf8");
    } catch {
      return "";
    }
  };
  return { code: status, stdout, stderr, page: read("brief.html"), accounts: parseRecordsOf(read("accounts.csv")) };
}

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "book-")), "mine.csv");
  writeFileSync(path, text);
  return path;
}

const book = (name: string) => parseRecordsOf(readFileSync(`examples/book/${name}.csv`, "utf8"));
/** Text of the page as a reader sees it. */
const visible = (page: string) =>
  page
    .replace(/<style[\s\S]*?<\/style>|<script[\s\S]*?<\/script>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

describe("the brief from the example book", () => {
  let run: Outcome;
  beforeAll(() => {
    run = demo([]);
  }, 60_000);

  test("ends well, with five sections and charts in both languages", () => {
    expect(run.code, run.stderr).toBe(0);
    for (const id of ["tiers", "loyalty", "funnel", "switching", "campaigns"])
      expect(run.page).toContain(`<section id="${id}">`);
    expect(run.page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(14);
    expect(visible(run.page)).toContain("Every row was taken.");
    expect(visible(run.page)).toContain("客户金字塔");
  });

  test("opens without a network: nothing is fetched", () => {
    expect(run.page).not.toMatch(/\b(src|href)="(?!#)/);
    expect(run.page).not.toMatch(/@import|url\(["']?(?!#)/);
    expect(
      run.page.match(/https?:\/\/[^"'\s<]*/g)?.filter((url) => !url.startsWith("http://www.w3.org/")) ?? [],
    ).toEqual([]);
  });

  test("has no id twice, so that no picture borrows the clipping of another", () => {
    const ids = [...run.page.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of run.page.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(target);
  });

  test("the value of the 20 top customers is what sorting the file by hand gives", () => {
    const values = book("customers")
      .map((row) => Number(row["annual_revenue"]))
      .sort((a, b) => b - a);
    const total = values.reduce((a, b) => a + b, 0);
    const top = values.slice(0, 20).reduce((a, b) => a + b, 0);
    const row =
      /<tr><td>(?:(?!<\/tr>)[\s\S])*?Top[\s\S]*?<\/tr>/.exec(run.page.slice(run.page.indexOf('id="tiers"')))?.[0] ?? "";
    expect(visible(row)).toContain(`${(Math.round((top / total) * 1000) / 10).toString()}%`);
    expect(
      run.accounts
        .filter((account) => account["tier"] === "top")
        .map((account) => Number(account["value"]))
        .sort((a, b) => b - a),
    ).toEqual(values.slice(0, 20));
  });

  test("the hostages are those whose last answer is dissatisfied and loyal", () => {
    const last = new Map(book("satisfaction").map((row) => [row["customer_id"], row] as const));
    const hostages = [...last.values()].filter(
      (row) => Number(row["satisfaction"]) <= 4 && Number(row["loyalty"]) >= 7,
    );
    const card = /Hostage<\/span>[\s\S]*?class="value">([\d,]+)/.exec(run.page)?.[1];
    expect(card).toBe(String(hostages.length));
    expect(run.accounts.filter((account) => account["quadrant"] === "hostage").length).toBe(hostages.length);
  });

  test("the campaigns' real cost against plan is the difference of two sums", () => {
    const known = book("campaigns").filter((row) => row["real_cost"] !== "");
    const overrun = known.reduce((sum, row) => sum + Number(row["real_cost"]) - Number(row["planned_cost"]), 0);
    const card = /Real cost against plan<\/span>[\s\S]*?class="value"><span class="en" lang="en">([^<]+)/.exec(
      run.page,
    )?.[1];
    expect(card).toBe(`${Math.round(overrun / 1000)}k`);
  });

  test("the contracts won that no campaign claims are counted from the files", () => {
    const linked = new Set(book("campaign-links").map((row) => row["opportunity_id"]));
    const won = new Set(
      book("stage-history")
        .filter((row) => row["stage"] === "contract")
        .map((row) => row["opportunity_id"]),
    );
    const unclaimed = book("opportunities").filter((row) => !linked.has(row["opportunity_id"]));
    expect(visible(run.page)).toContain(`${unclaimed.filter((row) => won.has(row["opportunity_id"])).length} won,`);
  });

  test("every account stands in the file with its tier and its index", () => {
    expect(run.accounts.length).toBe(book("customers").length);
    expect(run.accounts.every((account) => account["tier"] !== "" && Number(account["switching_index"]) >= 0)).toBe(
      true,
    );
  });
});

describe("the brief from the user's own files", () => {
  const header = "customer_id,annual_revenue\n";

  test("own columns are mapped, and sections without data say so", () => {
    const customers = file("Account,Turnover\nA,100\nB,20\nC,5\n");
    const { code, page, stderr } = demo([
      "--customers",
      customers,
      "--as-of",
      "2026-01-31",
      "--map",
      "customers.id=Account",
      "--map",
      "customers.value=Turnover",
    ]);
    expect(code, stderr).toBe(0);
    expect(visible(page)).toContain("No rows were given. This section needs: satisfaction.");
  });

  test("bad rows are named by file, line, column and reason; the good ones are kept", () => {
    const customers = file(`${header}A,100\nB,many\n,7\nA,5\nC,20,extra\nD,30\n__proto__,40\n`);
    const { code, stderr, page, accounts } = demo(["--customers", customers, "--as-of", "2026-01-31"]);
    expect(code).toBe(0);
    expect(accounts.map((account) => account["customer_id"])).toEqual(["A", "D", "__proto__"]);
    expect(stderr).toContain(`${customers}, line 3, column "annual_revenue": "many" is not a number`);
    expect(stderr).toContain(`${customers}, line 4, column "customer_id": is missing`);
    expect(stderr).toContain(`${customers}, line 5: repeats the id "A" of line 2`);
    expect(stderr).toContain(`${customers}, line 6: has 3 cells where the header has 2`);
    for (const reason of ["is not a number", "is missing", "repeats the id", "has 3 cells"])
      expect(visible(page)).toContain(reason);
  });

  test.each([
    ["that is missing", "/no/such/file.csv", "the file does not exist"],
    ["that is empty", file("  \n"), "the file is empty"],
    ["with a header alone", file(header), "the file has a header and no rows"],
    ["without a needed column", file("customer_id,revenue\nA,1\n"), 'needs the column "annual_revenue"'],
    ["in which every row is bad", file(`${header}A,x\n`), '"x" is not a number'],
  ])("a file %s gets a clear message and no page", (_, path, message) => {
    const { code, stderr, page } = demo(["--customers", path, "--as-of", "2026-01-31"]);
    expect(code).toBe(1);
    expect(stderr).toContain(path);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("at ");
    expect(page).toBe("");
  });

  test("answers for customers who are not in the book are refused by line", () => {
    const customers = file(`${header}A,100\nB,20\n`);
    const answers = file("customer_id,satisfaction,loyalty\nA,9,9\nX,3,8\nB,11,2\n");
    const { code, stderr } = demo(["--customers", customers, "--satisfaction", answers, "--as-of", "2026-01-31"]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`line 3, column "customer_id": "X" is not among the customers`);
    expect(stderr).toContain(`line 4, column "satisfaction": "11" is above 10`);
  });

  test.each([
    [["--customers", "x.csv"], "--as-of"],
    [["--map", "customers.nothing=x"], "--map customers.nothing=x"],
    [["--horizon", "soon"], "--horizon must be a positive number"],
    [["--nonsense"], "nonsense"],
  ])("a mistake on the command line is told with the usage: %j", (args, message) => {
    const { code, stderr } = demo(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain("Usage: npm run demo");
  });
});

describe.skipIf(!hasSharedData)(
  `the brief from the real sets${hasSharedData ? "" : " (skipped: no ../shared/data beside the project)"}`,
  () => {
    test("is made, with the switching index of every telecom customer", () => {
      const { code, stderr, page, accounts } = demo([], "real");
      expect(code, stderr).toBe(0);
      expect(accounts.length).toBe(7043);
      expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(8);
    }, 60_000);
  },
);
