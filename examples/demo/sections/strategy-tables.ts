import { type AssumptionWeight, formatNumber, formatShare, type Label, labelOf } from "clientele";
import type { Cell, DataTable } from "../../page/document.ts";
import { amount, bothLanguages, customersOf, say } from "../../page/words.ts";
import { chancesBest, HORIZON_MONTHS, named, type Strategies, spendOf } from "../strategies.ts";

/** Name of a mix, move or assumption in both languages. */
export function nameOf(id: string, known: Strategies): Label {
  return bothLanguages((locale) =>
    id === "nothing"
      ? labelOf("strategyName", id, locale)
      : id.startsWith("market.")
        ? labelOf("marketDoubt", id, locale)
        : named(id, known, locale),
  );
}

export function strategyTable(known: Strategies): DataTable {
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

export function assumptionTable(known: Strategies): DataTable {
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

export function moveTable(known: Strategies): DataTable {
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
