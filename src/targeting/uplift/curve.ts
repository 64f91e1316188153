import type { GroupTotals } from "./areas.ts";
import { armOf, figuresOf, upliftEstimate } from "./figures.ts";
import { firstAt, type RankedArm, type Ranking } from "./rank.ts";
import type { UpliftArm, UpliftCurvePoint, UpliftGroup, UpliftOutcomeKind } from "./types.ts";

/** Steps of the curve that are drawn and reported. */
const STEPS = 100;

/** Last group of equal score within each of `parts` equal parts of the customers; parts without one are left out. */
export function boundaries({ treatedN, controlN }: GroupTotals, n: number, parts: number): number[] {
  const lasts: number[] = [];
  let seen = 0;
  let filled = 0;
  for (let g = 0; g < treatedN.length; g++) {
    seen += (treatedN[g] as number) + (controlN[g] as number);
    const part = Math.floor((seen / n) * parts + 1e-9);
    if (part > filled) {
      lasts.push(g);
      filled = part;
    }
  }
  return lasts;
}

/** The curve at about every hundredth of the customers, at distinct scores alone, with a band point by point. */
export function curvePoints(
  ranking: Ranking,
  totals: GroupTotals,
  kind: UpliftOutcomeKind,
  level: number,
): UpliftCurvePoint[] {
  const { treated, control, n } = ranking;
  const points: UpliftCurvePoint[] = [{ share: 0, value: 0, random: 0 }];
  const total =
    armOf(treated.outcomes, 0, treated.outcomes.length).mean - armOf(control.outcomes, 0, control.outcomes.length).mean;
  const inT = running(treated);
  const inC = running(control);
  for (const group of boundaries(totals, n, STEPS)) {
    const a = inT(group);
    const c = inC(group);
    const share = (a.n + c.n) / n;
    // contacted customers of the list, as a share of all contacted
    const scale = a.n / treated.outcomes.length;
    const uplift = upliftEstimate(kind, a, c, level);
    points.push({
      share,
      value: scale * (a.mean - (c.n === 0 ? 0 : c.mean)) + 0,
      random: share * total + 0,
      ...("value" in uplift && {
        interval: { lower: scale * uplift.interval.lower, upper: scale * uplift.interval.upper, level },
      }),
    });
  }
  return points;
}

/** Count, mean and squared deviations of an arm up to the end of a group; groups must be asked for in rising order. */
function running({ outcomes, groups }: RankedArm): (group: number) => UpliftArm {
  let n = 0;
  let mean = 0;
  let m2 = 0;
  return (group) => {
    for (; n < groups.length && (groups[n] as number) <= group; ) {
      const delta = (outcomes[n] as number) - mean;
      n++;
      mean += delta / n;
      m2 += delta * ((outcomes[n - 1] as number) - mean);
    }
    return { n, mean, m2 };
  };
}

/** Customers in groups of about equal size by score, highest first; customers of one score stay together. */
export function scoreGroups(
  ranking: Ranking,
  totals: GroupTotals,
  kind: UpliftOutcomeKind,
  parts: number,
  level: number,
): UpliftGroup[] {
  const groups: UpliftGroup[] = [];
  const { treated, control, scores } = ranking;
  let first = 0;
  let t = 0;
  let c = 0;
  for (const last of boundaries(totals, ranking.n, parts)) {
    const toT = firstAt(treated, last + 1);
    const toC = firstAt(control, last + 1);
    groups.push({
      group: groups.length + 1,
      highestScore: scores[first] as number,
      lowestScore: scores[last] as number,
      ...figuresOf(kind, armOf(treated.outcomes, t, toT), armOf(control.outcomes, c, toC), level),
    });
    first = last + 1;
    t = toT;
    c = toC;
  }
  return groups;
}
