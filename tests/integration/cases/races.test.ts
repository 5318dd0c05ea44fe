import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import { assignCase } from '#lib/items/cases/assign-case.ts';
import { getCase } from '#lib/items/cases/get-case.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { renameCase } from '#lib/items/cases/rename-case.ts';
import { takeOutOfCase } from '#lib/items/cases/take-out.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { editNote } from '#lib/items/notes/edit-note.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { database } from '#tests/support/owner-database.ts';
import { whileHeld } from '#tests/support/while-held.ts';
import { aCase, add, caseIdOf, detailOf, idsIn, someItems } from './a-case.ts';

afterAll(closeDatabase);

const ROUNDS = 8;
const codeOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'fulfilled' ? 'done' : String((result.reason as { code?: string }).code);
const codesOf = (results: PromiseSettledResult<unknown>[]) =>
  results.map(codeOf).toSorted((a, b) => a.localeCompare(b));

test('of two members who put one item into two cases, exactly one wins, and the other is told which case it is in', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { léa, hugo, itemIds } = await someItems(3);
    const [a = '', b = '', shared = ''] = itemIds;
    const one = await aCase(léa, [a], 'Un');
    const two = await aCase(hugo, [b], 'Deux');
    const results = await Promise.allSettled([add(léa, one.id, shared), add(hugo, two.id, shared)]);
    expect(codesOf(results)).toEqual(['done', 'in_another_case']);
    const winner = codeOf(results[0]) === 'done' ? one : two;
    expect(await caseIdOf(léa, shared)).toBe(winner.id);
    const lost = results.find(({ status }) => status === 'rejected');
    expect(lost).toMatchObject({ reason: { values: { name: winner.title } } });
  }
});

test('of two members who open a case with the same items in another order, one gets them all', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { léa, hugo, itemIds } = await someItems(4);
    const results = await Promise.allSettled([
      openCase(léa, { itemIds, title: 'Un' }),
      openCase(hugo, { itemIds: itemIds.toReversed(), title: 'Deux' }),
    ]);
    expect(codesOf(results)).toEqual(['done', 'in_another_case']);
    const found = await Promise.all(itemIds.map(async (id) => await caseIdOf(léa, id)));
    expect(new Set(found).size).toBe(1);
  }
});

test('an item that is added while the case is dissolved is in no case, or is alone in none', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { léa, hugo, itemIds } = await someItems(3);
    const [a = '', b = '', late = ''] = itemIds;
    const { id } = await aCase(léa, [a, b]);
    const [dissolved, added] = await Promise.allSettled([takeOutOfCase(léa, { caseId: id }), add(hugo, id, late)]);
    expect(codeOf(dissolved)).toBe('done');
    expect(['done', 'not_found']).toContain(codeOf(added));
    // Added first, it was taken out with the others; added afterwards, it was refused.
    for (const itemId of itemIds) expect(await caseIdOf(léa, itemId)).toBeNull();
    await expect(getCase(léa, { caseId: id })).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('an item that is resolved or claimed while its case is given away ends up in one state, without a deadlock', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { lead, léa, hugo, itemIds } = await someItems(3);
    const [a = '', b = ''] = itemIds;
    const { id: caseId, version } = await aCase(léa, itemIds);
    const [given, resolved] = await Promise.allSettled([
      assignCase(lead, { caseId, version, ownerId: hugo.memberId }),
      resolveItem(léa, { itemId: a }),
      claimItem(léa, { itemId: b }),
    ]);
    expect([codeOf(given), codeOf(resolved)]).toEqual(['done', 'done']);
    if (given.status !== 'fulfilled') throw new Error('the case was not given');
    const isSkipped = given.value.skipped.some(({ itemId }) => itemId === a);
    const { item } = await detailOf(lead, a);
    expect(item.status).toBe('resolved');
    // Resolved before: left without the new owner, and said so. Resolved afterwards: by then it was given.
    expect(item.owner?.id ?? null).toBe(isSkipped ? null : hugo.memberId);
    expect((await detailOf(lead, b)).item.owner?.id).toBe(hugo.memberId);
  }
});

