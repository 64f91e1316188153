import type { Label } from "../core/locale.ts";
import type { LeverId } from "./types.ts";

/** What a lever does, and what one sees where it is not, half or fully at work. */
export interface LeverText {
  readonly description: Label;
  readonly none: Label;
  readonly half: Label;
  readonly full: Label;
}

export const leverTexts: Readonly<Record<LeverId, LeverText>> = {
  quality: {
    description: {
      en: "What we supply has worked without trouble for so long that any change looks like a risk",
      zh: "产品和服务长期稳定可靠，换用别家反而要承担风险",
    },
    none: { en: "Repeated faults within the last year", zh: "近一年内多次出现故障" },
    half: {
      en: "A year without a serious fault, promised limits mostly kept",
      zh: "一年内无重大故障，承诺指标基本达到",
    },
    full: {
      en: "Two years or more within every promised limit, shown by measurement",
      zh: "连续两年以上全部达到承诺指标，有实测数据为证",
    },
  },
  service: {
    description: {
      en: "Service is so good that the customer would miss the people who give it",
      zh: "服务出色，客户离开就失去这支服务团队",
    },
    none: { en: "Open complaints, or the customer does not know whom to call", zh: "有未解决的投诉，或客户不知该找谁" },
    half: { en: "Requests answered in the promised time", zh: "需求均在承诺时限内答复" },
    full: {
      en: "We act before the customer asks, and the customer praises it unprompted",
      zh: "主动服务走在客户提出之前，客户主动表扬",
    },
  },
  bundling: {
    description: {
      en: "Several products work together and are priced together; leaving with one spoils the rest",
      zh: "多项业务组合使用、组合定价，拆开任何一项都会影响其余",
    },
    none: { en: "One product bought alone", zh: "只购买单一业务" },
    half: { en: "Two or three products under one price", zh: "两三项业务组合计价" },
    full: {
      en: "Products woven into one solution whose parts cannot be bought alone at that price",
      zh: "多项业务融为一体方案，单买任何一项都得不到该价格",
    },
  },
  standing: {
    description: {
      en: "Being our customer brings priority, added value, treatment and a feeling of rank",
      zh: "作为我方客户享有优先权、附加价值以及受尊重的待遇和感觉",
    },
    none: { en: "Treated like anybody else", zh: "与普通客户待遇相同" },
    half: {
      en: "Named privileges such as a priority line, used now and then",
      zh: "有明确特权（如优先通道），偶尔使用",
    },
    full: {
      en: "Privileges used every month and mentioned with pride; lost on leaving",
      zh: "每月使用特权并引以为荣，离开即失去",
    },
  },
  brand: {
    description: {
      en: "The customer shares our brand, our culture or our technical standard",
      zh: "客户认同我方品牌与文化，或采用我方标准",
    },
    none: { en: "We are one interchangeable supplier", zh: "我方只是可替换的供应商之一" },
    half: {
      en: "Our brand is preferred, or some systems follow our standard",
      zh: "偏好我方品牌，或部分系统采用我方标准",
    },
    full: {
      en: "Our brand stands on their products, or their processes are built on our standard",
      zh: "客户产品标注我方品牌，或其流程建立在我方标准之上",
    },
  },
  personal_care: {
    description: {
      en: "Care fits the person: dates, preferences, hard times",
      zh: "关怀因人而异：重要日子、个人偏好、困难时刻",
    },
    none: { en: "No contact beyond business", zh: "除业务外没有往来" },
    half: { en: "Birthdays and holidays are remembered", zh: "记得生日和节日" },
    full: { en: "The deciders have been helped in person when it counted", zh: "在关键时刻亲自帮助过决策人" },
  },
  promotion: {
    description: {
      en: "We bring the customer business by promoting their own products",
      zh: "帮助客户宣传其自身产品，为其带来生意",
    },
    none: { en: "Never done", zh: "从未做过" },
    half: { en: "Shown once or twice at our events or in our media", zh: "在我方活动或媒体上宣传过一两次" },
    full: { en: "A steady part of their orders comes through us", zh: "其订单中有稳定的一部分来自我方" },
  },
  planned_visits: {
    description: {
      en: "Visits follow a plan, with an aim and a follow-up",
      zh: "拜访有计划、有目的、有跟进",
    },
    none: { en: "Visited only when something is to be sold or mended", zh: "只在推销或抢修时上门" },
    half: { en: "Visited regularly, without a written aim", zh: "定期拜访，但无书面目标" },
    full: {
      en: "The visit plan for the year is kept and every promise from it fulfilled",
      zh: "年度拜访计划如期执行，承诺事项全部兑现",
    },
  },
  differentiation: {
    description: {
      en: "Service is made for this customer and not to be had elsewhere as it is",
      zh: "为该客户定制的服务，别家不能原样提供",
    },
    none: { en: "The standard service", zh: "标准服务" },
    half: { en: "Some terms or reports made for the customer", zh: "部分条款或报表为其定制" },
    full: {
      en: "Processes, interfaces or people set up for this customer alone",
      zh: "专为其设立流程、接口或专职人员",
    },
  },
  agreements: {
    description: {
      en: "An agreement binds by itself: term, exclusivity, a charge for leaving early",
      zh: "协议本身固化关系：期限、排他、提前解约费用",
    },
    none: { en: "Can leave any day without a charge", zh: "随时可走且无费用" },
    half: { en: "A term of up to a year, or a small charge for leaving", zh: "一年以内的合约期，或少量解约费" },
    full: {
      en: "More than a year to run, with a charge for leaving that hurts",
      zh: "合约期剩余一年以上，解约费用较高",
    },
  },
  points: {
    description: {
      en: "Points for the company and for the person grow with use and are lost on leaving",
      zh: "集团与个人积分越用越值，离开即作废",
    },
    none: { en: "No points, or never looked at", zh: "没有积分或从不关注" },
    half: { en: "Points are collected, seldom redeemed", zh: "积累积分，很少兑换" },
    full: {
      en: "A balance worth a month's bill or more, redeemed regularly",
      zh: "积分价值达一个月以上账单，并定期兑换",
    },
  },
  social_gatherings: {
    description: {
      en: "Gatherings tie customers to us and to each other",
      zh: "联谊活动让客户与我方、客户与客户之间建立联系",
    },
    none: { en: "Never came, or never asked", zh: "从未参加或未受邀" },
    half: { en: "Came once within the year", zh: "一年内参加过一次" },
    full: { en: "Comes each time and meets others there on their own account", zh: "每次都来，并在其中自行结交" },
  },
  clubs: {
    description: {
      en: "Membership of a club that ends with the contract",
      zh: "俱乐部会员资格随业务终止而失去",
    },
    none: { en: "No member", zh: "非会员" },
    half: { en: "A member on paper", zh: "名义会员" },
    full: { en: "An active member who would regret losing it", zh: "活跃会员，舍不得失去" },
  },
  contacts: {
    description: {
      en: "We know more people around the customer than the one who signs",
      zh: "除签约人之外，还认识客户周围更多的人",
    },
    none: { en: "One contact", zh: "只有一个联系人" },
    half: { en: "Two or three, in one department", zh: "同一部门的两三人" },
    full: { en: "People of several departments and levels, the decider among them", zh: "跨部门、跨层级，包括决策人" },
  },
  habits: {
    description: {
      en: "Daily work rests on our way of doing things; leaving means learning again",
      zh: "日常工作已习惯我方方式，更换就要重新学习",
    },
    none: { en: "Used seldom or by few", zh: "很少使用或只有少数人用" },
    half: { en: "Used every week by most who could", zh: "大多数相关人员每周使用" },
    full: {
      en: "Used daily, staff are trained on it, own processes depend on it",
      zh: "天天使用，员工受过培训，自身流程依赖于此",
    },
  },
  prepayment: {
    description: {
      en: "Money paid in advance in one sum stays with us on leaving",
      zh: "一次性预付的款项在离开时无法带走",
    },
    none: { en: "Pays afterwards", zh: "后付费" },
    half: { en: "Paid in advance for a few months", zh: "预付数月" },
    full: { en: "Paid in advance for a year or more, not refunded", zh: "预付一年以上且不予退还" },
  },
  emotional_account: {
    description: {
      en: "Favours done and trust earned leave a balance of goodwill",
      zh: "平日的帮助与信任积累成情感存款",
    },
    none: { en: "No goodwill, or an old grudge", zh: "没有情分，甚至有积怨" },
    half: { en: "Friendly; small favours both ways", zh: "关系友好，互有小的帮助" },
    full: { en: "Defends us within the company and warns us of rivals", zh: "在其内部为我方说话，并提醒我方防范对手" },
  },
};
