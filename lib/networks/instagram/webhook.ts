import type { InboundAuthor, InboundEvent, InboundPost, WebhookHandler } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { eventOfMessaging, participantsOf } from '../kit/meta/messaging-inbound.ts';
import { checkSignature, metaHandshake } from '../kit/meta/webhook-handler.ts';
import { changesOf, entryIds, messagingsOf, readWebhookBody } from '../kit/meta/webhook-wire.ts';
import { eventsOfComment, eventsOfMention } from './webhook-changes.ts';
import type { InstagramChannel, InstagramCredentials } from './credentials.ts';
import { callGraph } from './calls.ts';
import { authorOf } from './inbound.ts';
import { events, subscribe } from './subscribe.ts';
import { commentChange, mentionChange, personAnswer } from './wire.ts';

/** The usual longest delay. The network repeats failed deliveries for 36 hours. */
const LATE_MS = 5 * 60_000;

export const webhook: WebhookHandler<InstagramCredentials> = {
  pushDelays: { comment: LATE_MS, mention: LATE_MS, message: LATE_MS },
  handshake: metaHandshake,
  // Instagram Login signs with the Instagram app's secret, Facebook Login with the Meta app's: the setup decides
  // which.
  verify: (request, app) => checkSignature(request, [app.clientSecret]),
  readAccountIds: ({ body }) => entryIds(body),
  parse: async (channel, { body, receivedAt }) => {
    const events: InboundEvent[] = [];
    const posts: InboundPost[] = [];
    const authors = new Map<string, InboundAuthor>();
    for (const entry of readWebhookBody(body).entry) {
      if (entry.id !== channel.account.externalId) continue;
      for (const { field, value, at = receivedAt } of changesOf(entry)) {
        const reported = await eventsOfChange(channel, field, value, at);
        events.push(...reported.events);
        posts.push(...reported.posts);
      }
      for (const { event, isStandby } of messagingsOf(entry)) {
        const participants = participantsOf(event, channel.account.externalId, receivedAt);
        if (!participants) continue;
        const author =
          participants.direction === 'outbound'
            ? channel.account
            : await personOf(channel, participants.contactId, authors);
        const reported = eventOfMessaging(event, participants, { author, isStandby });
        if (reported) events.push(reported);
      }
    }
    return { events, posts };
  },
  events,
  subscribe,
};

async function eventsOfChange(channel: InstagramChannel, field: string, value: unknown, at: Date) {
  switch (field) {
    case 'comments':
    case 'live_comments':
      return eventsOfComment(channel, commentChange.parse(value), { at, isLive: field === 'live_comments' });
    case 'mentions':
      return eventsOfMention(channel, mentionChange.parse(value), at);
    // Reactions, read receipts and event kinds that the network adds later are not messages.
    default:
      return { events: [], posts: [] };
  }
}

/** A delivery has only the person's id; before the person consented, the network says nothing more. */
async function personOf(
  channel: InstagramChannel,
  id: string,
  known: Map<string, InboundAuthor>,
): Promise<InboundAuthor> {
  const existing = known.get(id);
  if (existing) return existing;
  const found = await callGraph(channel, {
    path: id,
    query: { fields: 'name,username,profile_pic' },
    schema: personAnswer,
  }).catch((error: unknown) => {
    if (error instanceof NetworkError && (error.kind === 'refused' || error.kind === 'gone')) return {};
    throw error;
  });
  const {
    username,
    name,
    profile_pic: avatarUrl,
  } = found as { username?: string; name?: string; profile_pic?: string }; // {} has none of them
  const base = authorOf({ from: { id, username } }, id);
  const author = { ...base, name: name || base.name, ...(avatarUrl ? { avatarUrl } : {}) };
  known.set(id, author);
  return author;
}
