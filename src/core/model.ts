import { requireObject, show } from "./checks.ts";
import { ClienteleError } from "./errors.ts";

/**
 * What every model of this package has in common: plain JSON, told apart by `kind`, its format counted by `version`.
 * A model holds no NaN, Infinity, Date, Map, class or function; open ends are absent.
 */
export interface ModelEnvelope<Kind extends string = string, Version extends number = number> {
  readonly kind: Kind;
  /** Version of the format, a whole number from 1; a changed field bumps it. */
  readonly version: Version;
  /** What the model was learned from: counts and dates, never the data itself. */
  readonly fittedOn: Readonly<Record<string, unknown>>;
}

/** A model as JSON, before it has been checked. */
export type ModelJson = Readonly<Record<string, unknown>>;

/** One problem that a schema found: where in the value, and what. */
export interface SchemaIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** The part of a schema that this package uses; any zod 4 or zod/mini schema fits, and zod itself is not imported. */
export interface RecordSchema<T> {
  safeParse(
    data: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly SchemaIssue[] } };
}

/** Refuses what is no schema before it is asked to parse. */
export function requireSchema(schema: unknown, name: string): void {
  if (typeof (schema as RecordSchema<unknown> | null | undefined)?.safeParse !== "function") {
    throw new ClienteleError("invalid_type", `${name} must be a schema with safeParse, got ${show(schema)}`, { name });
  }
}

/** Everything needed to load one kind of model. `migrations[n]` lifts version `n` to `n + 1`. */
export interface ModelSpec<M> {
  readonly kind: string;
  readonly version: number;
  readonly schema: RecordSchema<M>;
  readonly migrations?: Readonly<Record<number, (old: ModelJson) => ModelJson>>;
}

/**
 * Turns JSON from a file, a queue or a browser into a model that can be trusted: the right kind, lifted to the
 * newest version, every field checked once.
 *
 * @param spec - The model's specification, from `clientele/schemas` (for example `tierModelSpec`).
 * @param json - What `JSON.parse` returned. Not mutated.
 * @returns The current model.
 * @throws `ClienteleError` `invalid_type` when `spec` is no specification, `invalid_model` when it is another kind or a field is wrong (`details.issues` lists
 * them), `unsupported_version` when it is newer than this package or too old to be lifted.
 * @example
 * ```ts
 * const model = fitTiers([5, 10, 90, 400], { tiers: [{ id: "gold", share: 0.25 }, { id: "base", share: 0.75 }] });
 * loadModel(tierModelSpec, JSON.parse(JSON.stringify(model))).kind; // => "tiers"
 * ```
 */
export function loadModel<M>(spec: ModelSpec<M>, json: unknown): M {
  requireObject(spec, "spec");
  requireSchema(spec.schema, "spec.schema");
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new ClienteleError("invalid_model", `a "${spec.kind}" model must be a JSON object`, { kind: spec.kind });
  }
  let raw = json as ModelJson;
  if (raw["kind"] !== spec.kind) {
    throw new ClienteleError("invalid_model", `expected a model of kind "${spec.kind}", got ${show(raw["kind"])}`, {
      expected: spec.kind,
      got: raw["kind"],
    });
  }
  const version = raw["version"];
  if (typeof version !== "number" || !Number.isInteger(version)) {
    throw new ClienteleError("invalid_model", `a "${spec.kind}" model needs a whole-number version`, { got: version });
  }
  if (version > spec.version) {
    throw new ClienteleError(
      "unsupported_version",
      `this "${spec.kind}" model has version ${version}, newer than ${spec.version}; update clientele to read it`,
      { version, supported: spec.version },
    );
  }
  for (let from = version; from < spec.version; from++) {
    const lift = spec.migrations?.[from];
    if (lift === undefined) {
      throw new ClienteleError(
        "unsupported_version",
        `version ${from} of a "${spec.kind}" model cannot be lifted to ${spec.version}; fit it again`,
        { version: from, supported: spec.version },
      );
    }
    raw = { ...lift(raw), version: from + 1 };
  }
  const result = spec.schema.safeParse(raw);
  if (!result.success) {
    const { issues } = result.error;
    const first = issues[0];
    const where = first === undefined ? "" : `: ${first.path.map(String).join(".") || "model"}: ${first.message}`;
    throw new ClienteleError("invalid_model", `not a valid "${spec.kind}" model${where}`, { issues });
  }
  return result.data;
}
