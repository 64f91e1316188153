/** By what measure the spread of outcomes in a group is judged. */
type Measure = "gini" | "entropy" | "variance";

/** A measure with the factor by which each class weighs. */
export interface Criterion {
  readonly measure: Measure;
  /** Factor per class; all 1 without class weights, and not used for amounts. */
  readonly factors: Float64Array;
}

/** Weight of the customers behind the counters, without class weights. */
export function weightOf(sums: Float64Array, { measure }: Criterion): number {
  if (measure === "variance") return sums[0] as number;
  let total = 0;
  for (let k = 0; k < sums.length; k++) total += sums[k] as number;
  return total;
}

/** Weight with class weights: what shares of all weight are taken of. */
export function costWeightOf(sums: Float64Array, { measure, factors }: Criterion): number {
  if (measure === "variance") return sums[0] as number;
  let total = 0;
  for (let k = 0; k < sums.length; k++) total += (sums[k] as number) * (factors[k] as number);
  return total;
}

/** Share of the second class (yes), or the mean amount around the mean of all: what monotone fields order. */
export function levelOf(sums: Float64Array, criterion: Criterion): number {
  return (sums[1] as number) / weightOf(sums, criterion);
}

/** Impurity of classes: gini in [0, 1), entropy in bits. */
export function classImpurity(sums: Float64Array, criterion: Criterion): number {
  const total = costWeightOf(sums, criterion);
  if (criterion.measure === "entropy") return entropy(sums, criterion, total) / total + 0;
  let pure = 0;
  for (let k = 0; k < sums.length; k++) pure += (((sums[k] as number) * (criterion.factors[k] as number)) / total) ** 2;
  return Math.max(0, 1 - pure);
}

/** Weight times entropy. */
function entropy(sums: Float64Array, { factors }: Criterion, total: number): number {
  let bits = 0;
  for (let k = 0; k < sums.length; k++) {
    const part = (sums[k] as number) * (factors[k] as number);
    if (part > 0) bits -= part * Math.log2(part / total);
  }
  return bits;
}

/**
 * By how much a split lowers weight times impurity. For gini and variance in the form
 * (wL·wR / w)·Σ(difference of shares or means)², which does not lose digits and is 0 where both sides are alike.
 */
export function splitGain(left: Float64Array, right: Float64Array, criterion: Criterion): number {
  const leftWeight = costWeightOf(left, criterion);
  const rightWeight = costWeightOf(right, criterion);
  const weight = leftWeight + rightWeight;
  if (criterion.measure === "variance") {
    const apart = (left[1] as number) / leftWeight - (right[1] as number) / rightWeight;
    return ((leftWeight * rightWeight) / weight) * apart * apart;
  }
  const { factors, measure } = criterion;
  if (measure === "entropy") {
    let gain = -entropy(left, criterion, leftWeight) - entropy(right, criterion, rightWeight);
    for (let k = 0; k < left.length; k++) {
      const part = ((left[k] as number) + (right[k] as number)) * (factors[k] as number);
      if (part > 0) gain -= part * Math.log2(part / weight);
    }
    return gain;
  }
  let apart = 0;
  for (let k = 0; k < left.length; k++) {
    const difference = ((left[k] as number) / leftWeight - (right[k] as number) / rightWeight) * (factors[k] as number);
    apart += difference * difference;
  }
  return ((leftWeight * rightWeight) / weight) * apart;
}
