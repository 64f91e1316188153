import { defineConfig } from "tsup";

/** One entry per module folder; a new module is one more name here and one more subpath in package.json. */
const modules = [
  "core",
  "math",
  "time",
  "sql",
  "chart",
  "tiering",
  "loyalty",
  "funnel",
  "switching",
  "campaign",
  "targeting",
  "retention",
  "value",
  "market",
  "strategy",
];

export default defineConfig({
  entry: {
    index: "src/index.ts",
    schemas: "src/schemas.ts",
    "ml-cart": "src/targeting/ml-cart.ts",
    ...Object.fromEntries(modules.map((name) => [`${name}/index`, `src/${name}/index.ts`])),
  },
  format: ["esm", "cjs"],
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
  clean: true,
  splitting: true,
  treeshake: false,
  sourcemap: true,
  target: "es2022",
  platform: "neutral",
});
