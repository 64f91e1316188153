import {
  type AttributionOptions,
  type MethodCredits,
  measureAttribution,
  type TouchPath,
} from "../../src/campaign/index.ts";
import type { AttributionMethod } from "../../src/core/index.ts";
import { createRandom, type Random } from "../../src/math/index.ts";

/** A path written as channels with an arrow or without a conversion: `"A B >"`, `"A"`. */
export function path(text: string, more: Partial<TouchPath> = {}): TouchPath {
  const words = text.split(" ").filter((word) => word !== "");
  const touches = words.filter((word) => word !== ">").map((channel) => ({ channel }));
  return { touches, converted: words.includes(">"), ...more };
}

export function creditsBy(
  method: AttributionMethod,
  paths: readonly TouchPath[],
  options: AttributionOptions = {},
): MethodCredits["channels"] {
  const found = measureAttribution(paths, { ...options, methods: [method] }).methods[0];
  if (found === undefined || !("channels" in found)) throw new Error(`${method} abstained`);
  return found.channels;
}

/** Credited conversions as a record. */
export function credit(
  method: AttributionMethod,
  paths: readonly TouchPath[],
  options: AttributionOptions = {},
): Record<string, number> {
  return Object.fromEntries(creditsBy(method, paths, options).map((row) => [row.channel, row.conversions.value]));
}

/** Every journey as a row of its own. */
export function unfold(paths: readonly TouchPath[]): TouchPath[] {
  return paths.flatMap(({ count = 1, ...rest }) => Array.from({ length: count }, () => rest));
}

/** Shapley by its definition: the average over all orders of what a channel adds, the rows scanned for every set. */
export function naiveShapley(
  paths: readonly TouchPath[],
  channels: readonly string[],
  game: "conversions" | "rate",
): number[] {
  const rows = paths.filter(({ touches }) => touches.length > 0);
  const worth = (set: ReadonlySet<string>): number => {
    let all = 0;
    let sum = 0;
    for (const { touches, converted, count = 1 } of rows) {
      if (!touches.every(({ channel }) => set.has(channel))) continue;
      all += count;
      if (converted) sum += count;
    }
    return game === "conversions" ? sum : all === 0 ? 0 : sum / all;
  };
  const touched = rows.reduce((n, { count = 1 }) => n + count, 0);
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const n = channels.length;
  const values = channels.map(() => 0);
  for (let mask = 0; mask < 2 ** n; mask++) {
    const set = channels.filter((_, i) => mask & (1 << i));
    const weight = (factorial(set.length) * factorial(n - set.length - 1)) / factorial(n);
    const base = worth(new Set(set));
    channels.forEach((channel, i) => {
      if (!(mask & (1 << i))) values[i] = (values[i] as number) + weight * (worth(new Set([...set, channel])) - base);
    });
  }
  return game === "rate" ? values.map((value) => value * touched) : values;
}

/** Removal effects by walking the chain of order 1 at random, as is often done. */
export function walkedRemovalEffects(
  paths: readonly TouchPath[],
  channels: readonly string[],
  walks: number,
  seed: number,
): number[] {
  const next = new Map<string, Map<string, number>>();
  const step = (from: string, to: string, n: number): void => {
    const row = next.get(from) ?? new Map<string, number>();
    row.set(to, (row.get(to) ?? 0) + n);
    next.set(from, row);
  };
  for (const { touches, converted, count = 1 } of paths) {
    let at = "start";
    for (const { channel } of touches) {
      step(at, `c:${channel}`, count);
      at = `c:${channel}`;
    }
    step(at, converted ? "won" : "lost", count);
  }
  const table = new Map(
    [...next].map(([from, row]) => {
      const all = [...row.values()].reduce((sum, n) => sum + n, 0);
      let sum = 0;
      const steps = [...row].map(([to, n]) => {
        sum += n / all;
        return [to, sum] as const;
      });
      return [from, steps] as const;
    }),
  );
  const chance = (removed: string | undefined, random: Random): number => {
    let won = 0;
    for (let walk = 0; walk < walks; walk++) {
      let at = "start";
      while (at !== "won" && at !== "lost" && at !== `c:${removed}`) {
        const u = random.uniform();
        const row = table.get(at) as readonly (readonly [string, number])[];
        at = (row.find(([, upTo]) => u < upTo) ?? (row.at(-1) as readonly [string, number]))[0];
      }
      if (at === "won") won++;
    }
    return won / walks;
  };
  const random = createRandom(seed);
  const whole = chance(undefined, random);
  return channels.map((channel) => 1 - chance(channel, random) / whole);
}

