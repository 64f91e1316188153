import type { CommitmentKind, LeverId } from "../core/labels/switching.ts";
import type { DateLike } from "../time/index.ts";

/** One step of a charge that falls with time. */
export interface TerminationStep {
  /** First UTC day on which the step's fee is due. */
  readonly from: DateLike;
  /** Charge for leaving from that day on, at least 0; never above that of the step before. */
  readonly fee: number;
}

/** A contract that binds the customer. */
export interface SwitchingContract {
  /** Names the contract where there are several. */
  readonly id?: string;
  /** First UTC day on which the customer is free; from then on nothing is due, unless it renews itself. */
  readonly end: DateLike;
  /** Fee per month, at least 0, in the account's currency. */
  readonly monthlyFee: number;
  /**
   * Share of the remaining fees that is due on leaving early, 0–1; default 1, or 0 where `terminationFee` or
   * `feeSchedule` says what leaving costs.
   */
  readonly terminationShare?: number;
  /** Fixed charge for leaving before the end, at least 0, beside the share. */
  readonly terminationFee?: number;
  /** Charge that falls in steps, by day, beside the share; before the first step it is the first step's. */
  readonly feeSchedule?: readonly TerminationStep[];
  /** Days of notice, a whole number, at most 3,660; full fees are due while it runs. Default 0. */
  readonly noticeDays?: number;
  /** Months by which it renews itself at its end unless notice was given in time, a whole number from 1 to 120. */
  readonly renewalMonths?: number;
}

/** Points that run out on a day. */
export interface PointLot {
  readonly points: number;
  /** First UTC day on which they are worth nothing. */
  readonly expires: DateLike;
}

/** Own work that moving to another supplier takes. */
export interface SwitchingMigration {
  /** Hours, at least 0. */
  readonly hours: number;
  /** What an hour costs the customer, at least 0. */
  readonly hourlyRate: number;
}

/** Learning the other supplier's way. */
export interface SwitchingRetraining {
  /** People who have to learn, at least 0. */
  readonly people: number;
  /** Hours for each of them, at least 0. */
  readonly hoursEach: number;
  /** What an hour costs the customer, at least 0. */
  readonly hourlyRate: number;
}

/** Equipment that is of no use with another supplier, written off evenly. */
export interface SwitchingEquipment {
  /** What it cost the customer, at least 0. */
  readonly cost: number;
  readonly boughtOn: DateLike;
  /** First UTC day on which it is worth nothing; after `boughtOn`. */
  readonly writtenOffOn: DateLike;
}

/** A discount that another supplier would not give. */
export interface SwitchingDiscount {
  /** Money per month, at least 0. */
  readonly monthly: number;
  /** First UTC day on which it is no longer given. */
  readonly until: DateLike;
}

/** What is known about the ties that hold one customer. Every amount is in one currency. */
export interface SwitchingAccount {
  readonly id: string;
  /** How strongly each lever is at work, 0–1 (see `switchingLevers` for anchors). What is not known is left out. */
  readonly evidence: Readonly<Partial<Record<LeverId, number>>>;
  /** How sure single answers are: standard deviation of each, 0–0.5; `options.evidenceSd` where left out. */
  readonly evidenceSd?: Readonly<Partial<Record<LeverId, number>>>;
  /** Left out where there is none or it is not known. */
  readonly contract?: SwitchingContract;
  /** More contracts; each counts beside `contract`. */
  readonly contracts?: readonly SwitchingContract[];
  /** Money paid in advance that is lost on leaving, at least 0. */
  readonly prepaidBalance?: number;
  /** First UTC day on which the balance is used up or forfeited. */
  readonly prepaidUntil?: DateLike;
  /** Points collected and not yet redeemed that do not run out, at least 0; needs `pointValue`. */
  readonly points?: number;
  /** Points that run out on a day, beside `points`; needs `pointValue`. */
  readonly pointLots?: readonly PointLot[];
  /** What one point is worth on redemption, at least 0. */
  readonly pointValue?: number;
  /** Own work of moving; left out where not known. */
  readonly migration?: SwitchingMigration;
  /** Learning again; left out where not known. */
  readonly retraining?: SwitchingRetraining;
  readonly equipment?: readonly SwitchingEquipment[];
  readonly discounts?: readonly SwitchingDiscount[];
  /** First UTC day on which we no longer keep a lever up: on that day it ends or begins to fade. */
  readonly leverEnds?: Readonly<Partial<Record<LeverId, DateLike>>>;
  /** What the customer pays per month, at least 0. */
  readonly monthlyRevenue?: number;
  /** Day of this record, used where the call names no `asOf`. */
  readonly asOf?: DateLike;
}

/** One sum that the customer loses on leaving. */
export interface Commitment {
  readonly kind: CommitmentKind;
  /** Above 0, in the account's currency. */
  readonly amount: number;
  /** First day (`YYYY-MM-DD`) on which it is no longer lost; absent when it does not end by itself. */
  readonly ends?: string;
  /** The contract it comes from, where that has an id. */
  readonly contract?: string;
}

/** What leaving costs a customer in money; a part that the account does not tell is absent. */
export interface SwitchingMoney {
  /** Months left after the notice × fee × termination share, over all contracts; 0 once they have ended. */
  readonly contractRemainder?: number;
  /** Months left on the contract that runs longest, started ones in part. */
  readonly contractMonths?: number;
  /** Full fees that are due while the notice runs; absent where no contract has a notice period. */
  readonly noticePeriod?: number;
  /** Fixed and stepped charges for leaving; absent where no contract has one. */
  readonly terminationFee?: number;
  readonly prepaidBalance?: number;
  /** Points × value of a point. */
  readonly points?: number;
  /** Hours × rate of moving. */
  readonly migration?: number;
  /** People × hours × rate of learning again. */
  readonly retraining?: number;
  /** What equipment is still worth, written off evenly by day. */
  readonly equipment?: number;
  /** Monthly discounts × months they would still be given. */
  readonly discountsLost?: number;
  /** Sum of the parts that are known. */
  readonly total: number;
  /** First day on which every contract can be left without a charge if notice is given in time; absent when free. */
  readonly freeOn?: string;
  /** The total in months of what the customer pays; absent without a `monthlyRevenue` above 0. */
  readonly monthsOfRevenue?: number;
  /** The parts above 0, largest first. */
  readonly items: readonly Commitment[];
}
