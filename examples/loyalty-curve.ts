// Are 20,000 airline passengers won or held? Loyal or not is the outcome, the mean of their ratings the satisfaction.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare } from "clientele/core";
import {
  classifyMarket,
  fitLoyalty,
  fitLoyaltyCurve,
  loyaltyCurveChart,
  predictLoyalty,
  quadrantChart,
  summarizeLoyalty,
} from "clientele/loyalty";

const path = new URL("../../shared/data/satisfaction/airline_passenger_satisfaction.csv", import.meta.url);
if (existsSync(path)) {
  const passengers = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const cells = line.split(",");
      // a 0 means that the question was not asked
      const ratings = cells
        .slice(7, 21)
        .map(Number)
        .filter((rating) => rating > 0);
      return {
        satisfaction: ratings.reduce((total, rating) => total + rating, 0) / ratings.length,
        loyal: cells[2] === "Loyal Customer",
      };
    });
  assert.equal(passengers.length, 20_000);
  type Passenger = (typeof passengers)[number];
  const axes = { satisfaction: (p: Passenger) => p.satisfaction, loyalty: (p: Passenger) => (p.loyal ? 1 : 0) };
  const scales = { satisfaction: { min: 1, max: 5 }, loyalty: { min: 0, max: 1 } };

  const curve = fitLoyaltyCurve(passengers, { ...axes, scales });
  const low = predictLoyalty(curve, 2).observed;
  const high = predictLoyalty(curve, 4.5).observed;
  console.log(`loyal at a rating of 2: ${formatShare(low)}, at 4.5: ${formatShare(high)}`);
  assert.ok(low > 0.7 && high > 0.9 && curve.regime === "non_competitive");

  // Nobody would list what holds airline passengers as patents; the answers say otherwise than the traits.
  const traits = {
    many_substitutes: true,
    commodity: 0.6,
    loyalty_programmes: 0.8,
    switching_costs: 0.2,
    patents: false,
  };
  const market = classifyMarket(traits, { curve });
  assert.equal(market.agreement, "disagree");
  console.log(market.reasons.map((reason) => `- ${describe(reason)}`).join("\n"));

  const learned = fitLoyalty(passengers, {
    ...axes,
    satisfactionScale: scales.satisfaction,
    loyaltyScale: scales.loyalty,
    cuts: "outcome",
    stayed: (p) => p.loyal,
    outcome: { seed: 1 },
  });
  const { separation } = learned.fittedOn;
  assert.ok(separation !== undefined);
  const { cut, youden } = separation.satisfaction;
  assert.ok(cut.interval.lower > 3 && cut.interval.upper < 4.2 && youden.interval.lower > 0.1);
  const range = `${formatNumber(cut.interval.lower, 2)}–${formatNumber(cut.interval.upper, 2)}`;
  console.log(
    `loyal passengers are told best at ${formatNumber(cut.value, 2)} (${range}), J = ${formatNumber(youden.value, 2)}`,
  );

  // The quadrants by those cuts, counted and drawn.
  const quadrants = summarizeLoyalty(learned, passengers, axes);
  assert.equal(
    quadrants.groups.reduce((total, group) => total + group.n, 0),
    passengers.length,
  );
  assert.equal(
    quadrants.groups
      .filter(({ quadrant }) => quadrant === "apostle" || quadrant === "hostage")
      .reduce((n, g) => n + g.n, 0),
    passengers.filter((p) => p.loyal).length,
  );
  mkdirSync("out", { recursive: true });
  writeFileSync("out/passenger-quadrants.vl.json", JSON.stringify(quadrantChart(quadrants)));
  writeFileSync("out/loyalty-curve.vl.json", JSON.stringify(loyaltyCurveChart(curve)));
} else {
  console.log("skipped: needs ../shared/data/satisfaction/airline_passenger_satisfaction.csv beside the project");
}
