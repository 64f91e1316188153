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
  compareCampaigns: 22200,
  measureCampaignRoi: 17000,
  measureLift: 13400,
  measureSampleRatio: 4900,
  roiChart: 9000,
  // core: every sentence or name of the package in two languages
  describe: 65100,
  labelOf: 8300,
  labelsOf: 8100,
  reasonCodes: 64800,
  // funnel: date reading, the rules of a pipeline and its events, the semi-Markov chain, the simulation
  ageingChart: 7500,
  applyOpportunityEvent: 21100,
  backtestChart: 9200,
  backtestFunnel: 121700,
  assignForecastCategory: 5400,
  assignIntention: 11100,
  compareForecasts: 6500,
  comparePipeline: 17000,
  competitorChart: 8100,
  dealHealthChart: 6800,
  dealMaturityParts: 5100,
  dealSpells: 8100,
  definePipeline: 3400,
  explainDeal: 27900,
  explainDealMaturity: 10700,
  explainLead: 7700,
  explainOpportunityMoves: 17300,
  fitFunnel: 44900,
  fitLeadScore: 35000,
  flowChart: 9300,
  forecastChart: 6900,
  forecastFunnel: 50600,
  fromFrappe: 14700,
  fromHubSpot: 15700,
  fromOdoo: 17300,
  fromSalesforce: 15700,
  fromTwenty: 15300,
  funnelChart: 17700,
  funnelToSql: 17400,
  maturityChart: 7200,
  measureCoverageNeed: 11700,
  measureDealHealth: 31300,
  measureDecisionChain: 11500,
  measureForecastBias: 11700,
  measureIncidence: 15400,
  measureIntentionGrades: 18500,
  measurePace: 9900,
  measureQuotaAttainment: 16500,
  measureScoreSeparation: 9800,
  measureVelocity: 31900,
  measureWinLoss: 10100,
  predictDeal: 24900,
  predictDealColumn: 13600,
  predictDealTimes: 28000,
  predictFromCall: 6700,
  predictSlip: 25700,
  quotaChart: 8300,
  reliabilityChart: 6800,
  replayOpportunities: 20300,
  replayOpportunity: 20200,
  scoreDealMaturity: 10100,
  scoreLead: 6700,
  scoreLeadColumn: 4600,
  snapshotAt: 20400,
  splitOpportunity: 5000,
  summarizeFlow: 19100,
  summarizeForecastCategories: 4400,
  summarizeFunnel: 29700,
  toDealHistories: 8000,
  toPipelineDeals: 6100,
  waterfallChart: 8000,
  // loyalty: checks of every answer, intervals, bootstrap, drawing
  careChart: 10500,
  classifyMarket: 4400,
  compareWaves: 11400,
  contactChart: 8700,
  explainRelationship: 5000,
  explainPlacement: 6900,
  fitLoyalty: 14900,
  fitLoyaltyCurve: 14300,
  fitPlacement: 19100,
  greenChannelClocks: 8900,
  importancePerformanceChart: 12800,
  loyaltyCurveChart: 12200,
  loyaltyToSql: 5700,
  measureAgreement: 10100,
  measureCes: 9200,
  measureComplaints: 5100,
  measureContact: 12600,
  measureCsat: 9000,
  measureDrivers: 16500,
  measureIntraclass: 7500,
  measureNps: 6000,
  measurePerformance: 7400,
  measureRatingError: 5100,
  measureRelationshipAgreement: 24000,
  measureService: 22000,
  measureSilenceCost: 18400,
  placementChart: 8700,
  planCare: 12800,
  planLoyaltyMoves: 5800,
  planServiceQueue: 11400,
  planSurvey: 7600,
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
  summarizeRelationships: 13100,
  // math: two numerical layers each: a special function and its inverse, or a search
  betaQuantile: 3400,
  brierScore: 5100,
  calibrationLine: 9400,
  chiSquaredQuantile: 3200,
  clopperPearsonInterval: 3600,
  createRandom: 4300,
  fitLogistic: 7800,
  fitPlatt: 8400,
  jeffreysInterval: 3600,
  kaplanMeier: 4200,
  logLoss: 4100,
  minimizeBfgs: 4800,
  minimizeNelderMead: 4200,
  naturalBreaks: 5300,
  quantile: 3800,
  quantiles: 3700,
  reliabilityTable: 6400,
  rocAuc: 4900,
  studentTQuantile: 3500,
  survivalQuantile: 3600,
  // switching: seventeen levers, contract dates, texts in two languages
  explainSwitching: 4100,
  scoreSwitchingCosts: 9100,
  summarizeSwitching: 15900,
  switchingBookChart: 15500,
  switchingChart: 15900,
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
  measureConcentration: 11500,
  measureDossier: 6900,
  measureWeightSensitivity: 6600,
  migrationChart: 15000,
  nearestAccounts: 12500,
  planCoverage: 35600,
  planDossierQuestions: 7900,
  pyramidChart: 14600,
  rfmChart: 7900,
  rfmSegmentChart: 7600,
  rfmToSql: 8700,
  scoreAccount: 3800,
  scoreAccounts: 4100,
  scoreAssessment: 4300,
  solveAhp: 7900,
  solveAhpHierarchy: 9100,
  summarizeDossiers: 8500,
  summarizeLifecycle: 6000,
  summarizeRfm: 9000,
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
  campaign: 45900,
  chart: 3800,
  core: 69200,
  funnel: 348600,
  loyalty: 198000,
  math: 47700,
  sql: 3600,
  switching: 48600,
  tiering: 186000,
  time: 12900,
};

/** One schema with the part of zod it needs, compressed. */
const ONE_SCHEMA_GZIP = 8000;

/** Schemas that hold more: nineteen kinds of event, told apart by their type. */
const LARGER_SCHEMAS: Readonly<Record<string, number>> = { opportunityEventSchema: 9300 };

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
      expect(length, key).toBeLessThanOrEqual(LARGER_SCHEMAS[key] ?? ONE_SCHEMA_GZIP);
    }
  });
});
