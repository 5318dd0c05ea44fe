import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { enforceRetention } from '#lib/erasure/enforce-retention.ts';
import { findDueRechecks } from '#lib/erasure/recheck-due.ts';
import { deleteOldDeliveries } from '#lib/sync/deliveries/delete-old-deliveries.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import type { InboundMessage } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

const HOUR_MS = 3_600_000;
const inMs = (ms: number) => new Date(Date.now() + ms);

/** A channel with two messages of one fan and a reply of the brand. */
async function aConversation(network: string) {
  const { workspaceId, admin } = await aWorkspace();
  const channel = await aChannel({ workspaceId, network });
  const channelRef = { workspaceId, channelId: channel.id };
  const author = { externalId: `fan-${randomUUID()}`, handle: '@lea', name: 'Léa Fontaine' };
  let minute = 0;
  const message = (text: string, more: Partial<InboundMessage> = {}): InboundMessage => ({
    type: 'message',
    externalId: randomUUID(),
    kind: 'comment',
    threadExternalId: 'post-1',
    direction: 'inbound',
    author,
    text,
    createdAt: new Date(Date.now() - HOUR_MS + (minute += 1) * 60_000),
    ...more,
  });
  const brand = { externalId: channel.externalId, handle: '@lune', name: 'Maison Lune' };
  const first = message('Où est mon colis ?');
  const events = [
    first,
    message('Bonjour ?'),
    message('Il arrive.', { direction: 'outbound', author: brand, contactExternalId: author.externalId }),
  ];
  await ingest({ ...channelRef, events });
  const texts = async () =>
    (await database().prisma.message.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } })).map(
      ({ text }) => text,
    );
  const names = async () =>
    (await database().prisma.identity.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })).map(
      ({ name }) => name,
    );
  return { workspaceId, admin, channelRef, first, author, message, texts, names };
}

describe('a retention period set by the network', () => {
  const terms = connectorOf('linkedin')?.retention;

  test("the texts of others are erased when their retention ends, the brand's own stay", async () => {
    const conversation = await aConversation('linkedin');
    const textsForMs = terms?.textsForMs ?? 0;
    await enforceRetention(inMs(textsForMs - HOUR_MS));
    expect(await conversation.texts()).toEqual(['Où est mon colis ?', 'Bonjour ?', 'Il arrive.']);
    await enforceRetention(inMs(textsForMs + HOUR_MS));
    expect(await conversation.texts()).toEqual(['', '', 'Il arrive.']);
  });

  test('the names of others are erased when their retention ends, and come back when the person writes again', async () => {
    const conversation = await aConversation('linkedin');
    const profilesForMs = terms?.profilesForMs ?? 0;
    await enforceRetention(inMs(profilesForMs - HOUR_MS));
    expect(await conversation.names()).toContain('Léa Fontaine');
    await enforceRetention(inMs(profilesForMs + HOUR_MS));
    expect((await conversation.names()).toSorted()).toEqual(['Maison Lune', '—']);
    expect(
      await database().prisma.contact.findMany({ where: { workspaceId: conversation.workspaceId } }),
    ).not.toContainEqual(expect.objectContaining({ name: 'Léa Fontaine' }));
    await ingest({ ...conversation.channelRef, events: [conversation.message('Me revoilà')] });
    expect(await conversation.names()).toContain('Léa Fontaine');
    await enforceRetention(inMs(profilesForMs + HOUR_MS));
    expect(await conversation.names()).not.toContain('Léa Fontaine');
  });

  test('a message deleted by its author is erased with its earlier texts and its media', async () => {
    const conversation = await aConversation('linkedin');
    const { channelRef, first } = conversation;
    await ingest({ ...channelRef, events: [{ ...first, text: 'Où donc ?', editedAt: new Date() }] });
    await ingest({
      ...channelRef,
      events: [{ type: 'message_deleted', externalId: first.externalId, deletedAt: new Date() }],
    });
    await enforceRetention();
    expect(await conversation.texts()).toEqual(['', 'Bonjour ?', 'Il arrive.']);
    expect(await database().prisma.messageVersion.count({ where: { workspaceId: conversation.workspaceId } })).toBe(0);
  });

  test('an erased message that its author edits is stored again for its retention', async () => {
    const conversation = await aConversation('linkedin');
    const textsForMs = terms?.textsForMs ?? 0;
    await enforceRetention(inMs(textsForMs + HOUR_MS));
    await ingest({
      ...conversation.channelRef,
      events: [{ ...conversation.first, text: 'Où donc ?', editedAt: new Date() }],
    });
    expect(await conversation.texts()).toEqual(['Où donc ?', '', 'Il arrive.']);
    await enforceRetention(inMs(textsForMs + HOUR_MS));
    expect(await conversation.texts()).toEqual(['', '', 'Il arrive.']);
  });

  test('a stored webhook is emptied when its texts must no longer be kept', async () => {
    const { channelRef } = await aConversation('linkedin');
    const delivery = await database().prisma.webhookDelivery.create({
      data: { ...channelRef, network: 'linkedin', headers: {}, body: '{"text":"Où"}', state: 'processed' },
    });
    const bodyOf = async () =>
      (await database().prisma.webhookDelivery.findFirstOrThrow({ where: { id: delivery.id } })).body;
    await deleteOldDeliveries(inMs(HOUR_MS));
    expect(await bodyOf()).not.toBe('');
    await deleteOldDeliveries(inMs(25 * HOUR_MS));
    expect(await bodyOf()).toBe('');
  });
});

describe('a network that requires stored messages to be read again', () => {
  const withinMs = connectorOf('youtube')?.retention?.refreshWithinMs ?? 0;

  test('a message is due to be read again ahead of time, and erased when it was not', async () => {
    const conversation = await aConversation('youtube');
    expect(await findDueRechecks(inMs(withinMs * 0.7))).not.toContainEqual(conversation.channelRef);
    expect(await findDueRechecks(inMs(withinMs * 0.8))).toContainEqual(conversation.channelRef);
    await enforceRetention(inMs(withinMs - HOUR_MS));
    expect(await conversation.texts()).toContain('Bonjour ?');
    await enforceRetention(inMs(withinMs + HOUR_MS));
    expect(await conversation.texts()).toEqual(['', '', '']);
    expect(await findDueRechecks(inMs(withinMs * 2))).not.toContainEqual(conversation.channelRef);
  });
});

test('everything is kept where the network sets no retention', async () => {
  const conversation = await aConversation('bluesky');
  await ingest({
    ...conversation.channelRef,
    events: [{ type: 'message_deleted', externalId: conversation.first.externalId, deletedAt: new Date() }],
  });
  await enforceRetention(inMs(400 * 24 * HOUR_MS));
  expect(await conversation.texts()).toEqual(['Où est mon colis ?', 'Bonjour ?', 'Il arrive.']);
  expect(await conversation.names()).toContain('Léa Fontaine');
});
