import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '../record-audit.ts';
import { type ChannelChoice, checkChannels, writeChannels } from './channel-choice.ts';
import { lockMembership } from './keep-an-admin.ts';

/**
 * Sets which channels a member sees, in the transaction of the act that takes back the items that the member loses sight of.
 * @returns whether it was another choice before
 * @throws Refusal `not_found` for the member or a channel; `invalid` for an admin, who sees all channels
 */
export async function setChannels(
  tx: Tx,
  caller: Caller,
  { memberId, channelIds }: { memberId: string; channelIds: ChannelChoice },
): Promise<{ name: string; isChanged: boolean }> {
  const { workspaceId } = caller;
  await lockMembership(tx, workspaceId);
  // Whoever gives this member an item holds the row: what they gave is seen when the items are taken back.
  await tx.$queryRaw`SELECT FROM "member" WHERE "id" = ${memberId}::uuid FOR NO KEY UPDATE`;
  const member = await tx.member.findFirst({
    where: { id: memberId, removedAt: null },
    select: { role: true, user: { select: { name: true } } },
  });
  if (!member) throw new Refusal('not_found');
  const { name } = member.user;
  const chosen = await checkChannels(tx, { workspaceId, role: member.role, channelIds });
  if (!(await writeChannels(tx, { workspaceId, memberId, channelIds: chosen }))) return { name, isChanged: false };
  await recordAudit(tx, caller, {
    act: 'channels_chosen',
    subject: name,
    details: { memberId, channelIds: chosen ? [...chosen] : null },
  });
  return { name, isChanged: true };
}
