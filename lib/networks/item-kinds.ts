/** The kinds of item. */
export const itemKinds = ['comment', 'mention', 'message', 'review'] as const;
export type ItemKind = (typeof itemKinds)[number];
