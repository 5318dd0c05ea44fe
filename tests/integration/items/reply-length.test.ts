import { afterAll, expect, test } from 'vitest';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { reply } from '#lib/outbox/reply.ts';
import { createSandbox } from '#sandbox/tiktok/sandbox.ts';
import { aSandboxChannel, serveSandbox } from '../channels/sandbox-channel.ts';

process.env.PARVIS_TIKTOK_COMMENT_LIMIT = '1200';
const { server, sandbox } = await serveSandbox('tiktok', createSandbox);
afterAll(() => server.stop());

test("a reply may be as long as the operator's app is allowed", async () => {
  const { admin, pull } = await aSandboxChannel('tiktok', sandbox);
  sandbox.brandPosts('Le nouvel atelier');
  sandbox.fanWrites({ kind: 'comment', text: 'Racontez-nous tout !', fan: 'ana' });
  await pull();
  const { items } = await listItems(admin, { filter: { status: ['open'] } });
  const [item] = items;
  const itemId = item?.id ?? '';
  const { messages } = await getItem(admin, { itemId });
  expect(item?.capabilities.reply?.maxLength).toBe(150);
  expect(messages.at(-1)?.offers?.reply).toMatchObject({ can: true, maxLength: 1_200 });
  const tooLong = reply(admin, { itemId, text: 'a'.repeat(1_201) });
  await expect(tooLong).rejects.toMatchObject({ code: 'text_too_long', values: { limit: 1_200 } });
  expect(await reply(admin, { itemId, text: 'a'.repeat(1_200) })).toMatchObject({ action: { state: 'queued' } });
});
