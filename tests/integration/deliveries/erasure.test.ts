import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { POST } from '#app/api/webhooks/[network]/erasure/route.ts';
import { database } from '#tests/support/owner-database.ts';
import { performErasures } from '#lib/erasure/perform-erasures.ts';
import { readErasure } from '#lib/erasure/read-erasure.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { learnWords } from '#lib/search/learn-words.ts';
import type { InboundMessage } from '#lib/networks/contract.ts';
import { aPage, APP, deliver, deliveriesOf, recommendation, work } from './page.ts';

type Page = Awaited<ReturnType<typeof aPage>>;

/** A request as the network signs it ("Facebook Login, Data deletion callback"). */
async function askToForget(userId: string, secret = APP.secret) {
  const payload = Buffer.from(JSON.stringify({ algorithm: 'HMAC-SHA256', user_id: userId })).toString('base64url');
  const signature = createHmac('sha256', secret).update(payload).digest('base64url');
  const request = new Request('https://inbox.example.org/api/webhooks/facebook/erasure', {
    method: 'POST',
    body: new URLSearchParams({ signed_request: `${signature}.${payload}` }),
  });
  return await POST(request, { params: Promise.resolve({ network: 'facebook' }) });
}

function said(fan: string, text: string, more: Partial<InboundMessage> = {}): InboundMessage {
  return {
    type: 'message',
    externalId: randomUUID(),
    kind: 'comment',
    threadExternalId: 'post-1',
    direction: 'inbound',
    author: { externalId: fan, handle: `@${fan}`, name: `Nom ${fan}`, avatarUrl: 'https://cdn.example.org/a.jpg' },
    text,
    createdAt: new Date(),
    ...more,
  };
}

/** Everything stored for a workspace, as one text. */
async function allThatIsHeld({ workspaceId }: Page): Promise<string> {
  const { prisma } = database();
  const where = { workspaceId };
  return JSON.stringify([
    await prisma.message.findMany({ where }),
    await prisma.messageVersion.findMany({ where }),
    await prisma.attachment.findMany({ where }),
    await prisma.item.findMany({ where }),
    await prisma.contact.findMany({ where }),
    await prisma.identity.findMany({ where, omit: { externalId: true } }),
    await prisma.searchWord.findMany({ where }),
    await prisma.webhookDelivery.findMany({ where }),
    await prisma.post.findMany({ where }),
  ]);
}

describe('deletion requests', () => {
  test('a deletion request gets a code and erases the person in every workspace of that network', async () => {
    const pages = [await aPage(), await aPage()];
    const fan = `fan-${randomUUID()}`;
    const words = said(fan, 'Mon mirabellier préféré', {
      attachments: [{ kind: 'image', url: 'https://cdn.example.org/mirabelle.jpg' }],
    });
    for (const page of pages) {
      const mention = { kind: 'mention', threadExternalId: 'visitor', postExternalId: 'visitor' } as const;
      await ingest({
        ...page.channelRef,
        events: [words, said('other', 'Une quetsche'), said(fan, 'Vu chez vous', mention)],
        posts: [
          {
            externalId: 'visitor',
            author: words.author,
            isOwn: false,
            text: 'Mirabelle à la une',
            createdAt: new Date(),
          },
        ],
      });
      await ingest({ ...page.channelRef, events: [{ ...words, text: 'Mon cerisier', editedAt: new Date() }] });
      await learnWords(page.workspaceId, { settledMs: -60_000 });
      expect((await allThatIsHeld(page)).match(/mirabel|cerisi/gi)?.length).toBeGreaterThan(4);
    }
    const answer = await askToForget(fan);
    expect(answer.status).toBe(200);
    const { url, confirmation_code: code } = (await answer.json()) as { url: string; confirmation_code: string };
    expect(url).toMatch(new RegExp(`/erasure/${code}$`));
    expect(await readErasure(code)).toMatchObject({ doneAt: null });

    await performErasures();
    await performErasures();

    expect((await readErasure(code))?.doneAt).toBeInstanceOf(Date);
    for (const page of pages) {
      const stored = await allThatIsHeld(page);
      expect(stored).not.toMatch(/mirabel|cerisi|Vu chez vous/i);
      expect(stored).not.toContain(`Nom ${fan}`);
      expect(stored).toContain('Une quetsche');
      const where = { workspaceId: page.workspaceId };
      expect(await database().prisma.message.count({ where })).toBe(3);
      expect(await database().prisma.itemHistory.count({ where })).toBeGreaterThan(2);
      expect(await database().prisma.message.count({ where: { ...where, erasedAt: { not: null } } })).toBe(2);
    }
  });

  test("a deletion request erases the person's texts from stored webhooks too", async () => {
    const page = await aPage();
    const id = randomUUID();
    await deliver(recommendation(page.pageId, 'Mirabelle poussée', { id }));
    await work(page);
    await askToForget(`reviewer-${id}`);
    await performErasures();
    expect((await deliveriesOf(page)).map(({ body }) => body)).toEqual(['']);
    expect(await allThatIsHeld(page)).not.toContain('Mirabelle');
  });

  test('a deletion request that the network did not sign is refused', async () => {
    const before = await database().prisma.erasureRequest.count();
    expect((await askToForget('somebody', 'another secret')).status).toBe(401);
    expect(await database().prisma.erasureRequest.count()).toBe(before);
    expect(await readErasure('0'.repeat(32))).toBeNull();
  });
});
