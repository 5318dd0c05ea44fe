import { describe, expect, test } from 'vitest';
import { database } from '#lib/db/client.ts';
import { ingest } from '#lib/inbox/ingest.ts';
import type { InboundAttachment, InboundMessage } from '#lib/networks/contract.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

const HOUR = 3_600_000;
const start = Date.now() - HOUR;

const lea = { externalId: 'did:lea', handle: 'lea.test', name: 'Léa' };

function aComment(id: string, given: Partial<InboundMessage> = {}): InboundMessage {
  return {
    type: 'message',
    externalId: id,
    kind: 'comment',
    threadExternalId: 'post-1',
    direction: 'inbound',
    author: lea,
    text: `Bonjour (${id})`,
    createdAt: new Date(start),
    ...given,
  };
}

async function aPlace() {
  const { workspaceId } = await aWorkspace();
  const channel = await aChannel({ workspaceId });
  return { workspaceId, channelId: channel.id };
}
type Place = Awaited<ReturnType<typeof aPlace>>;

async function messagesOf(place: Place) {
  return await database().prisma.message.findMany({
    where: place,
    orderBy: { externalId: 'asc' },
    include: { identity: true, attachments: { orderBy: { position: 'asc' } }, versions: true, item: true },
  });
}

const hostile: Record<string, Partial<InboundMessage>> = {
  'a lone surrogate in a text': { text: 'a\ud800b' },
  'NUL in a name': { author: { ...lea, externalId: 'nul-name', name: 'L\0éa' } },
  'a lone surrogate in a handle': { author: { ...lea, externalId: 'handle', handle: 'l\udc00ea' } },
  'NUL in a handle': { author: { ...lea, externalId: 'nul-handle', handle: 'le\0a' } },
  'NUL in an address': { url: 'https://example.test/\0' },
  'NUL in a reference': { reference: { cid: 'a\0b', 'k\0ey': '\ud800' } },
  'NUL in an alternative text': { attachments: [{ kind: 'image', url: 'https://example.test/a.png', altText: '\0' }] },
  'a date beyond the year 9999': { createdAt: new Date(Date.UTC(12_000, 0)) },
  'a date before the common era': { createdAt: new Date(-70_000_000_000_000) },
  'a date that is none': { createdAt: new Date(Number.NaN) },
  'an absurd rating': { rating: 4e12 },
  'an absurd width': { attachments: [{ kind: 'image', url: 'https://example.test/a.png', width: 1e20, height: 0.5 }] },
  'a kind of attachment that is none': {
    attachments: [{ kind: 'spell', url: 'https://example.test/a' } as unknown as InboundAttachment],
  },
};

describe('one bad message', () => {
  test.each(Object.keys(hostile))('stored although it carries %s, and what came with it too', async (name) => {
    const place = await aPlace();
    const result = await ingest({
      ...place,
      events: [aComment('before'), aComment('hostile', hostile[name]), aComment('then')],
      cursor: { at: '\ud800\0' },
    });
    expect(result).toMatchObject({ newMessages: 3 });
    await ingest({ ...place, events: [aComment('next')] });
    expect((await messagesOf(place)).map(({ externalId }) => externalId)).toEqual([
      'before',
      'hostile',
      'next',
      'then',
    ]);
  });
});
