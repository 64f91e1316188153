import type { Label } from "../locale.ts";

/** What changes how firmly a customer is held, on a day. */
export type LockInEventKind =
  | "contract_end"
  | "renewal"
  | "points_expiry"
  | "prepayment_end"
  | "discount_end"
  | "written_off"
  | "upkeep_end";

/** Whose customers a forecast is about. */
export type LockInSide = "ours" | "rival";

/** Whether a customer may go without a charge. */
export type LockInStatus = "bound" | "free" | "unknown";

/** Label families of `lock-in`. */
export interface LockInLabels {
  readonly lockInEvent: Readonly<Record<LockInEventKind, Label>>;
  readonly lockInSide: Readonly<Record<LockInSide, Label>>;
  readonly lockInStatus: Readonly<Record<LockInStatus, Label>>;
}

export const lockInLabels: LockInLabels = {
  lockInEvent: {
    contract_end: { en: "Contract ends", zh: "合同到期" },
    renewal: { en: "Contract renews itself", zh: "合同自动续约" },
    points_expiry: { en: "Points run out", zh: "积分到期" },
    prepayment_end: { en: "Prepayment used up", zh: "预付款用尽" },
    discount_end: { en: "Discount ends", zh: "折扣到期" },
    written_off: { en: "Equipment written off", zh: "设备折旧完毕" },
    upkeep_end: { en: "Lever no longer kept up", zh: "不再维护该方法" },
  },
  lockInSide: {
    ours: { en: "Our customers", zh: "我方客户" },
    rival: { en: "The rival's customers", zh: "对手客户" },
  },
  lockInStatus: {
    bound: { en: "Bound by contract", zh: "合同期内" },
    free: { en: "Free to go", zh: "可随时离开" },
    unknown: { en: "Contract not known", zh: "合同情况不明" },
  },
};
