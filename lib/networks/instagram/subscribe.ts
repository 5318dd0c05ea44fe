import type { ItemKind, SubscribedEvent } from '../contract.ts';
import { successAnswer } from '../kit/meta/send-wire.ts';
import { subscribeFields } from '../kit/meta/subscribe-fields.ts';
import type { InstagramChannel } from './credentials.ts';
import { callGraph, senderOf } from './calls.ts';

const ofAccount = {
  comments: ['comment'],
  live_comments: ['comment'],
  mentions: ['mention'],
  messages: ['message'],
  message_reactions: [],
  message_edit: [],
  messaging_seen: [],
  messaging_postbacks: [],
  messaging_referral: [],
  standby: ['message'],
  messaging_handover: [],
} as const satisfies Record<string, readonly ItemKind[]>;
/** The subscription of a linked Page brings its messages; the app's own settings subscribe to comments and mentions. */
const ofPage = {
  messages: ['message'],
  message_reactions: [],
  message_edits: [],
  messaging_postbacks: [],
  standby: ['message'],
} as const satisfies Record<string, readonly ItemKind[]>;

export const events = { ...ofAccount, ...ofPage };

export async function subscribe(channel: InstagramChannel): Promise<SubscribedEvent[]> {
  const isLinked = channel.credentials.setup === 'facebook';
  return await subscribeFields(Object.keys(isLinked ? ofPage : ofAccount), (fields) =>
    callGraph(channel, {
      method: 'POST',
      path: `${isLinked ? senderOf(channel) : 'me'}/subscribed_apps`,
      query: { subscribed_fields: fields.join(',') },
      schema: successAnswer,
      writes: false,
    }),
  );
}
