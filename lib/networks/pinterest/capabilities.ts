import type { Connector, ItemKind } from '../contract.ts';
import type { NetworkErrorReason } from '../errors.ts';

/** "REST API v5": no path reads or writes a comment, a mention or a message. Pinterest only says how many comments a Pin has. */
export const capabilities: Connector['capabilities'] = {};

/** What a channel says about the kinds that people would look for. */
export const unreadableKinds: Partial<Record<ItemKind, NetworkErrorReason>> = {
  comment: 'not_offered',
  mention: 'not_offered',
  message: 'not_offered',
};
