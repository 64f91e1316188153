import { requireColumn, requireNumber, requireObject, requireOneOf, requireText } from "../../core/checks.ts";
import { portfolioLabels } from "../../core/labels/portfolio.ts";
import { growthShareCells, spanCells } from "./place.ts";
import { requireScale } from "./rating-scale.ts";
import type { AnyPortfolioReport, AxisPlace, PortfolioCut } from "./types.ts";

/** Refuses a report that was edited by hand into something that cannot be drawn. */
export function requireReport(report: AnyPortfolioReport): void {
  requireObject(report, "report");
  requireOneOf(report.matrix, ["growth_share", "span"], "report.matrix");
  const shares = report.matrix === "growth_share";
  requireObject(report.cuts, "report.cuts");
  requireCut(report.cuts.x, "report.cuts.x", shares);
  requireCut(report.cuts.y, "report.cuts.y", false);
  requireNumber(report.level, "report.level", { above: 0, below: 1 });
  if (!shares) requireScale(report.scale, "report.scale");
  requireColumn(report.unplaced, "report.unplaced");
  requireColumn(report.positions, "report.positions");
  const cells: readonly string[] = [...(shares ? growthShareCells : spanCells), "undecided"];
  Array.from<AnyPortfolioReport["positions"][number]>(report.positions).forEach((position, i) => {
    const name = `report.positions[${i}]`;
    requireObject(position, name);
    requireText(position.id, `${name}.id`);
    requireNumber(position.size, `${name}.size`, { min: 0 });
    requireOneOf(position.quadrant, cells, `${name}.quadrant`);
    requirePlace(position.x, `${name}.x`, shares);
    requirePlace(position.y, `${name}.y`, false);
  });
}

function requireCut(cut: PortfolioCut, name: string, positive: boolean): void {
  requireObject(cut, name);
  requireNumber(cut.value, `${name}.value`, positive ? { above: 0, max: 1e9 } : { min: -1e9, max: 1e9 });
  requireOneOf(cut.source, Object.keys(portfolioLabels.portfolioCutSource), `${name}.source`);
}

function requirePlace(place: AxisPlace, name: string, positive: boolean): void {
  const bounds = positive ? { above: 0, max: 1e300 } : { min: -1e15, max: 1e15 };
  requireObject(place, name);
  requireNumber(place.value, `${name}.value`, bounds);
  if (place.interval === undefined) return;
  requireObject(place.interval, `${name}.interval`);
  // the lower end of a very wide interval of shares may have sunk to 0
  requireNumber(place.interval.lower, `${name}.interval.lower`, positive ? { min: 0, max: 1e300 } : bounds);
  requireNumber(place.interval.upper, `${name}.interval.upper`, positive ? {} : bounds);
}
