import {
  type AssumptionWeight,
  describe,
  formatNumber,
  formatShare,
  type Label,
  labelOf,
  npvFanChart,
  strategyFrontierChart,
  tornadoChart,
} from "clientele";
import { SWITCHING_FACTOR, YEARLY_CHANCE_TO_LEAVE } from "../../book/strategies.ts";
import type { Cell, DataTable, Figure, Picture, Section } from "../../page/document.ts";
import { amount, bothLanguages, counted, customersOf, say, sentence } from "../../page/words.ts";
import type { Book } from "../book.ts";
import {
  BUDGET_SHARE,
  chancesBest,
  DISCOUNT_RATE,
  DOUBT,
  HORIZON_MONTHS,
  named,
  type Strategies,
  spendOf,
  strategiesOf,
} from "../strategies.ts";
import { quadrantLabel } from "./loyalty.ts";

const TITLE: Label = { en: "What could be done, and what it is worth", zh: "可选策略及其价值" };

/** What could be done with the book, which mix is worth most, and what would change that. */
export function strategySection(book: Book): Section {
  const known = strategiesOf(book);
  if (known === undefined) return nothing();
  return {
    id: "strategies",
    title: TITLE,
    finding: finding(known),
    figures: figures(known),
    pictures: pictures(known),
    tables: [strategyTable(known), assumptionTable(known), moveTable(known)],
    notes: [...reasonNotes(known), ...assumptionNotes(book, known)],
  };
}

/** Name of a mix, move or assumption in both languages. */
function nameOf(id: string, known: Strategies): Label {
  return bothLanguages((locale) =>
    id === "nothing"
      ? labelOf("strategyName", id, locale)
      : id.startsWith("market.")
        ? labelOf("marketDoubt", id, locale)
        : named(id, known, locale),
  );
}

function finding(known: Strategies): Label {
  const { why, found } = known;
  const best = found.outcomes.find(({ strategy }) => strategy === why.best);
  if (best === undefined || best.moves.length === 0) {
    return {
      en: "None of the strategies is expected to bring more than it costs: doing nothing is best.",
      zh: "没有任何策略的预期收益超过成本：不采取行动最佳。",
    };
  }
  return say(
    "{0} is worth most: {1} over doing nothing in {2} months (95% interval {3} to {4}), for {5}. It is best in {6} of the simulated futures, so {7}.",
    "{0}价值最高：{2} 个月内比不采取行动多 {1}（95% 区间 {3} 至 {4}），花费 {5}。在 {6} 的模拟中最优，{7}。",
    nameOf(why.best, known),
    amount(best.difference.value),
    found.horizonMonths,
    amount(best.difference.interval.lower),
    amount(best.difference.interval.upper),
    amount(best.spend.value),
    formatShare(why.chanceBest.value, 0),
    why.chanceBest.value >= 0.9
      ? { en: "the choice is clear", zh: "选择明确" }
      : {
          en: `the choice is open: ${nameOf(why.second, known).en.toLowerCase()} comes next`,
          zh: `因此选择尚未定论：次优为${nameOf(why.second, known).zh}`,
        },
  );
}

function figures(known: Strategies): Figure[] {
  const { why, plan, budget, found } = known;
  return [
    {
      label: { en: "Lead of the best over the second", zh: "最优相对次优的领先额" },
      value: amount(why.lead.value),
      basis: say(
        "95% interval {0} to {1}, {2} draws",
        "95% 区间 {0} 至 {1}，{2} 次抽样",
        amount(why.lead.interval.lower),
        amount(why.lead.interval.upper),
        found.draws,
      ),
    },
    {
      label: { en: "Best plan within the budget", zh: "预算内的最佳方案" },
      value: "moves" in plan ? amount(plan.fresh.value) : "–",
      basis:
        "moves" in plan
          ? say("{0}; costs {1} of {2}", "{0}；花费 {1}，预算 {2}", planned(known), amount(plan.spend), amount(budget))
          : bothLanguages((locale) => ("abstained" in plan ? describe(plan.abstained, locale) : "")),
    },
    {
      label: { en: "Worth of knowing everything", zh: "完全信息的价值" },
      value: amount(why.perfectInformation.value),
      basis: { en: "at most, before choosing", zh: "决策前最多值这么多" },
    },
  ];
}

