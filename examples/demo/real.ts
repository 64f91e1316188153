import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  type DealHistory,
  definePipeline,
  isClienteleError,
  type LeverId,
  type LiftArm,
  type Pipeline,
  type SwitchingAccount,
} from "clientele";
import { Progress } from "../page/terminal.ts";
import type { Book, BookAnswer, BookCustomer, BookExperiment } from "./book.ts";
import { OutputError, prepareOutput } from "./out.ts";
import { type RawRow, readRaw } from "./raw.ts";
import type { Reading } from "./reading.ts";
import { report } from "./report.ts";

const DATA = "../shared/data";
const FILES = {
  telecom: `${DATA}/telco/telco-customer-churn.csv`,
  pipeline: `${DATA}/pipeline/sales_pipeline.csv`,
  products: `${DATA}/pipeline/products.csv`,
  mailing: `${DATA}/hillstrom/hillstrom.csv`,
  passengers: `${DATA}/satisfaction/airline_passenger_satisfaction.csv`,
};

/** The last day of the CRM export. */
const AS_OF = "2017-12-31";
const MONTHS = 12;

function cell(row: RawRow, name: string): string {
  return row[name] ?? "";
}

/** What a telecom customer pays a year at today's monthly charge. */
function telecomCustomers(rows: readonly RawRow[]): BookCustomer[] {
  return rows.map((row) => {
    const id = cell(row, "customerID");
    return { id, name: id, value: Number(cell(row, "MonthlyCharges")) * MONTHS };
  });
}

/** The five of the seventeen levers about which the telecom file knows something. */
function telecomAccounts(rows: readonly RawRow[]): SwitchingAccount[] {
  const services = [
    "PhoneService",
    "OnlineSecurity",
    "OnlineBackup",
    "DeviceProtection",
    "StreamingTV",
    "StreamingMovies",
  ];
  const term: Readonly<Record<string, number>> = { "Month-to-month": 0, "One year": 0.5, "Two year": 1 };
  return rows.map((row) => {
    const used = services.filter((name) => cell(row, name) === "Yes").length;
    const evidence: Partial<Record<LeverId, number>> = {
      bundling: used / services.length,
      agreements: term[cell(row, "Contract")] ?? 0,
      service: cell(row, "TechSupport") === "Yes" ? 1 : 0,
      habits: Math.min(1, Number(cell(row, "tenure")) / 72),
    };
    return { id: cell(row, "customerID"), evidence, monthlyRevenue: Number(cell(row, "MonthlyCharges")) };
  });
}

const crm: Pipeline = definePipeline({
  id: "crm",
  stages: [
    { id: "Engaging", category: "open" },
    { id: "Won", category: "won" },
    { id: "Lost", category: "lost" },
  ],
});

/** The CRM export has no stage history: a deal is engaged on one day and closed on another. */
function crmHistories(rows: readonly RawRow[], products: readonly RawRow[]): DealHistory[] {
  const price = new Map(products.map((row) => [cell(row, "product"), Number(cell(row, "sales_price"))]));
  return rows.flatMap((row) => {
    const entered = cell(row, "engage_date");
    if (entered === "") return [];
    const stage = cell(row, "deal_stage");
    // the export writes one product in two ways
    const product = cell(row, "product").replace("GTXPro", "GTX Pro");
    const amount = price.get(product);
    const closed = stage === "Won" || stage === "Lost";
    return {
      dealId: cell(row, "opportunity_id"),
      product,
      owner: cell(row, "sales_agent"),
      ...(amount === undefined ? {} : { amount }),
      ...(stage === "Won" ? { signedAmount: Number(cell(row, "close_value")) } : {}),
      stages: [{ stage: "Engaging", entered }, ...(closed ? [{ stage, entered: cell(row, "close_date") }] : [])],
    };
  });
}

