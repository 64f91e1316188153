import type { Label, Move, MoveEffect, StrategyCustomer, TargetCondition } from "clientele";
import { type Arms, pooledLift } from "../book/strategies.ts";
import type { Book, BookExperiment } from "./book.ts";

/** A move with what a reader must know of it. */
export interface DemoMove {
  readonly move: Move;
  readonly name: Label;
  /** Whom it is for. */
  readonly whom: Label;
  /** What it costs, as it was assumed. */
  readonly cost: Label;
}

/** What is assumed about the effects, by id, in words. */
export const ASSUMPTIONS: Readonly<Record<string, Label>> = {
  "assumption.care": { en: "Care keeps (leaving, ×)", zh: "关怀留客（离开率倍数）" },
  "assumption.bind": { en: "Binding keeps (leaving, ×)", zh: "绑定留客（离开率倍数）" },
  "assumption.bindPrice": { en: "Price of binding (margin, +)", zh: "绑定代价（利润率增减）" },
  "assumption.rebate": { en: "Rebate keeps (leaving, ×)", zh: "折扣留客（离开率倍数）" },
  "assumption.develop": { en: "Visits sell (revenue, +)", zh: "拜访增收（收入增加）" },
};

/** A rebate of so much of the revenue. */
const REBATE = 0.05;

/** Costs beside the mean annual value of those whom a move is for. Beliefs. */
const SHARES = { care: 0.02, bind: 0.03, develop: 0.02 };

const KEY: TargetCondition = { field: "tier", in: ["top", "large"] };
const BROAD: TargetCondition = { field: "tier", in: ["top", "large", "medium"] };
const DISSATISFIED: TargetCondition = { field: "quadrant", in: ["hostage", "defector"] };
const DISLOYAL: TargetCondition = { field: "quadrant", in: ["mercenary", "defector"] };

/** Up to this index little holds a customer: the bands free and loose. */
const LOOSE = 50;

/** The campaign form whose control groups show most, with what it cost and what a sale is worth. */
export interface TestedForm {
  readonly form: string;
  readonly forms: number;
  readonly campaigns: number;
  /** Added chance to buy. */
  readonly lift: ReturnType<typeof pooledLift>;
  /** Paid for each customer treated. */
  readonly perCustomer: number;
  /** What contracts bring as a share of what their customers bring in a year, those whom the move is for. */
  readonly saleShare: number;
  /** Contracts behind that share. */
  readonly sales: number;
}

/** A contract with what its customer brings in a year. */
export interface Sale {
  readonly tier: string | undefined;
  readonly amount: number;
  readonly value: number;
}

/** Picks the form with the highest lower end of its interval; none where no form shows a lift. */
export function testedForm(book: Book, sales: readonly Sale[]): TestedForm | undefined {
  // effects that were measured on other people than the book's customers say nothing about these
  const contracts = sales.filter(({ tier }) => tier !== undefined && BROAD.in?.includes(tier));
  if (book.campaigns.length === 0 || contracts.length === 0) return undefined;
  const byForm = new Map<string, BookExperiment[]>();
  for (const experiment of book.experiments) {
    const own = byForm.get(experiment.form);
    if (own === undefined) byForm.set(experiment.form, [experiment]);
    else own.push(experiment);
  }
  const found = [...byForm.entries()].flatMap(([form, experiments]) => {
    const arms = experiments.flatMap(armsOf);
    const lift = pooledLift(arms);
    const cost = experiments.reduce((sum, experiment) => sum + (experiment.cost ?? 0), 0);
    const treated = arms.reduce((sum, arm) => sum + arm.treated, 0);
    const lower = lift.mean - 1.96 * lift.standardDeviation;
    return lower > 0 ? [{ form, campaigns: experiments.length, lift, lower, perCustomer: cost / treated }] : [];
  });
  const [best] = found.sort((a, b) => b.lower - a.lower || (a.form < b.form ? -1 : 1));
  if (best === undefined) return undefined;
  const { form, campaigns, lift, perCustomer } = best;
  const sold = contracts.reduce((sum, { amount }) => sum + amount, 0);
  const saleShare = sold / contracts.reduce((sum, { value }) => sum + value, 0);
  return { form, forms: byForm.size, campaigns, lift, perCustomer, saleShare, sales: contracts.length };
}

function armsOf({ treated, control }: BookExperiment): Arms[] {
  if (treated.kind !== "rate" || control.kind !== "rate") return [];
  const [converted, without] = [treated.successes, control.successes];
  return [{ treated: treated.n, treatedConversions: converted, control: control.n, controlConversions: without }];
}

const believed = (assumption: string, on: MoveEffect["on"], mean: number, standardDeviation: number): MoveEffect => ({
  assumption,
  on,
  distribution: { kind: "normal", mean, standardDeviation },
  source: { kind: "belief" },
});

