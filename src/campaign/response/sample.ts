import { choleskyFactor, choleskySolve } from "../../math/cholesky.ts";
import { dot } from "../../math/dot.ts";
import type { Random } from "../../math/random.ts";
import { gramOf, type Projection, projectionOf, reduce } from "./design.ts";
import { type ChannelShape, fillColumn } from "./shape.ts";
import { anywhere, type Form, formOf, largestRHat, leapDensity, leapt, stepped } from "./walk.ts";

/** Plausible curves, the data given. */
export interface Sample {
  /** By draw and channel: the mean weekly contribution, which may fall below 0 where the data cannot exclude it. */
  readonly means: readonly Float64Array[];
  /** By draw and channel: the mean of the channel's column, so that effect = contribution / column mean. */
  readonly columns: readonly Float64Array[];
  /** By draw and channel: the place in the box. */
  readonly places: readonly (readonly Float64Array[])[];
  readonly rHat: number;
}

const CHAINS = 2;

/** Sweeps of each chain for every draw that is asked for: first to settle, then to keep. */
const SETTLING = 3;
const KEPT = 7;

/** Shares of the settling at which the walk takes on the form of what it has seen. */
const ADAPTS = [0.25, 0.5, 0.75] as const;

/** The link between errors moves little and costs most: one sweep in three is enough. */
const RHO_EVERY = 3;

/** Link between errors that is still allowed; at 1 errors would wander without end. */
const RHO_LIMIT = 0.98;
const RHO_STEP = 0.08;

/** One proposal in ten ignores where the chain stands, so that it can leave a side valley. */
const JUMP = 0.1;

/** Four in ten are drawn from the form of what was seen while settling: where the weeks say much, most are accepted. */
const LEAP = 0.4;

/** Steps beyond would leave the form, or the box. */
const LARGEST_STEP = 4;

/** Share of accepted steps that moves fastest in three dimensions: Gelman, Roberts and Gilks (1996). */
const ACCEPTED = 0.3;

/** Step in units of the posterior's spread: Roberts, Gelman and Gilks (1997). */
const OPTIMAL_STEP = 2.38;

/** Keeps columns that repeat one another solvable; their interval becomes as wide as it should be. */
const RIDGE = 1e-7;

/**
 * Draws curves from their posterior: shapes even over the searched box (the reach by its logarithm), mean
 * contributions flat, error variance by Jeffreys, neighbouring errors linked. Everything linear is integrated
 * exactly, so that the random walk runs over shapes and the link alone. Contributions may turn negative here: an
 * interval that could not fall below 0 could never cover it.
 */
export function sampleCurves(
  revenue: Float64Array,
  baseline: readonly Float64Array[],
  shapes: readonly ChannelShape[],
  start: { readonly places: readonly Float64Array[]; readonly rho: number },
  draws: number,
  random: Random,
): Sample {
  const means: Float64Array[] = [];
  const columns: Float64Array[] = [];
  const places: (readonly Float64Array[])[] = [];
  const chains: Float64Array[][] = [];
  const half = Math.floor((KEPT * draws) / 2);
  for (let c = 0; c < CHAINS; c++) {
    const own = random.fork(c);
    const from =
      c === 0
        ? start.places.map((place) => place.map((v) => Math.min(0.98, Math.max(0.02, v))))
        : shapes.map(({ parameters }) => Float64Array.from(parameters, () => own.uniform()));
    const chain = runChain(revenue, baseline, shapes, { places: from, rho: start.rho }, draws, own);
    means.push(...chain.means);
    columns.push(...chain.columns);
    places.push(...chain.places);
    const settled = chain.means.map((drawn, d) =>
      Float64Array.from([drawn, ...(chain.places[d] ?? [])].flatMap(toList)),
    );
    chains.push(settled.slice(0, half), settled.slice(-half));
  }
  return { means, columns, places, rHat: largestRHat(chains) };
}

const toList = (column: Float64Array): number[] => Array.from(column);

