import type { ActionKind, ActionRequest, ItemKind } from '../contract.ts';
import { refuse, type Act } from './acts/act.ts';
import { deleteComment, hide, unhide } from './acts/moderate.ts';
import { reply, replyToMention } from './acts/reply.ts';
import { privateReply, sendMessage } from './acts/send-message.ts';
import { block, markRead, unblock } from './acts/conversation.ts';

const acts: Partial<Record<ItemKind, Partial<Record<ActionKind, Act>>>> = {
  comment: { reply, private_reply: privateReply, hide, unhide, delete: deleteComment, block, unblock },
  mention: { reply: replyToMention },
  message: { reply: sendMessage, block, unblock, mark_read: markRead },
};

/** @throws NetworkError `refused` for what the network does not support on such an item */
export function actFor({ itemKind, kind }: Pick<ActionRequest, 'itemKind' | 'kind'>): Act {
  const act = acts[itemKind]?.[kind];
  if (!act) throw refuse('not_offered', `${kind} on a ${itemKind}`);
  return act;
}
