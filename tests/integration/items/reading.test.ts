import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listMessages } from '#lib/items/detail/list-messages.ts';
import type { MessageView } from '#lib/items/types.ts';
import { aContact, aMember, aMessage, anItem, aPost, aWorkspace } from '#tests/support/factories.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

test('a long thread opens with its newest fifty messages and pages back to the first without a gap', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { id: itemId } = await anItem({ workspaceId });
  // Several messages at the same time, so that the order cannot depend on the time alone.
  for (let n = 0; n < 130; n += 1)
    await aMessage({ workspaceId, itemId, text: `#${n}`, createdAt: at(Math.floor(n / 4)) });

  const opened = await getItem(admin, { itemId });
  expect(opened.messages).toHaveLength(50);
  let thread: MessageView[] = opened.messages;
  for (let cursor = opened.earlierCursor; cursor;) {
    const page = await listMessages(admin, { itemId, cursor, limit: 33 });
    thread = [...page.messages, ...thread];
    cursor = page.earlierCursor;
  }
  expect(thread.map(({ text }) => text)).toEqual(Array.from({ length: 130 }, (_, n) => `#${n}`));
});

test('an item shows its post, contact, history and notes', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const contact = await aContact({ workspaceId, name: 'Léa Fontaine', handle: 'lea.test' });
  const post = await aPost({ workspaceId, text: 'Our new shop' });
  const item = await anItem({ workspaceId, channelId: post.channelId, contactId: contact.id, postId: post.id });
  const other = await anItem({ workspaceId, contactId: contact.id, status: 'resolved', preview: 'Earlier' });
  const message = await aMessage({ workspaceId, itemId: item.id, text: 'Now', editedAt: at(9) });
  const { prisma } = database();
  await prisma.messageVersion.create({
    data: { workspaceId, messageId: message.id, replacedAt: at(9), text: 'Before' },
  });
  await prisma.attachment.create({
    data: { workspaceId, messageId: message.id, kind: 'image', url: 'https://img.test/1', altText: 'A shoe' },
  });
  await prisma.action.create({
    data: { workspaceId, itemId: item.id, channelId: item.channelId, kind: 'like', targetId: message.id, dueAt: at(1) },
  });
  const colleague = await aMember({ workspaceId, name: 'Amal' });
  await prisma.presence.create({
    data: { workspaceId, memberId: colleague.memberId, itemId: item.id, isWriting: true, seenAt: new Date() },
  });

  const detail = await getItem(admin, { itemId: item.id });

  expect(detail.post).toMatchObject({ text: 'Our new shop', isOwn: true, deletedAt: null });
  expect(detail.contact).toMatchObject({ name: 'Léa Fontaine', itemCount: 2, identities: [{ handle: 'lea.test' }] });
  expect(detail.contact.items).toMatchObject([{ id: other.id, status: 'resolved', preview: 'Earlier' }]);
  expect(detail.messages).toMatchObject([
    {
      text: 'Now',
      author: { name: 'Léa Fontaine', handle: 'lea.test' },
      editedAt: at(9).toISOString(),
      versions: [{ text: 'Before', replacedAt: at(9).toISOString() }],
      attachments: [{ kind: 'image', altText: 'A shoe' }],
      action: { kind: 'like', state: 'queued', dueAt: at(1).toISOString() },
    },
  ]);
  expect(detail.presence).toEqual([
    { member: { id: colleague.memberId, name: 'Amal' }, itemId: item.id, isWriting: true, isIdle: false },
  ]);
});

test('only leads and admins read messages that were deleted on the network', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const manager = await aMember({ workspaceId });
  const { id: itemId } = await anItem({ workspaceId });
  await aMessage({ workspaceId, itemId, text: 'an insult', deletedAt: at(1) });
  const textFor = async (caller: typeof admin) => (await getItem(caller, { itemId })).messages[0]?.text;
  expect(await textFor(admin)).toBe('an insult');
  expect(await textFor(manager)).toBeNull();
});
