import type { LiftArmId } from "../../core/labels/campaign.ts";
import type { Reason } from "../../core/reasons.ts";
import type { LiftArm } from "./arm-types.ts";
import type { ArmFigures } from "./arms.ts";
import type { Lift } from "./types.ts";

/** Responders, and non-responders, below which normal approximations of a rate are rough (Cochran's rule). */
const FEW_EVENTS = 5;

/** p below which covariates differ between the arms by more than the lot explains, as for the split itself. */
const IMBALANCE = 0.001;

/** Customers in an arm, for each covariate, below which the adjusted interval is too narrow (see docs/lift.md). */
const ROWS_PER_COVARIATE = 20;

/** Standard errors of the control's figure below which the delta method's relative interval covers too little (docs/lift.md). */
const FIRM_BASE = 6;

interface Facts {
  readonly kind: Lift["kind"];
  /** The treated arm, then the control. */
  readonly arms: readonly (readonly [id: LiftArmId, arm: LiftArm, figures: ArmFigures])[];
  readonly detectable: number;
  readonly power: number;
  readonly wanted: number | undefined;
  readonly relative: Lift["relative"];
  readonly adjusted: Lift["adjusted"];
}

/** What a reader should know before acting on a lift. */
export function cautionsOf({ kind, arms, detectable, power, wanted, relative, adjusted }: Facts): Reason[] {
  const cautions: Reason[] = [];
  for (const [arm, given, figures] of arms) {
    const { n, successes } = figures;
    const fewer = Math.min(successes, n - successes);
    if (kind === "rate" && fewer < FEW_EVENTS) {
      cautions.push({ code: "lift_few_events", params: { arm, n: fewer, needed: FEW_EVENTS } });
    }
    if (given.kind === "state") {
      if (given.bound !== undefined && (given.capped ?? 0) > 0) {
        cautions.push({ code: "lift_capped", params: { arm, n: given.capped as number, bound: given.bound } });
      }
      if ((given.excluded ?? 0) > 0) {
        cautions.push({ code: "lift_rows_excluded", params: { arm, n: given.excluded as number, of: n } });
      }
    }
    const { received } = figures;
    if (received !== undefined && arm === "control" && received.n > 0) {
      cautions.push({ code: "lift_contaminated_control", params: { n: received.n, share: received.n / n } });
    }
    if (received !== undefined && arm === "treated" && received.n < n) {
      cautions.push({ code: "lift_not_reached", params: { n: n - received.n, share: 1 - received.n / n } });
    }
    const covariates = figures.covariates.length;
    if (adjusted !== undefined && n < ROWS_PER_COVARIATE * (covariates + 1)) {
      cautions.push({
        code: "lift_few_rows_for_covariates",
        params: { arm, n, covariates, needed: ROWS_PER_COVARIATE * (covariates + 1) },
      });
    }
  }
  const control = arms[1]?.[2] as ArmFigures;
  const standardError = Math.sqrt(control.error);
  if (
    !("abstained" in relative) &&
    relative.method === "delta" &&
    Math.abs(control.value) < FIRM_BASE * standardError
  ) {
    cautions.push({ code: "lift_thin_base", params: { mean: control.value, standardError } });
  }
  if (adjusted !== undefined && !("abstained" in adjusted) && adjusted.balance.pValue < IMBALANCE) {
    cautions.push({ code: "lift_covariates_differ", params: { pValue: adjusted.balance.pValue } });
  }
  if (wanted !== undefined && detectable > wanted) {
    cautions.push({ code: "lift_underpowered", params: { detectable, wanted, power } });
  }
  return cautions;
}
