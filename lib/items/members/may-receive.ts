import { may } from '#lib/act.ts';
import type { Role } from '#lib/caller.ts';
import { ownItems } from './own-items.ts';

export type Receiver = { id: string; role: Role };
/** What decides about an item: where it came in. */
export type Received = { channelId: string };

/** Why a member cannot be given an item; each has a sentence under `asks.cannotReceive`. */
export type CannotReceive = 'client';

/**
 * Whether a member may be given an item, as its owner or with a part: the one place that decides it, for the picker, for
 * one item and for many.
 * @param item null: any item
 * @returns why not, or null
 */
export function mayReceive(member: Receiver, _item: Received | null): CannotReceive | null {
  return may(member, ownItems) ? null : 'client';
}
