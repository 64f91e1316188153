import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import * as schemas from "../src/schemas.ts";
import { moduleNames } from "./support/api.ts";

/** Bytes of a minified bundle in which a user imports some names from one entry, every dependency included. */
async function bundle(source: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  return (outputFiles[0] as { contents: Uint8Array }).contents;
}

/** What importing one function may cost a user. */
const ONE_FUNCTION = 3000;

/** Functions that hold more than that, each with its ceiling and the reason. */
const LARGER: Readonly<Record<string, number>> = {};

/** Everything a module has, imported at once. */
const WHOLE_ENTRY: Readonly<Record<string, number>> = {};

/** One schema with the part of zod it needs, compressed. */
const ONE_SCHEMA_GZIP = 8000;

describe("what an import costs", () => {
  for (const name of moduleNames) {
    test(`one function of clientele/${name} stays small`, async () => {
      const entry: Record<string, unknown> = await import(`../src/${name}/index.ts`);
      for (const key of Object.keys(entry)) {
        const { length } = await bundle(`export { ${key} } from "./src/${name}/index.ts";`);
        expect(length, `${name}.${key}`).toBeLessThanOrEqual(LARGER[key] ?? ONE_FUNCTION);
      }
    });
    test(`clientele/${name} as a whole stays below its ceiling`, async () => {
      const { length } = await bundle(`export * from "./src/${name}/index.ts";`);
      expect(length).toBeLessThanOrEqual(WHOLE_ENTRY[name] ?? 0);
    });
  }

  test("one schema of clientele/schemas with its part of zod stays below 8 kB compressed", async () => {
    for (const key of Object.keys(schemas)) {
      const { length } = gzipSync(await bundle(`export { ${key} } from "./src/schemas.ts";`), { level: 9 });
      expect(length, key).toBeLessThanOrEqual(ONE_SCHEMA_GZIP);
    }
  });
});
