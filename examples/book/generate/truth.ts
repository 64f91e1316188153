/** The four regions of the operator. */
export type Region = "North" | "East" | "South" | "West";

/** How a campaign reaches its audience. */
export type CampaignForm = "seminar" | "visit programme" | "direct mail" | "trade fair" | "online";

/** The stages in which a deal waits for something. */
export type WaitingStage = "prospect" | "bid" | "negotiation";

/** Every stage id of the book; the last three end a deal. */
export type Stage = WaitingStage | "contract" | "lost" | "cancelled";

/** Chances for one working day, by calendar days already spent in the stage. */
export interface Hazards {
  /** First day of each age band, ascending from 0. */
  readonly from: readonly number[];
  readonly forward: readonly number[];
  readonly lost: readonly number[];
  readonly cancelled: readonly number[];
}

/** The day on which the book is closed: nothing that happened later is in it. */
export const AS_OF = "2026-06-30";

/** The seed of the committed files. */
export const BOOK_SEED = 20260630;

/**
 * Everything that the generator plants, in one place, so that what a method recovers can be held against it. Amounts
 * are CNY a year; `logit` figures are added before the logistic function.
 */
export const TRUTH = {
  customers: {
    count: 2000,
    /** Log-normal revenue: with sigma 1.68 the best fifth brings Φ(1.68 − 0.8416) = 80 % on average. */
    medianRevenue: 48_000,
    sigma: 1.68,
    withoutRevenue: 36,
    creditsExceedSales: 4,
    /** Worth of one loyalty point. */
    pointValue: 0.01,
  },
  regions: {
    North: { share: 0.27, satisfactionLogit: 0.9, boundShare: 0.58, months: [0.4, 0.4, 0.2] },
    East: { share: 0.33, satisfactionLogit: 0.2, boundShare: 0.6, months: [0.4, 0.4, 0.2] },
    South: { share: 0.22, satisfactionLogit: 0, boundShare: 0.5, months: [0.45, 0.4, 0.15] },
    West: { share: 0.18, satisfactionLogit: -0.9, boundShare: 0.86, months: [0.15, 0.35, 0.5] },
  } satisfies Record<
    Region,
    {
      share: number;
      satisfactionLogit: number;
      boundShare: number;
      /** Shares of contracts over 12, 24 and 36 months. */
      months: readonly [number, number, number];
    }
  >,
  survey: {
    waves: [
      { wave: "2025H2", from: "2025-09-15", to: "2025-11-28", driftLogit: 0 },
      { wave: "2026H1", from: "2026-03-16", to: "2026-05-29", driftLogit: 0.05 },
    ],
    satisfactionLogit: 0.75,
    /** Spread between accounts of one region, and of one account from wave to wave. */
    betweenAccounts: 0.9,
    betweenWaves: 0.15,
    /** Loyalty = satisfaction ^ k on the unit square: below one where a contract binds, above one where it does not. */
    boundExponent: 0.45,
    freeExponent: 2.2,
    /** Errors of the three answers, in points of their scale. */
    satisfactionError: 0.6,
    loyaltyError: 1.1,
    recommendError: 1.2,
    /** Willingness to answer: mean, gain per standard deviation of size, spread between accounts (it makes the panel). */
    answerLogit: 0.44,
    answerPerSize: 0.3,
    answerSpread: 1,
  },
  deals: {
    count: 1500,
    from: "2024-07-01",
    /** Yearly growth of newly created deals. */
    growth: 0.08,
    /** Newly created deals by calendar month, January first; February holds the Spring Festival. */
    season: [0.8, 0.6, 1.25, 1.05, 1, 1.1, 0.9, 0.9, 1.2, 0.95, 1.15, 1],
    hazards: {
      prospect: {
        from: [0, 14, 60, 120],
        forward: [0.011, 0.022, 0.015, 0.006],
        lost: [0.003, 0.006, 0.007, 0.005],
        cancelled: [0.001, 0.002, 0.002, 0.003],
      },
      bid: {
        from: [0, 14, 45, 90],
        forward: [0.008, 0.035, 0.023, 0.008],
        lost: [0.002, 0.013, 0.013, 0.006],
        cancelled: [0.001, 0.002, 0.002, 0.003],
      },
      negotiation: {
        from: [0, 7, 30, 75],
        forward: [0.01, 0.044, 0.03, 0.008],
        lost: [0.002, 0.012, 0.014, 0.008],
        cancelled: [0.001, 0.002, 0.002, 0.003],
      },
    } satisfies Record<WaitingStage, Hazards>,
    /** Of the deals that leave the prospect stage forward, those awarded without a tender skip the bid. */
    directAward: 0.06,
    /** Chance for one working day that a negotiation falls back to a new tender. */
    retender: 0.001,
    /** Chance that a deal falls asleep on entering a stage; then only its cancellation can end it. */
    asleep: { prospect: 0.045, bid: 0.03, negotiation: 0.02 } satisfies Record<WaitingStage, number>,
    asleepCancelled: 0.0004,
    /** Contracts are signed this many times as often in the last days of a quarter, and less in its first month. */
    quarterEndDays: 10,
    quarterEnd: 2.2,
    quarterStart: 0.75,
    /** Standard deviation of the log of the shock that all deals share in a month; its mean is one. */
    monthlyShock: 0.2,
    /** Two managers move their deals forward this many times as readily as the others, at every stage. */
    strongOwners: ["Qin Yue", "Fang Mei"],
    strongOwner: 1.5,
    /** Of the deals of an account, those led by a colleague of its manager. */
    otherOwner: 0.08,
    /** The close date that the manager promises: days from creation, log-normal. */
    promisedDays: 85,
    promisedSigma: 0.45,
    amountSigma: 0.6,
    amountPerSize: 0.45,
    products: {
      "leased line": { share: 0.26, medianAmount: 60_000, pace: 1 },
      "SD-WAN": { share: 0.17, medianAmount: 90_000, pace: 1 },
      cloud: { share: 0.22, medianAmount: 120_000, pace: 1.15 },
      IoT: { share: 0.14, medianAmount: 70_000, pace: 1 },
      "unified communications": { share: 0.13, medianAmount: 45_000, pace: 1 },
      "data centre": { share: 0.08, medianAmount: 260_000, pace: 0.8 },
    },
  },
  campaigns: {
    /** Chance that a site buys within 90 days without any campaign. */
    baseRate: 0.05,
    /** Revenue of a site that buys: gamma with this shape and mean, whole CNY a year. */
    revenueShape: 2,
    revenueMean: 40_000,
    /** Gross margin to set against costs. */
    marginRate: 0.35,
    /** Log-normal: real over planned cost, median and sigma. */
    overrun: 1.06,
    overrunSigma: 0.1,
    /** Pilots are this share of the usual size: too small to show their lift. */
    pilotSize: 0.2,
    forms: {
      "visit programme": { lift: 0.06, treated: [320, 620], cost: [180_000, 340_000], days: [60, 85] },
      seminar: { lift: 0.035, treated: [350, 700], cost: [70_000, 150_000], days: [30, 45] },
      "direct mail": { lift: 0, treated: [1500, 3500], cost: [40_000, 90_000], days: [14, 28] },
      "trade fair": { lift: 0.01, treated: [180, 420], cost: [200_000, 420_000], days: [3, 5] },
      online: { lift: 0.005, treated: [1400, 3600], cost: [60_000, 140_000], days: [30, 60] },
    } satisfies Record<
      CampaignForm,
      { lift: number; treated: [number, number]; cost: [number, number]; days: [number, number] }
    >,
    links: {
      opportunities: 450,
      links: 700,
      /** A deal can be credited to campaigns of its region from their start to this many days after their end. */
      windowDays: 220,
      /** A deal that was won is linked this many times as readily as another: credit flatters. */
      wonPreference: 1.4,
    },
  },
} as const;