/** Kinds of journeys with their chances: a population whose credits are known exactly. */
export interface Population {
  readonly kinds: readonly TouchPath[];
  /** Parts of a million, summing to it. */
  readonly parts: readonly number[];
}

/** Journeys through five channels of uneven strength; conversions carry one of two values. */
export function population(seed: number, kinds: number = 40): Population {
  const random = createRandom(seed);
  const names = ["ads", "direct", "mail", "search", "social"];
  const pull = [0.35, 0.2, 0.3, 0.5, 0.1];
  const rows = Array.from({ length: kinds }, (_, k) => {
    const length = 1 + random.poisson(1.4);
    const channels = Array.from({ length }, () => Math.min(4, Math.floor(5 * random.uniform() ** 1.3)));
    const chance = Math.max(...channels.map((c) => pull[c] as number));
    const converted = random.uniform() < chance;
    // dated, so that time decay differs between journeys with the same channels
    const touches = channels.map((c, i) => ({ channel: names[c] as string, at: 86_400_000 * (10 * i + (k % 7)) }));
    return { touches, converted, ...(converted && { value: random.uniform() < 0.7 ? 50 : 200 }) };
  });
  const raw = rows.map(({ converted }) => (converted ? 0.25 : 1) * (0.2 + random.uniform()));
  const all = raw.reduce((sum, x) => sum + x, 0);
  const parts = raw.map((x) => Math.floor((1e6 * x) / all));
  parts[0] = (parts[0] as number) + 1e6 - parts.reduce((sum, x) => sum + x, 0);
  return { kinds: rows, parts };
}

/** The whole population as rows with counts. */
export function wholeOf({ kinds, parts }: Population): TouchPath[] {
  return kinds.map((kind, k) => ({
    ...kind,
    count: parts[k] as number,
    ...(kind.value !== undefined && { value: kind.value * (parts[k] as number) }),
  }));
}

/** So many journeys drawn from it, as rows with counts. */
function drawFrom({ kinds, parts }: Population, n: number, random: Random): TouchPath[] {
  let left = n;
  let open = 1e6;
  return kinds.flatMap((kind, k) => {
    const count = k === kinds.length - 1 ? left : random.binomial(left, (parts[k] as number) / open);
    left -= count;
    open -= parts[k] as number;
    if (count === 0) return [];
    return [{ ...kind, count, ...(kind.value !== undefined && { value: kind.value * count }) }];
  });
}

/** How often each kind of interval covers the truth of the population, by method. */
export function attributionCoverage(
  seed: number,
  n: number,
  runs: number,
  options: AttributionOptions,
): Map<string, { readonly covered: number; readonly told: number }> {
  const world = population(seed);
  const truth = measureAttribution(wholeOf(world), options);
  const tally = new Map<string, { covered: number; told: number }>();
  for (let run = 0; run < runs; run++) {
    const found = measureAttribution(drawFrom(world, n, createRandom(1000 * seed + run)), options);
    found.methods.forEach((entry, m) => {
      const known = truth.methods[m];
      if (!("channels" in entry) || known === undefined || !("channels" in known)) return;
      for (const right of known.channels) {
        const row = entry.channels.find(({ channel }) => channel === right.channel);
        if (row === undefined) continue;
        const scale = n / 1e6;
        for (const [what, own, wanted] of [
          ["conversions", row.conversions, right.conversions.value * scale],
          ["share", row.share, right.share.value],
          ["value", row.value, (right.value?.value ?? 0) * scale],
          ["valueShare", row.valueShare, right.valueShare?.value ?? 0],
        ] as const) {
          if (own === undefined) continue;
          const key = `${entry.method} ${what}`;
          const cell = tally.get(key) ?? { covered: 0, told: 0 };
          cell.told++;
          if (own.interval.lower <= wanted + 1e-9 && wanted <= own.interval.upper + 1e-9) cell.covered++;
          tally.set(key, cell);
        }
      }
    });
  }
  return tally;
}