/** The moves of the plan, in words. */
function planned(known: Strategies): Label {
  const { plan } = known;
  const names = "moves" in plan ? plan.moves.filter(({ chosen }) => chosen).map(({ move }) => nameOf(move, known)) : [];
  if (names.length === 0) return nameOf("nothing", known);
  return { en: names.map(({ en }) => en).join(" + "), zh: names.map(({ zh }) => zh).join("+") };
}

function pictures(known: Strategies): Picture[] {
  const { found, why, frontier, budget } = known;
  return [
    {
      caption: say(
        "What each mix brings over doing nothing, month by month, with its 95% band.",
        "各组合相对不采取行动的逐月累计收益及 95% 区间。",
      ),
      chart: (locale) => npvFanChart(named(found, known, locale), { locale }),
    },
    {
      caption: {
        en: "What would change the answer: each assumption at its 10% and 90% point, all else at its mean.",
        zh: "什么会改变答案：每项假设取其 10% 与 90% 分位点，其余取均值。",
      },
      chart: (locale) => tornadoChart(named(why, known, locale), { locale }),
    },
    {
      caption: say(
        "Worth against risk and spend; the budget is {0}.",
        "价值与风险、花费的关系；预算为 {0}。",
        amount(budget),
      ),
      chart: (locale) => strategyFrontierChart(named(frontier, known, locale), { locale }),
    },
  ];
}

function strategyTable(known: Strategies): DataTable {
  const { found } = known;
  const best = chancesBest(found);
  return {
    caption: say(
      "The strategies against doing nothing, {0} months",
      "各策略相对不采取行动（{0} 个月）",
      HORIZON_MONTHS,
    ),
    header: [
      { en: "Strategy", zh: "策略" },
      { en: "Gain (95% interval)", zh: "收益（95% 区间）" },
      { en: "Spend", zh: "花费" },
      { en: "Gain per unit spent", zh: "单位花费收益" },
      { en: "Chance to be best", zh: "最优概率" },
      { en: "Chance to lose", zh: "亏损概率" },
    ],
    rows: found.outcomes.map(({ strategy, difference, spend, returnOnSpend }, s) => [
      nameOf(strategy, known),
      strategy === "nothing"
        ? "0"
        : say(
            "{0} ({1} to {2})",
            "{0}（{1} 至 {2}）",
            amount(difference.value),
            amount(difference.interval.lower),
            amount(difference.interval.upper),
          ),
      amount(spend.value),
      returnOnSpend === undefined ? "–" : formatNumber(returnOnSpend.value, 1),
      formatShare(best[s] as number, 0),
      strategy === "nothing" ? "–" : formatShare(difference.chanceOfLoss, 0),
    ]),
  };
}

function assumptionTable(known: Strategies): DataTable {
  return {
    caption: { en: "What the choice rests on, widest first", zh: "选择的依据（按影响大小排序）" },
    header: [
      { en: "Assumption", zh: "假设" },
      { en: "Source", zh: "来源" },
      { en: "Mean (10% to 90%)", zh: "均值（10% 至 90%）" },
      { en: "Moves the lead by", zh: "对领先额的影响" },
      { en: "Changes the answer", zh: "改变答案的临界" },
      { en: "Worth of knowing it", zh: "弄清它的价值" },
    ],
    rows: known.why.assumptions.map((weight) => [
      nameOf(weight.assumption, known),
      sourceOf(weight, known),
      say(
        "{0} ({1} to {2})",
        "{0}（{1} 至 {2}）",
        formatNumber(weight.mean, 3),
        formatNumber(weight.low.value, 3),
        formatNumber(weight.high.value, 3),
      ),
      amount(Math.abs(weight.leadSwing)),
      switchOf(weight, known),
      amount(Math.max(0, weight.perfectInformation.value)),
    ]),
  };
}

