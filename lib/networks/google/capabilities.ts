import type { Connector } from '../contract.ts';
import { replyCapability } from './limits.ts';

/** A review has one answer: another one replaces it. The network lets nobody hide or delete a review. */
export const capabilities: Connector['capabilities'] = {
  review: { reply: replyCapability, delete: 'own' },
};

export const conditions: Connector['conditions'] = { review: { reply: ['missing_permission'] } };

/**
 * Google shows and accepts answers only for verified places. If it does not say whether a place is verified, an
 * answer is tried.
 */
export const restrictions: NonNullable<Connector['restrictions']> = (_facts, { rights }) =>
  rights.hasVoiceOfMerchant === false ? { reply: 'missing_permission', delete: 'missing_permission' } : {};
