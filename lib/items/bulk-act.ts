import { randomUUID } from 'node:crypto';
import { defineAct, type Right } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { asReceiver } from './members/as-receiver.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { assignItem } from './assign-item.ts';
import { type Assignment, assignItems, checkAssignment, type Checked } from './change/assign-items.ts';
import { changeItems, type ItemChange } from './change/change-items.ts';
import { tagItem } from './tags/tag-item.ts';
import { checkTagging, tagItems } from './tags/tag-items.ts';
import { claimItem, claiming } from './claims/claim-item.ts';
import { ignoreItem, ignoring } from './ignore-item.ts';
import { chooseItems } from './list/choose-items.ts';
import type { Place } from './list/cursor.ts';
import { readFilter, type ReadFilter } from './list/filter.ts';
import { type ChosenKeys, placeOf } from './list/order.ts';
import { prioritizeItem, prioritizing } from './prioritize-item.ts';
import { releaseItem, releasing } from './claims/release-item.ts';
import { reopenItem, reopening } from './reopen-item.ts';
import { resolution, resolveItem } from './resolve-item.ts';
import { snoozeItem, snoozing } from './snooze-item.ts';
import { BULK_LIMIT, type ItemFilter } from './types.ts';

/** Items changed per transaction. */
const CHUNK = 1000;

/** Each act needs the same permission for many items as for one. */
const acts = {
  claim: claimItem,
  release: releaseItem,
  resolve: resolveItem,
  reopen: reopenItem,
  snooze: snoozeItem,
  ignore: ignoreItem,
  prioritize: prioritizeItem,
  assign: assignItem,
  tag: tagItem,
} as const satisfies Record<BulkInput['act'], Right>;

export type BulkInput = { itemIds?: string[]; filter?: ItemFilter } & (
  | { act: 'claim' | 'release' | 'resolve' | 'reopen' | 'ignore' }
  | { act: 'snooze'; until: Date }
  | { act: 'prioritize'; priority: number }
  | ({ act: 'assign' } & Assignment)
  | { act: 'tag'; add?: string[]; remove?: string[] }
);

/** Changes items and returns the ids of their history entries. */
type Step = (tx: Tx, itemIds: string[], batchId: string) => Promise<unknown[]>;

const needed = {
  permission: claimItem.permission,
  more: (_: Caller, { act }: BulkInput) => acts[act],
};

type BulkResult = { changed: number; undo: string | null };

/**
 * Does one act on many items: on those of `itemIds` (at most 500), or on all that match `filter`, however many, in
 * one transaction a thousand. Items that the act would not change, or must not (a colleague's claim), stay as they are.
 * @returns how many items changed, and one token that takes all of it back
 * @throws Refusal `too_many` (`limit`); `invalid` naming the field; `not_allowed`
 */
export const bulkAct = defineAct(needed, async (caller, input: BulkInput): Promise<BulkResult> => {
  const step = await stepOf(caller, input);
  const batchId = randomUUID();
  const enter = input.act === 'claim' ? asReceiver : asMember;
  const chunk: Chunk = (choose) =>
    enter(caller, async (tx) => {
      const { itemIds, place } = await choose(tx);
      return { place, changed: itemIds.length > 0 ? (await step(tx, itemIds, batchId)).length : 0 };
    });
  const changed = input.itemIds
    ? await onGiven(input.itemIds, chunk)
    : await onAllThatMatch(readFilter(caller, input.filter ?? {}), chunk);
  if (changed > 0) announce(caller.workspaceId);
  return { changed, undo: changed > 0 ? batchId : null };
});

/** The items of one transaction, and where the next one goes on; null at the end. */
type Chosen = { itemIds: string[]; place: Place | null };
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

async function choosePage(tx: Tx, filter: ReadFilter, place: Place | null): Promise<Chosen> {
  const rows = await tx.$queryRaw<({ id: string } & ChosenKeys)[]>(
    Prisma.sql`SELECT "id"::text, "place"::text, "rank", "at" FROM (${chooseItems({ filter, sort: 'newest', place, limit: CHUNK })}) AS chosen`,
  );
  const last = rows.at(-1);
  return {
    itemIds: rows.map(({ id }) => id),
    place: last && rows.length === CHUNK ? placeOf('newest', last) : null,
  };
}

async function stepOf(caller: Caller, input: BulkInput): Promise<Step> {
  if (input.act === 'tag') {
    const tagging = checkTagging({
      ...(input.add ? { add: input.add } : {}),
      ...(input.remove ? { remove: input.remove } : {}),
    });
    return (tx, itemIds, batchId) => tagItems(tx, caller, itemIds, tagging, batchId);
  }
  if (input.act === 'assign') {
    await asMember(caller, (tx) => checkAssignment(tx, input));
    return async (tx, itemIds, batchId) => {
      const assignment = await checkAgain(tx, input);
      return assignment ? await assignItems(tx, caller, itemIds, assignment, batchId) : [];
    };
  }
  const change = changeOf(caller, input);
  return (tx, itemIds, batchId) => changeItems(tx, caller, itemIds, change, batchId);
}

/** Null where somebody has left meanwhile, or may not receive items any more: the items that are left stay as they are. */
async function checkAgain(tx: Tx, assignment: Assignment): Promise<Checked | null> {
  try {
    return await checkAssignment(tx, assignment);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function changeOf(caller: Caller, input: Exclude<BulkInput, { act: 'tag' | 'assign' }>): ItemChange {
  switch (input.act) {
    case 'claim':
      return claiming(caller);
    case 'release':
      return releasing(caller);
    case 'resolve':
      return resolution;
    case 'reopen':
      return reopening;
    case 'ignore':
      return ignoring;
    case 'snooze':
      return snoozing(input.until);
    case 'prioritize':
      return prioritizing(input.priority);
    default:
      return input satisfies never;
  }
}
