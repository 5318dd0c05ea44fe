import { expect, test } from 'vitest';
import { metaRead } from '#lib/networks/kit/meta/meta-checks.ts';
import { withOptionalFields } from '#lib/networks/kit/meta/optional-fields.ts';
import { edgeKey, foundSize } from '#lib/networks/kit/meta/readable-page.ts';
import { atReadableSize } from '#lib/networks/kit/page-size.ts';
import type { ChannelContext } from '#lib/networks/contract.ts';

const channelOf = (externalId: string, findings: Record<string, string> = {}) =>
  ({ app: { options: {} }, account: { externalId, handle: '', name: '' }, findings }) as unknown as ChannelContext; // of which these parts are read

test('a check stores the size at which a list can be read, and a new worker begins with it', async () => {
  const channel = channelOf('heavy');
  const read = metaRead('GET /{page}/feed', [], async (given) => {
    const key = edgeKey(given, 'heavy/feed');
    const isTooMuch = () => true;
    await atReadableSize({ key, largest: 100, isTooMuch }, async (size) => {
      if (size > 25) throw new Error('too much');
    });
    return null;
  });
  expect(await read.read(channel)).toMatchObject({ found: { 'size {id}/feed': '25' } });

  // Another process knows nothing but the finding.
  const asked: number[] = [];
  const other = channelOf('heavy-elsewhere', { 'size {id}/feed': '25' });
  await atReadableSize(
    { key: edgeKey(other, '1/feed'), largest: 100, found: foundSize(other, '1/feed'), isTooMuch: () => false },
    async (size) => void asked.push(size),
  );
  expect(asked).toEqual([25]);
});

test('fields that an edge was found to refuse are not asked for again', async () => {
  const asked: string[] = [];
  await withOptionalFields(
    { edge: 'fresh {id}/conversation', fields: 'id,alt_text', optional: ['alt_text'], found: 'alt_text' },
    async (fields) => void asked.push(fields),
  );
  expect(asked).toEqual(['id']);
});

test('a finding that no longer holds is forgotten', async () => {
  const read = metaRead('GET /{page}/feed', [], async () => null);
  const { found } = (await read.read(channelOf('light', { 'size {id}/feed': '10' }))) ?? {};
  expect(found).toEqual({ 'size {id}/feed': '' });
});