/** The moves that touch somebody in the book; costs are shares of what their customers bring, whatever the currency. */
export function movesOf(customers: readonly StrategyCustomer[], tested: TestedForm | undefined): DemoMove[] {
  const yearly = (where: readonly TargetCondition[]): number => {
    const touched = customers.filter((customer) => where.every((condition) => meets(customer, condition)));
    return touched.length === 0 ? 0 : (12 * total(touched)) / touched.length;
  };
  const care = [BROAD, DISSATISFIED];
  const bind: TargetCondition[] = [KEY, { field: "switchingIndex", max: LOOSE }];
  const develop = [BROAD];
  const moves: (DemoMove & { readonly where: readonly TargetCondition[] })[] = [
    {
      where: care,
      name: { en: "Care for the held", zh: "关怀囚禁者" },
      whom: {
        en: "hostages and defectors among the top, large and medium customers",
        zh: "主顾客、大顾客、普通顾客中的囚禁者与破坏者",
      },
      cost: share(SHARES.care, { en: "a year, for each", zh: "每位每年" }),
      move: {
        id: "move.care",
        aim: "retain",
        means: "service",
        target: { where: care },
        cost: { perCustomerMonth: (SHARES.care * yearly(care)) / 12 },
        effects: [believed("assumption.care", "churn", 0.7, 0.12)],
      },
    },
    {
      where: bind,
      name: { en: "Bind the free", zh: "绑定无约束者" },
      whom: {
        en: `top and large customers whom little holds (switching index up to ${LOOSE})`,
        zh: `转移成本低（指数不超过 ${LOOSE}）的主顾客与大顾客`,
      },
      cost: share(SHARES.bind, {
        en: "once, for each, and about half a point of margin",
        zh: "每位一次，另约 0.5 个百分点利润率",
      }),
      move: {
        id: "move.bind",
        aim: "retain",
        means: "lever",
        target: { where: bind },
        cost: { perCustomer: SHARES.bind * yearly(bind) },
        effects: [
          believed("assumption.bind", "churn", 0.65, 0.12),
          believed("assumption.bindPrice", "margin", -0.005, 0.002),
        ],
      },
    },
    {
      where: [DISLOYAL],
      name: { en: "Rebate for the disloyal", zh: "给不忠诚者折扣" },
      whom: { en: "mercenaries and defectors of every tier", zh: "各层级的图利者与破坏者" },
      cost: { en: "5% of their revenue", zh: "其收入的 5%" },
      move: {
        id: "move.rebate",
        aim: "retain",
        means: "price",
        target: { where: [DISLOYAL] },
        cost: {},
        effects: [
          believed("assumption.rebate", "churn", 0.75, 0.1),
          {
            assumption: "assumption.rebatePrice",
            on: "margin",
            distribution: { kind: "fixed", value: -REBATE },
            source: { kind: "belief" },
          },
        ],
      },
    },
    {
      where: develop,
      name: { en: "Visit and develop", zh: "拜访深耕" },
      whom: { en: "top, large and medium customers", zh: "主顾客、大顾客与普通顾客" },
      cost:
        tested === undefined
          ? share(SHARES.develop, { en: "once, for each", zh: "每位一次" })
          : { en: "what the tested campaigns cost for each customer treated", zh: "按受测活动的人均费用" },
      move: {
        id: "move.develop",
        aim: "develop",
        means: "campaign",
        target: { where: develop },
        cost: { perCustomer: tested?.perCustomer ?? SHARES.develop * yearly(develop) },
        effects: [tested === undefined ? believed("assumption.develop", "revenue", 0.04, 0.02) : measured(tested)],
      },
    },
  ];
  return moves.filter(({ where }) => customers.some((customer) => where.every((part) => meets(customer, part))));
}

/** What a treated customer buys more: the added chance, times what a sale is worth beside a year's revenue. */
function measured({ lift, saleShare }: TestedForm): MoveEffect {
  return {
    assumption: "assumption.develop",
    on: "revenue",
    distribution: {
      kind: "normal",
      mean: lift.mean * saleShare,
      standardDeviation: lift.standardDeviation * saleShare,
    },
    source: { kind: "experiment", n: lift.n },
  };
}

function share(of: number, when: Label): Label {
  const percent = `${Math.round(of * 100)}%`;
  return { en: `${percent} of their mean annual value ${when.en}`, zh: `其年价值均值的 ${percent}，${when.zh}` };
}

function total(customers: readonly StrategyCustomer[]): number {
  return customers.reduce((sum, { monthlyRevenue }) => sum + monthlyRevenue, 0);
}

/** The parts of a target rule that these moves use. */
function meets(customer: StrategyCustomer, { field, in: among, max }: TargetCondition): boolean {
  const value = customer[field as "tier" | "quadrant" | "switchingIndex"];
  if (value === undefined) return false;
  return (among === undefined || among.includes(value)) && (max === undefined || Number(value) <= max);
}
