import { goesOn } from "../pipeline/category.ts";
import type { PipelineStage } from "../pipeline/types.ts";
import type { Walk } from "./walk.ts";

/** Stages as a chain: where deals go from each, and what that makes of them in the end. */
export interface Chain {
  /** Chance to be won by the share that enters each stage first. */
  readonly winChance: number;
  /** Chance to be won from each stage on entry. */
  readonly win: Float64Array;
  /** Stays in each stage per deal that comes in. */
  readonly visits: Float64Array;
  /** Mean days from coming in to the end. */
  readonly totalDays: number;
  /** Chance to be won if the chance of one stage to pass deals on were better by a share. */
  improved(stage: number, improvement: number): number;
}

/** Keeps a circle that no deal was seen to leave from running for ever. */
const LEAK = 1e-9;

/** Solves the chain: stays until the end, N = (I − Q)⁻¹. */
export function chainOf(stages: readonly PipelineStage[], walks: readonly Walk[], entry: ArrayLike<number>): Chain {
  const size = stages.length;
  const next = (i: number, j: number): number => ((walks[i] as Walk).share[j] as number) * (1 - LEAK);
  const stays = inverse(size, (i, j) => (i === j ? 1 : 0) - next(i, j));
  const win = new Float64Array(size);
  const visits = new Float64Array(size);
  let winChance = 0;
  let totalDays = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      win[i] = (win[i] as number) + (stays[i * size + j] as number) * ((walks[j] as Walk).share[size] as number);
      visits[i] = (visits[i] as number) + (entry[j] as number) * (stays[j * size + i] as number);
    }
    winChance += (entry[i] as number) * (win[i] as number);
    totalDays += (visits[i] as number) * (walks[i] as Walk).meanDays;
  }
  const improved = (i: number, improvement: number): number => {
    const { share } = walks[i] as Walk;
    const on = onwardShare(stages, share, i);
    const rest = share.reduce((total, one) => total + one, 0) - on;
    if (on <= 0) return winChance;
    const better = Math.min(on * (1 + improvement), on + rest);
    // one row of the chain changes: Sherman and Morrison's formula
    let direct = 0;
    let back = 0;
    for (let j = 0; j <= size; j++) {
      const onward = j === size || goesOn(stages, i, j);
      const factor = onward ? better / on - 1 : rest > 0 ? (on - better) / rest : 0;
      const change = (share[j] as number) * factor * (j === size ? 1 : 1 - LEAK);
      direct += change * (j === size ? 1 : (win[j] as number));
      if (j < size) back += change * (stays[j * size + i] as number);
    }
    return winChance + ((visits[i] as number) * direct) / (1 - back);
  };
  return { winChance, win, visits, totalDays, improved };
}

/** Share of stays that go on: to a later stage, out of a suspension, or won. */
export function onwardShare(stages: readonly PipelineStage[], share: Float64Array, i: number): number {
  let on = share[stages.length] as number;
  for (let j = 0; j < stages.length; j++) if (goesOn(stages, i, j)) on += share[j] as number;
  return on;
}

/** Gauss and Jordan's elimination with row pivots; the matrix is diagonally dominant. */
function inverse(size: number, cell: (i: number, j: number) => number): Float64Array {
  const width = 2 * size;
  const m = new Float64Array(size * width);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) m[i * width + j] = cell(i, j);
    m[i * width + size + i] = 1;
  }
  for (let p = 0; p < size; p++) {
    const pivot = m[p * width + p] as number;
    for (let j = 0; j < width; j++) m[p * width + j] = (m[p * width + j] as number) / pivot;
    for (let i = 0; i < size; i++) {
      const factor = m[i * width + p] as number;
      if (i === p || factor === 0) continue;
      for (let j = 0; j < width; j++) {
        m[i * width + j] = (m[i * width + j] as number) - factor * (m[p * width + j] as number);
      }
    }
  }
  return Float64Array.from({ length: size * size }, (_, k) => {
    return m[Math.floor(k / size) * width + size + (k % size)] as number;
  });
}
