import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AttributionOptions,
  compareAttribution,
  measureAttribution,
  type TouchPath,
} from "../../src/campaign/index.ts";
import { creditsBy } from "./attribution-support.ts";

const NAMES = ["A", "B", "C", "__proto__", "direct"];

/** Journeys with ties, repeats, untouched rows, one row, counts and values of any size. */
const dated: fc.Arbitrary<TouchPath> = fc
  .record({
    touches: fc.array(fc.record({ channel: fc.constantFrom(...NAMES), at: fc.integer({ min: 0, max: 6 }) }), {
      maxLength: 6,
    }),
    converted: fc.boolean(),
    value: fc.constantFrom(0, 1e-9, 1, 250, 1e12),
    count: fc.constantFrom(1, 1, 2, 1000),
  })
  .map(({ touches, converted, value, count }) => ({
    touches: touches.map(({ channel, at }) => ({ channel, at: at * 43_200_000 })),
    converted,
    count,
    ...(converted && { value }),
  }));
const undated: fc.Arbitrary<TouchPath> = dated.map((row) => ({
  ...row,
  touches: row.touches.map(({ channel }) => ({ channel })),
}));
const paths = fc.oneof(
  fc.array(dated, { minLength: 1, maxLength: 12 }),
  fc.array(undated, { minLength: 1, maxLength: 12 }),
);
const won: TouchPath = { touches: [{ channel: "A" }], converted: true, value: 5 };

const options: fc.Arbitrary<AttributionOptions> = fc.record({
  game: fc.constantFrom("conversions" as const, "rate" as const),
  order: fc.integer({ min: 1, max: 4 }),
  repeats: fc.constantFrom("count" as const, "collapse" as const),
  ties: fc.constantFrom("split" as const, "given" as const),
  positionShares: fc.constantFrom({ first: 0.4, last: 0.4 }, { first: 0, last: 0 }, { first: 0.9, last: 0.1 }),
  halfLifeDays: fc.constantFrom(1e-9, 0.5, 7, 2e8),
});
/** All methods a run, so fewer runs. */
const fewer = { numRuns: 50 };
const methods = ["first", "last", "last_non_direct", "linear", "time_decay", "position", "markov", "shapley"] as const;
const near = (a: number, b: number, scale: number, what: string) =>
  expect(Math.abs(a - b), `${what}: ${a} and ${b}`).toBeLessThanOrEqual(1e-9 * Math.max(scale, 1e-12));

