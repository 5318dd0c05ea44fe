import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { readDetail } from '../get-contact.ts';
import type { ContactDetail } from '../types.ts';
import { lockJoins } from './lock-joins.ts';

type Input = {
  joinId: string;
  /** The contact to answer with; else the first of the two. */
  contactId?: string | undefined;
};

/**
 * Takes one join back: each side is again who it was without it. Taking it back twice changes nothing.
 * @throws Refusal `not_found`
 */
export const separateContacts = defineAct(
  'contacts.edit',
  async (caller, { joinId, contactId }: Input): Promise<ContactDetail> => {
    const id = uuid(joinId);
    const { workspaceId, memberId } = caller;
    const detail = await asMember(caller, async (tx) => {
      await lockJoins(tx, workspaceId);
      const join = await tx.contactJoin.findFirst({
        where: { id },
        select: { contactId: true, otherId: true, separatedAt: true },
      });
      if (!join) throw new Refusal('not_found');
      if (!join.separatedAt) {
        await tx.contactJoin.updateMany({
          where: { id, separatedAt: null },
          data: { separatedAt: new Date(), separatedById: memberId },
        });
        await recordAudit(tx, caller, {
          act: 'contacts_separated',
          subject: join.contactId,
          details: { joinId: id, contactIds: [join.contactId, join.otherId] },
        });
        await emitWorkspaceChanged(tx, workspaceId);
      }
      return await readDetail(tx, contactId ? uuid(contactId) : join.contactId);
    });
    announce(workspaceId);
    return detail;
  },
);
