import type { ActionKind, ActionRequest, ItemKind } from '../contract.ts';
import { refuse, type Act } from './acts/act.ts';
import { block, unblock } from './acts/block.ts';
import { markChatRead, sendChat } from './chat/send.ts';
import { deleteOwn } from './acts/delete-own.ts';
import { hide, unhide } from './acts/hide.ts';
import { like, unlike } from './acts/like.ts';
import { mute, unmute } from './acts/mute.ts';
import { reply } from './acts/reply.ts';
import { makeTid } from './tid.ts';

type Acts = Partial<Record<ActionKind, Act>>;

const onPeople: Acts = { block, unblock, mute, unmute };
const onPosts: Acts = { ...onPeople, reply, like, unlike, delete: deleteOwn };

const acts: Partial<Record<ItemKind, Acts>> = {
  comment: { ...onPosts, hide, unhide },
  mention: onPosts,
  message: { ...onPeople, reply: sendChat, mark_read: markChatRead },
};

/** @throws NetworkError `refused` for what the network does not support on such an item */
export function actFor({ itemKind, kind }: Pick<ActionRequest, 'itemKind' | 'kind'>): Act {
  const act = acts[itemKind]?.[kind];
  if (!act) throw refuse('not_offered', `${kind} on a ${itemKind}`);
  return act;
}

/** Actions that create a record get its key in advance; the others are safe to repeat or are read back. */
export function prepare(kind: ActionKind): Record<string, string> {
  return kind === 'reply' || kind === 'like' || kind === 'block' ? { rkey: makeTid() } : {};
}