function sourceOf({ source }: AssumptionWeight, { tested }: Strategies): Cell {
  if (source?.kind === "experiment" && tested !== undefined) {
    return say(
      "experiment: {0} control groups, {1}",
      "试验：{0} 个对照组，{1}",
      tested.campaigns,
      customersOf(tested.lift.n),
    );
  }
  return { en: "belief", zh: "判断" };
}

function switchOf({ switchPoint }: AssumptionWeight, known: Strategies): Cell {
  return switchPoint === undefined
    ? "–"
    : say("past {0}: {1}", "越过 {0}：{1}", formatNumber(switchPoint.value, 3), nameOf(switchPoint.to, known));
}

function moveTable(known: Strategies): DataTable {
  const { moves, plan, budget, found } = known;
  const inPlan = new Map("moves" in plan ? plan.moves.map((move) => [move.move, move]) : []);
  return {
    caption: say("The moves, and the best plan within {0}", "各项举措与 {0} 预算内的最佳方案", amount(budget)),
    header: [
      { en: "Move", zh: "举措" },
      { en: "For whom", zh: "对象" },
      { en: "Customers", zh: "客户数" },
      { en: "Assumed cost", zh: "假定费用" },
      { en: "Spend if alone", zh: "单独花费" },
      { en: "Worth in the plan", zh: "在方案中的价值" },
      { en: "In the plan", zh: "是否入选" },
    ],
    rows: moves.map(({ move, name, whom, cost }) => {
      const row = inPlan.get(move.id);
      return [
        name,
        whom,
        row === undefined ? "–" : formatNumber(row.treated),
        cost,
        amount(spendOf(found, move.id)),
        row === undefined ? "–" : amount(row.worth),
        row === undefined ? "–" : row.chosen ? { en: "yes", zh: "是" } : verdict(row.reason.code),
      ];
    }),
  };
}

/** Why a move stays out of the plan, in as few words as a cell holds. */
function verdict(code: string): Label {
  if (code === "plan_move_limited") return { en: "over budget", zh: "超出预算" };
  return { en: "does not pay", zh: "得不偿失" };
}

/** What the explanation, the plan and the frontier say in words. */
function reasonNotes(known: Strategies): Label[] {
  const { why, plan, found } = known;
  const wanted = new Set(["strategy_best", "strategy_holds", "strategy_on_beliefs", "strategy_information"]);
  // a move that the budget shuts out pays all the same
  const limited = "moves" in plan && plan.moves.some(({ reason }) => reason.code === "plan_move_limited");
  const reasons = [
    ...why.reasons.filter(({ code }) => wanted.has(code)),
    ...("moves" in plan ? plan.notes.filter(({ code }) => !(code === "plan_nothing_pays" && limited)) : []),
    ...found.notes,
  ];
  return reasons.map((reason) => ({
    en: sentence(named(reason, known, "en")).en,
    zh: sentence(named(reason, known, "zh")).zh,
  }));
}

