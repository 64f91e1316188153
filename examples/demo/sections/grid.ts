import {
  type AttainmentRating,
  attainmentChart,
  attainmentCourseChart,
  describe,
  formatShare,
  type Label,
  type Locale,
} from "clientele";
import type { Figure, Picture, Section } from "../../page/document.ts";
import { amount, bothLanguages, counted, say, sentence } from "../../page/words.ts";
import type { Book } from "../book.ts";
import { type Grid, gridOf, type NoGrid } from "../grid.ts";
import { dataNotes, ruleNotes, targetNote } from "./grid-notes.ts";
import { breakdownTable, exceptionTable, groupTable, monthTable, SIDE, statusText } from "./grid-tables.ts";

const TITLE: Label = { en: "The grid: targets and attainment", zh: "网格：指标与达成" };

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
