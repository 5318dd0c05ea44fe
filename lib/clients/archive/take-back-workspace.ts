import { defineAct } from '#lib/act.ts';
import { channelJobs } from '#lib/channels/jobs.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { stopReplies } from '#lib/outbox/stop-replies.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { lockArchived } from './lock-archived.ts';

/**
 * Takes an archived workspace back: its channels read on where they stopped. Nothing that waited leaves by itself: replies are
 * held for their authors. What was
 * deleted when it was archived (credentials, API keys) stays deleted.
 * @throws Refusal `conflict` when it is not archived; `being_erased`
 */
export const takeBackWorkspace = defineAct('workspace.manage', async (caller): Promise<void> => {
  const { workspaceId } = caller;
  const connected = await asMember(
    caller,
    async (tx) => {
      await lockArchived(tx, workspaceId);
      const workspace = await tx.workspace.update({
        where: { id: workspaceId },
        data: { archivedAt: null, archivedById: null, eraseAt: null },
        select: { name: true },
      });
      // What was left under way when it was archived, or was written at that moment. Before the channels come back, and with them
      // what sends it.
      await stopReplies(tx, workspaceId);
      const channels = await tx.$queryRaw<{ channelId: string; isConnected: boolean }[]>`
        UPDATE "channel" SET "status" = "statusBeforeArchive", "statusBeforeArchive" = NULL, "failedPulls" = 0,
          "nextPullAt" = CASE WHEN "statusBeforeArchive" = 'connected' THEN now() END
        WHERE "workspaceId" = ${workspaceId}::uuid AND "statusBeforeArchive" IS NOT NULL
        RETURNING "id"::text AS "channelId", "status" = 'connected' AS "isConnected"`;
      await recordAudit(tx, caller, { act: 'workspace_taken_back', subject: workspace.name });
      await emitWorkspaceChanged(tx, workspaceId);
      return channels.filter(({ isConnected }) => isConnected);
    },
    { keepsArchived: true },
  );
  announce(workspaceId);
  for (const { channelId } of connected) await enqueue(channelJobs.pullChannel, { workspaceId, channelId });
});