function runChain(
  revenue: Float64Array,
  baseline: readonly Float64Array[],
  shapes: readonly ChannelShape[],
  start: { readonly places: readonly Float64Array[]; readonly rho: number },
  draws: number,
  random: Random,
): Omit<Sample, "rHat"> {
  const n = revenue.length;
  const scales = Float64Array.from(shapes, () => 1);
  const raw = shapes.map(() => new Float64Array(n));
  let places: readonly Float64Array[] = start.places.map((place) => Float64Array.from(place));
  const means = Float64Array.from(shapes, (shape, c) =>
    fillScaled(shape, places[c] as Float64Array, raw[c] as Float64Array),
  );
  const forms: (Form | undefined)[] = shapes.map(() => undefined);
  const history: (readonly Float64Array[])[] = [];
  let state = stateOf(revenue, baseline, raw, Math.max(-0.9, Math.min(0.9, start.rho)));
  const kept = {
    means: [] as Float64Array[],
    columns: [] as Float64Array[],
    places: [] as (readonly Float64Array[])[],
  };
  const trial = new Float64Array(n);
  const settling = SETTLING * draws;
  const adapts = ADAPTS.map((share) => Math.floor(share * settling));
  for (let sweep = 0; sweep < settling + KEPT * draws; sweep++) {
    for (const [c, shape] of shapes.entries()) {
      const old = places[c] as Float64Array;
      const kind = random.uniform();
      const step = scales[c] as number;
      const form = forms[c];
      const leaps = form !== undefined && kind >= JUMP && kind < JUMP + LEAP;
      const walks = kind >= JUMP && !leaps;
      const place = leaps ? leapt(form, random) : walks ? stepped(old, step, form, random) : anywhere(old, random);
      if (place === undefined) continue;
      const mean = fillScaled(shape, place, trial);
      const column = new Float64Array(n);
      reduce(trial, state.projection, column);
      const next = replaced(state, c, column, n);
      const odds = next.logDensity - state.logDensity + (leaps ? leapDensity(form, old) - leapDensity(form, place) : 0);
      const accept = Math.log(1 - random.uniform()) < odds;
      if (accept) {
        state = next;
        places = exchanged(places, c, place);
        means[c] = mean;
        (raw[c] as Float64Array).set(trial);
      }
      // Robbins and Monro during burn-in alone, so that the kept part is a plain chain
      if (walks && sweep < settling) {
        const grown = step * Math.exp(((accept ? 1 : 0) - ACCEPTED) / Math.sqrt(1 + sweep / 10));
        scales[c] = Math.min(LARGEST_STEP, Math.max(1 / 100, grown));
      }
    }
    if (sweep % RHO_EVERY === 0) {
      const rho = state.projection.rho + RHO_STEP * random.normal();
      const next = Math.abs(rho) < RHO_LIMIT ? stateOf(revenue, baseline, raw, rho) : undefined;
      if (next !== undefined && Math.log(1 - random.uniform()) < next.logDensity - state.logDensity) state = next;
    }
    if (sweep < settling) {
      history.push(places);
      if (!adapts.includes(sweep + 1)) continue;
      // the walk takes on the form of what it has seen lately, for the last time long before anything is kept
      const seen = history.slice(Math.floor(history.length / 2));
      for (const c of shapes.keys()) {
        const form = formOf(seen.map((draw) => draw[c] as Float64Array));
        if (form === undefined) continue;
        forms[c] = form;
        scales[c] = OPTIMAL_STEP / Math.sqrt((places[c] as Float64Array).length);
      }
      continue;
    }
    kept.means.push(drawMeans(state, n, random));
    kept.columns.push(Float64Array.from(means));
    kept.places.push(places);
  }
  return kept;
}

interface State {
  readonly projection: Projection;
  readonly y: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly gram: Float64Array;
  readonly cross: Float64Array;
  readonly lower: Float64Array;
  readonly centre: Float64Array;
  readonly rss: number;
  /** Log of what is proportional to the posterior density of shapes and link. */
  readonly logDensity: number;
}

