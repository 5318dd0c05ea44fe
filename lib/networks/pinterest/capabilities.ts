import type { Connector, ItemKind } from '../contract.ts';
import type { NetworkErrorReason } from '../errors.ts';

/**
 * "REST API v5": no endpoint reads or writes a comment, a mention or a message. Pinterest only gives the number of
 * comments on a Pin.
 */
export const capabilities: Connector['capabilities'] = {};

/** Why a channel cannot read the kinds that people would look for. */
export const unreadableKinds: Partial<Record<ItemKind, NetworkErrorReason>> = {
  comment: 'not_offered',
  mention: 'not_offered',
  message: 'not_offered',
};