describe("attribution", () => {
  test("efficiency: whatever the method, credits and what is unattributed sum to the conversions and their value", () => {
    fc.assert(
      fc.property(paths, options, (rows, more) => {
        const found = measureAttribution(rows, { ...more, methods });
        const conversions = rows.reduce((sum, { converted, count = 1 }) => sum + (converted ? count : 0), 0);
        expect(found.conversions).toBe(conversions);
        for (const entry of found.methods) {
          if ("abstained" in entry) continue;
          const sum = entry.channels.reduce(
            (total, row) => total + row.conversions.value,
            found.unattributed.conversions,
          );
          near(sum, conversions, conversions, entry.method);
          near(
            entry.channels.reduce((total, row) => total + row.share.value, 0),
            1,
            1,
            entry.method,
          );
          if (entry.channels.some(({ value }) => value === undefined)) continue;
          const worth = entry.channels.reduce(
            (total, row) => total + (row.value?.value ?? 0),
            found.unattributed.value ?? 0,
          );
          near(worth, found.value ?? 0, found.value ?? 0, `${entry.method}, value`);
        }
      }),
      fewer,
    );
  });

  test("anonymity: channels that swap names swap credits", () => {
    const other = new Map(NAMES.map((name, i) => [name, NAMES[(i + 2) % NAMES.length] as string]));
    fc.assert(
      fc.property(paths, options, (rows, more) => {
        const swapped = rows.map((row) => ({
          ...row,
          touches: row.touches.map((touch) => ({ ...touch, channel: other.get(touch.channel) as string })),
        }));
        const direct = ["direct"];
        const a = measureAttribution(rows, { ...more, methods, direct });
        const b = measureAttribution(swapped, {
          ...more,
          methods,
          direct: direct.map((name) => other.get(name) as string),
        });
        a.methods.forEach((entry, m) => {
          const twin = b.methods[m];
          if (!("channels" in entry) || twin === undefined || !("channels" in twin)) {
            expect(twin !== undefined && "abstained" in twin).toBe("abstained" in entry);
            return;
          }
          for (const row of entry.channels) {
            const same = twin.channels.find(({ channel }) => channel === other.get(row.channel));
            near(same?.conversions.value ?? 0, row.conversions.value, a.conversions, `${entry.method} ${row.channel}`);
          }
        });
      }),
      fewer,
    );
  });

  test("order invariance: shuffled rows and shuffled dated touches change nothing", () => {
    fc.assert(
      fc.property(fc.array(dated, { minLength: 1, maxLength: 10 }), options, fc.nat(), (rows, more, turn) => {
        const turned = <T>(list: readonly T[]): T[] =>
          [...list.slice(turn % (list.length || 1)), ...list.slice(0, turn % (list.length || 1))].reverse();
        const shuffled = turned(rows).map((row) => ({ ...row, touches: turned(row.touches) }));
        const all = { ...more, methods, ties: "split" as const };
        const round = (_: string, x: unknown) =>
          typeof x === "number" ? (Math.abs(x) < 1e-7 ? 0 : Number(x.toPrecision(6))) : x;
        const [a, b] = [measureAttribution(rows, all), measureAttribution(shuffled, all)];
        a.methods.forEach((entry, m) => {
          const twin = b.methods[m];
          if (!("channels" in entry) || twin === undefined || !("channels" in twin)) return;
          entry.channels.forEach((row, i) => {
            near(twin.channels[i]?.conversions.value ?? 0, row.conversions.value, a.conversions, entry.method);
          });
        });
        expect(JSON.stringify(a.notes, round)).toBe(JSON.stringify(b.notes, round));
        expect(a.reach).toEqual(b.reach);
      }),
      fewer,
    );
  });

  test("every interval holds its figure, no figure is infinite, and nothing changes the input", () => {
    fc.assert(
      fc.property(paths, options, (rows, more) => {
        const before = JSON.stringify(rows);
        const found = measureAttribution(rows, { ...more, methods });
        expect(JSON.stringify(rows)).toBe(before);
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
        for (const entry of found.methods) {
          if ("abstained" in entry) continue;
          for (const row of entry.channels) {
            for (const estimate of [row.conversions, row.share, row.value, row.valueShare]) {
              if (estimate === undefined) continue;
              const { value, interval } = estimate;
              expect(interval.lower).toBeLessThanOrEqual(value);
              expect(interval.upper).toBeGreaterThanOrEqual(value);
            }
          }
        }
      }),
      fewer,
    );
  });
});

