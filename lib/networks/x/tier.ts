import type { AppSettings } from '../contract.ts';

export const tiers = ['self_serve', 'enterprise'] as const;

/** The access level of the operator's app, which the operator tells: no endpoint does. */
export function isEnterprise(app: AppSettings): boolean {
  return app.options.tier === 'enterprise';
}
