import type { ActionKind, ActionRequest, ItemKind } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import type { Act } from './acts/act.ts';
import { deleteOwn } from './acts/delete-own.ts';
import { like, unlike } from './acts/like.ts';
import { reply } from './acts/reply.ts';

const acts: Partial<Record<ItemKind, Partial<Record<ActionKind, Act>>>> = {
  comment: { reply, delete: deleteOwn, like, unlike },
  mention: { reply, delete: deleteOwn },
};

/** @throws NetworkError `refused` for what LinkedIn does not support on such an item */
export function actFor({ itemKind, kind }: Pick<ActionRequest, 'itemKind' | 'kind'>): Act {
  const act = acts[itemKind]?.[kind];
  if (!act) throw new NetworkError('refused', 'not_offered', { detail: `${kind} on a ${itemKind}` });
  return act;
}
