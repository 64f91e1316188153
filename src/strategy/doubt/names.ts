import { strategyLabels } from "../../core/labels/strategy.ts";
import { type Locale, labelIn } from "../../core/locale.ts";

/** Name of a strategy as it is shown: its own, that of doing nothing, or its id. */
export function strategyName(
  { strategy, name }: { readonly strategy: string; readonly name?: string },
  locale: Locale,
): string {
  return name ?? labelIn(strategyLabels.strategyName, strategy, locale);
}

/** Name of an assumption as it is shown. */
export function doubtName(id: string, locale: Locale): string {
  return labelIn(strategyLabels.marketDoubt, id, locale);
}
