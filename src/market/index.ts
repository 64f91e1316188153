export { breakDownTarget } from "./target/break-down.ts";
export type {
  BreakDownTargetOptions,
  InfeasibleTarget,
  LimitedTarget,
  TargetBasis,
  TargetBound,
  TargetBreakdown,
  TargetClash,
  TargetDimension,
  TargetGrowth,
  TargetLevel,
} from "./target/types.ts";
