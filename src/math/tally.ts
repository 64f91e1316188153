/** Cells under one sum: short enough to add up within two or three lines of the cache. */
const FAN_BITS = 4;
const FAN = 1 << FAN_BITS;

/** Sums of weights by rank in a flat tree: log n to update, and neighbours in memory to read. */
export class Tally {
  /** Weights by rank, then by sixteen of them, and so on. */
  private readonly levels: readonly Float64Array[];
  /** Ranks added to since all was zero, as far as there is room: where few were, only those are cleared. */
  private readonly touched: Uint32Array;
  private touches = 0;
  total = 0;
  rows = 0;

  constructor(size: number) {
    const levels = [new Float64Array(size)];
    for (let cells = size; cells > FAN; ) {
      cells = Math.ceil(cells / FAN);
      levels.push(new Float64Array(cells));
    }
    this.levels = levels;
    this.touched = new Uint32Array(size >>> FAN_BITS);
  }

  clear(): void {
    if (this.touches > this.touched.length) for (const level of this.levels) level.fill(0);
    else {
      for (let t = 0; t < this.touches; t++) {
        for (let l = 0, cell = this.touched[t] as number; l < this.levels.length; l++, cell >>>= FAN_BITS) {
          (this.levels[l] as Float64Array)[cell] = 0;
        }
      }
    }
    this.touches = 0;
    this.total = 0;
    this.rows = 0;
  }

  add(rank: number, weight: number, rows: number): void {
    this.total += weight;
    this.rows += rows;
    // with nobody left what remains is rounding
    if (this.rows === 0) {
      this.clear();
      return;
    }
    // a number beyond the room says that there was none
    if (this.touches <= this.touched.length) this.touched[this.touches++] = rank;
    for (let l = 0, cell = rank; l < this.levels.length; l++, cell >>>= FAN_BITS) {
      const level = this.levels[l] as Float64Array;
      level[cell] = (level[cell] as number) + weight;
    }
  }

  at(rank: number): number {
    return (this.levels[0] as Float64Array)[rank] as number;
  }

  below(rank: number): number {
    let total = 0;
    for (let l = 0, cell = rank; l < this.levels.length; l++, cell >>>= FAN_BITS) {
      const level = this.levels[l] as Float64Array;
      for (let c = cell & -FAN; c < cell; c++) total += level[c] as number;
    }
    return total;
  }
}
