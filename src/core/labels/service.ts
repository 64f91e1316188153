/** Names of `service` that are shown, by family. */
export type ServiceLabels = Record<never, never>;

export const serviceLabels: ServiceLabels = {};
