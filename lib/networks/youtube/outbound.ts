import type { ActionKind, ActionRequest } from '../contract.ts';
import { refuse, type Act } from './acts/act.ts';
import { deleteOwn } from './acts/delete-own.ts';
import { block, hide, reject, unhide } from './acts/moderate.ts';
import { reply } from './acts/reply.ts';

const acts: Partial<Record<ActionKind, Act>> = { reply, hide, unhide, block };

/** @throws NetworkError `refused` for what the network does not support */
export function actFor({ kind, itemKind, target }: ActionRequest, channelId: string): Act {
  if (itemKind !== 'comment') throw refuse('not_offered', `${kind} on a ${itemKind}`);
  if (kind === 'delete') return target.authorExternalId === channelId ? deleteOwn : reject;
  const act = acts[kind];
  if (!act) throw refuse('not_offered', `${kind} on a comment`);
  return act;
}
