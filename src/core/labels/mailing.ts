/** Label families of `mailing`. */
export type MailingLabels = Record<never, never>;

export const mailingLabels: MailingLabels = {};
