import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import * as api from "../src/index.ts";
import * as schemas from "../src/schemas.ts";
import * as mlCart from "../src/targeting/ml-cart.ts";
import { runExample } from "./support/doc-examples.ts";

const scope = { ...api, ...schemas, ...mlCart };
const pages = ["README.md", "README.zh-CN.md", ...readdirSync("docs").map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);

describe("the code in the documents is true", () => {
  test.each(pages)("%s", (page) => {
    const blocks = [...readFileSync(page, "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
    for (const code of blocks) expect(() => transformSync(code, { loader: "ts" }), code).not.toThrow();
    // a later block goes on where an earlier one ended; a block that claims nothing only shows a shape
    const story = blocks
      .filter((code) => /\/\/ (=>|≈)/.test(code))
      .map((code) => code.replace(/^(const|let) /gm, "var "));
    const claims = story.join("\n").match(/\/\/ (=>|≈)/g)?.length ?? 0;
    expect(runExample(story.join("\n"), scope)).toBe(claims);
  });
});

test("the README's code compiles under strict TypeScript", () => {
  const blocks = [...readFileSync("README.md", "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
  mkdirSync("out/readme", { recursive: true });
  blocks.forEach((code, i) => {
    writeFileSync(`out/readme/block-${i}.ts`, code);
  });
  const compilerOptions = { noUnusedLocals: false, rootDir: "../.." };
  writeFileSync(
    "out/readme/tsconfig.json",
    JSON.stringify({ extends: "../../tsconfig.dev.json", compilerOptions, include: ["*.ts"] }),
  );
  // the native compiler takes seconds where the classic one takes half a minute
  const args = ["node_modules/typescript7/bin/tsc", "-p", "out/readme/tsconfig.json"];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(stdout).toBe("");
  expect(status).toBe(0);
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