function stateOf(
  revenue: Float64Array,
  baseline: readonly Float64Array[],
  raw: readonly Float64Array[],
  rho: number,
): State {
  const n = revenue.length;
  const projection = projectionOf(baseline, rho);
  const y = new Float64Array(n);
  reduce(revenue, projection, y);
  const columns = raw.map((column) => {
    const out = new Float64Array(n);
    reduce(column, projection, out);
    return out;
  });
  return solved(
    projection,
    y,
    columns,
    gramOf(columns),
    Float64Array.from(columns, (x) => dot(x, y)),
    n,
  );
}

/** The state with one channel's column exchanged. */
function replaced(state: State, c: number, column: Float64Array, n: number): State {
  const p = state.columns.length;
  const columns = exchanged(state.columns, c, column);
  const gram = Float64Array.from(state.gram);
  const cross = Float64Array.from(state.cross);
  for (let j = 0; j < p; j++) {
    const value = dot(column, columns[j] as Float64Array);
    gram[c * p + j] = value;
    gram[j * p + c] = value;
  }
  cross[c] = dot(column, state.y);
  return solved(state.projection, state.y, columns, gram, cross, n);
}

function solved(
  projection: Projection,
  y: Float64Array,
  columns: readonly Float64Array[],
  gram: Float64Array,
  cross: Float64Array,
  n: number,
): State {
  const p = columns.length;
  const ridged = Float64Array.from(gram, (cell, i) => (i % (p + 1) === 0 ? cell * (1 + RIDGE) + RIDGE : cell));
  const factor = choleskyFactor(ridged, p);
  if (factor === undefined) {
    const none = new Float64Array(p);
    return { projection, y, columns, gram, cross, lower: none, centre: none, rss: 1, logDensity: -Infinity };
  }
  const centre = choleskySolve(factor, cross);
  const rss = Math.max(Number.MIN_VALUE, dot(y, y) - dot(cross, centre));
  let logRoot = 0;
  for (let i = 0; i < p; i++) logRoot += Math.log(factor.lower[i * (p + 1)] as number);
  const { rho, basis, logSize } = projection;
  const freedom = n - basis.length - p;
  const logDensity = (-freedom / 2) * Math.log(rss) - logRoot - logSize + Math.log(1 - rho * rho) / 2;
  return { projection, y, columns, gram, cross, lower: factor.lower, centre, rss, logDensity };
}

function exchanged(list: readonly Float64Array[], c: number, by: Float64Array): Float64Array[] {
  return list.map((item, i) => (i === c ? by : item));
}

/** Mean contributions given the shapes: normal around least squares, the error variance drawn first. */
function drawMeans(state: State, n: number, random: Random): Float64Array {
  const p = state.centre.length;
  const freedom = n - state.projection.basis.length - p;
  const deviation = Math.sqrt(state.rss / (2 * random.gamma(freedom / 2, 1)));
  const out = Float64Array.from(state.centre, () => random.normal() * deviation);
  for (let i = p - 1; i >= 0; i--) {
    for (let k = i + 1; k < p; k++)
      out[i] = (out[i] as number) - (state.lower[k * p + i] as number) * (out[k] as number);
    out[i] = (out[i] as number) / (state.lower[i * (p + 1)] as number);
  }
  for (let i = 0; i < p; i++) out[i] = (out[i] as number) + (state.centre[i] as number);
  return out;
}

/** Fills the column in units of its mean, so that its coefficient is the mean weekly contribution; returns that mean. */
function fillScaled(shape: ChannelShape, place: Float64Array, out: Float64Array): number {
  fillColumn(shape, place, out);
  const mean = out.reduce((total, cell) => total + cell, 0) / out.length;
  for (let t = 0; t < out.length; t++) out[t] = mean > 0 ? (out[t] as number) / mean : 0;
  return mean;
}
