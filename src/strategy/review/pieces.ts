import { requireColumn, requireNumber, requireObject, requireText, show } from "../../core/checks.ts";
import { ClienteleError } from "../../core/errors.ts";
import { divideBook } from "../simulate/atoms.ts";
import { runs } from "../simulate/flows.ts";
import { type BookRows, STANDINGS } from "../simulate/read-book.ts";
import type { ReadMove, ReadStrategy } from "../simulate/read-strategies.ts";
import type { ActualCustomer, StrategyActuals } from "./types.ts";

/** Equal customers with the moves that touch them. */
interface Piece {
  readonly row: number;
  readonly units: number;
  readonly moves: readonly ReadMove[];
}

/** The same with what became of them. */
export interface ActualPiece extends Piece {
  /** Last month paid; at most the months gone by less 1. */
  readonly last: number;
  readonly left: boolean;
  /** First month paid. */
  readonly first: number;
  readonly wonBy?: ReadMove;
  readonly revenue: number;
  readonly contribution?: number;
  readonly bought?: number;
  readonly plannedUnits?: number;
}

/** A customer whom nobody planned. */
interface Unplanned {
  readonly tier?: string;
  readonly paidMonths: number;
  readonly revenue: number;
  readonly contribution?: number;
  readonly bought?: number;
}

/** What happened, laid beside the book. */
export interface ReadActuals {
  readonly planned: readonly Piece[];
  readonly actual: readonly ActualPiece[];
  readonly unplanned: readonly Unplanned[];
  /** Planned pieces of ours of whom nothing is told. */
  readonly untold: readonly Piece[];
  /** Arrivals that no move ran for. */
  readonly cameAlone: number;
}

/** Lays what happened beside the plan and refuses what cannot have happened. */
export function readActuals(rows: BookRows, strategy: ReadStrategy, actuals: StrategyActuals): ReadActuals {
  requireColumn(actuals.customers, "actuals.customers");
  const byId = new Map(rows.customers.map(({ id }, row) => [id, row]));
  const byMove = new Map(strategy.moves.map((move) => [move.move.id, move]));
  const { atoms } = divideBook(rows, [strategy]);
  const ofRow: Piece[][] = Array.from({ length: rows.n }, () => []);
  for (const { rows: list, units, touching } of atoms) {
    const moves = touching[0] as readonly ReadMove[];
    list.forEach((row, k) => {
      ofRow[row]?.push({ row, units: units[k] as number, moves });
    });
  }
  const told: { index: number; customer: ActualCustomer }[][] = Array.from({ length: rows.n }, () => []);
  const unplanned: Unplanned[] = [];
  actuals.customers.forEach((customer, index) => {
    const name = `actuals.customers[${index}]`;
    requireObject(customer, name);
    checkAmounts(customer, name, actuals.months);
    const row = byId.get(customer.id);
    if (row === undefined) unplanned.push(readUnplanned(customer, name, actuals.months));
    else told[row]?.push({ index, customer });
  });
  const read: { planned: Piece[]; actual: ActualPiece[]; untold: Piece[] } = { planned: [], actual: [], untold: [] };
  for (let row = 0; row < rows.n; row++) {
    const own = ofRow[row] as Piece[];
    const here = told[row] as { index: number; customer: ActualCustomer }[];
    const ours = STANDINGS[rows.standing[row] as number] === "ours";
    if (here.length === 0 && ours) {
      read.untold.push(...own);
      continue;
    }
    read.planned.push(...own);
    // of those who are not ours, silence says that they have not come
    if (here.length === 0) read.actual.push(...own.map((piece) => absent(piece)));
    else read.actual.push(...piecesOf(rows, own, here, byMove, ours, actuals.months));
  }
  const cameAlone = read.actual.reduce(
    (n, { first, wonBy, units }) => n + (first > 0 && first < NEVER && wonBy === undefined ? units : 0),
    0,
  );
  requireUnits([
    ...read.actual.filter(({ first, last }) => last >= first),
    ...unplanned.filter(({ paidMonths }) => paidMonths > 0),
  ]);
  return { ...read, unplanned, cameAlone };
}

