import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '#lib/networks/contract.ts';
import { linkedin } from '#lib/networks/linkedin/connector.ts';
import { answerHandshake } from '#lib/networks/webhook-guard.ts';
import { ADMIN, ORG } from '#sandbox/linkedin/world.ts';
import { messagesIn } from '../channel.ts';
import { worldOfEach } from './world.ts';

const app = { clientSecret: 's3cret', options: {} };
const world = worldOfEach();

const signed = (body: string, signature: string): WebhookRequest => ({
  method: 'POST',
  query: {},
  headers: { 'x-li-signature': signature },
  body: Buffer.from(body),
});
const hex = (message: string) => createHmac('sha256', 's3cret').update(message).digest('hex');
const verify = (request: WebhookRequest) => linkedin.webhook?.verify(request, app, new Date());

describe('the signature of LinkedIn’s deliveries', () => {
  const body = '{"type":"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS","notifications":[ ]}';
  test('a signature covers the prefix and the exact bytes', () => {
    expect(verify(signed(body, hex(`hmacsha256=${body}`)))).toBe('genuine');
    expect(verify(signed(body, hex(body)))).toBe('forged');
    expect(verify(signed(body.replace('[ ]', '[]'), hex(`hmacsha256=${body}`)))).toBe('forged');
    expect(verify(signed(body, ''))).toBe('forged');
  });
});

const CHALLENGE = '890e4665-4dfe-4ab1-b689-ed553bceeed0';

describe('LinkedIn’s handshake', () => {
  test('the challenge is answered with its HMAC', () => {
    const request = {
      method: 'GET',
      query: { challengeCode: CHALLENGE, applicationId: '1' },
      headers: {},
      body: new Uint8Array(),
    };
    const answer = (asked: WebhookRequest) => linkedin.webhook && answerHandshake(linkedin.webhook, asked, app);
    expect(answer(request)).toEqual({
      kind: 'answered',
      answer: {
        status: 200,
        contentType: 'application/json',
        body: JSON.stringify({ challengeCode: CHALLENGE, challengeResponse: hex(CHALLENGE) }),
      },
    });
    expect(answer({ ...request, method: 'POST' })).toEqual({ kind: 'none' });
    expect(answer({ ...request, query: {} })).toEqual({ kind: 'none' });
    expect(answer({ ...request, query: { challengeCode: 'abc' } })).toMatchObject({ why: 'not_a_challenge' });
  });
});

