import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Caller } from '#lib/caller.ts';
import { receiveDelivery } from '#lib/sync/deliveries/receive-delivery.ts';
import { processDeliveries } from '#lib/sync/deliveries/process-deliveries.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { loadSandboxes } from '#sandbox/kit/load.ts';
import { type SandboxServer, serveSandboxes } from '#sandbox/kit/serve.ts';
import { brand } from '#scripts/demo/cast/brand.ts';
import { castAt, drawPicture } from '#scripts/demo/cast/cast.ts';
import { personOf } from '#scripts/demo/cast/people.ts';
import { readScript } from '#scripts/demo/read-script.ts';
import { addAudience, type Audience } from '#scripts/sandbox/audience.ts';
import { connectDemo, type DemoWorkspace } from '#scripts/sandbox/connect-demo.ts';
import { anApiKey, serveApi } from '#tests/support/api-server.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';

/** Networks that show the picture of everybody who comments or reviews, and of those who write in private. */
const TELL_PICTURES = ['google', 'threads', 'tiktok', 'x', 'youtube'];
/** What TikTok's list of mentions does not show. */
const WITHOUT_PICTURE = { network: 'tiktok', kind: 'mention' };

const api = await serveApi();
let server: SandboxServer;
let audiences: Audience[];
let admin: Caller;
let demo: DemoWorkspace;
let key: string;

beforeAll(async () => {
  server = await serveSandboxes(await loadSandboxes(), { hangsPictures: true, castAt, drawPicture });
  audiences = [...server.networks].map(([name, { sandbox }]) => addAudience(sandbox, readScript(name)));
  for (const [name, { sandbox }] of server.networks) if (!connectorOf(name)?.isPushOnly) sandbox.takeDeliveries();
  ({ admin } = await aWorkspace());
  demo = await connectDemo(admin.workspaceId, server.networks);
  ({ key } = await anApiKey(admin));
  await hearAll();
  await readAll();
});

afterAll(async () => await server.stop());

async function channels() {
  const { workspaceId } = admin;
  return await database().prisma.channel.findMany({ where: { workspaceId }, orderBy: { network: 'asc' } });
}

/** Brings what the networks have pushed. */
async function hearAll(): Promise<void> {
  const { workspaceId } = admin;
  for (const [network, { sandbox }] of server.networks) {
    const appId = demo.appIds.get(network);
    if (appId === undefined) continue;
    for (const request of sandbox.takeDeliveries()) {
      expect((await receiveDelivery({ network, appId }, request)).status).toBe(200);
    }
  }
  for (const { id } of await channels()) await processDeliveries({ workspaceId, channelId: id });
}

async function readAll(): Promise<void> {
  const { workspaceId } = admin;
  for (const { id } of await channels()) {
    const where = { workspaceId_id: { workspaceId, id } };
    await database().prisma.channel.update({ where, data: { nextPullAt: new Date(), limitedUntil: null } });
    await pullChannel({ workspaceId, channelId: id }, { historyMs: 20_000 });
  }
}

async function statusOf(path: string): Promise<string> {
  const { status, headers } = await api.call('GET', `workspaces/${admin.workspaceId}/${path}`, { key });
  return `${status} ${headers.get('content-type')}`;
}

test('the brand has one name and one handle on all networks', async () => {
  const all = await channels();
  expect(all.map(({ network }) => network)).toEqual([...server.networks.keys()].toSorted());
  expect(all.filter(({ name }) => name !== brand.name)).toEqual([]);
  // A Page is read without its handle: its name stands for it.
  const others = all
    .filter(({ handle }) => handle !== brand.handle)
    .map(({ network, handle }) => ({ network, handle }));
  expect(others).toEqual([
    { network: 'facebook', handle: brand.name },
    // A number is called by its digits.
    { network: 'whatsapp', handle: expect.stringMatching(/^\+33 [\d ]+$/) },
  ]);
});

test('the people have the same names on all networks that show names, and no text is there twice', async () => {
  const { workspaceId } = admin;
  const identities = await database().prisma.identity.findMany({ where: { workspaceId } });
  // TikTok names nobody in its list of videos that mention the brand.
  const named = identities.filter(
    ({ network, handle, externalId }) =>
      ['x', 'tiktok'].includes(network) && handle !== brand.handle && !externalId.startsWith('@'),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ handle, name }) => personOf(handle)?.name !== name)).toEqual([]);
  const messages = await database().prisma.message.findMany({ where: { workspaceId }, select: { text: true } });
  const texts = messages.map(({ text }) => text);
  expect(texts.length).toBeGreaterThan(250);
  expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
});

const files = z.array(z.object({ kind: z.string(), previewUrl: z.string().nullish() }));

