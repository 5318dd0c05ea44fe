import type { Connector } from '../contract.ts';
import { replyCapability } from './limits.ts';

/** One answer to a review: another one takes its place. The network lets nobody hide or delete a review. */
export const capabilities: Connector['capabilities'] = {
  review: { reply: replyCapability, delete: 'own' },
};

export const conditions: Connector['conditions'] = { review: { reply: ['missing_permission'] } };

/** Google shows and takes answers for verified places alone. What it does not say is left to its own answer. */
export const restrictions: NonNullable<Connector['restrictions']> = (_facts, { rights }) =>
  rights.hasVoiceOfMerchant === false ? { reply: 'missing_permission', delete: 'missing_permission' } : {};
