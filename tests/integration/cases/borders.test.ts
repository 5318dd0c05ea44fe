import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import { addToCase } from '#lib/items/cases/add-to-case.ts';
import { assignCase } from '#lib/items/cases/assign-case.ts';
import { dismissCaseSuggestion } from '#lib/items/cases/dismiss-suggestion.ts';
import { getCase } from '#lib/items/cases/get-case.ts';
import { listCases } from '#lib/items/cases/list-cases.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { renameCase } from '#lib/items/cases/rename-case.ts';
import { takeOutOfCase } from '#lib/items/cases/take-out.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { aChannel, aMember, anItem } from '#tests/support/factories.ts';
import { aMemberOf, makeConfidential } from '../access/hidden-world.ts';
import { aCase, caseIdOf, detailOf, idsIn, someItems } from './a-case.ts';

afterAll(closeDatabase);

/** A case over two channels, and a member who sees the first channel alone. */
async function aCaseOverTwoChannels() {
  const world = await someItems(0);
  const { workspaceId, léa } = world;
  const [seen, hidden] = [await aChannel({ workspaceId }), await aChannel({ workspaceId })];
  const mine = await anItem({ workspaceId, channelId: seen.id });
  const theirs = await anItem({ workspaceId, channelId: hidden.id });
  const narrow = await aMemberOf(workspaceId, [seen.id]);
  const joined = await aCase(léa, [mine.id, theirs.id]);
  return { ...world, mine: mine.id, theirs: theirs.id, narrow, joined };
}

test('a case shows those of its items that its reader may see, and says nothing of others', async () => {
  const { léa, narrow, mine, theirs, joined } = await aCaseOverTwoChannels();
  expect(idsIn(await getCase(narrow, { caseId: joined.id }))).toEqual([mine]);
  const detail = await detailOf(narrow, mine);
  expect(idsIn(detail.case)).toEqual([mine]);
  expect(JSON.stringify(detail)).not.toContain(theirs);
  expect(await listCases(narrow)).toEqual([{ id: joined.id, title: joined.title, itemCount: 1 }]);
  await expect(addToCase(narrow, { caseId: joined.id, itemIds: [theirs] })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(openCase(narrow, { itemIds: [theirs] })).rejects.toMatchObject({ code: 'not_found' });
  // Without the one that is seen, there is no case for this member; for the others it goes on.
  await takeOutOfCase(léa, { caseId: joined.id, itemIds: [mine] });
  await expect(getCase(narrow, { caseId: joined.id })).rejects.toMatchObject({ code: 'not_found' });
  expect(await listCases(narrow)).toEqual([]);
  expect(idsIn(await getCase(léa, { caseId: joined.id }))).toEqual([theirs]);
});

test('who dissolves a case takes out what they see, and no more', async () => {
  const { léa, narrow, mine, theirs, joined } = await aCaseOverTwoChannels();
  const dissolved = await takeOutOfCase(narrow, { caseId: joined.id });
  expect(dissolved.case).toBeNull();
  expect(await caseIdOf(léa, mine)).toBeNull();
  expect(await caseIdOf(léa, theirs)).toBe(joined.id);
});

test('a note for the case that was written on a hidden item is read, without a word of that item', async () => {
  const { léa, narrow, mine, theirs } = await aCaseOverTwoChannels();
  await addNote(léa, { itemId: theirs, text: 'Pour le dossier', forCase: true });
  await addNote(léa, { itemId: theirs, text: 'Pour ici seulement' });
  const detail = await detailOf(narrow, mine);
  expect(detail.notes.map(({ text }) => text)).toEqual(['Pour le dossier']);
  expect(JSON.stringify(detail)).not.toContain(theirs);
});

test('a confidential item of a case stays hidden, and giving the case away opens it to nobody', async () => {
  const { lead, léa, hugo, itemIds } = await someItems(2);
  const [open = '', secret = ''] = itemIds;
  await makeConfidential(secret, [léa.memberId]);
  const { id: caseId, version } = await aCase(léa, itemIds);
  expect(idsIn((await detailOf(hugo, open)).case)).toEqual([open]);
  const given = await assignCase(lead, { caseId, version, ownerId: hugo.memberId });
  expect(given).toMatchObject({ given: 1, skipped: [{ itemId: secret, reason: 'unseen' }] });
  await expect(getItem(hugo, { itemId: secret })).rejects.toMatchObject({ code: 'not_found' });
  expect((await detailOf(lead, secret)).item.owner).toBeNull();
});

test('a case is given to nobody who sees none of its items, nor by a member who may not assign', async () => {
  const { workspaceId, lead, léa, itemIds } = await someItems(1);
  const stranger = await aMemberOf(workspaceId, []);
  const { id: caseId, version } = await aCase(léa, itemIds);
  const to = { caseId, version, ownerId: stranger.memberId };
  await expect(assignCase(lead, to)).rejects.toMatchObject({ code: 'no_channel_access' });
  await expect(assignCase(léa, to)).rejects.toMatchObject({ code: 'not_allowed' });
});

test('another workspace neither finds a case nor puts its items into it, and a client changes none', async () => {
  const here = await someItems(2);
  const there = await someItems(1);
  const { id: caseId, version } = await aCase(here.léa, here.itemIds);
  const outsider = there.admin;
  const notFound = { code: 'not_found' };
  await expect(getCase(outsider, { caseId })).rejects.toMatchObject(notFound);
  await expect(addToCase(outsider, { caseId, itemIds: there.itemIds })).rejects.toMatchObject(notFound);
  await expect(openCase(outsider, { itemIds: here.itemIds })).rejects.toMatchObject(notFound);
  await expect(renameCase(outsider, { caseId, version, title: 'Non' })).rejects.toMatchObject(notFound);
  await expect(takeOutOfCase(outsider, { caseId })).rejects.toMatchObject(notFound);
  const [one = '', other = ''] = here.itemIds;
  await expect(dismissCaseSuggestion(outsider, { itemId: one, otherId: other })).rejects.toMatchObject(notFound);

  const client = await aMember({ workspaceId: here.workspaceId, role: 'client' });
  expect(idsIn(await getCase(client, { caseId }))).toHaveLength(2);
  expect((await detailOf(client, one)).caseSuggestions).toEqual([]);
  await expect(renameCase(client, { caseId, version, title: 'Non' })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(openCase(client, { itemIds: [one] })).rejects.toMatchObject({ code: 'not_allowed' });
});