/** A video is shown by its preview. */
function picturesOf(path: string, { kind, previewUrl }: z.infer<typeof files>[number]): string[] {
  return [...(kind === 'image' ? [path] : []), ...(previewUrl ? [`${path}?preview=1`] : [])];
}

test('every picture can be loaded', async () => {
  const { workspaceId } = admin;
  const { prisma } = database();
  const where = { workspaceId };
  const withAvatar = { where: { workspaceId, avatarUrl: { not: null } }, select: { id: true } } as const;
  const paths = [
    ...(await prisma.identity.findMany(withAvatar)).map(({ id }) => `avatars/${id}`),
    ...(await prisma.contact.findMany(withAvatar)).map(({ id }) => `avatars/${id}`),
    ...(await prisma.channel.findMany(withAvatar)).map(({ id }) => `avatars/${id}`),
    ...(await prisma.post.findMany({ where })).flatMap(({ id, attachments, authorAvatarUrl }) => [
      ...(authorAvatarUrl === null ? [] : [`avatars/${id}`]),
      ...files.parse(attachments).flatMap((file, position) => picturesOf(`posts/${id}/media/${position}`, file)),
    ]),
    ...(await prisma.attachment.findMany({ where })).flatMap((file) => picturesOf(`media/${file.id}`, file)),
  ];
  expect(paths.length).toBeGreaterThan(150);
  const answers = await Promise.all(paths.map(async (path) => ({ path, answer: await statusOf(path) })));
  expect(answers.filter(({ answer }) => answer !== '200 image/png')).toEqual([]);
});

test('people have faces in the queue, wherever the network shows them', async () => {
  const { workspaceId } = admin;
  const items = await database().prisma.item.findMany({
    where: { workspaceId, channel: { network: { in: TELL_PICTURES } } },
    select: {
      kind: true,
      channel: { select: { network: true } },
      contact: { select: { name: true, avatarUrl: true } },
    },
  });
  expect(new Set(items.map(({ channel }) => channel.network))).toEqual(new Set(TELL_PICTURES));
  const faceless = items
    .filter(({ contact }) => !contact.avatarUrl?.includes('/_media/'))
    .map(({ kind, channel: { network } }) => ({ network, kind }));
  expect(faceless.filter((one) => JSON.stringify(one) !== JSON.stringify(WITHOUT_PICTURE))).toEqual([]);
});

test('the history has answers of the brand, closed windows, and a thread of sixty', async () => {
  const { workspaceId } = admin;
  const { prisma } = database();
  const answered = await prisma.message.findMany({
    where: { workspaceId, direction: 'outbound' },
    select: { channelId: true },
  });
  expect(new Set(answered.map(({ channelId }) => channelId)).size).toBe(8);
  const closed = await prisma.item.findMany({
    where: { workspaceId, kind: 'message', replyDeadline: { lt: new Date() } },
    select: { channel: { select: { network: true } } },
  });
  expect(closed.map(({ channel }) => channel.network)).toEqual(expect.arrayContaining(['facebook', 'instagram']));
  const top = await prisma.message.findFirstOrThrow({
    where: { workspaceId, text: { contains: 'la seule à faire bouillir' } },
  });
  const threads = await prisma.message.count({ where: { workspaceId, parentExternalId: top.externalId } });
  expect(threads).toBeGreaterThanOrEqual(60);
});

test('what happens while one looks on arrives: words, edits with what was there before, deletions', async () => {
  const { workspaceId } = admin;
  let waiting = audiences;
  while (waiting.length > 0) waiting = waiting.filter((audience) => audience.takeStep());
  await hearAll();
  await readAll();
  const { prisma } = database();
  const networkOf = new Map((await channels()).map(({ id, network }) => [id, network]));
  const edited = await prisma.message.findMany({ where: { workspaceId, versions: { some: {} } } });
  expect(edited.map(({ channelId }) => networkOf.get(channelId))).toEqual(
    expect.arrayContaining(['facebook', 'google', 'instagram', 'linkedin']),
  );
  // Who has written in private keeps the name that only their profile tells.
  const nora = { workspaceId, network: 'instagram', handle: 'nora_belkacem' };
  expect((await prisma.identity.findFirst({ where: nora }))?.name).toBe(personOf(nora.handle)?.name);
  const deleted = await prisma.message.findMany({ where: { workspaceId, deletedAt: { not: null } } });
  expect(deleted.map(({ channelId }) => networkOf.get(channelId))).toEqual(
    expect.arrayContaining(['facebook', 'tiktok']),
  );
  const messages = await prisma.message.findMany({ where: { workspaceId }, select: { text: true } });
  const texts = messages.map(({ text }) => text);
  expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
});
