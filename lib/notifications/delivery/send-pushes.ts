import { log } from '#lib/log.ts';
import { manyNotifications, notificationSentence, somethingWaits } from '#lib/mail/notification-letter.ts';
import { sendPush } from '#lib/push/send-push.ts';
import { readPushTarget } from '#lib/push/subscriptions.ts';
import type { PushMessage } from '#lib/push/types.ts';
import { cutText } from '#lib/text/cut-text.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import type { NotificationKind } from '../types.ts';
import { deliverDue, type Parcel, placeOf } from './deliver-due.ts';
import type { Outcome } from './take-deliveries.ts';

/** In how many workspaces push services are waited for at once, and how many in each. */
const WORKSPACES = 4;
const LANES = 4;
/** In milliseconds. */
const LASTS_MS = 10_000;
/** The longest name of a workspace in a title, in characters. */
const TITLE = 60;
/** What cannot wait until the device wakes by itself. */
const urgent: readonly NotificationKind[] = ['window_closing', 'send_failed', 'asked_for', 'channel_down'];

/** Pushes what is due: one message a browser, and one that takes the place of an earlier one about the same. */
export async function sendPushes(now = new Date()): Promise<void> {
  await deliverDue(
    { way: 'push', workspaces: WORKSPACES, lanes: LANES, lastsMs: LASTS_MS, send: (parcel) => send(parcel, now) },
    now,
  );
}

async function send(parcel: Parcel, now: Date): Promise<Outcome> {
  const { workspaceId, memberId, to, told } = parcel;
  const target = await readPushTarget(to);
  // The browser shows what its session may open, and nothing else: not after it ended, nor without a factor that is required.
  const caller = target && (await callerForSession(target.sessionId, workspaceId, { isInUse: false }));
  if (!target || caller?.memberId !== memberId) return { kind: 'dropped' };
  const isUrgent = told.some(({ kind }) => urgent.includes(kind));
  // What comes meanwhile is one message when it is called again; what cannot wait is tried.
  const { restsUntil } = target;
  if (!isUrgent && restsUntil && restsUntil > now) {
    return { kind: 'refused', reason: 'the push service has failed several times', retryAt: restsUntil };
  }
  const outcome = await sendPush(target, messageOf(parcel), { isUrgent, now });
  switch (outcome.kind) {
    case 'sent':
      return { kind: 'sent' };
    case 'gone':
      return { kind: 'dropped' };
    case 'again':
      return { kind: 'refused', reason: outcome.reason, retryAt: outcome.retryAt };
    case 'failed':
      log.warn({ workspaceId, reason: outcome.reason }, 'a push message was not sent');
      return { kind: 'failed', reason: outcome.reason };
    default:
      return outcome satisfies never;
  }
}

/** Nothing that a contact or a colleague wrote is in it, and of a confidential item not even what happened. */
function messageOf({ told, person: { language }, workspace }: Parcel): PushMessage {
  const title = cutText(workspace.name, TITLE);
  const [first] = told;
  if (!first || told.length > 1) {
    const path = `/w/${workspace.slug}/notifications`;
    return { title, body: manyNotifications(language, told.length), language, path, tag: path };
  }
  const path = placeOf(first, workspace.slug);
  const body = first.isConfidential ? somethingWaits(language) : notificationSentence(language, first);
  return { title, body, language, path, tag: `${path} ${first.isConfidential ? '' : first.kind}` };
}
