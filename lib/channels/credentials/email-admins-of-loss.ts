import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { knownLanguage } from '#lib/language.ts';
import { log } from '#lib/log.ts';
import { letters } from '#lib/mail/letters.ts';
import { publicLink } from '#lib/mail/public-link.ts';
import { canSendMail, sendMail } from '#lib/mail/send-mail.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { Place } from './seal-credentials.ts';

/** Channels that have to be reconnected, of which the workspace was not told yet. */
export async function findUntoldLosses(limit: number): Promise<Place[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<Place[]>`
      SELECT "workspaceId", "id" AS "channelId" FROM "channel"
      WHERE "status" = 'reconnect' AND "reconnectNotifiedAt" IS NULL ORDER BY "id" LIMIT ${limit}`,
  );
}

/**
 * Writes to the workspace's admins and leads that a channel has to be reconnected: once each time, whoever asks and
 * however often. Without a mail server the channel's own page says it.
 */
export async function tellOfLoss({ workspaceId, channelId }: Place): Promise<void> {
  const told = await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.channel.updateMany({
      where: { workspaceId, id: channelId, status: 'reconnect', reconnectNotifiedAt: null },
      data: { reconnectNotifiedAt: new Date() },
    });
    if (count === 0 || !canSendMail()) return null;
    const channel = await tx.channel.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: channelId } },
      select: { handle: true, network: true, workspace: { select: { name: true, slug: true } } },
    });
    const members = await tx.member.findMany({
      where: { workspaceId, removedAt: null, role: { in: ['admin', 'lead'] } },
      select: { user: { select: { email: true, name: true, language: true } } },
    });
    return { channel, people: members.map(({ user }) => user) };
  });
  if (!told) return;
  const { handle, network, workspace } = told.channel;
  for (const { email, name, language } of told.people) {
    const letter = letters[knownLanguage(language) ?? 'en'].channelLost({
      name,
      channel: handle,
      network: connectorOf(network)?.name ?? network,
      workspace: workspace.name,
      link: publicLink(`/w/${workspace.slug}/channels/${channelId}/reconnect`),
    });
    await sendMail({ to: email, letter }).catch((error: unknown) => {
      log.warn({ channelId, err: error }, 'a letter about a lost channel was not sent');
    });
  }
}
