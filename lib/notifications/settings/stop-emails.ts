import { inWorkspace } from '#lib/db/in-workspace.ts';
import { readUnsubscribeToken } from '../delivery/unsubscribe-link.ts';
import { notificationKinds } from '../types.ts';
import { saveChoice } from './notification-settings.ts';
import { readSettings } from './read-settings.ts';

/** Whose emails a signed link ends, by the workspace's name; null for a link that is not ours, or of somebody who has left. */
export async function readStopLink(token: string): Promise<{ workspace: string } | null> {
  const found = readUnsubscribeToken(token);
  if (!found) return null;
  return await inWorkspace(found.workspaceId, async (tx) => {
    const member = await tx.member.findFirst({
      where: { id: found.memberId, removedAt: null },
      select: { workspace: { select: { name: true } } },
    });
    return member && { workspace: member.workspace.name };
  });
}

/**
 * Ends the emails that a workspace sends to a member, as a signed link asks: without signing in, because a mail program posts it
 * by itself (RFC 8058). Everything else stays as it is.
 * @returns false for a link that is not ours, or of somebody who has left
 */
export async function stopEmails(token: string): Promise<boolean> {
  const found = readUnsubscribeToken(token);
  if (!found) return false;
  return await inWorkspace(found.workspaceId, async (tx) => {
    const member = await tx.member.findFirst({
      where: { id: found.memberId, removedAt: null },
      select: { id: true },
    });
    const settings = member && (await readSettings(tx, [member.id])).get(member.id);
    if (!settings) return false;
    for (const kind of notificationKinds) {
      await saveChoice(tx, found, kind, { ...settings.kinds[kind], mail: false });
    }
    return true;
  });
}
