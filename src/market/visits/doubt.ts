import type { Interval } from "../../core/estimate.ts";
import type { Book, Draft } from "./book.ts";
import type { Figure } from "./figure.ts";
import { broughtBy } from "./response.ts";

/** Places between the ends of a rate's interval at which a difference is looked at: it need not rise all along. */
const PLACES = 8;

/**
 * Interval of what a plan brings, or brings more than another, from the intervals of rates and worths: each is moved on
 * its own, and the distances add up by their squares (accounts that share a response err together). Undefined where all
 * are plain numbers.
 *
 * @see Zou & Donner (2008), Construction of confidence limits about effect measures, Statistics in Medicine 27, 1693–1702
 */
export function intervalOf(book: Book, value: number, draft: Draft, other?: Draft): Interval | undefined {
  const visitsOf = (i: number): readonly [number, number] => [
    draft.totals[i] as number,
    other === undefined ? 0 : (other.totals[i] as number),
  ];
  let down = 0;
  let up = 0;
  let doubtful = false;
  const sharing = new Map<Figure, number[]>();
  book.accounts.forEach(({ worth, response }, i) => {
    const [own, its] = visitsOf(i);
    if (own === its && other !== undefined) return;
    const { rate } = response;
    if (rate === undefined) return;
    if (!rate.stated) sharing.set(rate, [...(sharing.get(rate) ?? []), i]);
    if (worth.stated) return;
    doubtful = true;
    const per = broughtBy(response, 1, own) - broughtBy(response, 1, its);
    const ends = [per * (worth.lower - worth.value), per * (worth.upper - worth.value)];
    down += Math.min(0, ...ends) ** 2;
    up += Math.max(0, ...ends) ** 2;
  });
  for (const [rate, members] of sharing) {
    doubtful = true;
    const at = (moved: number): number =>
      members.reduce((sum, i) => {
        const { worth, response } = book.accounts[i] as Book["accounts"][number];
        const [own, its] = visitsOf(i);
        return sum + broughtBy(response, worth.value, own, moved) - broughtBy(response, worth.value, its, moved);
      }, 0);
    const here = at(rate.value);
    let [low, high] = [0, 0];
    for (let k = 0; k <= PLACES; k++) {
      const moved = at(rate.lower + ((rate.upper - rate.lower) * k) / PLACES) - here;
      low = Math.min(low, moved);
      high = Math.max(high, moved);
    }
    down += low ** 2;
    up += high ** 2;
  }
  if (!doubtful) return undefined;
  return { lower: value - Math.sqrt(down), upper: value + Math.sqrt(up), level: book.level };
}
