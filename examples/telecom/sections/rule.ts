import { riskToSql } from "clientele/retention";
import type { Section } from "../../page/document.ts";
import type { Findings } from "../findings.ts";

/** The chances where the customers are. */
export function ruleSection({ model }: Findings): Section {
  const sql = riskToSql(model, { dialect: "postgres", as: "chance_to_leave" });
  return {
    id: "rule",
    title: { en: "The same chances in your database", zh: "在您的数据库中计算同样的概率" },
    finding: {
      en: "One expression gives every row of the customer table the chance that this page uses.",
      zh: "一个表达式即可为客户表的每一行算出本页所用的概率。",
    },
    figures: [],
    pictures: [],
    tables: [],
    listings: [
      {
        caption: { en: "As SQL (PostgreSQL)", zh: "SQL（PostgreSQL）" },
        text: `SELECT "customerID",\n${sql}\nFROM customers`,
      },
    ],
    notes: [],
  };
}
