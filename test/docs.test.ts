import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as api from "../src/index.ts";
import * as schemas from "../src/schemas.ts";
import { runExample } from "./support/doc-examples.ts";

const scope = { ...api, ...schemas };
const pages = ["README.md", "README.zh-CN.md", ...readdirSync("docs").map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);

describe("the code in the documents is true", () => {
  for (const page of pages) {
    const blocks = [...readFileSync(page, "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
    test.each(blocks.map((code, i) => [i + 1, code] as const))(`${page}, block %i`, (_, code) => {
      runExample(code, scope);
    });
  }
});

describe("links inside the documents lead somewhere", () => {
  test.each(pages)("%s", (page) => {
    const text = readFileSync(page, "utf8");
    const folder = page.includes("/") ? "docs/" : "";
    for (const [, target = ""] of text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(() => readFileSync(`${folder}${target}`), `${page} links to ${target}`).not.toThrow(/ENOENT/);
    }
  });
});

test("both READMEs have the same sections, code and tables", () => {
  const shape = (page: string) => {
    const text = readFileSync(page, "utf8");
    return {
      headings: [...text.matchAll(/^#+ /gm)].map(([mark]) => mark),
      code: [...text.matchAll(/```\w*\n([\s\S]*?)```/g)].map(([, code = ""]) => code),
      tables: [...text.matchAll(/^\|/gm)].length,
    };
  };
  expect(shape("README.zh-CN.md")).toEqual(shape("README.md"));
});
