import { formatNumber, formatShare } from "clientele/core";
import { treeToFilter, treeToSql } from "clientele/targeting";
import type { Section } from "../../page/document.ts";
import { say } from "../../page/words.ts";
import type { Findings } from "../findings.ts";
import { of } from "../sure.ts";
import { segmentWords } from "./responders.ts";

/** The women's list as rules that a CRM runs. */
export function ruleSection({ n, responders, lists }: Findings): Section {
  const found = of(responders, "womens");
  const { tree, worthwhile, segments } = found;
  const listed = of(lists, "womens").final;
  const best = segments.find(({ uplift }) => "value" in uplift && uplift.value >= worthwhile);
  if (best === undefined) throw new Error("no segment is worth a contact");
  const expression = treeToSql(tree, { dialect: "postgres" });
  const sql = `SELECT customer_id FROM customers\nWHERE ${expression.replaceAll("\n", "\n      ")}\n      >= ${worthwhile.toFixed(6)}`;
  const filter = JSON.stringify(treeToFilter(tree, { minValue: worthwhile }));
  return {
    id: "rule",
    title: { en: "Whom to ask next: the rule", zh: "下一步联系谁：规则" },
    finding: say(
      "Men's e-mail: everybody, no rule needed. Women's e-mail, next test: {1} of {2} customers, by the rule “{0}”.",
      "男装邮件：全部客户，无需规则。女装邮件的下一次测试：{2} 位客户中的 {1} 位，规则为“{0}”。",
      { en: lowered(segmentWords(found, best.leaf).en), zh: segmentWords(found, best.leaf).zh },
      listed,
      n,
    ),
    figures: [
      {
        label: { en: "Customers in the next women's test", zh: "下一次女装测试的客户" },
        value: formatNumber(listed),
        basis: say(
          "{0} of {1}; every customer stands in hillstrom-list.csv",
          "占 {1} 的 {0}；名单见 hillstrom-list.csv",
          formatShare(listed / n, 1),
          n,
        ),
      },
    ],
    pictures: [],
    tables: [],
    listings: [
      { caption: { en: "As SQL (PostgreSQL)", zh: "SQL（PostgreSQL）" }, text: sql },
      { caption: { en: "As a JSON filter (JsonLogic)", zh: "JSON 过滤条件（JsonLogic）" }, text: filter },
    ],
    notes: [
      {
        en: "Both select the same customers. The figures in the query are extra visits per customer of each segment, against what a contact must bring to pay.",
        zh: "两种写法选出的客户相同。查询中的数字是各群体每位客户增加的访问，与回本所需的增量比较。",
      },
    ],
  };
}

const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
