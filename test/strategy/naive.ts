import type { BelievedCost, Move, Strategy, StrategyBook, StrategyCustomer } from "../../src/strategy/index.ts";

/** One state of the world: what the market does and what each assumption is worth. */
export interface NaiveWorld {
  readonly churn?: number;
  readonly revenue?: number;
  /** Factor of revenue by month. */
  readonly growth?: (month: number) => number;
  readonly assumptions?: Readonly<Record<string, number>>;
}

/** A cost where every assumption has one value. */
export function amountOf(cost: number | BelievedCost | undefined, values: Readonly<Record<string, number>>): number {
  return typeof cost === "object" ? (values[cost.assumption] as number) : (cost ?? 0);
}

/** Net present value customer by customer and month by month, written without a look at the library. */
export function naiveNpv(
  book: StrategyBook,
  strategy: Strategy,
  months: number,
  rate: number,
  world: NaiveWorld,
  touches: (move: Move, customer: StrategyCustomer) => boolean,
): number {
  let npv = 0;
  const worth = (t: number) => (1 + rate) ** (-(t + 1) / 12);
  const values = world.assumptions ?? {};
  for (const move of strategy.moves) npv -= amountOf(move.cost.fixed, values) * worth(move.startMonth ?? 0);
  for (const customer of book.customers) {
    const mine = strategy.moves.filter((move) => touches(move, customer));
    const runs = (move: Move, t: number) =>
      t >= (move.startMonth ?? 0) && t < (move.startMonth ?? 0) + (move.months ?? months);
    const product = (moves: readonly Move[], on: string, start: number, join: (a: number, b: number) => number) =>
      moves
        .flatMap(({ effects }) => effects)
        .filter((effect) => effect.on === on)
        .reduce((total, { assumption }) => join(total, values[assumption] as number), start);
    const ours = (customer.standing ?? "ours") === "ours";
    let open = ours ? 0 : 1;
    // expected customers by months of age
    let here: number[] = ours ? [1] : [];
    for (let t = 0; t < months; t++) {
      const active = mine.filter((move) => runs(move, t));
      const acting = ours ? active : mine;
      const factor = product(acting, "revenue", 1, (a, b) => a * (1 + b));
      const points = product(acting, "margin", 0, (a, b) => a + b);
      const ratio = product(acting, "churn", 1, (a, b) => a * b);
      let cash = 0;
      here.forEach((share, age) => {
        const amount =
          customer.monthlyRevenue *
          (1 + (customer.yearlyGrowth ?? 0)) ** (age / 12) *
          (world.revenue ?? 1) *
          (world.growth?.(t) ?? 1) *
          factor;
        cash += share * amount * ((customer.marginRate ?? book.marginRate ?? 1) + points);
      });
      for (const move of active) {
        const once = t === (move.startMonth ?? 0) ? amountOf(move.cost.perCustomer, values) : 0;
        const base = ours ? here.reduce((a, b) => a + b, 0) : open;
        cash -= base * (once + amountOf(move.cost.perCustomerMonth, values));
      }
      const next = here.map((share, age) => {
        const churn = customer.monthlyChurn;
        const q = typeof churn === "number" ? churn : (churn[Math.min(age, churn.length - 1)] as number);
        return share * (1 - q) ** ((world.churn ?? 1) * ratio);
      });
      here = [0, ...next];
      if (!ours) {
        const hazards = active.map((move) => -Math.log(1 - product([move], "conversion", 0, (a, b) => a + b)));
        const pull = hazards.reduce((a, b) => a + b, 0);
        const come = open * (1 - Math.exp(-pull));
        active.forEach((move, k) => {
          cash -= pull > 0 ? (come * amountOf(move.cost.perWin, values) * (hazards[k] as number)) / pull : 0;
        });
        open -= come;
        here[0] = come;
      }
      npv += cash * worth(t) * (customer.count ?? 1);
    }
  }
  return npv;
}
