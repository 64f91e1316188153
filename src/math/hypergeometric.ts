import { requireNumber } from "../core/checks.ts";
import { ClienteleError } from "../core/errors.ts";

/** From this z on the power series gives way to Taylor steps where it is slow. */
const NEAR_ONE = 0.99;

/** Terms the power series may take before {@link NEAR_ONE} and after it. */
const TERMS = 1e6;
const TERMS_NEAR_ONE = 5000;

/** Size of the largest partial sum over the result at which four of the sixteen digits have cancelled. */
const CANCELLATION = 1e4;

/** Where a growing sum is scaled down, lest it overflow. */
const LARGE = 2 ** 800;
const LOG_LARGE = 800 * Math.LN2;

/** How far a Taylor step may go: e^(this) bounds the growth of rounding errors. */
const STEP_GROWTH = 4;

/**
 * Gauss's hypergeometric function, which the buy-till-you-die models of customer lifetime value are written in.
 *
 * @param a - Any finite number.
 * @param b - Any finite number.
 * @param c - Any finite number except 0, −1, −2…
 * @param z - Less than 1.
 * @returns ₂F₁(a, b; c; z).
 * @throws ClienteleError `out_of_range` (also where the value itself overflows: use {@link logHypergeometric2F1}),
 * `no_convergence` where the terms cancel so far that fewer than ten digits would be right, `not_finite`,
 * `invalid_type`.
 * @example
 * ```ts
 * hypergeometric2F1(1, 1, 2, 0.5); // ≈ 1.38629436112
 * hypergeometric2F1(1, 1, 2, -1); // ≈ 0.693147180560
 * ```
 * @see NIST DLMF 15.2.1 (series), 15.8.1 (transformations), 15.10.1 (differential equation).
 */
export function hypergeometric2F1(a: number, b: number, c: number, z: number): number {
  const { log, mantissa } = scaled(a, b, c, z);
  const value = Math.exp(log) * mantissa;
  if (!Number.isFinite(value)) {
    throw new ClienteleError("out_of_range", `2F1(${a}, ${b}; ${c}; ${z}) overflows; use its logarithm`, {
      a,
      b,
      c,
      z,
    });
  }
  return value;
}

/**
 * The natural logarithm of {@link hypergeometric2F1}, for likelihoods whose value would overflow.
 *
 * @param a - Any finite number.
 * @param b - Any finite number.
 * @param c - Any finite number except 0, −1, −2…
 * @param z - Less than 1.
 * @returns ln ₂F₁(a, b; c; z).
 * @throws ClienteleError `out_of_range` (also where the function is not positive), `no_convergence`, `not_finite`,
 * `invalid_type`.
 * @example
 * ```ts
 * logHypergeometric2F1(5000, 1, 1, 0.9); // ≈ 11512.9254650
 * ```
 * @see {@link hypergeometric2F1}
 */
export function logHypergeometric2F1(a: number, b: number, c: number, z: number): number {
  const { log, mantissa } = scaled(a, b, c, z);
  if (mantissa <= 0) {
    throw new ClienteleError("out_of_range", `2F1(${a}, ${b}; ${c}; ${z}) is not positive`, { a, b, c, z });
  }
  return log + Math.log(mantissa);
}

/** The function as e^log·mantissa. */
interface Scaled {
  readonly log: number;
  readonly mantissa: number;
}

function scaled(a: number, b: number, c: number, z: number): Scaled {
  requireNumber(a, "a");
  requireNumber(b, "b");
  requireNumber(c, "c");
  requireNumber(z, "z", { below: 1 });
  if (c <= 0 && Number.isInteger(c)) {
    throw new ClienteleError("out_of_range", `c must not be 0 or a negative whole number, got ${c}`, { name: "c" });
  }
  const found = z < 0 ? pfaff(a, b, c, z) : unitInterval(a, b, c, z, 1 - z);
  if (found !== undefined) return found;
  throw new ClienteleError("no_convergence", `2F1(${a}, ${b}; ${c}; ${z}) cannot be summed to ten digits`, {
    a,
    b,
    c,
    z,
  });
}