describe("the laws of a fair division", () => {
  const sets = fc.array(
    fc.record({
      members: fc.uniqueArray(fc.constantFrom("A", "B", "C", "D"), { minLength: 1, maxLength: 4 }),
      lost: fc.integer({ min: 0, max: 9 }),
      won: fc.integer({ min: 0, max: 9 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  type Sets = readonly { readonly members: readonly string[]; readonly lost: number; readonly won: number }[];
  const rowsOf = (list: Sets): TouchPath[] =>
    list.flatMap(({ members, lost, won: bought }) => {
      const touches = members.map((channel) => ({ channel }));
      return [
        ...(lost > 0 ? [{ touches, converted: false, count: lost }] : []),
        ...(bought > 0 ? [{ touches, converted: true, count: bought }] : []),
      ];
    });
  const shapley = (rows: readonly TouchPath[], game: "conversions" | "rate") =>
    new Map(creditsBy("shapley", rows, { game }).map((row) => [row.channel, row.conversions.value]));

  test.each(["conversions", "rate"] as const)(
    "symmetry: channels that do the same for every set earn the same (%s)",
    (game) => {
      fc.assert(
        fc.property(sets, (list) => {
          // each journey once as it is and once with A and B in each other's place, in another order of touches
          const twin = (name: string) => (name === "A" ? "B" : name === "B" ? "A" : name);
          const rows = rowsOf([
            ...list,
            ...list.map((s) => ({ ...s, members: s.members.map(twin).reverse() })),
            { members: ["B", "A"], lost: 1, won: 1 },
          ]);
          const found = shapley(rows, game);
          const scale = rows.reduce((sum, { count = 1 }) => sum + count, 0);
          near(found.get("A") as number, found.get("B") as number, scale, "A and B");
        }),
      );
    },
  );

  test("dummy: a channel on no converting path earns nothing by any rule or by Shapley over conversions", () => {
    fc.assert(
      fc.property(sets, fc.integer({ min: 1, max: 9 }), (list, lost) => {
        const rows = rowsOf([...list, { members: ["D", "idle"], lost, won: 0 }, { members: ["A"], lost: 0, won: 1 }]);
        for (const method of ["first", "last", "last_non_direct", "linear", "position", "shapley"] as const) {
          const row = creditsBy(method, rows).find(({ channel }) => channel === "idle");
          expect(row?.conversions.value, method).toBe(0);
        }
      }),
    );
  });

  test("dummy: a channel that rides along without changing any rate earns nothing by Shapley over rates", () => {
    fc.assert(
      fc.property(sets, fc.integer({ min: 1, max: 4 }), (list, k) => {
        // every journey k times more with the rider on board: each set converts at the same rate with it as without
        const ridden = list.map((s) => ({ members: [...s.members, "rider"], lost: k * s.lost, won: k * s.won }));
        const rows = rowsOf([
          ...list,
          ...ridden,
          { members: ["A"], lost: 1, won: 1 },
          { members: ["A", "rider"], lost: k, won: k },
        ]);
        const found = shapley(rows, "rate");
        const scale = rows.reduce((sum, { count = 1 }) => sum + count, 0);
        near(found.get("rider") as number, 0, scale, "rider");
      }),
    );
  });

  test.each(["first", "last", "linear", "position", "shapley"] as const)(
    "additivity: %s credits of two books sum to those of both",
    (method) => {
      fc.assert(
        fc.property(sets, sets, (one, two) => {
          const add = (list: Sets) => rowsOf([...list, { members: ["A"], lost: 0, won: 1 }]);
          const of = (rows: readonly TouchPath[], channel: string) =>
            creditsBy(method, rows).find((row) => row.channel === channel)?.conversions.value ?? 0;
          for (const channel of ["A", "B", "C", "D"]) {
            near(of(add(one), channel) + of(add(two), channel), of([...add(one), ...add(two)], channel), 200, channel);
          }
        }),
      );
    },
  );

  test("a removal effect is a share, and is all where every conversion passed the channel", () => {
    fc.assert(
      fc.property(paths, fc.integer({ min: 1, max: 3 }), (rows, order) => {
        const gated = [...rows, won].map((row): TouchPath => {
          const dates = row.touches[0]?.at === undefined ? {} : { at: 1e12 };
          return { ...row, touches: [...row.touches, { channel: "gate", ...dates }] };
        });
        for (const { channel, removalEffect } of creditsBy("markov", gated, { order })) {
          expect(removalEffect).toBeGreaterThanOrEqual(0);
          expect(removalEffect).toBeLessThanOrEqual(1 + 1e-12);
          if (channel === "gate") expect(removalEffect).toBeCloseTo(1, 12);
        }
      }),
    );
  });
});

test("beside an experiment the gap is credit less truth, whatever the figures", () => {
  const figure = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const width = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(paths, figure, width, width, (rows, value, below, above) => {
      const attribution = measureAttribution([...rows, { ...won, count: 3, touches: rows[0]?.touches ?? [] }], {
        methods,
      });
      const interval = { lower: value - below, upper: value + above, level: 0.95 };
      const { channels } = compareAttribution(attribution, [{ channel: "A", conversions: { value, n: 10, interval } }]);
      for (const { credited, gap } of channels[0]?.methods ?? []) {
        expect(gap.value).toBe(credited.value - value);
        expect(gap.interval.lower).toBeLessThanOrEqual(gap.value);
        expect(gap.interval.upper).toBeGreaterThanOrEqual(gap.value);
      }
    }),
    fewer,
  );
});
