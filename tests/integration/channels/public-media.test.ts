import { beforeEach, expect, test } from 'vitest';
import { GET } from '#app/api/media-out/[token]/route.ts';
import { publicMediaUrl } from '#lib/channels/public-media-url.ts';
import { database } from '#tests/support/owner-database.ts';
import { aWorkspace } from '#tests/support/factories.ts';

process.env.PUBLIC_URL = 'https://inbox.example.test';
const bytes = Buffer.from('not really a picture');
let workspaceId: string;
let attachmentId: string;

beforeEach(async () => {
  ({ workspaceId } = await aWorkspace());
  const data = { workspaceId, kind: 'image' as const, altText: '', mimeType: 'image/png', bytes };
  attachmentId = (await database().prisma.attachment.create({ data })).id;
});

async function fetched(url: string) {
  const token = new URL(url).pathname.split('/').at(-1) ?? '';
  return await GET(new Request(url), { params: Promise.resolve({ token }) });
}

test('a network fetches an attachment without signing in, with its media type', async () => {
  const url = publicMediaUrl(workspaceId, attachmentId);
  expect(url).toMatch(/^https:\/\/inbox\.example\.test\/api\/media-out\/[\w.-]+$/);
  const answer = await fetched(url);
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('the public address of an attachment works for one hour and one attachment', async () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  expect((await fetched(publicMediaUrl(workspaceId, attachmentId, minutesAgo(59)))).status).toBe(200);
  expect((await fetched(publicMediaUrl(workspaceId, attachmentId, minutesAgo(61)))).status).toBe(404);
  const { workspaceId: elsewhere } = await aWorkspace();
  expect((await fetched(publicMediaUrl(elsewhere, attachmentId))).status).toBe(404);
  await database().prisma.attachment.deleteMany({ where: { id: attachmentId } });
  expect((await fetched(publicMediaUrl(workspaceId, attachmentId))).status).toBe(404);
});

test('a public address that was changed, cut or invented is refused', async () => {
  const url = publicMediaUrl(workspaceId, attachmentId);
  const other = publicMediaUrl(workspaceId, crypto.randomUUID());
  const [named = '', signature = ''] = url.split('/').at(-1)?.split('.') ?? [];
  const [otherNamed = ''] = other.split('/').at(-1)?.split('.') ?? [];
  const flipped = `${named.slice(0, 40)}${named[40] === 'A' ? 'B' : 'A'}${named.slice(41)}`;
  for (const token of [
    named,
    `${named}.`,
    `${flipped}.${signature}`,
    `${otherNamed}.${signature}`,
    `${named}.${signature.slice(1)}`,
    '.',
    '..',
    'x',
  ]) {
    expect((await fetched(`https://inbox.example.test/api/media-out/${token}x`.slice(0, -1))).status).toBe(404);
  }
});
