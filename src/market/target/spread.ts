/** What one group has to spread over the groups below it, as columns over a range of these. */
export interface SpreadColumns {
  /** Share of the basis, at least 0. */
  readonly weights: Float64Array;
  /** Least and most of each, whole numbers. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** The whole parts, written here. */
  readonly parts: Float64Array;
}

/** The groups that still share, and room for what rounding leaves of each; reused from group to group. */
interface Sharing extends SpreadColumns {
  readonly members: Int32Array;
  readonly rest: Float64Array;
  readonly claims: Float64Array;
}

/** Up to so many members the next one is found by looking through them all; beyond, by sorting. */
const FEW = 32;

/**
 * Spreads a whole number over groups in proportion to their weights, each within its limits, so that the parts are whole
 * and sum to it: those that a limit holds get the limit, the others share what is left in proportion, and units that
 * rounding leaves over go to the largest remainders. The limits of all together must allow the amount.
 *
 * @returns A function of the amount and the range of groups; it tells whether groups without any weight had to take
 * what the others could not.
 * @see Balinski & Young (2001), Fair Representation, appendix A, on quotas with least and most seats
 */
export function spreader(columns: SpreadColumns): (amount: number, from: number, to: number) => boolean {
  const { weights, least, most, parts } = columns;
  const size = weights.length;
  const scratch = { members: new Int32Array(size), rest: new Float64Array(size), claims: new Float64Array(size) };
  const sharing = { ...columns, ...scratch };
  const even = { ...sharing, weights: new Float64Array(size).fill(1) };
  return (amount, from, to) => {
    let weight = 0;
    let room = 0;
    let fixed = 0;
    for (let i = from; i < to; i++) {
      weight += weights[i] as number;
      if ((weights[i] as number) > 0) room += most[i] as number;
      else fixed += least[i] as number;
    }
    // what those with weight cannot take falls to those without, alike to each
    const spills = weight === 0 || amount - fixed > room;
    let count = 0;
    for (let i = from; i < to; i++) {
      if ((weights[i] as number) > 0 !== spills) sharing.members[count++] = i;
      else parts[i] = (spills ? most[i] : least[i]) as number;
    }
    if (spills) share(weight === 0 ? amount : amount - room, count, even);
    else share(amount - fixed, count, sharing);
    return spills;
  };
}

/** Spreads over the members by weight; every member weighs something. */
function share(amount: number, count: number, sharing: Sharing): void {
  const { members, weights, least, most, parts } = sharing;
  let left = amount;
  let open = count;
  // who is held down while too much is given out stays down, and the other way round: each pass settles one side for good
  for (;;) {
    // by the largest weight first: a rate over tiny weights alone would overflow
    let largest = 0;
    for (let k = 0; k < open; k++) largest = Math.max(largest, weights[members[k] as number] as number);
    let weight = 0;
    for (let k = 0; k < open; k++) weight += (weights[members[k] as number] as number) / largest;
    const rate = open > 0 ? left / weight : 0;
    let given = 0;
    for (let k = 0; k < open; k++) {
      const i = members[k] as number;
      const own = rate * ((weights[i] as number) / largest);
      const part = Math.min(most[i] as number, Math.max(least[i] as number, own));
      parts[i] = part;
      given += part;
    }
    const low = given > left;
    let next = 0;
    for (let k = 0; k < open; k++) {
      const i = members[k] as number;
      const own = rate * ((weights[i] as number) / largest);
      if (low ? own > (least[i] as number) : own < (most[i] as number)) {
        members[next++] = i;
        continue;
      }
      parts[i] = (low ? least[i] : most[i]) as number;
      left -= parts[i] as number;
    }
    if (next === open) break;
    open = next;
  }
  round(left, open, sharing);
}

/** Makes parts whole so that they sum to `amount`, by largest remainder; each stays within one unit of its share. */
function round(amount: number, count: number, sharing: Sharing): void {
  const { members, rest, parts } = sharing;
  let left = amount;
  for (let k = 0; k < count; k++) {
    const i = members[k] as number;
    const whole = Math.floor(parts[i] as number);
    rest[k] = (parts[i] as number) - whole;
    parts[i] = whole;
    left -= whole;
  }
  // rounding of very large amounts may leave more, or less, than one unit a member: then another turn settles it
  while (left !== 0 && count > 0) {
    const step = Math.sign(left);
    const moved = count <= FEW ? moveOne(step, count, sharing) : moveMany(step, Math.abs(left), count, sharing);
    if (moved === 0) return;
    left -= step * moved;
  }
}

function able(i: number, step: number, { least, most, parts }: Sharing): boolean {
  return step > 0 ? (parts[i] as number) < (most[i] as number) : (parts[i] as number) > (least[i] as number);
}

/** Whether one member comes before another: by its remainder, then by the larger weight, then by the earlier name. */
function ahead(a: number, b: number, step: number, { rest, members, weights }: Sharing): boolean {
  const claim = step * ((rest[a] as number) - (rest[b] as number));
  if (claim !== 0) return claim > 0;
  const weight = (weights[members[a] as number] as number) - (weights[members[b] as number] as number);
  return weight === 0 ? a < b : weight > 0;
}

function moveOne(step: number, count: number, sharing: Sharing): number {
  let best = -1;
  for (let k = 0; k < count; k++) {
    if (able(sharing.members[k] as number, step, sharing) && (best < 0 || ahead(k, best, step, sharing))) best = k;
  }
  if (best >= 0) move(best, step, sharing);
  return best < 0 ? 0 : 1;
}

function moveMany(step: number, wanted: number, count: number, sharing: Sharing): number {
  const { members, rest, claims } = sharing;
  let found = 0;
  for (let k = 0; k < count; k++) {
    if (able(members[k] as number, step, sharing)) claims[found++] = step * (rest[k] as number);
  }
  // numbers sort fastest without a comparator, so only those at the edge are compared by weight and name
  const sorted = claims.subarray(0, found).sort();
  const edge = found > wanted ? (sorted[found - wanted] as number) : Number.NEGATIVE_INFINITY;
  const tied: number[] = [];
  const sure: number[] = [];
  for (let k = 0; k < count; k++) {
    if (!able(members[k] as number, step, sharing)) continue;
    const claim = step * (rest[k] as number);
    if (claim > edge) sure.push(k);
    else if (claim === edge) tied.push(k);
  }
  const open = Math.min(found, wanted) - sure.length;
  if (tied.length > open) tied.sort((a, b) => (ahead(a, b, step, sharing) ? -1 : 1));
  for (const k of sure) move(k, step, sharing);
  for (let t = 0; t < open; t++) move(tied[t] as number, step, sharing);
  return sure.length + open;
}

function move(k: number, step: number, { members, parts, rest }: Sharing): void {
  const i = members[k] as number;
  parts[i] = (parts[i] as number) + step;
  rest[k] = 0;
}
