import {
  type AttainmentGroup,
  type AttainmentRating,
  attainmentChart,
  attainmentCourseChart,
  describe,
  formatShare,
  type Label,
  type Locale,
  labelOf,
} from "clientele";
import type { Cell, DataTable, Figure, Picture, Section } from "../../page/document.ts";
import { amount, bothLanguages, counted, say, sentence } from "../../page/words.ts";
import type { Book } from "../book.ts";
import { type Grid, gridOf, type NoGrid, type Side, TARGET_GROWTH } from "../grid.ts";

const TITLE: Label = { en: "The grid: targets and attainment", zh: "网格：指标与达成" };

/** Exceptions listed; the map shows them all. */
const LISTED = 10;

const SIDE: Readonly<Record<Side, Label>> = {
  region: { en: "Region", zh: "区域" },
  product: { en: "Product", zh: "产品" },
  owner: { en: "Account manager", zh: "客户经理" },
};

/** What each region and product is to bring this year, what it has brought, and where it will end. */
export function gridSection(book: Book): Section {
  const grid = gridOf(book);
  if (typeof grid === "string") return nothing(book, grid);
  const { attainment, year } = grid;
  return {
    id: "grid",
    title: TITLE,
    finding: finding(grid),
    figures: figures(grid),
    pictures: pictures(grid),
    tables: [
      exceptionTable(grid),
      groupTable(grid, attainment.levels[0] ?? []),
      monthTable(grid),
      breakdownTable(grid),
    ],
    notes: [
      targetNote(book, grid),
      ...ruleNotes(grid),
      say(
        "The target of {0} is handed down by {1} in the shares of what was won in {2}, and to months by the months of the whole; every level sums to the target.",
        "{0} 年指标按 {2} 年赢单金额的占比分解到{1}，再按整体的月度分布分解到月；各级之和均等于总指标。",
        String(year),
        sideNames(grid, (text) => text.toLowerCase()),
        String(year - 1),
      ),
      ...dataNotes(grid),
      ...attainment.notes.map(sentence),
    ],
  };
}

function sideNames({ sides }: Grid, dress: (text: string) => string = (text) => text): Label {
  return {
    en: sides.map((side) => dress(SIDE[side].en)).join(" and "),
    zh: sides.map((side) => SIDE[side].zh).join("、"),
  };
}

function finding({ attainment, year }: Grid): Label {
  const { whole, asOf, exceptionCount, exceptions, levels } = attainment;
  const cells = levels[levels.length - 1] ?? [];
  const first = exceptions[0];
  const missing = cells.reduce((sum, { rating: { status }, atStake }) => sum + (isException(status) ? atStake : 0), 0);
  const soFar = say(
    "By {0}, {1} of the target of {2} for {3} was won, where {4} was due.",
    "截至 {0}，{3} 年指标 {2} 已完成 {1}，按进度应为 {4}。",
    asOf,
    amount(whole.actual),
    amount(whole.target),
    String(year),
    amount(whole.targetToDate),
  );
  const ahead =
    "abstained" in whole.outlook
      ? bothLanguages((locale) => ("abstained" in whole.outlook ? describe(whole.outlook.abstained, locale) : ""))
      : say(
          "The year will end at about {0} ({1}).",
          "预计全年约 {0}（{1}）。",
          amount(whole.outlook.value),
          range(whole.outlook.interval),
        );
  const exception =
    first === undefined
      ? { en: "No cell is behind.", zh: "没有落后的单元。" }
      : say(
          "{0} of {1} not on course, with {4} expected to be missing; most of it in {2}: {3}.",
          "{1}中有 {0} 个未如期，预计缺口共 {4}；其中最大的是 {2}：{3}。",
          exceptionCount,
          counted(cells.length, exceptionCount === 1 ? "cell is" : "cells are", "个单元", "cells are"),
          first.path.join(" / "),
          amount(first.atStake),
          amount(missing),
        );
  return say("{0} {1} {2}", "{0}{1}{2}", soFar, ahead, exception);
}

function isException(status: AttainmentRating["status"]): boolean {
  return status === "red" || status === "amber";
}

