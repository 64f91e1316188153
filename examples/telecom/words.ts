import type { Label } from "clientele/core";

/** How the fields of the file are called; the file's own name where none stands here. */
const FIELD_NAMES: Readonly<Record<string, Label>> = {
  tenure: { en: "Months with the operator", zh: "在网月数" },
  Contract: { en: "Contract", zh: "合约类型" },
  InternetService: { en: "Internet line", zh: "宽带类型" },
  MonthlyCharges: { en: "Monthly bill", zh: "月账单" },
  TotalCharges: { en: "Billed in all", zh: "累计账单" },
  PaymentMethod: { en: "Payment", zh: "付款方式" },
  PaperlessBilling: { en: "Bill by e-mail", zh: "电子账单" },
  TechSupport: { en: "Technical support", zh: "技术支持" },
  OnlineSecurity: { en: "Online security", zh: "网络安全服务" },
  OnlineBackup: { en: "Online backup", zh: "在线备份" },
  DeviceProtection: { en: "Device protection", zh: "设备保障" },
  StreamingTV: { en: "Streaming television", zh: "流媒体电视" },
  StreamingMovies: { en: "Streaming films", zh: "流媒体电影" },
  MultipleLines: { en: "Several lines", zh: "多条线路" },
  PhoneService: { en: "Telephone", zh: "电话服务" },
  SeniorCitizen: { en: "Pensioner", zh: "老年客户" },
  Partner: { en: "Lives with a partner", zh: "有伴侣" },
  Dependents: { en: "Has dependants", zh: "有受抚养人" },
  gender: { en: "Sex", zh: "性别" },
};

export const fieldName = (field: string): Label => FIELD_NAMES[field] ?? { en: field, zh: field };

const CONTRACT_NAMES: Readonly<Record<string, Label>> = {
  "Month-to-month": { en: "from month to month", zh: "按月合约" },
  "One year": { en: "one year", zh: "一年合约" },
  "Two year": { en: "two years", zh: "两年合约" },
};

export const contractName = (contract: string): Label => CONTRACT_NAMES[contract] ?? { en: contract, zh: contract };

/** What each lever of the plan is here. */
export const LEVER_NAMES: Readonly<Record<string, Label>> = {
  personal_care: { en: "Personal call", zh: "专人致电" },
  service: { en: "Technical support free for a year", zh: "一年免费技术支持" },
  agreements: { en: "Gift for a one-year contract", zh: "签一年合约送礼" },
  discount: { en: "10% off", zh: "九折优惠" },
};

export const leverName = (lever: string): Label => LEVER_NAMES[lever] ?? { en: lever, zh: lever };