/** DLMF 15.8.1 from z < 0 into (0, 1). */
function pfaff(a: number, b: number, c: number, z: number): Scaled | undefined {
  const found = unitInterval(a, c - b, c, z / (z - 1), 1 / (1 - z));
  return found && { log: found.log - a * Math.log1p(-z), mantissa: found.mantissa };
}

/** The series as it stands or after Euler's transformation, first the one that is expected to converge faster. */
function unitInterval(a: number, b: number, c: number, z: number, y: number): Scaled | undefined {
  const excess = c - a - b;
  const euler = (): Scaled | undefined => {
    const found = continued(c - a, c - b, c, z, y);
    return found && { log: found.log + excess * (z < 0.5 ? Math.log1p(-z) : Math.log(y)), mantissa: found.mantissa };
  };
  return excess < 0 ? (euler() ?? continued(a, b, c, z, y)) : (continued(a, b, c, z, y) ?? euler());
}

/** ₂F₁ at z = 1 − y in [0, 1); undefined where the digits cancel or the terms do not end. */
function continued(a: number, b: number, c: number, z: number, y: number): Scaled | undefined {
  const direct = series(a, b, c, z, z > NEAR_ONE ? TERMS_NEAR_ONE : TERMS);
  if (direct === undefined || direct.done) return direct;
  if (z <= NEAR_ONE) return undefined;
  const start = series(a, b, c, NEAR_ONE, TERMS);
  return start?.done === true ? taylorSteps(y, a, b, c, start) : undefined;
}

interface Solution extends Scaled {
  /** Derivative by z, on the scale of the mantissa. */
  readonly slope: number;
  readonly done: boolean;
}

/** DLMF 15.2.1 with its derivative; undefined where digits cancel. */
function series(a: number, b: number, c: number, z: number, terms: number): Solution | undefined {
  let log = 0;
  let term = 1;
  let mantissa = 1;
  let slope = 0;
  let largest = 1;
  let done = z === 0;
  for (let n = 0; n < terms && !done; n++) {
    const ratio = (((a + n) / (c + n)) * ((b + n) * z)) / (n + 1);
    term *= ratio;
    mantissa += term;
    slope += (n + 1) * term;
    largest = Math.max(largest, Math.abs(term));
    if (largest > LARGE) {
      log += LOG_LARGE;
      term /= LARGE;
      mantissa /= LARGE;
      slope /= LARGE;
      largest /= LARGE;
    }
    const rest = 1 - Math.abs(ratio);
    done = term === 0 || (rest > 0 && Math.abs(term) < Math.abs(mantissa) * rest * 1e-17);
  }
  if (!(largest < Math.abs(mantissa) * CANCELLATION)) return undefined;
  return { log, mantissa, slope: z === 0 ? 0 : slope / z, done };
}

/** Taylor steps of the differential equation DLMF 15.10.1 from z = 0.99 to 1 − y, each at most halfway to 1. */
function taylorSteps(y: number, a: number, b: number, c: number, start: Solution): Scaled | undefined {
  let { log, mantissa, slope } = start;
  let distance = 1 - NEAR_ONE;
  const size = 1 + Math.abs(c) + Math.abs(a + b);
  while (distance > y) {
    const step = Math.min(distance * Math.min(0.5, 100 / size), STEP_GROWTH / size, distance - y);
    const z = 1 - distance;
    let previous = mantissa;
    let current = slope * step;
    let value = previous + current;
    let derivative = current;
    for (let n = 0; n < 500; n++) {
      const pull = ((n + a) / (n + 1)) * (n + b) * previous * step;
      const push = (n * (distance - z) + c - (a + b + 1) * z) * current;
      previous = current;
      current = (pull - push) * (step / (z * distance) / (n + 2));
      value += current;
      derivative += (n + 2) * current;
      if (Math.abs(current) * (n + 2) <= Math.abs(derivative) * 1e-17) break;
    }
    distance = step === distance - y ? y : distance - step;
    const scale = Math.abs(value);
    log += Math.log(scale);
    mantissa = Math.sign(value);
    slope = derivative / step / scale;
  }
  return Number.isFinite(log) ? { log, mantissa } : undefined;
}
