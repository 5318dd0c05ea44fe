import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { checkContent, contentOf } from './check-content.ts';
import { findOpen } from './find-open.ts';
import { recordVersion } from './record-version.ts';
import { manageGuidance } from './rights.ts';
import { guidanceChange, type GuidanceChange } from './types.ts';

type Input = GuidanceChange & {
  guidanceId: string;
  /** As the caller has read it. */
  version: number;
};

/**
 * Changes what guidance says, and from when until when. What was written by it until now is looked at again.
 * @throws Refusal `not_found`; `conflict` when somebody else changed or withdrew it meanwhile; `invalid` naming the field;
 *   `text_empty`
 */
export const changeGuidance = defineAct(
  manageGuidance.permission,
  async (caller, { guidanceId, version, ...input }: Input): Promise<{ id: string; version: number }> => {
    const { workspaceId } = caller;
    const { words, ...given } = checkContent(guidanceChange, input);
    const changed = await asMember(caller, async (tx) => {
      const before = await findOpen(tx, workspaceId, { guidanceId, version });
      const isAboutWords = before.words.length > 0;
      if (words && !isAboutWords) throw new Refusal('invalid', { field: 'words' });
      const row = await tx.guidance.update({
        where: { workspaceId_id: { workspaceId, id: before.id } },
        data: {
          ...contentOf(given, before.startsAt),
          ...(words ? { words } : {}),
          version: { increment: 1 },
        },
      });
      await recordVersion(tx, caller, row, 'changed');
      return { id: row.id, version: row.version };
    });
    announce(workspaceId);
    return changed;
  },
);
