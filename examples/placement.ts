// How many of 20,000 airline passengers are truly where their ratings put them? Satisfaction is the mean of up to 14
// ratings, which strays as far as those differ within a person; being loyal is known.
// Without the public data set beside the project the example says so and ends.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, formatNumber, formatShare, labelOf } from "clientele/core";
import { explainPlacement, fitLoyalty, fitPlacement, placementChart } from "clientele/loyalty";

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
      const mean = ratings.reduce((total, rating) => total + rating, 0) / ratings.length;
      const within = ratings.reduce((total, rating) => total + (rating - mean) ** 2, 0) / (ratings.length - 1);
      return {
        satisfaction: mean,
        loyalty: cells[2] === "Loyal Customer" ? 1 : 0,
        errorVariance: within / ratings.length,
      };
    });
  assert.equal(passengers.length, 20_000);
  type Passenger = (typeof passengers)[number];
  const axes = { satisfaction: (p: Passenger) => p.satisfaction, loyalty: (p: Passenger) => p.loyalty };
  const errorSd = Math.sqrt(passengers.reduce((total, p) => total + p.errorVariance, 0) / passengers.length);
  console.log(`a passenger's mean rating strays by ${formatNumber(errorSd, 2)} points`);

  const model = fitLoyalty(passengers, {
    ...axes,
    satisfactionScale: { min: 1, max: 5 },
    loyaltyScale: { min: 0, max: 1 },
  });
  const placement = fitPlacement(model, passengers, {
    ...axes,
    ratings: { satisfaction: { errorSd, answers: "graded" }, loyalty: { errorSd: 0, truth: "whole" } },
  });
  assert.ok(!("abstained" in placement));
  for (const { quadrant, observed, expected } of placement.sizes) {
    const { lower, upper } = expected.interval;
    const range = `${formatNumber(lower)}–${formatNumber(upper)}`;
    console.log(
      `${labelOf("quadrant", quadrant)}: ${formatNumber(observed)} as rated, ${formatNumber(expected.value)} (${range}) in truth`,
    );
  }
  const total = placement.sizes.reduce((sum, { expected }) => sum + expected.value, 0);
  assert.ok(Math.abs(total - 20_000) < 1e-6);
  const sure = placement.fittedOn.surelyPlaced / 20_000;
  assert.ok(sure > 0.5 && sure < 0.9);
  console.log(`placed with at least 90 % certainty: ${formatShare(sure)}`);

  const { probabilities, reasons } = explainPlacement(placement, { satisfaction: 3.2, loyalty: 1 });
  assert.ok(probabilities.apostle > 0.5 && probabilities.hostage > 0.1);
  console.log(reasons.map((reason) => `- ${describe(reason)}`).join("\n"));

  mkdirSync("out", { recursive: true });
  writeFileSync("out/placement.vl.json", JSON.stringify(placementChart(placement)));
} else {
  console.log("skipped: needs ../shared/data/satisfaction/airline_passenger_satisfaction.csv beside the project");
}
