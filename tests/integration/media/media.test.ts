import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { sealAttempt } from '#lib/channels/connecting/attempt.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { performErasures } from '#lib/erasure/perform-erasures.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { sweepMedia } from '#lib/media/sweep-media.ts';
import { picture } from '#sandbox/kit/picture.ts';
import { serveSandboxes } from '#sandbox/kit/serve.ts';
import { createSandbox as createX } from '#sandbox/x/sandbox.ts';
import { type ApiCall, anApiKey, aSession, serveApi } from '#tests/support/api-server.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { aMediaServer, MP4, PNG } from './media-server.ts';
import { ageCopy, anAttachment, aPersonWhoSends, copiesOf, dropCopies } from './person.ts';

const api = await serveApi();

async function aReader(person: Awaited<ReturnType<typeof aPersonWhoSends>>) {
  const { key } = await anApiKey(person.admin);
  return async (path: string, more: ApiCall = {}) =>
    await api.call('GET', `workspaces/${person.workspaceId}/${path}`, { key, ...more });
}

/** A media server, a contact who sent a picture, and a member who looks at it. */
async function aPicture(bytes: Buffer = PNG, type = 'image/png') {
  const server = await aMediaServer((_, response) => response.writeHead(200, { 'content-type': type }).end(bytes));
  const person = await aPersonWhoSends(server.origin);
  const id = await anAttachment(person, `${server.origin}/photo?token=1`);
  return { server, person, id, path: `media/${id}`, read: await aReader(person) };
}

describe('a picture that a contact sent', () => {
  test('an archived workspace serves the pictures that it has kept, and fetches none', async () => {
    const { person, path, read, server } = await aPicture();
    expect((await read(path)).status).toBe(200);
    const other = await anAttachment(person, `${server.origin}/other`);
    const ephemeral = await anAttachment(person, `${server.origin}/story`, { isEphemeral: true });
    const { name } = await database().prisma.workspace.findUniqueOrThrow({ where: { id: person.workspaceId } });
    await archiveWorkspace(person.admin, { name, eraseAfterDays: null, endsAccess: false });
    expect((await read(path)).status).toBe(200);
    for (const id of [other, ephemeral]) expect((await read(`media/${id}`)).status).toBe(404);
    expect(server.seen).toHaveLength(1);
  });

  test('a picture is served with its real type and headers that keep scripts from running', async () => {
    const { path, read } = await aPicture(PNG, 'text/html');
    const answer = await read(path);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=86400',
    });
  });

  test('a picture is fetched without any sign of who looks at it', async () => {
    const { path, person, server } = await aPicture();
    const headers = { referer: 'https://inbox.example.test/w/secret', 'user-agent': 'Browser of Inès', dnt: '1' };
    const sessionId = await aSession(person.admin);
    const answer = await api.call('GET', `workspaces/${person.workspaceId}/${path}`, { sessionId, headers });
    expect(answer.status).toBe(200);
    const [seen] = server.seen;
    expect(seen?.headers).toEqual({
      host: new URL(server.origin).host,
      connection: expect.any(String) as string,
      accept: expect.any(String) as string,
      'accept-encoding': 'identity',
      'user-agent': 'Parvis',
    });
  });

  test('a picture is fetched once, however many members look at it', async () => {
    const { path, read, server, person } = await aPicture();
    const answers = await Promise.all(Array.from({ length: 12 }, () => read(path)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    await read(path);
    expect(server.seen).toHaveLength(1);
    expect(copiesOf(person)).toHaveLength(1);
  });

  test('a picture has its own preview, and a missing preview or an attachment of ours is not found', async () => {
    const { read, server, person, path } = await aPicture();
    expect((await read(`${path}?preview=1`)).status).toBe(404);
    const film = await anAttachment(person, `${server.origin}/film`, { previewUrl: `${server.origin}/small` });
    expect((await read(`media/${film}?preview=1`)).status).toBe(200);
    expect(server.seen.map(({ url }) => url)).toEqual(['/small']);
    const upload = await anAttachment(person, null, { bytes: PNG, mimeType: 'image/png' });
    expect((await read(`media/${upload}`)).status).toBe(404);
  });

  test('a client may see a picture, a stranger and a visitor may not', async () => {
    const { path, person, read, server } = await aPicture();
    const { key } = await anApiKey((await aWorkspace()).admin);
    expect((await read(path, { key })).status).toBe(404);
    const other = await aPersonWhoSends(server.origin);
    expect((await (await aReader(other))(path)).status).toBe(404);
    const at = `workspaces/${person.workspaceId}/${path}`;
    expect((await api.call('GET', at)).status).toBe(401);
    expect(server.seen).toHaveLength(0);
    const { key: clientKey } = await anApiKey(await aMember({ workspaceId: person.workspaceId, role: 'client' }));
    expect((await api.call('GET', at, { key: clientKey })).status).toBe(200);
  });

  test('a picture that the network no longer serves is a problem, and nothing is stored', async () => {
    let status = 404;
    const server = await aMediaServer((_, response) => response.writeHead(status).end(PNG));
    const person = await aPersonWhoSends(server.origin);
    const path = `media/${await anAttachment(person, `${server.origin}/a`)}`;
    const read = await aReader(person);
    expect((await read(path)).status).toBe(404);
    status = 500;
    expect((await read(path)).status).toBe(503);
    expect(copiesOf(person)).toEqual([]);
  });
});

