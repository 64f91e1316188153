// The example book as strategies see it: what the other modules say of each account, in one row.
import { readFileSync } from "node:fs";
import { assignLoyalty, fitLoyalty } from "clientele/loyalty";
import type { Move, MoveEffect, Strategy, StrategyBook, StrategyCustomer } from "clientele/strategy";
import { defaultSwitchingModel, type LeverId, scoreSwitchingCosts } from "clientele/switching";
import { assignTier, fitTiers } from "clientele/tiering";
import { readCsv } from "../book/read.ts";
import { pooledLift, strategyCustomer } from "../book/strategies.ts";

const AS_OF = "2026-06-30";

/** Chance a month to leave while a contract binds, and what a free account adds per point of loyalty below 10. Invented. */
const BOUND_CHURN = 0.003;
const FREE_CHURN = 0.006;
const PER_POINT = 0.003;
const UNKNOWN_LOYALTY = 7;

// from the project's folder, where examples are started: a bundled example lies elsewhere than this file
const table = (file: string) =>
  readCsv(readFileSync(`examples/book/${file}.csv`, "utf8")).rows.map(({ cells }) => cells);

/** Months from the as-of day to a contract's end; 0 where none binds. */
function boundMonths(end: string | undefined): number {
  if (end === undefined || end <= AS_OF) return 0;
  return (Number(end.slice(0, 4)) - 2026) * 12 + Number(end.slice(5, 7)) - 6;
}

/** Tier, quadrant, switching index, contract and chances to leave of 2,000 accounts, and 600 accounts of a rival. */
export function strategyBook(): StrategyBook {
  const customers = table("customers").filter((row) => Number(row["annual_revenue"]) > 0);
  const tiers = fitTiers(customers, { value: (row) => Number(row["annual_revenue"]) });
  const answers = table("satisfaction").map((row) => ({
    id: row["customer_id"] as string,
    satisfaction: Number(row["satisfaction"]),
    loyalty: Number(row["loyalty"]),
  }));
  const loyalty = fitLoyalty(answers, {
    satisfaction: (answer) => answer.satisfaction,
    loyalty: (answer) => answer.loyalty,
    satisfactionScale: { min: 1, max: 10 },
    loyaltyScale: { min: 1, max: 10 },
  });
  // the later wave stands further down and wins
  const answerOf = new Map(answers.map((answer) => [answer.id, answer]));
  const leversOf = new Map(table("switching").map(({ customer_id, ...levers }) => [customer_id as string, levers]));
  const ours = customers.map((row): StrategyCustomer => {
    const id = row["customer_id"] as string;
    const answer = answerOf.get(id);
    const evidence = Object.entries(leversOf.get(id) ?? {}).flatMap(([lever, cell]) =>
      cell === "" ? [] : [[lever as LeverId, Number(cell)] as const],
    );
    const { index } = scoreSwitchingCosts({ id, evidence: Object.fromEntries(evidence) }, defaultSwitchingModel);
    const bound = boundMonths(row["contract_end"]);
    const free = FREE_CHURN + PER_POINT * (10 - (answer?.loyalty ?? UNKNOWN_LOYALTY));
    return strategyCustomer({
      id,
      yearlyValue: Number(row["annual_revenue"]),
      monthlyChurn: bound === 0 ? free : [...new Array<number>(Math.min(bound, 36)).fill(BOUND_CHURN), free],
      tier: assignTier(tiers, Number(row["annual_revenue"])),
      quadrant: answer && assignLoyalty(loyalty, answer),
      switchingIndex: index,
      facts: { region: row["region"] as string, boundMonths: bound },
    });
  });
  const rival = [
    { id: "rival-large", count: 60, monthlyRevenue: 12_000, monthlyChurn: 0.012, tier: "large" },
    { id: "rival-medium", count: 540, monthlyRevenue: 2_400, monthlyChurn: 0.015, tier: "medium" },
  ].map((row): StrategyCustomer => ({ ...row, standing: "rival" }));
  return { customers: [...ours, ...rival], marginRate: 0.35, doubt: { churn: 0.15, revenue: 0.05, growth: 0.02 } };
}

const belief = (note: string) => ({ kind: "belief", note }) as const;

/** Added chance to buy within 90 days of a visit, by the control groups of the visit programmes. */
function visitLift(): ReturnType<typeof pooledLift> {
  const visits = table("campaigns").filter((row) => row["form"] === "visit programme");
  return pooledLift(
    visits.map((row) => ({
      treated: Number(row["treated"]),
      treatedConversions: Number(row["treated_conversions"]),
      control: Number(row["control"]),
      controlConversions: Number(row["control_conversions"]),
    })),
  );
}

/** Five mixes of five moves. */
export function exampleStrategies(): readonly Strategy[] {
  const lift = visitLift();
  const effect = (
    assumption: string,
    on: MoveEffect["on"],
    mean: number,
    standardDeviation: number,
    note: string,
  ): MoveEffect => ({
    assumption,
    on,
    distribution: { kind: "normal", mean, standardDeviation },
    source: belief(note),
  });
  const service: Move = {
    id: "service",
    aim: "retain",
    means: "service",
    target: {
      where: [
        { field: "tier", in: ["top", "large"] },
        { field: "quadrant", in: ["hostage", "defector"] },
      ],
    },
    cost: { fixed: 200_000, perCustomerMonth: 250 },
    effects: [effect("service keeps", "churn", 0.7, 0.12, "judged by the heads of service")],
  };
  const renew: Move = {
    id: "renew",
    aim: "retain",
    means: "lever",
    target: { where: [{ field: "facts.boundMonths", max: 12 }], rankBy: "valueAtStake" },
    capacity: 500,
    cost: { perCustomer: 900 },
    effects: [
      effect("renewal binds", "churn", 0.6, 0.1, "judged by sales"),
      effect("renewal price", "margin", -0.012, 0.003, "rebate asked for"),
    ],
  };
  const rebate: Move = {
    id: "rebate",
    aim: "retain",
    means: "price",
    target: { where: [{ field: "switchingIndex", max: 45 }] },
    cost: {},
    effects: [
      effect("rebate keeps", "churn", 0.75, 0.1, "judged by sales"),
      {
        assumption: "rebate costs",
        on: "margin",
        distribution: { kind: "fixed", value: -0.05 },
        source: { kind: "history" },
      },
    ],
  };
  const cross: Move = {
    id: "cross-sell",
    aim: "develop",
    means: "campaign",
    startMonth: 3,
    target: { where: [{ field: "quadrant", in: ["apostle"] }] },
    cost: { fixed: 150_000, perCustomer: 300 },
    effects: [effect("cross-sell brings", "revenue", 0.05, 0.02, "judged by product managers")],
  };
  const visits: Move = {
    id: "visits",
    aim: "winOver",
    means: "campaign",
    months: 18,
    capacity: 400,
    cost: { perCustomerMonth: 150, perWin: 2_000 },
    effects: [
      {
        assumption: "visits win",
        on: "conversion",
        // within 90 days, so a third of it a month
        distribution: { kind: "normal", mean: lift.mean / 3, standardDeviation: lift.standardDeviation / 3 },
        source: { kind: "experiment", n: lift.n, note: "control groups of five visit programmes" },
      },
    ],
  };
  return [
    { id: "serve", name: "Serve the held", moves: [service] },
    { id: "renew", name: "Renew early", moves: [renew] },
    { id: "rebate", name: "Rebate the loose", moves: [rebate] },
    { id: "grow", name: "Cross-sell and visit", moves: [cross, visits] },
    { id: "mix", name: "Serve, renew and visit", moves: [service, renew, visits] },
  ];
}
