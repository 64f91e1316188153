import { defineConfig } from "vitest/config";

const alias = [
  { find: /^clientele$/, replacement: new URL("./src/index.ts", import.meta.url).pathname },
  { find: /^clientele\/schemas$/, replacement: new URL("./src/schemas.ts", import.meta.url).pathname },
  { find: /^clientele\/ml-cart$/, replacement: new URL("./src/targeting/ml-cart.ts", import.meta.url).pathname },
  { find: /^clientele\/([a-z-]+)$/, replacement: new URL("./src/$1/index.ts", import.meta.url).pathname },
];

/**
 * What no clock can touch is left out of the runs in other time zones: sizes of bundles, database engines, pictures,
 * programs that are started many times, and the rooms into which no date comes.
 */
const clockless =
  process.env["CLIENTELE_ELSEWHERE"] === undefined
    ? []
    : [
        "programs.test.ts",
        "bytes.test.ts",
        "packaging.test.ts",
        "hostile-input.test.ts",
        "demo/own-files.test.ts",
        // run against the built package in other time zones, see .ci/run
        "demo/{grid-and-strategies,hillstrom,telecom}.test.ts",
        "docs.test.ts",
        "sql/**",
        "math/**",
        "targeting/**",
        "**/*chart*.test.ts",
        "campaign/!(activity|attribution|bad-input|campaign|chart|compare|growth|money|roi|schema|unfinished)*",
        "funnel/lead*",
        "loyalty/!(bad-input|care|contact|service|silence)*",
        "tiering/!(lifecycle|rfm)*",
        // of these two modules only histories and cohorts know dates
        "retention/!(cohort|survival)*",
        "value/!(buying-history|lifetime)*",
        "switching/{defence,fit,interval}*",
        "market/!(anomaly|attainment|rival|series|target|trend)*",
        "strategy/!(account-plan|bad-input|doubt|project|review.test|target)*",
      ].map((pattern) => `test/${pattern}`);

/** Where examples and bundles are run and measured against the built package, the sources need not be too. */
const built = process.env["CLIENTELE_EXAMPLES"] === "built" ? ["test/programs.test.ts", "test/bytes.test.ts"] : [];

/** The native compiler takes a third of the time; the classic one checks the sources when it writes the declarations. */
const checker = process.platform === "win32" ? "tsc" : "./node_modules/typescript7/bin/tsc";

export default defineConfig({
  resolve: { alias },
  test: {
    // the files share nothing that they change, so one worker may run many and load the sources once
    setupFiles: ["test/support/seed.ts"],
    pool: "threads",
    isolate: false,
    // a second run, as for another time zone, takes what was compiled before
    experimental: { fsModuleCache: process.env["CI"] !== undefined },
    maxWorkers: 2,
    // tests that start programs run two side by side
    maxConcurrency: 2,
    reporters: process.env["CI"] ? ["default", ["json", { outputFile: "out/test-report.json" }]] : ["default"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.prop.test.ts", "test/nightly/**", ...clockless, ...built],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      { extends: true, test: { name: "nightly", include: ["test/nightly/**/*.test.ts"], testTimeout: 600_000 } },
      {
        extends: true,
        test: {
          name: "laws",
          include: ["test/**/*.prop.test.ts"],
          exclude: clockless,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: "types",
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            checker,
            include: ["test/**/*.test-d.ts"],
            tsconfig: "./tsconfig.dev.json",
          },
        },
      },
    ],
  },
});
