import type { ChannelRef } from '../channel-ref.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { knownLanguage } from '#lib/interface-languages.ts';
import { log } from '#lib/log.ts';
import { letters } from '#lib/mail/letters.ts';
import { publicLink } from '#lib/mail/public-link.ts';
import { canSendMail, sendMail } from '#lib/mail/send-mail.ts';
import { connectorOf } from '#lib/networks/registry.ts';

/** Finds channels that must be reconnected and about which nobody was emailed yet. */
export async function findUnreportedLosses(limit: number): Promise<ChannelRef[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<ChannelRef[]>`
      SELECT "workspaceId", "id" AS "channelId" FROM "channel"
      WHERE "status" = 'reconnect' AND "reconnectNotifiedAt" IS NULL ORDER BY "id" LIMIT ${limit}`,
  );
}

/**
 * Emails the workspace's admins and leads that a channel must be reconnected: once per loss, however often it is called.
 * Without a mail server only the channel's page shows it.
 */
export async function emailAdminsOfLoss({ workspaceId, channelId }: ChannelRef): Promise<void> {
  const found = await inWorkspace(workspaceId, async (tx) => {
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
  if (!found) return;
  const { handle, network, workspace } = found.channel;
  for (const { email, name, language } of found.people) {
    const letter = letters[knownLanguage(language) ?? 'en'].channelLost({
      name,
      channel: handle,
      network: connectorOf(network)?.name ?? network,
      workspace: workspace.name,
      link: publicLink(`/w/${workspace.slug}/channels/${channelId}/reconnect`),
    });
    await sendMail({ to: email, letter }).catch((error: unknown) => {
      log.warn({ channelId, err: error }, 'the email about a lost channel was not sent');
    });
  }
}
