import type { ActionKind, ActionRequest, ItemKind } from '../contract.ts';
import { refuse, type Act } from './acts/act.ts';
import { deleteOwn, hide, unhide } from './acts/moderate.ts';
import { reply } from './acts/reply.ts';

const acts: Partial<Record<ItemKind, Partial<Record<ActionKind, Act>>>> = {
  comment: { reply, hide, unhide, delete: deleteOwn },
  mention: { reply, delete: deleteOwn },
};

/** @throws NetworkError `refused` for what the network does not support on such an item */
export function actFor({ itemKind, kind }: Pick<ActionRequest, 'itemKind' | 'kind'>): Act {
  const act = acts[itemKind]?.[kind];
  if (!act) throw refuse('not_offered', `${kind} on a ${itemKind}`);
  return act;
}
