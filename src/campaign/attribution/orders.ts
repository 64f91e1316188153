/** A journey is shared over all its possible orders up to so many: five channels in one instant have 120. */
const MOST_ORDERS = 120;

/** Rotations taken at most; groups of up to seven touches need 420 for an even share of every place. */
const MOST_ROTATIONS = 1000;

/** The orders in which touches of the same instant may have come, each equally likely. */
export interface TiedOrders {
  readonly orders: readonly (readonly number[])[];
  /** Whether there were too many, so that the tied touches were rotated instead. */
  readonly rotated: boolean;
}

/** Whether two different channels stand at one instant. Times rise. */
export function hasTies(channels: ArrayLike<number>, times: ArrayLike<number>, n: number): boolean {
  for (let i = 1; i < n; i++) if (times[i] === times[i - 1] && channels[i] !== channels[i - 1]) return true;
  return false;
}

/**
 * Every distinct order of channels that the times allow, or rotations of the tied groups where there are more than
 * 120: in those each touch stands in each place of its group equally often, but not every neighbourhood comes up.
 */
export function tiedOrders(
  channels: ArrayLike<number>,
  times: ArrayLike<number>,
  n: number,
  names: readonly string[],
): TiedOrders {
  // by name, so that the answer does not hang on the order of the rows
  const byName = (a: number, b: number): number => ((names[a] as string) < (names[b] as string) ? -1 : a === b ? 0 : 1);
  const groups: number[][] = [];
  for (let i = 0; i < n; i++) {
    if (i > 0 && times[i] === times[i - 1]) (groups.at(-1) as number[]).push(channels[i] as number);
    else groups.push([channels[i] as number]);
  }
  for (const group of groups) group.sort(byName);
  const count = groups.reduce((product, group) => product * arrangements(group), 1);
  if (count > MOST_ORDERS) return { orders: rotations(groups), rotated: true };
  let orders: number[][] = [[]];
  for (const group of groups) {
    const own = permutations(group);
    orders = orders.flatMap((start) => own.map((end) => [...start, ...end]));
  }
  return { orders, rotated: false };
}

/** n! divided by the factorial of each repeat; may be infinite. */
function arrangements(group: readonly number[]): number {
  let count = 1;
  let run = 0;
  for (let i = 0; i < group.length; i++) {
    run = i > 0 && group[i] === group[i - 1] ? run + 1 : 1;
    count = (count * (i + 1)) / run;
  }
  return count;
}

/** The distinct arrangements of a sorted group. */
function permutations(group: readonly number[]): number[][] {
  if (group.length < 2) return [[...group]];
  return group.flatMap((first, i) =>
    i > 0 && group[i - 1] === first
      ? []
      : permutations([...group.slice(0, i), ...group.slice(i + 1)]).map((rest) => [first, ...rest]),
  );
}

function rotations(groups: readonly (readonly number[])[]): number[][] {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  const cycle = groups.reduce(
    (common, { length }) => (common > MOST_ROTATIONS ? common : (common / gcd(common, length)) * length),
    1,
  );
  return Array.from({ length: Math.min(cycle, MOST_ROTATIONS) }, (_, shift) =>
    groups.flatMap((group) => group.map((_, i) => group[(i + shift) % group.length] as number)),
  );
}
