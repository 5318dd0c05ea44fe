import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tiktok } from '#lib/networks/tiktok/connector.ts';
import { BRAND } from '#sandbox/tiktok/world.ts';
import { aTikTok, type TikTok } from './world.ts';

let world: TikTok;
let video: string;
beforeEach(async () => {
  world = await aTikTok();
  video = world.sandbox.brandPosts('Nos nouveautés sont là');
});
afterEach(() => world.stop());

const says = (text: string, given: { fan?: string; under?: string } = {}) =>
  world.sandbox.fanWrites({ kind: 'comment', text, under: video, ...given });
/** A delivery in the network's format: `content` is text, with ids as bare integers. */
const tells = (event: string, content: string, given: Record<string, unknown> = {}) => {
  const envelope = {
    client_key: '7',
    event,
    create_time: 1786557600,
    user_openid: world.sandbox.brand.externalId,
    content,
    ...given,
  };
  return world.parsed([
    { method: 'POST', query: {}, headers: {}, body: new TextEncoder().encode(JSON.stringify(envelope)) },
  ]);
};

describe('signatures of TikTok’s deliveries', () => {
  const body = new TextEncoder().encode('{"event":"comment.update","text":"é"}');
  const at = 1786557600;
  const signed = (header: string) => ({ method: 'POST', query: {}, headers: { 'tiktok-signature': header }, body });
  const sign = (secret: string, time = at) =>
    createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
  const verify = (header: string, now = new Date(at * 1000)) =>
    tiktok.webhook?.verify(signed(header), { clientSecret: 'geheim', options: {} }, now);

  test('a signature covers the time and the exact bytes', () => {
    expect(verify(`t=${at},s=${sign('geheim')}`)).toBe('genuine');
    expect(verify(`s=${sign('geheim')}, t=${at}`)).toBe('genuine');
    expect(verify(`t=${at},s=${sign('another')}`)).toBe('forged');
    expect(verify(`t=${at + 1},s=${sign('geheim')}`)).toBe('forged');
    expect(verify(`t=${at}`)).toBe('forged');
    expect(verify('')).toBe('forged');
  });

  test('a delivery is repeated for three days, and its signature stays right; one from the future is stale', () => {
    const header = `t=${at},s=${sign('geheim')}`;
    expect(verify(header, new Date(at * 1000 + 72 * 3_600_000))).toBe('genuine');
    expect(verify(`t=${at},s=${sign('another')}`, new Date(at * 1000 + 72 * 3_600_000))).toBe('forged');
    expect(verify(header, new Date(at * 1000 - 301_000))).toBe('stale');
  });
});

describe('pushed TikTok comments', () => {
  test('a new comment is read from the network when the delivery lacks its text', async () => {
    const id = says('Vous êtes ouverts ?', { fan: 'lea' });
    expect(await world.parsed()).toMatchObject([
      {
        externalId: id,
        text: 'Vous êtes ouverts ?',
        author: { externalId: 'u_lea', handle: 'lea' },
        postExternalId: video,
      },
    ]);
  });

  test('a reply is found under the comment it answers', async () => {
    const top = says('Vous êtes ouverts ?');
    const { id } = world.sandbox.world.addComment({ videoId: video, parentId: top, author: BRAND, text: 'Oui' });
    const content = `{"comment_id":${id},"video_id":${video},"parent_comment_id":${top},"comment_type":"reply","comment_action":"insert","unique_identifier":"x","timestamp":1786557598000}`;
    expect(await tells('comment.update', content)).toMatchObject([
      { externalId: id, direction: 'outbound', contactExternalId: 'u_ana', parentExternalId: top, text: 'Oui' },
    ]);
  });

  test('a comment that is not listed yet is reported from the delivery, or left to the next pull', async () => {
    const content = (text: string) =>
      `{"comment_id":7400999999999999999,"video_id":${video},"parent_comment_id":0,"comment_type":"comment","comment_action":"insert","unique_identifier":"u_abc","timestamp":1786557598000${text}}`;
    expect(await tells('comment.update', content(',"text":"Déjà là"'))).toMatchObject([
      { externalId: '7400999999999999999', text: 'Déjà là', author: { externalId: 'u_abc' } },
    ]);
    expect(await tells('comment.update', content(''))).toEqual([]);
  });

  test.each([
    ['delete', { type: 'message_deleted', deletedAt: new Date(1786557598000) }],
    ['set_to_hidden', { type: 'message_hidden', hidden: true }],
    ['set_to_friends_only', { type: 'message_hidden', hidden: true }],
    ['set_to_public', { type: 'message_hidden', hidden: false }],
  ])('the event %s is reported with all digits of its id', async (action, event) => {
    const content = `{"comment_id":7400000000000000001,"video_id":7399000000000000001,"parent_comment_id":0,"comment_type":"comment","comment_action":"${action}","unique_identifier":"u_abc","timestamp":1786557598000}`;
    expect(await tells('comment.update', content)).toEqual([{ externalId: '7400000000000000001', ...event }]);
  });

  test('what was hidden and shown again while its delivery was repeated is reported as it is now', async () => {
    const id = says('Bof');
    const content = (at: number) =>
      `{"comment_id":${id},"video_id":${video},"parent_comment_id":0,"comment_type":"comment","comment_action":"set_to_hidden","unique_identifier":"u_ana","timestamp":${at}}`;
    expect(await tells('comment.update', content(world.now().getTime() - 3_600_000))).toEqual([
      { type: 'message_hidden', externalId: id, hidden: false },
    ]);
    expect(await tells('comment.update', content(world.now().getTime()))).toEqual([
      { type: 'message_hidden', externalId: id, hidden: true },
    ]);
  });

  test('a comment that the brand hid is reported as hidden', async () => {
    const id = says('Bof');
    const message = await world.find(id);
    world.sandbox.takeDeliveries();
    await tiktok.perform(world.channel, {
      kind: 'hide',
      itemKind: 'comment',
      keys: {},
      progress: {},
      target: {
        externalId: id,
        threadExternalId: video,
        authorExternalId: 'u_ana',
        reference: message?.reference ?? {},
      },
      text: '',
      attachments: [],
      requestedAt: world.now(),
    });
    expect(await world.parsed()).toEqual([{ type: 'message_hidden', externalId: id, hidden: true }]);
  });
});

