import { randomUUID } from 'node:crypto';
import type { Serving } from '#scripts/serve/serve.ts';
import { unsubscribePath, unsubscribeToken } from '#lib/notifications/delivery/unsubscribe-link.ts';
import { createUser } from '#lib/users/create-user.ts';
import { aChannel, aMember, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { connectDatabaseOf } from '#tests/support/serve-parvis.ts';
import { PASSWORD } from '../../instance.ts';
import { seedAttempts } from './attempts.ts';
import { seedChannels } from './channels.ts';
import { seedClients } from './clients.ts';
import { seedDepartures } from './departures.ts';
import { seedGuests } from './guests.ts';
import { seedItems } from './items/seed-items.ts';
import { seedLinks } from './links.ts';
import { seedNotifications } from './notifications.ts';
import { seedSecondFactors } from './second-factors.ts';
import { seedSettings } from './settings.ts';

export type Seeded = Awaited<ReturnType<typeof seed>>;

export const people = {
  admin: { email: 'ines@example.test', name: 'Inès Morel' },
  manager: { email: 'tom@example.test', name: 'Tom Leroy' },
  client: { email: 'claire@example.test', name: 'Claire Aubry' },
  newcomer: { email: 'noe@example.test', name: 'Noé Petit' },
  unready: { email: 'ugo@example.test', name: 'Ugo Blin' },
  guarded: { email: 'eva@example.test', name: 'Eva Roux' },
} as const;

/**
 * Fills an installation with everything that the states show: a busy workspace, and others that are empty for different
 * reasons. Nothing in it is due while the states are walked, so no worker changes it.
 */
export async function seed(parvis: Serving, pictures: string) {
  connectDatabaseOf(parvis);
  const { prisma } = database();
  const users: Record<string, string> = {};
  for (const [role, person] of Object.entries(people)) {
    users[role] = (await createUser({ ...person, password: PASSWORD, isEmailVerified: true })).id;
  }
  const join = async (workspaceId: string, role: 'admin' | 'manager' | 'client') =>
    await prisma.member.create({ data: { workspaceId, userId: users[role] ?? '', role } });
  const open = async (name: string) => {
    const { workspaceId, slug } = await aWorkspace({ name });
    const member = await join(workspaceId, 'admin');
    return { workspaceId, slug, memberId: member.id };
  };

  const busy = await open('Maison Lune');
  const manager = await join(busy.workspaceId, 'manager');
  await join(busy.workspaceId, 'client');
  const colleague = await aMember({ workspaceId: busy.workspaceId, role: 'lead', name: 'Léa Aubin' });
  const channels = await seedChannels(busy.workspaceId);
  await showOnly(busy.workspaceId, await aMember({ workspaceId: busy.workspaceId, name: 'Théo Garnier' }), [
    channels.google,
  ]);
  const members = { me: busy.memberId, manager: manager.id, colleague: colleague.memberId };
  const items = await seedItems({ workspaceId: busy.workspaceId, channels, members, pictures });
  await seedDepartures({ workspaceId: busy.workspaceId, channels, members, items, pictures });
  await seedNotifications({ workspaceId: busy.workspaceId, members, items, channelId: channels.google.id });
  await seedSettings({ workspaceId: busy.workspaceId, memberId: busy.memberId });

  await seedSecondFactors({ unready: users['unready'] ?? '', guarded: users['guarded'] ?? '' });

  const calm = await open('Atelier Nord');
  await join(calm.workspaceId, 'client');
  await showOnly(calm.workspaceId, { memberId: (await join(calm.workspaceId, 'manager')).id }, []);
  const nextPullAt = new Date(Date.now() + 40 * 60_000);
  await aChannel({ workspaceId: calm.workspaceId, network: 'bluesky', nextPullAt, backfilledAt: new Date() });
  const bare = await open('Nouvelle Maison');
  await join(bare.workspaceId, 'manager');
  const broken = await open('Maison en panne');
  const lost = await aChannel({
    workspaceId: broken.workspaceId,
    network: 'threads',
    handle: 'maison.panne',
    externalId: randomUUID(),
    status: 'reconnect',
    statusReason: 'bad_credentials',
  });
  await prisma.notification.create({
    data: {
      workspaceId: broken.workspaceId,
      memberId: broken.memberId,
      kind: 'channel_down',
      subjectId: randomUUID(),
      channelId: lost.id,
    },
  });
  const gone = await open('Maison Partie');
  const me = { userId: users['admin'] ?? '', role: 'admin' } as const;
  await seedClients({ busy: { ...busy, ...me }, gone: { ...gone, ...me, name: 'Maison Partie' } });
  return {
    busy: busy.slug,
    stopPath: unsubscribePath(unsubscribeToken({ workspaceId: busy.workspaceId, memberId: busy.memberId })),
    calm: calm.slug,
    bare: bare.slug,
    broken: broken.slug,
    gone: gone.slug,
    channels,
    items,
    attempts: await seedAttempts({ workspaceId: busy.workspaceId, memberId: busy.memberId }),
    guests: await seedGuests({ workspaceId: busy.workspaceId, memberId: busy.memberId, items }),
    links: await seedLinks({ workspaceId: busy.workspaceId, memberId: busy.memberId, users }),
  };
}

/** A member who sees these channels and no other. */
async function showOnly(
  workspaceId: string,
  { memberId }: { memberId: string },
  channels: { id: string }[],
): Promise<void> {
  const { prisma } = database();
  await prisma.member.update({
    where: { workspaceId_id: { workspaceId, id: memberId } },
    data: { seesAllChannels: false },
  });
  await prisma.memberChannel.createMany({
    data: channels.map(({ id }) => ({ workspaceId, memberId, channelId: id })),
  });
}
