/** What a key may do, the least first. */
export const scopes = ['read', 'predict', 'full'] as const;
