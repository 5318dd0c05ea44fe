import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Guidance } from '#lib/db/generated/client.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';

/** How much of a text names its guidance in the audit log, in UTF-16 units. */
const NAME_LENGTH = 80;

/** Keeps what the guidance says now, writes it to the audit log, and tells open browsers with the commit. */
export async function recordVersion(
  tx: Tx,
  caller: Caller,
  guidance: Guidance,
  act: 'created' | 'changed' | 'withdrawn',
): Promise<void> {
  const { workspaceId, id, version, words, fr, en, startsAt, endsAt, postId, tagId, channelId } = guidance;
  const data = {
    workspaceId,
    guidanceId: id,
    version,
    act,
    words,
    fr,
    en,
    startsAt,
    endsAt,
    memberId: caller.memberId,
  };
  await tx.guidanceVersion.create({ data, select: { version: true } });
  await recordAudit(tx, caller, {
    act: `guidance_${act}`,
    subject: (fr || en).slice(0, NAME_LENGTH),
    details: { guidanceId: id, version, postId, tagId, channelId, words },
  });
  await emitWorkspaceChanged(tx, workspaceId);
}
