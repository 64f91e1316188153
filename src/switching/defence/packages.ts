import type { ChoiceClass, ChoiceProblem } from "./choice.ts";
import { bits, has } from "./flags.ts";
import type { Account, Book, Lever } from "./read.ts";

/** Levers that go to one account together, as bits, with what they cost and do. */
export interface Package {
  readonly mask: number;
  /** Share by which the chance to leave falls: 1 less the product of what each lever leaves. */
  readonly effect: number;
  readonly cost: number;
  readonly costShare: number;
  readonly hours: number;
}

/** A book as a choice of one package per account. */
export interface PackageProblem {
  readonly choice: ChoiceProblem;
  /** Packages of each account in the order of its options; option 0 is none. */
  readonly packages: readonly (readonly Package[])[];
}

const NOTHING: Package = { mask: 0, effect: 0, cost: 0, costShare: 0, hours: 0 };

/** What one account pays for a package. */
export function costOf({ value }: Account, { cost, costShare }: Package): number {
  return cost + costShare * value.value;
}

/** Value that a package keeps at an account. */
export function savedBy({ value, risk }: Account, { effect }: Package): number {
  return value.value * risk.value * effect;
}

/** Sets up the choice with only the programmes (levers with a fixed cost) of `running`, and limits `most` of money and hours. */
export function packageProblem(book: Book, running: number, budget: number, hours: number): PackageProblem {
  const { accounts, levers } = book;
  const eligible = levers.map((_, l) => accounts.reduce((n, { open }) => n + (((open & running) >> l) & 1), 0));
  // money, hours, then one resource for each lever whose number of accounts is limited
  const counted = levers.flatMap(({ min, max }, l) => (min > 0 || max < (eligible[l] as number) ? [l] : []));
  const resources = 2 + counted.length;
  const most = new Float64Array(resources).fill(Number.POSITIVE_INFINITY);
  const least = new Float64Array(resources);
  most[0] = budget;
  most[1] = hours;
  counted.forEach((l, k) => {
    const { min, max } = levers[l] as Lever;
    if (max < (eligible[l] as number)) most[2 + k] = max;
    least[2 + k] = min;
  });
  const known = new Map<string, readonly Package[]>();
  const packages: (readonly Package[])[] = [];
  const classes = accounts.map((account): ChoiceClass => {
    const open = account.open & running;
    const key = `${open} ${account.inPlace}`;
    let list = known.get(key);
    if (list === undefined) {
      list = packagesOf(book, open, account.inPlace, counted);
      known.set(key, list);
    }
    const own = [NOTHING, ...list.filter((pack) => worthIt(account, pack, levers, budget, hours))];
    packages.push(own);
    const gain = new Float64Array(own.length);
    const use = new Float64Array(own.length * resources);
    own.forEach((pack, o) => {
      const cost = costOf(account, pack);
      gain[o] = savedBy(account, pack) - cost;
      use[o * resources] = cost;
      use[o * resources + 1] = pack.hours;
      counted.forEach((l, k) => {
        use[o * resources + 2 + k] = (pack.mask >> l) & 1;
      });
    });
    return { gain, use };
  });
  return { choice: { resources, most, least, classes }, packages };
}

/** A package that loses money is kept only where a lever of it must be given. */
function worthIt(account: Account, pack: Package, levers: readonly Lever[], budget: number, hours: number): boolean {
  const cost = costOf(account, pack);
  if (cost > budget * (1 + 1e-9) || pack.hours > hours * (1 + 1e-9)) return false;
  return savedBy(account, pack) > cost || levers.some(({ min }, l) => min > 0 && has(pack.mask, l));
}

/** All packages that exclusions and prerequisites allow, without those that another beats in every respect. */
function packagesOf(
  { levers, maxLevers }: Book,
  open: number,
  inPlace: number,
  counted: readonly number[],
): readonly Package[] {
  const all: Package[] = [];
  const extend = (from: number, pack: Package, size: number): void => {
    for (let l = from; l < levers.length; l++) {
      if (!has(open, l)) continue;
      const lever = levers[l] as Lever;
      const mask = pack.mask | (1 << l);
      if (clash(levers, mask | inPlace, l)) continue;
      const next: Package = {
        mask,
        effect: 1 - (1 - pack.effect) * (1 - lever.effect.value),
        cost: pack.cost + lever.cost,
        costShare: pack.costShare + lever.costShare,
        hours: pack.hours + lever.hours,
      };
      if (complete(levers, mask, inPlace)) all.push(next);
      if (size + 1 < maxLevers) extend(l + 1, next, size + 1);
    }
  };
  extend(0, NOTHING, 0);
  return unbeaten(all, bits(counted));
}

function clash(levers: readonly Lever[], mask: number, added: number): boolean {
  return levers.some(
    ({ excludes }, l) => has(mask, l) && excludes.some((other) => has(mask, other) && (l === added || other === added)),
  );
}

function complete(levers: readonly Lever[], mask: number, inPlace: number): boolean {
  return levers.every(({ requires }, l) => !has(mask, l) || requires.every((other) => has(mask | inPlace, other)));
}

/** The packages that no other with the same counted levers equals for as little; of equals the earlier one stays. */
function unbeaten(all: readonly Package[], counted: number): readonly Package[] {
  const staying = new Map<number, Package[]>();
  const kept = new Set<Package>();
  // what beats a package stands before it, so that only those that stay need be asked
  const ranked = [...all].sort(
    (a, b) => b.effect - a.effect || a.cost - b.cost || a.costShare - b.costShare || a.hours - b.hours,
  );
  for (const pack of ranked) {
    const key = pack.mask & counted;
    const rivals = staying.get(key) ?? [];
    if (rivals.some((other) => asGood(other, pack))) continue;
    rivals.push(pack);
    staying.set(key, rivals);
    kept.add(pack);
  }
  return all.filter((pack) => kept.has(pack));
}

function asGood(a: Package, b: Package): boolean {
  return a.effect >= b.effect && a.cost <= b.cost && a.costShare <= b.costShare && a.hours <= b.hours;
}
