import type { AppSettings } from '../contract.ts';

export const tiers = ['self_serve', 'enterprise'] as const;

/** The access level of the operator's app, which the operator sets: no endpoint returns it. */
export function isEnterprise(app: AppSettings): boolean {
  return app.options.tier === 'enterprise';
}
