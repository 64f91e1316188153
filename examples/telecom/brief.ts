import type { Brief } from "../page/document.ts";
import type { Findings } from "./findings.ts";
import { assumptionsSection } from "./sections/assumptions.ts";
import { churnSection } from "./sections/churn.ts";
import { decisionSection } from "./sections/decision.ts";
import { driversSection } from "./sections/drivers.ts";
import { heldSection } from "./sections/held.ts";
import { planSection } from "./sections/plan.ts";
import { ruleSection } from "./sections/rule.ts";

/** The findings as a page: the decision first, then what carries it. */
export function makeBrief(findings: Findings): Brief {
  return {
    title: { en: "Whom to keep, and with what", zh: "挽留谁，用什么挽留" },
    subtitle: {
      en: "7,043 customers of a telecom operator: who leaves, what holds the others, and what a budget should do",
      zh: "某电信运营商的 7,043 位客户：谁会离开，什么留住其他人，预算该怎么花",
    },
    sections: [
      decisionSection(findings),
      churnSection(findings),
      driversSection(findings),
      heldSection(findings),
      planSection(findings),
      ruleSection(findings),
      assumptionsSection(),
    ],
  };
}