describe('pushed TikTok messages', () => {
  const content = (given: Record<string, unknown> = {}) =>
    JSON.stringify({
      from: 'jo',
      to: 'lamaisonclaire',
      unique_identifier: 'u_abc',
      from_user: { id: 'u_abc', role: 'PERSONAL_ACCOUNT' },
      to_user: { id: world.sandbox.brand.externalId, role: 'BUSINESS_ACCOUNT' },
      conversation_id: '0:1:7000:7001',
      message_id: '7400000000000000005',
      timestamp: 1786557900000,
      type: 'text',
      text: { body: 'Bonjour' },
      ...given,
    });

  test('messages of people, and of the brand in the app, are reported', async () => {
    expect(await tells('im_receive_msg', content())).toMatchObject([
      {
        externalId: '7400000000000000005',
        threadExternalId: '0:1:7000:7001',
        direction: 'inbound',
        author: { externalId: 'u_abc', handle: 'jo' },
        createdAt: new Date(1786557900000),
      },
    ]);
    const sent = { from: 'lamaisonclaire', to: 'jo', from_user: undefined, to_user: undefined };
    expect(await tells('im_send_msg', content(sent))).toMatchObject([
      { direction: 'outbound', contactExternalId: 'u_abc' },
    ]);
  });

  test.each([
    ['im_mark_read_msg', '{"conversation_id":"c","read":{"last_read_timestamp":1786557905000}}'],
    ['im_receive_msg_eu', '{"to":"acme","to_user":{},"timestamp":1786557905000}'],
    ['im_referral_msg', '{"conversation_id":"c"}'],
    [
      'im_receive_high_intent_comment',
      '{"comment_id":"7400000000000000001","comment_text":"Prix ?","is_follower":true}',
    ],
  ])('the event %s brings nothing', async (event, told) => {
    expect(await tells(event, told)).toEqual([]);
  });
});

describe('pushed TikTok mentions', () => {
  const told = (given: Record<string, unknown>) =>
    JSON.stringify({
      type_of_event: 'CREATE',
      mention_type: 'VIDEO_MENTION',
      video_id: '7399000000000000008',
      comment_id: '0',
      video_create_time: 1786557000,
      open_id_of_mentioned_user: world.sandbox.brand.externalId,
      unique_name_of_mentioned_user: 'lamaisonclaire',
      share_url: 'https://www.tiktok.com/@zoe/video/7399000000000000008',
      video_caption: 'Avec @lamaisonclaire',
      ...given,
    });

  test('a post that can no longer be read is reported from the delivery', async () => {
    expect(await tells('brand.mention.event', told({}))).toMatchObject([
      {
        kind: 'mention',
        externalId: '7399000000000000008',
        text: 'Avec @lamaisonclaire',
        author: { externalId: '@zoe' },
      },
    ]);
  });

  test('a changed post is a new version', async () => {
    expect(await tells('brand.mention.event', told({ type_of_event: 'EDIT' }))).toMatchObject([
      { externalId: '7399000000000000008', editedAt: new Date(1786557600000) },
    ]);
  });

  test('a withdrawn post is reported as deleted', async () => {
    expect(await tells('brand.mention.event', told({ type_of_event: 'PRIVACY_CHANGE' }))).toEqual([
      { type: 'message_deleted', externalId: '7399000000000000008', deletedAt: new Date(1786557600000) },
    ]);
  });
});

test('an unreadable mention throws, and one of another account brings nothing', async () => {
  await expect(tells('comment.update', '{"comment_id":7400')).rejects.toThrow(SyntaxError);
  await expect(tells('user.moved', '{}')).rejects.toThrow('user.moved');
  expect(() => tiktok.webhook?.readAccountIds({ headers: {}, body: '{}' })).toThrow('user_openid');
  expect(await tells('comment.update', '{}', { user_openid: '_000other' })).toEqual([]);
});

test('the app’s address is set where it is not set yet', async () => {
  const address = 'https://inbox.example.org/api/webhooks/tiktok';
  await tiktok.webhook?.subscribe?.(world.channel, address);
  expect(world.callsOf('business/webhook/update')).toBe(3);
  await tiktok.webhook?.subscribe?.(world.channel, address);
  expect(world.callsOf('business/webhook/update')).toBe(3);
});

test('an event that is refused keeps no other from being subscribed', async () => {
  world.sandbox.withhold?.('DIRECT_MESSAGE');
  const outcomes = await tiktok.webhook?.subscribe?.(world.channel, 'https://inbox.example.org/api/webhooks/tiktok');
  expect(outcomes?.map(({ event, refusal }) => [event, refusal?.reason ?? null])).toEqual([
    ['COMMENT', null],
    ['DIRECT_MESSAGE', 'missing_permission'],
    ['BRAND_MENTION', null],
  ]);
});
