import type { ActionKind, ActionRequest, ItemKind } from '../contract.ts';
import { refuse, type Act } from './acts/act.ts';
import { deleteOwn } from './acts/delete-own.ts';
import { hide, unhide } from './acts/hide.ts';
import { like, unlike } from './acts/like.ts';
import { blockMessages, mute, unblockMessages, unmute } from './acts/people.ts';
import { reply } from './acts/reply.ts';
import { sendMessage, sendPrivateReply } from './dm/send.ts';

type Acts = Partial<Record<ActionKind, Act>>;

const onPosts: Acts = {
  reply,
  private_reply: sendPrivateReply,
  delete: deleteOwn,
  like,
  unlike,
  mute,
  unmute,
};

const acts: Partial<Record<ItemKind, Acts>> = {
  comment: { ...onPosts, hide, unhide },
  mention: onPosts,
  message: { reply: sendMessage, block: blockMessages, unblock: unblockMessages, mute, unmute },
};

/** @throws NetworkError `refused` for what the network does not support on such an item */
export function actFor({ itemKind, kind }: Pick<ActionRequest, 'itemKind' | 'kind'>): Act {
  const act = acts[itemKind]?.[kind];
  if (!act) throw refuse('not_offered', `${kind} on a ${itemKind}`);
  return act;
}
