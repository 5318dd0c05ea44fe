import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { stopReplies } from '#lib/outbox/stop-replies.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { checkEraseDays, eraseDateAfter } from './erase-date.ts';
import { readArchive } from './get-archive.ts';
import type { ArchiveView } from '../types.ts';

type Input = {
  /** The workspace's name, typed by whoever archives it. */
  name: string;
  /** In so many days everything is erased; null: when an admin says so. */
  eraseAfterDays: number | null;
  /** Whether credentials of channels and API keys are deleted now. */
  endsAccess: boolean;
};

/**
 * Archives the caller's workspace: from the commit on it can be read and not changed, nothing is fetched and nothing is sent. A
 * reply that a worker has taken before is sent to its end; those that wait are held for their authors. Guest links and
 * invitations end.
 * @throws Refusal `invalid` for another name or for a date too early or too late; `archived` when it is already
 */
export const archiveWorkspace = defineAct(
  'workspace.manage',
  async (caller, { name, eraseAfterDays, endsAccess }: Input): Promise<ArchiveView> => {
    checkEraseDays(eraseAfterDays);
    const { workspaceId, memberId } = caller;
    const now = new Date();
    const view = await asMember(caller, async (tx) => {
      const { name: real } = await tx.workspace.findUniqueOrThrow({
        where: { id: workspaceId },
        select: { name: true },
      });
      if (name.trim() !== real.trim()) throw new Refusal('invalid', { field: 'name' });
      // Waits for workers that are just taking a reply, and stops those that come later.
      const { count } = await tx.workspace.updateMany({
        where: { id: workspaceId, archivedAt: null },
        data: { archivedAt: now, archivedById: memberId, eraseAt: eraseDateAfter(now, eraseAfterDays) },
      });
      if (count === 0) throw new Refusal('archived');
      await stopChannels(tx, workspaceId);
      const stopped = await stopReplies(tx, workspaceId);
      await tx.guestLink.updateMany({
        where: { workspaceId, answeredAt: null, revokedAt: null },
        data: { revokedAt: now },
      });
      await tx.invitation.updateMany({
        where: { workspaceId, acceptedAt: null, revokedAt: null },
        data: { revokedAt: now },
      });
      if (endsAccess) await endAccess(tx, workspaceId, now);
      await recordAudit(tx, caller, {
        act: 'workspace_archived',
        subject: real,
        details: { eraseAfterDays, endsAccess, ...stopped },
      });
      await emitWorkspaceChanged(tx, workspaceId);
      return await readArchive(tx, workspaceId);
    });
    announce(workspaceId);
    if (!view) throw new Refusal('conflict');
    return view;
  },
);

/** A reader that has a lease loses it, and stores nothing more. */
async function stopChannels(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "channel" SET "statusBeforeArchive" = "status", "status" = 'paused', "nextPullAt" = NULL, "pullLeaseId" = NULL,
      "pullLeaseUntil" = NULL
    WHERE "workspaceId" = ${workspaceId}::uuid AND "status" <> 'disconnected'`;
}

/** Without credentials a channel has to be connected again after the workspace is taken back. */
async function endAccess(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  await tx.channelCredential.deleteMany({ where: { workspaceId } });
  // What a network has granted, and nobody has chosen from yet.
  await tx.connectAttempt.deleteMany({ where: { workspaceId } });
  await tx.channel.updateMany({
    where: { workspaceId, statusBeforeArchive: { not: null } },
    data: { statusBeforeArchive: 'reconnect' },
  });
  await tx.apiKey.updateMany({ where: { workspaceId, revokedAt: null }, data: { revokedAt: now } });
}