describe('deliveries of LinkedIn', () => {
  const parse = async (body: string) => {
    const channel = await world().connect();
    return linkedin.webhook?.parse(channel, { headers: {}, body, receivedAt: new Date() });
  };
  const bodies = () =>
    world()
      .sandbox.takeDeliveries()
      .map(({ body }) => new TextDecoder().decode(body));
  const merged = () => {
    const all = bodies().map((body) => /"notifications":\[(.*)\]\}$/.exec(body)?.[1]);
    return `{"type":"ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS","notifications":[${all.join(',')}]}`;
  };

  test('a comment that is delivered for two members is one message with its post', async () => {
    const { sandbox } = world();
    const post = sandbox.brandPosts('Le nouvel atelier ouvre samedi');
    const id = sandbox.fanWrites({ kind: 'comment', text: 'À quelle heure ?', under: post });
    const [body = ''] = bodies();
    const twice = body.replace(/"notifications":\[(.*)\]\}$/, (_, one: string) => `"notifications":[${one},${one}]}`);
    const told = await parse(twice);
    expect(told?.events).toEqual([
      expect.objectContaining({
        externalId: id,
        text: 'À quelle heure ?',
        threadExternalId: post,
        postExternalId: post,
        author: expect.objectContaining({ name: 'LinkedIn member' }),
      }),
    ]);
    expect(told?.posts).toEqual([
      expect.objectContaining({ externalId: post, isOwn: true, text: 'Le nouvel atelier ouvre samedi' }),
    ]);
  });

  test('an answer is reported with the comment above, and the page’s own answer with its addressee', async () => {
    const { sandbox } = world();
    const post = sandbox.brandPosts('Portes ouvertes');
    const first = sandbox.fanWrites({ kind: 'comment', text: 'On peut venir en famille ?', under: post, fan: 'noa' });
    const answer = sandbox.fanWrites({ kind: 'comment', text: 'Pareil !', under: first, fan: 'ines' });
    const own = sandbox.world.comment({ on: first, actor: ORG, text: 'Oui, venez tous.' });
    const messages = messagesIn((await parse(merged()))?.events ?? []);
    expect(messages.find(({ externalId }) => externalId === answer)).toMatchObject({ parentExternalId: first });
    expect(messages.find(({ externalId }) => externalId === own.urn)).toMatchObject({
      direction: 'outbound',
      parentExternalId: first,
      contactExternalId: sandbox.world.person('noa'),
    });
  });

  test('an edit and a deletion are reported', async () => {
    const { sandbox } = world();
    const post = sandbox.brandPosts('Concours');
    const edited = sandbox.fanWrites({ kind: 'comment', text: 'Je paticipe', under: post });
    const deleted = sandbox.fanWrites({ kind: 'comment', text: 'Non', under: post });
    sandbox.takeDeliveries();
    sandbox.fanEdits(edited, 'Je participe');
    sandbox.fanDeletes(deleted);
    const { events } = (await parse(merged())) ?? { events: [] };
    expect(events).toEqual([
      expect.objectContaining({ externalId: edited, text: 'Je participe', editedAt: expect.any(Date) }),
      { type: 'message_deleted', externalId: deleted, deletedAt: expect.any(Date) },
    ]);
  });

  test('a delivered comment that is gone is reported as deleted', async () => {
    const { sandbox } = world();
    const id = sandbox.fanWrites({ kind: 'comment', text: 'Éphémère', under: sandbox.brandPosts('Ce soir') });
    const [body = ''] = bodies();
    sandbox.fanDeletes(id);
    expect((await parse(body))?.events).toEqual([expect.objectContaining({ type: 'message_deleted', externalId: id })]);
  });

  test('likes, shares and events of another page bring nothing', async () => {
    const like = { notificationId: 1, organizationalEntity: ORG, subscriber: ADMIN, action: 'LIKE', lastModifiedAt: 1 };
    const other = { ...like, action: 'SHARE_MENTION', organizationalEntity: 'urn:li:organization:1' };
    const body = JSON.stringify({ notifications: [like, { ...like, action: 'SHARE' }, other] });
    expect(linkedin.webhook?.readAccountIds({ headers: {}, body })).toEqual([ORG, 'urn:li:organization:1']);
    expect(await parse(body)).toEqual({ events: [], posts: [] });
  });

  test('an unreadable delivery throws', async () => {
    await expect(parse('{"notifications":[{}]}')).rejects.toThrow();
    expect(() => linkedin.webhook?.readAccountIds({ headers: {}, body: 'no' })).toThrow();
  });
});

describe('subscribing to LinkedIn', () => {
  const address = 'https://inbox.example.com/api/webhooks/linkedin';
  test('the subscription is made once, and again after the network removed it', async () => {
    const { sandbox, connect, calls } = world();
    const channel = await connect();
    const puts = () => calls.filter(({ method }) => method === 'PUT').length;
    const [member] = [ADMIN];
    expect(channel.credentials.member).toBe(member);
    await linkedin.webhook?.subscribe?.(channel, address);
    await linkedin.webhook?.subscribe?.(channel, address);
    expect(sandbox.subscriptions.webhook).toBe(address);
    expect(puts()).toBe(1);
    sandbox.subscriptions.webhook = null;
    await linkedin.webhook?.subscribe?.(channel, address);
    expect(puts()).toBe(2);
  });

  test('subscribing needs the app’s number', async () => {
    const channel = await world().connect();
    channel.app = { ...channel.app, options: {} };
    await expect(linkedin.webhook?.subscribe?.(channel, address)).rejects.toMatchObject({ reason: 'app_not_set_up' });
  });
});
