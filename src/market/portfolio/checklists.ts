import type { MarketingElement } from "../../core/labels/portfolio.ts";
import { portfolioLabels } from "../../core/labels/portfolio.ts";
import type { Label } from "../../core/locale.ts";
import type { Checklist, ChecklistElement } from "./checklist-types.ts";

function element(
  id: MarketingElement,
  texts: readonly (readonly [en: string, zh: string])[],
  pair?: string,
): ChecklistElement {
  return {
    id,
    label: portfolioLabels.marketingElement[id],
    ...(pair === undefined ? {} : { pair }),
    questions: texts.map(([en, zh], i) => ({ id: `${id}_${i + 1}`, text: { en, zh } satisfies Label })),
  };
}

/**
 * The four Ps, four Cs and four Rs as lists of questions in English and Chinese: what must be known about an offer
 * before a plan is made for it. Pass them to {@link measureChecklist}, whole, in part, or with your own beside them.
 *
 * @example
 * ```ts
 * marketingChecklists.map((list) => list.id); // => ["4p", "4c", "4r"]
 * marketingChecklists[0].elements.map((e) => `${e.id}–${e.pair}`); // => ["product–consumer", "price–cost", "place–convenience", "promotion–communication"]
 * ```
 * @see McCarthy, Basic Marketing (1960); Lauterborn, New marketing litany, Advertising Age 61 (1990), who pairs each C
 * with its P; Schultz for relevance, reaction, relationship, return. Ettenberg's four Rs (The Next Economy, 2002) are
 * others: relationship, retrenchment, relevancy, reward.
 */
export const marketingChecklists: readonly Checklist[] = /* @__PURE__ */ (() => [
  {
    id: "4p",
    label: portfolioLabels.marketingFrame["4p"],
    source: "McCarthy 1960",
    elements: [
      element(
        "product",
        [
          ["What does the product do that rivals' products do not?", "产品有哪些竞品不具备的作用？"],
          ["Which part of the range earns, which only sells?", "产品线中哪些赚钱，哪些只是走量？"],
          ["What service and warranty come with it?", "随产品提供哪些服务与质保？"],
        ],
        "consumer",
      ),
      element(
        "price",
        [
          ["At which price is it sold, net of every discount?", "扣除各种折扣后的实际售价是多少？"],
          ["Who may give which discount?", "谁有权给多大的折扣？"],
          ["How does the price compare with the nearest rival's?", "与最接近的对手相比价格如何？"],
        ],
        "cost",
      ),
      element(
        "place",
        [
          ["Through which channels is it sold, and what share through each?", "通过哪些渠道销售，各占多少份额？"],
          ["Where is it not to be had?", "哪些地方买不到？"],
          ["What does each channel cost?", "每个渠道的成本是多少？"],
        ],
        "convenience",
      ),
      element(
        "promotion",
        [
          ["What is told to whom, and through which media?", "向谁传递什么信息，通过哪些媒介？"],
          ["What did the last campaign bring beyond what would have come anyway?", "上次活动带来了多少额外的增量？"],
          ["What is spent on promotion, by kind?", "各类推广分别花费多少？"],
        ],
        "communication",
      ),
    ],
  },
  {
    id: "4c",
    label: portfolioLabels.marketingFrame["4c"],
    source: "Lauterborn 1990",
    elements: [
      element(
        "consumer",
        [
          ["Which job does the customer want done?", "客户真正想解决什么问题？"],
          ["What do customers weigh most when they buy?", "客户购买时最看重什么？"],
          ["What do they miss today?", "他们目前缺少什么？"],
        ],
        "product",
      ),
      element(
        "cost",
        [
          ["What does it cost the customer in all, from search to disposal?", "客户从寻找到报废的总成本是多少？"],
          ["What does it cost to switch to us?", "转向我们要付出什么代价？"],
          ["What is a result worth to the customer?", "达成结果对客户值多少钱？"],
        ],
        "price",
      ),
      element(
        "convenience",
        [
          ["How would the customer like to buy?", "客户希望以什么方式购买？"],
          ["How long from order to use?", "从下单到投入使用需要多久？"],
          ["Where does buying from us annoy?", "向我们购买时哪些环节令人不便？"],
        ],
        "place",
      ),
      element(
        "communication",
        [
          ["How do customers speak to us, and who answers by when?", "客户如何与我们沟通，由谁在多长时间内回应？"],
          ["What do they ask most?", "他们最常问什么？"],
          ["Whose word do they trust?", "他们相信谁的意见？"],
        ],
        "promotion",
      ),
    ],
  },
  {
    id: "4r",
    label: portfolioLabels.marketingFrame["4r"],
    source: "Schultz",
    elements: [
      element("relevance", [
        ["What ties the customer's success to ours?", "客户的成功与我们有何关联？"],
        ["What would the customer lose without us?", "没有我们，客户会失去什么？"],
      ]),
      element("reaction", [
        ["How soon do we notice that a need has changed?", "需求变化后我们多久能察觉？"],
        ["How soon do we answer?", "我们多久作出反应？"],
      ]),
      element("relationship", [
        ["With whom do we have a lasting relationship, on which levels?", "我们在哪些层面与谁建立了长期关系？"],
        ["What do both sides know of each other that others do not?", "双方掌握哪些外人不知道的彼此信息？"],
      ]),
      element("return", [
        ["What does the relationship return to the customer?", "这段关系给客户带来什么回报？"],
        ["What does it return to us, after its cost?", "扣除成本后给我们带来什么回报？"],
      ]),
    ],
  },
])();
