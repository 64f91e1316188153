import { describe, expect, test } from "vitest";
import * as api from "../src/index.ts";
import * as schemas from "../src/schemas.ts";
import * as mlCart from "../src/targeting/ml-cart.ts";
import { docExamples, documentedExports, runExample } from "./support/doc-examples.ts";

const scope = { ...api, ...schemas, ...mlCart };

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
  const functions = Object.entries({ ...api, ...mlCart }).filter(([, value]) => typeof value === "function");
  test.each(functions.map(([name]) => name))("%s", (name) => {
    const { text = "" } = docs.get(name) ?? {};
    expect(text.trim(), "has a docblock").not.toBe("");
    expect(text, "has an example").toContain("@example");
  });
});
