import type { Random } from "../../../src/math/random.ts";
import { happens, pick } from "./draws.ts";
import type { Region } from "./truth.ts";

/** The branches of trade in the book, with what their companies call themselves. */
const INDUSTRIES = {
  manufacturing: ["Machinery", "Precision", "Materials", "Instruments", "Textile", "Electronics"],
  government: ["District Office", "Water Bureau", "Transport Bureau", "Service Centre"],
  finance: ["Leasing", "Rural Bank", "Insurance", "Capital"],
  education: ["College", "Middle School", "Training", "Institute"],
  healthcare: ["Hospital", "Clinic", "Pharma", "Medical"],
  logistics: ["Logistics", "Freight", "Warehousing", "Express"],
  retail: ["Stores", "Supermarket", "Trading", "Foods"],
  energy: ["Power", "Gas", "Solar", "Heating"],
} as const;

export type Industry = keyof typeof INDUSTRIES;

/** Industries with their share of the accounts. */
export const INDUSTRY_SHARES: readonly (readonly [Industry, number])[] = [
  ["manufacturing", 0.27],
  ["retail", 0.17],
  ["logistics", 0.13],
  ["government", 0.11],
  ["healthcare", 0.1],
  ["education", 0.09],
  ["finance", 0.07],
  ["energy", 0.06],
];

const FIRST =
  "An Bao Chang Chun Dong Fu Guang Hai He Heng Hong Hua Hui Jia Jian Jin Jing Kai Lan Long Ming Nan Ning Qing Rui Shun Tai Tian Wan Xin Xing Yong Yu Yuan Zhen Zhong".split(
    " ",
  );
const SECOND =
  "an bang cheng chuan da de feng gang he heng hua hui jia jiang kang lei lin lu ming ning peng qi quan rong rui sen sheng tai tong xiang xin yang yi yuan ze zhou".split(
    " ",
  );

/** Household names that the syllables would make by chance. */
const AVOIDED = new Set(["Anhui", "Changan", "Dongfeng", "Fuxin", "Guangda", "Haitong", "Huada", "Jianan", "Jinjiang"]);

/** A company name that nobody in the book bears yet; it is added to `taken`. */
export function drawCompanyName(random: Random, industry: Industry, large: boolean, taken: Set<string>): string {
  for (;;) {
    const brand = pick(random, FIRST) + pick(random, SECOND);
    const trade: string = pick(random, INDUSTRIES[industry]);
    const privateFirm = industry !== "government" && industry !== "education" && industry !== "healthcare";
    const suffix = !privateFirm ? "" : large ? " Group" : happens(random, 0.1) ? " Co., Ltd" : "";
    const name = `${brand} ${trade}${suffix}`;
    if (AVOIDED.has(brand) || taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** The account managers, five to a region. */
export const OWNERS: Readonly<Record<Region, readonly string[]>> = {
  North: ["Qin Yue", "Bai Hao", "Cui Lan", "Dong Qi", "Geng Bo"],
  East: ["Fang Mei", "Gu Wen", "Hang Rui", "Jiang Tao", "Lu Xia"],
  South: ["Liang Jun", "Mo Ying", "Ou Kai", "Pan Shu", "Zhong Ni"],
  West: ["Ma Cheng", "Ning Fei", "Ran Hui", "Tan Yi", "Wei Dan"],
};
