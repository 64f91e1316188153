import type { FunnelModel } from "../types.ts";

const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);

function all<T>(list: readonly T[] | undefined, check: (item: T) => boolean): boolean {
  return Array.isArray(list) && list.every((item: T | null | undefined) => item != null && check(item));
}

/** Whether all that a forecast reads beside the stages is there; JSON from outside goes through `loadModel`. */
export function hasTimeEffects(model: FunnelModel): boolean {
  const { segments, calendar, season, shock, creation } = model;
  const period = season?.period;
  return (
    all(
      segments,
      ({ effects, edges = [] }) =>
        Array.isArray(edges) &&
        all(effects, ({ factor, stages }) => isNumber(factor) && all(stages, (stage) => isNumber(stage.factor))),
    ) &&
    all(calendar?.weekday, ({ factor }) => isNumber(factor)) &&
    calendar.weekday.length === 7 &&
    all([calendar.holiday, calendar.monthEnd, calendar.quarterEnd], ({ factor }) => isNumber(factor)) &&
    (period?.unit === "month" || (period?.unit === "days" && period.days >= 1 && isNumber(period.from))) &&
    all(season.bands, isNumber) &&
    season.pace?.length === (period.unit === "month" ? 3 : 1) &&
    all(season.pace, (row) => row.length === season.bands.length + 1 && all(row, ({ mean }) => mean >= 0)) &&
    isNumber(shock?.variance) &&
    isNumber(shock.effectivePeriods) &&
    all(shock.likely, ({ variance, weight }) => variance >= 0 && isNumber(weight)) &&
    isNumber(creation?.perDay) &&
    all(creation.weekday, isNumber) &&
    all(creation.amounts, isNumber) &&
    all(creation.entry, ({ share }) => isNumber(share)) &&
    isNumber(creation.priced) &&
    isNumber(creation.variance)
  );
}
