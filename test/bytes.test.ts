import { basename } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import * as schemas from "../src/schemas.ts";
import { moduleNames } from "./support/api.ts";

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

/** Functions that hold more than that, each with the ceiling that it must not outgrow (as measured, sources and build, plus a little). */
const LARGER: Readonly<Record<string, number>> = {
  // campaign: date reading, special functions and the interval of each figure
  compareCampaigns: 22300,
  measureCampaignRoi: 17000,
  measureLift: 13300,
  measureSampleRatio: 4900,
  roiChart: 9000,
  // core: every sentence or name of the package in two languages
  describe: 155200,
  labelOf: 24800,
  labelsOf: 24600,
  reasonCodes: 154900,
  // funnel: date reading, the rules of a pipeline and its events, the semi-Markov chain, the simulation
  ageingChart: 7500,
  applyOpportunityEvent: 21200,
  assignForecastCategory: 5600,
  assignIntention: 11100,
  backtestChart: 9200,
  backtestFunnel: 122400,
  compareForecasts: 6500,
  comparePipeline: 17000,
  competitorChart: 8100,
  dealHealthChart: 6800,
  dealMaturityParts: 5300,
  dealSpells: 10000,
  definePipeline: 3400,
  explainDeal: 28500,
  explainDealMaturity: 10700,
  explainLead: 7900,
  explainOpportunityMoves: 17400,
  fitFunnel: 45300,
  fitLeadScore: 35200,
  flowChart: 9300,
  forecastChart: 7200,
  forecastFanChart: 5900,
  forecastFunnel: 51300,
  fromFrappe: 14700,
  fromHubSpot: 15700,
  fromOdoo: 17300,
  fromSalesforce: 15700,
  fromTwenty: 15300,
  funnelChart: 8000,
  funnelToSql: 17400,
  maturityChart: 7200,
  measureCoverageNeed: 11700,
  measureDealHealth: 31900,
  measureDecisionChain: 11500,
  measureForecastBias: 11700,
  measureIncidence: 17600,
  measureIntentionGrades: 18500,
  measurePace: 9900,
  measureQuotaAttainment: 16500,
  measureScoreSeparation: 9800,
  measureVelocity: 32100,
  measureWinLoss: 10100,
  predictDeal: 25400,
  predictDealColumn: 13600,
  predictDealTimes: 28600,
  predictFromCall: 6700,
  predictSlip: 26200,
  quotaChart: 8700,
  reliabilityChart: 7000,
  replayOpportunities: 20300,
  replayOpportunity: 20300,
  scoreDealMaturity: 10100,
  scoreLead: 6900,
  scoreLeadColumn: 4900,
  snapshotAt: 20400,
  splitOpportunity: 5200,
  summarizeFlow: 19100,
  summarizeForecastCategories: 4700,
  summarizeFunnel: 30300,
  toDealHistories: 8000,
  toPipelineDeals: 6100,
  waterfallChart: 8000,
  // loyalty: checks of every answer, intervals, bootstrap, drawing
  careChart: 10500,
  classifyMarket: 4400,
  compareWaves: 11500,
  contactChart: 8700,
  explainPlacement: 6900,
  explainRelationship: 5000,
  fitLoyalty: 14900,
  fitLoyaltyCurve: 14400,
  fitPlacement: 19100,
  greenChannelClocks: 8900,
  importancePerformanceChart: 12800,
  loyaltyCurveChart: 12300,
  loyaltyToSql: 5700,
  measureAgreement: 10200,
  measureCes: 9300,
  measureComplaints: 5100,
  measureContact: 12700,
  measureCsat: 9100,
  measureDrivers: 16500,
  measureIntraclass: 7500,
  measureNps: 6000,
  measurePerformance: 7500,
  measureRatingError: 5200,
  measureRelationshipAgreement: 24100,
  measureService: 22300,
  measureSilenceCost: 18400,
  placementChart: 8800,
  planCare: 13000,
  planLoyaltyMoves: 5800,
  planServiceQueue: 11400,
  planSurvey: 7700,
  predictPlacement: 6600,
  predictPlacementColumn: 7100,
  quadrantChart: 11900,
  relationshipChart: 12000,
  relationshipSigns: 3200,
  scoreLoyalty: 3900,
  scoreRelationship: 10700,
  scoreSatisfaction: 3200,
  serviceChart: 9600,
  summarizeLoyalty: 7400,
  summarizeRelationships: 13200,
  // math: two numerical layers each: a special function and its inverse, or a search
  betaQuantile: 3500,
  brierScore: 5100,
  calibrationLine: 9400,
  chiSquaredQuantile: 3200,
  clopperPearsonInterval: 3700,
  createRandom: 4300,
  fitLogistic: 7900,
  fitPlatt: 8400,
  jeffreysInterval: 3700,
  kaplanMeier: 4200,
  logLoss: 4100,
  minimizeBfgs: 4800,
  minimizeNelderMead: 4200,
  naturalBreaks: 5300,
  quantile: 3800,
  quantiles: 3700,
  reliabilityTable: 6400,
  rocAuc: 4900,
  studentTQuantile: 3600,
  survivalQuantile: 3600,
  // switching: seventeen levers, contract dates, texts in two languages
  explainSwitching: 4100,
  scoreSwitchingCosts: 9100,
  summarizeSwitching: 16000,
  switchingBookChart: 9600,
  switchingChart: 10000,
  switchingLevers: 13500,
  // tiering: selection without sorting, tallies, natural breaks, eigenvectors, drawing
  assignLifecycle: 3800,
  assignLifecycleColumn: 4100,
  assignRfm: 4000,
  assignRfmColumn: 5400,
  assignTierWithHysteresis: 3800,
  calibreAssessment: 3500,
  combineAhp: 5100,
  compareMigrations: 6200,
  compareTiers: 6200,
  criteriaToSql: 9000,
  customerDossier: 3200,
  defineRfmSegments: 3500,
  explainAccountScore: 4900,
  explainLifecycle: 5000,
  explainRfm: 4700,
  fitCriteria: 10000,
  fitRfm: 13500,
  fitTiers: 14500,
  forecastTiers: 7900,
  lorenzChart: 7300,
  measureConcentration: 11600,
  measureDossier: 6900,
  measureWeightSensitivity: 6600,
  migrationChart: 8000,
  nearestAccounts: 12500,
  planCoverage: 35700,
  planDossierQuestions: 7900,
  pyramidChart: 7000,
  rfmChart: 8000,
  rfmSegmentChart: 7600,
  rfmToSql: 8700,
  scoreAccount: 3800,
  scoreAccounts: 4100,
  scoreAssessment: 4300,
  solveAhp: 7900,
  solveAhpHierarchy: 9100,
  summarizeDossiers: 8500,
  summarizeLifecycle: 6000,
  summarizeRfm: 9200,
  summarizeRfmColumn: 7500,
  summarizeRfmSegments: 9300,
  summarizeTiers: 5200,
  tiersToSql: 5300,
  willingnessAssessment: 3200,
  // time: hours and dates read and checked, running totals
  addBusinessHours: 8800,
  businessHoursBetween: 8800,
  businessHoursColumn: 9100,
  defineBusinessCalendar: 8400,
  isBusinessTime: 8600,
};

/** Everything a module has, imported at once. */
const WHOLE_ENTRY: Readonly<Record<string, number>> = {
  campaign: 45800,
  chart: 3800,
  core: 161700,
  funnel: 335400,
  loyalty: 198700,
  math: 47800,
  sql: 3600,
  switching: 42800,
  tiering: 171300,
  time: 12900,
};

/** One schema with the part of zod it needs, compressed. */
const ONE_SCHEMA_GZIP = 8000;

/** Schemas that hold more: many shapes told apart by their kind, rules across fields, the reading of a date. */
const LARGER_SCHEMAS: Readonly<Record<string, number>> = {
  careTriggerSchema: 8500,
  funnelModelSchema: 9100,
  funnelModelSpec: 10000,
  leadScoreModelSchema: 8400,
  leadScoreModelSpec: 8400,
  opportunityEventSchema: 9300,
  quotaSchema: 8300,
};

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
