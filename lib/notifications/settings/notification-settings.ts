import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { isTimeZone } from '../delivery/local-time.ts';
import { type NotificationKind, notificationKinds } from '../types.ts';
import { readSettings } from './read-settings.ts';
import { type Choice, defaultSettings, hasMail, type NotificationSettings } from './types.ts';

/** How the caller wants to be notified in this workspace. */
export const getNotificationSettings = defineAct(
  'items.read',
  async (caller): Promise<NotificationSettings> => await asMember(caller, (tx) => readOwn(tx, caller)),
);

/** Of a kind too, what is absent stays. */
type ChoiceChange = { [Channel in keyof Choice]?: boolean | undefined };

export type SettingsChange = {
  kinds?: Partial<Record<NotificationKind, ChoiceChange>> | undefined;
  quiet?: NotificationSettings['quiet'] | undefined;
  timeZone?: string | undefined;
  digest?: NotificationSettings['digest'] | undefined;
};

/**
 * Changes how the caller is notified in this workspace; what is absent stays.
 * @throws Refusal `invalid` for an unknown time zone, or minutes outside the day
 */
export const saveNotificationSettings = defineAct(
  'items.read',
  async (caller, change: SettingsChange): Promise<NotificationSettings> => {
    if (change.timeZone !== undefined && !isTimeZone(change.timeZone))
      throw new Refusal('invalid', { field: 'timeZone' });
    const saved = await asMember(caller, async (tx) => {
      const before = await readOwn(tx, caller);
      const { quiet = before.quiet, timeZone = before.timeZone, digest = before.digest } = change;
      const key = { workspaceId: caller.workspaceId, memberId: caller.memberId };
      const row = { quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null, timeZone, digest };
      await tx.notificationSetting.upsert({
        where: { workspaceId_memberId: key },
        create: { ...key, ...row },
        update: row,
      });
      for (const kind of notificationKinds) {
        const choice = change.kinds?.[kind];
        if (choice) await saveChoice(tx, key, kind, merged(before.kinds[kind], choice));
      }
      return await readOwn(tx, caller);
    });
    // The list and the bell show other kinds now.
    announce(caller.workspaceId);
    return saved;
  },
);

async function readOwn(tx: Tx, { memberId }: Pick<Caller, 'memberId'>): Promise<NotificationSettings> {
  return (await readSettings(tx, [memberId])).get(memberId) ?? defaultSettings;
}

const merged = (
  before: Choice,
  { product = before.product, mail = before.mail, push = before.push }: ChoiceChange,
) => ({
  product,
  mail,
  push,
});

/** Writes where a member is notified of one kind. */
export async function saveChoice(
  tx: Tx,
  key: { workspaceId: string; memberId: string },
  kind: NotificationKind,
  choice: Choice,
): Promise<void> {
  const row = { ...choice, mail: choice.mail && hasMail(kind) };
  await tx.notificationChoice.upsert({
    where: { workspaceId_memberId_kind: { ...key, kind } },
    create: { ...key, kind, ...row },
    update: row,
  });
}