/** Units can only be compared where they are known of everybody. */
function requireUnits(
  paid: readonly { readonly bought?: number; readonly plannedUnits?: number; readonly row?: number }[],
): void {
  const told = paid.filter(({ bought }) => bought !== undefined);
  if (told.length === 0) return;
  if (
    told.length < paid.length ||
    told.some(({ row, plannedUnits }) => row !== undefined && plannedUnits === undefined)
  ) {
    throw new ClienteleError(
      "inconsistent",
      "actuals.customers: say units and plannedUnits of all who paid, or of none",
      { told: told.length, paid: paid.length },
    );
  }
}

const NEVER = Number.MAX_SAFE_INTEGER;

function absent(piece: Piece): ActualPiece {
  return { ...piece, first: NEVER, last: -1, left: false, revenue: 0 };
}

function piecesOf(
  rows: BookRows,
  own: readonly Piece[],
  told: readonly { readonly index: number; readonly customer: ActualCustomer }[],
  byMove: ReadonlyMap<string, ReadMove>,
  ours: boolean,
  months: number,
): ActualPiece[] {
  const total = own.reduce((n, { units }) => n + units, 0);
  let counted = 0;
  const pieces = told.map(({ index, customer }) => {
    const name = `actuals.customers[${index}]`;
    const units = customer.count ?? total;
    counted += units;
    if (customer.moves === undefined && own.length > 1) {
      throw new ClienteleError(
        "inconsistent",
        `${name}: the plan touches only a part of the equal customers ${show(customer.id)}; say moves for each part`,
        { index },
      );
    }
    const moves =
      customer.moves === undefined
        ? (own[0] as Piece).moves
        : readMoves(customer.moves, `${name}.moves`, byMove, rows.standing[(own[0] as Piece).row] as number);
    const times = timesOf(customer, name, ours, moves, months);
    const money = moneyOf(customer, name, times.last >= times.first);
    return { row: (own[0] as Piece).row, units, moves, ...times, ...money };
  });
  if (counted !== total) {
    const { index, customer } = told[0] as { index: number; customer: ActualCustomer };
    throw new ClienteleError(
      "inconsistent",
      `actuals.customers[${index}]: ${show(customer.id)} is told of ${counted} customers, the book has ${total}`,
      { index, counted, total },
    );
  }
  return pieces;
}

function readMoves(
  ids: readonly string[],
  name: string,
  byMove: ReadonlyMap<string, ReadMove>,
  standing: number,
): ReadMove[] {
  requireColumn(ids, name);
  const found = new Set<ReadMove>();
  ids.forEach((id, k) => {
    const move = byMove.get(id);
    if (move === undefined || move.standing !== standing) {
      throw new ClienteleError(
        "unknown_id",
        `${name}[${k}] must be a move of the strategy for such customers, got ${show(id)}`,
        { name, id },
      );
    }
    found.add(move);
  });
  // in the order of the strategy, so that equal sets are equal lists
  return [...byMove.values()].filter((move) => found.has(move));
}

function timesOf(
  { leftMonth, cameMonth, wonBy }: ActualCustomer,
  name: string,
  ours: boolean,
  moves: readonly ReadMove[],
  months: number,
): Pick<ActualPiece, "first" | "last" | "left" | "wonBy"> {
  if (ours) {
    if (cameMonth !== undefined) {
      throw new ClienteleError("inconsistent", `${name}.cameMonth: the customer was ours from the start`, { name });
    }
    if (wonBy !== undefined) {
      throw new ClienteleError("inconsistent", `${name}.wonBy: the customer was ours from the start`, { name });
    }
    return { first: 0, last: leftMonth ?? months - 1, left: leftMonth !== undefined };
  }
  if (cameMonth === undefined) {
    const said = leftMonth !== undefined ? "leftMonth" : wonBy !== undefined ? "wonBy" : undefined;
    if (said !== undefined) {
      throw new ClienteleError("inconsistent", `${name}.${said}: the customer has not come; say cameMonth`, { name });
    }
    return { first: NEVER, last: -1, left: false };
  }
  if (leftMonth !== undefined && leftMonth <= cameMonth) {
    throw new ClienteleError("inconsistent", `${name}.leftMonth must lie after cameMonth`, { name });
  }
  const pulling = moves.filter((move) => runs(move, cameMonth) && move.effects.some(({ on }) => on === "conversion"));
  const credited = wonBy === undefined ? pulling : pulling.filter(({ move }) => move.id === wonBy);
  if (wonBy !== undefined && credited.length === 0) {
    throw new ClienteleError(
      "unknown_id",
      `${name}.wonBy must be a move that ran on the customer in month ${cameMonth}`,
      {
        name,
      },
    );
  }
  if (credited.length > 1) {
    throw new ClienteleError(
      "inconsistent",
      `${name}: several moves ran on the customer in month ${cameMonth}; say which one won in wonBy`,
      { name },
    );
  }
  const [move] = credited;
  return {
    first: cameMonth + 1,
    last: leftMonth ?? months - 1,
    left: leftMonth !== undefined,
    ...(move !== undefined && { wonBy: move }),
  };
}