test('of two members who rename a case at once, one wins', async () => {
  const { léa, hugo, itemIds } = await someItems(1);
  const { id: caseId, version } = await aCase(léa, itemIds);
  const results = await Promise.allSettled([
    renameCase(léa, { caseId, version, title: 'Un' }),
    renameCase(hugo, { caseId, version, title: 'Deux' }),
  ]);
  expect(codesOf(results)).toEqual(['case_changed', 'done']);
  expect(idsIn(await getCase(léa, { caseId }))).toEqual(itemIds);
});

test('a note for a case is not written into one that the item leaves at the same time', async () => {
  const { léa, hugo, itemIds } = await someItems(2);
  const [a = '', b = ''] = itemIds;
  const { id: caseId } = await aCase(léa, [a, b]);
  // As `takeOutOfCase` does: the case first, then the item.
  const statement = `WITH held AS (SELECT FROM "item_case" WHERE "id" = $1 FOR NO KEY UPDATE)
    UPDATE "item" SET "caseId" = NULL WHERE "id" = $2 AND EXISTS (SELECT FROM held)`;
  const begin = async () => await addNote(hugo, { itemId: a, text: 'Pour tous', forCase: true });
  await expect(whileHeld({ statement, values: [caseId, a] }, { begin })).rejects.toMatchObject({ code: 'conflict' });
  expect((await detailOf(léa, b)).notes).toEqual([]);
});

test.each(['written', 'edited', 'deleted', 'taken back', 'brought back'] as const)(
  'a note for a case is %s under the lock of the case, and before it has any of its items',
  async (what) => {
    const { léa, hugo, itemIds } = await someItems(2);
    const [a = '', b = ''] = itemIds;
    const { id: caseId } = await aCase(léa, itemIds);
    const note = { itemId: a, text: 'Pour tous', forCase: true };
    const { noteId, undo } = await addNote(léa, note);
    const deleted = what === 'brought back' ? await deleteNote(léa, { noteId }) : null;
    const { version } = (await detailOf(hugo, b)).item;
    const acts = {
      written: () => addNote(léa, note),
      edited: () => editNote(léa, { noteId, text: 'Pour chacun' }),
      deleted: () => deleteNote(léa, { noteId }),
      'taken back': () => undoAct(léa, { undo: undo ?? '' }),
      'brought back': () => undoAct(léa, { undo: deleted?.undo ?? '' }),
    };
    const lock = { statement: 'SELECT FROM "item_case" WHERE "id" = $1 FOR NO KEY UPDATE', values: [caseId] };
    let hasEnded = false;
    await whileHeld(lock, {
      begin: async () => {
        await acts[what]();
        hasEnded = true;
      },
      meanwhile: async () => {
        expect(hasEnded).toBe(false);
        await database().pool.query('SELECT FROM "item" WHERE "id" = ANY($1) FOR UPDATE NOWAIT', [itemIds]);
      },
    });
    // Whoever has the other item open is shown it.
    expect((await detailOf(hugo, b)).item.version).toBeGreaterThan(version);
  },
);

test('members who write notes for one case from all of its items at once all succeed, each at the first try', async () => {
  const { léa, hugo, lead, itemIds } = await someItems(3);
  await aCase(léa, itemIds);
  const before = await deadlocks();
  const writers = [léa, hugo, lead];
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all(
      writers.flatMap((writer) =>
        itemIds.map((itemId) => addNote(writer, { itemId, text: `Tour ${round}`, forCase: true })),
      ),
    );
  }
  expect((await detailOf(léa, itemIds[0] ?? '')).notes).toHaveLength(ROUNDS * writers.length * itemIds.length);
  expect(await deadlocks()).toBe(before);
});

async function deadlocks(): Promise<number> {
  const { rows } = await database().pool.query<{ n: number }>(
    `SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()`,
  );
  return rows[0]?.n ?? 0;
}
