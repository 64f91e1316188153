import { describe, formatNumber, formatShare } from "clientele/core";
import { explainStrategies, type StrategySimulation } from "clientele/strategy";
import { YEARS_DOUBT } from "./strategy-book.ts";
import { learnedOf } from "./strategy-check.ts";
import { BUDGET, type Choice, type GivenAway, type LoopRound, type Start, TRUTH } from "./strategy-findings.ts";
import { STRATEGY_NAMES } from "./strategy-moves.ts";

const dollars = (value: number): string => `${value < 0 ? "-" : ""}$${formatNumber(Math.abs(value), 0)}`;
const figure = (value: number): string => formatNumber(value, 3);
const lines = (head: string, rows: readonly string[]): string =>
  `${[head, ...rows.map((row) => `- ${row}`)].join("\n")}\n`;

const englishName = (strategy: string): string => STRATEGY_NAMES.get(strategy)?.en ?? strategy;

const gains = ({ outcomes }: StrategySimulation): string[] =>
  outcomes.slice(1).map(({ strategy, name = strategy, difference, spend, returnOnSpend }) => {
    const { lower, upper } = difference.interval;
    const back = returnOnSpend === undefined ? "" : `, ${formatNumber(returnOnSpend.value, 2)} for each dollar spent`;
    return `${name}: ${dollars(difference.value)} (${dollars(lower)} to ${dollars(upper)}) for ${dollars(spend.value)}${back}; a loss in ${formatShare(difference.chanceOfLoss)}`;
  });

export function tellStart({ stays, associations, found }: Start, { given, kept }: GivenAway): string {
  const [nothing] = found.outcomes;
  const { slope } = stays.calibration;
  const against = found.comparisons.filter(({ first }) => first === "contracts");
  return [
    lines(`${formatNumber(found.customers.ours)} customers, 36 months, ${formatNumber(found.draws)} draws`, [
      `left alone they bring ${dollars(nothing?.npv.value ?? 0)} (${dollars(nothing?.npv.interval.lower ?? 0)} to ${dollars(nothing?.npv.interval.upper ?? 0)}), and ${formatNumber(nothing?.months.at(-1)?.customers ?? 0, 0)} are there in the last month`,
      `chances of customers not seen come true: slope ${figure(slope.value)} (${figure(slope.interval.lower)} to ${figure(slope.interval.upper)}), ${figure(stays.level)} times as many left as expected`,
      `doubt of the level of churn: ${formatShare(stays.logStandardDeviation)} by the calibration's interval, ${formatShare(YEARS_DOUBT)} believed from year to year`,
      `with a yearly contract customers leave ${figure(associations.contract)} times as fast as without, with support ${figure(associations.support)} times: associations; half of each is believed to be effect`,
    ]),
    lines("Gain over doing nothing. Every effect is a belief, nothing was tried on these customers", gains(found)),
    lines("The one sure thing", [
      `a tenth off gives ${dollars(given)} to customers who would have paid in full; those whom it keeps bring ${dollars(kept)} back`,
    ]),
    lines(
      "Chance that yearly contracts turn out better than",
      against.map(({ second, chanceFirstBetter }) => `${englishName(second)}: ${formatShare(chanceFirstBetter.value)}`),
    ),
  ].join("\n");
}

export function tellChoice({ found }: Start, { why, frontier, test, testable, plan }: Choice): string {
  const outcomes = found.outcomes.map((outcome) => {
    const name = STRATEGY_NAMES.get(outcome.strategy)?.zh;
    return name === undefined ? outcome : { ...outcome, name };
  });
  const chinese = explainStrategies({ ...found, outcomes });
  const { decisive } = test;
  return [
    lines(
      "Which, and what decides",
      why.reasons.map((reason) => describe(reason)),
    ),
    lines(
      "同样的答案",
      chinese.reasons.map((reason) => describe(reason, "zh")),
    ),
    lines(
      `Risk, and a budget of ${dollars(BUDGET)}`,
      frontier.reasons.map((reason) => describe(reason)),
    ),
    lines("What to test first", [
      ...test.reasons.map((reason) => describe(reason)),
      `half of ${formatNumber(testable.n)} customers without a contract are offered one for six months, in which ${formatShare(testable.baseRate)} leave by themselves; waiting is counted in`,
      ...("sizes" in decisive
        ? [
            `to be sure at which side of ${figure(test.against)} the belief lies would take ${formatNumber(decisive.sizes.total)} customers: a test can be worth its cost without being significant`,
          ]
        : []),
    ]),
    lines(`The best mix for ${dollars(BUDGET)}`, [
      `worth ${dollars(plan.value)} on the draws by which it was chosen, ${dollars(plan.fresh.value)} (${dollars(plan.fresh.interval.lower)} to ${dollars(plan.fresh.interval.upper)}) on fresh ones, for ${dollars(plan.spend)}`,
      ...[...plan.moves.map(({ reason }) => reason), ...plan.notes].map((reason) => describe(reason)),
    ]),
  ].join("\n");
}

export function tellRound(all: LoopRound, half: LoopRound): string {
  const told = ({ review, next }: LoopRound): string[] => [
    `${dollars(review.difference)} against the plan: ${review.parts
      .filter(({ amount }) => Math.abs(amount) >= 1)
      .map(({ part, amount }) => `${part} ${dollars(amount)}`)
      .join(", ")}`,
    ...(
      [
        ["offer keeps", TRUTH.contracts],
        ["care keeps", TRUTH.care],
      ] as const
    ).map(([id, truth]) => {
      const { planned, value, interval } = learnedOf(review, id);
      return `${id}: ${figure(planned)} was believed, ${figure(value)} (${figure(interval.lower)} to ${figure(interval.upper)}) is now, ${figure(truth)} is true`;
    }),
    `next plan: ${next.strategy.moves.map(({ id }) => id).join(" and ") || "nothing"}`,
    ...[...next.moves.map(({ reason }) => reason), ...next.notes].map((reason) => describe(reason)),
  ];
  return [
    lines("SIMULATED: a year of the plan in which the offer drove customers away, all offered a contract", told(all)),
    lines("SIMULATED: the same year, half of them by lot not offered one", told(half)),
  ].join("\n");
}

export function tellOtherReading(other: StrategySimulation): string {
  const left = other.outcomes[0]?.months.at(-1)?.customers ?? 0;
  return lines(
    `Were each row a month under watch, and not a whole stay, ${formatNumber(left, 0)} of ${formatNumber(other.customers.ours)} were there at the end`,
    gains(other),
  );
}
