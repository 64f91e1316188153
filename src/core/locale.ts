/** The languages in which the package words its labels and reasons. */
export type Locale = "en" | "zh";

/** One text in both languages. */
export type Label = Readonly<Record<Locale, string>>;

/** A catalogue of messages: one function from parameters to text per reason code. */
export type Messages<Params> = { readonly [Code in keyof Params]: (params: Params[Code]) => string };

/** Names an id by its label in one family; an id that the family does not hold is its own name. */
export function labelIn(family: Readonly<Record<string, Label>>, id: string, locale: Locale): string {
  return Object.hasOwn(family, id) ? (family[id] as Label)[locale] : id;
}
