import type { ActionKind, ActionRequest, ItemKind } from '../contract.ts';
import { type Act, refuse } from './acts/act.ts';
import { deleteComment, hide, like, unhide, unlike } from './acts/flags.ts';
import { reply } from './acts/reply.ts';
import { deleteAdComment, hideAdComment, replyToAdComment, unhideAdComment } from './ads/acts.ts';
import { markRead, replyPrivately, sendMessage } from './dm/send.ts';

type Acts = Partial<Record<ActionKind, Act>>;

const acts: Partial<Record<ItemKind, Acts>> = {
  comment: { reply, hide, unhide, like, unlike, delete: deleteComment, private_reply: replyPrivately },
  mention: { reply, delete: deleteComment },
  message: { reply: sendMessage, mark_read: markRead },
};

const onAds: Acts = { reply: replyToAdComment, hide: hideAdComment, unhide: unhideAdComment, delete: deleteAdComment };

/** @throws NetworkError `refused` for what the network does not support on such an item */
export function actFor({ itemKind, kind, target }: Pick<ActionRequest, 'itemKind' | 'kind' | 'target'>): Act {
  const act = target.reference.adId ? onAds[kind] : acts[itemKind]?.[kind];
  if (!act) throw refuse('not_offered', `${kind} on a ${itemKind}`);
  return act;
}
