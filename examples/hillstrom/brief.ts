import type { Brief } from "../page/document.ts";
import type { Findings } from "./findings.ts";
import { decisionSection } from "./sections/decision.ts";
import { effectsSection } from "./sections/effects.ts";
import { listSection } from "./sections/list.ts";
import { moneySection } from "./sections/money.ts";
import { respondersSection } from "./sections/responders.ts";
import { ruleSection } from "./sections/rule.ts";
import { testedSection } from "./sections/tested.ts";

/** The findings as a page: the decision first, then what carries it. */
export function makeBrief(findings: Findings): Brief {
  return {
    title: { en: "Two e-mails, three groups: which to send, and to whom", zh: "两封邮件、三组客户：发哪封，发给谁" },
    subtitle: {
      en: "Hillstrom's e-mail test of 2008, from the split of the groups to the list for the next one",
      zh: "Hillstrom 2008 年邮件测试：从分组检查到下一次的名单",
    },
    sections: [
      decisionSection(findings),
      testedSection(findings),
      effectsSection(findings),
      moneySection(findings),
      respondersSection(findings),
      listSection(findings),
      ruleSection(findings),
    ],
  };
}