describe('a video', () => {
  test('a video is served in the ranges that a player requests', async () => {
    const { server, person, read } = await aPicture(MP4);
    const path = `media/${await anAttachment(person, `${server.origin}/film`, { kind: 'video' })}`;
    const whole = await read(path);
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    const part = async (range: string) => {
      const { status, headers, text } = await read(path, { headers: { range } });
      return [status, headers.get('content-range'), text.length];
    };
    const size = MP4.length;
    expect(await part('bytes=0-1')).toEqual([206, `bytes 0-1/${size}`, 2]);
    expect(await part('bytes=-10')).toEqual([206, `bytes ${size - 10}-${size - 1}/${size}`, 10]);
    expect(await part(`bytes=${size - 5}-`)).toEqual([206, `bytes ${size - 5}-${size - 1}/${size}`, 5]);
    expect(await part(`bytes=4-${size + 900}`)).toEqual([206, `bytes 4-${size - 1}/${size}`, size - 4]);
    expect(await part(`bytes=${size}-`)).toEqual([416, `bytes */${size}`, 0]);
    for (const whatever of ['bytes=9-3', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-'])
      expect(await part(whatever)).toEqual([200, null, size]);
  });
});

describe('avatars and posts', () => {
  test('the avatar of a contact and of an identity are served the same way', async () => {
    const { server, person, read } = await aPicture();
    const { prisma } = database();
    const data = { avatarUrl: `${server.origin}/ana` };
    for (const id of [person.contact.id, person.contact.identityId])
      expect((await read(`avatars/${id}`)).status).toBe(404);
    await prisma.identity.updateMany({ where: { id: person.contact.identityId }, data });
    await prisma.contact.updateMany({ where: { id: person.contact.id }, data });
    for (const id of [person.contact.id, person.contact.identityId])
      expect((await read(`avatars/${id}`)).headers.get('content-type')).toBe('image/png');
    expect(copiesOf(person)).toHaveLength(2);
    const { key } = await anApiKey((await aWorkspace()).admin);
    expect((await read(`avatars/${person.contact.id}`, { key })).status).toBe(404);
    await prisma.contact.updateMany({ where: { id: person.contact.id }, data: { avatarUrl: `${server.origin}/new` } });
    await sweepMedia();
    expect(copiesOf(person)).toEqual([expect.stringMatching(/^identity\./)]);
  });

  test("the avatar of a channel and of a post's author are served too", async () => {
    const { server, person, read } = await aPicture();
    const { prisma } = database();
    const owners = [person.channel.id, person.post.id];
    for (const id of owners) expect((await read(`avatars/${id}`)).status).toBe(404);
    await prisma.channel.updateMany({
      where: { id: person.channel.id },
      data: { avatarUrl: `${server.origin}/brand` },
    });
    await prisma.post.updateMany({ where: { id: person.post.id }, data: { authorAvatarUrl: `${server.origin}/ana` } });
    for (const id of owners) expect((await read(`avatars/${id}`)).headers.get('content-type')).toBe('image/png');
    await sweepMedia();
    expect(copiesOf(person).toSorted()).toEqual([
      expect.stringMatching(/^channel\./),
      expect.stringMatching(/^post\./),
    ]);
    const { key } = await anApiKey((await aWorkspace()).admin);
    for (const id of owners) expect((await read(`avatars/${id}`, { key })).status).toBe(404);
    await prisma.post.updateMany({ where: { id: person.post.id }, data: { deletedAt: new Date() } });
    await prisma.channel.updateMany({ where: { id: person.channel.id }, data: { avatarUrl: null } });
    await sweepMedia();
    expect(copiesOf(person)).toEqual([]);
  });

  test('the avatar of an account offered by a sign-in is served only to the member who signed in', async () => {
    const server = await aMediaServer((_, response) => response.writeHead(200).end(PNG));
    const { workspaceId, admin } = await aWorkspace();
    const settings = { clientId: 'app', baseUrl: `${server.origin}/x`, options: {} };
    const app = await inWorkspace(workspaceId, (tx) => writeNetworkApp(tx, { workspaceId, network: 'x', settings }));
    const id = randomUUID();
    const account = { externalId: '7', handle: 'lune', name: 'Lune', avatarUrl: `${server.origin}/lune` };
    const found = { networkAppId: app.id, connections: [{ account, credentials: {} }] };
    const [answeredAt, expiresAt] = [new Date(), new Date(Date.now() + 60_000)];
    const sealed = sealAttempt({ workspaceId, id }, found);
    const attempt = { workspaceId, id, memberId: admin.memberId, network: 'x', stateHash: id };
    await database().prisma.connectAttempt.create({ data: { ...attempt, ...sealed, answeredAt, expiresAt } });
    const look = async (caller: Caller, position: number) => {
      const { key } = await anApiKey(caller);
      return await api.call('GET', `workspaces/${workspaceId}/connections/${id}/accounts/${position}/picture`, { key });
    };
    const shown = await look(admin, 0);
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect((await look(admin, 1)).status).toBe(404);
    expect((await look(await aMember({ workspaceId, role: 'admin' }), 0)).status).toBe(404);
    expect((await look(await aMember({ workspaceId, role: 'manager' }), 0)).status).toBe(403);
  });

  test('the files of a post are served by their index', async () => {
    const { server, person, read } = await aPicture();
    const attachments = [{ kind: 'image', url: `${server.origin}/post` }];
    const change = async (data: object) =>
      await database().prisma.post.updateMany({ where: { id: person.post.id }, data });
    await change({ attachments });
    const at = (position: number | string) => read(`posts/${person.post.id}/media/${position}`);
    expect([(await at(0)).status, (await at(1)).status, (await at('x')).status]).toEqual([200, 404, 404]);
    expect(copiesOf(person)).toHaveLength(1);
    await change({ variant: 'story' });
    await sweepMedia();
    expect(copiesOf(person)).toEqual([]);
    expect((await at(0)).headers.get('cache-control')).toBe('no-store');
    expect(copiesOf(person)).toEqual([]);
  });
});

describe('stored copies', () => {
  test('a story that expires and a deleted message are not copied', async () => {
    const { server, person, read, id } = await aPicture();
    await database().prisma.message.updateMany({ where: { id: person.message.id }, data: { deletedAt: new Date() } });
    expect((await read(`media/${id}`)).headers.get('cache-control')).toBe('no-store');
    await database().prisma.message.updateMany({ where: { id: person.message.id }, data: { deletedAt: null } });
    const story = await anAttachment(person, `${server.origin}/story`, { isEphemeral: true });
    expect((await read(`media/${story}`)).headers.get('cache-control')).toBe('no-store');
    expect(copiesOf(person)).toEqual([]);
  });

  test('the copies of a message are deleted with it, and not served meanwhile', async () => {
    const { server, person, read, path } = await aPicture();
    await read(path);
    await database().prisma.message.updateMany({ where: { id: person.message.id }, data: { deletedAt: new Date() } });
    await read(path);
    expect(server.seen).toHaveLength(2);
    await sweepMedia();
    expect(copiesOf(person)).toEqual([]);
  });

  test('the copies of a person are deleted with a deletion request', async () => {
    const { server, person, read, path } = await aPicture();
    const data = { avatarUrl: `${server.origin}/ana` };
    await database().prisma.identity.updateMany({ where: { id: person.contact.identityId }, data });
    await read(path);
    await read(`avatars/${person.contact.identityId}`);
    expect(copiesOf(person)).toHaveLength(2);
    await database().prisma.erasureRequest.create({
      data: { code: crypto.randomUUID(), network: person.network, externalIds: [person.contact.externalId] },
    });
    await performErasures();
    expect(copiesOf(person)).toEqual([]);
    expect((await read(path)).status).toBe(404);
    expect((await read(`avatars/${person.contact.identityId}`)).status).toBe(404);
  });

  test('the oldest copies are deleted when there are too many', async () => {
    dropCopies();
    const { server, person, read } = await aPicture();
    const ids: string[] = [];
    for (const [age, name] of ['newest', 'newer', 'oldest'].entries()) {
      const id = await anAttachment(person, `${server.origin}/${name}`);
      await read(`media/${id}`);
      ageCopy(person, id, age);
      ids.push(id);
    }
    await sweepMedia({ limit: 2 * PNG.length });
    const left = copiesOf(person).map((name) => name.split('.')[1]);
    expect(new Set(left)).toEqual(new Set(ids.slice(0, 2)));
  });
});

describe('pictures of the stand-ins', () => {
  test('the stand-ins serve a different picture for each name', () => {
    const [one, same, other] = ['ana', 'ana', 'noa'].map((name) => picture(`${name}.png`).body);
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
    expect(picture('../ana.png').status).toBe(404);
  });

  test('the contacts of the demo have avatars', async () => {
    const served = await serveSandboxes(new Map([['x', createX]]), { hangsPictures: true });
    onTestFinished(() => served.stop());
    const { sandbox, url } = served.networks.get('x') ?? {};
    if (!sandbox || !url) throw new Error('it is served');
    const { workspaceId, admin } = await aWorkspace();
    const settings = { baseUrl: url, ...sandbox.app, options: sandbox.app.options ?? {} };
    await inWorkspace(workspaceId, (tx) => writeNetworkApp(tx, { workspaceId, network: 'x', settings }));
    const { id: channelId } = await connectChannel(admin, { network: 'x', credentials: sandbox.connectInput() });
    const under = sandbox.brandPosts('Nos nouveautés sont là');
    sandbox.fanWrites({ kind: 'comment', text: 'Bonjour !', fan: 'ana', under });
    await pullChannel({ workspaceId, channelId });
    const { key } = await anApiKey(admin);
    const { contactId } = await database().prisma.item.findFirstOrThrow({ where: { workspaceId } });
    const answer = await api.call('GET', `workspaces/${workspaceId}/avatars/${contactId}`, { key });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  });
});
