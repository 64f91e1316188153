import type { Random } from "../../../src/math/random.ts";
import { toDay, toIsoDate } from "../../../src/time/day.ts";
import { toCsv } from "./csv.ts";
import { type Account, isBound } from "./customers.ts";
import { clamp, happens, logistic } from "./draws.ts";
import { TRUTH } from "./truth.ts";

const { survey, regions } = TRUTH;

/** How well each account is served, as a logit; hidden, and behind both its answers and what holds it. */
export function drawServedWell(random: Random, accounts: readonly Account[]): number[] {
  return accounts.map(
    ({ region }) =>
      survey.satisfactionLogit + regions[region].satisfactionLogit + survey.betweenAccounts * random.normal(),
  );
}

/**
 * Writes `satisfaction.csv`. Satisfaction is x = logistic(served well) on the unit interval, loyalty is xᵏ with k below
 * one where a contract binds, and the answers are both on their scales plus an error, rounded.
 */
export function satisfactionCsv(random: Random, accounts: readonly Account[], servedWell: readonly number[]): string {
  const willing = accounts.map(
    ({ size, revenue }) =>
      (revenue === 0 ? -1 : survey.answerLogit) + survey.answerPerSize * size + survey.answerSpread * random.normal(),
  );
  const rows = survey.waves.flatMap(({ wave, from, to, driftLogit }) =>
    accounts.flatMap((account, i) => {
      const day = random.integer(toDay(from), toDay(to));
      const x = logistic((servedWell[i] as number) + driftLogit + survey.betweenWaves * random.normal());
      const y = Math.exp((isBound(account) ? survey.boundExponent : survey.freeExponent) * Math.log(x));
      const satisfaction = rating(1 + 9 * x + survey.satisfactionError * random.normal(), 1);
      const loyalty = rating(1 + 9 * y + survey.loyaltyError * random.normal(), 1);
      const recommend = rating(-0.3 + 10.5 * x + survey.recommendError * random.normal(), 0);
      const answers = happens(random, logistic(willing[i] as number)) && account.since < day;
      return answers ? [[account.id, wave, toIsoDate(day), satisfaction, loyalty, recommend]] : [];
    }),
  );
  return toCsv(["customer_id", "wave", "date", "satisfaction", "loyalty", "recommend"], rows);
}

function rating(value: number, lowest: number): number {
  return clamp(Math.round(value), lowest, 10);
}
