import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { expect } from "vitest";

/** One `@example` block of a docblock: where it stands, what it documents, its code. */
export interface DocExample {
  readonly file: string;
  readonly symbol: string;
  readonly code: string;
}

/** A documented export: its docblock's text with the comment marks taken off. */
export interface Documented {
  readonly file: string;
  readonly symbol: string;
  readonly text: string;
}

/** Every exported declaration of `src` with the docblock before it, if any. */
export function documentedExports(): Documented[] {
  const found: Documented[] = [];
  for (const file of readdirSync("src", { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".ts"))) {
    const text = readFileSync(join("src", file), "utf8");
    const declaration =
      /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*)?export (?:async )?(?:function|const|class|interface|type) (\w+)/g;
    for (const [, block = "", symbol = ""] of text.matchAll(declaration)) {
      const lines = block.split("\n").map((line) => line.replace(/^\s*\/?\*+\/?\s?/, "").replace(/\s*\*\/\s*$/, ""));
      found.push({ file, symbol, text: lines.join("\n") });
    }
  }
  return found;
}

/** The `@example` blocks of all docblocks. */
export function docExamples(): DocExample[] {
  return documentedExports().flatMap(({ file, symbol, text }) =>
    [...text.matchAll(/@example[^\n]*\n```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => ({ file, symbol, code })),
  );
}

/**
 * Runs one example with every public name in scope. `expression; // => value` compares deeply, and
 * `expression; // ≈ 0.123` to half a unit of the last digit written.
 *
 * @returns How many claims were checked.
 */
export function runExample(code: string, scope: Readonly<Record<string, unknown>>): number {
  let claims = 0;
  const check = (actual: unknown, expected: unknown): void => {
    claims++;
    expect(actual).toEqual(expected);
  };
  const near = (actual: unknown, written: string): void => {
    claims++;
    const [mantissa = "", exponent = "0"] = written.toLowerCase().split("e");
    const decimals = (mantissa.split(".")[1] ?? "").length;
    const half = 0.5 * 10 ** (Number(exponent) - decimals);
    expect(actual).toBeTypeOf("number");
    expect(Math.abs((actual as number) - Number(written)), `${actual} ≈ ${written}`).toBeLessThanOrEqual(
      half * (1 + 1e-9),
    );
  };
  const lines = code.split("\n").map((line) => {
    const claim = /^(\s*)(.*?);?\s*\/\/ (=>|≈) (.*)$/.exec(line);
    if (claim === null) return line.replace(/^import .*$/, "");
    const [, , statement = "", sign, value = ""] = claim;
    const assigned = /^(?:const|var) (\w+)(?::[^=]+)? = /.exec(statement)?.[1];
    const actual = assigned ?? `(${statement})`;
    const prefix = assigned === undefined ? "" : `${statement}; `;
    return sign === "=>"
      ? `${prefix}__check(${actual}, (${value}));`
      : `${prefix}__near(${actual}, ${JSON.stringify(value.trim())});`;
  });
  const { code: script } = transformSync(lines.join("\n"), { loader: "ts", target: "es2022", format: "esm" });
  const names = Object.keys(scope);
  new Function(...names, "__check", "__near", `"use strict";\n${script}`)(
    ...names.map((name) => scope[name]),
    check,
    near,
  );
  return claims;
}
