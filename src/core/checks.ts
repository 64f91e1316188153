import { ClienteleError } from "./errors.ts";

/** Shows a value inside an error message without ever throwing or flooding the log. */
export function show(value: unknown): string {
  if (typeof value === "string") return value.length > 60 ? `"${value.slice(0, 57)}…"` : `"${value}"`;
  if (typeof value === "number" || typeof value === "boolean" || value === undefined || value === null) {
    return String(value);
  }
  return Array.isArray(value) ? `an array of ${value.length}` : `a value of type ${typeof value}`;
}

/** Refuses what has no numeric `length`: the usual mistake of a caller without TypeScript. */
export function requireColumn(column: ArrayLike<unknown>, name: string): void {
  const length: unknown = (column as ArrayLike<unknown> | null | undefined)?.length;
  if (typeof column !== "object" || typeof length !== "number" || !Number.isInteger(length) || length < 0) {
    throw new ClienteleError("invalid_type", `${name} must be an array or a typed array, got ${show(column)}`, {
      name,
    });
  }
}

export function requireNonEmpty(column: ArrayLike<unknown>, name: string): void {
  requireColumn(column, name);
  if (column.length === 0) throw new ClienteleError("empty_input", `${name} must hold at least one row`, { name });
}

/** Refuses an options or record argument that is not an object. */
export function requireObject(value: unknown, name: string): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ClienteleError("invalid_type", `${name} must be an object, got ${show(value)}`, { name });
  }
}

/** Refuses what is no text with at least one sign in it. */
export function requireText(value: unknown, name: string): asserts value is string {
  if (typeof value === "string" && value !== "") return;
  throw new ClienteleError("invalid_type", `${name} must be a text that is not empty, got ${show(value)}`, { name });
}

/** Refuses what cannot be called. */
export function requireFunction(value: unknown, name: string): void {
  if (typeof value !== "function") {
    throw new ClienteleError("invalid_type", `${name} must be a function, got ${show(value)}`, { name });
  }
}

/** Names the first row that is NaN, infinite or not a number at all. */
export function requireFinite(column: ArrayLike<number>, name: string): void {
  requireColumn(column, name);
  for (let i = 0; i < column.length; i++) {
    if (!Number.isFinite(column[i])) throwNotFinite(column[i], name, i);
  }
}

export function throwNotFinite(value: unknown, name: string, index: number): never {
  const code = typeof value === "number" ? "not_finite" : "invalid_type";
  throw new ClienteleError(code, `${name}[${index}] must be a finite number, got ${show(value)}`, { name, index });
}

export function requireSameLength(a: ArrayLike<unknown>, aName: string, b: ArrayLike<unknown>, bName: string): void {
  requireColumn(a, aName);
  requireColumn(b, bName);
  if (a.length !== b.length) {
    throw new ClienteleError(
      "length_mismatch",
      `${aName} has ${a.length} rows and ${bName} has ${b.length}; they must have the same number`,
      { [aName]: a.length, [bName]: b.length },
    );
  }
}

/** Bounds of {@link requireNumber}. `above`/`below` exclude the bound itself. */
export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
  readonly integer?: boolean;
}

/** Refuses a scalar that is not a finite number inside its stated range. */
export function requireNumber(value: number, name: string, bounds: NumberRange = {}): void {
  if (typeof value !== "number") {
    throw new ClienteleError("invalid_type", `${name} must be a number, got ${show(value)}`, { name });
  }
  if (!Number.isFinite(value)) {
    throw new ClienteleError("not_finite", `${name} must be a finite number, got ${value}`, { name });
  }
  const { min, max, above, below, integer } = bounds;
  const low = above ?? min ?? Number.NEGATIVE_INFINITY;
  const high = below ?? max ?? Number.POSITIVE_INFINITY;
  if (
    value < low ||
    value > high ||
    value === above ||
    value === below ||
    (integer === true && !Number.isInteger(value))
  ) {
    const range = `${above === undefined ? "[" : "("}${low}, ${high}${below === undefined ? "]" : ")"}`;
    const kind = integer === true ? "a whole number in" : "in";
    throw new ClienteleError("out_of_range", `${name} must be ${kind} ${range}, got ${value}`, { name, value });
  }
}

/** Refuses text that is not one of the allowed ids, and lists those. */
export function requireOneOf(value: string, allowed: readonly string[], name: string): void {
  if (!allowed.includes(value)) {
    throw new ClienteleError("unknown_id", `${name} must be one of ${allowed.join(", ")}; got ${show(value)}`, {
      name,
      value,
      allowed,
    });
  }
}

/** Names the first id that stands twice, with both rows. Ids such as `__proto__` are ordinary ids. */
export function requireUnique(ids: ArrayLike<string | number>, name: string): void {
  const seen = new Map<string | number, number>();
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as string | number;
    const first = seen.get(id);
    if (first !== undefined) {
      throw new ClienteleError("duplicate_id", `${name}[${i}] repeats the id ${show(id)} of ${name}[${first}]`, {
        name,
        id,
        index: i,
        first,
      });
    }
    seen.set(id, i);
  }
}
