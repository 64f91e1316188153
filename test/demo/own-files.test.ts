import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { programOf } from "../support/programs.ts";
import { demo, file, visible } from "./run-demo.ts";

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
    expect(visible(page)).toContain("survey answers are missing: add --satisfaction FILE");
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

  test("one bad campaign, link or deal costs its own rows, never the brief", () => {
    const opportunities = file(
      "opportunity_id,amount,created\nO1,100,2026-01-01\nO2,200,2026-01-02\nO3,50,2026-01-03\nO4,9,2026-01-03\nO5,9,2026-01-03\n",
    );
    const stages = file(
      "opportunity_id,stage,entered\nO1,prospect,2026-01-01\nO1,Signed,2026-01-09\nO2,prospect,2026-01-02\n" +
        "O3,contract,2026-01-04\nO3,bid,2026-01-08\nO4,prospect,2026-01-04\nO4,frob,2026-01-09\n",
    );
    const campaigns = file(
      "campaign_id,region,form,start,planned_cost,treated,treated_conversions,control,control_conversions\n" +
        "C1,N,mail,2026-01-01,100,10,15,10,2\nC2,S,call,2026-01-01,50,100,40,100,5\nC3,S,call,2027-01-01,50,100,40,100,5\n",
    );
    const links = file(
      "campaign_id,opportunity_id,credit\nC1,O1,0.5\nC2,O1,0.5\nC2,O1,0.5\nC1,O2,0.7\nCX,O2,0.3\nC1,O3,1\n",
    );
    const tables = ["--opportunities", opportunities, "--stages", stages, "--campaigns", campaigns, "--links", links];
    const { code, stderr, page } = demo([...tables, "--stage", "Signed=contract", "--as-of", "2026-01-31"]);
    expect(code, stderr).toBe(0);
    for (const told of [
      `${campaigns}, line 2, column "treated_conversions": 15 conversions among 10 customers cannot be`,
      `${links}, line 4: repeats the link of "C2" to "O1" of line 3`,
      `${links}, line 5, column "credit": the credits of "O2" sum to 0.7, not to 1 once line 6 is refused`,
      `${links}, line 6, column "campaign_id": "CX" is not among the campaigns`,
      `${links}, line 7, column "opportunity_id": "O3" has no usable stage history`,
      `${stages}, line 6, column "stage": "bid" comes after "contract" of line 5`,
      `${stages}, line 8, column "stage": "frob" is not a stage`,
      `${opportunities}, line 6, column "opportunity_id": "O5" has no row in ${stages}`,
    ])
      expect(stderr).toContain(told);
    expect(visible(page)).toContain("1 won, 0 lost, 0 cancelled, 1 open");
    expect(visible(page)).toContain("1 row of");
    expect(visible(page)).toContain("No return is named");
    expect(visible(page)).toContain("1 of 1 measured effect did more");
  });

  test("a target is handed down by what the files tell, and what they leave open is said", () => {
    const opportunities = file(
      "opportunity_id,amount,created,owner\nO1,100,2024-12-01,Ann\nO2,300,2025-02-02,Bo\nO3,50,2026-01-03,Ann\n",
    );
    const stages = file(
      "opportunity_id,stage,entered\nO1,prospect,2024-12-01\nO1,contract,2025-01-09\nO2,prospect,2025-02-02\n" +
        "O2,contract,2025-07-02\nO3,prospect,2026-01-03\nO3,contract,2026-01-20\n",
    );
    const args = ["--opportunities", opportunities, "--stages", stages, "--as-of", "2026-01-31", "--target", "800"];
    const { code, stderr, page } = demo(args);
    expect(code, stderr).toBe(0);
    const text = visible(page);
    expect(text).toContain("50 of the target of 800 for 2026");
    expect(text).toContain("The target was given (--target); it is +100% against what 2025 brought");
    for (const side of ["region (customers.region)", "product (opportunities.product)"])
      expect(text).toContain(`No contract of 2025 names its ${side}`);
    expect(text).toMatch(/Ann\s+200\s/);
    expect(text).toMatch(/Bo\s+600\s/);
    expect(text).toContain("customers are missing: add --customers FILE");
  });

  test("answers and campaigns dated after the day of the brief are left out and counted", () => {
    const answers = file(
      "customer_id,satisfaction,loyalty,date\nA,9,9,2026-01-01\nA,1,1,2026-03-01\nB,2,2,2026-01-01\n",
    );
    const { code, page } = demo(["--satisfaction", answers, "--as-of", "2026-01-31"]);
    expect(code).toBe(0);
    expect(visible(page)).toContain(`1 row of ${answers} is left out, being dated after 2026-01-31`);
    expect(visible(page)).toContain("of the 2 customers who answered");
  });

  test.each([
    ["evidence without customers", "switching", "customer_id,quality\nA,0.5\n", "has 1 row, but customers are missing"],
    [
      "opportunities without histories",
      "opportunities",
      "id,amount,created\nA,5,2026-01-01\n",
      "stage histories are missing",
    ],
  ])("%s ends with the one table that is missing", (_, table, text, message) => {
    const { code, stderr, page } = demo([`--${table}`, file(text), "--as-of", "2026-01-31"]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(page).toBe("");
  });

  test.each([
    ["semicolons", "customer_id;annual_revenue\nA;1\n", "separates its columns by semicolons"],
    ["16-bit text", Buffer.from("\uFEFFcustomer_id,annual_revenue\nA,1\n", "utf16le"), "is UTF-16 text"],
    ["a hexadecimal number", `${header}A,0x10\n`, '"0x10" is not a number'],
    ["a number past all bounds", `${header}A,1e999\n`, '"1e999" is not a number'],
    ["an escape sequence", `${header}A,\u001b[31m1\n`, '"\\u001b[31m1" is not a number'],
  ])("%s gets the reason that its owner can mend", (_, text, message) => {
    const { code, stderr } = demo(["--customers", file(text), "--as-of", "2026-01-31"]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });

  test("a column is found by the field's name, whatever its case; a caution is no refusal; a formula is only text", () => {
    const customers = file(" ID ,Value,name,name\n=A1,5,x,y\n-5,7,x,y\n");
    const { code, stderr, page, accounts } = demo(["--customers", customers, "--as-of", "2026-01-31"]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("Taken, with a caution:");
    expect(stderr).not.toContain("Not taken:");
    expect(accounts.map((account) => account["customer_id"])).toEqual(["'=A1", "-5"]);
    expect(visible(page)).toContain("Every row was taken.");
  });

  test.each([
    [["--customers", "x.csv", "--as-of", "2026-02-30"], "--as-of must be a date"],
    [["--stage", "Won=victory"], "--stage Won=victory"],
    [["--margin", "35"], "--margin must be a share"],
    [["--scale", "10-1"], "--scale must be MIN-MAX"],
    [["--customers", "x.csv"], "--as-of"],
    [["--map", "customers.nothing=x"], "--map customers.nothing=x"],
    [["--target", "0"], "--target must be a positive number"],
    [["--budget", "much"], "--budget must be a positive number"],
    [["--horizon", "soon"], "--horizon must be a positive number"],
    [["--nonsense"], "nonsense"],
  ])("a mistake on the command line is told with the usage: %j", (args, message) => {
    const { code, stderr } = demo(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain("Usage: npm run demo");
  });
});

describe("the place of the page", () => {
  test.each([
    ["a folder", tmpdir(), "is a folder"],
    ["a folder that cannot be made", "/proc/no/brief.html", "cannot be"],
  ])("%s is refused in one line before the work", (_, out, message) => {
    const command = [programOf("examples/demo/main.ts"), "--out", out];
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n").length).toBe(1);
  });
});