/** Treated and held-out customers of an e-mail campaign, by visits, purchases and money spent. */
function mailingExperiments(rows: readonly RawRow[]): BookExperiment[] {
  const inArm = (segment: string) => rows.filter((row) => cell(row, "segment") === segment);
  const control = inArm("No E-Mail");
  const rate = (arm: readonly RawRow[], metric: string): LiftArm => ({
    kind: "rate",
    n: arm.length,
    successes: arm.filter((row) => cell(row, metric) === "1").length,
  });
  const mean = (arm: readonly RawRow[]): LiftArm => {
    const spend = arm.map((row) => Number(cell(row, "spend")));
    const sum = spend.reduce((a, b) => a + b, 0);
    return { kind: "mean", n: arm.length, sum, sumOfSquares: spend.reduce((a, b) => a + b * b, 0) };
  };
  return ["Mens E-Mail", "Womens E-Mail"].flatMap((segment) => {
    const treated = inArm(segment);
    return [
      ...["visit", "conversion"].map((metric) => ({
        name: `${segment}: ${metric}`,
        form: "e-mail",
        treated: rate(treated, metric),
        control: rate(control, metric),
      })),
      { name: `${segment}: spend`, form: "e-mail", treated: mean(treated), control: mean(control) },
    ];
  });
}

/** Mean of the questions that were asked (0 means not asked), against whether the passenger is a loyal customer. */
function passengerAnswers(header: readonly string[], rows: readonly RawRow[]): BookAnswer[] {
  const questions = header.slice(header.indexOf("Inflight wifi service"), header.indexOf("Cleanliness") + 1);
  return rows.flatMap((row) => {
    const asked = questions.map((name) => Number(cell(row, name))).filter((rating) => rating > 0);
    if (asked.length === 0) return [];
    const satisfaction = asked.reduce((a, b) => a + b, 0) / asked.length;
    return {
      customerId: cell(row, "id"),
      satisfaction,
      loyalty: cell(row, "Customer Type") === "Loyal Customer" ? 1 : 0,
    };
  });
}

async function run(out: string): Promise<number> {
  const absent = Object.values(FILES).filter((file) => !existsSync(file));
  if (absent.length > 0) {
    process.stderr.write(
      `The real data sets are not beside the project; missing:\n${absent.map((f) => `  ${f}\n`).join("")}`,
    );
    process.stderr.write("npm run demo makes the same brief from the example book, which is in the repository.\n");
    return 0;
  }
  prepareOutput(out);
  const progress = new Progress(process.stderr);
  const readings: Reading[] = [];
  const read = (file: string) => {
    progress.step(`reading ${file}`);
    const raw = readRaw(file);
    readings.push(raw.reading);
    return raw;
  };
  const { rows: telecom } = read(FILES.telecom);
  const { rows: deals } = read(FILES.pipeline);
  const { rows: products } = read(FILES.products);
  const { rows: mailing } = read(FILES.mailing);
  const { header, rows: passengers } = read(FILES.passengers);
  progress.finish();
  const book: Book = {
    title: { en: "Account brief from public data", zh: "基于公开数据的客户简报" },
    asOf: AS_OF,
    horizonDays: 30,
    quota: undefined,
    target: undefined,
    budget: undefined,
    seed: 1,
    marginRate: undefined,
    pointsLeftOut: 0,
    customers: telecomCustomers(telecom),
    satisfactionScale: { min: 1, max: 5 },
    loyaltyScale: { min: 0, max: 1 },
    indifference: { satisfaction: 0.5, loyalty: 0 },
    answers: passengerAnswers(header, passengers),
    recommend: [],
    accounts: telecomAccounts(telecom),
    pipeline: crm,
    histories: crmHistories(deals, products),
    campaigns: [],
    opportunities: [],
    links: [],
    experiments: mailingExperiments(mailing),
    sources: new Map(),
  };
  return report(book, readings, { out, locale: "en" }, progress);
}

try {
  const { values } = parseArgs({ options: { out: { type: "string", default: "out/real/brief.html" } } });
  process.exitCode = await run(values.out);
} catch (error) {
  if (error instanceof OutputError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else if (isClienteleError(error)) {
    process.stderr.write(`The brief cannot be made (${error.code}): ${error.message}\n`);
    process.exitCode = 1;
  } else throw error;
}
