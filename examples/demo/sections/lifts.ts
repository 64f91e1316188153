import { describe, formatNumber, formatShare, type Label, type Lift, measureLift } from "clientele";
import type { DataTable } from "../../page/document.ts";
import { bothLanguages, counted, numberWithInterval, say, shareWithInterval } from "../../page/words.ts";
import type { Book } from "../book.ts";

/** The lift of one campaign, or of one figure of it. */
export interface MeasuredLift {
  readonly name: string;
  readonly form: string;
  readonly lift: Lift;
}

/** Chance that an effect of nothing has an interval of 95% above zero: one of its two sides. */
const BY_CHANCE = 0.025;

/** What was measured against control groups; arms without customers say nothing and are left out. */
export function liftsOf({ experiments }: Book): MeasuredLift[] {
  return experiments.flatMap(({ name, form, treated, control }) => {
    const lift = measureLift(treated, control);
    return "abstained" in lift ? [] : [{ name, form, lift }];
  });
}

/** Whether the interval lies above zero as a whole. */
export function isProven({ lift }: MeasuredLift): boolean {
  return "value" in lift.absolute && lift.absolute.interval.lower > 0;
}

/** How many effects are more than would have come anyway, beside how many chance alone would show. */
export function liftFinding(lifts: readonly MeasuredLift[]): Label {
  return say(
    "By their control groups, {0} of {1} did more than would have happened anyway, where chance alone would show about {2}.",
    "与对照组相比，{1}中有 {0} 项确有增量效果，而仅凭偶然约会有 {2} 项。",
    lifts.filter(isProven).length,
    counted(lifts.length, "measured effect", "项测量"),
    formatNumber(lifts.length * BY_CHANCE, lifts.length * BY_CHANCE < 0.1 ? 3 : 1),
  );
}

/** Every campaign with a control group, one a row. */
export function liftTable(lifts: readonly MeasuredLift[]): DataTable {
  const format = (lift: Lift, value: number) => (lift.kind === "rate" ? formatShare(value, 2) : formatNumber(value, 2));
  return {
    caption: { en: "Measured against a control group", zh: "与对照组比较" },
    header: [
      { en: "Campaign", zh: "活动" },
      { en: "Form", zh: "形式" },
      { en: "Treated", zh: "实验组" },
      { en: "Control", zh: "对照组" },
      { en: "Difference (95% interval)", zh: "差异（95% 区间）" },
      { en: "p", zh: "p 值" },
    ],
    rows: lifts.map(({ name, form, lift }) => [
      name,
      form,
      format(lift, lift.treated.value),
      format(lift, lift.control.value),
      !("value" in lift.absolute)
        ? bothLanguages((locale) => ("abstained" in lift.absolute ? describe(lift.absolute.abstained, locale) : ""))
        : lift.kind === "rate"
          ? shareWithInterval(lift.absolute, 2)
          : numberWithInterval(lift.absolute, 2),
      "value" in lift.absolute ? pValue(lift.absolute.pValue) : "–",
    ]),
  };
}

function pValue(p: number): string {
  return p < 0.0001 ? "< 0.0001" : formatNumber(p, 4);
}
