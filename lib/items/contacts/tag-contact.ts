import { defineAct } from '#lib/act.ts';
import { readDetail } from '#lib/contacts/get-contact.ts';
import { readPerson } from '#lib/contacts/person.ts';
import type { ContactDetail } from '#lib/contacts/types.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { checkTagging, makeTags } from '../tags/tag-items.ts';

type Input = { contactId: string; add?: string[]; remove?: string[] };

/**
 * Adds and removes a person's tags by name, from the same tags as those of items. They are put on the given contact, and taken
 * from all that it is joined with.
 * @throws Refusal `not_found`; `invalid` for a name that is empty or longer than `limit`; `too_many`; `quota_reached`
 */
export const tagContact = defineAct(
  'contacts.edit',
  async (caller, { contactId, add, remove }: Input): Promise<ContactDetail> => {
    const id = uuid(contactId);
    const tagging = checkTagging({ ...(add ? { add } : {}), ...(remove ? { remove } : {}) });
    const { workspaceId } = caller;
    const detail = await asMember(caller, async (tx) => {
      const person = await readPerson(tx, id);
      if (tagging.add.length > 0) await makeTags(tx, workspaceId, tagging.add);
      const added = await tx.$executeRaw`
        INSERT INTO "contact_tag" ("workspaceId", "contactId", "tagId")
        SELECT ${workspaceId}::uuid, ${id}::uuid, t."id" FROM "tag" t
        WHERE t."workspaceId" = ${workspaceId}::uuid AND lower(t."name") IN (SELECT lower(unnest(${tagging.add}::text[])))
        ON CONFLICT DO NOTHING`;
      const removed = await tx.$executeRaw`
        DELETE FROM "contact_tag" ct USING "tag" t
        WHERE t."workspaceId" = ct."workspaceId" AND t."id" = ct."tagId" AND ct."contactId" = ANY (${person}::uuid[])
          AND lower(t."name") IN (SELECT lower(unnest(${tagging.remove}::text[])))`;
      if (added + removed > 0) await emitWorkspaceChanged(tx, workspaceId);
      return await readDetail(tx, id);
    });
    announce(workspaceId);
    return detail;
  },
);
