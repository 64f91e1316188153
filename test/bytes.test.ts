import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import * as schemas from "../src/schemas.ts";
import { moduleNames } from "./support/api.ts";
import { LARGER, LARGER_SCHEMAS, WHOLE_ENTRY } from "./support/ceilings.ts";

/** Where the entries are bundled from: the sources, or what a user installs once it is built. */
const ROOT = process.env["CLIENTELE_ENTRY"] === "dist" ? "dist" : "src";
const entryOf = (name: string): string => (ROOT === "dist" ? `./dist/${name}.js` : `./src/${name}.ts`);

/**
 * Minified bundles in which a user imports some names from one entry, every dependency included; one call for many, so
 * that the sources are read once.
 */
async function bundles(sources: Readonly<Record<string, string>>): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(Object.keys(sources).map((name) => [name, `import:${name}`])),
    outdir: "out",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
    plugins: [
      {
        name: "imports",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^import:/ }, ({ path }) => ({
            path: path.slice("import:".length),
            namespace: "imports",
          }));
          onLoad({ filter: /.*/, namespace: "imports" }, ({ path }) => ({
            contents: sources[path] as string,
            resolveDir: process.cwd(),
            loader: "ts" as const,
          }));
        },
      },
    ],
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path, ".js"), contents]));
}

/** The build cuts the modules into shared chunks, of which a bundler cannot drop quite as much as of the sources. */
const SLACK = ROOT === "dist" ? 1.1 : 1;

/** What importing one function may cost a user. */
const ONE_FUNCTION = 3000;

/** One schema with the part of zod it needs, compressed. */
const ONE_SCHEMA_GZIP = 8000;

describe("what an import costs", () => {
  for (const name of moduleNames) {
    test(`one function of clientele/${name} stays small`, async () => {
      const entry: Record<string, unknown> = await import(`../src/${name}/index.ts`);
      const source = (key: string): string => `export { ${key} } from "${entryOf(`${name}/index`)}";`;
      const made = await bundles(Object.fromEntries(Object.keys(entry).map((key) => [key, source(key)])));
      for (const [key, { length }] of made) {
        expect.soft(length, `${name}.${key}`).toBeLessThanOrEqual((LARGER[key] ?? ONE_FUNCTION) * SLACK);
      }
      expect(made.size).toBe(Object.keys(entry).length);
    });
    test(`clientele/${name} as a whole stays below its ceiling`, async () => {
      const made = await bundles({ [name]: `export * from "${entryOf(`${name}/index`)}";` });
      expect(made.get(name)?.length).toBeLessThanOrEqual((WHOLE_ENTRY[name] ?? 0) * SLACK);
    });
  }

  test("one schema of clientele/schemas with its part of zod stays below 8 kB compressed", async () => {
    const source = (key: string): string => `export { ${key} } from "${entryOf("schemas")}";`;
    const made = await bundles(Object.fromEntries(Object.keys(schemas).map((key) => [key, source(key)])));
    for (const [key, contents] of made) {
      const { length } = gzipSync(contents, { level: 9 });
      expect.soft(length, key).toBeLessThanOrEqual(LARGER_SCHEMAS[key] ?? ONE_SCHEMA_GZIP);
    }
    expect(made.size).toBe(Object.keys(schemas).length);
  });
});
