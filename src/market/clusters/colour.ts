import { choleskyFactor } from "../../math/cholesky.ts";

/** Drawn columns brought to the wanted correlation exactly: first made unrelated in this sample, then related. */
export function coloured(z: readonly Float64Array[], wanted: Float64Array): Float64Array[] {
  const q = z.length;
  if (q === 0) return [];
  const n = (z[0] as Float64Array).length;
  const inner = new Float64Array(q * q);
  for (let a = 0; a < q; a++) {
    const column = z[a] as Float64Array;
    const mean = column.reduce((total, cell) => total + cell, 0) / n;
    for (let i = 0; i < n; i++) column[i] = (column[i] as number) - mean;
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let i = 0; i < n; i++) product += (column[i] as number) * (z[b]?.[i] as number);
      inner[a * q + b] = product / n;
      inner[b * q + a] = product / n;
    }
  }
  const own = choleskyFactor(inner, q)?.lower;
  const white = z.map((column) => Float64Array.from(column));
  for (let a = 0; a < q && own !== undefined; a++) {
    for (let i = 0; i < n; i++) {
      let rest = white[a]?.[i] as number;
      for (let b = 0; b < a; b++) rest -= (own[a * q + b] as number) * (white[b]?.[i] as number);
      (white[a] as Float64Array)[i] = rest / (own[a * q + a] as number);
    }
  }
  return white.map((_, a) =>
    Float64Array.from({ length: n }, (__, i) => {
      let score = 0;
      for (let b = 0; b <= a; b++) score += (wanted[a * q + b] as number) * (white[b]?.[i] as number);
      return score;
    }),
  );
}

/** A factor of the correlations; columns that repeat one another are told apart by a trace of noise. */
export function factorOf(correlation: Float64Array, q: number): Float64Array {
  for (let ridge = 0; ; ridge = ridge === 0 ? 1e-6 : ridge * 10) {
    const held = Float64Array.from(correlation);
    for (let a = 0; a < q; a++) held[a * (q + 1)] = 1 + ridge;
    const factor = choleskyFactor(held, q);
    if (factor !== undefined) return factor.lower.map((cell) => cell / Math.sqrt(1 + ridge));
  }
}
