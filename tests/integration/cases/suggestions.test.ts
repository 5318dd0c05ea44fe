import { afterAll, expect, test } from 'vitest';
import { joinContacts } from '#lib/contacts/joins/join-contacts.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { dismissCaseSuggestion } from '#lib/items/cases/dismiss-suggestion.ts';
import { closeCase } from '#lib/items/cases/close-case.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import type { Caller } from '#lib/caller.ts';
import { aContact, anItem, aPost } from '#tests/support/factories.ts';
import { makeConfidential } from '../access/hidden-world.ts';
import { aCase, add, detailOf, someItems } from './a-case.ts';

afterAll(closeDatabase);

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const at = (hours: number) => ({
  firstMessageAt: hoursAgo(hours),
  lastInboundAt: hoursAgo(hours),
  lastActivityAt: hoursAgo(hours),
});
const suggested = async (caller: Caller, itemId: string) =>
  (await detailOf(caller, itemId)).caseSuggestions.map(({ item, reason }) => [item.id, reason]);

/** A comment of a person under a post of the brand, and what else the person wrote. */
async function aPerson() {
  const world = await someItems(0);
  const { workspaceId } = world;
  const contact = await aContact({ workspaceId });
  const post = await aPost({ workspaceId, isOwn: true });
  const given = { workspaceId, contactId: contact.id };
  const comment = await anItem({ ...given, kind: 'comment', postId: post.id, ...at(30) });
  const wrote = async (kind: 'comment' | 'message' | 'review', hours: number) =>
    (await anItem({ ...given, kind, ...at(hours) })).id;
  return { ...world, contact, comment: comment.id, wrote };
}

test('a direct message soon after a comment under a post of the brand is suggested first, on both', async () => {
  const { léa, comment, wrote } = await aPerson();
  const message = await wrote('message', 20);
  const review = await wrote('review', 10);
  expect(await suggested(léa, comment)).toEqual([
    [message, 'message_after_comment'],
    [review, 'same_person'],
  ]);
  expect(await suggested(léa, message)).toEqual([
    [comment, 'message_after_comment'],
    [review, 'same_person'],
  ]);
});

test('a message before the comment, long ago, done, or of somebody else is no more than one person’s, or nothing', async () => {
  const { workspaceId, léa, comment, wrote } = await aPerson();
  const before = await wrote('message', 40);
  await wrote('message', 24 * 20);
  const done = await wrote('message', 5);
  await resolveItem(léa, { itemId: done });
  await anItem({ workspaceId, kind: 'message', ...at(20) });
  expect(await suggested(léa, comment)).toEqual([[before, 'same_person']]);
  expect(await suggested(léa, done)).toEqual([]);
});

test('contacts that were joined are one person', async () => {
  const { workspaceId, léa, contact, comment } = await aPerson();
  const elsewhere = await aContact({ workspaceId });
  const item = await anItem({ workspaceId, contactId: elsewhere.id, kind: 'review', ...at(3) });
  expect(await suggested(léa, comment)).toEqual([]);
  await joinContacts(léa, { contactId: contact.id, otherId: elsewhere.id });
  expect(await suggested(léa, comment)).toEqual([[item.id, 'same_person']]);
});

test('what is dismissed is suggested to nobody again, and what is hidden to nobody who does not see it', async () => {
  const { léa, hugo, comment, wrote } = await aPerson();
  const [one, secret] = [await wrote('message', 20), await wrote('review', 10)];
  await makeConfidential(secret, [léa.memberId]);
  expect(await suggested(hugo, comment)).toEqual([[one, 'message_after_comment']]);
  await dismissCaseSuggestion(léa, { itemId: one, otherId: comment });
  await dismissCaseSuggestion(hugo, { itemId: comment, otherId: one });
  expect(await suggested(hugo, comment)).toEqual([]);
  expect(await suggested(hugo, one)).toEqual([]);
  expect(await suggested(léa, comment)).toEqual([[secret, 'same_person']]);
});

test('an item of an open case is suggested with its case, and not what is in the same, another or a closed one', async () => {
  const { léa, comment, wrote } = await aPerson();
  const [one, two] = [await wrote('message', 20), await wrote('review', 10)];
  const joined = await aCase(léa, [one]);
  const { caseSuggestions } = await detailOf(léa, comment);
  expect(caseSuggestions.map(({ item }) => [item.id, item.case?.id ?? null])).toEqual([
    [one, joined.id],
    [two, null],
  ]);
  await add(léa, joined.id, comment);
  expect(await suggested(léa, comment)).toEqual([[two, 'same_person']]);
  const other = await aCase(léa, [two], 'Facture');
  expect(await suggested(léa, comment)).toEqual([]);
  await closeCase(léa, { caseId: other.id, version: other.version });
  expect(await suggested(léa, two)).toEqual([]);
});