/** Every assumption that stands in no file. */
function assumptionNotes(book: Book, known: Strategies): Label[] {
  const { tested, budget, leftOut, moves } = known;
  const chance = (id: keyof typeof YEARLY_CHANCE_TO_LEAVE): string => formatShare(YEARLY_CHANCE_TO_LEAVE[id], 0);
  const listed = (["apostle", "hostage", "mercenary", "defector"] as const).map(
    (id) => [quadrantLabel(id), id] as const,
  );
  const develops = moves.some(({ move }) => move.aim === "develop");
  return [
    say(
      "Belief: the chance to leave within a year is {0}, not answered {1}; × {2} at a switching index of 0, falling to × {3} at 100. The brief knows nobody who left.",
      "判断：一年内离开的概率为 {0}，未答复者 {1}；转移成本指数为 0 时乘以 {2}，为 100 时降至乘以 {3}。简报中没有已流失的客户。",
      {
        en: listed.map(([label, id]) => `${label.en.toLowerCase()} ${chance(id)}`).join(", "),
        zh: listed.map(([label, id]) => `${label.zh} ${chance(id)}`).join("、"),
      },
      chance("unknown"),
      formatNumber(SWITCHING_FACTOR.free, 1),
      formatNumber(SWITCHING_FACTOR.bound, 1),
    ),
    say(
      "Assumed: no growth; doubt common to all of {0} about leaving, {1} about revenue and {2} points about growth; money is discounted at {3} a year.",
      "假设：无增长；共同的不确定性为离开率 {0}、收入 {1}、增长 {2} 个百分点；年折现率 {3}。",
      formatShare(DOUBT.churn, 0),
      formatShare(DOUBT.revenue, 0),
      formatNumber(DOUBT.growth * 100),
      formatShare(DISCOUNT_RATE, 0),
    ),
    ...(tested !== undefined
      ? [
          say(
            "What visits sell comes from experiment: of {0} campaign forms the control groups of “{1}” show most. {2} more buy, and a contract brings {3} of what such customers bring in a year ({4}). That the best of several forms was taken flatters it a little; that it lasts the whole horizon is a belief.",
            "深耕效果取自 {0} 种形式中对照组增量最明显的“{1}”：购买率提高 {2}，而一份合同约为此类客户年价值的 {3}（{4}）。取多种形式中最好者，结果略偏乐观；效果持续整个期间只是判断。",
            tested.forms,
            tested.form,
            {
              en: `${formatNumber(tested.lift.mean * 100, 1)} in a hundred`,
              zh: `${formatNumber(tested.lift.mean * 100, 1)} 个百分点`,
            },
            formatShare(tested.saleShare, 0),
            counted(tested.sales, "contract", "份合同"),
          ),
        ]
      : develops
        ? [
            {
              en: "No campaign with control groups shows a lift for these customers, so what visits sell is a belief as well.",
              zh: "没有对照组证实增量的活动，因此深耕效果同样只是判断。",
            },
          ]
        : []),
    ...(book.marginRate === undefined
      ? [
          {
            en: "No margin is known (--margin RATE), so gains count revenue, not contribution.",
            zh: "未给出毛利率（--margin RATE），收益按收入而非毛利计算。",
          },
        ]
      : [
          say(
            "Gains count contribution at a margin of {0}.",
            "收益按 {0} 的毛利率计算。",
            formatShare(book.marginRate, 0),
          ),
        ]),
    book.budget === undefined
      ? say(
          "Assumption: no budget was given (--budget AMOUNT), so {0} is taken: {1} of what all the moves together would cost, or what the dearest costs where that is more.",
          "假设：未给出预算（--budget AMOUNT），取 {0}：全部举措合计费用的 {1}，或最贵一项的费用（取较大者）。",
          amount(budget),
          formatShare(BUDGET_SHARE, 0),
        )
      : say("The budget of {0} was given.", "预算 {0} 由 --budget 给出。", amount(budget)),
    {
      en: "The book holds no customers of a rival, lost ones or prospects, so winning over, winning back and acquiring are not among the moves.",
      zh: "客户名单中没有竞争对手的客户、已流失客户或潜在客户，因此不含策反、赢回与拓新。",
    },
    ...(leftOut === 0
      ? []
      : [say("{0} who bring nothing or less are left out.", "{0}年价值不为正，未计入。", customersOf(leftOut))]),
  ];
}

function nothing(): Section {
  return {
    id: "strategies",
    title: TITLE,
    finding: {
      en: "No move would touch anybody: strategies need customers of positive value in the larger tiers, and who is loyal (--satisfaction FILE) or held (--switching FILE).",
      zh: "没有任何举措能触及客户：策略需要较高层级中价值为正的客户，以及忠诚情况（--satisfaction FILE）或转移成本证据（--switching FILE）。",
    },
    figures: [],
    pictures: [],
    tables: [],
    notes: [],
    empty: true,
  };
}
