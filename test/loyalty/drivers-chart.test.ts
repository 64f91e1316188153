import { describe, expect, test } from "vitest";
import { textWidth } from "../../src/chart/index.ts";
import { placeLabels } from "../../src/loyalty/drivers/importance-labels.ts";
import {
  type DriverFindings,
  importancePerformanceChart,
  measureDrivers,
  measurePerformance,
} from "../../src/loyalty/index.ts";
import { createRandom } from "../../src/math/random.ts";
import { expectValidChart, writePicture } from "../support/charts.ts";
import { describeWithData, readSharedCsv } from "../support/shared-data.ts";

/** Twelve ratings 1–5 of a parts supplier that go together, and an outcome that some of them drive. */
function supplierSurvey(): { columns: Record<string, number[]>; drivers: string[] } {
  const random = createRandom(12);
  const drivers = [
    "Delivery on time",
    "Price",
    "Technical advice",
    "Complaint handling",
    "Product quality",
    "Ordering online",
    "Invoice correctness",
    "Sales visits",
    "Stock availability",
    "Packaging",
    "Documentation",
    "Training",
  ];
  const columns: Record<string, number[]> = Object.fromEntries([...drivers, "overall"].map((name) => [name, []]));
  for (let i = 0; i < 600; i++) {
    const mood = random.normal();
    const ratings = drivers.map((_, j) => 3.2 + 0.12 * (j % 5) + 0.6 * mood + 0.8 * random.normal());
    ratings.forEach((rating, j) => {
      columns[drivers[j] as string]?.push(Math.min(5, Math.max(1, Math.round(rating))));
    });
    const pull = ratings.reduce((sum, rating, j) => sum + rating * (j < 4 ? 0.25 : 0.03), 0);
    columns["overall"]?.push(Math.min(10, Math.max(0, Math.round(pull + random.normal() + 2))));
  }
  return { columns, drivers };
}

const { columns, drivers } = supplierSurvey();
const found = measureDrivers(columns, { outcome: "overall", drivers, seed: 4, resamples: 200 }) as DriverFindings;
const performance = measurePerformance(columns, { drivers });

describe("the importance–performance chart", () => {
  test("is a valid specification with a field for every driver", async () => {
    const chart = importancePerformanceChart(found, performance);
    expectValidChart(chart);
    const svg = await writePicture(chart, "loyalty-importance-en");
    for (const driver of drivers) expect(svg).toContain(driver);
    for (const field of ["Concentrate here", "Keep up the good work", "Low priority", "Possible overkill"]) {
      expect(svg).toContain(field);
    }
  });

  test("leaves out a driver without a rating and says so", () => {
    const chart = importancePerformanceChart(found, performance.slice(1));
    expect(JSON.stringify(chart["title"])).toContain("1 driver without figures not drawn");
  });

  test("draws one driver, and drivers on the very same spot, without covering names", async () => {
    const one = { ...found, drivers: found.drivers.slice(0, 1), rSquared: { value: 0.4 } };
    expectValidChart(importancePerformanceChart(one, performance, { width: 360, height: 360 }));
    const same = performance.map((row) => ({ ...row, value: 3, interval: { lower: 2.9, upper: 3.1, level: 0.95 } }));
    const alike = found.drivers.map((row) => ({ ...row, share: { value: 1 / 12 } }));
    await writePicture(importancePerformanceChart({ ...found, drivers: alike }, same), "loyalty-importance-ties");
  });

  test("no two labels overlap and none leaves the plotting area, for any cloud of fourteen", () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = createRandom(seed);
      const points = Array.from({ length: 14 }, (_, i) => ({
        x: 640 * random.beta(2, 2),
        y: 480 * random.beta(3, 1.2),
        text: "Departure and arrival".slice(0, 6 + i),
      }));
      const boxes = placeLabels(points, 640, 480).map(({ x, y }, i) => {
        const half = textWidth(points[i]?.text ?? "") / 2;
        return { left: x - half, right: x + half, top: y - 7.5, bottom: y + 7.5 };
      });
      boxes.forEach((a, i) => {
        expect(Math.min(a.left, a.top, 640 - a.right, 480 - a.bottom)).toBeGreaterThanOrEqual(-1e-9);
        for (const b of boxes.slice(i + 1)) {
          const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
          expect(apart, `labels ${i}, seed ${seed}`).toBe(true);
        }
      });
    }
  });
});

const AIRLINE: Readonly<Record<string, string>> = {
  "Inflight wifi service": "机上网络",
  "Departure/Arrival time convenient": "起降时间便利",
  "Ease of Online booking": "网上订票便捷",
  "Gate location": "登机口位置",
  "Food and drink": "餐饮",
  "Online boarding": "网上值机",
  "Seat comfort": "座椅舒适",
  "Inflight entertainment": "机上娱乐",
  "On-board service": "机上服务",
  "Leg room service": "腿部空间",
  "Baggage handling": "行李处理",
  "Checkin service": "柜台值机",
  "Inflight service": "乘务服务",
  Cleanliness: "清洁",
};

describeWithData("fourteen ratings of 20,000 passengers", ["satisfaction/airline_passenger_satisfaction.csv"], () => {
  test("draws them in both languages", async () => {
    const rows = readSharedCsv("satisfaction/airline_passenger_satisfaction.csv");
    const asked = Object.keys(AIRLINE).map((id) => ({
      id,
      value: (row: Record<string, string>) => Number(row[id]) || undefined,
    }));
    const outcome = { id: "satisfied", value: (row: Record<string, string>) => +(row["satisfaction"] === "satisfied") };
    const airline = measureDrivers(rows, { outcome, drivers: asked, seed: 1, resamples: 100 }) as DriverFindings;
    const rated = measurePerformance(rows, { drivers: asked });
    await writePicture(importancePerformanceChart(airline, rated), "loyalty-importance-airline-en");
    const zh = importancePerformanceChart(airline, rated, { locale: "zh", names: AIRLINE });
    const svg = await writePicture(zh, "loyalty-importance-airline-zh");
    expect(svg).not.toMatch(/>[^<]*[A-Za-z]{2,}[^<]*</);
    const narrow = importancePerformanceChart(airline, rated, { width: 480, height: 420 });
    await writePicture(narrow, "loyalty-importance-airline-narrow");
  });
});
