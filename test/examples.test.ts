import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Chart } from "../src/chart/index.ts";
import * as api from "../src/index.ts";
import * as schemas from "../src/schemas.ts";
import { writePicture } from "./support/charts.ts";
import { docExamples, documentedExports, runExample } from "./support/doc-examples.ts";
import { programOf } from "./support/programs.ts";

const scope = { ...api, ...schemas };

describe("every @example is true", () => {
  const named = docExamples().map((example) => [`${example.symbol} (${example.file})`, example.code] as const);
  test("there are examples to run", () => {
    expect(named.length).toBeGreaterThan(40);
  });
  test.each(named)("%s", (_name, code) => {
    expect(runExample(code, scope), "an example claims something").toBeGreaterThan(0);
  });
});

describe("every public function is documented in full", () => {
  const docs = new Map(documentedExports().map((entry) => [entry.symbol, entry]));
  const functions = Object.entries(api).filter(([, value]) => typeof value === "function");
  test.each(functions.map(([name]) => name))("%s", (name) => {
    const { text = "" } = docs.get(name) ?? {};
    expect(text.trim(), "has a docblock").not.toBe("");
    expect(text, "has an example").toContain("@example");
  });
});

describe("every example program runs", () => {
  const programs = readdirSync("examples", { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => entry.name);
  test.each(programs)("examples/%s", (name) => {
    const args = [programOf(`examples/${name}`)];
    expect(execFileSync(process.execPath, args, { encoding: "utf8" }).length).toBeGreaterThan(0);
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
