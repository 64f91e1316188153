import type { PlanVisitsOptions, VisitAccount, VisitResponse } from "../../src/market/index.ts";
import { createRandom } from "../../src/math/index.ts";

/** A small random book with ties, zeros, closed doors and promises that may not be kept. */
export function smallBook(seed: number): { readonly accounts: VisitAccount[]; readonly options: PlanVisitsOptions } {
  const random = createRandom(seed);
  const whole = (most: number): number => Math.floor(random.uniform() * (most + 1));
  const regions = ["north", "south"];
  const tables: VisitResponse[] = [
    { marginal: [40, 40, 10] },
    { marginal: [0] },
    { marginal: [90, 20, 20] },
    { rate: 0.4, ceiling: 0.5 },
  ];
  const accounts = Array.from({ length: 1 + whole(2) }, (_, i): VisitAccount => {
    const max = whole(3);
    return {
      id: `c${i}`,
      worth: whole(10) * 20,
      max,
      promised: random.uniform() < 0.5 ? 0 : whole(max),
      visitHours: 1 + whole(2),
      region: regions[whole(1)] as string,
      ...(random.uniform() < 0.3 ? { skills: ["senior"] } : {}),
      ...(random.uniform() < 0.4 ? { response: tables[whole(3)] as VisitResponse } : {}),
    };
  });
  const people = Array.from({ length: 1 + whole(1) }, (_, p) => ({
    id: `p${p}`,
    hours: whole(9),
    ...(random.uniform() < 0.5 ? { skills: ["senior"] } : {}),
    ...(random.uniform() < 0.4 ? { regions: [regions[whole(1)] as string] } : {}),
    hourlyCost: random.uniform() < 0.4 ? whole(6) : 0,
  }));
  const travel = regions.map((region) => ({ region, hours: whole(1) / 2, cost: whole(8) }));
  return {
    accounts,
    options: {
      people,
      response: { rate: 0.2 + random.uniform() },
      travel,
      ...(random.uniform() < 0.5 ? { budget: whole(60) } : {}),
    },
  };
}

const worthOf = (response: VisitResponse, worth: number, visits: number): number =>
  "marginal" in response
    ? response.marginal.slice(0, visits).reduce((sum, x) => sum + x, 0)
    : worth * (response.ceiling ?? 1) * (1 - Math.exp(-(response.rate as number) * visits));

/** Fewest missing visits and the largest gain at that, by trying every plan there is. */
export function bruteForce(
  accounts: readonly VisitAccount[],
  options: PlanVisitsOptions,
): { missing: number; gain: number } {
  const { people, travel = [], budget = Number.POSITIVE_INFINITY } = options;
  let best = { missing: Number.POSITIVE_INFINITY, gain: Number.NEGATIVE_INFINITY };
  const left = people.map(({ hours }) => hours);
  const place = (a: number, p: number, visits: number, money: number, missing: number, gain: number): void => {
    const account = accounts[a];
    if (account === undefined) {
      if (missing < best.missing || (missing === best.missing && gain > best.gain)) best = { missing, gain };
      return;
    }
    const person = people[p];
    if (person === undefined) {
      const lost = Math.max(0, (account.promised ?? 0) - visits);
      const brought = worthOf(account.response ?? options.response, account.worth as number, visits);
      place(a + 1, 0, 0, money, missing + lost, gain + brought);
      return;
    }
    const way = travel.find(({ region }) => region === account.region);
    const hours = (account.visitHours ?? 1) + (way?.hours ?? 0);
    const cost = (way?.cost ?? 0) + (person.hourlyCost ?? 0) * hours;
    const able =
      (person.regions === undefined || person.regions.includes(account.region as string)) &&
      (account.skills ?? []).every((skill) => person.skills?.includes(skill));
    for (let v = 0; v <= (able ? (account.max as number) - visits : 0); v++) {
      if (v * hours > (left[p] as number) + 1e-9 || money + v * cost > budget + 1e-9) break;
      left[p] = (left[p] as number) - v * hours;
      place(a, p + 1, visits + v, money + v * cost, missing, gain - v * cost);
      left[p] = (left[p] as number) + v * hours;
    }
  };
  place(0, 0, 0, 0, 0, 0);
  return best;
}

/** A key-account book: 10 to 60 accounts, 2 to 8 people, hours from short to plenty, or `scarce` beside the promises. */
export function keyBook(
  seed: number,
  scarce: boolean = false,
): { readonly accounts: VisitAccount[]; readonly options: PlanVisitsOptions } {
  const random = createRandom(seed);
  const whole = (a: number, b: number): number => a + Math.floor(random.uniform() * (b - a + 1));
  const regions = ["east", "north", "south", "west"];
  const [n, staff] = [whole(10, 60), whole(2, 8)];
  const tight = scarce ? 0.08 + 0.5 * random.uniform() : 0.3 + 1.4 * random.uniform();
  const team = Array.from({ length: staff }, (_, p) => ({
    id: `p${p}`,
    ...(random.uniform() < 0.6 ? { regions: regions.filter(() => random.uniform() < 0.6) } : {}),
    skills: random.uniform() < 0.5 ? ["senior"] : [],
    hourlyCost: random.uniform() < 0.3 ? whole(5, 40) : 0,
  }));
  const accounts = Array.from({ length: n }, (_, i) => {
    const draw = random.uniform();
    const tier = draw < 0.2 ? "A" : draw < 0.5 ? "B" : "C";
    const worth = Math.round({ A: 50_000, B: 9000, C: 1500 }[tier] * (0.3 + 1.5 * random.uniform()));
    const region = regions[whole(0, 3)] as string;
    const skills = tier === "A" && random.uniform() < 0.3 ? ["senior"] : [];
    return { id: `c${i}`, tier, worth, region, skills, visitHours: whole(1, 3) };
  });
  // what four visits to each account take with travel, times how tight hours are
  const total = accounts.reduce((sum, { visitHours }) => sum + 4 * (visitHours + 1.5), 0) * tight;
  const people = team.map((person) => ({
    ...person,
    hours: Math.round((total / staff) * (0.5 + random.uniform())),
  }));
  const kind = whole(0, 2);
  const own = { hours: () => Math.round(30 * random.uniform()) / 10, cost: () => whole(10, 60) };
  const travel =
    kind === 0
      ? []
      : kind === 1
        ? regions.map((region) => ({ region, hours: whole(0, 6) / 2, cost: own.cost() }))
        : regions.flatMap((region) =>
            people.map(({ id }) => ({ region, person: id, hours: own.hours(), cost: own.cost() })),
          );
  const tiers = [
    { id: "A", promised: whole(0, 5) },
    { id: "B", promised: whole(0, 2) },
    { id: "C", promised: whole(0, 1) },
  ];
  const rate = 0.1 + 0.3 * random.uniform();
  const budget = random.uniform() < 0.25 ? { budget: Math.round(total * 5) } : {};
  return { accounts, options: { people, tiers, travel, response: { rate }, max: 24, ...budget } };
}
