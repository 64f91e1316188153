import { describe, formatNumber } from "clientele/core";
import { explainChurn } from "clientele/retention";
import type { Cell, Section } from "../../page/document.ts";
import { bothLanguages, say } from "../../page/words.ts";
import { factsOf } from "../data.ts";
import type { Findings } from "../findings.ts";
import { contractName, fieldName } from "../words.ts";

/** Facts shown in the table. */
const SHOWN = 8;
/** Reasons shown of each customer. */
const REASONS = 3;

/** What the chances rest on. */
export function driversSection({ model, weights, portraits }: Findings): Section {
  const [first, second] = weights;
  if (first === undefined || second === undefined) throw new Error("the model has no fields");
  return {
    id: "drivers",
    title: { en: "What it rests on", zh: "依据是什么" },
    finding: say(
      "{0} and {1} move the chances most. These are differences between customers, not effects: who signs for two years wanted to stay before signing.",
      "{0}与{1}对概率影响最大。这些是客户之间的差别而非因果：签两年合约的人在签约前就想留下。",
      fieldName(first.field),
      bothLanguages((locale) => lowered(fieldName(second.field)[locale])),
    ),
    figures: [],
    pictures: [],
    tables: [
      {
        caption: { en: "How strongly each fact moves the chances", zh: "各项信息对概率的影响强度" },
        header: [
          { en: "Fact", zh: "信息" },
          { en: "Mean move of the log-odds", zh: "对数几率的平均变动" },
        ],
        rows: weights
          .slice(0, SHOWN)
          .map(({ field, strength }): Cell[] => [fieldName(field), formatNumber(strength, 2)]),
      },
      {
        caption: { en: "Why the three customers above have their chances", zh: "上述三位客户概率的主要原因" },
        header: [
          { en: "Contract", zh: "合约" },
          { en: "Strongest reasons, beside the average customer", zh: "与平均客户相比的最强原因" },
        ],
        rows: portraits.map(({ customer }): Cell[] => {
          const { drivers } = explainChurn(model, { tenure: customer.tenure, covariates: factsOf(customer) });
          const word = (locale: "en" | "zh"): string =>
            drivers
              .slice(0, REASONS)
              .map(({ field, reason }) => describe(reason, locale).replace(field, fieldName(field)[locale]))
              .join(locale === "en" ? "; " : "；");
          return [contractName(customer.row["Contract"] ?? ""), bothLanguages(word)];
        }),
      },
    ],
    notes: [
      {
        en: "The bill follows from the services taken, so the two share one effect between them: read them together.",
        zh: "账单取决于所订服务，两者共同承担同一影响：应合并解读。",
      },
    ],
  };
}

const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
