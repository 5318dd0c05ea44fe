import { knownLanguage } from '#lib/interface-languages.ts';
import type { Language } from '#lib/interface-languages.ts';
import { userTables } from '#lib/db/user-tables.ts';
import { Refusal } from '#lib/refusal.ts';
import { takeAttempt } from '#lib/users/throttle.ts';
import type { SignedIn } from '#lib/users/types.ts';
import { sendPush } from './send-push.ts';
import { readPushTarget } from './subscriptions.ts';

const sentences = {
  en: 'Notifications arrive on this device.',
  fr: 'Les notifications arrivent sur cet appareil.',
} satisfies Record<Language, string>;

/**
 * Sends a notification that says nothing to one of a person's browsers.
 * @throws Refusal `not_found`, also for another person's, and when the browser has ended its subscription; `throttled`;
 *   `push_unavailable` when its push service does not take the message
 */
export async function sendTestPush({ userId }: Pick<SignedIn, 'userId'>, { id }: { id: string }): Promise<void> {
  const own = await userTables().pushSubscription.findFirst({
    where: { id, userId },
    select: { user: { select: { language: true } } },
  });
  const target = own && (await readPushTarget(id));
  if (!target) throw new Refusal('not_found');
  await takeAttempt([{ kind: 'push_test', value: userId }]);
  const language = knownLanguage(own.user.language) ?? 'en';
  const message = { title: 'Parvis', body: sentences[language], language, path: '/', tag: 'test' };
  const outcome = await sendPush(target, message, { isUrgent: true });
  if (outcome.kind === 'gone') throw new Refusal('not_found');
  if (outcome.kind !== 'sent') throw new Refusal('push_unavailable');
}
