/**
 * What the file does not tell, in dollars. Both figures are assumptions: put in your own. The list price of sending an
 * e-mail is far lower; the cost stands for design, discounts and the customers' patience as well.
 */
export const ASSUMPTIONS = {
  /** One contact. */
  contactCost: 0.1,
  /** Part of what is spent that remains after goods and shipping. */
  marginRate: 0.5,
  /** Money is told for so many customers. */
  per: 1000,
} as const;

/** Margins for which the page says what a contact may cost at most. */
export const OTHER_MARGINS: readonly number[] = [0.2, 0.3, 0.4, 0.5];

/** Deals customers into halves and parts; another seed deals them anew. */
export const SEED = 2008;
