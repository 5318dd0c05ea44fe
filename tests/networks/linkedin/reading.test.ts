import { describe, expect, test } from 'vitest';
import { linkedin } from '#lib/networks/linkedin/connector.ts';
import { ORG } from '#sandbox/linkedin/world.ts';
import { messagesIn, pullAll } from '../channel.ts';
import { worldOfEach } from './world.ts';

const world = worldOfEach();
const DAY_MS = 24 * 3_600_000;

describe('pulling from LinkedIn', () => {
  test('answers and long threads are read, and each post with LinkedIn’s count', async () => {
    const { sandbox, connect } = world();
    const post = sandbox.brandPosts('Cent vingt avis');
    const ids = Array.from({ length: 120 }, (_, at) =>
      sandbox.fanWrites({ kind: 'comment', text: `Avis ${at}`, under: post }),
    );
    const small = sandbox.brandPosts('Un seul avis');
    const first = sandbox.fanWrites({ kind: 'comment', text: 'Bravo', under: small });
    const answer = sandbox.fanWrites({ kind: 'comment', text: 'Bis', under: first });
    const channel = await connect();
    const posts = new Map<string, number | undefined>();
    const seen = new Set<string>();
    for await (const page of linkedin.pull(channel, null)) {
      for (const { externalId, counts } of page.posts ?? []) posts.set(externalId, counts?.replies);
      for (const { externalId } of messagesIn(page.events)) seen.add(externalId);
    }
    expect([...seen].sort()).toEqual([...ids, first, answer].sort());
    expect([...posts]).toEqual([
      [small, 2],
      [post, undefined],
    ]);
    const counted = await linkedin.reportedCounts(channel, [post, small, 'urn:li:activity:1']);
    expect([...counted]).toEqual([
      [post, 120],
      [small, 2],
    ]);
  });

  test('a quiet pull is one call', async () => {
    const { sandbox, connect, calls } = world();
    sandbox.fanWrites({ kind: 'comment', text: 'Bonsoir', under: sandbox.brandPosts('Fermé demain') });
    const channel = await connect();
    const { cursor } = await pullAll(linkedin, channel);
    const before = calls.length;
    await pullAll(linkedin, channel, cursor);
    expect(calls.slice(before).map(({ path }) => path)).toEqual(['/rest/organizationalEntityNotifications']);
  });

  test('two notification ids past 2^53 that differ by one are two notifications', async () => {
    const { sandbox, connect } = world();
    const post = sandbox.brandPosts('Deux fois');
    const channel = await connect();
    const { cursor } = await pullAll(linkedin, channel);
    const one = sandbox.fanWrites({ kind: 'comment', text: 'Un', under: post });
    const [last] = sandbox.world.notifications.slice(-1);
    const next = await pullAll(linkedin, channel, cursor);
    const other = sandbox.fanWrites({ kind: 'comment', text: 'Deux', under: post });
    const latest = sandbox.world.notifications.at(-1);
    if (last && latest) [last.id, latest.id] = ['9007199254740992', '9007199254740993'];
    if (last) (next.cursor as { told: string[] }).told = [last.id]; // as if it had been told by that id
    const { events } = await pullAll(linkedin, channel, next.cursor);
    expect(messagesIn(events).map(({ externalId }) => externalId)).toEqual([other]);
    expect(messagesIn(next.events).map(({ externalId }) => externalId)).toEqual([one]);
  });

  test('comments without a notification are found within six hours', async () => {
    const { sandbox, connect, calls } = world();
    const post = sandbox.brandPosts('Pour nos abonnés seulement');
    const channel = await connect();
    const { cursor } = await pullAll(linkedin, channel);
    const id = sandbox.fanWrites({ kind: 'comment', text: 'Sans bruit', under: post });
    sandbox.world.notifications.length = 0;
    const later = await pullAll(linkedin, channel, cursor);
    expect(messagesIn(later.events)).toEqual([]);
    channel.advance(6 * 3_600_000);
    const found = await pullAll(linkedin, channel, later.cursor);
    expect(messagesIn(found.events).map(({ externalId }) => externalId)).toEqual([id]);
    const before = calls.length;
    await pullAll(linkedin, channel, found.cursor);
    expect(calls.length - before).toBe(1);
    channel.advance(6 * 3_600_000);
    expect(messagesIn((await pullAll(linkedin, channel, found.cursor)).events)).toEqual([]);
  });

  test('the page’s comment that answers nobody is no message', async () => {
    const { sandbox, connect } = world();
    const post = sandbox.brandPosts('Soldes');
    sandbox.world.comment({ on: post, actor: ORG, text: 'Le lien est en bio.' });
    const { events } = await pullAll(linkedin, await connect());
    expect(messagesIn(events)).toEqual([expect.not.objectContaining({ contactExternalId: expect.anything() })]);
  });

  test('under its own comment, the page answers the last other person, in pulls and pushes', async () => {
    const { sandbox, connect } = world();
    const remark = sandbox.world.comment({ on: sandbox.brandPosts('Soldes'), actor: ORG, text: 'Des questions ?' });
    sandbox.fanWrites({ kind: 'comment', text: 'Non', under: remark.urn, fan: 'noa', agoMs: 3_000 });
    sandbox.fanWrites({ kind: 'comment', text: 'Oui : les tailles ?', under: remark.urn, fan: 'ines', agoMs: 2_000 });
    sandbox.takeDeliveries();
    const answer = sandbox.world.comment({ on: remark.urn, actor: ORG, text: 'Du 34 au 48.', agoMs: 1_000 });
    sandbox.fanWrites({ kind: 'comment', text: 'Merci', under: remark.urn, fan: 'tom' });
    const channel = await connect();
    const [delivery] = sandbox.takeDeliveries();
    const body = new TextDecoder().decode(delivery?.body);
    const pushed = await linkedin.webhook?.parse(channel, { headers: {}, body, receivedAt: new Date() });
    const { events } = await pullAll(linkedin, channel);
    for (const told of [events, pushed?.events ?? []]) {
      const own = messagesIn(told).find(({ externalId }) => externalId === answer.urn);
      expect(own).toMatchObject({ direction: 'outbound', contactExternalId: sandbox.world.person('ines') });
    }
  });

  test('LinkedIn’s cursor stays small', async () => {
    const { sandbox, connect } = world();
    for (let at = 0; at < 150; at += 1) {
      sandbox.fanWrites({ kind: 'comment', text: 'Salut', under: sandbox.brandPosts(`Note ${at}`) });
    }
    const { cursor } = await pullAll(linkedin, await connect());
    expect(JSON.stringify(cursor).length).toBeLessThan(16_000);
  });
});

