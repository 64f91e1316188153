import type { Interval } from "../../core/estimate.ts";
import { has } from "./flags.ts";
import type { Book, Figure } from "./read.ts";
import type { Solved } from "./solve.ts";

/**
 * Interval of the value that a plan keeps. Each effect, value and risk is moved to the ends of its own interval while the
 * others stay, and the moves add up as squares, because the figures were measured apart. An effect moves all accounts that
 * get the lever at once.
 *
 * @see Zou & Donner (2008), Construction of confidence limits about effect measures, Statistics in Medicine 27, 1693–1702
 */
export function intervalOfSaved(book: Book, { given }: Solved): Interval | undefined {
  const { levers, level } = book;
  const used = given.flatMap(({ account, pack }) => [account.value, account.risk, ...effectsOf(book, pack.mask)]);
  if (used.every(({ stated }) => stated)) return undefined;
  const left = (mask: number, moved: number, effect: number): number =>
    levers.reduce(
      (rest, lever, l) => (has(mask, l) ? rest * (1 - (l === moved ? effect : lever.effect.value)) : rest),
      1,
    );
  let saved = 0;
  let down = 0;
  let up = 0;
  for (const { account, pack } of given) {
    const { value, risk } = account;
    saved += value.value * risk.value * pack.effect;
    down += (pack.effect * risk.value * (value.value - value.lower)) ** 2;
    down += (pack.effect * value.value * (risk.value - risk.lower)) ** 2;
    up += (pack.effect * risk.value * (value.upper - value.value)) ** 2;
    up += (pack.effect * value.value * (risk.upper - risk.value)) ** 2;
  }
  levers.forEach(({ effect }, l) => {
    const at = (moved: number): number =>
      given.reduce(
        (total, { account, pack }) =>
          total + account.value.value * account.risk.value * (1 - left(pack.mask, l, moved)),
        0,
      );
    down += (saved - at(effect.lower)) ** 2;
    up += (at(effect.upper) - saved) ** 2;
  });
  return { lower: Math.max(0, saved - Math.sqrt(down)), upper: saved + Math.sqrt(up), level };
}

function effectsOf({ levers }: Book, mask: number): readonly Figure[] {
  return levers.flatMap(({ effect }, l) => (has(mask, l) ? [effect] : []));
}
