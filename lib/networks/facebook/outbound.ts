import type { ActionKind, ActionRequest, ItemKind } from '../contract.ts';
import { refuse, type Act } from './acts/act.ts';
import { block, blockSender, unblock, unblockSender } from './acts/block.ts';
import { deleteObject } from './acts/delete.ts';
import { hide, unhide } from './acts/hide.ts';
import { like, unlike } from './acts/like.ts';
import { markRead } from './acts/mark-read.ts';
import { privateReply } from './acts/private-reply.ts';
import { reply } from './acts/reply.ts';
import { sendMessage } from './acts/send-message.ts';

type Acts = Partial<Record<ActionKind, Act>>;

const onPosts: Acts = {
  reply,
  private_reply: privateReply,
  hide,
  unhide,
  delete: deleteObject,
  like,
  unlike,
  block,
  unblock,
};

const acts: Record<ItemKind, Acts> = {
  comment: onPosts,
  mention: onPosts,
  message: { reply: sendMessage, block: blockSender, unblock: unblockSender, mark_read: markRead },
  review: { reply },
};

/** @throws NetworkError `refused` for what the network does not support on such an item */
export function actFor({ itemKind, kind }: Pick<ActionRequest, 'itemKind' | 'kind'>): Act {
  const act = acts[itemKind][kind];
  if (!act) throw refuse('not_offered', `${kind} on a ${itemKind}`);
  return act;
}