/** Money and units of one who paid; of one who did not, nothing, and nothing may be told. */
function moneyOf(
  { revenue, contribution, units, plannedUnits }: ActualCustomer,
  name: string,
  paid: boolean,
): Pick<ActualPiece, "revenue" | "contribution" | "bought" | "plannedUnits"> {
  if (!paid) {
    const told = Object.entries({ revenue, contribution, units }).find(([, amount = 0]) => amount !== 0);
    if (told === undefined) return { revenue: 0 };
    throw new ClienteleError(
      "inconsistent",
      `${name}.${told[0]}: the customer paid in none of the months; say when they came, or leave it out`,
      { name },
    );
  }
  if (revenue === undefined) {
    throw new ClienteleError(
      "inconsistent",
      `${name} lacks the revenue of the months that were paid; say 0 where there was none`,
      { name },
    );
  }
  return {
    revenue,
    ...(contribution !== undefined && { contribution }),
    ...(units !== undefined && { bought: units }),
    ...(plannedUnits !== undefined && { plannedUnits }),
  };
}

function readUnplanned(customer: ActualCustomer, name: string, months: number): Unplanned {
  const { count = 1, leftMonth = months - 1, cameMonth = -1, tier } = customer;
  if (leftMonth <= cameMonth && customer.leftMonth !== undefined) {
    throw new ClienteleError("inconsistent", `${name}.leftMonth must lie after cameMonth`, { name });
  }
  const paidMonths = count * Math.max(0, leftMonth - cameMonth);
  const { revenue, contribution, bought } = moneyOf(customer, name, paidMonths > 0);
  return {
    paidMonths,
    revenue,
    ...(tier !== undefined && { tier }),
    ...(contribution !== undefined && { contribution }),
    ...(bought !== undefined && { bought }),
  };
}

function checkAmounts(customer: ActualCustomer, name: string, months: number): void {
  const { id, count, leftMonth, cameMonth, wonBy, tier, revenue, contribution, units, plannedUnits } = customer;
  requireText(id, `${name}.id`);
  if (wonBy !== undefined) requireText(wonBy, `${name}.wonBy`);
  if (tier !== undefined) requireText(tier, `${name}.tier`);
  if (count !== undefined) requireNumber(count, `${name}.count`, { min: 1, max: 1e9, integer: true });
  const month = { min: 0, max: months - 1, integer: true } as const;
  if (leftMonth !== undefined) requireNumber(leftMonth, `${name}.leftMonth`, month);
  if (cameMonth !== undefined) requireNumber(cameMonth, `${name}.cameMonth`, month);
  if (revenue !== undefined) requireNumber(revenue, `${name}.revenue`, { min: 0, max: 1e18 });
  if (contribution !== undefined) requireNumber(contribution, `${name}.contribution`, { min: -1e18, max: 1e18 });
  if (units !== undefined) requireNumber(units, `${name}.units`, { min: 0, max: 1e18 });
  if (plannedUnits !== undefined) requireNumber(plannedUnits, `${name}.plannedUnits`, { above: 0, max: 1e18 });
}
