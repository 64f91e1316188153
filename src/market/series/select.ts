import type { SmoothingForm } from "../../math/exponential-smoothing.ts";
import { fitScaled, type ScaledFit, type SmoothingFit, smoothingFitOf } from "../../math/fit-smoothing.ts";
import { formsFor } from "./forms.ts";
import { planOrigins, type RollingErrors, rollForms } from "./rolling.ts";

/** One form fitted to the whole series, with its errors from past moments. */
export interface JudgedForm {
  readonly fit: SmoothingFit;
  readonly found: ScaledFit;
  readonly loss?: number;
  /** Not reliably worse than the best from past moments. */
  readonly tied: boolean;
}

/** All forms, the chosen one first. */
export interface JudgedForms {
  readonly forms: readonly JudgedForm[];
  readonly rolling?: RollingErrors;
}

/** AICc; a form that leaves too few periods for it stands behind all others. */
export const criterionOf = (fit: SmoothingFit): number => fit.aicc ?? fit.bic + 1e6;

const same = (a: SmoothingForm, b: SmoothingForm): boolean =>
  a.error === b.error && a.trend === b.trend && a.season === b.season;

/**
 * Chooses the form: whoever erred reliably more than the best from past moments is out; of the rest AICc decides, which
 * charges for every number fitted, so that ties go to the simpler.
 */
export function judgeForms(y: Float64Array, seasonLength: number, horizon: number): JudgedForms {
  const forms = formsFor(y, seasonLength);
  const seasonal = forms.some(({ season }) => season !== "none");
  let known = 0;
  for (const value of y) if (!Number.isNaN(value)) known++;
  const plan = known < y.length / 2 ? undefined : planOrigins(y.length, seasonLength, seasonal, horizon);
  const rolling = plan === undefined ? undefined : rollForms(y, forms, plan);
  const fitted = forms.flatMap((form) => {
    const warm = rolling?.last[rolling.forms.findIndex((other) => same(other, form))];
    const found = fitScaled(y, form, warm === undefined ? {} : { warm, cold: 1, tolerance: 1e-6 });
    if (found === undefined) return [];
    const fit = smoothingFitOf(form, found);
    return Number.isFinite(fit.logLikelihood) && Number.isFinite(fit.sigma) ? [{ form, found, fit }] : [];
  });
  const tied = tiedForms(rolling);
  const open = fitted.filter(({ form }) => tied === undefined || tied.some((other) => same(other, form)));
  const pool = open.length > 0 ? open : fitted;
  const judged = fitted.map(({ form, found, fit }): JudgedForm => {
    const at = rolling?.forms.findIndex((other) => same(other, form)) ?? -1;
    const losses = rolling?.losses[at];
    return {
      fit,
      found,
      ...(losses !== undefined && { loss: losses.reduce((a, b) => a + b, 0) / losses.length }),
      tied: pool.some((one) => one.fit === fit),
    };
  });
  judged.sort(
    (a, b) =>
      Number(b.tied) - Number(a.tied) || criterionOf(a.fit) - criterionOf(b.fit) || (a.loss ?? 0) - (b.loss ?? 0),
  );
  return { forms: judged, ...(rolling !== undefined && { rolling }) };
}

/** Forms whose errors lie within one standard error of the best one's, moment by moment. */
function tiedForms(rolling: RollingErrors | undefined): readonly SmoothingForm[] | undefined {
  if (rolling === undefined) return undefined;
  const { losses, forms } = rolling;
  const n = losses[0]?.length ?? 0;
  const means = losses.map((list) => list.reduce((a, b) => a + b, 0) / n);
  const best = means.indexOf(Math.min(...means));
  return forms.filter((_, f) => {
    const apart = (losses[f] as readonly number[]).map(
      (loss, i) => loss - ((losses[best] as readonly number[])[i] as number),
    );
    const mean = apart.reduce((a, b) => a + b, 0) / n;
    const spread = apart.reduce((total, d) => total + (d - mean) ** 2, 0) / (n - 1);
    return mean <= Math.sqrt(spread / n);
  });
}
