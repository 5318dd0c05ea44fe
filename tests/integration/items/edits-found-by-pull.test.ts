import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import type { InboundMessage } from '#lib/networks/contract.ts';
import { aChannel, aWorkspace } from '#tests/support/factories.ts';

const MINUTE = 60_000;
const ago = (ms: number) => new Date(Date.now() - ms);

/** A comment that a webhook reported an hour ago, and how it is stored after more reports. */
async function aComment() {
  const { workspaceId } = await aWorkspace();
  const { id: channelId } = await aChannel({ workspaceId });
  const channelRef = { workspaceId, channelId };
  const reported: InboundMessage = {
    type: 'message',
    externalId: 'c1',
    kind: 'comment',
    threadExternalId: 'post-1',
    direction: 'inbound',
    author: { externalId: 'lea', handle: 'lea', name: 'Léa' },
    text: 'Mal dit',
    createdAt: ago(60 * MINUTE),
  };
  await ingest({ ...channelRef, events: [reported] });
  return {
    /** Reported by a webhook, with the time of the edit. */
    report: async (text: string, editedAt: Date) =>
      await ingest({ ...channelRef, events: [{ ...reported, text, editedAt }] }),
    /** Pulled from the network, which gives no time of the edit. */
    pull: async (text: string, readSince?: Date) => {
      await ingest({ ...channelRef, events: [{ ...reported, text }], ...(readSince ? { readSince } : {}) });
    },
    stored: async () => {
      const { text, versions } = await database().prisma.message.findFirstOrThrow({
        where: channelRef,
        include: { versions: { orderBy: { replacedAt: 'asc' } } },
      });
      return [...versions.map((version) => version.text), text];
    },
  };
}

test('a message whose text differs from what a webhook reported counts as edited, even without an edit time', async () => {
  const comment = await aComment();
  await comment.pull('Mieux dit', new Date());
  await comment.pull('Mieux dit', new Date());
  expect(await comment.stored()).toEqual(['Mal dit', 'Mieux dit']);
});

test('a second edit is noticed although the first had a time', async () => {
  const comment = await aComment();
  await comment.report('Mieux dit', ago(5 * MINUTE));
  await comment.pull('Bien dit', new Date());
  expect(await comment.stored()).toEqual(['Mal dit', 'Mieux dit', 'Bien dit']);
});

test('an edit reported during a pull is not undone by the older text that the pull read', async () => {
  const comment = await aComment();
  const readSince = ago(2_000);
  await comment.report('Mieux dit', ago(1_000));
  await comment.pull('Mal dit', readSince);
  expect(await comment.stored()).toEqual(['Mal dit', 'Mieux dit']);
});

test('a webhook that repeats the old text changes nothing', async () => {
  const comment = await aComment();
  await comment.report('Mieux dit', ago(5 * MINUTE));
  await comment.pull('Mal dit');
  expect(await comment.stored()).toEqual(['Mal dit', 'Mieux dit']);
});
