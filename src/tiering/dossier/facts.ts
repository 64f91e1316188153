import type { Label } from "../../core/locale.ts";
import type { DossierFact, DossierGroup } from "./types.ts";

const text = (en: string, zh: string): Label => ({ en, zh });
const fact = (id: string, en: string, zh: string): DossierFact => ({ id, name: text(en, zh) });
const personal = (id: string, en: string, zh: string): DossierFact => ({ id, name: text(en, zh), sensitive: true });

/**
 * The customer dossier (D5, 客户档案): five groups of facts, all groups of the same weight. Facts about a person are marked
 * sensitive: they are neither counted nor asked for unless the person agreed.
 *
 * @example
 * ```ts
 * customerDossier.map((group) => group.id); // => ["basic", "business", "personal", "logistics", "dealings"]
 * customerDossier[2].facts.every((fact) => fact.sensitive); // => true
 * ```
 */
export const customerDossier: readonly DossierGroup[] = /* @__PURE__ */ (() => [
  {
    id: "basic",
    name: text("Basic facts", "基本信息"),
    facts: [
      fact("legal_name", "Legal name", "企业全称"),
      fact("registration_number", "Registration number", "统一社会信用代码"),
      fact("address", "Address", "地址"),
      fact("phone", "Switchboard number", "联系电话"),
      fact("industry", "Industry", "所属行业"),
      fact("founded", "Year of founding", "成立时间"),
      fact("ownership", "Ownership", "企业性质"),
      fact("headquarters", "Headquarters", "总部所在地"),
    ],
  },
  {
    id: "business",
    name: text("Business facts", "经营信息"),
    facts: [
      fact("revenue", "Annual revenue", "年营业额"),
      fact("employees", "Employees", "员工人数"),
      fact("products", "Main products", "主要产品"),
      fact("markets", "Markets served", "目标市场"),
      fact("strategy", "Plans for the coming years", "发展规划"),
      fact("rivals", "Their competitors", "其竞争对手"),
      fact("budget_cycle", "Budget cycle", "预算周期"),
      fact("decision_chain", "Decision chain", "决策流程"),
    ],
  },
  {
    id: "personal",
    name: text("Personal facts", "个人信息"),
    facts: [
      personal("contact_birthday", "Contact's birthday", "联系人生日"),
      personal("contact_family", "Contact's family", "联系人家庭情况"),
      personal("contact_education", "Contact's education", "联系人教育背景"),
      personal("contact_career", "Contact's career", "联系人职业经历"),
      personal("contact_interests", "Contact's interests", "联系人兴趣爱好"),
      personal("contact_preferences", "How the contact likes to be reached", "联系人沟通偏好"),
    ],
  },
  {
    id: "logistics",
    name: text("Logistics facts", "物流信息"),
    facts: [
      fact("delivery_address", "Delivery address", "收货地址"),
      fact("delivery_hours", "Hours of receipt", "收货时间"),
      fact("receiving_contact", "Who receives", "收货人"),
      fact("transport", "Means of transport", "运输方式"),
      fact("packaging", "Packaging wanted", "包装要求"),
      fact("stock_days", "Days of stock kept", "库存天数"),
    ],
  },
  {
    id: "dealings",
    name: text("Dealings", "往来信息"),
    facts: [
      fact("first_deal", "Date of the first deal", "首次成交时间"),
      fact("products_bought", "Products bought from us", "已购产品"),
      fact("share_of_wallet", "Our share of their spending", "我方采购占比"),
      fact("other_suppliers", "Other suppliers", "其他供应商"),
      fact("payment_terms", "Payment terms and habit", "付款条件与习惯"),
      fact("contract_end", "End of contract", "合同到期日"),
      fact("complaints", "Complaints and how they ended", "投诉及处理结果"),
      fact("last_visit", "Last visit", "最近拜访"),
    ],
  },
])();
