import { formatShare, type Label, labelOf } from "clientele";
import { bothLanguages, counted, say } from "../../page/words.ts";
import type { Book } from "../book.ts";
import { type Grid, TARGET_GROWTH } from "../grid.ts";
import { SIDE } from "./grid-tables.ts";

export function targetNote({ target }: Book, { lastYear, year }: Grid): Label {
  return target !== undefined
    ? say(
        "The target was given (--target); it is {0} against what {1} brought.",
        "指标由 --target 给出，相对 {1} 年为 {0}。",
        signedShare(target / lastYear.amount - 1),
        String(year - 1),
      )
    : say(
        "Assumption: no target was given (--target AMOUNT), so {0} more than {1} brought is asked for.",
        "假设：未给出指标（--target AMOUNT），因此按 {1} 年赢单金额增加 {0} 计。",
        formatShare(TARGET_GROWTH, 0),
        String(year - 1),
      );
}

function signedShare(share: number): string {
  return `${share > 0 ? "+" : ""}${formatShare(share)}`;
}

/** The rules of the traffic light, in the order in which they are asked. */
export function ruleNotes({ attainment: { rules } }: Grid): Label[] {
  return rules.map((rule, i) =>
    say(
      i === 0
        ? "{0} judges: on course from {1}, at risk from {2}, behind below."
        : "Where that cannot be told, this judges: {0}, on course from {1}, at risk from {2}.",
      i === 0
        ? "状态依据{0}：{1} 及以上为如期，{2} 及以上为有风险，以下为落后。"
        : "若无法得出，则依据{0}：{1} 及以上为如期，{2} 及以上为有风险。",
      i === 0
        ? bothLanguages((locale) => labelOf("attainmentMeasure", rule.measure, locale))
        : {
            en: labelOf("attainmentMeasure", rule.measure, "en").toLowerCase(),
            zh: labelOf("attainmentMeasure", rule.measure, "zh"),
          },
      formatShare(rule.green, 0),
      formatShare(rule.amber, 0),
    ),
  );
}

/** What the files leave open. */
export function dataNotes({ begins, withoutAmount, unstated, sides, year }: Grid): Label[] {
  const missing = (["region", "product"] as const).filter((side) => !sides.includes(side));
  const column: Readonly<Record<"region" | "product", string>> = {
    region: "customers.region",
    product: "opportunities.product",
  };
  return [
    ...missing.map((side) =>
      say(
        "No contract of {0} names its {1} ({2}), so the grid does without.",
        "{0} 年没有合同注明{1}（{2}），因此网格不含该维度。",
        String(year - 1),
        { en: SIDE[side].en.toLowerCase(), zh: SIDE[side].zh },
        column[side],
      ),
    ),
    ...(begins === undefined
      ? []
      : [
          say(
            "The records begin on {0}: {1} is not whole, and what is handed down follows the part that is known.",
            "记录始于 {0}：{1} 年并不完整，分解仅依据已知部分。",
            begins,
            String(year - 1),
          ),
        ]),
    ...(withoutAmount === 0
      ? []
      : [
          say(
            "{0} without an amount and left out.",
            "{0}没有金额，未计入。",
            counted(withoutAmount, "contract is", "份合同", "contracts are"),
          ),
        ]),
    ...(unstated === 0
      ? []
      : [
          say(
            "{0} open where it belongs and {1} counted under “–”.",
            "{0}未注明归属，计入“–”。",
            counted(unstated, "contract leaves", "份合同", "contracts leave"),
            unstated === 1 ? "is" : "are",
          ),
        ]),
  ];
}
