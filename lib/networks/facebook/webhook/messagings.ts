import type { InboundAuthor, InboundEvent } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { eventOfMessaging, participantsOf } from '../../kit/meta/messaging-inbound.ts';
import type { messagingsOf } from '../../kit/meta/webhook-wire.ts';
import type { FacebookChannel } from '../credentials.ts';
import { callGraph } from '../calls.ts';
import { costs } from '../limits.ts';
import { profileAnswer } from '../wire.ts';

/** Direct messages, echoes of the Page's own, and edits. Each person's name is read once. */
export async function readMessagings(
  channel: FacebookChannel,
  messagings: ReturnType<typeof messagingsOf>,
  receivedAt: Date,
): Promise<InboundEvent[]> {
  const profiles = new Map<string, Promise<InboundAuthor>>();
  const profileOf = (psid: string) => {
    const reading = profiles.get(psid) ?? readProfile(channel, psid);
    profiles.set(psid, reading);
    return reading;
  };
  const events: InboundEvent[] = [];
  for (const { event, isStandby } of messagings) {
    const participants = participantsOf(event, channel.account.externalId, receivedAt);
    if (!participants || !(event.message ?? event.message_edit ?? event.postback)) continue;
    const author = participants.direction === 'outbound' ? channel.account : await profileOf(participants.contactId);
    const reported = eventOfMessaging(event, participants, { author, isStandby });
    if (reported) events.push(reported);
  }
  return events;
}

/**
 * The person's profile. It needs an approval of its own ("Business Asset User Profile Access"): without it the name
 * stays empty.
 */
async function readProfile(channel: FacebookChannel, psid: string): Promise<InboundAuthor> {
  try {
    const profile = await callGraph(channel, {
      path: psid,
      query: { fields: 'first_name,last_name,profile_pic' },
      schema: profileAnswer,
      costs: costs.ofMessages,
    });
    const name = [profile.first_name, profile.last_name].filter(Boolean).join(' ');
    return { externalId: psid, handle: name, name, ...(profile.profile_pic ? { avatarUrl: profile.profile_pic } : {}) };
  } catch (error) {
    if (error instanceof NetworkError && (error.kind === 'gone' || error.kind === 'refused')) {
      return { externalId: psid, handle: '', name: '' };
    }
    throw error;
  }
}
