import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { enforceTerms } from '#lib/erasure/enforce-retention.ts';
import { findDueRechecks } from '#lib/erasure/recheck-due.ts';
import { dropOldDeliveries } from '#lib/sync/deliveries/drop-old-deliveries.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import type { InboundMessage } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

const HOUR_MS = 3_600_000;
const inMs = (ms: number) => new Date(Date.now() + ms);

/** A channel of a network, with two messages of one fan and an answer of the brand. */
async function aTalk(network: string) {
  const { workspaceId, admin } = await aWorkspace();
  const channel = await aChannel({ workspaceId, network });
  const place = { workspaceId, channelId: channel.id };
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
  await ingest({ ...place, events });
  const texts = async () =>
    (await database().prisma.message.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } })).map(
      ({ text }) => text,
    );
  const names = async () =>
    (await database().prisma.identity.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })).map(
      ({ name }) => name,
    );
  return { workspaceId, admin, place, first, author, message, texts, names };
}

describe('where a network’s terms limit how long things are kept', () => {
  const terms = connectorOf('linkedin')?.retention;

  test('texts of others are erased when their time is over, and not before; the brand’s own stay', async () => {
    const talk = await aTalk('linkedin');
    const textsForMs = terms?.textsForMs ?? 0;
    await enforceTerms(inMs(textsForMs - HOUR_MS));
    expect(await talk.texts()).toEqual(['Où est mon colis ?', 'Bonjour ?', 'Il arrive.']);
    await enforceTerms(inMs(textsForMs + HOUR_MS));
    expect(await talk.texts()).toEqual(['', '', 'Il arrive.']);
  });

  test('names of others are erased when their time is over, the brand’s own are not; who writes again is known again', async () => {
    const talk = await aTalk('linkedin');
    const profilesForMs = terms?.profilesForMs ?? 0;
    await enforceTerms(inMs(profilesForMs - HOUR_MS));
    expect(await talk.names()).toContain('Léa Fontaine');
    await enforceTerms(inMs(profilesForMs + HOUR_MS));
    expect((await talk.names()).toSorted()).toEqual(['Maison Lune', '—']);
    expect(await database().prisma.contact.findMany({ where: { workspaceId: talk.workspaceId } })).not.toContainEqual(
      expect.objectContaining({ name: 'Léa Fontaine' }),
    );
    await ingest({ ...talk.place, events: [talk.message('Me revoilà')] });
    expect(await talk.names()).toContain('Léa Fontaine');
    await enforceTerms(inMs(profilesForMs + HOUR_MS));
    expect(await talk.names()).not.toContain('Léa Fontaine');
  });

  test('what its author deleted is erased, with its earlier texts and its media', async () => {
    const talk = await aTalk('linkedin');
    const { place, first } = talk;
    await ingest({ ...place, events: [{ ...first, text: 'Où donc ?', editedAt: new Date() }] });
    await ingest({
      ...place,
      events: [{ type: 'message_deleted', externalId: first.externalId, deletedAt: new Date() }],
    });
    await enforceTerms();
    expect(await talk.texts()).toEqual(['', 'Bonjour ?', 'Il arrive.']);
    expect(await database().prisma.messageVersion.count({ where: { workspaceId: talk.workspaceId } })).toBe(0);
  });

  test('an erased text that its author changes is known again, for its time', async () => {
    const talk = await aTalk('linkedin');
    const textsForMs = terms?.textsForMs ?? 0;
    await enforceTerms(inMs(textsForMs + HOUR_MS));
    await ingest({ ...talk.place, events: [{ ...talk.first, text: 'Où donc ?', editedAt: new Date() }] });
    expect(await talk.texts()).toEqual(['Où donc ?', '', 'Il arrive.']);
    await enforceTerms(inMs(textsForMs + HOUR_MS));
    expect(await talk.texts()).toEqual(['', '', 'Il arrive.']);
  });

  test('what was pushed is emptied as soon as its words may be kept no longer', async () => {
    const { place } = await aTalk('linkedin');
    const delivery = await database().prisma.webhookDelivery.create({
      data: { ...place, network: 'linkedin', headers: {}, body: '{"text":"Où"}', state: 'processed' },
    });
    const bodyOf = async () =>
      (await database().prisma.webhookDelivery.findFirstOrThrow({ where: { id: delivery.id } })).body;
    await dropOldDeliveries(inMs(HOUR_MS));
    expect(await bodyOf()).not.toBe('');
    await dropOldDeliveries(inMs(25 * HOUR_MS));
    expect(await bodyOf()).toBe('');
  });
});

describe('where a network wants what is held to be read again', () => {
  const withinMs = connectorOf('youtube')?.retention?.refreshWithinMs ?? 0;

  test('it is due some time ahead, and erased when it was not read again in time', async () => {
    const talk = await aTalk('youtube');
    expect(await findDueRechecks(inMs(withinMs * 0.7))).not.toContainEqual(talk.place);
    expect(await findDueRechecks(inMs(withinMs * 0.8))).toContainEqual(talk.place);
    await enforceTerms(inMs(withinMs - HOUR_MS));
    expect(await talk.texts()).toContain('Bonjour ?');
    await enforceTerms(inMs(withinMs + HOUR_MS));
    expect(await talk.texts()).toEqual(['', '', '']);
    expect(await findDueRechecks(inMs(withinMs * 2))).not.toContainEqual(talk.place);
  });
});

test('where no terms are set, everything stays', async () => {
  const talk = await aTalk('bluesky');
  await ingest({
    ...talk.place,
    events: [{ type: 'message_deleted', externalId: talk.first.externalId, deletedAt: new Date() }],
  });
  await enforceTerms(inMs(400 * 24 * HOUR_MS));
  expect(await talk.texts()).toEqual(['Où est mon colis ?', 'Bonjour ?', 'Il arrive.']);
  expect(await talk.names()).toContain('Léa Fontaine');
});
