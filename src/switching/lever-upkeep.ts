import type { Label } from "../core/locale.ts";
import type { LeverCost, LeverId } from "./types.ts";

/** What each lever costs us to keep at work, and how it gives way, in words. */
export const leverUpkeep: Readonly<Record<LeverId, { readonly cost: LeverCost; readonly decay: Label }>> = {
  quality: {
    cost: {
      kind: "investment",
      unit: "per_account",
      text: {
        en: "Spare capacity, monitoring and quality assurance behind this account",
        zh: "为该客户投入的冗余、监测与质量保障",
      },
    },
    decay: {
      en: "Kept by staying within limits; forgotten within a year or so of the first serious faults",
      zh: "只要指标达标就能维持；一旦出现严重故障，一年左右便不再起作用",
    },
  },
  service: {
    cost: {
      kind: "staff_time",
      unit: "per_month",
      text: { en: "Hours of the service team beyond the standard", zh: "服务团队超出标准的工时" },
    },
    decay: { en: "Fades once the team is withdrawn or answers slow down", zh: "服务团队撤走或响应变慢后逐渐消退" },
  },
  bundling: {
    cost: {
      kind: "margin",
      unit: "per_month",
      text: { en: "Margin given up on the price of the bundle", zh: "组合定价让出的毛利" },
    },
    decay: { en: "Holds until the customer takes the solution apart", zh: "客户拆分组合方案之前一直有效" },
  },
  standing: {
    cost: {
      kind: "spending",
      unit: "per_month",
      text: { en: "Priority, events and gifts that come with the rank", zh: "身份待遇所附带的优先资源、活动与礼遇" },
    },
    decay: { en: "Fades within months once the privileges stop", zh: "特权停止后数月内消退" },
  },
  brand: {
    cost: {
      kind: "investment",
      unit: "per_account",
      text: { en: "Work on shared standards, joint brand and culture", zh: "共建标准、联合品牌与文化方面的投入" },
    },
    decay: {
      en: "Fades over years once brand and standards are no longer fed",
      zh: "品牌与标准不再维护后，数年内逐渐消退",
    },
  },
  personal_care: {
    cost: {
      kind: "staff_time",
      unit: "per_account",
      text: {
        en: "The account manager's time and small expenses for the person",
        zh: "客户经理为个人投入的时间与小额开支",
      },
    },
    decay: { en: "Fades once nobody remembers the dates any more", zh: "无人再记得重要日子后逐渐消退" },
  },
  promotion: {
    cost: {
      kind: "spending",
      unit: "per_event",
      text: { en: "Media space and events given to the customer's products", zh: "用于宣传客户产品的媒体资源与活动" },
    },
    decay: { en: "Fades with the orders that came through us", zh: "经我方带来的订单减少后随之消退" },
  },
  planned_visits: {
    cost: {
      kind: "staff_time",
      unit: "per_visit",
      text: { en: "Preparation, travel and follow-up of a visit", zh: "每次拜访的准备、路途与跟进" },
    },
    decay: { en: "Fades once the plan for the year is dropped", zh: "年度拜访计划中断后逐渐消退" },
  },
  differentiation: {
    cost: {
      kind: "investment",
      unit: "per_account",
      text: { en: "Processes, interfaces and reports made for this customer", zh: "为该客户定制的流程、接口与报表" },
    },
    decay: { en: "Holds until the customer has the same built elsewhere", zh: "客户在别处建成同样的定制之前一直有效" },
  },
  agreements: {
    cost: {
      kind: "margin",
      unit: "per_account",
      text: {
        en: "Concessions in price or equipment for which the term was signed",
        zh: "为换取合约期而让出的价格或设备优惠",
      },
    },
    decay: { en: "Ends on the day on which the last contract ends", zh: "最后一份合同到期之日即失效" },
  },
  points: {
    cost: {
      kind: "margin",
      unit: "per_month",
      text: { en: "Redemption value of the points given", zh: "所赠积分的兑换成本" },
    },
    decay: { en: "Ends on the day on which the last points run out", zh: "最后一批积分到期之日即失效" },
  },
  social_gatherings: {
    cost: {
      kind: "spending",
      unit: "per_event",
      text: { en: "Place, programme and hosts of a gathering", zh: "联谊活动的场地、节目与接待" },
    },
    decay: { en: "Fades once invitations stop", zh: "停止邀请后逐渐消退" },
  },
  clubs: {
    cost: {
      kind: "spending",
      unit: "per_month",
      text: { en: "Benefits and administration of the membership", zh: "会员权益与运营开支" },
    },
    decay: { en: "Fades once the club offers nothing new", zh: "俱乐部不再有新内容后逐渐消退" },
  },
  contacts: {
    cost: {
      kind: "staff_time",
      unit: "per_account",
      text: { en: "Time to find, meet and keep each further person", zh: "结识并维系每一位联系人的时间" },
    },
    decay: {
      en: "Fades as people change their posts and nobody meets the new ones",
      zh: "人员调动而无人结识新人，逐渐消退",
    },
  },
  habits: {
    cost: {
      kind: "staff_time",
      unit: "per_account",
      text: { en: "Training and help until daily work runs on it", zh: "培训与辅导，直至融入日常工作" },
    },
    decay: { en: "Fades once the service stops being used", zh: "服务停用后逐渐消退" },
  },
  prepayment: {
    cost: {
      kind: "margin",
      unit: "per_account",
      text: { en: "Discount for paying in advance", zh: "为预付款让出的折扣" },
    },
    decay: { en: "Ends on the day on which the balance is used up or forfeited", zh: "余额用尽或作废之日即失效" },
  },
  emotional_account: {
    cost: {
      kind: "staff_time",
      unit: "per_account",
      text: { en: "Favours done and time given without a bill", zh: "不计报酬的帮助与付出的时间" },
    },
    decay: {
      en: "Fades slowly, or at once after a betrayal of trust, which only a new answer can show",
      zh: "缓慢消退；若失信则立即归零，须重新评估才能看出",
    },
  },
};
