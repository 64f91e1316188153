/** What the parameters of a code look like: nothing, one number or text by its name, or the code's own shape. */
type ShapeOf<Params, Code extends keyof Params, Key = keyof Params[Code]> = [Key] extends [never]
  ? "nothing"
  : [Key] extends [InOne<Key>]
    ? `${Key & string}: ${Kind<Params[Code][Key & keyof Params[Code]], Code & string>}`
    : Code;

/** The intersection of a union: the same as the union where it has one member alone. */
type InOne<Union> = (Union extends unknown ? (one: Union) => void : never) extends (one: infer One) => void
  ? One
  : never;

type Kind<Value, Code extends string> = number extends Value ? "number" : string extends Value ? "text" : Code;

/** Codes by the shape of their parameters. */
type CodesByShape<Params, Codes extends keyof Params> = { [Code in Codes as ShapeOf<Params, Code>]: Code };

type Members<Params, Groups> = {
  [Shape in keyof Groups]: {
    readonly code: Groups[Shape];
    readonly params: Params[Groups[Shape] & keyof Params];
  };
}[keyof Groups];

/**
 * Pairs of a code and its parameters, told apart by the code. Codes with the same parameters share a member: compilers
 * take a union of a thousand members at most where lists of them are put together.
 */
export type CodedUnion<Params, Codes extends keyof Params> = Members<Params, CodesByShape<Params, Codes>>;
