/** Names of `subscription` that are shown, by family. */
export type SubscriptionLabels = Record<never, never>;

export const subscriptionLabels: SubscriptionLabels = {};
