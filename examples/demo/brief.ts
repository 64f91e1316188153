import { isClienteleError, type Label } from "clientele";
import type { Brief, Section } from "../page/document.ts";
import { printable } from "../page/source.ts";
import { counted, say } from "../page/words.ts";
import type { Book } from "./book.ts";
import { campaignSection } from "./sections/campaigns.ts";
import { funnelSection } from "./sections/funnel.ts";
import { gridSection } from "./sections/grid.ts";
import { loyaltySection, quadrants } from "./sections/loyalty.ts";
import { strategySection } from "./sections/strategies.ts";
import { switchingSection } from "./sections/switching.ts";
import { tierSection, tiersOf } from "./sections/tiers.ts";
import type { TableName } from "./tables.ts";

/** One section to make: from which tables, and whether they gave enough. */
interface Plan {
  readonly id: string;
  readonly title: Label;
  readonly needs: readonly TableName[];
  /** Tables that the section uses where they are given. */
  readonly uses: readonly TableName[];
  readonly rows: number;
  readonly build: () => Section;
}

/** The seven questions of the brief, each with its own section. A section without data says what is missing. */
export function makeBrief(book: Book, progress: (step: string) => void): Brief {
  const { customers, answers, accounts, histories, campaigns, experiments, asOf } = book;
  const plans: readonly Plan[] = [
    {
      id: "tiers",
      title: { en: "Who is worth what", zh: "谁值多少" },
      needs: ["customers"],
      uses: [],
      rows: customers.length,
      build: () => tierSection(book),
    },
    {
      id: "loyalty",
      title: { en: "Who is loyal, and who is only held", zh: "谁真忠诚，谁只是被留住" },
      needs: ["satisfaction"],
      uses: [],
      rows: answers.length,
      build: () => loyaltySection(book),
    },
    {
      id: "funnel",
      title: { en: "What the funnel will bring", zh: "漏斗将带来什么" },
      needs: ["opportunities", "stages"],
      uses: [],
      rows: histories.length,
      build: () => funnelSection(book),
    },
    {
      id: "grid",
      title: { en: "The grid: targets and attainment", zh: "网格：指标与达成" },
      needs: ["opportunities", "stages"],
      uses: ["customers"],
      rows: histories.length,
      build: () => gridSection(book),
    },
    {
      id: "switching",
      title: { en: "What holds each customer", zh: "什么留住了客户" },
      needs: ["customers", "switching"],
      uses: [],
      rows: accounts.length,
      build: () =>
        switchingSection(
          book,
          orEmpty(() => tiersOf(book)),
          orEmpty(() => quadrants(book)),
        ),
    },
    {
      id: "campaigns",
      title: { en: "What the campaigns returned", zh: "市场活动的回报" },
      needs: ["campaigns"],
      uses: ["links"],
      rows: campaigns.length + experiments.length,
      build: () => campaignSection(book),
    },
    {
      id: "strategies",
      title: { en: "What could be done, and what it is worth", zh: "可选策略及其价值" },
      needs: ["customers"],
      uses: ["satisfaction", "switching", "campaigns"],
      rows: customers.length,
      build: () => strategySection(book),
    },
  ];
  const sections = plans.map((plan) => {
    progress(plan.title.en.toLowerCase());
    const section = made(book, plan);
    const late = plan.needs.concat(plan.uses).flatMap((name) => lateNote(book, name));
    return { ...section, notes: [...section.notes, ...late] };
  });
  return {
    title: book.title,
    subtitle: say("As of {0}, UTC days", "截至 {0}（UTC 日期）", asOf),
    sections,
  };
}

function made(book: Book, { id, title, needs, rows, build }: Plan): Section {
  if (rows === 0) return absent(id, title, missing(book, needs));
  try {
    return build();
  } catch (error) {
    // what one section cannot do must not cost the others
    if (!isClienteleError(error)) throw error;
    const reason = printable(error.message);
    return absent(id, title, say("This section cannot be made: {0}.", "无法生成本节：{0}。", reason));
  }
}

/** What a section may do without where it cannot be found out. */
export function orEmpty<V>(find: () => ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  try {
    return find();
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    return new Map();
  }
}

const NAMES: Readonly<Record<TableName, Label>> = {
  customers: { en: "customers", zh: "客户" },
  satisfaction: { en: "survey answers", zh: "满意度答复" },
  switching: { en: "facts about switching", zh: "转移成本证据" },
  opportunities: { en: "opportunities", zh: "商机" },
  stages: { en: "stage histories", zh: "阶段历史" },
  campaigns: { en: "campaigns", zh: "市场活动" },
  links: { en: "campaign links", zh: "活动与商机的关联" },
};

/** Which table is missing, beside what was given; tables that were given and good are not asked for again. */
function missing({ sources }: Book, needs: readonly TableName[]): Label {
  const lacking = needs.filter((name) => (sources.get(name)?.rows ?? 0) === 0);
  const [first = needs[0] as TableName] = lacking;
  const given = needs.flatMap((name) => {
    const source = sources.get(name);
    return source === undefined || source.rows === 0 ? [] : [source];
  });
  const source = sources.get(first);
  const file = source === undefined ? "" : printable(source.file);
  const fault =
    source === undefined
      ? say("{0} are missing: add --{1} FILE", "缺少{2}：请加上 --{1} FILE", NAMES[first], first, NAMES[first])
      : source.later > 0
        ? say("{0} has no row dated up to the day of the brief", "{0} 中没有截至简报日的数据", file)
        : lacking.length === 0
          ? say("no row of {0} can be used", "{0} 中没有可用的数据", file)
          : say("{0} gave no good row", "{0} 没有任何可用的行", file);
  if (given.length > 0 && lacking.length > 0) {
    const has: Label = {
      en: given.map((s) => `${printable(s.file)} has ${counted(s.rows, "row", "行").en}`).join(" and "),
      zh: given.map((s) => `${printable(s.file)} 有 ${counted(s.rows, "row", "行").zh}`).join("，"),
    };
    return say("{0}, but {1}.", "{0}，但{1}。", has, fault);
  }
  const also = lacking.filter((name) => name !== first && !sources.has(name));
  const rest: Label =
    source !== undefined || also.length === 0
      ? { en: "", zh: "" }
      : {
          en: ` and ${also.map((name) => `--${name} FILE`).join(" and ")}`,
          zh: ` 和 ${also.map((name) => `--${name} FILE`).join(" 和 ")}`,
        };
  return say("Nothing to show: {0}{1}.", "无可显示：{0}{1}。", fault, rest);
}

function lateNote({ sources, asOf }: Book, name: TableName): Label[] {
  const source = sources.get(name);
  if (source === undefined || source.later === 0) return [];
  return [
    say(
      "{0} of {1} {2} left out, being dated after {3}: the brief knows only what was known then.",
      "{1} 中有 {0} 日期晚于 {3}，未予采用：简报只依据当时已知的情况。",
      counted(source.later, "row", "行"),
      printable(source.file),
      source.later === 1 ? "is" : "are",
      asOf,
    ),
  ];
}

function absent(id: string, title: Label, finding: Label): Section {
  return { id, title, finding, figures: [], pictures: [], tables: [], notes: [], empty: true };
}
