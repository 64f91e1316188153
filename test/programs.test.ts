import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { Chart } from "../src/chart/index.ts";
import { writePicture } from "./support/charts.ts";
import { programOf } from "./support/programs.ts";

const run = promisify(execFile);

const PAGES = ["hillstrom.ts", "telecom.ts"];

describe("every example program runs", () => {
  const programs = readdirSync("examples", { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => entry.name)
    // those that write a page are run by the tests of their pages
    .filter((name) => !PAGES.includes(name));
  test.concurrent.each(programs)("examples/%s", async (name) => {
    const { stdout } = await run(process.execPath, [programOf(`examples/${name}`)], { encoding: "utf8" });
    expect(stdout.length).toBeGreaterThan(0);
  });

  test("the charts that they wrote can be drawn", async () => {
    const charts = readdirSync("out").filter((name) => name.endsWith(".vl.json"));
    expect(charts.length).toBeGreaterThan(2);
    for (const name of charts) {
      const chart = JSON.parse(readFileSync(`out/${name}`, "utf8")) as Chart;
      await writePicture(chart, `example-${name.replace(".vl.json", "")}`);
    }
  });
});
