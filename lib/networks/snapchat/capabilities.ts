import type { Connector, ItemKind } from '../contract.ts';
import type { NetworkErrorReason } from '../errors.ts';

/** "Public Profile API": its documentation has nothing about comments, replies, mentions or messages. */
export const capabilities: Connector['capabilities'] = {};

/** Why a channel cannot read the kinds that people would look for. */
export const unreadableKinds: Partial<Record<ItemKind, NetworkErrorReason>> = {
  comment: 'not_offered',
  mention: 'not_offered',
  message: 'not_offered',
};
