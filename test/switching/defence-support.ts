import { createRandom } from "../../src/math/index.ts";
import type { DefenceAccount, DefenceLever, PlanDefenceOptions } from "../../src/switching/index.ts";

/** The largest gain by trying every package for every account; minus infinity where no plan keeps the limits. */
export function bruteForce(
  accounts: readonly DefenceAccount[],
  levers: readonly DefenceLever[],
  options: PlanDefenceOptions,
): number {
  const { budget, staffHours = Number.POSITIVE_INFINITY, atRisk = 0.2, maxLevers = 3 } = options;
  const packages = accounts.map((account) => {
    const inPlace = account.inPlace ?? [];
    const list: DefenceLever[][] = [];
    for (let mask = 0; mask < 1 << levers.length; mask++) {
      const set = levers.filter((_, i) => ((mask >> i) & 1) === 1);
      const there = [...set.map(({ id }) => id), ...inPlace];
      const clash = levers.some(
        ({ id, excludes = [] }) =>
          there.includes(id) &&
          excludes.some((other) => there.includes(other) && (!inPlace.includes(id) || !inPlace.includes(other))),
      );
      if (
        set.length <= maxLevers &&
        !clash &&
        set.every(({ id }) => !inPlace.includes(id)) &&
        set.every(({ requires = [] }) => requires.every((other) => there.includes(other))) &&
        (account.levers === undefined || set.every(({ id }) => account.levers?.includes(id))) &&
        set.every(
          ({ price }) => price !== true || (account.priceSensitivity === true && (account.risk as number) >= atRisk),
        )
      ) {
        list.push(set);
      }
    }
    return list;
  });
  let best = Number.NEGATIVE_INFINITY;
  const walk = (i: number, saved: number, cost: number, hours: number, counts: readonly number[]): void => {
    const account = accounts[i];
    if (account === undefined) {
      let [money, time] = [cost, hours];
      for (const [l, n] of counts.entries()) {
        const { min = 0, max = Number.POSITIVE_INFINITY, fixedCost = 0, fixedHours = 0 } = levers[l] as DefenceLever;
        if (n < min || n > max) return;
        if (n > 0) [money, time] = [money + fixedCost, time + fixedHours];
      }
      if (money <= budget + 1e-9 && time <= staffHours + 1e-9) best = Math.max(best, saved - money);
      return;
    }
    const value = account.value as number;
    for (const set of packages[i] as DefenceLever[][]) {
      const left = set.reduce((rest, { effect }) => rest * (1 - (effect as number)), 1);
      walk(
        i + 1,
        saved + value * (account.risk as number) * (1 - left),
        set.reduce((total, lever) => total + (lever.cost ?? 0) + (lever.costShare ?? 0) * value, cost),
        set.reduce((total, lever) => total + (lever.hours ?? 0), hours),
        counts.map((n, l) => n + (set.includes(levers[l] as DefenceLever) ? 1 : 0)),
      );
    }
  };
  walk(
    0,
    0,
    0,
    0,
    levers.map(() => 0),
  );
  return best;
}

/** A book of n accounts with values and risks as they are met: few large, most not at risk. */
export function defenceBook(n: number, seed: number): DefenceAccount[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, (_, i) => ({
    id: `a${i}`,
    value: Math.round(Math.exp(9 + 1.2 * random.normal())),
    risk: random.beta(1.5, 6),
    priceSensitivity: random.uniform() < 0.4,
  }));
}

/** Eight levers with effects in which a manager would believe; made up. */
export const eightLevers = (n: number): DefenceLever[] => [
  { id: "planned_visits", cost: 300, hours: 8, effect: 0.15 },
  { id: "personal_care", cost: 120, hours: 3, effect: 0.08 },
  { id: "service", cost: 600, hours: 2, effect: 0.18 },
  { id: "clubs", cost: 150, hours: 1, effect: 0.07, fixedCost: 4000, max: Math.round(n / 8) },
  { id: "contacts", hours: 6, effect: 0.1 },
  { id: "agreements", cost: 200, effect: 0.12, hours: 2, requires: ["contacts"], max: Math.round(n / 10) },
  { id: "discount", costShare: 0.08, effect: 0.35, price: true, excludes: ["service"] },
  { id: "social_gatherings", cost: 90, hours: 2, effect: 0.05, fixedCost: 1500, min: 5 },
];
