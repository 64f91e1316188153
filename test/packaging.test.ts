import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as everything from "../src/index.ts";
import * as schemas from "../src/schemas.ts";
import * as mlCart from "../src/targeting/ml-cart.ts";
import { moduleNames } from "./support/api.ts";

const pkg = JSON.parse(readFileSync("package.json", "utf8"));

describe("packaging", () => {
  test("every module has its subpath and its build entry, and no subpath is empty", () => {
    const subpaths = Object.keys(pkg.exports).filter(
      (key) => ![".", "./schemas", "./ml-cart", "./package.json"].includes(key),
    );
    expect(subpaths.map((key) => key.slice(2)).sort()).toEqual(moduleNames);
    const config = readFileSync("tsup.config.ts", "utf8");
    for (const name of moduleNames) {
      expect(existsSync(`src/${name}/index.ts`), name).toBe(true);
      expect(config).toContain(`"${name}"`);
    }
    expect(config).toContain('"ml-cart": "src/targeting/ml-cart.ts"');
  });

  test("the root entry holds every public name of every module", async () => {
    for (const name of moduleNames) {
      const entry: Record<string, unknown> = await import(`../src/${name}/index.ts`);
      for (const key of Object.keys(entry)) expect(everything, `${name}.${key}`).toHaveProperty(key);
    }
  });

  test("nothing of clientele/ml-cart stands in the root entry, which would then load ml-cart", () => {
    expect(Object.keys(mlCart).sort()).toEqual(["fitMlCart", "fromMlCart", "toMlCart"]);
    for (const key of Object.keys(mlCart)) expect(everything).not.toHaveProperty(key);
  });

  test("schemas never stand in the root entry, and the schema entry holds nothing else", () => {
    for (const key of Object.keys(schemas)) {
      expect(everything).not.toHaveProperty(key);
      expect(key).toMatch(/(Schema|Spec)$/);
    }
  });

  test("every model specification carries its kind, its version and a schema that refuses junk", () => {
    for (const [key, spec] of Object.entries(schemas)) {
      if (!key.endsWith("Spec")) continue;
      const { kind, version, schema } = spec as {
        kind: string;
        version: number;
        schema: { safeParse(x: unknown): { success: boolean } };
      };
      expect(kind, key).toMatch(/^[a-z_]+$/);
      expect(version, key).toBeGreaterThanOrEqual(1);
      expect(schema.safeParse({ kind, version }).success, key).toBe(false);
    }
  });
});
