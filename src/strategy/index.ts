export type { BookDoubt, CustomerStanding, StrategyBook, StrategyCustomer } from "./types.ts";