/** Both ends of an interval of amounts. */
function range({ lower, upper, level }: { lower: number; upper: number; level: number }): Label {
  return say("{2} interval {0} to {1}", "{2} 区间 {0} 至 {1}", amount(lower), amount(upper), formatShare(level, 0));
}

function figures(grid: Grid): Figure[] {
  const { attainment, lastYear, year } = grid;
  const { whole } = attainment;
  return [
    {
      label: say("Target {0}", "{0} 年指标", String(year)),
      value: amount(whole.target),
      basis: say(
        "{0} contracts of {1} brought {2}",
        "{1} 年 {0} 份合同共 {2}",
        lastYear.contracts,
        String(year - 1),
        amount(lastYear.amount),
      ),
    },
    {
      label: { en: "Won so far", zh: "迄今赢单" },
      value: amount(whole.actual),
      basis: say(
        "{0}, {1} of what was due by then",
        "{0}，为应完成进度的 {1}",
        counted(attainment.ledger.counted.rows, "contract", "份合同"),
        whole.pace === undefined ? "–" : formatShare(whole.pace, 0),
      ),
    },
    ...("abstained" in whole.outlook
      ? []
      : [
          {
            label: { en: "Outlook for the year", zh: "全年预计" },
            value: amount(whole.outlook.value),
            basis: range(whole.outlook.interval),
          },
          ...(whole.outlook.chance === undefined
            ? []
            : [
                {
                  label: { en: "Chance of the target", zh: "达标概率" },
                  value: formatShare(whole.outlook.chance, 0),
                  basis: statusText(whole.rating),
                },
              ]),
        ]),
  ];
}

function pictures({ attainment, sides, year }: Grid): Picture[] {
  const named = (locale: Locale) => ({ ...attainment, dimensions: sides.map((side) => SIDE[side][locale]) });
  return [
    {
      caption: {
        en: "Each square says by colour, shape and word how it stands, what share of the year's target is reached, and how much is expected to be missing.",
        zh: "每格以颜色、形状和文字表示状态，并给出全年指标完成比例和预计缺口。",
      },
      chart: (locale) => attainmentChart(named(locale), { locale }),
    },
    {
      caption: say(
        "The course of {0}: what came in, what was due, and where the year may end.",
        "{0} 年进程：实际、应完成进度与全年预计。",
        String(year),
      ),
      chart: (locale) => attainmentCourseChart(named(locale), { locale }),
    },
  ];
}

function statusText(rating: AttainmentRating): Label {
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

function exceptionTable({ attainment, sides }: Grid): DataTable {
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

function groupTable({ sides }: Grid, groups: readonly AttainmentGroup[]): DataTable {
  const side = SIDE[sides[0] as Side];
  return {
    caption: say("By {0}", "按{0}", { en: side.en.toLowerCase(), zh: side.zh }),
    header: [side, ...GROUP_HEADER],
    rows: groups.map((group) => [group.path[0] ?? "", ...groupRow(group)]),
  };
}

/** Target and contracts month by month; the months ahead have no actual yet. */
function monthTable({ attainment, cells }: Grid): DataTable {
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
function breakdownTable({ cells, sides, year }: Grid): DataTable {
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

function targetNote({ target }: Book, { lastYear, year }: Grid): Label {
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
function ruleNotes({ attainment: { rules } }: Grid): Label[] {
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
function dataNotes({ begins, withoutAmount, unstated, sides, year }: Grid): Label[] {
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

function nothing({ asOf }: Book, why: NoGrid): Section {
  const year = Number(asOf.slice(0, 4));
  return {
    id: "grid",
    title: TITLE,
    finding:
      why === "no_contract_last_year"
        ? say(
            "No contract with an amount was won in {0}, so nothing says how a target of {1} is to be handed down.",
            "{0} 年没有带金额的赢单，无从分解 {1} 年的指标。",
            String(year - 1),
            String(year),
          )
        : {
            en: "The contracts name neither region (customers.region) nor product (opportunities.product) nor owner (opportunities.owner), so there is nothing to hand a target down to.",
            zh: "合同未注明区域（customers.region）、产品（opportunities.product）或客户经理（opportunities.owner），无从分解指标。",
          },
    figures: [],
    pictures: [],
    tables: [],
    notes: [],
    empty: true,
  };
}
