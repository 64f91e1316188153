import { type AttainmentGroup, type AttainmentRating, formatShare, type Label, labelOf } from "clientele";
import type { Cell, DataTable } from "../../page/document.ts";
import { amount, bothLanguages, say } from "../../page/words.ts";
import type { Grid, Side } from "../grid.ts";

export const SIDE: Readonly<Record<Side, Label>> = {
  region: { en: "Region", zh: "区域" },
  product: { en: "Product", zh: "产品" },
  owner: { en: "Account manager", zh: "客户经理" },
};

/** Exceptions listed; the map shows them all. */
const LISTED = 10;

export function statusText(rating: AttainmentRating): Label {
  return bothLanguages((locale) => labelOf("attainmentStatus", rating.status, locale));
}

const GROUP_HEADER: readonly Label[] = [
  { en: "Target", zh: "指标" },
  { en: "Due by now", zh: "应完成" },
  { en: "Won", zh: "已赢单" },
  { en: "Outlook (95% interval)", zh: "全年预计（95% 区间）" },
  { en: "Chance", zh: "达标概率" },
  { en: "Status", zh: "状态" },
  { en: "Expected missing", zh: "预计缺口" },
];

function groupRow(group: AttainmentGroup): Cell[] {
  const { outlook } = group;
  return [
    amount(group.target),
    amount(group.targetToDate),
    amount(group.actual),
    "abstained" in outlook
      ? "–"
      : say(
          "{0} ({1} to {2})",
          "{0}（{1} 至 {2}）",
          amount(outlook.value),
          amount(outlook.interval.lower),
          amount(outlook.interval.upper),
        ),
    "abstained" in outlook || outlook.chance === undefined ? "–" : formatShare(outlook.chance, 0),
    statusText(group.rating),
    amount(group.atStake),
  ];
}

export function exceptionTable({ attainment, sides }: Grid): DataTable {
  const { exceptions, exceptionCount } = attainment;
  return {
    caption:
      exceptionCount > LISTED
        ? say(
            "Exceptions, most money first: {0} of {1}",
            "例外（按缺口金额排序）：{1} 个中的 {0} 个",
            LISTED,
            exceptionCount,
          )
        : { en: "Exceptions, most money first", zh: "例外（按缺口金额排序）" },
    header: [...sides.map((side) => SIDE[side]), ...GROUP_HEADER],
    rows: exceptions.slice(0, LISTED).map((group) => [...group.path, ...groupRow(group)]),
  };
}

export function groupTable({ sides }: Grid, groups: readonly AttainmentGroup[]): DataTable {
  const side = SIDE[sides[0] as Side];
  return {
    caption: say("By {0}", "按{0}", { en: side.en.toLowerCase(), zh: side.zh }),
    header: [side, ...GROUP_HEADER],
    rows: groups.map((group) => [group.path[0] ?? "", ...groupRow(group)]),
  };
}

/** Target and contracts month by month; the months ahead have no actual yet. */
export function monthTable({ attainment, cells }: Grid): DataTable {
  const course = attainment.whole.course ?? [];
  const months = [...new Set(cells.map(({ month }) => month))].sort();
  let before = 0;
  return {
    caption: { en: "By month", zh: "按月" },
    pageOnly: true,
    header: [
      { en: "Month", zh: "月份" },
      { en: "Target", zh: "指标" },
      { en: "Won", zh: "赢单" },
      { en: "Target since January", zh: "累计指标" },
      { en: "Won since January", zh: "累计赢单" },
    ],
    rows: months.map((month) => {
      const target = cells.reduce((total, cell) => total + (cell.month === month ? cell.target : 0), 0);
      const sinceJanuary = cells.reduce((total, cell) => total + (cell.month <= month ? cell.target : 0), 0);
      const actual = course.find(({ on }) => on.startsWith(month))?.actual;
      const own = actual === undefined ? undefined : actual - before;
      before = actual ?? before;
      return [
        month,
        amount(target),
        own === undefined ? "–" : amount(own),
        amount(sinceJanuary),
        actual === undefined ? "–" : amount(actual),
      ];
    }),
  };
}

/** The whole breakdown: what each cell is to bring in each month. */
export function breakdownTable({ cells, sides, year }: Grid): DataTable {
  const months = [...new Set(cells.map(({ month }) => month))].sort();
  const rows = new Map<string, { path: readonly string[]; targets: Map<string, number>; total: number }>();
  for (const { path, month, target } of cells) {
    const key = JSON.stringify(path);
    const row = rows.get(key) ?? { path, targets: new Map<string, number>(), total: 0 };
    row.targets.set(month, target);
    row.total += target;
    rows.set(key, row);
  }
  return {
    caption: say("The target of {0}, handed down", "{0} 年指标分解", String(year)),
    pageOnly: true,
    header: [
      ...sides.map((side) => SIDE[side]),
      { en: "Year", zh: "全年" },
      ...months.map((month) => ({ en: month.slice(5), zh: `${Number(month.slice(5))} 月` })),
    ],
    rows: [...rows.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { path, targets, total }]) => [
        ...path,
        amount(total),
        ...months.map((month) => amount(targets.get(month) ?? 0)),
      ]),
  };
}
