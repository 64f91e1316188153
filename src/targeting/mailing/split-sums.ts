import { roundingPoint } from "../tree/exact-sum.ts";

/** Sums by group that do not hang on the order of their terms: coarse and fine parts add up without rounding. */
export class SplitSums {
  private largest = 0;
  private coarse = 0;
  private fine = 0;
  private readonly high: Float64Array;
  private readonly low: Float64Array;

  constructor(groups: number) {
    this.high = new Float64Array(groups);
    this.low = new Float64Array(groups);
  }

  see(term: number): void {
    if (term > this.largest) this.largest = term;
    else if (-term > this.largest) this.largest = -term;
  }

  start(terms: number): void {
    this.coarse = roundingPoint(this.largest, terms);
    this.fine = this.coarse * 2 ** -52 === 0 ? 0 : roundingPoint(this.coarse * 2 ** -52, terms);
  }

  add(group: number, term: number): void {
    const part = term + this.coarse - this.coarse;
    this.high[group] = (this.high[group] as number) + part;
    this.low[group] = (this.low[group] as number) + (term - part + this.fine - this.fine);
  }

  /** Sum of one group. */
  of(group: number): number {
    return (this.high[group] as number) + (this.low[group] as number);
  }

  /** Sum of all groups before one, and of a share of it. */
  to(group: number, share: number): number {
    let sum = 0;
    for (let g = 0; g < group; g++) sum += this.of(g);
    return sum + share * this.of(group);
  }
}
