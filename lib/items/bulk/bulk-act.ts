import { randomUUID } from 'node:crypto';
import { defineAct } from '#lib/act.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import type { Place } from '../list/cursor.ts';
import { readFilter, type ReadFilter } from '../list/filter.ts';
import { asReceiver } from '../members/as-receiver.ts';
import { BULK_LIMIT, type ItemFilter } from '../types.ts';
import { type Chosen, choosePage } from './choose-page.ts';
import { bulkNeeds, checkChange, stepOf } from './steps.ts';
import type { BulkChange } from './types.ts';

export type BulkInput = { itemIds?: string[]; filter?: ItemFilter } & BulkChange;

type BulkResult = { changed: number; undo: string | null };

/**
 * Does one act on many items: on those of `itemIds` (at most 500), or on all that match `filter`, however many, in
 * one transaction a thousand. Items that the act would not change, or must not (a colleague's claim), stay as they are.
 * @returns how many items changed, and one token that takes all of it back
 * @throws Refusal `too_many` (`limit`); `invalid` naming the field; `not_allowed`
 */
export const bulkAct = defineAct(bulkNeeds, async (caller, input: BulkInput): Promise<BulkResult> => {
  await checkChange(caller, input);
  const step = stepOf(caller, input);
  const batchId = randomUUID();
  const enter = input.act === 'claim' ? asReceiver : asMember;
  const chunk: Chunk = (choose) =>
    enter(caller, async (tx) => {
      const { itemIds, place } = await choose(tx);
      return { place, changed: itemIds.length > 0 ? (await step(tx, itemIds, batchId)).changed.length : 0 };
    });
  const changed = input.itemIds
    ? await onGiven(input.itemIds, chunk)
    : await onAllThatMatch(readFilter(caller, input.filter ?? {}), chunk);
  if (changed > 0) announce(caller.workspaceId);
  return { changed, undo: changed > 0 ? batchId : null };
});

/** Changes what `choose` finds, in one transaction. */
type Chunk = (choose: (tx: Tx) => Promise<Chosen>) => Promise<{ changed: number; place: Place | null }>;

async function onGiven(given: string[], chunk: Chunk): Promise<number> {
  const itemIds = [...new Set(given.map(uuid))];
  if (itemIds.length > BULK_LIMIT) throw new Refusal('too_many', { limit: BULK_LIMIT });
  return (await chunk(async () => ({ itemIds, place: null }))).changed;
}

/** Pages by keys, newest first, so that items which leave or arrive meanwhile do not shift a page. */
async function onAllThatMatch(filter: ReadFilter, chunk: Chunk): Promise<number> {
  let changed = 0;
  for (let place: Place | null = null; ;) {
    const after: Place | null = place;
    const done = await chunk((tx) => choosePage(tx, filter, after));
    changed += done.changed;
    place = done.place;
    if (!place) return changed;
  }
}
