import type { Tx } from '#lib/db/tx.ts';
import { type NotificationKind, notificationKinds } from '../types.ts';
import { type Choice, defaultSettings, type Digest, digests, isKind, type NotificationSettings } from './types.ts';

/** What these members have chosen, and the defaults where they have not. */
export async function readSettings(tx: Tx, memberIds: readonly string[]): Promise<Map<string, NotificationSettings>> {
  const where = { memberId: { in: [...memberIds] } };
  const [settings, choices] = [
    await tx.notificationSetting.findMany({ where }),
    await tx.notificationChoice.findMany({ where }),
  ];
  const settingOf = new Map(settings.map((one) => [one.memberId, one]));
  return new Map(
    memberIds.map((memberId) => {
      const own = settingOf.get(memberId);
      const chosen = new Map<string, Choice>(
        choices
          .filter((one) => one.memberId === memberId)
          .map(({ kind, product, mail, push }) => [
            kind,
            { product, mail, push: push ?? (isKind(kind) && defaultSettings.kinds[kind].push) },
          ]),
      );
      const kinds = Object.fromEntries(
        notificationKinds.map((kind) => [kind, chosen.get(kind) ?? defaultSettings.kinds[kind]]),
      ) as Record<NotificationKind, Choice>; // one for each of the kinds
      const { quietFrom = null, quietUntil = null, timeZone = defaultSettings.timeZone, digest } = own ?? {};
      return [
        memberId,
        {
          kinds,
          quiet: quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil },
          timeZone,
          digest: asDigest(digest),
        },
      ];
    }),
  );
}

const asDigest = (name: string | undefined): Digest => digests.find((digest) => digest === name) ?? 'off';
