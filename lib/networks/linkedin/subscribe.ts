import type { ItemKind, SubscribedEvent } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { unlessGone } from '../kit/unless-gone.ts';
import { encodeUrn } from './addresses.ts';
import { callLinkedIn, nothing } from './calls.ts';
import type { LinkedInChannel } from './credentials.ts';
import { subscription } from './wire.ts';

const EVENT_TYPE = 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS';
export const events = { [EVENT_TYPE]: ['comment', 'mention'] } satisfies Record<string, readonly ItemKind[]>;
const accepted: SubscribedEvent[] = [{ event: EVENT_TYPE, refusal: null }];

/**
 * Subscribes to this page's notifications. LinkedIn silently removes a subscription when the member's grant or role
 * ends, so this is repeated; where the subscription exists, nothing is written.
 * @throws NetworkError `app_not_set_up` without the app's number
 */
export async function subscribe(channel: LinkedInChannel, callbackUrl: string): Promise<SubscribedEvent[]> {
  const path = pathOf(channel);
  const standing = await readStanding(channel, path);
  if (standing?.webhook === callbackUrl) return accepted;
  await callLinkedIn(channel, {
    resource: 'subscriptions',
    method: 'PUT',
    path,
    json: { webhook: callbackUrl },
    // No document says that the method must be named; naming what PUT means is harmless.
    restLiMethod: 'update',
    schema: nothing,
  });
  return accepted;
}

function keyOf({ application, member, page }: { application: string; member: string; page: string }): string {
  const app = encodeUrn(`urn:li:developerApplication:${application}`);
  return `(developerApplication:${app},user:${encodeUrn(member)},entity:${encodeUrn(page)},eventType:${EVENT_TYPE})`;
}

/** The events that the network says it pushes for the page. */
export async function readSubscribed(channel: LinkedInChannel): Promise<string[]> {
  return (await readStanding(channel, pathOf(channel))) ? [EVENT_TYPE] : [];
}

function readStanding(channel: LinkedInChannel, path: string) {
  return unlessGone(callLinkedIn(channel, { resource: 'subscriptions', path, schema: subscription }));
}

/** @throws NetworkError `app_not_set_up` without the app's number */
function pathOf(channel: LinkedInChannel): string {
  const { application_id: application } = channel.app.options;
  const { member } = channel.credentials;
  if (!application || !member) {
    throw new NetworkError('refused', 'app_not_set_up', { detail: 'application_id is not set' });
  }
  return `eventSubscriptions/${keyOf({ application, member, page: channel.account.externalId })}`;
}
