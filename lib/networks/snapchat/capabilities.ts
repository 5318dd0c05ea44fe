import type { Connector, ItemKind } from '../contract.ts';
import type { NetworkErrorReason } from '../errors.ts';

/** "Public Profile API": no page of its documents is about comments, replies, mentions or messages of people. */
export const capabilities: Connector['capabilities'] = {};

/** What a channel says about the kinds that people would look for. */
export const unreadableKinds: Partial<Record<ItemKind, NetworkErrorReason>> = {
  comment: 'not_offered',
  mention: 'not_offered',
  message: 'not_offered',
};
