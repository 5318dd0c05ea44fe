import { describe, expect, test } from 'vitest';
import { linkedin } from '#lib/networks/linkedin/connector.ts';
import { actionOn, messagesIn, pullAll } from '../channel.ts';
import { worldOfEach } from './world.ts';

const world = worldOfEach();

async function aMessage(id: string) {
  const channel = await world().connect();
  const { events } = await pullAll(linkedin, channel);
  return { channel, message: messagesIn(events).find(({ externalId }) => externalId === id) };
}

describe('answering on LinkedIn', () => {
  test('an answer to an answer is written under the top comment', async () => {
    const { sandbox } = world();
    const first = sandbox.fanWrites({ kind: 'comment', text: 'Un', under: sandbox.brandPosts('Débat') });
    const second = sandbox.fanWrites({ kind: 'comment', text: 'Deux', under: first, fan: 'ines' });
    const { channel, message } = await aMessage(second);
    const { externalId = '' } = await linkedin.perform(
      channel,
      actionOn(linkedin, 'reply', message, { text: 'Trois' }),
    );
    expect(sandbox.world.comments.get(externalId)).toMatchObject({ parent: first, text: 'Trois' });
  });

  test('the same text to two people under one comment makes two answers', async () => {
    const { sandbox } = world();
    const first = sandbox.fanWrites({ kind: 'comment', text: 'Bravo', under: sandbox.brandPosts('Prix') });
    const second = sandbox.fanWrites({ kind: 'comment', text: 'Félicitations', under: first, fan: 'ines' });
    const { channel, message: one } = await aMessage(first);
    const { message: other } = await aMessage(second);
    const to = await linkedin.perform(channel, actionOn(linkedin, 'reply', one, { text: 'Merci !' }));
    const belongsToOtherAction = (id: string) => Promise.resolve(id === to.externalId);
    const action = actionOn(linkedin, 'reply', other, { text: 'Merci !', belongsToOtherAction });
    const too = await linkedin.perform(channel, action);
    expect(too.externalId).not.toBe(to.externalId);
    expect(await linkedin.findPerformed(channel, action)).toEqual(too);
  });

  test('a comment may have 1,250 characters, and pictures are refused before anything is sent', async () => {
    const { sandbox, calls } = world();
    const id = sandbox.fanWrites({ kind: 'comment', text: 'Détails ?', under: sandbox.brandPosts('Long') });
    const { channel, message } = await aMessage(id);
    const reply = (
      text: string,
      attachments: { bytes: Uint8Array<ArrayBuffer>; mimeType: string; altText: string; publicUrl: string }[] = [],
    ) => linkedin.perform(channel, actionOn(linkedin, 'reply', message, { text, attachments }));
    await reply('é'.repeat(1_250));
    const before = calls.length;
    await expect(reply('é'.repeat(1_251))).rejects.toMatchObject({ reason: 'text_too_long' });
    const picture = {
      bytes: new Uint8Array([1]),
      mimeType: 'image/png',
      altText: '',
      publicUrl: 'https://example.com/a.png',
    };
    await expect(reply('Voici', [picture])).rejects.toMatchObject({ reason: 'attachment_refused' });
    expect(calls.length).toBe(before);
  });

  test('the answer to a mention is written under the post that names the page', async () => {
    const { sandbox } = world();
    const id = sandbox.fanWrites({ kind: 'mention', text: 'Super équipe !' });
    const { channel, message } = await aMessage(id);
    await linkedin.perform(channel, actionOn(linkedin, 'reply', message, { text: 'Merci à vous' }));
    expect(sandbox.answersTo(id)).toEqual(['Merci à vous']);
    const like = actionOn(linkedin, 'like', message);
    await expect(linkedin.perform(channel, like)).rejects.toMatchObject({ reason: 'not_offered' });
  });
});

describe('LinkedIn’s rate limits', () => {
  test('in the development tier every call counts for the app’s and the member’s day', async () => {
    const { connect } = world();
    const channel = await connect();
    const taken: Record<string, number>[] = [];
    const { acquire } = channel.rateLimiter;
    channel.rateLimiter.acquire = (call) => {
      taken.push(call.costs);
      return acquire(call);
    };
    channel.app = { ...channel.app, options: { ...channel.app.options, daily_calls: 'development' } };
    await pullAll(linkedin, channel);
    expect(taken[0]).toEqual({ notifications: 1, app_day: 1, member_day: 1 });
    expect(linkedin.rateLimits).toMatchObject({
      app_day: { scope: 'app', max: 500, window: { untilMidnightIn: 'UTC' } },
      member_day: { scope: 'channel', max: 100 },
    });
  });

  test('an endpoint with a used-up day is not called until midnight UTC', async () => {
    const { sandbox, connect } = world();
    const channel = await connect();
    const closed: Record<string, Date> = {};
    channel.rateLimiter.blockUntil = (name, until) => {
      closed[name] = until;
      return Promise.resolve();
    };
    sandbox.api.dailyCalls = 0;
    await expect(pullAll(linkedin, channel)).rejects.toMatchObject({ kind: 'rate_limited' });
    expect(closed.notifications?.getTime()).toBe(new Date().setUTCHours(24, 0, 0, 0));
  });
});
