import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import * as schemas from "../src/schemas.ts";
import { moduleNames } from "./support/api.ts";

/** Where the entries are bundled from: the sources, or what a user installs once it is built. */
const ROOT = process.env["CLIENTELE_ENTRY"] === "dist" ? "dist" : "src";
const entryOf = (name: string): string => (ROOT === "dist" ? `./dist/${name}.js` : `./src/${name}.ts`);

/** Bytes of a minified bundle in which a user imports some names from one entry, every dependency included. */
async function bundle(source: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  return (outputFiles[0] as { contents: Uint8Array }).contents;
}

/** The build cuts the modules into shared chunks, of which a bundler cannot drop quite as much as of the sources. */
const SLACK = ROOT === "dist" ? 1.1 : 1;

/** What importing one function may cost a user. */
const ONE_FUNCTION = 3000;

/** Functions that hold more than that, each with the ceiling that it must not outgrow (as measured, sources and build, plus a little). */
const LARGER: Readonly<Record<string, number>> = {
  // campaign: date reading, special functions and the interval of each figure
  compareCampaigns: 21200,
  measureCampaignRoi: 15900,
  measureLift: 13300,
  measureSampleRatio: 4700,
  roiChart: 9200,
  // core: every sentence or name of the package in two languages
  describe: 28800,
  labelOf: 3900,
  labelsOf: 3700,
  reasonCodes: 28500,
  // funnel: date reading, the semi-Markov chain, the simulation
  dealSpells: 6500,
  explainDeal: 11100,
  fitFunnel: 18000,
  forecastChart: 6800,
  forecastFunnel: 23400,
  funnelChart: 11100,
  measureIncidence: 13500,
  predictDeal: 10300,
  summarizeFunnel: 15900,
  // loyalty: checks of every answer, intervals, drawing
  fitLoyalty: 6400,
  measureNps: 3800,
  quadrantChart: 11800,
  summarizeLoyalty: 7300,
  // math: two numerical layers each: a special function and its inverse, or a search
  betaQuantile: 3400,
  clopperPearsonInterval: 3600,
  createRandom: 4200,
  jeffreysInterval: 3600,
  minimizeBfgs: 4900,
  minimizeNelderMead: 4400,
  quantile: 3700,
  quantiles: 3700,
  studentTQuantile: 3500,
  // switching: seventeen levers, contract dates, texts in two languages
  explainSwitching: 4100,
  scoreSwitchingCosts: 9000,
  summarizeSwitching: 15600,
  switchingBookChart: 12_000,
  switchingChart: 12_200,
  switchingLevers: 13_800,
  // tiering: selection without sorting, tallies, notes, drawing
  fitTiers: 7800,
  lorenzChart: 7300,
  measureConcentration: 11400,
  pyramidChart: 10400,
  summarizeTiers: 5200,
};

/** Everything a module has, imported at once. */
const WHOLE_ENTRY: Readonly<Record<string, number>> = {
  campaign: 44200,
  chart: 3700,
  core: 32300,
  funnel: 53400,
  loyalty: 23800,
  math: 28700,
  switching: 43900,
  tiering: 31200,
  time: 5500,
};

/** One schema with the part of zod it needs, compressed. */
const ONE_SCHEMA_GZIP = 8000;

describe("what an import costs", () => {
  for (const name of moduleNames) {
    test(`one function of clientele/${name} stays small`, async () => {
      const entry: Record<string, unknown> = await import(`../src/${name}/index.ts`);
      for (const key of Object.keys(entry)) {
        const { length } = await bundle(`export { ${key} } from "${entryOf(`${name}/index`)}";`);
        expect(length, `${name}.${key}`).toBeLessThanOrEqual((LARGER[key] ?? ONE_FUNCTION) * SLACK);
      }
    });
    test(`clientele/${name} as a whole stays below its ceiling`, async () => {
      const { length } = await bundle(`export * from "${entryOf(`${name}/index`)}";`);
      expect(length).toBeLessThanOrEqual((WHOLE_ENTRY[name] ?? 0) * SLACK);
    });
  }

  test("one schema of clientele/schemas with its part of zod stays below 8 kB compressed", async () => {
    for (const key of Object.keys(schemas)) {
      const { length } = gzipSync(await bundle(`export { ${key} } from "${entryOf("schemas")}";`), { level: 9 });
      expect(length, key).toBeLessThanOrEqual(ONE_SCHEMA_GZIP);
    }
  });
});
