import { type Domain, type Envelope, envelopeOf, heightAt, leastOf, responseOf } from "./envelope.ts";
import { type Filling, fillConcave, SAME_MONEY } from "./fill.ts";

/** The best plan found, and how sure it is that none is better. */
export interface Found {
  readonly spends: readonly number[];
  readonly response: number;
  /** What a better plan could bring more at most; 0 when proven. */
  readonly gap: number;
  readonly nodes: number;
}

/** Plans that differ by less than this share count as equally good. */
const EQUAL = 1e-10;

interface Node {
  readonly envelopes: readonly Envelope[];
  readonly filling: Filling;
}

/**
 * The best spread over curves of any shape and in whole steps: branch and bound. Each node replaces every curve by its
 * concave envelope, which is solved by equal margins and bounds what the node can bring; where the answer lies between
 * envelope and curve the channel's domain is split there.
 *
 * @see Falk, Soland, An algorithm for separable nonconvex programming problems, Management Science 15 (1969)
 */
export function searchPlan(domains: readonly Domain[], total: number, maxNodes: number): Found | undefined {
  const root = nodeOf(domains.map(envelopeOf), total);
  if (root === undefined) return undefined;
  let best = repaired(domains, root.filling.spends, total);
  const open: Node[] = [root];
  let nodes = 0;
  while (open.length > 0) {
    const node = open.pop() as Node;
    const tolerance = EQUAL * Math.max(best.response, Number.MIN_VALUE);
    if (node.filling.bound <= best.response + tolerance) return { ...best, gap: 0, nodes };
    if (nodes++ >= maxNodes) return { ...best, gap: node.filling.bound - best.response, nodes: maxNodes };
    const here = repaired(domains, node.filling.spends, total);
    if (here.response > best.response) best = here;
    for (const child of split(node, total)) {
      if (child.filling.bound <= best.response + tolerance) continue;
      insert(open, child);
    }
  }
  return { ...best, gap: 0, nodes };
}

function nodeOf(envelopes: readonly Envelope[], total: number): Node | undefined {
  const filling = fillConcave(envelopes, total);
  return filling && { envelopes, filling };
}

/** Keeps the node that promises most at the end. */
function insert(open: Node[], node: Node): void {
  let [first, last] = [0, open.length];
  while (first < last) {
    const middle = (first + last) >> 1;
    if ((open[middle] as Node).filling.bound < node.filling.bound) first = middle + 1;
    else last = middle;
  }
  open.splice(first, 0, node);
}

/** Splits the channel whose envelope lies highest above what its spend really brings. */
function split({ envelopes, filling }: Node, total: number): Node[] {
  let widest = -1;
  let most = 0;
  for (const [c, envelope] of envelopes.entries()) {
    const x = filling.spends[c] as number;
    const over = heightAt(envelope, x) - responseOf(envelope.domain, feasibleBelow(envelope.domain, x));
    if (over > most) [widest, most] = [c, over];
  }
  if (widest < 0) return [];
  const { domain } = envelopes[widest] as Envelope;
  return halves(domain, filling.spends[widest] as number).flatMap((half) => {
    const child = nodeOf(
      envelopes.map((envelope, c) => (c === widest ? envelopeOf(half) : envelope)),
      total,
    );
    return child === undefined ? [] : [child];
  });
}

function halves(domain: Domain, x: number): Domain[] {
  const { low, high, zero, step } = domain;
  if (zero && x < low) {
    return [
      { ...domain, low: 0, high: 0, zero: false },
      { ...domain, zero: false },
    ];
  }
  if (step !== undefined) {
    const below = Math.floor(x / step);
    return [
      { ...domain, high: below * step },
      { ...domain, low: (below + 1) * step, zero: false },
    ];
  }
  // so near to an end that both halves would be the whole again
  if (x - leastOf(domain) <= SAME_MONEY * high || high - x <= SAME_MONEY * high) return [];
  return [
    { ...domain, high: x },
    { ...domain, low: x, zero: false },
  ];
}

/** The largest allowed spend that is not above x. */
function feasibleBelow({ low, high, zero, step }: Domain, x: number): number {
  const slack = SAME_MONEY * high;
  if (x < low - slack) return zero ? 0 : low;
  if (step === undefined) return Math.min(high, x);
  return Math.min(high, Math.floor(x / step + SAME_MONEY * Math.max(1, x / step)) * step);
}

/** An allowed plan near a relaxed one: every channel down to an allowed spend, then the rest to whom it helps most. */
function repaired(
  domains: readonly Domain[],
  relaxed: readonly number[],
  total: number,
): { readonly spends: readonly number[]; readonly response: number } {
  const spends = domains.map((domain, c) => feasibleBelow(domain, relaxed[c] as number));
  let left = total - spends.reduce((sum, x) => sum + x, 0);
  const slack = SAME_MONEY * total;
  const fill = (domain: Domain, x: number): number => {
    if (domain.step === undefined && left <= slack) return x;
    const afford = x + Math.max(0, left) + (domain.step === undefined ? 0 : slack);
    const to = feasibleBelow(domain, Math.min(domain.high, afford));
    return to > x && to - x <= left + slack ? to : x;
  };
  for (let round = 0; round < 2 * domains.length; round++) {
    let chosen = -1;
    let most = 0;
    for (const [c, domain] of domains.entries()) {
      const x = spends[c] as number;
      const gain = responseOf(domain, fill(domain, x)) - responseOf(domain, x);
      if (gain > most) [chosen, most] = [c, gain];
    }
    if (chosen < 0) break;
    const to = fill(domains[chosen] as Domain, spends[chosen] as number);
    left -= to - (spends[chosen] as number);
    spends[chosen] = to;
  }
  return { spends, response: domains.reduce((sum, domain, c) => sum + responseOf(domain, spends[c] as number), 0) };
}