describe('reading LinkedIn again', () => {
  test('a comment is read as it is, a deleted one as gone, and a mention from its notification', async () => {
    const { sandbox, connect } = world();
    const post = sandbox.brandPosts('Trois');
    const kept = sandbox.fanWrites({ kind: 'comment', text: 'Reste', under: post });
    const gone = sandbox.fanWrites({ kind: 'comment', text: 'Part', under: post });
    const mention = sandbox.fanWrites({ kind: 'mention', text: 'Merci Maison Colibri !' });
    const channel = await connect();
    const { events } = await pullAll(linkedin, channel);
    const held = messagesIn(events).map(({ reference = {}, ...one }) => ({ ...one, reference }));
    sandbox.fanEdits(kept, 'Reste encore');
    sandbox.fanDeletes(gone);
    const again = await linkedin.recheck?.(channel, held);
    expect(again).toHaveLength(3);
    expect(again).toContainEqual(expect.objectContaining({ externalId: kept, text: 'Reste encore' }));
    expect(again).toContainEqual(expect.objectContaining({ type: 'message_deleted', externalId: gone }));
    expect(again).toContainEqual(expect.objectContaining({ externalId: mention, text: 'Merci Maison Colibri !' }));
    expect(linkedin.retention).toMatchObject({ profilesForMs: DAY_MS, textsForMs: 2 * DAY_MS });
  });

  test('a post is read with all its answers', async () => {
    const { sandbox, connect } = world();
    const post = sandbox.brandPosts('Relecture');
    const first = sandbox.fanWrites({ kind: 'comment', text: 'Un', under: post });
    const answer = sandbox.fanWrites({ kind: 'comment', text: 'Deux', under: first });
    const channel = await connect();
    const seen: string[] = [];
    for await (const { events } of linkedin.rereadPost?.(channel, post) ?? []) {
      seen.push(...messagesIn(events).map(({ externalId }) => externalId));
    }
    expect(seen).toEqual([first, answer]);
  });
});
