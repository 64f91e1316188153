import type { ManagerGrade, ServiceLevel } from "../../core/labels/coverage.ts";

/** One account, or a number of equal accounts, that is to be looked after. */
export interface CoverageAccount {
  /** Names a single account; left out where the row only counts accounts. */
  readonly id?: string | number;
  /** Id of one of the tiers. */
  readonly tier: string;
  /** The region that owns the account, D7: its own for ordinary accounts, the headquarters' for cross-city groups. */
  readonly region: string;
  /** How many equal accounts the row stands for, a whole number from 1; default 1. A row with an id stands for one. */
  readonly n?: number;
  /** The project team that looks after an industry giant; nobody outside the team may serve it. */
  readonly team?: string;
  /** True where only a manager at home in the region may serve the account; default false. */
  readonly localOnly?: boolean;
}

/** What one level of service promises to one account in a year. */
export interface CoveragePromise {
  readonly level: ServiceLevel;
  /** Visits a year, at least 0; default 0. They are what travel is added to. */
  readonly visitsPerYear?: number;
  /** Hours of one visit with its preparation, at least 0; default 0. */
  readonly hoursPerVisit?: number;
  /** Hours a year besides the visits, at least 0; default 0. */
  readonly hoursPerYear?: number;
}

/** A tier of accounts with what it is promised; tiers are listed with the most important first. */
export interface CoverageTier {
  readonly id: string;
  /** The levels of service that are promised (D8), each at most once; together at least 0.01 hours a year. */
  readonly promises: readonly CoveragePromise[];
  /** The lowest grade of manager that may serve the tier; default `"junior"`. */
  readonly minGrade?: ManagerGrade;
  /** What an hour promised to this tier counts, 0.001–1000; default: twice an hour of the tier listed after it. */
  readonly weight?: number;
}

/** One account manager, or a number of equal ones. */
export interface CoverageManager {
  /** Names a single manager; left out where the row only counts managers. */
  readonly id?: string | number;
  readonly grade: ManagerGrade;
  /** Where the manager is at home. */
  readonly region: string;
  /** Hours a year for accounts, travel included, 1–8784. */
  readonly hoursPerYear: number;
  /** How many equal managers the row stands for, a whole number from 1; default 1. A row with an id stands for one. */
  readonly n?: number;
  /** The project team of the manager, who then serves the accounts of that team alone. */
  readonly team?: string;
  /** Accounts at most; default `options.maxAccounts`. */
  readonly maxAccounts?: number;
}

/** What a visit costs between two regions, in both directions. */
export interface CoverageRoute {
  readonly between: readonly [string, string];
  /** Hours added to each visit, 0–1000. */
  readonly hoursPerVisit: number;
}

/** Who may travel, and what it costs. */
export interface CoverageTravel {
  /** Hours added to each visit outside the home region, 0–1000; left out where only the listed routes are travelled. */
  readonly hoursPerVisit?: number;
  /** Routes with hours of their own. */
  readonly routes?: readonly CoverageRoute[];
}

/** A manager as they could be hired, for the shortage in people. */
export interface CoverageHire {
  /** Hours a year, 1–8784; default: the median of the managers. */
  readonly hoursPerYear?: number;
  /** Accounts at most; default `options.maxAccounts`. */
  readonly maxAccounts?: number;
}

/** What {@link planCoverage} needs besides accounts and managers. */
export interface PlanCoverageOptions {
  /** What each tier is promised, the most important tier first; 1–20 tiers. */
  readonly tiers: readonly CoverageTier[];
  /** Left out, nobody serves accounts outside the home region. */
  readonly travel?: CoverageTravel;
  /** Accounts per manager at most, a whole number from 1; left out, hours alone are the limit. */
  readonly maxAccounts?: number;
  readonly newManager?: CoverageHire;
  /** What an hour of travel costs, in weighted hours of service, 0–1; default 0.01. */
  readonly travelWeight?: number;
}
