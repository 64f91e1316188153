import { type DealHistory, definePipeline, type Pipeline } from "../../src/funnel/index.ts";
import { readSharedCsv } from "../support/shared-data.ts";

/** The loan application log: three stages of one moment mean won, so the category decides, not the name. */
export const loanPipeline: Pipeline = definePipeline({
  id: "loans",
  stages: [
    { id: "A_SUBMITTED", category: "open" },
    { id: "A_PARTLYSUBMITTED", category: "open" },
    { id: "A_PREACCEPTED", category: "open" },
    { id: "A_ACCEPTED", category: "open" },
    { id: "A_FINALIZED", category: "open" },
    { id: "A_APPROVED", category: "won" },
    { id: "A_REGISTERED", category: "won" },
    { id: "A_ACTIVATED", category: "won" },
    { id: "A_DECLINED", category: "lost" },
    { id: "A_CANCELLED", category: "cancelled" },
  ],
});

/** Stage histories of the log and its last time stamp, at which open cases are cut off. */
export function readLoans(): { histories: DealHistory[]; asOf: string } {
  const cases = new Map<string, { dealId: string; amount: number; stages: { stage: string; entered: string }[] }>();
  let asOf = "";
  let last = Number.NEGATIVE_INFINITY;
  for (const row of readSharedCsv("stage-log/bpi_2012_a_stage_history.csv")) {
    const dealId = row["case_id"] as string;
    const entered = row["timestamp"] as string;
    const known = cases.get(dealId) ?? { dealId, amount: Number(row["amount_requested"]), stages: [] };
    known.stages.push({ stage: row["activity"] as string, entered });
    cases.set(dealId, known);
    if (Date.parse(entered) > last) {
      last = Date.parse(entered);
      asOf = entered;
    }
  }
  return { histories: [...cases.values()], asOf };
}

/** The CRM export has no stage history: engaged, then won or lost. */
export const crmPipeline: Pipeline = definePipeline({
  id: "crm",
  stages: [
    { id: "Engaging", category: "open" },
    { id: "Won", category: "won" },
    { id: "Lost", category: "lost" },
  ],
});

/** Opportunities with an engage date; `prospecting` counts those without one, which have no history to learn from. */
export function readCrm(): { histories: DealHistory[]; prospecting: number } {
  const prices = new Map(
    readSharedCsv("pipeline/products.csv").map((row) => [row["product"], Number(row["sales_price"])]),
  );
  prices.set("GTXPro", prices.get("GTX Pro") as number);
  const histories: DealHistory[] = [];
  let prospecting = 0;
  for (const row of readSharedCsv("pipeline/sales_pipeline.csv")) {
    const engaged = row["engage_date"] as string;
    if (engaged === "") {
      prospecting++;
      continue;
    }
    const stages = [{ stage: "Engaging", entered: engaged }];
    const end = row["deal_stage"] as string;
    if (end === "Won" || end === "Lost") stages.push({ stage: end, entered: row["close_date"] as string });
    histories.push({
      dealId: row["opportunity_id"] as string,
      amount: prices.get(row["product"] as string) as number,
      ...(end === "Won" ? { signedAmount: Number(row["close_value"]) } : {}),
      owner: row["sales_agent"] as string,
      product: row["product"] as string,
      stages,
    });
  }
  return { histories, prospecting };
}
