import type { Label } from "../locale.ts";

/** What can happen to an opportunity, D19. */
export type OpportunityEventType =
  | "created"
  | "stage_moved"
  | "amount_changed"
  | "close_date_changed"
  | "owner_transferred"
  | "details_changed"
  | "splits_agreed"
  | "approval_asked"
  | "approval_given"
  | "approval_refused"
  | "suspended"
  | "resumed"
  | "aborted"
  | "won"
  | "lost"
  | "reopened"
  | "reviewed"
  | "archived"
  | "activity";

/** How an opportunity stands; `none` is one that was not created yet. */
export type OpportunityStanding = "none" | "open" | "suspended" | "won" | "lost" | "cancelled" | "archived";

/** How an approval stands. */
export type ApprovalState = "not_asked" | "asked" | "given" | "refused";

/** The fields that a stage may ask for by name. */
export type OpportunityField =
  | "amount"
  | "expectedClose"
  | "owner"
  | "customerId"
  | "product"
  | "region"
  | "signedAmount"
  | "lossReason"
  | "competitor";

/** Label families of `opportunity`. */
export interface OpportunityLabels {
  readonly opportunityEvent: Readonly<Record<OpportunityEventType, Label>>;
  readonly opportunityStanding: Readonly<Record<OpportunityStanding, Label>>;
  readonly opportunityField: Readonly<Record<OpportunityField, Label>>;
  readonly approvalState: Readonly<Record<ApprovalState, Label>>;
}

export const opportunityLabels: OpportunityLabels = {
  opportunityEvent: {
    created: { en: "Created", zh: "创建" },
    stage_moved: { en: "Stage moved", zh: "阶段变更" },
    amount_changed: { en: "Amount changed", zh: "金额变更" },
    close_date_changed: { en: "Close date changed", zh: "预计成交日变更" },
    owner_transferred: { en: "Owner transferred", zh: "负责人移交" },
    details_changed: { en: "Details changed", zh: "资料变更" },
    splits_agreed: { en: "Splits agreed", zh: "分成商定" },
    approval_asked: { en: "Approval asked", zh: "提交审批" },
    approval_given: { en: "Approval given", zh: "审批通过" },
    approval_refused: { en: "Approval refused", zh: "审批驳回" },
    suspended: { en: "Suspended", zh: "搁置" },
    resumed: { en: "Resumed", zh: "恢复" },
    aborted: { en: "Aborted", zh: "中止" },
    won: { en: "Won", zh: "赢单" },
    lost: { en: "Lost", zh: "丢单" },
    reopened: { en: "Reopened", zh: "重新打开" },
    reviewed: { en: "Reviewed", zh: "复盘" },
    archived: { en: "Archived", zh: "归档" },
    activity: { en: "Activity", zh: "活动" },
  },
  opportunityStanding: {
    none: { en: "Not created", zh: "未创建" },
    open: { en: "Open", zh: "进行中" },
    suspended: { en: "Suspended", zh: "已搁置" },
    won: { en: "Won", zh: "赢单" },
    lost: { en: "Lost", zh: "丢单" },
    cancelled: { en: "Cancelled", zh: "取消" },
    archived: { en: "Archived", zh: "已归档" },
  },
  opportunityField: {
    amount: { en: "Amount", zh: "金额" },
    expectedClose: { en: "Expected close", zh: "预计成交日" },
    owner: { en: "Owner", zh: "负责人" },
    customerId: { en: "Customer", zh: "客户" },
    product: { en: "Product", zh: "产品" },
    region: { en: "Region", zh: "区域" },
    signedAmount: { en: "Signed amount", zh: "签约金额" },
    lossReason: { en: "Loss reason", zh: "丢单原因" },
    competitor: { en: "Competitor", zh: "竞争对手" },
  },
  approvalState: {
    not_asked: { en: "Not asked", zh: "未提交" },
    asked: { en: "Asked", zh: "审批中" },
    given: { en: "Given", zh: "已通过" },
    refused: { en: "Refused", zh: "已驳回" },
  },
};
